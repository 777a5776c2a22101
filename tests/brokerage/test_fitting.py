"""What fits somebody is counted as whom a brief proposes: the same points, the other way round."""

import random
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from gangmaker.actors.models import Actor, MembershipRole
from gangmaker.brokerage.models import IntroductionState
from gangmaker.brokerage.queries.fitting import what_fits
from gangmaker.brokerage.queries.longlist import longlist
from gangmaker.concepts.models import Concept, ItemConcept
from gangmaker.core.brokerage.fit import Kind, Reason
from gangmaker.core.brokerage.weights import WEIGHTS, Weights
from gangmaker.projects.models import Stage
from gangmaker.trail.models import Item, Party
from tests.brokerage.rows import (
    confirmed,
    make_available,
    make_brief,
    make_broader,
    make_candidate,
    make_introduced,
)
from tests.world import (
    NOON,
    make_area,
    make_concept,
    make_membership,
    make_need,
    make_organisation,
    make_person,
    make_project,
    make_question,
    make_team,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def points(actor: Actor, **asked: object) -> dict[int, int]:
    found = what_fits(actor, viewer=actor, at=NOON, **asked)  # type: ignore[arg-type]
    return {row.item: row.fit.points for row in found.rows}


def about(item: Item, *concepts: Concept) -> Item:
    for concept in concepts:
        ItemConcept.objects.create(item_id=item.pk, concept=concept, **confirmed(item.by))
    return item


def test_the_points_and_the_reasons_are_those_of_the_longlist():
    draw = random.Random(5)
    areas = [make_area("Kortrijk"), make_area("Menen")]
    concepts = [make_concept(f"concept-{number}") for number in range(5)]
    make_broader(concepts[1], concepts[0])
    make_broader(concepts[2], concepts[0])
    people = [
        make_available(
            *draw.sample(concepts, 2),
            area=draw.choice([None, *areas]),
            forms=draw.choice([["time", "space"], ["expertise"], []]),
            sectors=draw.choice([["creative"], ["business", "public"], []]),
            languages=draw.choice([["nl"], ["fr", "nl"]]),
            hours_a_month=draw.choice([None, 4, 12]),
            free_from=draw.choice([None, date(2027, 3, 1)]),
            at_once=2,
        )
        for _number in range(8)
    ]
    asker = make_organisation("Weverij")
    asker.sectors.create(sector="business")
    briefs = [
        make_brief(
            concepts=draw.sample(concepts, draw.randint(1, 3)),
            on_behalf_of=draw.choice([None, asker]),
            audience="members",
            area=draw.choice([None, *areas]),
            forms=draw.choice([["time"], ["expertise", "space"], []]),
            languages=draw.choice([["fr"], []]),
            sectors=draw.choice([["creative"], []]),
            by_when=draw.choice([None, date(2027, 1, 1)]),
        )
        for _number in range(6)
    ]
    make_candidate(briefs[0], people[0])
    make_candidate(briefs[1], people[0])
    make_introduced(people[1], make_person(), state=IntroductionState.ASKED)
    make_introduced(people[2], make_person(), state=IntroductionState.RESULT)

    proposed: dict[tuple[int, int], tuple[int, tuple[Reason, ...]]] = {}
    for brief in briefs:
        found = longlist(brief, at=NOON)
        for row in (*found.rows, *found.also.values()):
            proposed[row.actor, brief.pk] = (row.points, row.fit.reasons)
    fitting = {
        (person.pk, row.item): (row.fit.points, row.fit.reasons)
        for person in people
        for row in what_fits(person, viewer=person, at=NOON).rows
    }

    assert len(proposed) > 10
    assert fitting == proposed


@pytest.mark.parametrize("many", [0, 5_000])
def test_of_many_the_first_are_the_same_however_few_are_asked_for(many: int, monkeypatch):
    """Also where very many are in a tie: then they are looked for in their order."""
    monkeypatch.setattr("gangmaker.brokerage.queries.fitting.MANY", many)
    draw = random.Random(3)
    concepts = [make_concept(f"concept-{number}") for number in range(4)]
    person = make_available(*concepts[:3], sectors=["creative"], forms=["time"])
    for number in range(15):
        brief = make_brief(
            concepts=draw.sample(concepts, draw.randint(1, 3)),
            audience="members",
            forms=draw.choice([["time"], []]),
            sectors=draw.choice([["creative"], []]),
            by_when=draw.choice([None, date(2027, 1, 1)]),
        )
        shown = NOON - timedelta(days=number % 4)
        Item.objects.filter(pk=brief.pk).update(published_at=shown)
    for number in range(6):
        needs = [make_need()] if number % 2 else []
        about(make_question(needs=needs), *draw.sample(concepts, 2))

    every = what_fits(person, viewer=person, at=NOON, limit=1000)
    for limit in range(1, every.found):
        some = what_fits(person, viewer=person, at=NOON, limit=limit)

        assert some.rows == every.rows[:limit]
        assert some.found == every.found
    assert len({row.order[:2] for row in every.rows}) < len(every.rows)


def test_of_the_same_points_what_ends_soonest_comes_first_and_other_weights_make_another_order():
    weaving = make_concept()
    person = make_available(weaving, sectors=["creative"], free_from=date(2027, 5, 1))
    facts: dict[str, Any] = {"concepts": [weaving], "audience": "members"}
    late = make_brief(**facts, by_when=date(2027, 2, 1))
    soon = make_brief(**facts, by_when=date(2027, 1, 1))
    whenever = make_brief(**facts, sectors=["creative"])

    assert list(points(person)) == [whenever.pk, soon.pk, late.pk]
    assert list(points(person, weights=replace(WEIGHTS, sector=0))) == [
        soon.pk,
        late.pk,
        whenever.pk,
    ]


def test_open_questions_and_projects_that_ask_for_something_fit_as_well():
    weaving, broker = make_concept(), make_team()
    person = make_available(weaving, forms=["time"])
    question = about(make_question(owner=broker, needs=[make_need()]), weaving)
    closed = make_question(owner=broker)
    about(closed, weaving)
    closed.closes_on = NOON.date() - timedelta(days=1)
    closed.save()
    project = about(make_project(by=broker, stage=Stage.RUNNING), weaving)
    asks_nothing, asleep, hers = (
        about(make_project(by=broker, stage=Stage.RUNNING), weaving) for _number in range(3)
    )
    for one in (project, asleep, hers):
        one.needs.create(form="space", level="operational", unit="items", quantity=1)
    Item.objects.filter(pk=asleep.pk).update(asleep_since=NOON.date() + timedelta(days=1))
    Party.objects.create(item=hers, actor=person)

    found = what_fits(person, viewer=person, at=NOON)

    assert {row.item for row in found.rows} == {question.pk, project.pk}
    left_out = {closed.pk, asks_nothing.pk, asleep.pk, hers.pk}
    assert left_out & {row.item for row in found.rows} == set()
    assert Reason(Kind.FORM, 8, value="time") in found.rows[0].fit.reasons


def test_only_what_is_open_and_what_the_reader_may_see():
    weaving = make_concept()
    members: dict[str, Any] = {"audience": "members"}
    person = make_available(weaving)
    seen = make_brief(concepts=[weaving], **members)
    make_brief(concepts=[weaving], audience="parties")
    make_brief(concepts=[weaving], audience="team")
    make_brief(concepts=[weaving], **members, approved_at=None, approved_by=None)
    make_brief(concepts=[weaving], **members, ended_at=NOON, end="found")
    promised = make_brief(concepts=[weaving], audience="parties")
    Party.objects.create(item=promised, actor=person)

    assert set(points(person)) == {seen.pk, promised.pk}


def test_nothing_of_her_own_of_her_house_or_in_which_she_is_already():
    weaving, house = make_concept(), make_organisation()
    person = make_available(weaving)
    make_membership(person, house, MembershipRole.MEMBER)
    members: dict[str, Any] = {"concepts": [weaving], "audience": "members"}
    make_brief(by=person, **members)
    make_brief(on_behalf_of=house, **members)
    met = make_brief(**members)
    make_introduced(person, make_person(), brief=met)

    assert points(person) == {}


def test_who_is_full_sees_what_would_fit_and_who_is_not_available_as_well():
    weaving = make_concept()
    full = make_available(weaving, at_once=1)
    make_introduced(full, make_person(), state=IntroductionState.ASKED)
    quiet = make_available(weaving)
    quiet.availability.delete()
    brief = make_brief(concepts=[weaving], audience="members")

    found = [what_fits(one, viewer=one, at=NOON) for one in (full, quiet)]

    assert [(one.herself.is_full, one.herself.available) for one in found] == [
        (True, True),
        (False, False),
    ]
    assert [[row.item for row in one.rows] for one in found] == [[brief.pk]] * 2


def test_without_a_confirmed_concept_nothing_fits_and_only_what_is_new_is_new():
    weaving, nobody = make_concept(), make_available()
    person = make_available(weaving)
    brief = make_brief(concepts=[weaving], audience="members")

    assert points(nobody) == {}
    assert points(person, since=NOON) == {brief.pk: points(person)[brief.pk]}
    assert points(person, since=NOON + timedelta(seconds=1)) == {}


@pytest.mark.parametrize("many", [1, 30])
def test_three_queries_however_many(many: int, django_assert_num_queries: DjangoAssertNumQueries):
    weaving = make_concept()
    person = make_available(weaving, area=make_area())
    for number in range(many):
        make_brief(concepts=[weaving], audience="members", title=f"Vraag {number}")
    person = Actor.objects.select_related("area").get(pk=person.pk)
    assert person.roles == person.organisation_roles.keys() == frozenset()

    with django_assert_num_queries(3):
        found = what_fits(person, viewer=person, at=NOON, weights=Weights())

    assert found.found == many
