"""The tree of goals."""

import pytest

from gangmaker.projects.operations import set_goal
from gangmaker.projects.queries import goal_choices, goal_tree, serving_counts
from gangmaker.trail.models import Item, LinkVerb
from gangmaker.trail.operations import link_items
from tests.world import NOON, make_goal, make_new_item, make_question, make_team

pytestmark = pytest.mark.django_db


def test_goals_stand_below_what_they_are_part_of():
    team = make_team()
    top = make_goal(by=team, title="Boven")
    set_goal(new=make_new_item(by=team, title="Onder"), year=2028, parent=top, now=NOON)

    tree = goal_tree(None, at=NOON, language="nl")

    assert [(goal.title, [lower.title for lower in goal.below]) for goal in tree] == [
        ("Boven", ["Onder"])
    ]


def test_a_goal_below_a_hidden_one_stands_at_the_top():
    team = make_team()
    top = make_goal(by=team, title="Boven")
    set_goal(new=make_new_item(by=team, title="Onder"), year=2028, parent=top, now=NOON)
    Item.objects.filter(pk=top.pk).update(audience="team")

    assert [goal.title for goal in goal_tree(None, at=NOON, language="nl")] == ["Onder"]
    assert [title for _slug, title in goal_choices(None, at=NOON)] == ["Onder"]


def test_only_public_items_count_as_serving():
    team = make_team()
    goal = make_goal(by=team)
    for audience in ("public", "members", "team"):
        item = make_question(owner=team, audience=audience)
        link_items(source=item, verb=LinkVerb.SERVES_GOAL, target=goal, by=team, now=NOON)

    assert serving_counts(at=NOON) == {goal.pk: {"question": 1}}


def test_the_tree_takes_two_queries_however_many_goals(django_assert_num_queries):
    team = make_team()
    for _number in range(5):
        make_goal(by=team)

    with django_assert_num_queries(2):
        goal_tree(None, at=NOON, language="en")
