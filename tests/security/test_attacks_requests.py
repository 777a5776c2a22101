"""Requests nobody makes by accident: A32, A37, A44, A45, A46, A48, A49, A50."""

import re
from typing import Any
from urllib.parse import urlencode

import pytest
from django.conf import settings as live
from django.test import Client, RequestFactory

from gangmaker.actors.models import TeamRole
from gangmaker.trail import mails
from gangmaker.trail.models import Message
from tests import world
from tests.security.canaries import CanaryWorld
from tests.security.crawl import browser_of, knock
from tests.security.doors import doors, one_each
from tests.security.test_edge import contents

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("w")]

DEEP = "[" * 100_000
ENDLESS = "9" * 5_000


def token_in(client: Client, url: str) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', client.get(url).content.decode())
    assert found, url
    return found[1]


def test_links_in_mails_start_at_our_own_address_whatever_host_is_claimed(client: Client):
    world.make_team()
    headers = {"x-forwarded-host": "evil.example", "x-forwarded-proto": "https"}
    headers |= {"forwarded": "host=evil.example", "x-host": "evil.example"}
    idea = {"form": "idea", "level": "operational", "title": "Lamp", "name": "Buur", "area": ""}

    joined = client.post("/nl/join/", {**idea, "email": "a@example.org"}, headers=headers)
    client.post("/nl/sign-in/", {"email": "a@example.org"}, headers=headers)

    written = [mails.render(message) for message in Message.objects.all()]
    links = [link for mail in written if mail for link in re.findall(r"\w+://\S+", mail.body)]
    assert joined.status_code == 302
    assert len(links) >= 2
    assert [link for link in links if not f"{link}/".startswith(f"{live.BASE_URL}/")] == []


@pytest.mark.parametrize(
    "host", ["evil.example", "testserver@evil.example", "testserver:80:80", "testserver/evil", ""]
)
def test_a_host_that_is_not_ours_is_refused_for_what_changes_something_too(
    host: str, django_assert_num_queries
):
    with django_assert_num_queries(0):
        answer = browser_of(None).post(
            "/nl/sign-in/", {"email": "a@b.be"}, headers={"host": host or "\t"}
        )

    assert answer.status_code == 400


def test_a_task_that_was_taken_away_ends_with_the_next_request():
    broker = world.make_team()
    client = browser_of(broker)
    before = client.get("/nl/region/answers/").status_code

    TeamRole.objects.filter(actor=broker).delete()

    assert (before, client.get("/nl/region/answers/").status_code) == (200, 403)


def test_the_token_of_another_visitor_opens_no_form():
    member, attacker = browser_of(world.make_person(), strict=True), browser_of(None, strict=True)
    stolen = token_in(attacker, "/nl/sign-in/")
    member.get("/nl/profile/edit/")
    own = {"csrfmiddlewaretoken": token_in(member, "/nl/profile/edit/")}

    by_field = member.post("/nl/acting/", {"csrfmiddlewaretoken": stolen})
    by_header = member.post("/nl/acting/", headers={"x-csrftoken": stolen})
    right = member.post("/nl/acting/", own)

    assert (by_field.status_code, by_header.status_code, right.status_code) == (403, 403, 302)


def test_following_a_link_out_of_a_mail_changes_nothing(w: CanaryWorld):
    """Mail programs follow links by themselves, also twice and for somebody else."""
    links = [door.url for door in doors(w) if "token" in door.values]
    scanners = [browser_of(None), browser_of(w.viewers["member B"])]
    before = contents()

    for scanner in scanners:
        for url in links:
            scanner.get(url, headers={"user-agent": "LinkScanner"})

    assert len(links) >= 6
    assert contents() == before


def test_nobody_is_signed_in_by_what_another_site_sends():
    attacker, victim = browser_of(None), browser_of(None, strict=True)
    attacker.post("/nl/sign-in/", {"email": "attacker@example.org"})
    mail = mails.render(Message.objects.get(kind="sign_in_code"))
    assert mail
    code = mail.subject.split()[0]
    own = token_in(victim, "/nl/sign-in/")

    tries: list[Any] = [
        victim.post("/nl/sign-in/code/", {"code": code}),
        victim.post("/nl/sign-in/code/", {"code": code, "csrfmiddlewaretoken": own}),
        victim.get("/nl/sign-in/code/", {"code": code}),
        victim.get("/nl/sign-in/", {"email": "attacker@example.org", "code": code}),
        victim.get("/nl/sign-in/passkey/", {"credential": "{}"}),
    ]

    assert "_auth_user_id" not in victim.session
    assert tries[0].status_code == 403


QUESTIONS = [
    {"sort": "-owner__account__email"},
    {"sort": "title; DROP TABLE trail_item"},
    {"order_by": "audience", "ordering": "audience"},
    {"audience": "team"},
    {"audience__in": "team", "published_at__isnull": "1"},
    {"owner__account__email__startswith": "person"},
    {"title__regex": "^CANARY", "summary__icontains": "CANARY"},
    {"withdrawal__reason__contains": "CANARY"},
    {"kind__contains": "q", "_connector": "OR", "_negated": "1", "pk__gte": "0"},
    {"per_page": "100000", "limit": "100000", "page_size": "100000"},
    {"q": "* OR title:*"},
    {"q": "') OR 1=1 --"},
]


@pytest.mark.parametrize("path", ["/nl/items/", "/nl/actors/", "/nl/goals/", "/nl/search/"])
def test_no_parameter_reaches_the_database_by_its_name(w: CanaryWorld, path: str):
    client = browser_of(w.viewers["member B"])
    plain = set(linked(client, path))

    asked = [set(linked(client, path, question)) for question in QUESTIONS]

    hidden = {w.items[name].slug for name in ("team", "draft", "embargoed", "withdrawn")}
    assert [found & hidden for found in asked if found & hidden] == []
    if path != "/nl/search/":  # which shows nothing before something is asked
        assert [found - plain for found in asked if found - plain] == []


def linked(client: Client, path: str, question: dict[str, str] | None = None) -> list[str]:
    answer = client.get(path, question or {})
    assert answer.status_code == 200
    return re.findall(r'href="/nl/(?:items|actors)/([\w-]+)/"', answer.content.decode())


@pytest.mark.parametrize("said", [DEEP, '{"a":' * 20_000, ENDLESS, "1e400", '"\\ud800"', "\0"])
def test_a_passkey_that_nobody_can_read_is_refused(said: str):
    member = browser_of(world.make_person())

    signing_in = browser_of(None).post("/nl/sign-in/passkey/", {"credential": said})
    adding = member.post("/nl/profile/security/passkeys/new/", {"credential": said, "name": "x"})

    assert signing_in.status_code < 500
    assert adding.status_code < 500


NAMES = (
    "title summary name about source phone email area reason note next_step organisation owner"
    " deputy goal form level amount item language form_token invitation template promise seen role"
    " support met_name met_source next code kind quantity hours text words outcome needs-0-label"
    " needs-TOTAL_FORMS closes_on"
)


@pytest.mark.parametrize(
    "value",
    [
        pytest.param("a\0b", marks=pytest.mark.both_databases),
        pytest.param("\udcff", marks=pytest.mark.both_databases),
        ENDLESS,
        "1e400",
        "NaN",
        "\u202egnp.exe",
    ],
)
def test_no_value_in_any_field_is_a_fault_of_ours(w: CanaryWorld, value: str):
    sent = urlencode(dict.fromkeys(NAMES.split(), value), errors="surrogateescape")
    form = "application/x-www-form-urlencoded"

    posting = [door for door in one_each(w) if "POST" in door.methods]
    faults = [
        (name, door.url)
        for name in ("anonymous", "region admin")
        for client in [browser_of(w.viewers[name])]
        for door in posting
        if knock(client, door, "POST", sent, form).status >= 500
    ]

    assert faults == []


@pytest.mark.parametrize(
    "charset", ["zlib_codec", "rot13", "undefined", "utf-7", "no such", "idna"]
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_code_for_letters_that_is_none_is_not_believed(charset: str, method: str):
    from gangmaker.config.wsgi import application

    said = f"application/x-www-form-urlencoded; charset={charset}"
    made = RequestFactory().generic(method, "/nl/sign-in/?q=%C3%A9", b"email=%C3%A9")

    request = application.request_class({**made.environ, "CONTENT_TYPE": said})

    assert request.GET["q"] == "é"
    assert request.POST.get("email") == ("é" if method == "POST" else None)


def test_a_multipart_body_that_never_ends_its_parts_is_refused():
    body = b"--x\r\nContent-Disposition: form-data; name=a\r\n\r\n" * 5_000

    answer = browser_of(None).generic(
        "POST", "/nl/join/", body, content_type="multipart/form-data; boundary=x"
    )

    assert answer.status_code in (400, 413, 422)


def test_the_world_of_these_tests_has_something_to_hide(w: CanaryWorld):
    """The negative control of the parameters: what must not be found is there for the team."""

    assert w.items["draft"].slug in linked(browser_of(w.viewers["broker"]), "/nl/search/?q=canary")
