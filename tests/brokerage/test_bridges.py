"""Which sectors and concepts never meet, over real rows."""

import pytest
from pytest_django import DjangoAssertNumQueries

from gangmaker.actors.models import Actor, Direction
from gangmaker.brokerage.models import Answer, Encounter, Side
from gangmaker.brokerage.queries.bridges import missing_bridges, who_met
from gangmaker.concepts.models import ActorConcept, Concept
from gangmaker.core.brokerage.bridges import Connects, MissingPair, two
from gangmaker.projects.models import Stage
from gangmaker.trail.models import Party
from tests.brokerage.rows import confirmed, make_available, make_introduced
from tests.world import NOON, make_concept, make_person, make_project, make_team

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def make_maker(sector: str, *offers: Concept, seeks: Concept | None = None) -> Actor:
    actor = make_available(*offers, sectors=[sector])
    if seeks is not None:
        wants(actor, seeks)
    return actor


def wants(actor: Actor, concept: Concept) -> None:
    ActorConcept.objects.create(
        actor=actor, concept=concept, direction=Direction.SEEKS, **confirmed(actor)
    )


def meet(one: Actor, other: Actor) -> None:
    Encounter.objects.create(one=one, other=other, on=NOON.date(), by=make_team(), at=NOON)


def test_two_met_in_an_introduction_with_two_yeses_in_a_project_or_by_themselves():
    people = [make_person() for _number in range(8)]
    yes = make_introduced(people[0], people[1])
    half = make_introduced(people[0], people[2])
    Side.objects.filter(introduction=yes).update(answer=Answer.YES, answered_at=NOON)
    Side.objects.filter(introduction=half, position=0).update(answer=Answer.YES, answered_at=NOON)
    work = make_project(by=make_team(), stage=Stage.RUNNING)
    plan = make_project(by=make_team(), stage=Stage.PROPOSED)
    Party.objects.all().delete()
    for project, some in ((work, people[3:5]), (plan, people[5:7])):
        for actor in some:
            Party.objects.create(item=project, actor=actor)
    meet(people[6], people[7])

    assert who_met() == {
        two(people[0].pk, people[1].pk),
        two(people[3].pk, people[4].pk),
        two(people[6].pk, people[7].pk),
    }


def test_records_of_one_person_are_one():
    one, other, again = make_person(), make_person(), make_person()
    Actor.objects.filter(pk=again.pk).update(claimed_by=one)
    meet(again, other)

    assert who_met() == {two(one.pk, other.pk)}


def test_sectors_with_something_for_each_other_and_who_could_connect_them():
    weaving = make_concept("weaving")
    weaver = make_maker("creative", weaving)
    factory = make_maker("business", seeks=weaving)
    make_maker("education", make_concept("signs"), seeks=weaving)
    meet(weaver, factory)
    between = make_maker("creative", weaving)
    between.sectors.create(sector="education")

    found = missing_bridges()

    assert found.met == {("business", "creative"): 1}
    assert found.pairs == (
        MissingPair(("business", "education"), 0, (weaving.pk,)),
        MissingPair(("creative", "education"), 0, (weaving.pk,)),
        MissingPair(("business", "creative"), 1, (weaving.pk,)),
    )
    assert found.connecting[:2] == (
        (),
        (Connects(between.pk, 7, ("creative", "education"), (), (weaving.pk,)),),
    )
    assert found.concepts == ()


def test_a_concept_over_which_nobody_met_is_missing_until_two_do():
    weaving = make_concept("weaving")
    weaver, factory = make_maker("creative", weaving), make_maker("business", seeks=weaving)

    before = missing_bridges()
    meet(weaver, factory)
    after = missing_bridges()

    assert [(one.concept, one.seek, one.offer) for one in before.concepts] == [(weaving.pk, 1, 1)]
    assert after.concepts == ()


def test_who_seeks_and_offers_the_same_alone_misses_nobody():
    weaving = make_concept("weaving")
    alone = make_maker("creative", weaving)
    wants(alone, weaving)

    assert (missing_bridges().pairs, missing_bridges().concepts) == ((), ())


def test_who_is_not_available_any_more_connects_nothing():
    weaving = make_concept("weaving")
    weaver, factory = make_maker("creative", weaving), make_maker("business", seeks=weaving)
    meet(weaver, factory)
    assert [len(row) for row in missing_bridges().connecting] == [2]

    weaver.availability.delete()
    factory.availability.delete()

    assert missing_bridges().connecting == ((),)


@pytest.mark.parametrize("many", [1, 30])
def test_five_queries_however_many(many: int, django_assert_num_queries: DjangoAssertNumQueries):
    weaving = make_concept("weaving")
    factory = make_maker("business", seeks=weaving)
    for _number in range(many):
        meet(make_maker("creative", weaving), factory)

    with django_assert_num_queries(5):
        found = missing_bridges()

    assert found.met == {("business", "creative"): many}
