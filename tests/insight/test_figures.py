"""What figures count, and what they leave out."""

from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest
from django.utils import timezone

from gangmaker.actors.models import Actor, ActorSector
from gangmaker.insight.figures import Found, Row, Scope
from gangmaker.insight.registry import INDICATORS, indicator
from gangmaker.projects.models import Project
from gangmaker.trail.models import Item, LinkVerb, Party, Promise
from gangmaker.trail.operations import link_items
from tests.projects.plan_world import make_realised
from tests.world import (
    NOON,
    make_area,
    make_contribution,
    make_organisation,
    make_person,
    make_project,
    make_question,
    make_team,
)

pytestmark = pytest.mark.django_db

TODAY = NOON.date()
LATER = NOON + timedelta(days=1)
THIS_YEAR = Scope(date(2026, 1, 1), date(2027, 1, 1), LATER)


def compute(key: str, scope: Scope = THIS_YEAR) -> Found:
    found = indicator(key)
    assert found is not None
    return found.compute(scope)


def rows(found: Found) -> dict[str, int | None]:
    return {row.key: row.count for row in found.rows}


def _project(*parties: Actor, at: datetime = NOON, **new: Any) -> Project:
    project = make_project(published_at=at, **new)
    for party in parties:
        Party.objects.create(item=project, actor=party, role="partner")
    return project


def _with_sectors(*sectors: str) -> Actor:
    organisation = make_organisation()
    for sector in sectors:
        ActorSector.objects.create(actor=organisation, sector=sector)
    return organisation


def test_contributions_are_counted_by_form_and_an_idea_is_a_form():
    make_team()
    giver = make_person()
    for form, quantity in (("idea", None), ("time", 120), ("time", 60)):
        make_contribution(by=giver, form=form, quantity=quantity)

    found = compute("contributions_by_form")

    assert (found.value, rows(found)) == (Fraction(3), {"time": 2, "idea": 1})


def test_what_was_withdrawn_or_lies_outside_the_period_is_not_counted():
    make_team()
    giver = make_person()
    brought = make_contribution(by=giver)
    Item.objects.filter(pk=brought.item.pk).update(published_at=NOON - timedelta(days=400))

    assert compute("contributions_by_form").value == 0


def test_who_has_two_sectors_counts_in_both_and_who_has_none_is_unknown():
    make_team()
    giver, other = make_person(), make_person()
    for sector in ("business", "creative"):
        ActorSector.objects.create(actor=giver, sector=sector)
    make_contribution(by=giver)
    make_contribution(by=other)

    found = compute("contributions_by_sector")

    assert rows(found) == {"business": 1, "creative": 1, "unknown": 1}
    assert (found.known, found.total) == (1, 2)


def test_an_area_narrows_what_is_counted():
    make_team()
    menen, kortrijk = make_area("Menen"), make_area("Kortrijk")
    for area in (menen, menen, kortrijk):
        make_contribution(by=make_person(area=area))

    everywhere = compute("contributions_by_place")
    here = compute("contributions_by_form", Scope(THIS_YEAR.since, THIS_YEAR.until, LATER, "menen"))

    assert rows(everywhere) == {"menen": 2, "kortrijk": 1}
    assert here.value == 2


def test_groups_of_fewer_than_five_are_hidden_from_everybody_but_not_from_the_team():
    make_team()
    for _number in range(6):
        make_contribution(by=make_person(), form="idea")
    make_contribution(by=make_person(), form="space", quantity=1)

    found = compute("contributions_by_form")

    assert rows(found) == {"idea": 6, "space": 1}
    assert rows(found.for_everybody()) == {"idea": None, "space": None}
    assert found.for_everybody().value == 7


def test_an_answer_on_its_day_is_in_time_and_one_after_it_is_not():
    make_team()
    first, second = make_contribution(by=make_person()), make_contribution(by=make_person())
    due = timezone.localdate(NOON)
    for brought, kept in ((first, due), (second, due + timedelta(days=1))):
        act = brought.item.acts.first()
        Promise.objects.filter(pk=brought.promise.pk).update(
            made_on=due - timedelta(days=7), due_on=due, kept_on=kept, kept_by=act
        )

    in_time, days = compute("answered_in_time"), compute("days_until_answer")

    assert (in_time.value, in_time.rows) == (Fraction(50), (Row("idea", 1, of=2),))
    assert (days.value, days.known) == (Fraction(5), 2)


def test_an_idea_became_a_project_when_one_came_from_it_or_it_joined_one():
    broker = make_team()
    led, joined, alone = (make_contribution(by=make_person()).item for _number in range(3))
    project = make_project(by=broker)
    link_items(
        source=project,
        verb=LinkVerb.CAME_FROM,
        target=led,
        by=broker,
        now=NOON + timedelta(days=10),
    )
    link_items(
        source=joined,
        verb=LinkVerb.IS_PART_OF,
        target=project,
        by=broker,
        now=NOON + timedelta(days=4),
    )

    conversion, days = compute("idea_to_project"), compute("days_to_project")

    assert conversion.value == Fraction(200, 3)
    assert (days.value, days.known, days.total) == (Fraction(4), 2, 3)
    assert alone.pk


def test_a_hidden_project_is_not_told_by_a_figure():
    broker = make_team()
    idea = make_contribution(by=make_person()).item
    hidden = make_project(by=broker, audience="parties")
    link_items(source=hidden, verb=LinkVerb.CAME_FROM, target=idea, by=broker, now=NOON)

    assert compute("idea_to_project").value == 0
    assert compute("asleep").total == 0
    assert compute("territorial_spread").total == 0


def test_realised_projects_count_on_the_day_on_which_both_held():
    make_realised(ended_on=date(2025, 12, 31))
    make_realised(ended_on=TODAY)
    make_realised(ended_on=TODAY, audience="parties")

    found = compute("projects_realised")

    assert (found.value, rows(found)) == (Fraction(2), {"2026": 2})


def test_a_project_of_two_sectors_is_across_and_unknown_sectors_are_said():
    _project(_with_sectors("business"), _with_sectors("creative"))
    _project(_with_sectors("public"), _with_sectors("public"))
    _project(_with_sectors(), _with_sectors())
    _project(_with_sectors("business", "creative"))

    found = compute("across_sectors")

    assert (found.value, found.known, found.total) == (Fraction(50), 2, 3)


def test_partners_are_together_for_the_first_time_once():
    one, other, third = (make_organisation() for _number in range(3))
    _project(one, other, at=NOON - timedelta(days=500))
    _project(one, other, third, at=NOON)

    found = compute("first_time_together")

    assert (found.value, rows(found)) == (Fraction(200, 3), {"first_time": 2, "again": 1})


def _put_to_sleep(project, *, since):
    project.alive_on, project.asleep_since = since - timedelta(days=120), since
    project.save(update_fields=["alive_on", "asleep_since"])


def test_a_project_of_which_nobody_says_that_it_is_alive_is_asleep():
    _project()
    _put_to_sleep(_project(), since=TODAY)

    found = compute("asleep")

    assert (found.value, rows(found)) == (Fraction(50), {"awake": 1, "asleep": 1})


def test_what_fell_asleep_before_the_period_did_not_go_on_in_it():
    area = make_area("Menen")
    awake, fell, slept = _project(), _project(), _project()
    Item.objects.filter(pk__in=[awake.pk, fell.pk, slept.pk]).update(area=area)
    _put_to_sleep(fell, since=THIS_YEAR.since)
    _put_to_sleep(slept, since=THIS_YEAR.since - timedelta(days=1))

    found = compute("territorial_spread")

    assert rows(found) == {"menen": 2}


def test_the_spread_names_the_municipalities_without_a_project():
    menen, kortrijk = make_area("Menen"), make_area("Kortrijk")
    for _number in range(3):
        Item.objects.filter(pk=_project().pk).update(area=kortrijk)

    found = compute("territorial_spread")

    assert rows(found) == {"kortrijk": 3, "menen": 0}
    assert found.value == Fraction(1, 2)
    assert menen.pk


@pytest.mark.parametrize("one", INDICATORS, ids=lambda one: one.key)
def test_a_figure_of_nothing_is_nothing_and_has_its_inputs(one):
    found = one.compute(THIS_YEAR)

    assert found.value in (None, 0)
    assert found.known <= found.total
    assert list(found.inputs()) is not None
    assert str(one.definition).endswith(".")


@pytest.mark.parametrize("one", INDICATORS, ids=lambda one: one.key)
def test_a_figure_costs_the_same_queries_with_one_and_with_thirty(
    one, django_assert_max_num_queries
):
    broker = make_team()
    make_contribution(by=make_person(), target=make_question(owner=broker))
    _project(_with_sectors("business"), _with_sectors("creative"))
    with django_assert_max_num_queries(8) as few:
        one.compute(THIS_YEAR)
    for _number in range(5):
        make_contribution(by=make_person())
        _project(_with_sectors("business"), _with_sectors("creative"))

    with django_assert_max_num_queries(8) as many:
        one.compute(THIS_YEAR)

    assert len(few) == len(many)
