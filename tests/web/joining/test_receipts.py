"""After joining in: the receipt, the proof of an address, support, and what is alike."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import translation

from gangmaker.actors.models import EmailConfirmation
from gangmaker.actors.operations import send_confirmation
from gangmaker.actors.tokens import CONFIRM_ADDRESS, INVITATION, token_for
from gangmaker.contributions.models import Support
from gangmaker.contributions.queries import supports_of
from gangmaker.trail.models import Act, Item, Message
from gangmaker.trail.operations import publish, withdraw
from gangmaker.web.joining.doors import RECEIPT, SUPPORT_RECEIPT, receipt_token
from tests.world import (
    NOON,
    make_contribution,
    make_guest,
    make_person,
    make_question,
    make_team,
)

pytestmark = [pytest.mark.django_db]


@pytest.fixture(autouse=True)
def _at_noon():
    with time_machine.travel(NOON, tick=False), translation.override("en"):
        yield


def confirmation_of(guest) -> tuple[EmailConfirmation, str]:
    confirmation = EmailConfirmation.objects.get(actor=guest)
    return confirmation, token_for(confirmation.nonce, purpose=CONFIRM_ADDRESS)


def test_a_receipt_says_who_answers_and_asks_a_guest_to_confirm(client):
    make_team(name="Broker, Kortrijk")
    brought = make_contribution(by=make_guest())

    page = client.get(reverse("web:join-received", args=[receipt_token(brought.item)]))

    assert page.status_code == 200
    assert page.context["guest"] is True
    assert page.context["shown"] is False
    assert "guest@example.org" not in page.content.decode()


def test_the_receipt_says_who_hears_from_us_when_the_team_entered_it(client):
    broker = make_team(name="Broker, Kortrijk")
    theirs = make_contribution(by=make_guest(name="Baker, Harelbeke"))
    hers = make_contribution(by=broker)
    client.force_login(broker.account)

    pages = [
        client.get(reverse("web:join-received", args=[receipt_token(brought.item)]))
        for brought in (theirs, hers)
    ]

    assert [page.context["somebody"] for page in pages] == ["Baker, Harelbeke", ""]


@pytest.mark.parametrize("token", ["x", "~", "a~b"])
def test_a_receipt_that_we_did_not_sign_leads_nowhere(client, token):
    page = client.get(reverse("web:join-received", args=[token]))

    assert page.status_code == 404


def test_the_receipt_of_something_withdrawn_is_gone(client):
    broker = make_team()
    brought = make_contribution(by=broker)
    withdraw(item=brought.item, by=broker, reason="x", now=NOON)

    page = client.get(reverse("web:join-received", args=[receipt_token(brought.item)]))

    assert page.status_code == 404


def test_a_token_of_another_purpose_is_no_receipt(client):
    make_team()
    brought = make_contribution(by=make_guest())
    token = token_for(brought.item.public_id.hex, purpose=INVITATION)

    page = client.get(reverse("web:join-received", args=[token]))

    assert page.status_code == 404


def test_opening_the_link_of_a_mail_confirms_nothing_and_pressing_the_button_does(client):
    make_team()
    guest = make_guest()
    item = make_contribution(by=guest).item
    confirmation, token = confirmation_of(guest)
    address = reverse("web:confirm-address", args=[token])

    opened = client.get(address)
    before = EmailConfirmation.objects.get(pk=confirmation.pk).confirmed_at
    pressed = client.post(address, follow=True)

    item.refresh_from_db()
    guest.refresh_from_db()
    assert (opened.status_code, opened.context["usable"], before) == (200, True, None)
    assert (pressed.status_code, pressed.context["done"]) == (200, True)
    assert (guest.email_confirmed_at, item.published_at) == (NOON, NOON)


def test_pressing_twice_confirms_once(client):
    make_team()
    guest = make_guest()
    make_contribution(by=guest)
    _confirmation, token = confirmation_of(guest)
    address = reverse("web:confirm-address", args=[token])

    statuses = [client.post(address, follow=True).status_code for _ in range(2)]

    assert statuses == [200, 200]
    assert Act.objects.filter(verb="actor.confirmed_address").count() == 1


def test_a_link_that_is_too_old_offers_a_new_one_to_the_same_address(client):
    make_team()
    guest = make_guest()
    make_contribution(by=guest)
    _confirmation, token = confirmation_of(guest)
    later = NOON + timedelta(days=15)

    with time_machine.travel(later, tick=False):
        opened = client.get(reverse("web:confirm-address", args=[token]))
        pressed = client.post(reverse("web:confirm-address", args=[token]))
        asked = client.post(reverse("web:confirm-again", args=[token]))

    guest.refresh_from_db()
    assert (opened.status_code, pressed.status_code, asked.status_code) == (410, 410, 200)
    assert guest.email_confirmed_at is None
    addresses = Message.objects.filter(kind="confirm_address").values_list("address", flat=True)
    assert list(addresses) == [guest.email, guest.email]


def test_a_confirmed_address_gets_no_new_link(client):
    make_team()
    guest = make_guest()
    make_contribution(by=guest)
    _confirmation, token = confirmation_of(guest)
    client.post(reverse("web:confirm-address", args=[token]))

    client.post(reverse("web:confirm-again", args=[token]))

    assert Message.objects.filter(kind="confirm_address").count() == 1


def test_new_links_to_one_address_are_limited(client):
    make_team()
    guest = make_guest()
    send_confirmation(actor=guest, now=NOON)
    _confirmation, token = confirmation_of(guest)

    statuses = [
        client.post(reverse("web:confirm-again", args=[token])).status_code for _ in range(8)
    ]

    assert statuses[-1] == 429
    assert Message.objects.count() <= 6


@pytest.mark.parametrize("purpose", [INVITATION, RECEIPT])
def test_a_link_that_was_not_made_to_confirm_leads_nowhere(client, purpose):
    make_team()
    guest = make_guest()
    make_contribution(by=guest)
    confirmation, _token = confirmation_of(guest)
    token = token_for(confirmation.nonce, purpose=purpose)

    statuses = [
        client.get(reverse("web:confirm-address", args=[token])).status_code,
        client.post(reverse("web:confirm-address", args=[token])).status_code,
        client.post(reverse("web:confirm-again", args=[token])).status_code,
    ]

    assert statuses == [404, 404, 404]


def test_the_link_is_no_good_once_the_address_was_changed(client):
    make_team()
    guest = make_guest()
    make_contribution(by=guest)
    _confirmation, token = confirmation_of(guest)
    guest.email = "other@example.org"
    guest.save(update_fields=["email"])

    page = client.post(reverse("web:confirm-address", args=[token]))

    guest.refresh_from_db()
    assert guest.email_confirmed_at is None
    assert page.status_code != 302


def test_a_guest_supports_what_is_there_and_counts_once_confirmed(client):
    question = make_question()
    sent = {"support": question.code, "name": "Resident", "email": "guest@example.org"}

    answers = [client.post(reverse("web:join-support"), sent) for _ in range(2)]

    supporter = Support.objects.get().actor
    before = supports_of([question.pk])
    _confirmation, token = confirmation_of(supporter)
    client.post(reverse("web:confirm-address", args=[token]))
    assert [answer.status_code for answer in answers] == [302, 302]
    assert (before, supports_of([question.pk])) == ({}, {question.pk: 1})


def test_supporting_without_a_name_asks_for_it_and_keeps_what_was_typed(client):
    question = make_question()

    page = client.post(
        reverse("web:join-support"),
        {"support": question.code, "form": "idea", "title": "My own lamp", "name": "", "email": ""},
    )
    back = client.post(reverse("web:join"), {"draft": "1", "title": "My own lamp", "form": "idea"})
    again = client.post(
        reverse("web:join-support"),
        {"support": question.code, "asked": "1", "name": "", "email": ""},
    )

    assert (page.status_code, list(page.context["form"].errors)) == (200, [])
    assert (again.status_code, list(again.context["form"].errors)) == (422, ["name", "email"])
    assert 'value="My own lamp"' in page.content.decode()
    assert (back.status_code, back.context["form"]["title"].value()) == (200, "My own lamp")
    assert Item.objects.count() == 1


def test_a_member_supports_with_one_press_and_twice_is_once(client):
    question = make_question()
    member = make_person()
    client.force_login(member.account)
    address = reverse("web:item-support", args=[question.slug])

    statuses = [client.post(address).status_code for _ in range(2)]

    assert statuses == [302, 302]
    assert Support.objects.values_list("item", "actor").get() == (question.pk, member.pk)


def test_a_guest_does_not_support_through_the_door_of_members(client):
    question = make_question()

    answer = client.post(reverse("web:item-support", args=[question.slug]))

    assert (answer.status_code, Support.objects.count()) == (403, 0)


@pytest.mark.parametrize("audience", ["members", "parties", "team"])
def test_what_a_guest_may_not_know_cannot_be_supported(client, audience):
    hidden = make_question(audience=audience)

    answer = client.post(
        reverse("web:join-support"),
        {"support": hidden.code, "name": "R", "email": "guest@example.org"},
    )

    assert (answer.status_code, Support.objects.count()) == (404, 0)


def similar(client, title: str, **headers: str) -> list[str]:
    page = client.get(reverse("web:join-similar"), {"title": title}, headers={"hx-request": "true"})
    return [item.title for item in page.context["similar"]]


def test_what_is_alike_is_shown_while_writing_however_it_is_accented(client):
    broker = make_team()
    make_question(owner=broker, title="Wie weeft er mee aan een deken?", summary="")
    make_question(owner=broker, title="Een fietsenstalling bij de school", summary="Overdekt.")

    assert similar(client, "Dékens weven") == ["Wie weeft er mee aan een deken?"]
    assert similar(client, "een de voor") == []
    assert similar(client, "fi") == []


@pytest.mark.parametrize("audience", ["members", "parties", "team"])
def test_nothing_alike_is_shown_that_the_visitor_may_not_know(client, audience):
    make_question(title="Deken voor het station", audience=audience)

    assert similar(client, "Deken voor het station") == []


def test_drafts_are_not_alike_until_they_are_published(client):
    make_team()
    item = make_contribution(by=make_guest(), title="Deken voor het station").item

    before = similar(client, "Deken voor het station")
    publish(item=item, by=item.by, now=NOON)

    assert (before, similar(client, "Deken voor het station")) == (
        [],
        ["Deken voor het station"],
    )


def test_at_most_three_are_shown(client):
    broker = make_team()
    for number in range(7):
        make_question(owner=broker, title=f"Deken {number}")

    assert len(similar(client, "deken")) == 3


def test_without_javascript_what_is_alike_has_a_page(client):
    make_question(title="Deken voor het station")

    page = client.get(reverse("web:join-similar"), {"title": "deken"})

    assert page.templates[0].name == "web/joining/join.html"
    assert "Deken voor het station" in page.content.decode()


def test_looking_for_what_is_alike_is_limited_also_within_a_page(client):
    make_question(title="Deken voor het station")
    statuses = {
        client.get(
            reverse("web:join-similar"), {"title": "x"}, headers={"hx-request": "true"}
        ).status_code
        for _ in range(241)
    }

    page = client.get(reverse("web:join"), {"title": "Deken"})

    assert statuses == {200, 429}
    assert page.status_code == 200
    assert page.context["similar"] == []


def test_a_receipt_of_support_is_not_one_of_a_contribution(client):
    question = make_question()
    token = receipt_token(question, purpose=SUPPORT_RECEIPT)

    page = client.get(reverse("web:join-received", args=[token]))

    assert (page.context["supported"], page.context["promise"]) == (True, None)
