"""F11 F13 F14: mail servers that misbehave, and workers that die between two lines."""

import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine

from gangmaker.config import smtp
from gangmaker.config.mail import django_mail_settings
from gangmaker.trail import mails, outbox
from gangmaker.trail.models import Message
from gangmaker.trail.operations import owe_mail
from gangmaker.trail.posting import post
from tests.faults.smtp import PATIENCE, MailServer, Way, mail_server
from tests.world import NOON

pytestmark = [pytest.mark.faults, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def _renderers(monkeypatch) -> Iterator[None]:
    monkeypatch.setattr(mails, "_renderers", {"test": lambda message: mails.Mail("Dag", "Alles?")})
    with time_machine.travel(NOON, tick=False):
        yield


def leads_to(settings, server: MailServer, *, starttls: bool = False) -> None:
    way = "" if starttls else "?starttls=no"
    found = django_mail_settings(f"smtp://127.0.0.1:{server.port}{way}")
    for name, value in {**found, "EMAIL_TIMEOUT": PATIENCE}.items():
        setattr(settings, name, value)


def owed(count: int = 1) -> list[Message]:
    return [
        Message.objects.create(
            kind="test",
            dedupe_key=f"test:{number}",
            address=f"reader{number}@example.org",
            language="nl",
            created_at=NOON,
            not_before=NOON,
        )
        for number in range(count)
    ]


def deliver(*, hours: int = 0) -> int:
    return outbox.deliver_due(now=NOON + timedelta(hours=hours))


RETRIED = [
    (Way.NOT_NOW, "SMTPRecipientsRefused"),
    (Way.REFUSES_SENDER, "SMTPSenderRefused 550"),
    (Way.REFUSES_MAIL, "SMTPDataError 554"),
    (Way.SILENT, "SMTPServerDisconnected"),
    (Way.GOES_AFTER_DATA, "SMTPServerDisconnected"),
    (Way.HANGS_AFTER_DATA, "SMTPServerDisconnected"),
    (Way.DRIBBLES, "SMTPServerDisconnected"),
]


@pytest.mark.parametrize(("way", "error"), RETRIED, ids=lambda value: getattr(value, "name", ""))
def test_a_mail_server_that_misbehaves_gets_the_mail_another_time(
    way, error, settings, monkeypatch
):
    monkeypatch.setattr(smtp, "LONGEST_SECONDS", 3 * PATIENCE)
    owed()
    with mail_server(way, Way.WELL) as server:
        leads_to(settings, server)
        started = time.monotonic()
        first = deliver()
        took = time.monotonic() - started
        waiting = Message.objects.get()
        second = deliver(hours=1)

    assert (first, second) == (0, 1)
    assert took < 6 * PATIENCE
    assert (waiting.dead_at, waiting.last_error.split(" 4")[0]) == (None, error)
    assert waiting.not_before > NOON
    assert len(server.message_ids) <= 2
    assert len(set(server.message_ids)) == 1


def test_only_for_good_is_for_good(settings):
    owed()
    with mail_server(Way.REFUSES_ADDRESS) as server:
        leads_to(settings, server)
        deliver()

    assert Message.objects.get().last_error == "SMTPRecipientsRefused 550"
    assert Message.objects.get().dead_at == NOON


def test_without_a_safe_connection_nothing_is_said(settings):
    owed()
    with mail_server(Way.BAD_TLS) as server:
        leads_to(settings, server, starttls=True)
        sent = deliver()

    assert (sent, server.message_ids) == (0, [])
    assert Message.objects.get().last_error.startswith("SSL")


def test_a_slow_mail_server_gets_it_once(settings):
    owed()
    with mail_server(Way.SLOW) as server:
        leads_to(settings, server)
        sent = [deliver(), deliver(hours=1)]

    assert (sent, len(server.message_ids)) == ([1, 0], 1)


def test_one_that_is_away_is_asked_once_and_all_leave_when_it_is_back(settings):
    owed(5)
    with mail_server() as server:
        leads_to(settings, server)
        settings.EMAIL_PORT = 9  # nobody listens there
        away = deliver()
        tried = Message.objects.filter(attempts=1).count()
        settings.EMAIL_PORT = server.port
        back = deliver(hours=1)

    assert (away, tried, back) == (0, 1, 5)
    assert len(set(server.message_ids)) == 5


def test_a_page_never_waits_for_the_mail_server(settings):
    with mail_server(Way.SILENT) as server:
        leads_to(settings, server)
        started = time.monotonic()
        owe_mail("test", dedupe_key="k", address="a@example.org", language="nl", at=NOON)
        took = time.monotonic() - started

    assert (server.connections, took < PATIENCE) == (0, True)


# --- Workers that die -------------------------------------------------------------------------


class Killed(BaseException):
    """As with ``kill -9``: nothing of ours is done after it. Real ones are in ``make drill``."""


@pytest.mark.parametrize("when", ["before it left", "after it left"])
def test_a_worker_that_dies_loses_nothing_and_says_it_at_most_twice(when, settings, monkeypatch):
    owed(3)

    def die(*mail: Any) -> None:
        if when == "after it left":
            post(*mail)
        raise Killed

    with mail_server() as server:
        leads_to(settings, server)
        monkeypatch.setattr(outbox, "post", die)
        with pytest.raises(Killed):
            deliver()
        monkeypatch.setattr(outbox, "post", post)
        at_once = deliver()
        when_its_lease_has_ended = deliver(hours=1)

    assert (at_once, when_its_lease_has_ended) == (2, 1)
    assert len(set(server.message_ids)) == 3
    assert len(server.message_ids) == (4 if when == "after it left" else 3)
