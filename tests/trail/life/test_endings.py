"""Waking up, ending and stopping: what is said of an item when it was asked about."""

import pytest

from gangmaker.contributions.models import Question
from gangmaker.projects.models import Project, Stage
from gangmaker.projects.operations.life import (
    CannotEndLikeThat,
    ask_whether_alive,
    end_item,
    take_up,
)
from gangmaker.projects.queries.life import asked_of
from gangmaker.trail import mails
from gangmaker.trail.models import Asking, Ending, Item, Message, Promise
from gangmaker.trail.operations import Reply, answer, hand_over, record
from gangmaker.trail.operations.life import EndNeedsAReason, say_alive
from tests.trail.life.asking import DAY, LATER, addresses, again, close, days, said
from tests.world import (
    NOON,
    make_contribution,
    make_person,
    make_project,
    make_question,
    make_team,
)

pytestmark = pytest.mark.django_db


def test_waking_is_one_act_and_everything_is_asked_anew_ninety_days_later() -> None:
    owner = make_team()
    question = make_question(owner=owner)
    days(0, 28)

    say_alive(item=again(question), by=owner, now=LATER + 30 * DAY)
    woken = again(question)
    days(30 + 91)

    assert (woken.asleep_since, woken.alive_on) == (None, (LATER + 30 * DAY).date())
    assert said(question)[-2:] == ["item.woke_up", "item.asked"]
    assert len(addresses()) == 2


def test_work_on_it_wakes_it_up_too() -> None:
    owner = make_team()
    question = make_question(owner=owner)
    days(0, 28)

    record("comment.written", by=owner, item=again(question), at=LATER + 30 * DAY)

    assert again(question).asleep_since is None
    assert said(question)[-2:] == ["comment.written", "item.woke_up"]


def test_a_new_owner_is_asked_herself() -> None:
    owner, next_owner = make_team(), make_team(name="Broker, Menen")
    question = make_question(owner=owner)
    days(0)

    hand_over(item=again(question), by=owner, owner=next_owner, deputy=None, now=LATER + DAY)
    days(2)

    assert addresses() == [owner.email, next_owner.email]
    assert again(question).alive_on == NOON.date()


def test_a_new_owner_finds_what_sleeps_among_what_is_asked_of_her() -> None:
    owner, next_owner = make_team(), make_team(name="Broker, Menen")
    question = make_question(owner=owner)
    days(0, 28)

    hand_over(item=again(question), by=owner, owner=next_owner, deputy=None, now=LATER + 29 * DAY)

    asked = asked_of(next_owner, at=LATER + 29 * DAY)
    assert [item.pk for item in asked] == [question.pk]
    assert again(question).asleep_since == (LATER + 28 * DAY).date()


def test_what_closes_meanwhile_is_no_longer_asked_about() -> None:
    question = make_question(owner=make_team())
    days(0)
    close(question, on=LATER + DAY)

    days(2, 14, 28)

    assert again(question).asleep_since is None
    assert Asking.objects.get().ended_on is not None


def test_stopping_a_question_says_why_and_it_takes_nothing_more() -> None:
    owner = make_team()
    question = make_question(owner=owner)
    days(0, 28)
    item = again(question)

    with pytest.raises(EndNeedsAReason):
        end_item(item=item, how="stopped", by=owner, reason=" ", language="nl", now=LATER)
    end_item(item=item, how="stopped", by=owner, reason="Opgelost", language="nl", now=LATER)

    ended = Question.objects.get(pk=question.pk)
    assert (ended.asleep_since, ended.closes_on) == (None, (LATER - DAY).date())
    assert (ended.ending.how, ended.ending.reason) == ("stopped", "Opgelost")

    take_up(item=again(question), by=owner, now=LATER + DAY)

    assert not Ending.objects.exists()
    assert Question.objects.get(pk=question.pk).closes_on is None


def test_stopping_an_idea_tells_who_was_promised_a_next_step() -> None:
    person = make_person()
    make_team()
    idea = make_contribution(by=person).item
    yes = Reply("accepted", "Graag", "nl", next_step="We bellen", next_step_on=NOON.date())
    answer(promise=idea.promises.get(), by=idea.owner, reply=yes, now=NOON)

    end_item(
        item=again(idea), how="stopped", by=idea.owner, reason="Geen geld", language="nl", now=LATER
    )

    mail = mails.render(Message.objects.get(kind="ended"))
    assert not Promise.objects.waiting().exists()
    assert mail is not None
    assert "Geen geld" in mail.body


def test_a_project_ends_by_its_stages() -> None:
    owner = make_team()
    accepted = make_project(by=owner, stage=Stage.ACCEPTED)
    running = make_project(by=owner, title="Loopt")

    with pytest.raises(CannotEndLikeThat):
        end_item(item=accepted, how="finished", by=owner, reason="", language="nl", now=LATER)
    end_item(item=again(running), how="finished", by=owner, reason="", language="nl", now=LATER)

    assert Project.objects.get(pk=running.pk).stage == Stage.FINISHED


def test_the_worker_looks_once_a_day_and_not_in_the_night() -> None:
    make_question(owner=make_team())
    night = LATER.replace(hour=3)

    assert ask_whether_alive(now=night) == 0
    assert ask_whether_alive(now=LATER) == 1
    assert ask_whether_alive(now=LATER) == 0


def test_the_link_in_a_mail_leads_only_to_what_she_was_asked_by_that_day() -> None:
    owner = make_team()
    early = make_question(owner=owner, title="Vroeg")
    days(0)
    late = make_question(owner=owner, title="Laat")
    Item.objects.filter(pk=late.pk).update(alive_on=NOON.date())
    days(3)

    by_link = asked_of(owner, at=LATER + 3 * DAY, until=LATER.date())
    signed_in = asked_of(owner, at=LATER + 3 * DAY)

    assert [item.title for item in by_link] == [early.title]
    assert [item.title for item in signed_in] == [early.title, late.title]
