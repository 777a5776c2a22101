"""All that one person keeps goes to others in one action, and everybody concerned is told once."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine

from gangmaker.actors.models import Actor, TeamRoleName
from gangmaker.actors.rules import NotYours
from gangmaker.projects.models import Action, Grant, PartyRole, PlanChange, Project, Task
from gangmaker.projects.operations.handing_over import (
    CannotTakeOver,
    NothingToHandOver,
    ReasonForHandover,
    Wish,
    hand_over_all,
    plan_of,
)
from gangmaker.projects.operations.silence import find_silent, warn_of_silence
from gangmaker.projects.queries.keeping import kept_by
from gangmaker.projects.queries.silence import silent_for
from gangmaker.trail import mails
from gangmaker.trail.models import (
    Act,
    Asking,
    Handover,
    HandoverPart,
    Item,
    Message,
    Party,
    Promise,
    Silence,
    Withdrawal,
)
from gangmaker.trail.operations import record
from tests.world import (
    NOON,
    make_contribution,
    make_goal,
    make_person,
    make_project,
    make_question,
    make_team,
    suspend,
)

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
WHY = "Ze werkt vanaf morgen elders."


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


def team(count: int) -> list[Actor]:
    towns = ("Kortrijk", "Menen", "Waregem", "Kuurne")
    return [make_team(name=f"Broker, {town}") for town in towns[:count]]


def hand_over(giver: Actor, wish: Wish, *, by: Actor | None = None) -> Handover:
    return hand_over_all(giver=giver, wish=wish, reason=WHY, by=by or giver, now=NOON)


def told() -> dict[str, list[str]]:
    """Which mails of a handover are owed to whom."""
    found: dict[str, list[str]] = {}
    for kind, address in (
        Message.objects.filter(kind__in=["taken_over", "new_keeper", "given_away"])
        .order_by("address")
        .values_list("kind", "address")
    ):
        found.setdefault(kind, []).append(address)
    return found


@pytest.mark.both_databases
def test_everything_that_means_keeping_goes_along() -> None:
    giver, to, other = team(3)
    owned = make_question(owner=giver, deputy=other)
    replaced = make_question(owner=other, deputy=giver)
    guarded = make_question(owner=giver, deputy=to)
    led = make_project(by=other)
    Party.objects.create(item=led, actor=giver, role=PartyRole.LEAD)
    task = Task.objects.create(project=led, title="Bellen", owner=giver, due_on=NOON.date())
    done = Task.objects.create(
        project=led, title="Klaar", owner=giver, due_on=NOON.date(), done_on=NOON.date()
    )
    idea = make_contribution(by=make_person(), target=owned)

    handover = hand_over(giver, Wish(to=to))

    keepers = dict(Item.objects.values_list("pk", "owner"))
    deputies = dict(Item.objects.values_list("pk", "deputy"))
    assert (keepers[owned.pk], deputies[owned.pk]) == (to.pk, other.pk)
    assert keepers[guarded.pk] == to.pk
    assert deputies[guarded.pk] is None
    assert (keepers[replaced.pk], deputies[replaced.pk]) == (other.pk, to.pk)
    assert Promise.objects.get(item=idea.item).owner == to
    assert Party.objects.get(item=led).actor == to
    assert Task.objects.get(pk=task.pk).owner == to
    assert Task.objects.get(pk=done.pk).owner == giver
    assert not kept_by(giver, at=NOON)
    assert handover.parts.count() == 6


def test_each_item_has_its_act_and_there_is_one_for_all() -> None:
    giver, to = team(2)
    first, second = make_question(owner=giver), make_question(owner=giver)

    handover = hand_over(giver, Wish(to=to))

    acts = Act.objects.filter(verb__endswith="handed_over").order_by("pk")
    assert list(acts.values_list("verb", "item", "subject")) == [
        ("work.handed_over", None, giver.pk),
        ("item.handed_over", first.pk, to.pk),
        ("item.handed_over", second.pk, to.pk),
    ]
    assert handover.act.verb == "work.handed_over"


def test_exceptions_stay_or_go_to_somebody_else_one_by_one_or_by_kind() -> None:
    giver, to, other = team(3)
    question, kept = make_question(owner=giver), make_question(owner=giver)
    project = make_project(by=giver)

    hand_over(giver, Wish(to=to, exceptions=frozenset({f"owned:{kept.pk}"})))
    stays = frozenset({"owned-question", "owned-project"})
    hand_over(to, Wish(to=giver, exceptions=stays, others_to=other))

    owners = dict(Item.objects.values_list("pk", "owner"))
    assert owners == {question.pk: other.pk, kept.pk: giver.pk, project.pk: other.pk}


def test_who_has_it_now_who_waits_and_whose_it_was_are_told_in_one_mail_each() -> None:
    giver, to = team(2)
    admin = make_team(TeamRoleName.REGION_ADMIN, "Region administrator")
    person, other = make_person(), make_person("Bakker, Menen")
    question = make_question(owner=giver)
    for waits in (person, person, other):
        make_contribution(by=waits, target=question)

    hand_over(giver, Wish(to=to), by=admin)

    assert told() == {
        "taken_over": [to.email],
        "given_away": [giver.email],
        "new_keeper": sorted([person.email, other.email]),
    }
    mail = mails.render(Message.objects.get(kind="new_keeper", to=person))
    assert mail is not None
    assert mail.body.count("Broker, Menen") == 2


def test_the_mail_to_the_new_keeper_has_the_list_and_the_reason() -> None:
    giver, to = team(2)
    question = make_question(owner=giver, title="Waar past een atelier?")

    hand_over(giver, Wish(to=to))

    mail = mails.render(Message.objects.get(kind="taken_over"))
    assert mail is not None
    assert question.title in mail.body
    assert WHY in mail.body


def test_the_mail_to_the_new_keeper_says_nothing_of_what_was_taken_down_since() -> None:
    giver, to = team(2)
    gone, stays = (make_question(owner=giver, title=title) for title in ("Weg ermee", "Blijft"))
    hand_over(giver, Wish(to=to))
    Withdrawal.objects.create(item=gone, by=gone.by, at=NOON)

    mail = mails.render(Message.objects.get(kind="taken_over"))

    assert mail is not None
    assert stays.title in mail.body
    assert gone.title not in mail.body


def test_a_new_deputy_is_asked_herself_whether_it_is_alive() -> None:
    owner, giver, to = team(3)
    question = make_question(owner=owner, deputy=giver)
    Asking.objects.create(
        item=question, owner_asked_on=date(2026, 1, 1), deputy_asked_on=date(2026, 1, 15)
    )

    hand_over(giver, Wish(to=to))

    asking = Asking.objects.get()
    assert (asking.deputy_asked_on, asking.ended_on) == (None, None)
    assert Item.objects.get(pk=question.pk).deputy == to


def test_goals_and_actions_go_by_the_plan_with_the_reason_and_only_by_the_team() -> None:
    giver, to = team(2)
    goal = make_goal(by=giver)
    outsider = make_person()
    Item.objects.filter(pk=goal.pk).update(deputy=outsider)
    plan = plan_of(Wish(to=to), kept_by(outsider, at=NOON), by=outsider)

    hand_over(giver, Wish(to=to))

    assert [one.of for one in plan.stuck] == [goal.pk]
    assert PlanChange.objects.get().reason == WHY
    assert Item.objects.get(pk=goal.pk).owner == to
    assert not Action.objects.exists()


def test_grants_go_only_to_who_may_keep_them() -> None:
    giver, broker = team(2)
    editor = make_team(TeamRoleName.EDITOR, "Editor, Kortrijk")
    grant = Grant.objects.create(
        funder=make_person(),
        title="Steun",
        amount=100_00,
        starts_on=date(2026, 1, 1),
        ends_on=date(2026, 12, 31),
        staff_method="none",
        own_share=0,
        owner=giver,
        by=giver,
        at=NOON,
    )

    stuck = plan_of(Wish(to=editor), kept_by(giver, at=NOON), by=giver).stuck
    hand_over(giver, Wish(to=broker))

    assert [one.of for one in stuck] == [grant.pk]
    assert Grant.objects.get().owner == broker


def test_handing_back_is_the_same_action() -> None:
    giver, to = team(2)
    own = make_question(owner=to)
    question = make_question(owner=giver)
    handover = hand_over(giver, Wish(to=to))
    keys = frozenset(f"{part.kind}:{part.of}" for part in handover.parts.all())

    hand_over(to, Wish(to=giver, only=keys))

    owners = dict(Item.objects.values_list("pk", "owner"))
    assert owners == {own.pk: to.pk, question.pk: giver.pk}


def test_who_may_is_herself_and_the_region_administrator() -> None:
    giver, to, other = team(3)
    make_question(owner=giver)

    with pytest.raises(NotYours):
        hand_over(giver, Wish(to=to), by=other)

    assert not Handover.objects.exists()


def test_it_goes_only_to_who_can_take_it_over_and_with_a_reason() -> None:
    giver, to = team(2)
    make_question(owner=giver)
    stranger = make_person()

    with pytest.raises(CannotTakeOver):
        hand_over(giver, Wish(to=stranger))
    with pytest.raises(ReasonForHandover):
        hand_over_all(giver=giver, wish=Wish(to=to), reason=" ", by=giver, now=NOON)
    suspend(to, by=make_team(TeamRoleName.REGION_ADMIN))
    with pytest.raises(CannotTakeOver):
        hand_over(giver, Wish(to=to))

    assert not Handover.objects.exists()


@pytest.mark.both_databases
def test_the_second_of_two_finds_nothing_and_leaves_no_trace() -> None:
    giver, to, other = team(3)
    question = make_question(owner=giver)
    hand_over(giver, Wish(to=to))

    with pytest.raises(NothingToHandOver):
        hand_over(giver, Wish(to=other))

    assert Item.objects.get(pk=question.pk).owner == to
    assert Handover.objects.count() == 1
    assert Act.objects.filter(verb="work.handed_over").count() == 1


def test_a_project_among_its_parties_keeps_its_lead() -> None:
    giver, other = team(2)
    hidden = make_project(by=other, audience="parties")
    Party.objects.create(item=hidden, actor=giver, role=PartyRole.LEAD)

    kept = kept_by(giver, at=NOON)

    assert kept == []
    assert Project.objects.get(pk=hidden.pk).parties.get().actor == giver


def test_two_hundred_things_go_in_one_action() -> None:
    giver, to = team(2)
    for number in range(200):
        make_question(owner=giver, title=f"Vraag {number}")

    hand_over(giver, Wish(to=to))

    assert HandoverPart.objects.count() == 200
    assert told() == {"taken_over": [to.email]}


LATE = NOON + 61 * DAY


def silent(person: Actor) -> None:
    """Signed in last on the day of NOON, as ``joined_at`` says."""
    person.account.joined_at = NOON  # type: ignore[union-attr]
    person.account.save(update_fields=["joined_at"])  # type: ignore[union-attr]
    Act.objects.filter(by=person)


def warned() -> list[str]:
    rows = Message.objects.filter(kind="colleague_silent").order_by("address")
    return list(rows.values_list("address", flat=True))


def owing(owner: Actor, deputy: Actor | None = None) -> None:
    question = make_question(owner=owner, deputy=deputy)
    brought = make_contribution(by=make_person(), target=question).item
    Item.objects.filter(pk=brought.pk).update(deputy=deputy)


def test_the_deputy_is_warned_once_of_who_owes_answers_and_fell_silent() -> None:
    owner, deputy = team(2)
    silent(owner)
    owing(owner, deputy)
    owing(owner, deputy)

    counts = [warn_of_silence(now=NOON + days * DAY) for days in (59, 61, 62)]

    assert counts == [0, 1, 0]
    assert warned() == [deputy.email]
    mail = mails.render(Message.objects.get(kind="colleague_silent"))
    assert mail is not None
    assert owner.name in mail.body


def test_without_a_deputy_the_region_administrator_is_warned() -> None:
    (owner,) = team(1)
    admin = make_team(TeamRoleName.REGION_ADMIN, "Region administrator")
    silent(owner)
    owing(owner)

    warn_of_silence(now=LATE)

    assert warned() == [admin.email]
    assert [(one.name, one.may_hand_over) for one in silent_for(admin)] == [(owner.name, True)]


def test_who_did_something_or_owes_nothing_is_not_silent() -> None:
    busy, idle = team(2)
    silent(busy)
    silent(idle)
    owing(busy)
    record("item.followed", by=busy, item=make_question(owner=idle), at=NOON + 5 * DAY)

    assert warn_of_silence(now=LATE) == 0


def test_who_signs_in_again_is_back_and_can_fall_silent_again() -> None:
    owner, deputy = team(2)
    silent(owner)
    owing(owner, deputy)
    warn_of_silence(now=LATE)
    owner.account.last_login = LATE + DAY  # type: ignore[union-attr]
    owner.account.save(update_fields=["last_login"])  # type: ignore[union-attr]

    warn_of_silence(now=LATE + 2 * DAY)
    back = (silent_for(deputy), Silence.objects.get().ended_on)
    warn_of_silence(now=LATE + 70 * DAY)

    assert back == ([], (LATE + 2 * DAY).date())
    assert Silence.objects.filter(ended_on=None).count() == 1


def test_the_worker_looks_for_silence_once_a_day() -> None:
    owner, deputy = team(2)
    silent(owner)
    owing(owner, deputy)

    assert find_silent(now=LATE.replace(hour=3)) == 0
    assert [find_silent(now=LATE), find_silent(now=LATE)] == [1, 0]
