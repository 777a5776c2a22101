"""What nobody may reach by asking for it another way: A17, A18, A19, A24, A25, A26."""

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.test import Client

from gangmaker.actors.models import Account, Actor, MembershipRole, TeamRole
from gangmaker.trail.models import Item
from gangmaker.web.checks import every_pattern
from tests import world
from tests.security.canaries import HIDDEN_STATES, CanaryWorld
from tests.security.crawl import browser_of
from tests.security.test_attacks import ROOMS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("w")]

DOORS = "|edit/|owner/|withdrawal/|answer/|poster/|translations/en/|translations/fr/"
GUESSED = "|history/|diff/|preview/|print/|qr/|embed/|copy/|poster.pdf|?format=json|.json|.pdf|.ics"
VARIANTS = [part for part in (DOORS + GUESSED).split("|") if part]


@pytest.mark.parametrize("state", HIDDEN_STATES)
def test_no_variant_of_a_hidden_item_is_there(w: CanaryWorld, state: str):
    item = w.items[state]
    reader = None if state == "members" else w.viewers["member B"]
    client = browser_of(reader)
    urls = [f"/nl/items/{item.slug}/{variant}" for variant in VARIANTS]
    urls += [f"/nl/items/{item.slug}/", f"/nl/items/{item.slug}", f"/d/{item.code}"]
    urls += [f"/nl/join/support/?support={item.code}", f"/oembed/?url=/nl/items/{item.slug}/"]

    answers = {url: client.get(url, follow=True) for url in urls}

    assert {url: answer.status_code for url, answer in answers.items()} == dict.fromkeys(urls, 404)
    told = [url for url, answer in answers.items() if item.title in answer.content.decode()]
    assert told == []


@pytest.mark.parametrize("state", HIDDEN_STATES)
def test_no_list_or_way_in_names_a_hidden_item(w: CanaryWorld, state: str):
    item = w.items[state]
    client = browser_of(None if state == "members" else w.viewers["member B"])
    urls = [f"/nl/join/?item={item.code}", f"/nl/join/similar/?title={item.title}"]
    urls += ["/nl/questions/new/", "/sitemap-1.xml", "/nl/", "/nl/items/", "/nl/goals/"]

    partly = {"hx-request": "true"}  # without it, what was typed is shown again
    told = [url for url in urls if shows(client.get(url, headers=partly), item)]

    assert told == []


def shows(answer: Any, item: Item) -> bool:
    text = answer.content.decode().replace(f'value="{item.title}"', "")
    return item.title in text or item.slug in text


@pytest.mark.parametrize("name", ["anonymous", "member A", "org admin A"])
def test_no_page_of_the_team_opens_by_its_address(w: CanaryWorld, name: str):
    client = browser_of(w.viewers[name])
    addresses = [
        "region/",
        "region/terms/",
        "region/answers/",
        "region/answers/new/",
        "actors/new/",
    ]

    statuses = {path: client.get(f"/nl/{path}").status_code for path in addresses}
    elsewhere = [client.get(path).status_code for path in ("/admin/", "/nl/admin/", "/api/v1/")]

    assert set(statuses.values()) == {302 if name == "anonymous" else 403}
    assert elsewhere == [404, 404, 404]


NUMBERED = (
    *("items/<slug:slug>/", "actors/<slug:slug>/", "goals/<slug:slug>/"),
    *("media/items/<slug:slug>/", "valuation/<slug:method>/"),  # beneath what was found first
    *("region/answers/", "grants/"),  # for the team, and for the people of a grant's funder
    "encounters/",  # for the team
    *("moderation/flags/", "region/mails/"),  # for who moderates, and who keeps the platform
    *("figures/published/", "plan/", "sitemap-", "about/house-rules/"),  # public anyway
    *("statement/<int:year>/", "about/transparency/"),  # a year is no count
)


def test_no_address_counts():
    routes = [re.sub(r"^\w\w/", "", route) for route, _pattern in every_pattern()]

    counting = [r for r in routes if "<int:" in r and not r.startswith(NUMBERED)]

    assert counting == []


def test_walking_over_every_number_finds_nothing(w: CanaryWorld):
    client = browser_of(w.viewers["member B"])
    paths = []
    for number in range(1, 15):
        for item in (w.items["public"], w.items["offer for parties"], w.items["draft"]):
            paths.append(f"/nl/items/{item.slug}/steps/{number}/")
            paths.append(f"/nl/items/{item.slug}/ledger/{number}/confirmation/")
        paths += [f"/nl/items/{number}/", f"/nl/actors/{number}/", f"/d/{number}"]

    statuses = {client.post(path).status_code for path in paths}
    read = {client.get(path).status_code for path in paths}

    assert statuses <= {403, 404, 405}
    assert read <= {404, 405}


@pytest.mark.parametrize("name", ["anonymous", "member B"])
def test_nobody_is_found_by_an_address_or_a_number_that_she_hides(w: CanaryWorld, name: str):
    client = browser_of(w.viewers[name])
    person = world.make_person("Weefster, Menen", email="vera@example.org", audience="public")
    Actor.objects.filter(pk=person.pk).update(phone="0470 12 34 56", source="Durf-koffie")

    found = [
        (path, asked)
        for path in ("/nl/actors/", "/nl/search/", "/nl/actors/map/")
        for asked in ("vera@example.org", "vera", "0470 12 34 56", "0470", "Durf-koffie")
        if person.slug in client.get(path, {"q": asked}).content.decode()
    ]

    assert found == []
    assert person.slug in client.get("/nl/actors/", {"q": "Weefster"}).content.decode()


def test_no_list_of_people_is_longer_than_its_page_whatever_is_asked():
    for number in range(30):
        world.make_person(f"Wever {number}", audience="public")
    ask = {"q": "wever", "per_page": "1000", "limit": "1000", "page_size": "1000"}

    listed = {
        path: len(set(re.findall(r"/nl/actors/person-\d+/", browser.content.decode())))
        for path in ("/nl/actors/", "/nl/search/")
        for browser in [browser_of(None).get(path, ask)]
    }

    assert listed == {"/nl/actors/": 24, "/nl/search/": 12}


def test_what_is_alike_needs_some_words_and_is_never_long():
    for number in range(9):
        world.make_question(title=f"Vlas weven {number}")
    client = browser_of(None)
    htmx = {"hx-request": "true"}

    def count(title: str) -> int:
        answer = client.get("/nl/join/similar/", {"title": title}, headers=htmx)
        return len(set(re.findall(r"vlas-weven-\d", answer.content.decode())))

    assert (count("v"), count("vl")) == (0, 0)
    assert 0 < count("vlas weven") <= 5


# --- A26: what a form does not ask ------------------------------------------------------------

VILLAIN = 987_654
TAKEN = "TAKENOVER"


class _Form(HTMLParser):
    """The fields of a page, as a browser would send them."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: dict[str, str] = {}
        self.names: set[str] = set()
        self.ticked: set[str] = set()
        self._select = self._area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        name = said.get("name", "")
        if tag in ("input", "select", "textarea"):
            self.names.add(name)
        if said.get("type") in ("radio", "checkbox"):
            self.ticked.add(name)
        chosen = said.get("type") not in ("radio", "checkbox") or "checked" in said
        if tag == "input" and chosen:
            self.sent[name] = said.get("value", "")
        self._select = name if tag == "select" else self._select
        self._area = name if tag == "textarea" else self._area
        if tag == "option" and "selected" in said:
            self.sent[self._select] = said.get("value", "")

    def handle_data(self, data: str) -> None:
        if self._area:
            self.sent[self._area] = self.sent.get(self._area, "") + data

    def handle_endtag(self, tag: str) -> None:
        self._area = "" if tag == "textarea" else self._area


def everything() -> dict[str, str]:
    """A value for every column of every table of ours, that nothing else has."""
    wanted: dict[str, str] = dict.fromkeys(("is_staff", "is_superuser", "verified"), "1")
    for model in apps.get_models():
        if model._meta.app_label in ROOMS:
            for field in model._meta.concrete_fields:
                wanted[field.name] = wanted[field.attname] = _value(field)
    return wanted | {"roles": "region_admin", "status": TAKEN, "region": str(VILLAIN)}


def _value(field: "models.Field[Any, Any]") -> str:
    if isinstance(field, models.DateTimeField | models.DateField):
        return "1999-01-01"
    if field.is_relation or isinstance(field, models.IntegerField):
        return str(VILLAIN)
    if isinstance(field, models.BooleanField):
        return "1"
    return {"audience": "team", "outcome": "accepted"}.get(field.name, TAKEN)


def taken_over() -> list[str]:
    """Where a value that no form asks for was kept after all."""
    return [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model._meta.app_label in ROOMS
        for field in model._meta.concrete_fields
        for value in model._base_manager.exclude(pk=VILLAIN).values_list(field.attname, flat=True)
        if value == VILLAIN or TAKEN in str(value) or "1999-01-01" in str(value)
    ]


@pytest.mark.parametrize(
    ("who", "path", "typed"),
    [
        ("anonymous", "join/", {"form": "idea", "level": "operational", "name": "Buur"}),
        ("member A", "join/", {"form": "idea", "level": "operational"}),
        ("member A", "questions/new/", {"title": "Wie?", "summary": "x", "audience": "public"}),
        ("member A", "items/{public}/edit/", {"title": "Anders"}),
        ("member A", "items/{public}/withdrawal/", {"reason": "Voorbij"}),
        ("member A", "profile/edit/", {"about": "Ik weef."}),
        ("member A", "organisations/new/", {"name": "Atelier"}),
        ("broker", "items/{public}/translations/fr/", {"title": "Autre"}),
        ("broker", "items/{waiting idea}/answer/", {"outcome": "declined", "reason": "Nee."}),
        ("broker", "items/{public}/owner/", {"deputy": ""}),
        ("broker", "actors/new/", {"name": "Buur", "source": "Koffie", "kind": "person"}),
        ("region admin", "region/", {"slogan_nl": "Durf"}),
        ("region admin", "region/answers/new/", {"name": "x", "kind": "idea", "text_nl": "x"}),
    ],
)
def test_a_form_keeps_no_more_than_it_asks(
    w: CanaryWorld, who: str, path: str, typed: dict[str, str], settings
):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 1_000
    add_the_villain()
    client = browser_of(w.viewers[who])
    url = "/nl/" + path.format(**{name: item.slug for name, item in w.items.items()})
    form = form_of(client, url)
    asked = dict.fromkeys(form.names - form.ticked, "") | form.sent
    extra = {name: value for name, value in everything().items() if name not in form.names}
    base = {"title": "Lamp", "summary": "Licht.", "email": "a@example.org", "outcome": "declined"}
    base |= {"name_nl": "Streek", "welcome_nl": "Dag", "contact_email": "b@example.org"}
    known = {name: value for name, value in base.items() if name in form.names}
    before = roles()

    answer = client.post(url, {**extra, **asked, **known, **typed})

    assert answer.status_code == 302, (extra.keys() - form.names, answer.status_code)
    assert taken_over() == []
    assert roles() == before


def add_the_villain() -> None:
    account = Account.objects.create_user("villain@example.org", pk=VILLAIN)
    Actor.objects.create(pk=VILLAIN, kind="person", slug="villain", name="V", account=account)


def form_of(client: Client, url: str) -> _Form:
    form = _Form()
    form.feed(client.get(url).content.decode())
    return form


def roles() -> list[tuple[int, str]]:
    return sorted(TeamRole.objects.values_list("actor_id", "role"))


def test_who_is_a_colleague_by_name_only_is_not_named_in_a_choice():
    """Handing over lists who may keep an item, by the names the reader knows."""
    owner, hidden = world.make_person(), world.make_person("Verborgen naam", audience="team")
    organisation = world.make_organisation(admin=owner)
    world.make_membership(hidden, organisation, MembershipRole.EDITOR)
    item = world.make_question(by=owner, owner=owner, on_behalf_of=organisation)

    page = browser_of(owner).get(f"/nl/items/{item.slug}/owner/")

    assert f'value="{hidden.pk}"' in page.content.decode()
    assert "Verborgen naam" not in page.content.decode()
