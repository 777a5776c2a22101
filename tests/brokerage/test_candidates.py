"""What a broker does with the longlist, and who may not."""

import pytest

from gangmaker.actors.models import MembershipRole, TeamRoleName
from gangmaker.actors.rules import NotYours
from gangmaker.brokerage.models import BriefEnd, Candidate, CandidateState
from gangmaker.brokerage.operations.candidates import (
    BriefIsOver,
    NotConsidered,
    NotToBeProposed,
    OfWhoAsks,
    drop,
    order_candidates,
    put_back,
    say_why,
    shortlist,
)
from gangmaker.brokerage.queries.longlist import longlist
from gangmaker.trail.models import Act
from tests.brokerage.rows import make_available, make_brief
from tests.world import (
    NOON,
    make_concept,
    make_membership,
    make_organisation,
    make_person,
    make_team,
    suspend,
)

pytestmark = pytest.mark.django_db


def told() -> list[tuple[str, int | None]]:
    acts = Act.objects.filter(verb__startswith="candidate.").order_by("pk")
    return list(acts.values_list("verb", "subject"))


def test_somebody_is_considered_with_what_the_arithmetic_says_that_day():
    weaving, broker = make_concept(), make_team()
    actor = make_available(weaving)
    brief = make_brief(concepts=[weaving])
    [row] = longlist(brief, at=NOON).rows

    candidate = shortlist(
        brief=brief, actor=actor, by=broker, now=NOON, why="Kent de sector", found=row.fit
    )

    assert (candidate.points, candidate.by_hand, candidate.why) == (122, False, "Kent de sector")
    assert candidate.reasons == [
        {"kind": "exact", "points": 100, "concept": weaving.pk, "by": weaving.pk},
        {"kind": "room", "points": 10, "value": "3"},
        {"kind": "first_time", "points": 12},
    ]
    assert told() == [("candidate.shortlisted", actor.pk)]


def test_who_is_on_the_shortlist_stays_there_and_a_second_press_is_no_act():
    brief, broker, actor = make_brief(), make_team(), make_available()
    first = shortlist(brief=brief, actor=actor, by=broker, now=NOON)

    again = shortlist(brief=brief, actor=actor, by=broker, now=NOON, why="Nog eens")

    assert (again.pk, again.why, again.by_hand) == (first.pk, "", True)
    assert len(told()) == 1


def test_who_is_left_out_can_be_taken_on_again_or_put_back():
    brief, broker, actor = make_brief(), make_team(), make_available()
    drop(brief=brief, actor=actor, by=broker, now=NOON, why="Zit in het buitenland")

    candidate = shortlist(brief=brief, actor=actor, by=broker, now=NOON)
    put_back(brief=brief, actor=actor, by=broker, now=NOON)

    assert (candidate.state, candidate.why) == (
        CandidateState.SHORTLISTED, "Zit in het buitenland",
    )  # fmt: skip
    assert not Candidate.objects.exists()
    assert [verb for verb, _actor in told()] == [
        "candidate.dropped", "candidate.shortlisted", "candidate.put_back",
    ]  # fmt: skip
    with pytest.raises(NotConsidered):
        put_back(brief=brief, actor=actor, by=broker, now=NOON)


def test_the_shortlist_is_in_the_order_of_the_broker():
    brief, broker = make_brief(), make_team()
    one, two, three = (make_available() for _each in range(3))
    for actor in (one, two, three):
        shortlist(brief=brief, actor=actor, by=broker, now=NOON)

    order_candidates(brief=brief, actors=[three.pk, one.pk], by=broker, now=NOON)
    order_candidates(brief=brief, actors=[three.pk, one.pk], by=broker, now=NOON)

    ordered = Candidate.objects.order_by("position").values_list("actor", flat=True)
    assert list(ordered) == [three.pk, one.pk, two.pk]
    assert told()[3:] == [("candidate.ordered", None)]


def test_why_is_noted_for_the_team_and_in_no_act():
    brief, broker, actor = make_brief(), make_team(), make_available()
    shortlist(brief=brief, actor=actor, by=broker, now=NOON)

    say_why(brief=brief, actor=actor, why="Werkte al met vlas", by=broker, now=NOON)

    assert Candidate.objects.get().why == "Werkte al met vlas"
    assert Act.objects.get(verb="candidate.reason_noted").data == {}


@pytest.mark.parametrize("role", [TeamRoleName.MODERATOR, TeamRoleName.EDITOR, None])
@pytest.mark.parametrize("operation", [shortlist, drop, put_back])
def test_only_who_brokers_considers_anybody(role, operation):
    viewer = make_team(role) if role else make_person()

    with pytest.raises(NotYours):
        operation(brief=make_brief(), actor=make_available(), by=viewer, now=NOON)


@pytest.mark.parametrize("operation", [shortlist, drop])
def test_nobody_who_did_not_say_so_and_nobody_of_who_asks(operation):
    broker, organisation = make_team(), make_organisation()
    asker, colleague, suspended = make_available(), make_available(), make_available()
    make_membership(colleague, organisation, MembershipRole.MEMBER)
    suspend(suspended, by=broker)
    brief = make_brief(by=asker, on_behalf_of=organisation)

    for actor in (make_person(), suspended):
        with pytest.raises(NotToBeProposed):
            operation(brief=brief, actor=actor, by=broker, now=NOON)
    for actor in (asker, organisation, colleague):
        with pytest.raises(OfWhoAsks):
            operation(brief=brief, actor=actor, by=broker, now=NOON)
    assert not Candidate.objects.exists()


def test_for_a_brief_that_ended_nobody_is_considered():
    brief = make_brief(ended_at=NOON, end=BriefEnd.FOUND)

    with pytest.raises(BriefIsOver):
        shortlist(brief=brief, actor=make_available(), by=make_team(), now=NOON)
