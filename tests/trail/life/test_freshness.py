"""What nobody confirms is asked about, then shown as asleep; whoever keeps it wakes it up."""

from datetime import date, datetime

import pytest
import time_machine

from gangmaker.actors.models import Actor, MembershipRole
from gangmaker.contributions.models import Form, Question
from gangmaker.projects.models import Stage
from gangmaker.projects.operations.life import (
    MOST_A_DAY,
    say_all_alive,
)
from gangmaker.projects.queries.life import asked_of
from gangmaker.trail import mails
from gangmaker.trail.models import Asking, Ending, Item, Message, Promise, Withdrawal
from gangmaker.trail.operations import Reply, answer, edit_item, item_fields, record
from gangmaker.trail.operations.life import write_to
from tests.trail.life.asking import DAY, LATER, addresses, again, close, days, said
from tests.world import (
    NOON,
    make_contribution,
    make_membership,
    make_new_item,
    make_organisation,
    make_person,
    make_project,
    make_question,
    make_result,
    make_team,
    suspend,
)

pytestmark = pytest.mark.django_db


@pytest.mark.both_databases
def test_the_owner_is_asked_once_then_the_deputy_then_it_is_asleep() -> None:
    owner, deputy = make_team(), make_team(name="Broker, Menen")
    question = make_question(owner=owner, deputy=deputy)

    steps: list[tuple[list[str], date | None]] = []
    for number in (-1, 0, 1, 13, 14, 15, 27, 28, 60):
        days(number)
        steps.append((addresses(), again(question).asleep_since))

    nobody: list[str] = []
    first, both = [owner.email], [owner.email, deputy.email]
    asleep = (LATER + 28 * DAY).date()
    assert steps == [
        (nobody, None),
        (first, None),
        (first, None),
        (first, None),
        (both, None),
        (both, None),
        (both, None),
        (both, asleep),
        (both, asleep),
    ]
    assert said(question) == ["question.asked", "item.asked", "item.asked", "item.fell_asleep"]


def test_without_a_deputy_the_owner_has_as_long_as_both_have() -> None:
    question = make_question(owner=make_team())
    days(0, 14, 27)

    before = again(question).asleep_since
    days(28)

    assert (before, again(question).asleep_since) == (None, (LATER + 28 * DAY).date())
    assert len(addresses()) == 1


def test_days_on_which_no_worker_ran_are_caught_up_and_nobody_loses_her_time() -> None:
    question = make_question(owner=make_team(), deputy=make_team(name="Broker, Menen"))
    days(0)

    days(40)
    in_between = (len(addresses()), again(question).asleep_since)
    days(53)
    still = again(question).asleep_since
    days(54)

    assert in_between == (2, None)
    assert still is None
    assert again(question).asleep_since == (LATER + 54 * DAY).date()


def test_an_asking_is_over_when_somebody_who_keeps_it_does_something() -> None:
    owner = make_team()
    question = make_question(owner=owner)
    days(0)

    edit_item(
        item=again(question), by=owner, title="Wat nu?", summary="", language="nl", now=LATER + DAY
    )
    days(14, 28)

    assert again(question).asleep_since is None
    assert again(question).alive_on == (LATER + DAY).date()
    assert Asking.objects.get().ended_on == (LATER + DAY).date()


@pytest.mark.parametrize(
    ("verb", "who", "confirms"),
    [
        ("comment.written", "maker", True),
        ("comment.written", "stranger", False),
        ("project.update_posted", "stranger", True),
        ("item.answered", "stranger", True),
        ("item.supported", "maker", False),
        ("item.followed", "owner", False),
        ("item.handed_over", "owner", False),
        ("item.alive", "owner", True),
    ],
)
def test_what_counts_is_what_is_done_with_it_by_who_keeps_or_made_it(
    verb: str, who: str, confirms: bool
) -> None:
    people = {"maker": make_person(), "owner": make_team(), "stranger": make_person()}
    question = make_question(by=people["maker"], owner=people["owner"])

    record(verb, by=people[who], item=question, at=NOON + 5 * DAY)

    assert (again(question).alive_on == (NOON + 5 * DAY).date()) is confirms


def test_who_acts_for_the_organisation_that_made_it_confirms_it_too() -> None:
    person, owner = make_person(), make_team()
    house = make_organisation(admin=person)
    question = make_question(by=person, owner=owner, on_behalf_of=house)
    colleague = make_person("Conservator, Menen")
    make_membership(colleague, house, MembershipRole.EDITOR)

    record("comment.written", by=colleague, item=question, at=NOON + 5 * DAY)

    assert again(question).alive_on == (NOON + 5 * DAY).date()


def test_only_what_others_may_count_on_is_asked_about() -> None:
    owner = make_team()
    closed = make_question(owner=owner, title="Gesloten")
    close(closed, on=NOON)
    asked = make_question(owner=owner, title="Open")
    going = make_project(by=owner, title="Loopt")
    ended = make_project(by=owner, title="Klaar", stage=Stage.FINISHED, ended_on=NOON.date())
    make_result(ended)
    waits = make_contribution(by=make_person(), title="Wacht op antwoord").item
    draft = make_question(owner=owner, title="Ontwerp", published_at=None)

    days(0)

    about = set(Asking.objects.values_list("item__title", flat=True))
    assert about == {asked.title, going.title}
    assert {waits.title, draft.title, closed.title, ended.title}.isdisjoint(about)


def test_an_idea_with_a_promised_step_and_an_offer_for_anybody_are_asked_about() -> None:
    make_team()
    idea = make_contribution(by=make_person()).item
    offer = make_contribution(by=make_person(), form=Form.SPACE, title="Een zaal").item
    declined = make_contribution(by=make_person(), form=Form.SPACE, title="Een kelder").item
    yes = Reply("accepted", "Graag", "nl", next_step="We bellen", next_step_on=NOON.date())
    no = Reply("declined", "Te klein", "nl")
    for item, reply in ((idea, yes), (offer, yes), (declined, no)):
        answer(promise=item.promises.get(), by=item.owner, reply=reply, now=NOON)

    days(0)

    assert set(Asking.objects.values_list("item", flat=True)) == {idea.pk, offer.pk}


def test_many_of_one_owner_are_asked_in_one_mail_and_never_all_at_once() -> None:
    owner = make_team()
    old = [
        Question(
            **item_fields(make_new_item(by=owner, title=f"Vraag {n}"), kind="question", now=NOON)
        )
        for n in range(MOST_A_DAY + 5)
    ]
    for question in old:
        question.save()

    days(0)
    first = (Asking.objects.count(), len(addresses()))
    days(0)
    same_day = (Asking.objects.count(), len(addresses()))

    assert first == (MOST_A_DAY, 1)
    assert same_day == (MOST_A_DAY + 5, 1)


def test_the_mail_lists_what_is_still_asked_when_it_is_sent() -> None:
    owner = make_team()
    first = make_question(owner=owner, title="Waar past een atelier?")
    second = make_question(owner=owner, title="Wie kent een brouwer?")
    days(0)
    message = Message.objects.get(kind="still_alive")

    both = mails.render(message)
    with time_machine.travel(LATER, tick=False):
        say_all_alive(items=[first], by=owner, now=LATER)
        one = mails.render(message)
        say_all_alive(items=[second], by=owner, now=LATER)
        none = mails.render(message)

    assert [first.title in mail.body for mail in (both, one) if mail] == [True, False]
    assert [second.title in mail.body for mail in (both, one) if mail] == [True, True]
    assert none is None


def test_nobody_is_written_to_who_is_suspended_but_it_falls_asleep_all_the_same() -> None:
    owner = make_person()
    suspend(owner, by=make_team())
    question = make_question(by=owner, owner=owner)
    Promise.objects.update(kept_on=None)
    Promise.objects.all().delete()

    days(0, 14, 28)

    assert addresses() == []
    assert again(question).asleep_since == (LATER + 28 * DAY).date()


def test_one_person_is_written_to_once_a_day() -> None:
    owner: Actor = make_team()

    moments: list[datetime] = [LATER, LATER, LATER + DAY]
    counts = [write_to([owner], now=moment) for moment in moments]

    assert counts == [1, 0, 1]


def test_a_deputy_is_led_only_to_what_she_was_asked_by_that_day_and_what_still_stands() -> None:
    deputy = make_team(name="Broker, Menen")
    rows = {
        title: make_question(owner=make_team(), deputy=deputy, title=title)
        for title in ("asked", "asked later", "taken down", "ended")
    }
    day = LATER.date()
    for title, question in rows.items():
        on = day + 3 * DAY if title == "asked later" else day
        Asking.objects.create(item=question, owner_asked_on=NOON.date(), deputy_asked_on=on)
    Withdrawal.objects.create(item=rows["taken down"], by=rows["taken down"].by, at=LATER)
    make_ending(rows["ended"])

    first = asked_of(deputy, at=LATER + 5 * DAY, until=day)
    both = asked_of(deputy, at=LATER + 5 * DAY)

    assert [item.title for item in first] == ["asked"]
    assert sorted(item.title for item in both) == ["asked", "asked later"]


def make_ending(item: Item) -> Ending:
    act = record("item.ended", by=item.by, item=item, at=LATER)
    return Ending.objects.create(
        item=item, act=act, how="finished", language="nl", by=item.by, at=LATER
    )
