"""What a broker could do today: complete a profile, make an introduction."""

from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from gangmaker.actors.models import Actor, Direction, Exchange
from gangmaker.brokerage.models import Brief, CandidateState, IntroductionState
from gangmaker.brokerage.queries.profiles import (
    Lack,
    Unfinished,
    WorthMaking,
    look_for_worth_making,
    profiles_to_complete,
    worth_making,
)
from gangmaker.concepts.models import ActorConcept, Concept
from gangmaker.concepts.queries import Named
from tests.brokerage.rows import make_available, make_brief, make_candidate, make_introduced
from tests.world import NOON, make_concept, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

LATER = NOON + timedelta(days=8)


def writes(actor: Actor, **suggested: object) -> None:
    Exchange.objects.create(actor=actor, direction=Direction.OFFERS, text="Ik weef linnen.")
    ActorConcept.objects.create(
        actor=actor,
        direction=Direction.OFFERS,
        concept=make_concept(f"linen-{actor.pk}"),
        suggested_at=NOON,
        **suggested,
    )


def make_concept_of(brief: Brief) -> Concept:
    return Concept.objects.get(itemconcept__item=brief)


def test_each_lack_is_told_who_is_available_first_and_nobody_in_her_first_week():
    weaving = make_concept()
    quiet = make_available(name="Beschikbaar")
    make_available(weaving, name="Volledig")
    unasked = make_available(weaving, name="Bevestigd")
    unasked.availability.delete()
    wrote = make_person("Schreef")
    writes(wrote)

    found = profiles_to_complete(at=LATER)
    at_once = profiles_to_complete(at=NOON + timedelta(days=6))

    assert found == [
        Unfinished(quiet.slug, "Beschikbaar", Lack.CONCEPTS),
        Unfinished(unasked.slug, "Bevestigd", Lack.AVAILABILITY),
        Unfinished(wrote.slug, "Schreef", Lack.CONFIRMED),
    ]
    assert at_once == []
    assert profiles_to_complete(at=LATER, limit=1) == found[:1]


def test_nobody_who_may_not_be_proposed_is_spoken_to():
    people = [make_available(name="Beschikbaar") for _number in range(2)]
    Actor.objects.filter(pk=people[0].pk).update(age_group="minor")
    Actor.objects.filter(pk=people[1].pk).update(claimed_by=make_person())

    assert profiles_to_complete(at=LATER) == []


def test_an_open_brief_that_nobody_was_introduced_for_names_the_first_who_fits():
    weaving = make_concept("weaving")
    brief = make_brief(concepts=[weaving], title="Wie weeft?")
    first = make_available(weaving, name="Eerste", forms=["time"])
    second = make_available(weaving, name="Tweede", sectors=["creative"])
    make_introduced(second, make_person(), state=IntroductionState.DECLINED)
    done = make_brief(concepts=[weaving])
    make_introduced(make_person(), make_person(), brief=done)
    make_brief(concepts=[weaving], ended_at=NOON, end="found")
    make_brief(concepts=[weaving], approved_at=None, approved_by=None)
    make_brief()

    before = worth_making(at=NOON, language="nl")
    look_for_worth_making(now=NOON)
    found = worth_making(at=NOON, language="nl")

    assert before == []
    name = weaving.names.get(preferred=True, language="nl").text
    [one] = found
    assert (one.brief_slug, one.brief_title, one.candidate_slug) == (
        brief.slug,
        "Wie weeft?",
        first.slug,
    )
    assert one == WorthMaking(
        brief_slug=brief.slug,
        brief_title="Wie weeft?",
        brief_language="nl",
        candidate_slug=first.slug,
        candidate_name="Eerste",
        points=one.points,
        concepts=(Named(weaving.pk, "weaving", name, "nl"),),
    )


def test_who_was_considered_and_left_out_is_not_named_again():
    weaving = make_concept()
    brief = make_brief(concepts=[weaving])
    make_candidate(brief, make_available(weaving), state=CandidateState.DROPPED)

    look_for_worth_making(now=NOON)

    assert worth_making(at=NOON, language="nl") == []


def test_what_does_not_hold_any_more_is_not_told_though_nobody_looked_again():
    weaving = make_concept()
    left, shortlisted, introduced, stays = (
        (make_brief(concepts=[make_concept(f"technique-{number}")]), number) for number in range(4)
    )
    people = {
        number: make_available(make_concept_of(brief), weaving)
        for brief, number in (left, shortlisted, introduced, stays)
    }
    look_for_worth_making(now=NOON)

    people[0].availability.delete()
    make_candidate(shortlisted[0], people[1])
    make_introduced(people[2], make_person(), brief=introduced[0])

    told = worth_making(at=NOON, language="nl", limit=9)
    assert [one.candidate_slug for one in told] == [people[3].slug]


@pytest.mark.parametrize("many", [3, 30])
def test_the_queries_are_known_however_many(
    many: int, django_assert_max_num_queries: DjangoAssertNumQueries
):
    weaving = make_concept()
    for number in range(many):
        make_brief(concepts=[weaving], title=f"Vraag {number}")
        make_available(weaving, name=f"Wever {number}")

    look_for_worth_making(now=NOON)

    with django_assert_max_num_queries(4):
        found = worth_making(at=NOON, language="nl", limit=3)

    assert len(found) == 3
