"""The ledger: pledged by what is accepted, confirmed by who receives, corrected openly."""

from datetime import timedelta

import pytest

from gangmaker.actors.models import Actor
from gangmaker.actors.rules import NotYours
from gangmaker.contributions.models import Confirmation, LedgerEntry, Offer
from gangmaker.contributions.operations import (
    AlreadyConfirmed,
    Brought,
    answer_contribution,
    confirm_entry,
    correct_entry,
    said_by,
)
from gangmaker.contributions.operations.ledger import pledge
from gangmaker.contributions.queries import (
    to_confirm,
)
from gangmaker.trail.models import Act, Outcome
from gangmaker.trail.operations import Reply
from tests.world import (
    NOON,
    make_contribution,
    make_guest,
    make_need,
    make_person,
    make_question,
    make_team,
)

pytestmark = [pytest.mark.django_db]


def accept(brought: Brought, *, by: Actor) -> None:
    reply = Reply(
        outcome=Outcome.ACCEPTED,
        reason="Graag.",
        language="nl",
        next_step="We bellen.",
        next_step_on=NOON.date() + timedelta(days=2),
    )
    answer_contribution(promise=brought.promise, by=by, reply=reply, now=NOON)


def pledged(*, giver: Actor, owner: Actor, quantity: int | None = 120) -> LedgerEntry:
    question = make_question(owner=owner, needs=[make_need()])
    need = question.needs.get()
    brought = make_contribution(
        by=giver, form="time", target=question, need=need, quantity=quantity
    )
    accept(brought, by=owner)
    return LedgerEntry.objects.latest("pk")


def test_an_accepted_offer_is_pledged_once_and_a_declined_one_is_not():
    owner = make_team()
    question = make_question(owner=owner)
    accepted, declined = (
        make_contribution(by=make_person(), form="time", target=question, quantity=60)
        for _ in range(2)
    )

    accept(accepted, by=owner)
    answer_contribution(
        promise=declined.promise,
        by=owner,
        reply=Reply(outcome=Outcome.DECLINED, reason="Nee.", language="nl"),
        now=NOON,
    )

    assert list(LedgerEntry.objects.values_list("contribution", "quantity")) == [
        (accepted.item.pk, 60)
    ]


def test_a_room_of_which_nobody_said_how_many_counts_as_one():
    owner = make_team()
    question = make_question(owner=owner, needs=[make_need(form="space", quantity=2)])

    accept(make_contribution(by=make_person(), form="space", target=question), by=owner)

    assert LedgerEntry.objects.get().quantity == 1


def test_what_stands_in_the_ledger_is_not_pledged_again():
    owner = make_team()
    entry = pledged(giver=make_person(), owner=owner)
    offer = Offer.objects.get()

    again = pledge(brought=offer, to=entry.item, by=owner, given_on=entry.given_on, now=NOON)

    assert again is None
    assert LedgerEntry.objects.get() == entry


def test_time_of_which_nobody_said_how_much_is_not_pledged():
    owner = make_team()
    question = make_question(owner=owner, needs=[make_need()])

    accept(make_contribution(by=make_person(), form="time", target=question), by=owner)

    assert not LedgerEntry.objects.exists()


def test_an_accepted_idea_is_pledged_where_ideas_are_asked_for():
    owner = make_team()
    question = make_question(owner=owner, needs=[make_need(form="idea", quantity=15)])
    need = question.needs.get()

    for asked in (need, None):
        accept(make_contribution(by=make_person(), target=question, need=asked), by=owner)

    assert list(LedgerEntry.objects.values_list("need", "form", "quantity")) == [
        (need.pk, "idea", 1)
    ]


def test_an_offer_for_nothing_in_particular_is_not_pledged():
    owner = make_team()

    accept(make_contribution(by=make_person(), form="time", quantity=60), by=owner)

    assert (Offer.objects.count(), LedgerEntry.objects.count()) == (1, 0)


def test_the_receiver_confirms_and_not_twice():
    owner = make_team()
    entry = pledged(giver=make_person(), owner=owner)

    confirm_entry(entry=entry, by=owner, now=NOON)
    with pytest.raises(AlreadyConfirmed):
        confirm_entry(entry=entry, by=owner, now=NOON)

    assert Act.objects.filter(verb="ledger.confirmed").count() == 1


def test_the_giver_confirms_nothing_and_corrects_nothing_also_as_deputy():
    owner, giver = make_team(), make_team()
    entry = pledged(giver=giver, owner=owner)
    entry.item.deputy = giver

    with pytest.raises(NotYours):
        confirm_entry(entry=entry, by=giver, now=NOON)
    with pytest.raises(NotYours):
        correct_entry(
            entry=entry, seen=said_by(entry), difference=60, reason="x", by=giver, now=NOON
        )


def test_who_gave_as_a_guest_does_not_confirm_it_after_claiming_that_guest():
    owner, guest = make_team(), make_guest()
    entry = pledged(giver=guest, owner=owner)
    guest.claimed_by = owner
    guest.save(update_fields=["claimed_by"])

    with pytest.raises(NotYours):
        confirm_entry(entry=LedgerEntry.objects.get(pk=entry.pk), by=owner, now=NOON)

    assert to_confirm(viewer=owner) == []


def test_a_correction_of_what_was_confirmed_is_confirmed_with_it():
    owner = make_team()
    entry = pledged(giver=make_person(), owner=owner)
    confirm_entry(entry=entry, by=owner, now=NOON)

    correction = correct_entry(
        entry=entry, seen=said_by(entry), difference=-30, reason="x", by=owner, now=NOON
    )

    assert set(Confirmation.objects.values_list("entry", flat=True)) == {entry.pk, correction.pk}
