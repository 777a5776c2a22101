"""What comes of introductions is counted from the rows, and only what came after them."""

from datetime import timedelta
from fractions import Fraction

import pytest

from gangmaker.actors.models import Actor
from gangmaker.brokerage.models import Origin
from gangmaker.brokerage.queries.figures import (
    By,
    Curve,
    Days,
    IntroductionFigures,
    Part,
    introduction_figures,
)
from gangmaker.brokerage.queries.followed import followed
from gangmaker.core.brokerage.attribution import Claim
from gangmaker.core.brokerage.survival import Standing, standing
from gangmaker.projects.models import Stage
from gangmaker.projects.operations.parties import add_party
from gangmaker.trail.models import LinkVerb
from gangmaker.trail.operations import link_items
from tests.brokerage.figures_world import (
    TODAY,
    ago,
    introduce,
    make_brief,
    meet,
    moment,
    of_sectors,
    share_project,
)
from tests.security.counting import Counter
from tests.world import NOON, make_goal, make_person, make_team, take_down

pytestmark = pytest.mark.django_db


@pytest.fixture
def broker() -> Actor:
    return make_team()


def figures(days: int = 1000) -> IntroductionFigures:
    return introduction_figures(since=ago(days), until=TODAY, at=NOON)


def claims() -> list[Claim]:
    return [each.told.claim for each in followed(at=NOON)]


def test_the_curve_counts_days_from_the_first_ask_and_keeps_what_is_open(broker):
    introduce(broker, asked=ago(100), accepted=ago(95), met=ago(90), agreement=ago(60))
    introduce(broker, asked=ago(80))
    introduce(broker, asked=ago(20), silent=ago(5))

    found = figures().whole

    assert (found.total, found.together) == (3, 1)
    assert [(step.day, step.at_risk, step.events, step.share) for step in found.steps] == [
        (20, 3, 0, 0),
        (40, 2, 1, Fraction(1, 2)),
        (80, 1, 0, Fraction(1, 2)),
    ]
    assert standing(found.steps, 30) == Standing(30, at_risk=2, happened=0, open=1)


def test_what_was_declined_changes_nothing_of_the_curve(broker):
    introduce(broker, asked=ago(100), agreement=ago(60))
    other = introduce(broker, asked=ago(80))
    before = figures().whole

    other.steps.create(state="declined", on=ago(70), by=broker, at=NOON)
    other.state = "declined"
    other.save()

    assert figures().whole == before
    assert [(each.day, each.happened, each.instead) for each in figures().ends] == [
        (10, 0, Fraction(1, 2)),
        (40, Fraction(1, 2), Fraction(1, 2)),
    ]


def test_what_nobody_was_asked_was_withdrawn_or_is_of_one_does_not_count(broker):
    proposed = introduce(broker, asked=ago(50))
    proposed.steps.update(state="proposed")
    withdrawn = introduce(broker, asked=ago(50))
    take_down(withdrawn, by=make_team())
    one, other = make_person(), make_person()
    introduce(broker, one, other, asked=ago(50))
    other.claimed_by = one
    other.save()

    assert followed(at=NOON) == ()


def test_an_encounter_counts_from_the_day_they_met(broker):
    meet(broker, on=ago(30), logged=ago(30), written=ago(10), agreement=ago(10))

    (found,) = followed(at=NOON)

    assert (found.began_on, found.told.claim, found.introduced) == (ago(30), Claim.OURS, False)
    assert figures().made == 0


def test_only_an_introduction_that_came_first_has_brought_them_together(broker):
    one, other = make_person(), make_person()
    older = share_project(one, other, since=ago(90))
    introduce(broker, asked=ago(60), agreement=ago(50))
    introduce(broker, one, other, asked=ago(60), project=older)
    introduce(broker, asked=ago(60), written=ago(5), agreement=ago(50))
    meet(broker, on=ago(60), logged=ago(50), written=ago(5), agreement=ago(40))
    meet(broker, on=ago(60), logged=ago(30), written=ago(5), agreement=ago(40))

    assert claims() == [Claim.OURS, Claim.EARLIER, Claim.HINDSIGHT, Claim.OURS, Claim.HINDSIGHT]
    assert (figures().whole.total, figures().left_out) == (2, 3)


def test_the_agreement_or_the_project_counts_whichever_came_first(broker):
    one, other = make_person(), make_person()
    made = share_project(one, other, since=ago(70))
    introduce(broker, one, other, asked=ago(90), project=made, agreement=ago(60))

    (found,) = followed(at=NOON)

    assert found.together_on == ago(70)


def test_a_project_is_as_old_as_it_says(broker):
    one, other = make_person(), make_person()
    made = share_project(one, other, since=ago(10))
    made.starts_on = ago(100)
    made.save()
    introduce(broker, one, other, asked=ago(50), project=made)

    assert claims() == [Claim.EARLIER]


def test_who_joins_a_project_later_shares_it_from_that_day(broker):
    one, other = make_person(), make_person()
    older = share_project(one, since=ago(300))
    add_party(project=older, actor=other, role="partner", by=broker, now=moment(ago(40)))
    introduce(broker, one, other, asked=ago(60), project=older)

    (found,) = followed(at=NOON)

    assert (found.told.claim, found.together_on) == (Claim.OURS, ago(40))
    assert found.told.first_time


def test_two_are_new_to_each_other_when_they_had_no_project_and_no_introduction(broker):
    one, other, third = make_person(), make_person(), make_person()
    share_project(one, other, since=ago(300))
    introduce(broker, one, other, asked=ago(50))
    introduce(broker, one, third, asked=ago(40))
    introduce(broker, third, one, asked=ago(30))

    assert figures().first_time == Part(1, 3)


@pytest.mark.parametrize("kept", ["proposed", "withdrawn"])
def test_a_project_that_did_not_begin_or_was_taken_down_is_none_of_theirs(broker, kept):
    one, other = make_person(), make_person()
    stage = {"stage": Stage.PROPOSED} if kept == "proposed" else {}
    older = share_project(one, other, since=ago(300), **stage)
    if kept == "withdrawn":
        take_down(older, by=make_team())
    introduce(broker, one, other, asked=ago(50))

    assert figures().first_time == Part(1, 1)


def test_who_said_yes_on_the_phone_knows_as_well(broker):
    introduce(broker, asked=ago(50), both=False)
    introduce(broker, asked=ago(50), both=False, accepted=ago(40))

    assert figures().made == 1


def test_who_meets_whom_is_of_all_whom_we_introduced_and_of_nobody_else(broker):
    firm, school = of_sectors("business"), of_sectors("education")
    introduce(broker, firm, school, asked=ago(50), agreement=ago(60))
    met = meet(broker, on=ago(80), logged=ago(80), written=ago(80), agreement=ago(70))
    share_project(*(side.actor for side in met.sides.all()), since=ago(60))
    share_project(*(side.actor for side in met.sides.all()), since=ago(40))

    mixing = figures().mixing
    assert (figures().left_out, mixing.total, mixing.known) == (1, 1, 1)
    assert (figures().first_time.of, figures().again) == (1, Part(0, 0))


def test_what_a_pair_begins_later_by_itself_is_counted_once_for_the_pair(broker):
    one, other, third = make_person(), make_person(), make_person()
    first = share_project(one, other, since=ago(80))
    introduce(broker, one, other, asked=ago(90), project=first)
    share_project(one, other, third, since=ago(40))
    share_project(one, other, since=ago(20))
    introduce(broker, one, third, asked=ago(90), agreement=ago(85))

    assert figures().again == Part(1, 2)


def test_pairs_are_across_sectors_more_often_or_less_than_by_lot(broker):
    firm, school, maker = of_sectors("business"), of_sectors("education"), of_sectors("creative")
    introduce(broker, firm, school, asked=ago(50))
    introduce(broker, firm, maker, asked=ago(40), agreement=ago(30))
    introduce(broker, firm, of_sectors("business", "creative"), asked=ago(40))
    introduce(broker, firm, make_person(), asked=ago(40))

    found = figures()

    assert (found.mixing.total, found.mixing.known, found.mixing.across) == (4, 3, 2)
    assert found.mixing.index == Fraction(1, 3)
    assert (found.mixing_together.known, found.mixing_together.across) == (1, 1)


def test_days_go_from_the_approved_brief_to_the_agreement(broker):
    for took in (10, 30, 90):
        brief = make_brief(broker, approved=ago(200))
        introduce(broker, asked=ago(199), brief=brief, agreement=ago(200 - took))
    introduce(broker, asked=ago(199), agreement=ago(10))

    assert figures().days == Days(30, 3)


def test_groups_are_by_origin_goal_sectors_and_broker_the_largest_first(broker):
    goal, colleague = make_goal(by=broker), make_team()
    brief = make_brief(broker, approved=ago(99))
    link_items(source=brief, verb=LinkVerb.SERVES_GOAL, target=goal, by=broker, now=NOON)
    firm, school = of_sectors("business"), of_sectors("education", "public")
    introduce(broker, firm, school, asked=ago(50), brief=brief, agreement=ago(40))
    introduce(broker, asked=ago(50))
    introduce(colleague, asked=ago(50))

    groups = figures().groups

    assert told(groups[By.ORIGIN]) == [(Origin.BROKER, 2, 0), (Origin.BRIEF, 1, 1)]
    assert told(groups[By.GOAL]) == [(str(goal.pk), 1, 1), ("none", 2, 0)]
    assert told(groups[By.SECTORS]) == [
        *(("business+education", 1, 1), ("business+public", 1, 1), ("unknown", 2, 0))
    ]
    assert told(groups[By.BROKER]) == [(str(broker.pk), 2, 1), (str(colleague.pk), 1, 0)]


def told(curves: tuple[Curve, ...]) -> list[tuple[str, int, int]]:
    return [(curve.key, curve.total, curve.together) for curve in curves]


def test_a_goal_that_not_everybody_may_see_is_no_group(broker):
    goal = make_goal(by=broker)
    goal.audience = "team"
    goal.save()
    made = introduce(broker, asked=ago(50))
    link_items(source=made, verb=LinkVerb.SERVES_GOAL, target=goal, by=broker, now=NOON)

    assert told(figures().groups[By.GOAL]) == [("none", 1, 0)]


@pytest.mark.parametrize("gone", ["shown later", "withdrawn"])
def test_a_goal_that_is_not_shown_now_is_no_group(broker, gone):
    goal = make_goal(by=broker)
    made = introduce(broker, asked=ago(50))
    link_items(source=made, verb=LinkVerb.SERVES_GOAL, target=goal, by=broker, now=NOON)
    if gone == "withdrawn":
        take_down(goal, by=make_team())
    else:
        goal.published_at = NOON + timedelta(days=1)
        goal.save()

    assert told(figures().groups[By.GOAL]) == [("none", 1, 0)]


def test_a_period_counts_what_began_in_it_and_what_came_of_that_later(broker):
    introduce(broker, asked=ago(50), agreement=ago(1))
    introduce(broker, asked=ago(100), agreement=ago(40))

    found = introduction_figures(since=ago(60), until=ago(45), at=NOON + timedelta(hours=1))

    assert (found.whole.total, found.whole.together) == (1, 1)


@pytest.mark.parametrize("count", [1, 30])
def test_it_costs_six_queries_however_many_there_are(broker, count):
    goal = make_goal(by=broker)
    for _number in range(count):
        one, other = of_sectors("business"), of_sectors("public")
        made = share_project(one, other, since=ago(10))
        link_items(source=made, verb=LinkVerb.SERVES_GOAL, target=goal, by=broker, now=NOON)
        introduce(broker, one, other, asked=ago(50), project=made)

    with Counter() as asked:
        found = figures()

    assert (asked.queries, found.whole.total) == (6, count)
