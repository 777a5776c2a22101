"""The walk along links: as far as the reader may see, in a known number of queries."""

from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from gangmaker.trail.models import Item, ItemAudience, Link, LinkVerb, Party
from gangmaker.trail.operations import link_items
from gangmaker.trail.queries import longest_trails, sketches_of, trail_of
from gangmaker.trail.queries.trails import MOST_STATIONS, goals_served
from tests.trail.test_queries import LATER, every_state
from tests.world import (
    NOON,
    make_contribution,
    make_goal,
    make_organisation,
    make_person,
    make_question,
    make_team,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def make_chain(length: int) -> list[Item]:
    """Questions that came from each other, one a day."""
    owner = make_team()
    items: list[Item] = []
    for number in range(length):
        item = make_question(owner=owner, published_at=NOON - timedelta(days=length - number))
        if items:
            Link.objects.create(
                source=item, verb=LinkVerb.CAME_FROM, target=items[-1], by=owner, at=NOON
            )
        items.append(item)
    return items


class TestTrail:
    def test_a_trail_goes_both_ways_from_every_station(self):
        owner = make_team()
        first, second, third = (make_question(owner=owner) for _each in range(3))
        link_items(source=second, verb=LinkVerb.CAME_FROM, target=first, by=owner, now=NOON)
        link_items(source=second, verb=LinkVerb.PRODUCED, target=third, by=owner, now=NOON)

        trails = [trail_of(item, viewer=None, at=LATER) for item in (first, second, third)]

        for trail in trails:
            assert {item.pk for item in trail.items} == {first.pk, second.pk, third.pk}
            ends = {(link.earlier, link.later) for link in trail.links}
            assert ends == {(first.pk, second.pk), (second.pk, third.pk)}

    def test_a_trail_stops_at_what_the_reader_may_not_see(self):
        owner = make_team()
        hidden = every_state(owner)
        del hidden[ItemAudience.PUBLIC]
        start, behind = make_question(owner=owner), make_question(owner=owner)
        for item in hidden.values():
            link_items(source=item, verb=LinkVerb.CAME_FROM, target=start, by=owner, now=NOON)
            link_items(source=behind, verb=LinkVerb.CAME_FROM, target=item, by=owner, now=NOON)

        trail = trail_of(start, viewer=None, at=LATER)

        assert trail.items == (start,)
        assert trail.links == ()

    def test_a_circle_ends(self):
        owner = make_team()
        one, other = make_question(owner=owner), make_question(owner=owner)
        link_items(source=one, verb=LinkVerb.CAME_FROM, target=other, by=owner, now=NOON)
        link_items(source=other, verb=LinkVerb.CAME_FROM, target=one, by=owner, now=NOON)

        assert len(trail_of(one, viewer=None, at=LATER).items) == 2

    def test_goals_do_not_join_trails(self):
        owner = make_team()
        goal = make_goal(by=owner)
        one, other = make_question(owner=owner), make_question(owner=owner)
        for item in (one, other):
            link_items(source=item, verb=LinkVerb.SERVES_GOAL, target=goal, by=owner, now=NOON)

        assert trail_of(one, viewer=None, at=LATER).items == (one,)
        assert [found.pk for found in goals_served(one, viewer=None, at=LATER)] == [goal.pk]

    def test_the_longest_public_trail_comes_first(self):
        owner = make_team()
        short, long, hidden = (make_question(owner=owner) for _each in range(3))
        for target, length in ((short, 1), (long, 3), (hidden, 5)):
            for _number in range(length):
                idea = make_contribution(by=make_person(), target=target).item
                Item.objects.filter(pk=idea.pk).update(published_at=NOON)
        Item.objects.filter(pk=hidden.pk).update(audience=ItemAudience.MEMBERS)

        assert longest_trails(at=LATER)[:2] == [long.pk, short.pk]

    @pytest.mark.parametrize("length", [3, 60])
    def test_a_trail_costs_four_queries_however_long(
        self, length: int, django_assert_num_queries: DjangoAssertNumQueries
    ):
        chain = make_chain(length)

        with django_assert_num_queries(4):
            trail = trail_of(chain[0], viewer=None, at=LATER)

        assert [item.pk for item in trail.items] == [item.pk for item in chain]
        assert (len(trail.links), trail.cut) == (length - 1, False)

    def test_more_than_can_be_drawn_is_cut_and_said(self):
        owner = make_team()
        hub = make_question(owner=owner)
        for _number in range(MOST_STATIONS + 5):
            idea = make_question(owner=owner)
            Link.objects.create(source=idea, verb=LinkVerb.ANSWERS, target=hub, by=owner, at=NOON)

        trail = trail_of(hub, viewer=None, at=LATER)

        assert len(trail.items) == MOST_STATIONS
        assert trail.cut

    def test_what_is_near_is_kept_when_a_trail_is_cut(self):
        chain = make_chain(9)

        trail = trail_of(chain[4], viewer=None, at=LATER, most=3)

        assert [item.pk for item in trail.items] == [item.pk for item in chain[3:6]]

    def test_those_who_take_part_come_with_the_trail_in_their_order(self):
        chain = make_chain(2)
        school, city = make_organisation("Hogeschool"), make_organisation("Stad")
        Party.objects.create(item=chain[1], actor=city, position=2)
        Party.objects.create(item=chain[1], actor=school, position=1)

        trail = trail_of(chain[0], viewer=None, at=LATER)

        assert trail.parties == {chain[1].pk: [school, city]}


class TestSketches:
    def test_all_trails_of_a_page_cost_one_query(
        self, django_assert_num_queries: DjangoAssertNumQueries
    ):
        one, other = make_chain(3), make_chain(4)
        ids = [one[1].pk, other[0].pk]

        with django_assert_num_queries(1):
            found = sketches_of(ids, at=LATER)

        assert {pk: len(sketch.kinds) for pk, sketch in found.items()} == {ids[0]: 3, ids[1]: 4}
        assert [found[pk].place for pk in ids] == [1, 0]

    def test_a_trail_without_end_is_counted_so_far_and_says_so(self):
        chain = make_chain(6)

        sketch = sketches_of([chain[0].pk], at=LATER, each=4)[chain[0].pk]

        assert (len(sketch.kinds), sketch.cut) == (4, True)

    def test_what_stands_alone_has_no_sketch(self):
        assert sketches_of([make_question().pk], at=LATER) == {}
        assert sketches_of([], at=LATER) == {}

    def test_a_sketch_counts_only_what_everybody_may_see(self):
        chain = make_chain(4)
        Item.objects.filter(pk=chain[2].pk).update(audience=ItemAudience.MEMBERS)

        found = sketches_of([chain[0].pk], at=LATER)

        assert len(found[chain[0].pk].kinds) == 2
