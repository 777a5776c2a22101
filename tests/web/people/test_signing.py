"""Signing in with a code, at the door: the same for everybody until the address is proved."""

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gangmaker.actors.models import Account, Actor
from gangmaker.actors.operations import confirm_address, send_confirmation
from gangmaker.actors.tokens import CONFIRM_ADDRESS, token_for
from gangmaker.trail import mails
from gangmaker.trail.models import Message
from gangmaker.trail.outbox import deliver_due
from tests.world import NOON, make_guest, make_person, make_team, suspend

pytestmark = [pytest.mark.django_db]

SIGN_IN = "/en/sign-in/"
CODE = "/en/sign-in/code/"


def ask(client, email, **more):
    return client.post(SIGN_IN, {"email": email, **more})


def last_code():
    written = mails.render(Message.objects.filter(kind="sign_in_code").latest("pk"))
    assert written is not None
    return written.subject.split()[0]


def wrong_code():
    return "000000" if last_code() != "000000" else "111111"


def sign_in(client, email, **more):
    ask(client, email, **more)
    return client.post(CODE, {"code": last_code()})


def signed_in_as(client):
    return Actor.objects.filter(account=client.session.get("_auth_user_id")).first()


def test_the_code_from_the_mail_signs_in(client):
    member = make_person(email="member@example.org")

    response = sign_in(client, "member@example.org")

    assert response.status_code == 302
    assert response.url == "/en/profile/"
    assert signed_in_as(client) == member


def test_the_team_goes_to_today(client):
    broker = make_team()

    response = sign_in(client, broker.email)

    assert response.url == "/en/today/"


def test_an_address_that_nobody_knew_becomes_an_account_after_the_code_and_not_before(client):
    ask(client, "new@example.org")
    before = Account.objects.count()
    client.post(CODE, {"code": last_code()})

    assert before == 0
    assert Account.objects.get().email == "new@example.org"
    assert EmailAddress.objects.get().verified
    assert signed_in_as(client).email == "new@example.org"


def test_a_known_and_an_unknown_address_get_the_same_answer(
    client, django_capture_on_commit_callbacks
):
    make_person(email="known@example.org")
    answers = []

    for email in ("known@example.org", "other@example.org"):
        client.cookies.clear()
        with django_capture_on_commit_callbacks() as told:
            asked = ask(client, email)
        page = client.get(CODE)
        answers.append((seen(asked, email), seen(page, email), len(told), queued()))

    assert answers[0] == answers[1]


def seen(response, email):
    """An answer without what differs each time: the token and the address itself."""
    body = re.sub(
        r'("X-CSRFToken": |name="csrfmiddlewaretoken" value=)"\w+"',
        "TOKEN",
        response.content.decode(),
    )
    headers = {**response.headers, "Content-Length": ""}
    cookies = sorted(response.cookies)
    return response.status_code, headers, cookies, body.replace(email, "ADDRESS")


def queued():
    message = Message.objects.latest("pk")
    return message.kind, message.to, message.language, message.not_before, [*message.payload]


def test_the_same_is_asked_of_the_database_for_a_known_and_an_unknown_address(client):
    make_person(email="known@example.org")
    ask(client, "first@example.org")

    with CaptureQueriesContext(connection) as known:
        ask(client, "known@example.org")
    with CaptureQueriesContext(connection) as unknown:
        ask(client, "other@example.org")

    assert [shape(query) for query in known] == [shape(query) for query in unknown]
    assert not any("actors_account" in query["sql"] for query in known)


def shape(query):
    """A statement without its values."""
    return re.sub(r"'[^']*'|\bs\d+_x\d+\b|\b\d+\b", "?", query["sql"])


def test_a_mail_server_that_fails_changes_nothing(client, monkeypatch):
    make_person(email="known@example.org")
    monkeypatch.setattr(EmailBackend, "send_messages", _fails)

    known = ask(client, "known@example.org")
    unknown = ask(client, "other@example.org")
    sent = deliver_due(now=NOON)

    assert (known.status_code, unknown.status_code) == (302, 302)
    assert sent == 0
    assert Message.objects.filter(sent_at=None, dropped_at=None).count() == 2


def _fails(self, messages):
    raise ConnectionRefusedError


def test_the_mail_is_in_the_language_of_the_page(client):
    client.post("/nl/sign-in/", {"email": "new@example.org"})

    assert Message.objects.get().language == "nl"


def test_nothing_that_is_stored_says_the_code(client):
    ask(client, "new@example.org")
    code = last_code()

    message = Message.objects.get()

    assert code not in str(message.payload)
    assert code not in str(dict(client.session))


def test_a_code_that_is_too_old_is_not_mailed_any_more(client):
    ask(client, "new@example.org")

    sent = deliver_due(now=NOON)
    with time_machine.travel(NOON + timedelta(minutes=16), tick=False):
        ask(client, "new@example.org")
        Message.objects.filter(sent_at=None).update(created_at=NOON)
        late = deliver_due(now=NOON + timedelta(minutes=17))

    assert (sent, late) == (1, 0)
    assert len(mail.outbox) == 1


def test_a_wrong_code_is_refused_and_what_was_typed_stays(client):
    ask(client, "new@example.org")
    wrong = wrong_code()

    response = client.post(CODE, {"code": wrong})

    assert response.status_code == 422
    assert f'value="{wrong}"' in response.content.decode()
    assert signed_in_as(client) is None


def test_after_three_wrong_codes_the_right_one_is_worth_nothing(client):
    ask(client, "new@example.org")
    right, wrong = last_code(), wrong_code()

    for _attempt in range(3):
        client.post(CODE, {"code": wrong})
    response = client.post(CODE, {"code": right})

    assert response.url == SIGN_IN
    assert signed_in_as(client) is None


def test_a_code_works_for_a_quarter_of_an_hour(client, clock):
    ask(client, "new@example.org")
    code = last_code()

    clock.shift(timedelta(minutes=15, seconds=1))
    response = client.post(CODE, {"code": code})

    assert response.url == SIGN_IN
    assert signed_in_as(client) is None


def test_a_code_works_once(client):
    ask(client, "new@example.org")
    code = last_code()
    client.post(CODE, {"code": code})
    client.post("/en/sign-out/")

    response = client.post(CODE, {"code": code})

    assert response.url == SIGN_IN
    assert signed_in_as(client) is None


def test_a_code_works_only_where_it_was_asked_for(client):
    ask(client, "victim@example.org")
    code = last_code()
    client.cookies.clear()
    ask(client, "attacker@example.org")

    response = client.post(CODE, {"code": code})

    assert response.status_code == 422
    assert signed_in_as(client) is None


def test_the_session_is_another_one_after_signing_in(client):
    ask(client, "member@example.org")
    before = client.session.session_key

    client.post(CODE, {"code": last_code()})

    assert before != client.session.session_key
    assert not client.session.__class__(before).exists(before)


def test_after_signing_out_the_old_cookie_is_worth_nothing(client):
    member = make_person()
    client.force_login(member.account)
    old = client.cookies["session"].value

    client.post("/en/sign-out/")
    client.cookies["session"] = old
    response = client.get("/en/profile/")

    assert response.status_code == 302
    assert response.url.startswith(SIGN_IN)


def test_looking_at_the_sign_out_page_does_not_sign_out(client):
    member = make_person()
    client.force_login(member.account)

    client.get("/en/sign-out/")

    assert signed_in_as(client) == member


@pytest.mark.parametrize(
    ("asked", "goes_to"),
    [
        ("/en/actors/map/", "/en/actors/map/"),
        ("https://evil.example/", "/en/profile/age/"),
        ("//evil.example/", "/en/profile/age/"),
        ("javascript:alert(1)", "/en/profile/age/"),
        ("/\\evil.example", "/en/profile/age/"),
    ],
)
def test_one_goes_on_only_within_this_site(client, asked, goes_to):
    response = sign_in(client, "member@example.org", next=asked)

    assert response.url == goes_to


def test_who_is_suspended_does_not_get_in(client):
    member = make_person(email="member@example.org")
    suspend(member, by=make_team("region_admin"))

    response = sign_in(client, "member@example.org")
    closed = client.get(response.url)

    assert closed.status_code == 403
    assert signed_in_as(client) is None


def test_who_is_suspended_loses_the_session_with_the_next_request(client):
    member = make_person()
    client.force_login(member.account)

    suspend(member, by=make_team("region_admin"))
    response = client.get("/en/profile/")

    assert response.url.startswith(SIGN_IN)
    assert "_auth_user_id" not in client.session


def test_a_new_account_claims_what_its_address_confirmed_as_a_guest(client):
    guest = make_guest(email="guest@example.org")
    confirm_address(confirmation=send_confirmation(actor=guest, now=NOON), now=NOON)

    sign_in(client, "guest@example.org")

    assert signed_in_as(client) == guest


def test_a_new_account_does_not_claim_what_nobody_confirmed(client):
    guest = make_guest(email="guest@example.org")

    sign_in(client, "guest@example.org")

    assert signed_in_as(client) != guest
    guest.refresh_from_db()
    assert (guest.account, guest.claimed_by) == (None, None)


def test_an_address_that_is_none_is_refused_with_what_was_typed(client):
    response = ask(client, "no address")

    assert response.status_code == 422
    assert 'value="no address"' in response.content.decode()
    assert not Message.objects.exists()


def test_there_is_no_form_without_its_token(client):
    strict = Client(enforce_csrf_checks=True)

    assert strict.post(SIGN_IN, {"email": "new@example.org"}).status_code == 403


@pytest.mark.parametrize(
    "path", ["signup/", "accounts/signup/", "password/reset/", "accounts/login/", "email/"]
)
def test_what_we_do_not_need_of_the_library_has_no_address(client, path):
    assert client.get(f"/en/{path}").status_code == 404


def test_a_token_for_something_else_is_no_code(client):
    ask(client, "new@example.org")

    response = client.post(CODE, {"code": token_for("x" * 10, purpose=CONFIRM_ADDRESS)[:20]})

    assert response.status_code == 422


def test_the_page_of_the_library_and_ours_are_the_same():
    assert reverse("account_login") == reverse("web:sign-in")
