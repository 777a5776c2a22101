"""Who keeps a grant is reminded by mail before a day, and the day after; once each."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from gangmaker.actors.models import Actor
from gangmaker.projects.models import Deadline, Grant
from gangmaker.projects.operations.grant_deadlines import (
    last_due,
    remind_of_deadlines,
    remind_on,
)
from gangmaker.projects.operations.grants import meet_deadline, set_deadline
from gangmaker.projects.queries.grants import deadlines_of
from gangmaker.trail.models import Message
from gangmaker.trail.outbox import deliver_due
from tests.projects.grants_world import make_grant
from tests.world import NOON, make_team, suspend

pytestmark = pytest.mark.django_db
DUE = date(2027, 3, 1)
"""More than a hundred days after ``NOON``."""


def at(days_before: int) -> datetime:
    return NOON + timedelta(days=(DUE - NOON.date()).days - days_before)


def a_deadline(grant: Grant | None = None, *, due_on: date = DUE) -> Deadline:
    grant = grant or make_grant(deputy=make_team(name="Deputy, Menen"))
    return set_deadline(grant=grant, what="Eindverslag", due_on=due_on, by=grant.owner, now=NOON)


def remind(days_before: int) -> int:
    now = at(days_before)
    return remind_on(timezone.localdate(now), now=now)


def sent_on(days_before: int) -> list[tuple[str, list[str]]]:
    """What leaves the house on that day: subject and readers."""
    with time_machine.travel(at(days_before), tick=False):
        mail.outbox.clear()
        remind(days_before)
        deliver_due(now=at(days_before))
    return [(str(message.subject), message.to) for message in mail.outbox]


@pytest.mark.parametrize(
    ("days_before", "reminder"),
    [(31, None), (30, 30), (8, 30), (7, 7), (2, 7), (1, 1), (0, 1), (-1, -1), (-90, -1)],
)
def test_the_last_reminder_that_fell_due_counts(days_before, reminder):
    assert last_due(a_deadline(), at(days_before).date()) == reminder


@pytest.mark.parametrize(("days", "reminders"), [(5, [1, -1]), (7, [7, 1, -1]), (-3, [])])
def test_what_fell_due_before_the_day_was_set_is_not_said(days, reminders):
    deadline = a_deadline(due_on=NOON.date() + timedelta(days=days))

    found = [last_due(deadline, NOON.date() + timedelta(days=number)) for number in range(20)]

    assert sorted({one for one in found if one is not None}, reverse=True) == reminders


def test_owner_and_deputy_are_reminded_once_each_however_often_it_is_looked_at():
    deadline = a_deadline()
    assert deadline.grant.deputy
    addresses = [deadline.grant.owner.email, deadline.grant.deputy.email]

    for _ in range(3):
        remind(30)
    remind(29)

    assert sorted(Message.objects.values_list("address", flat=True)) == sorted(addresses)


def test_after_days_of_standing_still_only_the_last_reminder_is_sent():
    a_deadline(make_grant())

    remind(-2)

    assert Message.objects.count() == 1


def test_each_reminder_says_how_long_there_is_in_the_language_of_its_reader():
    grant = make_grant()
    grant.owner.reads = "en"
    grant.owner.save()
    a_deadline(grant)

    said = {days: sent_on(days) for days in (30, 1, -1)}

    to = [grant.owner.email]
    assert said == {
        30: [("A funder expects something by 1 March 2027", to)],
        1: [("A funder expects something by 1 March 2027", to)],
        -1: [("Not marked as done: what a funder expected by 1 March 2027", to)],
    }
    [last] = mail.outbox
    assert "> Eindverslag" in last.body
    assert f"?next=/en/grants/{grant.pk}/" in last.body


def test_what_was_done_meanwhile_and_who_keeps_it_no_more_is_not_mailed():
    done, left = a_deadline(make_grant()), a_deadline(make_grant())
    shut_out = a_deadline(make_grant())
    remind(7)
    meet_deadline(deadline=done, by=done.grant.owner, now=at(7))
    Grant.objects.filter(pk=left.grant_id).update(owner=make_team())
    suspend(shut_out.grant.owner, by=make_team())

    with time_machine.travel(at(7), tick=False):
        assert deliver_due(now=at(7)) == 0

    assert remind(1) == 2
    assert Message.objects.filter(to=done.grant.owner).count() == 1


def test_who_left_the_team_or_has_another_address_gets_none():
    left, moved = a_deadline(make_grant()), a_deadline(make_grant())
    remind(7)
    left.grant.owner.team_roles.all().delete()
    Actor.objects.filter(pk=moved.grant.owner_id).update(email="elsewhere@example.org")

    with time_machine.travel(at(7), tick=False):
        assert deliver_due(now=at(7)) == 0


def test_the_worker_looks_once_a_day_from_the_morning_on():
    a_deadline(make_grant())
    early = at(30).replace(hour=5)

    assert remind_of_deadlines(now=early) == 0
    assert remind_of_deadlines(now=at(30)) == 1
    assert remind_of_deadlines(now=at(30)) == 0
    assert remind_of_deadlines(now=at(29)) == 1
    assert Message.objects.count() == 1


def test_the_deputy_finds_them_in_today_as_well():
    deadline = a_deadline()
    deputy = deadline.grant.deputy
    assert deputy

    assert deadlines_of(deputy) == [deadline] == deadlines_of(deadline.grant.owner)
    assert deadlines_of(make_team()) == []
