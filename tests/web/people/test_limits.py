"""How often one may try: by address and by network, whatever a visitor says about herself."""

import pytest
from django.urls import reverse

from gangmaker.trail.models import Message
from tests.world import make_organisation, make_person

from .test_signing import CODE, SIGN_IN, ask, last_code, wrong_code

pytestmark = [pytest.mark.django_db]


def statuses(client, times, **headers):
    return [
        client.post(SIGN_IN, {"email": f"person{number}@example.org"}, **headers).status_code
        for number in range(times)
    ]


def test_one_address_gets_at_most_three_codes_an_hour_however_it_is_written(client):
    spellings = ["a@example.org", "A@example.org", " a@EXAMPLE.org"]

    asked = [ask(client, spelling).status_code for spelling in [*spellings, "A@Example.Org"]]

    assert asked == [302] * 3 + [429]
    assert Message.objects.count() == 3


def test_other_networks_do_not_get_more_codes_to_one_address(client):
    asked = [
        client.post(
            SIGN_IN, {"email": "a@example.org"}, REMOTE_ADDR=f"192.0.2.{number}"
        ).status_code
        for number in range(4)
    ]

    assert asked == [302] * 3 + [429]


def test_whatever_else_went_to_an_address_a_code_can_be_asked_for(client):
    statuses = invited(client, 6)
    client.logout()

    assert statuses == [302] * 5 + [429]
    assert ask(client, "a@example.org").status_code == 302


def invited(client, times):
    """Somebody at one address, into so many organisations."""
    admin = make_person()
    client.force_login(admin.account)
    return [
        client.post(
            reverse("web:organisation-invitations", args=[make_organisation(admin=admin).slug]),
            {"email": "A@example.org", "role": "member"},
        ).status_code
        for _time in range(times)
    ]


def test_one_network_may_ask_twenty_times_a_minute(client):
    assert statuses(client, 21) == [302] * 20 + [429]


def test_what_a_visitor_says_about_proxies_is_not_believed(client):
    asked = [
        client.post(
            SIGN_IN,
            {"email": f"person{number}@example.org"},
            headers={
                "x-forwarded-for": f"198.51.100.{number}",
                "forwarded": f"for=198.51.100.{number}",
                "x-real-ip": f"198.51.100.{number}",
            },
        ).status_code
        for number in range(21)
    ]

    assert asked[-1] == 429


def test_what_our_own_proxy_says_is_believed_and_nothing_before_it(client, settings):
    settings.TRUSTED_PROXY_COUNT = 1
    lied = [
        client.post(
            SIGN_IN,
            {"email": f"person{number}@example.org"},
            headers={"x-forwarded-for": f"198.51.100.{number}, 203.0.113.7"},
        ).status_code
        for number in range(21)
    ]

    other = client.post(
        SIGN_IN, {"email": "other@example.org"}, headers={"x-forwarded-for": "203.0.113.8"}
    )

    assert lied[-1] == 429
    assert other.status_code == 302


def test_addresses_in_one_ipv6_network_are_one_visitor(client):
    asked = [
        client.post(
            SIGN_IN, {"email": f"person{number}@example.org"}, REMOTE_ADDR=f"2001:db8::{number:x}"
        ).status_code
        for number in range(1, 22)
    ]

    assert asked[-1] == 429


def test_wrong_codes_are_counted_by_address_and_a_right_one_forgives_nothing(client):
    tried = []
    for _round in range(2):
        ask(client, "member@example.org")
        wrong = wrong_code()
        tried += [client.post(CODE, {"code": wrong}).status_code for _time in range(2)]
    client.post(CODE, {"code": last_code()})
    client.post("/en/sign-out/")
    ask(client, "member@example.org")

    response = client.post(CODE, {"code": last_code()})

    assert tried == [422] * 4
    assert response.status_code == 429


def in_a_row(client):
    statuses(client, 20)
    return client.post(SIGN_IN, {"email": "one@example.org"})


def to_one_address(client):
    return [ask(client, "a@example.org") for _time in range(4)][-1]


def with_wrong_codes(client):
    for _round in range(3):
        ask(client, "member@example.org")
        wrong = wrong_code()
        answer = [client.post(CODE, {"code": wrong}) for _time in range(2)][-1]
    return answer


@pytest.mark.parametrize(
    ("too_often", "seconds", "sentence"),
    [
        (in_a_row, "60", "Wait a minute"),
        (with_wrong_codes, "900", "Wait a quarter of an hour"),
        (to_one_address, "3600", "Wait an hour"),
    ],
)
def test_who_is_stopped_reads_when_to_come_back(client, too_often, seconds, sentence):
    response = too_often(client)

    assert (response.status_code, response["Retry-After"]) == (429, seconds)
    assert sentence in response.content.decode()
