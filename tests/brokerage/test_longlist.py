"""Who fits a brief: over real rows, beside the same arithmetic one by one."""

import random
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from gangmaker.actors.models import Actor, AgeGroup, MembershipRole
from gangmaker.brokerage.models import Brief, CandidateState, IntroductionState
from gangmaker.brokerage.operations.candidates import OfWhoAsks, shortlist
from gangmaker.brokerage.queries import longlist as module
from gangmaker.brokerage.queries.fitting import what_fits
from gangmaker.brokerage.queries.herself import herself
from gangmaker.brokerage.queries.longlist import longlist
from gangmaker.brokerage.queries.profiles import worth_now
from gangmaker.concepts.models import ActorConcept, Concept, MeaningState
from gangmaker.core.brokerage.fit import Kind, Lack, Reason, fit
from gangmaker.core.brokerage.weights import WEIGHTS
from gangmaker.trail.models import Withdrawal
from tests.brokerage.rows import (
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
    make_organisation,
    make_person,
    make_team,
    suspend,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def names(brief: Brief, **asked: object) -> list[str]:
    return [row.name for row in longlist(brief, at=NOON, **asked).rows]  # type: ignore[arg-type]


def test_a_candidate_comes_with_every_reason_and_with_what_is_missing():
    weaving, jacquard, flax = (make_concept(key) for key in ("weaving", "jacquard", "flax"))
    make_broader(jacquard, weaving)
    asker = make_organisation("Weverij, Menen")
    asker.sectors.create(sector="business")
    brief = make_brief(
        on_behalf_of=asker,
        concepts=[weaving, flax],
        forms=["time", "space"],
        languages=["nl", "fr"],
        sectors=["creative", "education"],
        by_when=date(2027, 1, 1),
        area=make_area(),
    )
    designer = make_available(
        jacquard,
        name="Textielontwerper, Kortrijk",
        forms=["time"],
        sectors=["creative"],
        languages=["nl"],
        words=["jacquardweefsels"],
        hours_a_month=10,
        free_from=date(2026, 12, 1),
        area=make_area(),
    )

    found = longlist(brief, at=NOON)

    [row] = found.rows
    assert (row.slug, row.name, row.place, row.points) == (
        designer.slug, "Textielontwerper, Kortrijk", "Kortrijk", 156,
    )  # fmt: skip
    assert row.fit.reasons == (
        Reason(Kind.NARROWER, 80, concept=weaving.pk, by=jacquard.pk),
        Reason(Kind.FORM, 8, value="time"),
        Reason(Kind.LANGUAGE, 8, value="nl"),
        Reason(Kind.SECTOR, 8, value="creative"),
        Reason(Kind.SAME_PLACE, 8),
        Reason(Kind.IN_TIME, 6),
        Reason(Kind.HOURS, 4, value="10"),
        Reason(Kind.ROOM, 10, value="3"),
        Reason(Kind.FIRST_TIME, 12),
        Reason(Kind.BRIDGE, 12, value="creative"),
    )
    assert row.fit.missing == (Lack(Kind.EXACT, flax.pk), Lack(Kind.FORM, value="space"))
    assert row.words == {jacquard.pk: ("jacquardweefsels",)}
    assert (found.considered, found.available) == (1, 1)


def test_an_organisation_is_proposed_like_a_person_and_so_is_a_team_without_a_number():
    weaving, asked = make_concept(), make_concept("dyeing")
    mill = make_organisation("Weverij, Menen")
    Actor.objects.filter(pk=mill.pk).update(enterprise_number="0477472701")
    team = make_organisation("Ploeg van vier, Kortrijk")
    make_available(weaving, actor=mill)
    make_available(weaving, asked, actor=team)
    make_available(weaving, name="Wever, Menen")
    brief = make_brief(concepts=[weaving, asked])

    assert set(names(brief)) == {"Weverij, Menen", "Ploeg van vier, Kortrijk", "Wever, Menen"}
    assert names(brief)[0] == "Ploeg van vier, Kortrijk"


def test_only_who_said_so_may_be_proposed_and_never_a_minor_or_who_is_suspended_or_claimed():
    weaving, team = make_concept(), make_team()
    make_available(weaving, name="Wever, Menen")
    minor = make_available(weaving, name="Scholier, Menen")
    Actor.objects.filter(pk=minor.pk).update(age_group=AgeGroup.MINOR)
    suspend(make_available(weaving, name="Drukker, Menen"), by=team)
    merged = make_available(weaving, name="Wever, Kortrijk")
    Actor.objects.filter(pk=merged.pk).update(claimed_by=make_person())
    gone = make_available(weaving, name="Breier, Menen")
    gone.availability.delete()
    unsure = make_available(weaving, name="Naaier, Menen")
    ActorConcept.objects.filter(actor=unsure).update(
        state=MeaningState.SUGGESTED, decided_by=None, decided_at=None
    )
    brief = make_brief(concepts=[weaving])

    assert names(brief) == ["Wever, Menen"]
    assert names(brief, limit=1) == ["Wever, Menen"]


def test_nobody_of_who_asks_and_nobody_who_was_considered_comes_up():
    weaving = make_concept()
    asker, organisation = make_person("Bedrijfsleider, Menen"), make_organisation()
    colleague = make_available(weaving, name="Collega, Menen")
    make_membership(colleague, organisation, MembershipRole.MEMBER)
    make_available(weaving, actor=asker)
    make_available(weaving, actor=organisation)
    brief = make_brief(by=asker, on_behalf_of=organisation, concepts=[weaving])
    shortlisted, dropped, introduced, _free = (
        make_available(weaving, name=name) for name in ("Een", "Twee", "Drie", "Vier")
    )
    make_candidate(brief, shortlisted)
    make_candidate(brief, dropped, state=CandidateState.DROPPED)
    make_introduced(introduced, asker, brief=brief)

    found = longlist(brief, at=NOON)

    assert [row.name for row in found.rows] == ["Vier"]
    assert {pk: row.name for pk, row in found.also.items()} == {
        shortlisted.pk: "Een", dropped.pk: "Twee",
    }  # fmt: skip


def test_who_has_as_much_as_she_wants_waits_and_who_has_some_has_less_room():
    weaving, other = make_concept(), make_person()
    full = make_available(weaving, name="Vol", at_once=1)
    busy = make_available(weaving, name="Bezig", at_once=4)
    done = make_available(weaving, name="Klaar", at_once=1)
    make_introduced(full, other, state=IntroductionState.ASKED)
    make_introduced(busy, other, state=IntroductionState.ASKED)
    make_introduced(done, other, state=IntroductionState.RESULT)

    rows = {row.name: row for row in longlist(make_brief(concepts=[weaving]), at=NOON).rows}

    assert sorted(rows) == ["Bezig", "Klaar"]
    assert Reason(Kind.ROOM, 7, value="3") in rows["Bezig"].fit.reasons
    assert Reason(Kind.ROOM, 10, value="1") in rows["Klaar"].fit.reasons
    assert rows["Klaar"].last_introduced == NOON.date()


@pytest.mark.parametrize("named", ["herself", "her other record"])
def test_what_was_done_under_another_record_of_hers_is_hers(named: str):
    weaving, other = make_concept(), make_person()
    person = make_available(weaving, at_once=2)
    record = _claimed_by(person) if named == "her other record" else person
    make_introduced(record, other, state=IntroductionState.ASKED)
    make_introduced(record, other, state=IntroductionState.ENDED, on=date(2026, 3, 1))
    make_candidate(make_brief(), record)

    [row] = longlist(make_brief(concepts=[weaving]), at=NOON).rows

    member = row.fit.member
    assert (member.open, member.proposals, member.last_introduced) == (1, 3, date(2026, 3, 1))
    assert herself(person, at=NOON, weights=WEIGHTS).member == member


def test_nobody_is_proposed_for_what_another_record_of_hers_asks_or_was_considered_for():
    weaving, house, record = make_concept(), make_organisation(), make_organisation()
    person = make_available(weaving)
    paper = _claimed_by(person)
    Actor.objects.filter(pk=record.pk).update(claimed_by=house)
    make_membership(paper, house, MembershipRole.MEMBER)
    asked: dict[str, Any] = {"concepts": [weaving], "audience": "members"}
    hers, of_her_house = make_brief(by=paper, **asked), make_brief(on_behalf_of=record, **asked)
    considered, introduced = make_brief(**asked), make_brief(**asked)
    make_candidate(considered, paper, state=CandidateState.DROPPED)
    make_introduced(paper, make_person(), brief=introduced)

    found = [names(brief) for brief in (hers, of_her_house, considered, introduced)]

    assert found == [[], [], [], []]
    fitting = what_fits(person, viewer=person, at=NOON)
    assert [row.item for row in fitting.rows] == [considered.pk]
    for brief in (hers, of_her_house):
        with pytest.raises(OfWhoAsks):
            shortlist(brief=brief, actor=person, by=make_team(), now=NOON)


def _claimed_by(person: Actor) -> Actor:
    record = make_person()
    record.claimed_by = person
    record.save()
    return record


def test_an_introduction_that_was_withdrawn_takes_no_room_and_introduced_nobody():
    weaving = make_concept()
    person = make_available(weaving, at_once=1)
    brief = make_brief(concepts=[weaving], audience="members")
    mistake = make_introduced(person, make_person(), brief=brief)

    before = names(brief)
    Withdrawal.objects.create(item=mistake, by=mistake.by, at=NOON)

    assert before == []
    [row] = longlist(brief, at=NOON).rows
    assert (row.fit.member.open, row.fit.member.last_introduced) == (0, None)
    assert [each.brief for each in worth_now(at=NOON)] == [brief.pk]
    [fitting] = what_fits(person, viewer=person, at=NOON).rows
    assert fitting.fit.points == row.points


def test_who_was_proposed_for_other_briefs_lately_comes_later():
    weaving = make_concept()
    often, seldom, here, long_ago = (
        make_available(weaving, name=name) for name in ("Vaak", "Een keer", "Hier", "Lang geleden")
    )
    brief, year = make_brief(concepts=[weaving]), timedelta(days=366)
    for _time in range(3):
        make_candidate(make_brief(), often)
    make_introduced(seldom, make_person(), state=IntroductionState.PROPOSED)
    both = make_brief()
    make_candidate(both, often)
    make_introduced(often, make_person(), brief=both, state=IntroductionState.PROPOSED)
    make_candidate(make_brief(), long_ago, at=NOON - year)
    make_candidate(brief, here)

    found = longlist(brief, at=NOON)

    off = {row.name: row.fit.member.proposals for row in [*found.rows, *found.also.values()]}
    assert off == {"Vaak": 4, "Een keer": 1, "Hier": 0, "Lang geleden": 0}
    assert [row.name for row in found.rows] == ["Lang geleden", "Een keer", "Vaak"]


def test_other_weights_make_another_order_and_the_reasons_say_so():
    weaving = make_concept()
    make_available(weaving, name="Nieuw")
    known = make_available(weaving, name="Bekend", sectors=["education"])
    make_introduced(known, make_person(), state=IntroductionState.DECLINED)
    brief = make_brief(concepts=[weaving], sectors=["education"])
    other = replace(WEIGHTS, first_time=1, sector=30)

    assert names(brief) == ["Nieuw", "Bekend"]
    assert names(brief, weights=other) == ["Bekend", "Nieuw"]
    [first, _second] = longlist(brief, at=NOON, weights=other).rows
    assert Reason(Kind.SECTOR, 30, value="education") in first.fit.reasons


def test_a_brief_without_concepts_proposes_nobody():
    make_available(make_concept())

    found = longlist(make_brief(), at=NOON)

    assert (found.rows, found.considered, found.available) == ((), 0, 1)


@pytest.mark.parametrize(("few", "many"), [(0, 0), (0, 5_000), (50, 5_000)])
def test_in_a_crowd_the_first_are_those_of_one_by_one(few: int, many: int, monkeypatch):
    """They are 0 where very many are in a tie: then they are looked for by their public id."""
    monkeypatch.setattr(module, "FEW", few)
    monkeypatch.setattr(module, "MANY", many)
    draw = random.Random(7)
    concepts = [make_concept(f"concept-{number}") for number in range(6)]
    make_broader(concepts[1], concepts[0])
    people = [_somebody(draw, concepts, number) for number in range(40)]
    for person in draw.sample(people, 12):
        on = date(2026, draw.randint(1, 3), 1)
        make_introduced(person, make_person(), state=IntroductionState.DECLINED, on=on)
    Actor.objects.filter(pk__in=[each.pk for each in people[::7]]).update(age_group="minor")
    brief = make_brief(concepts=concepts[:3], forms=["time"], sectors=["creative"])

    every = longlist(brief, at=NOON, limit=1000)

    again = [fit(every.ask, row.fit.member) for row in every.rows]
    assert [each and each.points for each in again] == [row.points for row in every.rows]
    assert [row.fit.order for row in every.rows] == sorted(row.fit.order for row in every.rows)
    for limit in (1, 3, 10):
        assert longlist(brief, at=NOON, limit=limit).rows == every.rows[:limit]


def test_of_many_in_a_tie_whose_introduction_is_longest_ago_comes_first(monkeypatch):
    monkeypatch.setattr(module, "FEW", 0)
    weaving = make_concept()
    people = sorted((make_available(weaving) for _n in range(4)), key=lambda each: each.public_id)
    for days, person in enumerate(people):
        on = NOON.date() - timedelta(days=days)
        year_ago = NOON - timedelta(days=366)
        make_introduced(
            person, make_person(), state=IntroductionState.DECLINED, on=on, created_at=year_ago
        )

    found = longlist(make_brief(concepts=[weaving]), at=NOON, limit=2)

    assert [row.actor for row in found.rows] == [people[3].pk, people[2].pk]


def _somebody(draw: random.Random, concepts: list[Concept], number: int) -> Actor:
    return make_available(
        *draw.sample(concepts, 2),
        name=f"Iemand {number}",
        forms=draw.choice([["time"], []]),
        sectors=draw.choice([["creative"], []]),
    )


@pytest.mark.parametrize("many", [1, 30])
def test_four_queries_however_many(many: int, django_assert_num_queries: DjangoAssertNumQueries):
    weaving = make_concept()
    for number in range(many):
        make_available(weaving, name=f"Wever {number}", area=make_area())
    brief = Brief.objects.select_related("by__area", "on_behalf_of__area", "area").get(
        pk=make_brief(concepts=[weaving]).pk
    )

    with django_assert_num_queries(4):
        found = longlist(brief, at=NOON)

    assert len(found.rows) == many
