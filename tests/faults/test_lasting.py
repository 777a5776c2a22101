"""F22 F35 F40: backups under load, a changed key, three days without work. Long: ``make drill``."""

import json
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread

import pytest
from django.contrib.auth import SESSION_KEY
from django.db import connection
from django.test import Client
from django.urls import reverse

from gangmaker.actors.tokens import CONFIRM_ADDRESS, nonce_from, token_for
from gangmaker.config.management.commands import work
from gangmaker.trail import mails
from gangmaker.trail.models import Act, Item, Message
from gangmaker.upkeep import archive, backing_up, sqlitefile
from gangmaker.upkeep.backing_up import back_up, store
from tests import world
from tests.faults.crowds import all_at_once

pytestmark = [
    pytest.mark.faults,
    pytest.mark.both_databases,
    pytest.mark.django_db(transaction=True),
]

OLD, NEW = "old-" + "abcdefghij" * 5, "new-" + "klmnopqrst" * 5


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    settings.BACKUP_DIR = tmp_path / "backups"
    settings.BACKUP_HOURS = 1
    settings.MEDIA_ROOT = tmp_path / "media"
    backing_up._not_before[0] = 0.0


def codes_in(backup) -> set[str]:
    """The questions that a backup holds, read past everything of ours."""
    file = backup.folder / backup.manifest().database["file"]
    if file.suffix == ".gz":
        plain = backup.folder / "plain"
        sqlitefile.unpack(file, plain)
        with sqlitefile.opened(plain) as opened:
            return {row[0] for row in opened.execute("SELECT code FROM trail_item")}
    with archive.verified(file) as opened:
        at = opened.contents.tables["trail_item"].columns.index("code")
        return {json.loads(line)[at] for line in opened.lines("trail_item")}


def test_what_was_acknowledged_before_is_in_a_backup_made_among_writers():
    acknowledged: list[str] = []
    stop = Event()
    writer = Thread(target=ask_until, args=(stop, acknowledged))
    writer.start()

    kept = []
    for number in range(3):
        while len(acknowledged) < 3 * (number + 1):
            stop.wait(0.01)
        before = set(acknowledged)
        backup = back_up(reason="by hand", now=world.NOON + timedelta(hours=number))
        kept.append((before, codes_in(backup), backup.manifest()))
    stop.set()
    writer.join()

    for before, there, manifest in kept:
        assert before <= there
        assert (manifest.missing, manifest.untrue) == ([], [])
        assert manifest.rows["trail_item"] == manifest.rows["contributions_question"] == len(there)
    assert set(acknowledged) == set(Item.objects.values_list("code", flat=True))


def ask_until(stop: Event, acknowledged: list[str]) -> None:
    try:
        while not stop.is_set():
            acknowledged.append(world.make_question().code)
    finally:
        connection.close()


# --- A key that is changed --------------------------------------------------------------------


def test_with_the_old_key_named_as_earlier_one_nobody_notices(settings):
    settings.SECRET_KEY = OLD
    client, token = signed_in(), token_for("nonce", purpose=CONFIRM_ADDRESS)

    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, [OLD]

    assert client.get(reverse("web:profile")).status_code == 200
    assert nonce_from(token, purpose=CONFIRM_ADDRESS) == "nonce"
    settings.SECRET_KEY_FALLBACKS = []
    assert client.get(reverse("web:profile")).status_code == 200  # the session was signed anew


def test_without_the_old_key_sessions_and_links_end_in_order(settings):
    settings.SECRET_KEY = OLD
    client, token = signed_in(), token_for("nonce", purpose=CONFIRM_ADDRESS)

    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, []

    answer = client.get(reverse("web:profile"))
    assert (answer.status_code, SESSION_KEY in client.session) == (302, False)
    assert nonce_from(token, purpose=CONFIRM_ADDRESS) is None


def signed_in() -> Client:
    client = Client()
    person = world.make_person()
    assert person.account
    client.force_login(person.account)
    return client


# --- Three days in which nothing was done -----------------------------------------------------


def test_what_waited_three_days_is_done_once_and_one_backup_is_made(monkeypatch, mailoutbox):
    monkeypatch.setattr(mails, "_renderers", {"test": lambda message: mails.Mail("Dag", "Alles?")})
    for hour in range(0, 72, 6):
        owed(hour)
    now = world.NOON

    outcomes = all_at_once(2, lambda number: work.tick(now=now))
    work.tick(now=now + timedelta(seconds=30))

    assert outcomes == {"done": 2}
    assert len(mailoutbox) == len({mail.extra_headers["Message-ID"] for mail in mailoutbox}) == 12
    assert len(store().backups()) == 1
    acts = Act.objects.count()
    work.tick(now=now + timedelta(minutes=1))
    assert (len(mailoutbox), Act.objects.count()) == (12, acts)


def owed(hours_ago: int) -> Message:
    then = world.NOON - timedelta(hours=hours_ago)
    return Message.objects.create(
        kind="test",
        dedupe_key=f"test:{hours_ago}",
        address=f"reader{hours_ago}@example.org",
        language="nl",
        created_at=then,
        not_before=then,
    )


def test_a_backup_that_cannot_be_made_is_not_tried_at_every_tick(settings, caplog):
    Path(settings.BACKUP_DIR).write_text("a file where a folder should be")

    for second in (0, 30, 60):
        backing_up.back_up_when_due(now=world.NOON + timedelta(seconds=second))

    assert caplog.text.count("No backup was made") == 1
