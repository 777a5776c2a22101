"""The four figures of introductions count what the page of introductions counts."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from gangmaker.actors.models import Actor
from gangmaker.insight.figures import Found, Scope
from gangmaker.insight.indicators.labels import label_of
from gangmaker.insight.registry import indicator
from tests.brokerage.figures_world import ago, introduce, make_brief, meet, share_project
from tests.world import NOON, make_person, make_team

pytestmark = pytest.mark.django_db

THIS_YEAR = Scope(date(2026, 1, 1), date(2027, 1, 1), NOON + timedelta(days=1))


@pytest.fixture
def broker() -> Actor:
    return make_team()


def compute(key: str, scope: Scope = THIS_YEAR) -> Found:
    found = indicator(key)
    assert found is not None
    assert found.whole_region
    return found.compute(scope)


def rows(found: Found) -> dict[str, int | None]:
    return {row.key: row.count for row in found.rows}


def test_an_introduction_is_made_when_both_know(broker):
    introduce(broker, asked=ago(50))
    introduce(broker, asked=ago(50), brief=make_brief(broker, approved=ago(60)))
    introduce(broker, asked=ago(50), both=False)
    introduce(broker, asked=date(2025, 12, 31))
    meet(broker, on=ago(30), logged=ago(30), written=ago(30))

    found = compute("introductions_made")

    assert (found.value, rows(found)) == (Fraction(2), {"from_brief": 1, "from_broker": 1})


def test_few_introductions_are_not_told_apart_to_everybody(broker):
    introduce(broker, asked=ago(50))

    assert rows(compute("introductions_made").for_everybody()) == {"from_broker": None}


def test_what_was_asked_and_agreed_after_it_became_a_collaboration(broker):
    introduce(broker, asked=ago(50), agreement=ago(20))
    introduce(broker, asked=ago(50), declined=ago(40))
    introduce(broker, asked=ago(50), both=False)
    introduce(broker, asked=ago(50), written=ago(10), agreement=ago(20))

    found = compute("introductions_agreed")

    assert found.value == Fraction(100, 3)
    assert rows(found) == {"together": 1, "not_together": 2}
    assert (found.known, found.total) == (3, 4)


def test_days_are_of_the_agreements_of_the_period(broker):
    for approved, agreed in ((100, 70), (100, 50), (900, 800)):
        brief = make_brief(broker, approved=ago(approved))
        introduce(broker, asked=ago(approved - 1), brief=brief, agreement=ago(agreed))
    introduce(broker, asked=ago(60), agreement=ago(50))

    found = compute("days_brief_to_agreement")

    assert (found.value, found.known, found.total) == (Fraction(30), 2, 3)


def test_what_was_agreed_before_or_by_themselves_owes_nothing_to_us(broker):
    introduce(broker, asked=ago(50), agreement=ago(60))
    meet(broker, on=ago(50), logged=ago(50), written=ago(50), agreement=ago(40))

    assert compute("days_brief_to_agreement").total == 0
    assert compute("again_without_us").known == 0


def test_a_pair_that_goes_on_by_itself_counts_once(broker):
    one, other = make_person(), make_person()
    introduce(broker, one, other, asked=ago(90), agreement=ago(80))
    introduce(broker, asked=ago(90), agreement=ago(80))
    for days in (70, 40, 30):
        share_project(one, other, since=ago(days))

    found = compute("again_without_us")

    assert (found.value, rows(found)) == (Fraction(1), {"by_themselves": 1, "once": 1})


def test_every_group_has_words(broker):
    introduce(broker, asked=ago(90), agreement=ago(80), brief=make_brief(broker, approved=ago(95)))
    keys = ("introductions_made", "introductions_agreed", "again_without_us")

    groups = [key for name in keys for key in rows(compute(name))]

    assert [key for key in groups if label_of(key).lower() == key] == []
