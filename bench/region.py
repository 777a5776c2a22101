"""Inside a region: what is asked for, made ready, and how many queries each page takes.

Run as a program with the settings of that region; says on standard output what the pages are.
"""

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import django

if TYPE_CHECKING:
    from gangmaker.actors.models import Account

STATIONS = 60
PROMISES = 300
WORD = "vlas"
BROKER = "bench-broker@example.org"


@dataclass(frozen=True)
class Page:
    """One page to measure. ``cookie``: for a page of somebody who signed in."""

    name: str
    path: str
    cookie: str = ""
    queries: int = 0
    size: int = 0
    note: str = ""


def main() -> None:
    django.setup()
    from django.utils import timezone

    from gangmaker.config.cli import preparing

    preparing.translations()
    preparing.static_files()

    now = timezone.now()
    found = [*_public(now), _today(now), _moderation(now)]
    _do_what_waits()
    pages = [_counted(page) for page in found]
    json.dump([asdict(page) for page in pages], sys.stdout)


def _public(now: datetime) -> list[Page]:
    from django.urls import NoReverseMatch, reverse

    from bench.talk import COMMENTS, THREADS, much_talk
    from gangmaker.actors.models import Area
    from gangmaker.trail.models import Item

    town = Area.objects.filter(parent=None).order_by("pk").values_list("key", flat=True)[0]
    questions = Item.objects.visible_to(None, at=now).filter(kind="question")
    item = questions.order_by("-published_at").values_list("slug", flat=True)[5]
    trail, talk = _long_trail(now), much_talk(now)
    explore = reverse("web:explore")
    pages = [
        Page("home", reverse("web:home")),
        Page("explore, filtered", f"{explore}?kind=question&area={town}"),
        Page("explore, page 1", explore),
        Page(
            "explore, page 500", f"{explore}?page=500", note="the last there is: 1,000 are listed"
        ),
        Page("item", reverse("web:item", args=[item])),
        Page("directory", reverse("web:directory")),
        Page("search", f"{reverse('web:search')}?q={WORD}"),
        Page(f"item with a trail of {STATIONS}", reverse("web:item", args=[trail])),
        Page(
            f"{COMMENTS} comments, {THREADS} threads a page", reverse("web:comments", args=[talk])
        ),
    ]
    for name, view, arguments in (
        (f"trail of {STATIONS} stations", "web:trail", [trail]),
        ("figures", "web:figures", []),
    ):
        try:
            pages.append(Page(name, reverse(view, args=arguments)))
        except NoReverseMatch:
            pages.append(Page(name, "", note="is not there yet"))
    return pages


def _long_trail(now: datetime) -> str:
    """The first station of a trail with a branch at every fifth; made once."""
    from django.db import transaction

    from gangmaker.actors.models import Actor
    from gangmaker.contributions.models import Idea
    from gangmaker.trail.models import Item, LinkVerb
    from gangmaker.trail.operations import NewItem, item_fields, link_items

    title = "Bench: a long trail"
    made = Item.objects.filter(title=f"{title} 1").values_list("slug", flat=True).first()
    if made:
        return made
    by = Actor.objects.filter(team_roles__isnull=False).order_by("pk")[0]
    stations: list[Item] = []
    with transaction.atomic():
        for number in range(1, STATIONS + 1):
            at = now - timedelta(days=STATIONS - number)
            new = NewItem(
                title=f"{title} {number}",
                summary="What is left of the flax.",
                language="nl",
                by=by,
                owner=by,
                published_at=at,
            )
            station = Idea.objects.create(**item_fields(new, kind="idea", now=at))
            if stations:
                before = stations[-2] if number % 5 == 0 else stations[-1]
                link_items(source=station, verb=LinkVerb.CAME_FROM, target=before, by=by, now=now)
            stations.append(station)
    return stations[0].slug


def _today(now: datetime) -> Page:
    """A broker who owes exactly so many answers, as far as the region has them."""
    from django.urls import reverse

    from gangmaker.actors.models import Account, Actor, Audience, TeamRole, TeamRoleName
    from gangmaker.trail.models import Promise

    account, created = Account.objects.get_or_create(email=BROKER)
    if created:
        broker = Actor.objects.create(
            kind="person",
            slug="bench-broker",
            name="Broker",
            account=account,
            email=BROKER,
            email_confirmed_at=now,
            audience=Audience.PUBLIC,
            created_at=now,
        )
        TeamRole.objects.create(actor=broker, role=TeamRoleName.BROKER)
        waiting = Promise.objects.waiting().order_by("pk").values_list("pk", flat=True)
        Promise.objects.filter(pk__in=list(waiting[:PROMISES])).update(owner=broker)
    owed = Promise.objects.waiting().filter(owner__account=account).count()
    note = "" if owed == PROMISES else f"{owed} promises"
    return Page(
        f"Today, {PROMISES} promises",
        reverse("web:today"),
        _session_of(account),
        note=note,
    )


def _moderation(now: datetime) -> Page:
    """The queue of a moderator: thirty things a page, of those that wait longest."""
    from django.urls import reverse

    from bench.reports import REPORTS, many_reports

    cookie = _session_of(many_reports(now))
    return Page(f"moderation, {REPORTS} reports", reverse("web:moderation"), cookie)


def _session_of(account: "Account") -> str:
    """The cookie of somebody who signed in."""
    from django.conf import settings
    from django.test import Client

    client = Client()
    client.force_login(account)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    return f"{cookie.key}={cookie.value}"


def _do_what_waits() -> None:
    """As a worker would: what was made here is put in the search index."""
    from django.core.management import call_command

    call_command("db_worker", batch=True, verbosity=0)


def _counted(page: Page) -> Page:
    """With what it costs when it is made anew, a moment after another like it."""
    from django.db import connection
    from django.test import Client

    if not page.path:
        return page
    seen: list[str] = []

    def count(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        seen.append(sql)
        return execute(sql, params, many, context)

    headers = {"host": "127.0.0.1", "x-forwarded-for": "10.9.9.9"}
    headers |= {"cookie": page.cookie} if page.cookie else {}
    sign = "&" if "?" in page.path else "?"
    with connection.execute_wrapper(count):
        for number in (1, 2):
            seen.clear()
            answer = Client().get(f"{page.path}{sign}n={number}", headers=headers)
    if answer.status_code != 200:
        raise RuntimeError(f"{page.path} answers {answer.status_code}")
    return Page(page.name, page.path, page.cookie, len(seen), len(answer.content), page.note)


def as_pages(told: str) -> Sequence[Page]:
    return [Page(**row) for row in json.loads(told)]


if __name__ == "__main__":
    main()
