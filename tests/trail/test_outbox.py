"""The outbox: leased, rendered, sent, marked; late rather than lost, dropped rather than wrong."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.core import mail

from gangmaker.trail import mails, outbox
from gangmaker.trail.models import Message
from gangmaker.trail.operations import owe_mail
from tests.world import NOON

pytestmark = [pytest.mark.django_db]


@pytest.fixture(autouse=True)
def _renderers(monkeypatch) -> Iterator[None]:
    monkeypatch.setattr(mails, "_renderers", dict(mails._renderers))
    with time_machine.travel(NOON, tick=False):
        yield


def renders(answer: mails.Mail | None) -> None:
    mails.renders("test")(lambda message: answer)


def make_message(address: str = "reader@example.org") -> Message:
    """Owed, without waking the worker: the test itself delivers."""
    return Message.objects.create(
        kind="test",
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


def test_a_mail_server_that_refuses_is_asked_again_later_and_given_up_in_the_end(monkeypatch):
    def refuse(*args: object) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr(outbox, "_send", refuse)
    renders(mails.Mail("Dag", "x"))
    make_message()
    now, waits = NOON, []

    for _attempt in range(outbox.ATTEMPTS):
        outbox.deliver_due(now=now)
        message = Message.objects.get()
        waits.append(message.not_before - now)
        now = max(now, message.not_before) + timedelta(seconds=1)

    assert waits[:-1] == sorted(waits[:-1])
    assert (message.attempts, message.sent_at) == (outbox.ATTEMPTS, None)
    assert message.dropped_at is not None


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
