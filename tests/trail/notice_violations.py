"""What must hold about mails, notices and reminders, broken by raw SQL."""

from collections.abc import Callable
from datetime import timedelta

from gangmaker.trail.models import Act, Message, Notice, NoticeKind, Promise, Reminder, ReminderStep
from gangmaker.trail.operations import owe_mail
from tests.world import NOON, make_contribution, make_person, make_question, make_team

from .violations import refused_change, refused_copy


def make_message() -> Message:
    message = owe_mail("test", dedupe_key="k", address="a@example.org", language="nl", at=NOON)
    assert message is not None
    return message


def make_notice() -> Notice:
    item = make_question()
    act = Act.objects.filter(item=item.pk).latest("pk")
    return Notice.objects.create(
        person=make_person(), act=act, item_id=item.pk, kind=NoticeKind.YOURS, at=NOON
    )


def make_reminder() -> Reminder:
    make_team()
    promise: Promise = make_contribution(by=make_person()).promise
    return Reminder.objects.create(
        promise=promise, person=promise.owner, step=ReminderStep.SOON, at=NOON
    )


def a_mail_that_ended_twice() -> None:
    message = make_message()
    refused_change(message, sent_at=NOON, dead_at=NOON)
    refused_change(message, sent_at=NOON, dropped_at=NOON, dropped_because="x")
    refused_change(message, dead_at=NOON, dropped_at=NOON, dropped_because="x")


def a_mail_dropped_without_a_reason() -> None:
    refused_change(make_message(), dropped_at=NOON)


def a_notice_of_an_act_twice() -> None:
    refused_copy(make_notice())


def a_notice_seen_before_it_happened() -> None:
    refused_change(make_notice(), seen_at=NOON - timedelta(days=1))


def a_reminder_of_a_step_twice() -> None:
    refused_copy(make_reminder())


NOTICES_BROKEN: dict[str, Callable[[], None]] = {
    "message_ends_once": a_mail_that_ended_twice,
    "message_dropped_says_why": a_mail_dropped_without_a_reason,
    "notice_once_of_an_act": a_notice_of_an_act_twice,
    "notice_seen_after_it_happened": a_notice_seen_before_it_happened,
    "reminder_once_for_a_step": a_reminder_of_a_step_twice,
}
