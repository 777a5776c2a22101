"""After they met both are asked how it goes, on days that come by themselves."""

from datetime import date, timedelta

import pytest
from django.core.cache import cache

from gangmaker.brokerage.models import FollowUp, Word
from gangmaker.brokerage.operations.follow_ups import (
    NothingAsked,
    Said,
    SayOne,
    ask_follow_ups,
    ask_on,
    say,
)
from gangmaker.brokerage.operations.introduction_steps import fall_silent_on, step, undo_step
from gangmaker.brokerage.queries.follow_ups import follow_ups_waiting
from gangmaker.core.brokerage.follow_ups import days_after_meeting
from gangmaker.trail.mails import render
from gangmaker.trail.models import Message
from tests.brokerage.introduced import anew, bodies, make_accepted, make_met, sides_of
from tests.world import NOON, make_person

pytestmark = pytest.mark.django_db

DAY_AFTER = (NOON + timedelta(days=1)).date()


def asked() -> list[str]:
    return list(
        FollowUp.objects.exclude(asked_at=None).order_by("due_on").values_list("kind", flat=True)
    )


def mails() -> int:
    return Message.objects.filter(kind="introduction_follow_up").count()


def test_both_are_asked_the_day_after_two_weeks_three_months_and_a_year():
    made = make_met(on=NOON.date())

    days = dict(made.follow_ups.values_list("kind", "due_on"))

    assert days == days_after_meeting(NOON.date())
    assert days["months"] == date(2027, 2, 18)


def test_what_should_have_been_asked_long_ago_is_not_asked():
    made = make_met(on=NOON.date() - timedelta(days=60))

    kinds = set(made.follow_ups.values_list("kind", flat=True))

    assert kinds == {"meeting", "months", "year"}


def test_what_is_due_is_asked_once_and_both_get_a_mail():
    make_met()

    ask_on(DAY_AFTER, now=NOON)
    ask_on(DAY_AFTER, now=NOON)

    assert asked() == ["meeting"]
    assert mails() == 2


def test_of_what_was_missed_only_the_last_is_asked():
    made = make_met()

    ask_on(NOON.date() + timedelta(days=400), now=NOON)

    assert asked() == ["year"]
    assert mails() == 2
    assert made.follow_ups.filter(done_at=None).get().kind == "year"


def test_nobody_waits_for_what_was_not_answered_once_the_next_is_asked():
    made = make_met()
    ask_on(DAY_AFTER, now=NOON)

    ask_on(NOON.date() + timedelta(days=14), now=NOON)

    waiting = follow_ups_waiting(made.owner, NOON.date() + timedelta(days=21))
    assert [each.kind for each in waiting] == ["two_weeks"]
    assert bodies("introduction_follow_up", sides_of(made)[0].actor)[0].startswith("Hoe gaat het")


def test_who_met_after_all_is_asked_though_the_first_meeting_was_a_mistake():
    made = make_met()
    ask_on(DAY_AFTER, now=NOON)
    undo_step(introduction=made, state="met", by=made.owner, now=NOON)
    step(introduction=made, state="met", on=NOON.date(), by=made.owner, now=NOON)

    ask_on(DAY_AFTER, now=NOON)

    assert len(bodies("introduction_follow_up", sides_of(made)[0].actor)) == 1


def test_the_worker_looks_once_a_day_and_not_at_night():
    cache.clear()
    make_met()
    morning = NOON + timedelta(days=1)

    assert ask_follow_ups(now=morning.replace(hour=2)) == 0
    assert ask_follow_ups(now=morning) == 1
    assert ask_follow_ups(now=morning) == 0


def test_the_mail_names_the_other_and_each_answer_is_a_link():
    one, other = make_person("Bakker, Menen"), make_person("Ontwerper, Gent")
    make_met(one, other)
    ask_on(DAY_AFTER, now=NOON)

    mail = render(Message.objects.get(kind="introduction_follow_up", to=one))

    assert mail is not None
    assert "Ontwerper, Gent" in mail.subject
    assert [f"?how={value}" in mail.body for value in (1, 2, 3, 4)] == [True] * 4


def test_what_fell_silent_after_they_met_is_asked_still():
    made = make_met()
    fall_silent_on(NOON.date() + timedelta(days=30), now=NOON)

    ask_on(NOON.date() + timedelta(days=30), now=NOON)

    assert (anew(made).state, asked()) == ("silent", ["two_weeks"])


def test_nobody_is_asked_of_what_came_to_nothing():
    made = make_met()
    step(introduction=made, state="ended", on=NOON.date(), by=made.owner, now=NOON)

    ask_on(DAY_AFTER, now=NOON)

    assert asked() == []


def test_when_both_answered_it_is_done_and_saying_it_again_replaces_it():
    made = make_met()
    ask_on(DAY_AFTER, now=NOON)
    one, other = sides_of(made)
    meeting = made.follow_ups.get(kind="meeting")

    say(follow_up=meeting, side=one, said=Said(how=3), by=one.actor, now=NOON)
    say(follow_up=meeting, side=one, said=Said(how=4, next="again"), by=one.actor, now=NOON)
    assert FollowUp.objects.get(pk=meeting.pk).done_at is None
    say(follow_up=meeting, side=other, said=Said(next="later"), by=other.actor, now=NOON)

    assert FollowUp.objects.get(pk=meeting.pk).done_at == NOON
    assert list(Word.objects.order_by("pk").values_list("how", "next")) == [
        (4, "again"),
        (None, "later"),
    ]


def test_we_agreed_makes_it_an_agreement_and_only_forward():
    made = make_met()
    one, _other = sides_of(made)
    meeting, later = made.follow_ups.get(kind="meeting"), made.follow_ups.get(kind="two_weeks")
    agreed = Said(how=4, next="agreement")

    say(follow_up=meeting, side=one, said=agreed, by=one.actor, now=NOON)
    say(follow_up=later, side=one, said=agreed, by=one.actor, now=NOON)

    assert anew(made).state == "agreement"
    assert made.steps.filter(state="agreement").count() == 1


def test_a_word_on_the_phone_is_entered_and_ends_silence():
    made = make_met()
    fall_silent_on(NOON.date() + timedelta(days=30), now=NOON)
    assert anew(made).silent_from == "met"
    one, _other = sides_of(made)
    meeting = made.follow_ups.get(kind="meeting")

    said = Said(next="later")
    say(follow_up=meeting, side=one, said=said, by=one.actor, entered_by=made.owner, now=NOON)

    assert anew(made).state == "met"
    assert Word.objects.get().entered_by == made.owner


def test_nothing_is_no_answer_and_what_ended_asks_nothing():
    made = make_met()
    one, _other = sides_of(made)
    meeting = made.follow_ups.get(kind="meeting")

    with pytest.raises(SayOne):
        say(follow_up=meeting, side=one, said=Said(), by=one.actor, now=NOON)
    step(introduction=made, state="ended", on=NOON.date(), by=made.owner, now=NOON)
    with pytest.raises(NothingAsked):
        say(follow_up=meeting, side=one, said=Said(how=1), by=one.actor, now=NOON)


def test_without_a_meeting_nobody_is_asked():
    made = make_accepted()

    assert made.follow_ups.count() == 0
