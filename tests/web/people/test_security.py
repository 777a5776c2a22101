"""The second step: who added one is asked for it, and half a sign-in opens nothing."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from gangmaker.web.people.security import KEYS
from tests.world import make_person, make_team

from .test_signing import sign_in, signed_in_as

pytestmark = [pytest.mark.django_db]

SECRET = "JBSWY3DPEHPK3PXP"


def code_of(secret=SECRET):
    counter = int(time.time()) // 30
    return totp.format_hotp_value(totp.hotp_value(secret, counter))


def with_app(person):
    return totp.TOTP.activate(person.account, SECRET)


def test_adding_an_app_needs_a_code_from_it(client):
    member = make_team()
    client.force_login(member.account)
    url = reverse("mfa_activate_totp")
    secret = client.get(url).context["secret"]

    wrong = client.post(url, {"code": "000000"})
    right = client.post(url, {"code": code_of(secret)})
    codes = client.get(right.url)

    assert wrong.status_code == 422
    assert wrong.context["form"]["code"].label == "The six digits that the app shows"
    assert right.url == reverse("mfa_view_recovery_codes")
    assert len(codes.context["unused_codes"]) == 10
    assert Authenticator.objects.filter(user=member.account, type="totp").exists()


def test_the_secret_of_the_app_is_not_stored_in_the_clear():
    member = make_person()

    with_app(member)

    assert SECRET not in str(Authenticator.objects.get(type="totp").data)


def test_who_has_an_app_is_asked_for_its_code(client):
    member = make_person()
    with_app(member)

    response = sign_in(client, member.email)
    half = client.get("/en/profile/")
    second = client.post(response.url, {"code": code_of()})

    assert response.url == reverse("mfa_authenticate")
    assert half.status_code == 302
    assert second.url == "/en/profile/"
    assert signed_in_as(client) == member


def test_half_a_sign_in_opens_nothing_and_changes_nothing(client):
    member = make_person()
    with_app(member)
    sign_in(client, member.email)

    answers = [
        client.get(reverse("mfa_index")).status_code,
        client.post("/en/acting/").status_code,
        client.post(reverse("mfa_deactivate_totp")).status_code,
        client.get(reverse("mfa_view_recovery_codes")).status_code,
    ]

    assert answers == [302, 403, 403, 302]
    assert signed_in_as(client) is None
    assert Authenticator.objects.count() == 1


def test_a_code_of_the_app_works_once(client):
    member = make_person()
    with_app(member)
    code = code_of()
    sign_in(client, member.email)
    client.post(reverse("mfa_authenticate"), {"code": code})
    client.post("/en/sign-out/")
    sign_in(client, member.email)

    response = client.post(reverse("mfa_authenticate"), {"code": code})

    assert response.status_code == 422
    assert signed_in_as(client) is None


def test_wrong_codes_of_the_app_are_counted(client):
    member = make_person()
    with_app(member)
    sign_in(client, member.email)
    cache.clear()
    for _time in range(5):
        client.post(reverse("mfa_authenticate"), {"code": "000000"})

    response = client.post(reverse("mfa_authenticate"), {"code": code_of()})

    assert response.status_code == 422
    assert signed_in_as(client) is None


def test_a_recovery_code_is_a_second_step_once(client):
    member = make_person()
    with_app(member)
    code = RecoveryCodes.activate(member.account).get_unused_codes()[0]
    sign_in(client, member.email)
    first = client.post(reverse("mfa_authenticate"), {"code": code})
    client.post("/en/sign-out/")
    sign_in(client, member.email)

    second = client.post(reverse("mfa_authenticate"), {"code": code})

    assert (first.status_code, second.status_code) == (302, 422)


def test_removing_the_app_asks_for_its_code_first(client):
    member = make_person()
    with_app(member)
    client.force_login(member.account)

    response = client.post(reverse("mfa_deactivate_totp"))

    assert response.url.startswith(reverse("mfa_reauthenticate"))
    assert Authenticator.objects.count() == 1


@pytest.mark.parametrize("name", ["mfa_index", "mfa_activate_totp", "mfa_add_webauthn"])
def test_nobody_sees_how_others_sign_in(client, name):
    response = client.get(reverse(name))

    assert response.url.startswith("/en/sign-in/?next=")


def passkey_of(person):
    return Authenticator.objects.create(
        user=person.account, type="webauthn", data={"name": "Phone", "credential": {}}
    )


def test_the_passkey_of_another_cannot_be_found(client):
    key = passkey_of(make_person())
    client.force_login(make_person().account)

    response = client.post(reverse("mfa_remove_webauthn", args=[KEYS.sign(str(key.pk))]))

    assert response.status_code == 404


def test_a_passkey_has_no_number_in_its_address(client):
    member = make_person()
    key = passkey_of(member)
    client.force_login(member.account)

    response = client.post(reverse("mfa_remove_webauthn", args=[str(key.pk)]))

    assert response.status_code == 404


@pytest.mark.parametrize(
    "credential",
    ["", "{}", "[]", "null", '{"id": 1}', '{"id":"a","rawId":"a","response":{}}', "no json", '"x"'],
)
def test_a_passkey_that_is_none_signs_nobody_in(client, credential):
    response = client.post(reverse("mfa_login_webauthn"), {"credential": credential})

    assert response.url == reverse("account_login")
    assert signed_in_as(client) is None


@pytest.mark.parametrize(
    "credential", ["{}", "[]", '{"id": 1}', '{"id": "a", "rawId": "a"}', '"x"']
)
def test_a_passkey_that_is_none_is_not_added(client, credential):
    member = make_person()
    client.force_login(member.account)
    client.get(reverse("mfa_add_webauthn"))

    response = client.post(reverse("mfa_add_webauthn"), {"name": "x", "credential": credential})

    assert response.status_code == 422
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize(
    ("host", "number"),
    [
        ("127.0.0.1:8000", "127.0.0.1"),
        ("[::1]:8000", "::1"),
        ("localhost:8000", ""),
        ("testserver", ""),
    ],
)
def test_a_passkey_is_for_a_name_and_who_opened_a_number_reads_so(settings, host, number):
    settings.ALLOWED_HOSTS = ["*"]
    client = Client(headers={"host": host})
    person = make_person()
    assert person.account
    client.force_login(person.account)

    page = client.get(reverse("mfa_add_webauthn"))

    text = page.content.decode()
    assert (page.status_code, page.context["number"]) == (200, number)
    assert ("<use-passkey" in text) is not bool(number)
    assert ("Open the site by its name" in text) is bool(number)


def test_signing_out_elsewhere_ends_every_session_but_this_one(client):
    member = make_person()
    assert member.account
    lost = Client()
    for browser in (client, lost):
        browser.force_login(member.account)

    client.post(reverse("signed-out-elsewhere"))

    answers = [browser.get("/en/profile/").status_code for browser in (client, lost)]
    assert answers == [200, 302]
