"""What comes of an introduction: each step with its day, taken back when wrong, and silence."""

from datetime import timedelta

import pytest
from django.core.cache import cache

from gangmaker.brokerage.introduction_rules import Seen, seen_by_side
from gangmaker.brokerage.models import Step
from gangmaker.brokerage.operations import introduction_steps as steps
from gangmaker.trail.models import Item, LinkVerb
from gangmaker.trail.operations import link_items
from tests.brokerage.introduced import (
    YES,
    anew,
    make_accepted,
    make_asked,
    make_met,
    say,
    sides_of,
)
from tests.world import NOON, make_project, make_team, take_down

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(days=3)


def test_each_step_has_its_day_and_is_entered_in_order():
    made = make_accepted()
    day = (NOON - timedelta(days=9)).date()

    steps.step(introduction=made, state="met", on=day, by=made.owner, now=NOON)
    steps.step(introduction=made, state="agreement", on=NOON.date(), by=made.owner, now=NOON)

    assert anew(made).state == "agreement"
    assert Step.objects.get(introduction=made, state="met").on == day
    with pytest.raises(steps.NotThatStep):
        steps.step(introduction=made, state="met", on=day, by=made.owner, now=NOON)
    with pytest.raises(steps.NotYet):
        steps.step(introduction=made, state="project", on=LATER.date(), by=made.owner, now=NOON)


def test_nothing_comes_of_it_before_both_said_yes():
    made = make_asked()

    with pytest.raises(steps.NotThatStep):
        steps.step(introduction=made, state="met", on=NOON.date(), by=made.owner, now=NOON)


def test_a_project_that_came_of_it_says_so_on_the_trail():
    made, project, on = make_met(), make_project(), NOON.date()

    steps.step(introduction=made, state="project", project=project, on=on, by=made.owner, now=NOON)

    assert anew(made).came_of_it == project
    assert made.links_in.get().verb == LinkVerb.CAME_FROM
    assert not Item.objects.visible_to(None, at=LATER).filter(pk=made.pk).exists()


def test_a_project_that_was_named_by_mistake_says_no_more_that_it_came_of_it():
    made, first, second = make_met(), make_project(), make_project()
    said = {"project": first, "result": second}
    for hours, (state, project) in enumerate(said.items()):
        now = NOON + timedelta(hours=hours)
        steps.step(
            introduction=made, state=state, project=project, on=NOON.date(), by=made.owner, now=now
        )

    steps.undo_step(introduction=made, state="result", by=made.owner, now=LATER)

    assert anew(made).came_of_it == first
    assert made.links_in.get().source_id == first.pk
    steps.undo_step(introduction=made, state="project", by=made.owner, now=LATER)
    assert anew(made).came_of_it is None
    assert made.links_in.count() == 0


def test_what_is_entered_late_is_a_word_of_today():
    made = make_accepted()
    long_ago = NOON.date() - timedelta(days=40)

    steps.step(introduction=made, state="met", on=long_ago, by=made.owner, now=LATER)
    steps.fall_silent_on(LATER.date(), now=LATER)

    assert (anew(made).state, anew(made).words_on) == ("met", LATER.date())


def test_a_wrong_step_is_taken_back_once_and_what_was_told_is_not():
    made = make_met()

    steps.undo_step(introduction=made, state="met", by=made.owner, now=NOON)
    steps.undo_step(introduction=made, state="met", by=made.owner, now=NOON)

    assert anew(made).state == "accepted"
    assert made.follow_ups.count() == 0
    with pytest.raises(steps.NothingToTakeBack):
        steps.undo_step(introduction=made, state="accepted", by=made.owner, now=NOON)


@pytest.mark.parametrize(("days", "silent"), [(13, False), (14, True)])
def test_who_was_asked_and_says_nothing_for_two_weeks_is_silent(days, silent):
    made = make_asked()

    steps.fall_silent_on((NOON + timedelta(days=days)).date(), now=LATER)

    assert anew(made).state == ("silent" if silent else "asked")
    assert anew(made).silent_from == ("asked" if silent else "")
    assert seen_by_side(sides_of(made)[0]) == Seen.ASKED


def test_a_word_ends_silence():
    made = make_asked()
    steps.fall_silent_on((NOON + timedelta(days=14)).date(), now=LATER)

    say(sides_of(made)[0], YES, now=LATER)

    assert (anew(made).state, anew(made).silent_from) == ("asked", "")


def test_a_step_taken_back_leads_before_the_silence():
    made = make_met()
    steps.fall_silent_on((NOON + timedelta(days=30)).date(), now=LATER)
    on = NOON.date()
    steps.step(introduction=made, state="agreement", on=on, by=made.owner, now=LATER)

    steps.undo_step(introduction=made, state="agreement", by=made.owner, now=LATER)

    assert (anew(made).state, anew(made).silent_from) == ("met", "")


def test_what_was_withdrawn_falls_silent_no_more():
    made = make_asked()
    take_down(made, by=make_team("moderator"))

    assert steps.fall_silent_on((NOON + timedelta(days=30)).date(), now=LATER) == 0


def test_the_worker_looks_for_silence_once_a_day_and_not_at_night():
    cache.clear()
    make_asked()
    morning = NOON + timedelta(days=15)

    assert steps.find_silent_introductions(now=morning.replace(hour=2)) == 0
    assert steps.find_silent_introductions(now=morning) == 1
    assert steps.find_silent_introductions(now=morning) == 0


def test_linking_is_said_once():
    made, project = make_met(), make_project()

    for _time in range(2):
        link_items(source=project, verb=LinkVerb.CAME_FROM, target=made, by=made.owner, now=NOON)

    assert made.links_in.count() == 1
