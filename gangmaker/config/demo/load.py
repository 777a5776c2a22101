"""The demo region as a living database: its rows, replayed through the real operations.

Everything happens in one transaction, at moments counted back from the day of loading. So on a
later day the demo slowly ages, as a region that is left alone does. ``is_outdated`` says when it
is better begun anew: a week after it was loaded, when nobody did anything in it. What somebody
did is never thrown away. The journal is append-only, so beginning anew means an empty database.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.core.management import call_command
from django.db import transaction
from django_tasks import task_backends
from django_tasks.backends.dummy import DummyBackend

from gangmaker.actors.duplicates import renew as renew_likenesses
from gangmaker.actors.models import Account, Actor, Area
from gangmaker.actors.operations import RegionSettings, set_region
from gangmaker.config.demo import (
    answers,
    briefs,
    bringing,
    introductions,
    items,
    life,
    moderation,
    money,
    people,
    plan,
    projects,
    records,
    results,
    talk,
    uploads,
    work,
)
from gangmaker.config.demo.content import demo_content
from gangmaker.config.demo.days import Days
from gangmaker.config.demo.meanings import say_what_it_means
from gangmaker.config.demo.papers import kept_papers
from gangmaker.config.demo.past import Past
from gangmaker.config.demo.region_rows import DemoContent
from gangmaker.config.demo.told import tell_everybody
from gangmaker.config.progress import Report
from gangmaker.config.setup import set_up_region
from gangmaker.projects.files import Kept
from gangmaker.trail.models import Act, Message
from gangmaker.web.demo_signin import ROLES, address_of

KEEPS_FRESH = timedelta(days=7)
LAST_ACT = "region.settings_changed"
"""Loading ends with it; any later act is somebody's."""


def is_loaded() -> bool:
    addresses = [address_of(mark) for mark in ROLES]
    return Account.objects.filter(email__in=addresses).exists()


def is_outdated(*, now: datetime) -> bool:
    """Whether the demo was loaded over a week ago, and nobody did anything since."""
    newest = Act.objects.order_by("-pk").first()
    if newest is None or not is_loaded():
        return False
    return newest.verb == LAST_ACT and newest.by_id is None and newest.at < now - KEEPS_FRESH


def load_demo(*, now: datetime, progress: Report) -> bool:
    """Load the demo region into an empty database; True when it did.

    False, and nothing changes, where anybody takes part already.
    """
    if Actor.objects.exists():
        return False
    content = demo_content()
    kept = kept_papers(content)
    with _nothing_for_the_worker(), transaction.atomic():
        set_up_region(now - timedelta(days=people.FIRST_DAY + 1), settings=_settings(content))
        _happen(content, kept, now=now, progress=progress)
        tell_everybody(now=now)
        renew_likenesses(now=now)
        say_what_it_means(now=now)
        _send_nothing(now)
        call_command("rebuild_modelsearch_index", verbosity=0)
        set_region(settings=_settings(content), by=None, now=now)
    return True


def _happen(
    content: DemoContent, kept: Mapping[str, Kept], *, now: datetime, progress: Report
) -> None:
    past = Past(content=content, days=Days(now), areas=_areas(), kept=kept)
    people.gather(past)
    bringing.say_what_they_bring(past)
    items.set_goals(past)
    items.collect(past)
    answers.reply(past)
    plan.keep_plan(past)
    projects.begin(past)
    work.keep_at_it(past)
    results.show(past)
    uploads.show_uploads(past)
    talk.talk(past)
    life.fall_asleep(past)
    moderation.moderate(past)
    records.leave_to_look_at(past)
    briefs.keep_briefs(past)
    introductions.bring_together(past)
    items.join_up(past)
    answers.keep_ledger(past)
    money.keep_books(past)
    past.replay(lambda count, total: progress("Demo region", count, total))


def _areas() -> dict[str, Area]:
    """By name; a district by ``municipality/district``, for some share their name with a town."""
    return {
        f"{area.parent.name}/{area.name}" if area.parent else area.name: area
        for area in Area.objects.select_related("parent")
    }


def _settings(content: DemoContent) -> RegionSettings:
    region = content.region
    return RegionSettings(
        name=dict.fromkeys(("nl", "en", "fr"), region.name),
        slogan=region.slogan.as_dict(),
        welcome=region.welcome.as_dict(),
        contact_email=region.contact_email,
        act_colour=region.act_colour,
        waiting_colour=region.waiting_colour,
    )


def _send_nothing(now: datetime) -> None:
    """Mails about an invented past stay in the outbox as what they are: never sent."""
    Message.objects.update(dropped_at=now, dropped_because="demo: this never happened")


@contextmanager
def _nothing_for_the_worker() -> Iterator[None]:
    """The search index is built once at the end and no mail is sent, so no task is of use."""
    alias = "default"
    before = task_backends[alias]
    task_backends[alias] = DummyBackend(alias, {})
    try:
        yield
    finally:
        task_backends[alias] = before
