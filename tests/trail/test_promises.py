"""Promises: when they are due, who keeps them, and what follows an answer."""

from datetime import UTC, date, datetime, timedelta

import pytest

from gangmaker.actors.rules import NotYours
from gangmaker.trail.models import Act, Answer, Item, Message, Outcome, Promise, PromiseTerm
from gangmaker.trail.operations import (
    AlreadyAnswered,
    AlreadyKept,
    NextStepMissing,
    ReasonMissing,
    RedirectMissing,
    Reply,
    answer,
    finish_step,
    hand_over,
    promise_answer,
)
from tests.world import (
    NOON,
    make_contribution,
    make_guest,
    make_organisation,
    make_person,
    make_question,
    make_team,
)

pytestmark = [pytest.mark.django_db]

TOMORROW = NOON.date() + timedelta(days=1)


def reply(**said: object) -> Reply:
    return Reply(**{"outcome": Outcome.DECLINED, "reason": "Nee, want.", "language": "nl", **said})  # type: ignore[arg-type]


def yes() -> Reply:
    return reply(outcome=Outcome.ACCEPTED, next_step="We bellen.", next_step_on=TOMORROW)


@pytest.mark.parametrize(
    ("made_at", "due_on"),
    [
        (datetime(2026, 11, 18, 12, tzinfo=UTC), date(2026, 12, 2)),
        (datetime(2026, 10, 30, 12, tzinfo=UTC), date(2026, 11, 16)),  # 11 November, 1 is Sunday
        (datetime(2026, 12, 18, 12, tzinfo=UTC), date(2027, 1, 5)),  # Christmas and New Year
        (datetime(2026, 11, 18, 23, 30, tzinfo=UTC), date(2026, 12, 3)),  # the 19th in Kortrijk
    ],
)
def test_an_answer_is_due_within_ten_working_days_of_belgium(made_at, due_on):
    item = make_question()

    promise = promise_answer(item=item, to=make_person(), now=made_at)

    assert promise.due_on == due_on


def test_the_region_sets_its_term_for_each_kind():
    PromiseTerm.objects.create(kind="idea", working_days=3)
    make_team()

    idea = make_contribution(by=make_person())
    offer = make_contribution(by=make_person(), form="time")

    assert (idea.promise.due_on, offer.promise.due_on) == (date(2026, 11, 23), date(2026, 12, 2))


def test_an_answer_keeps_the_promise_and_is_mailed_once():
    owner = make_team()
    brought = make_contribution(by=make_person(email="giver@example.org"))

    given = answer(promise=brought.promise, by=owner, reply=reply(), now=NOON)

    brought.promise.refresh_from_db()
    act = Act.objects.get(verb="item.answered")
    assert (brought.promise.kept_by, brought.promise.kept_on) == (act, NOON.date())
    assert act.data == {"outcome": "declined"}
    assert Message.objects.filter(kind="answered").values_list("address", "payload").get() == (
        "giver@example.org",
        {"answer": given.pk},
    )


def test_an_answer_is_given_once():
    owner = make_team()
    promise = make_contribution(by=make_person()).promise
    answer(promise=promise, by=owner, reply=reply(), now=NOON)

    with pytest.raises(AlreadyAnswered):
        answer(promise=promise, by=owner, reply=yes(), now=NOON)

    assert (Answer.objects.count(), Act.objects.filter(verb="item.answered").count()) == (1, 1)


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"reason": "  \n"}, ReasonMissing),
        ({"outcome": "accepted"}, NextStepMissing),
        ({"outcome": "accepted", "next_step": "x"}, NextStepMissing),
        ({"outcome": "accepted", "next_step_on": TOMORROW}, NextStepMissing),
        ({"outcome": "redirected"}, RedirectMissing),
    ],
)
def test_an_answer_says_what_it_owes_or_is_no_answer(said, refusal):
    owner = make_team()
    promise = make_contribution(by=make_person()).promise

    with pytest.raises(refusal):
        answer(promise=promise, by=owner, reply=reply(**said), now=NOON)

    assert Answer.objects.count() == 0


@pytest.mark.parametrize("who", ["giver", "stranger", "moderator", "editor"])
def test_who_does_not_keep_an_item_does_not_answer_it(who):
    make_team()
    giver = make_person()
    promise = make_contribution(by=giver).promise
    people = {"giver": giver, "stranger": make_person()}
    by = people.get(who) or make_team(who)

    with pytest.raises(NotYours):
        answer(promise=promise, by=by, reply=reply(), now=NOON)


def test_the_deputy_and_those_who_stand_in_answer_as_well():
    make_team()
    deputy, admin = make_team(), make_team("region_admin")
    promises = [make_contribution(by=make_person()).promise for _ in range(2)]
    item = promises[0].item
    item.deputy = deputy
    item.save(update_fields=["deputy"])

    for promise, by in zip(promises, (deputy, admin), strict=True):
        answer(promise=promise, by=by, reply=reply(), now=NOON)

    assert set(Answer.objects.values_list("by", flat=True)) == {deputy.pk, admin.pk}


def test_a_yes_promises_a_next_step_of_which_something_came():
    owner = make_team()
    giver = make_person()
    brought = make_contribution(by=giver)
    answer(promise=brought.promise, by=owner, reply=yes(), now=NOON)
    step = Promise.objects.get(kind="next_step")

    finish_step(promise=step, by=owner, note="We spraken af.", now=NOON + timedelta(days=1))

    step.refresh_from_db()
    assert (step.to, step.owner, step.what, step.due_on) == (giver, owner, "We bellen.", TOMORROW)
    assert (step.kept_on, step.kept_note) == (TOMORROW, "We spraken af.")
    assert Act.objects.get(verb="promise.kept").data == {"promise": step.pk}


def test_a_step_is_kept_once_by_whoever_keeps_the_item_and_an_answer_is_no_step():
    owner = make_team()
    brought = make_contribution(by=make_person())
    waiting = make_contribution(by=make_person()).promise
    answer(promise=brought.promise, by=owner, reply=yes(), now=NOON)
    step = Promise.objects.get(kind="next_step")

    with pytest.raises(NotYours):
        finish_step(promise=step, by=make_person(), note="", now=NOON)
    with pytest.raises(NotYours):
        finish_step(promise=waiting, by=owner, note="", now=NOON)
    finish_step(promise=step, by=owner, note="first", now=NOON)
    with pytest.raises(AlreadyKept):
        finish_step(promise=step, by=owner, note="second", now=NOON)

    step.refresh_from_db()
    assert step.kept_note == "first"


def test_an_organisation_that_takes_it_on_becomes_involved():
    owner, house = make_team(), make_organisation()
    brought = make_contribution(by=make_person())
    said = reply(outcome=Outcome.REDIRECTED, redirected_to=house)

    answer(promise=brought.promise, by=owner, reply=said, now=NOON)

    brought.item.refresh_from_db()
    assert (brought.item.owner, brought.item.parties.get().actor) == (owner, house)
    assert Promise.objects.filter(kept_by=None).count() == 0


def test_a_colleague_who_was_deputy_takes_it_on_without_being_her_own_deputy():
    owner, colleague = make_team(), make_team()
    brought = make_contribution(by=make_person())
    said = reply(outcome=Outcome.REDIRECTED, redirected_to=colleague)

    answer(promise=brought.promise, by=owner, reply=said, now=NOON)

    item = Item.objects.get(pk=brought.item.pk)
    assert (item.owner, item.deputy) == (colleague, None)
    assert Promise.objects.get(kept_by=None).owner == colleague


def test_handing_over_moves_what_is_still_owed_and_leaves_what_was_kept():
    owner, new = make_team(), make_team("editor")
    brought = make_contribution(by=make_guest())
    answer(promise=brought.promise, by=owner, reply=yes(), now=NOON)

    hand_over(item=brought.item, by=owner, owner=new, deputy=owner, now=NOON)

    owners = dict(Promise.objects.values_list("kind", "owner"))
    assert owners == {"answer": owner.pk, "next_step": new.pk}


def test_what_waits_what_is_late_and_whose_it_is():
    owner, deputy = make_team(), make_team()
    late, soon, kept = (make_contribution(by=make_person()) for _ in range(3))
    Promise.objects.filter(pk=late.promise.pk).update(
        made_on=date(2026, 10, 1), due_on=date(2026, 11, 17)
    )
    answer(promise=kept.promise, by=owner, reply=reply(), now=NOON)

    waiting = set(Promise.objects.waiting())
    overdue = set(Promise.objects.overdue(on=NOON.date()))
    of_deputy = set(Promise.objects.waiting().of(deputy))

    assert waiting == {late.promise, soon.promise}
    assert overdue == {late.promise}
    assert of_deputy == waiting
