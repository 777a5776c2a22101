"""The ledger at its door: the receiver confirms and corrects, never the giver (A87)."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import translation

from gangmaker.actors.models import Actor, MembershipRole
from gangmaker.contributions.models import Confirmation, Form, LedgerEntry
from gangmaker.contributions.operations import answer_contribution, correct_entry, said_by
from gangmaker.trail.models import Outcome
from gangmaker.trail.operations import Reply
from tests.world import (
    NOON,
    make_contribution,
    make_membership,
    make_organisation,
    make_person,
    make_question,
    make_team,
)

pytestmark = [pytest.mark.django_db]


@pytest.fixture(autouse=True)
def _at_noon():
    with time_machine.travel(NOON, tick=False), translation.override("en"):
        yield


def make_entry(*, giver: Actor, owner: Actor, quantity: int = 120) -> LedgerEntry:
    question = make_question(owner=owner)
    brought = make_contribution(by=giver, form=Form.TIME, target=question, quantity=quantity)
    reply = Reply(
        outcome=Outcome.ACCEPTED,
        reason="Graag.",
        language="nl",
        next_step="We bellen.",
        next_step_on=NOON.date() + timedelta(days=2),
    )
    answer_contribution(promise=brought.promise, by=owner, reply=reply, now=NOON)
    return LedgerEntry.objects.latest("pk")


def confirmation(entry: LedgerEntry) -> str:
    return reverse("web:entry-confirmation", args=[entry.item.slug, entry.pk])


def correction(entry: LedgerEntry) -> str:
    return reverse("web:entry-correction", args=[entry.item.slug, entry.pk])


def test_the_receiver_confirms_once(client):
    owner = make_team()
    entry = make_entry(giver=make_person(), owner=owner)
    client.force_login(owner.account)

    statuses = [client.post(confirmation(entry)).status_code for _ in range(2)]

    assert statuses == [302, 302]
    assert Confirmation.objects.values_list("entry", "by").get() == (entry.pk, owner.pk)


def test_confirming_is_never_done_by_opening_an_address(client):
    owner = make_team()
    entry = make_entry(giver=make_person(), owner=owner)
    client.force_login(owner.account)

    assert client.get(confirmation(entry)).status_code == 405
    assert Confirmation.objects.count() == 0


def test_the_giver_neither_confirms_nor_corrects_not_even_as_owner_of_the_item(client):
    owner = make_team()
    colleague = make_team()
    entry = make_entry(giver=colleague, owner=owner)
    entry.item.deputy = colleague
    entry.item.save(update_fields=["deputy"])
    client.force_login(colleague.account)

    statuses = [
        client.post(confirmation(entry)).status_code,
        client.get(correction(entry)).status_code,
        client.post(correction(entry)).status_code,
    ]

    assert (statuses, Confirmation.objects.count()) == ([403, 403, 403], 0)


def test_somebody_of_the_organisation_that_gave_does_not_confirm(client):
    owner = make_team()
    giver = make_person()
    organisation = make_organisation(admin=giver)
    make_membership(owner, organisation, MembershipRole.MEMBER)
    entry = make_entry(giver=giver, owner=owner)
    with_organisation = LedgerEntry.objects.create(
        giver=giver,
        on_behalf_of=organisation,
        item=entry.item,
        form=entry.form,
        level=entry.level,
        unit=entry.unit,
        quantity=60,
        given_on=NOON.date(),
        entered_by=owner,
    )
    client.force_login(owner.account)

    assert client.post(confirmation(with_organisation)).status_code == 403


def test_a_stranger_does_not_confirm(client):
    entry = make_entry(giver=make_person(), owner=make_team())
    client.force_login(make_person().account)

    statuses = [
        client.post(confirmation(entry)).status_code,
        client.get(correction(entry)).status_code,
    ]

    assert statuses == [403, 403]


def test_an_entry_is_found_only_under_its_own_item(client):
    owner = make_team()
    one = make_entry(giver=make_person(), owner=owner)
    other = make_entry(giver=make_person(), owner=owner)
    client.force_login(owner.account)

    swapped = reverse("web:entry-confirmation", args=[one.item.slug, other.pk])
    absent = reverse("web:entry-confirmation", args=[one.item.slug, 10**17])

    assert [client.post(address).status_code for address in (swapped, absent)] == [404, 404]


def test_an_entry_of_an_item_that_one_may_not_know_does_not_exist(client):
    entry = make_entry(giver=make_person(), owner=make_team())
    entry.item.audience = "parties"
    entry.item.save(update_fields=["audience"])
    client.force_login(make_person().account)

    assert client.post(confirmation(entry)).status_code == 404


def test_a_correction_is_a_second_entry_with_the_difference_and_a_reason(client):
    owner = make_team()
    entry = make_entry(giver=make_person(), owner=owner, quantity=120)
    client.force_login(owner.account)

    client.post(correction(entry), {"amount": "1,5 uur", "reason": "Vroeger weg.", "seen": "120"})

    second = LedgerEntry.objects.get(corrects=entry)
    entry.refresh_from_db()
    assert (entry.quantity, second.quantity, second.reason) == (120, -30, "Vroeger weg.")


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"amount": "x"}, "amount"),
        ({"amount": "2"}, "amount"),
        ({"amount": "-1"}, "amount"),
        ({"reason": " "}, "reason"),
        ({"seen": "60"}, "seen"),
        ({"seen": ""}, "seen"),
    ],
)
def test_a_correction_that_is_not_right_changes_nothing(client, changed, field):
    owner = make_team()
    entry = make_entry(giver=make_person(), owner=owner, quantity=120)
    client.force_login(owner.account)

    page = client.post(
        correction(entry), {"amount": "1", "reason": "Anders.", "seen": "120", **changed}
    )

    assert (page.status_code, list(page.context["form"].errors)) == (422, [field])
    assert LedgerEntry.objects.count() == 1


def test_nothing_at_all_can_have_been_given(client):
    owner = make_team()
    entry = make_entry(giver=make_person(), owner=owner, quantity=120)
    client.force_login(owner.account)

    client.post(correction(entry), {"amount": "0", "reason": "Niet gekomen.", "seen": "120"})

    assert LedgerEntry.objects.get(corrects=entry).quantity == -120


def test_a_second_correction_starts_from_the_first(client):
    owner = make_team()
    entry = make_entry(giver=make_person(), owner=owner, quantity=120)
    correct_entry(entry=entry, seen=said_by(entry), difference=-60, reason="x", by=owner, now=NOON)
    client.force_login(owner.account)

    client.post(correction(entry), {"amount": "3", "reason": "Toch langer.", "seen": "60"})

    assert LedgerEntry.objects.latest("pk").quantity == 120


def test_a_correction_is_not_corrected(client):
    owner = make_team()
    entry = make_entry(giver=make_person(), owner=owner)
    second = correct_entry(
        entry=entry, seen=said_by(entry), difference=-60, reason="x", by=owner, now=NOON
    )
    client.force_login(owner.account)

    assert client.get(correction(second)).status_code == 403
