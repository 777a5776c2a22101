"""What only looks wrong is flagged for a human, and nothing of it is refused (A91)."""

from datetime import timedelta

import pytest

from gangmaker.actors.models import Actor
from gangmaker.contributions.operations import support
from gangmaker.trail.models import Act, Flag, FlagKind, Item
from gangmaker.trail.noting import noting
from gangmaker.trail.operations.talk import thank
from gangmaker.trail.watching import FLOOD, SAME_NETWORK, SAME_TEXT, watch
from tests.world import NOON, make_contribution, make_person, make_question, make_team

from .moderation_world import make_comment

pytestmark = pytest.mark.django_db

TEXT = "Koop nu de allerbeste lampen van de hele streek, alleen vandaag."


def supports(item: Item, actor: Actor, *, network: str = "192.0.2.1") -> None:
    with noting() as acts:
        support(item=item, actor=actor, now=NOON)
    watch(acts, network=network)


def test_many_new_people_of_one_network_are_flagged_once_with_who_they_are():
    item = make_question()
    people = [make_person() for _ in range(SAME_NETWORK.times + 2)]

    for person in people:
        supports(item, person)

    flag = Flag.objects.get()
    assert (flag.kind, flag.item_id, flag.times) == (FlagKind.SAME_NETWORK, item.pk, len(people))
    assert flag.people == [person.pk for person in people]
    assert Act.objects.filter(verb="item.supported").count() == len(people)
    assert "192.0.2" not in str(vars(flag)) + str(Act.objects.values())


def test_thanks_of_many_new_people_of_one_network_are_flagged_too():
    item = make_question()

    for _ in range(SAME_NETWORK.times):
        with noting() as acts:
            thank(item=item, by=make_person(), now=NOON)
        watch(acts, network="192.0.2.1")

    assert Flag.objects.get().kind == FlagKind.SAME_NETWORK


@pytest.mark.parametrize("case", ["fewer", "known before", "many networks", "many items"])
def test_what_people_do_every_day_is_not_flagged(case):
    item, count = make_question(), SAME_NETWORK.times - (case == "fewer")
    for number in range(count):
        person = make_person()
        if case == "known before":
            Actor.objects.filter(pk=person.pk).update(created_at=NOON - timedelta(days=2))
        supports(
            make_question() if case == "many items" else item,
            person,
            network=f"192.0.2.{number}" if case == "many networks" else "192.0.2.1",
        )

    assert Flag.objects.count() == 0


def test_the_same_text_again_and_again_is_flagged():
    item = make_question()
    for number in range(SAME_TEXT.times):
        with noting() as acts:
            make_comment(item=item, text=TEXT.upper() if number % 2 else TEXT)
        watch(acts, network=f"192.0.2.{number}")

    assert [flag.kind for flag in Flag.objects.all()] == [FlagKind.SAME_TEXT]


def test_a_flood_of_one_person_is_flagged():
    make_team()
    person = make_person()
    Actor.objects.filter(pk=person.pk).update(created_at=NOON - timedelta(days=9))
    for number in range(FLOOD.times):
        with noting() as acts:
            make_contribution(by=person, title=f"Idee {number}")
        watch(acts, network="192.0.2.1")

    kinds = {flag.kind for flag in Flag.objects.all()}
    assert FlagKind.FLOOD in kinds
    assert Item.objects.count() == FLOOD.times
