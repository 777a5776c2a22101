"""The outbox: leased, rendered, sent, marked; late rather than lost, dropped rather than wrong."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from django.core import mail

from gangmaker.actors.models import TeamRoleName
from gangmaker.actors.rules import NotYours
from gangmaker.trail import mails, outbox, pacing
from gangmaker.trail.models import Act, Message
from gangmaker.trail.models.messages import CODES
from gangmaker.trail.operations import (
    NotGivenUp,
    WhyDropped,
    drop_mail,
    owe_mail,
    send_again,
    send_all_again,
)
from gangmaker.trail.posting import CannotReach, TakesNoMail
from tests.world import NOON, make_team

pytestmark = [pytest.mark.both_databases, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def _renderers(monkeypatch) -> Iterator[None]:
    monkeypatch.setattr(mails, "_renderers", dict(mails._renderers))
    with time_machine.travel(NOON, tick=False):
        yield


def renders(answer: mails.Mail | None) -> None:
    mails.renders("test")(lambda message: answer)


def make_message(address: str = "reader@example.org", kind: str = "test") -> Message:
    """Owed, without waking the worker: the test itself delivers."""
    return Message.objects.create(
        kind=kind,
        dedupe_key=f"test:{Message.objects.count()}",
        address=address,
        language="nl",
        created_at=NOON,
        not_before=NOON,
    )


def test_a_mail_is_sent_once_with_a_name_that_follows_from_its_row():
    renders(mails.Mail("Dag", "Alles goed?"))
    message = make_message()

    counts = [outbox.deliver_due(now=NOON) for _ in range(2)]

    sent = mail.outbox[0]
    assert (counts, len(mail.outbox)) == ([1, 0], 1)
    assert (sent.subject, sent.body, sent.to) == ("Dag", "Alles goed?", ["reader@example.org"])
    assert sent.extra_headers["Message-ID"] == f"<message-{message.pk}@127.0.0.1>"
    assert Message.objects.get().sent_at is not None


def test_a_subject_never_adds_a_header():
    renders(mails.Mail("Dag\r\nBcc: evil@example.org", "x"))
    make_message()

    outbox.deliver_due(now=NOON)

    assert mail.outbox[0].subject == "Dag Bcc: evil@example.org"
    assert mail.outbox[0].recipients() == ["reader@example.org"]


def test_what_may_not_be_sent_any_more_is_dropped_with_a_reason():
    renders(None)
    make_message()

    outbox.deliver_due(now=NOON)

    dropped = Message.objects.get()
    assert (len(mail.outbox), dropped.dropped_at, dropped.sent_at) == (0, NOON, None)
    assert dropped.dropped_because != ""


def test_a_mail_that_another_worker_holds_is_left_alone_until_its_lease_ends():
    renders(mails.Mail("Dag", "x"))
    message = make_message()
    Message.objects.filter(pk=message.pk).update(lease_until=NOON + timedelta(minutes=2))

    held = outbox.deliver_due(now=NOON + timedelta(minutes=1))
    freed = outbox.deliver_due(now=NOON + timedelta(minutes=3))

    assert (held, freed) == (0, 1)


def deliver_until_it_ends(message: Message) -> list[timedelta]:
    """Deliver whenever it is due; answers how long it waited each time."""
    now, waits = NOON, []
    while Message.objects.open().exists():
        outbox.deliver_due(now=now)
        message.refresh_from_db()
        waits.append(message.not_before - now)
        now = max(now, message.not_before) + timedelta(seconds=1)
    return waits[:-1]


def failing(error: Exception):
    def fail(*args: object) -> None:
        raise error

    return fail


def test_a_mail_server_that_refuses_is_asked_for_three_days_and_then_somebody_decides(monkeypatch):
    monkeypatch.setattr(outbox, "post", failing(OSError()))
    renders(mails.Mail("Dag", "x"))
    message = make_message()

    waits = deliver_until_it_ends(message)

    longest = 1.2 * outbox.LONGEST_WAIT
    assert waits[:6] == sorted(waits[:6])
    assert max(waits) <= longest
    assert timedelta(days=2) < sum(waits, timedelta()) < timedelta(days=4)
    assert (message.attempts, message.sent_at, message.dropped_at) == (outbox.ATTEMPTS, None, None)
    assert (message.dead_at is not None, message.last_error) == (True, "OSError")


def test_mails_that_failed_together_are_not_tried_again_together(monkeypatch):
    renders(mails.Mail("Dag", "x"))
    monkeypatch.setattr(outbox, "post", failing(OSError()))
    for number in range(5):
        make_message(f"reader{number}@example.org")

    outbox.deliver_due(now=NOON)

    waits = {again - NOON for again in Message.objects.values_list("not_before", flat=True)}
    assert len(waits) == 5
    assert all(timedelta(minutes=1.6) <= wait <= timedelta(minutes=2.4) for wait in waits)


def test_only_an_address_that_takes_no_mail_is_given_up_at_once(monkeypatch):
    monkeypatch.setattr(outbox, "post", failing(TakesNoMail(550)))
    renders(mails.Mail("Dag", "x"))
    make_message()

    outbox.deliver_due(now=NOON)

    message = Message.objects.get()
    assert (message.attempts, message.dead_at) == (1, NOON)
    assert message.last_error == "TakesNoMail 550"


def test_a_mail_server_that_is_away_is_asked_once_for_all_that_waits(monkeypatch):
    asked = []

    def away(*mail: object) -> None:
        asked.append(mail)
        raise CannotReach

    monkeypatch.setattr(outbox, "post", away)
    renders(mails.Mail("Dag", "x"))
    for number in range(3):
        make_message(f"reader{number}@example.org")

    outbox.deliver_due(now=NOON)

    tried = Message.objects.filter(attempts=1)
    assert (len(asked), tried.count(), Message.objects.due(at=NOON).count()) == (1, 1, 2)


@pytest.mark.parametrize("where", ["written", "sent"])
def test_a_mail_that_cannot_be_written_stops_no_other_and_is_given_up(where, monkeypatch):
    poison = make_message("poison@example.org", kind="poison")
    make_message()
    renders(mails.Mail("Dag", "x"))
    if where == "written":
        mails.renders("poison")(failing(ZeroDivisionError()))
    else:
        mails.renders("poison")(lambda message: mails.Mail("Dag", "x", {"X-Bad": "a\r\nBcc: b"}))

    sent = outbox.deliver_due(now=NOON)
    deliver_until_it_ends(poison)

    assert (sent, [one.to for one in mail.outbox]) == (1, [["reader@example.org"]])
    assert (poison.attempts, poison.dead_at is not None) == (outbox.POISON_ATTEMPTS, True)
    assert poison.last_error in ("ZeroDivisionError", "BadHeaderError")


def test_a_kind_that_nobody_knows_is_poison_too():
    message = make_message(kind="of an earlier version")

    outbox.deliver_due(now=NOON)

    message.refresh_from_db()
    assert (message.attempts, message.last_error) == (1, "KeyError")


def test_a_mail_that_ends_its_worker_each_time_is_given_up():
    renders(mails.Mail("Dag", "x"))
    message = make_message()
    Message.objects.filter(pk=message.pk).update(attempts=outbox.ATTEMPTS)

    outbox.deliver_due(now=NOON)

    message.refresh_from_db()
    assert (len(mail.outbox), message.dead_at, message.last_error) == (0, NOON, "WorkerDied")


# --- Never more than five an hour -------------------------------------------------------------


def deliver_at(*moments: datetime) -> list[int]:
    """How many leave at each of these moments."""
    sent = []
    for moment in moments:
        with time_machine.travel(moment, tick=False):
            sent.append(outbox.deliver_due(now=moment))
    return sent


def test_an_address_gets_two_mails_an_hour_and_the_others_wait_for_their_turn():
    renders(mails.Mail("Dag", "x"))
    for _number in range(5):
        make_message()
    make_message("other@example.org")

    hours = [NOON + timedelta(hours=hours, seconds=1) for hours in range(4)]
    sent = deliver_at(*hours)

    assert sent == [3, 2, 1, 0]
    assert Message.objects.filter(sent_at=None).count() == 0
    assert set(Message.objects.values_list("attempts", flat=True)) == {1}


def test_a_code_to_sign_in_never_waits_and_all_together_are_five():
    renders(mails.Mail("Dag", "x"))
    for kind in CODES:
        mails.renders(kind)(lambda message: mails.Mail("Code", "x"))
    for _number in range(4):
        make_message()
    for kind in ("sign_in_code", "erase_code", "sign_in_code"):
        make_message(kind=kind)

    outbox.deliver_due(now=NOON)

    subjects = [one.subject for one in mail.outbox]
    assert subjects == ["Code"] * 3 + ["Dag"] * 2
    assert len(subjects) == pacing.MAILS_AN_HOUR


def test_the_door_lets_as_many_codes_be_asked_for_as_are_kept_for_them(settings):
    assert settings.ACCOUNT_RATE_LIMITS["sign_in_code"] == f"{pacing.FOR_CODES}/h/key"


def test_what_another_worker_holds_counts_among_the_mails_of_this_hour():
    renders(mails.Mail("Dag", "x"))
    held, *_others = [make_message() for _number in range(3)]
    Message.objects.filter(pk=held.pk).update(lease_until=NOON + timedelta(minutes=2))

    sent = outbox.deliver_due(now=NOON)

    assert sent == 1


def test_one_digest_a_day_leaves_also_when_one_that_was_given_up_is_sent_again():
    mails.renders("digest")(lambda message: mails.Mail("Nieuws", "x"))
    make_message(kind="digest")
    deliver_at(NOON)
    make_message(kind="digest")
    make_message("other@example.org", kind="digest")

    sent = deliver_at(NOON + timedelta(hours=2), NOON + timedelta(hours=11))
    tomorrow = deliver_at(NOON + timedelta(days=1))

    assert (sent, tomorrow) == ([1, 0], [1])


# --- What was given up ------------------------------------------------------------------------


def make_dead(kind: str = "test") -> Message:
    message = make_message(kind=kind)
    Message.objects.filter(pk=message.pk).update(dead_at=NOON, attempts=24, last_error="OSError")
    return message


def test_what_was_given_up_is_sent_again_with_the_same_message_id():
    renders(mails.Mail("Dag", "x"))
    message, admin = make_dead(), make_team(TeamRoleName.REGION_ADMIN)

    before = outbox.deliver_due(now=NOON)
    send_again(message=message, by=admin, now=NOON)
    after = outbox.deliver_due(now=NOON)

    assert (before, after) == (0, 1)
    assert mail.outbox[0].extra_headers["Message-ID"] == f"<message-{message.pk}@127.0.0.1>"
    assert Act.objects.latest("pk").data == {"messages": [message.pk]}


def test_all_that_was_given_up_is_sent_again_at_once():
    admin = make_team(TeamRoleName.REGION_ADMIN)
    dead = [make_dead().pk, make_dead().pk]

    counts = [send_all_again(by=admin, now=NOON) for _time in range(2)]

    assert counts == [2, 0]
    assert [act.data for act in Act.objects.filter(verb="mail.sent_again")] == [{"messages": dead}]


def test_a_mail_is_dropped_with_a_reason_and_once():
    message, admin = make_dead(), make_team(TeamRoleName.REGION_ADMIN)

    with pytest.raises(WhyDropped):
        drop_mail(message=message, by=admin, reason=" ", now=NOON)
    drop_mail(message=message, by=admin, reason="Zij belde zelf.", now=NOON)

    message.refresh_from_db()
    assert (message.dropped_because, message.dead_at) == ("Zij belde zelf.", None)
    with pytest.raises(NotGivenUp):
        send_again(message=message, by=admin, now=NOON)


def test_only_who_administers_the_region_decides_about_mails():
    message, broker = make_dead(), make_team()

    for decide in (
        lambda: send_again(message=message, by=broker, now=NOON),
        lambda: send_all_again(by=broker, now=NOON),
        lambda: drop_mail(message=message, by=broker, reason="Nee", now=NOON),
    ):
        with pytest.raises(NotYours):
            decide()


def test_what_is_owed_for_later_waits():
    renders(mails.Mail("Dag", "x"))
    message = make_message()
    Message.objects.filter(pk=message.pk).update(not_before=NOON + timedelta(hours=1))

    assert [outbox.deliver_due(now=NOON + timedelta(hours=hours)) for hours in (0, 2)] == [0, 1]


def test_the_same_mail_is_owed_once_and_none_without_an_address():
    owed = [
        owe_mail("test", dedupe_key="k", address=address, language="nl", at=NOON)
        for address in ("a@example.org", "a@example.org", "")
    ]

    assert owed[0] == owed[1]
    assert (owed[2], Message.objects.count()) == (None, 1)
