"""Promises: when they are due, who keeps them, and what follows an answer."""

from datetime import UTC, date, datetime, timedelta

import pytest

from gangmaker.actors.models import Actor, MembershipRole
from gangmaker.actors.rules import NotYours
from gangmaker.trail import rules
from gangmaker.trail.models import Act, Answer, Item, Message, Outcome, Promise, PromiseTerm
from gangmaker.trail.operations import (
    AlreadyAnswered,
    AlreadyKept,
    NextStepMissing,
    ReasonMissing,
    RedirectMissing,
    Reply,
    TheirsAlready,
    answer,
    finish_step,
    hand_over,
    promise_answer,
)
from tests.world import (
    NOON,
    make_contribution,
    make_guest,
    make_membership,
    make_organisation,
    make_person,
    make_question,
    make_team,
    suspend,
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


def passed_on(to: Actor, *, owner: Actor, by: Actor | None = None) -> Promise:
    """The answer that is owed after a contribution was passed on to ``to``."""
    brought = make_contribution(by=by or make_person())
    said = reply(outcome=Outcome.REDIRECTED, redirected_to=to)
    answer(promise=brought.promise, by=owner, reply=said, now=NOON)
    return Promise.objects.select_related("item", "owner").get(item=brought.item, kept_by=None)


@pytest.mark.parametrize("somebody", ["nobody", "a member", "suspended", "without an account"])
def test_an_organisation_for_which_nobody_can_answer_is_involved_and_the_owner_owes_it_anew(
    somebody,
):
    owner, house = make_team(), make_organisation()
    if somebody != "nobody":
        person = make_person()
        role = MembershipRole.MEMBER if somebody == "a member" else MembershipRole.ADMIN
        make_membership(person, house, role)
        if somebody == "suspended":
            suspend(person, by=owner)
        if somebody == "without an account":
            Actor.objects.filter(pk=person.pk).update(account=None)

    waits = passed_on(house, owner=owner)

    assert (waits.owner, waits.item.owner, waits.item.deputy) == (owner, owner, None)
    assert waits.item.parties.get().actor == house
    assert not Message.objects.filter(kind="passed_on").exists()


def test_an_organisation_for_which_somebody_acts_answers_and_who_passed_it_on_replaces_it():
    owner, admin, editor = make_team(), make_person(), make_person()
    house = make_organisation(admin=admin)
    make_membership(editor, house, MembershipRole.EDITOR)
    make_membership(make_person(), house, MembershipRole.MEMBER)

    waits = passed_on(house, owner=owner)

    assert (waits.owner, waits.item.owner, waits.item.deputy) == (house, house, owner)
    assert (waits.made_on, waits.due_on) == (NOON.date(), date(2026, 12, 2))
    assert set(Message.objects.filter(kind="passed_on").values_list("to", flat=True)) == {
        admin.pk,
        editor.pk,
    }


def test_who_may_answer_for_an_organisation_that_keeps_an_item():
    owner, admin, editor, member = make_team("editor"), *(make_person() for _ in range(3))
    house = make_organisation(admin=admin)
    make_membership(editor, house, MembershipRole.EDITOR)
    make_membership(member, house, MembershipRole.MEMBER)
    make_team()
    brought = make_contribution(by=make_person())
    hand_over(item=brought.item, by=brought.item.owner, owner=house, deputy=owner, now=NOON)
    item = Item.objects.get(pk=brought.item.pk)
    other = make_person()
    make_organisation(admin=other)

    kept = {
        name: (rules.keeps(person, item), rules.can_answer(person, item))
        for name, person in {
            "admin": admin,
            "editor": editor,
            "deputy": owner,
            "member": member,
            "of another": other,
            "broker": make_team(),
        }.items()
    }

    assert kept == {
        "admin": (True, True),
        "editor": (True, True),
        "deputy": (True, True),
        "member": (False, False),
        "of another": (False, False),
        "broker": (False, True),
    }
    assert not rules.keeps(None, item)


def test_an_answer_for_an_organisation_says_so_and_that_of_the_deputy_does_not():
    owner, admin = make_team(), make_person()
    house = make_organisation(admin=admin)
    first, second = passed_on(house, owner=owner), passed_on(house, owner=owner)

    of_house = answer(promise=first, by=admin, reply=yes(), now=NOON)
    of_team = answer(promise=second, by=owner, reply=reply(), now=NOON)

    said = [Answer.objects.get(pk=given.pk).on_behalf_of for given in (of_house, of_team)]
    step = Promise.objects.get(kind="next_step")
    assert said == [house, None]
    assert step.owner == house
    finish_step(promise=step, by=admin, note="", now=NOON)
    assert Act.objects.get(verb="promise.kept").on_behalf_of == house


def test_an_organisation_passes_on_to_another_and_the_team_keeps_replacing():
    owner, one, other = make_team(), make_person(), make_person()
    first, second = make_organisation(admin=one), make_organisation(admin=other)
    waits = passed_on(first, owner=owner)
    said = reply(outcome=Outcome.REDIRECTED, redirected_to=second)

    answer(promise=waits, by=one, reply=said, now=NOON)

    item = Item.objects.get(pk=waits.item.pk)
    assert (item.owner, item.deputy) == (second, owner)
    assert Promise.objects.get(item=item, kept_by=None).owner == second


def test_nothing_is_passed_on_to_whose_it_is_nor_to_who_brought_it():
    owner, admin = make_team(), make_person()
    house = make_organisation(admin=admin)
    waits = passed_on(house, owner=owner)
    waits.item.on_behalf_of = make_organisation("The house that brought it")

    for receiver in (house, waits.item.by, waits.item.on_behalf_of):
        said = reply(outcome=Outcome.REDIRECTED, redirected_to=receiver)
        with pytest.raises(TheirsAlready):
            answer(promise=waits, by=admin, reply=said, now=NOON)

    assert Answer.objects.filter(promise=waits).count() == 0


def test_what_only_the_team_sees_is_seen_by_who_acts_for_the_organisation_that_keeps_it():
    admin, member = make_person(), make_person()
    house = make_organisation(admin=admin)
    make_membership(member, house, MembershipRole.MEMBER)
    item = make_question(audience="team")
    item.owner = house
    item.save(update_fields=["owner"])

    seen = [
        Item.objects.visible_to(viewer, at=NOON).filter(pk=item.pk).exists()
        for viewer in (admin, member, make_person(), None)
    ]

    assert seen == [True, False, False, False]


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
