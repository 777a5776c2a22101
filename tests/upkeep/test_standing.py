"""F19 F39: nothing is changed while nothing may be; everybody reads on, and is told."""

import errno
from collections import namedtuple
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse
from psycopg.errors import DiskFull

from gangmaker.actors.models import Actor, TeamRoleName
from gangmaker.actors.pictures import write_file
from gangmaker.config.management.commands import work
from gangmaker.trail import mails
from gangmaker.trail.models import Item, Message
from gangmaker.upkeep import standing, state
from gangmaker.upkeep.standing import Why, why_read_only
from tests import world

pytestmark = [pytest.mark.faults, pytest.mark.both_databases, pytest.mark.django_db]

IDEA = {"title": "Een stoel van vlas", "form": "idea"}
Usage = namedtuple("Usage", "total used free")


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    settings.BACKUP_DIR = tmp_path / "backups"
    yield
    standing.forget_full()
    state.forget_readiness()


@pytest.fixture
def full(monkeypatch) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda place: Usage(10**9, 10**9, 10**6))


def signed_in(actor: Actor) -> Client:
    client = Client(raise_request_exception=False)
    assert actor.account
    client.force_login(actor.account)
    return client


def everything() -> dict[str, int]:
    return {"items": Item.objects.count(), "messages": Message.objects.count()}


@pytest.mark.parametrize("why", [Why.BY_HAND, Why.RESTORED])
def test_while_frozen_writing_is_503_with_a_way_on_and_reading_works(why):
    client = signed_in(world.make_person())
    question = world.make_question()
    before = everything()
    standing.freeze(why)

    written = client.post(reverse("web:join"), IDEA)
    read = client.get(reverse("web:item", args=[question.slug]))

    assert (written.status_code, written.headers["Retry-After"]) == (503, "120")
    assert "what you typed is still there" in client.post(
        "/en/join/", IDEA
    ).content.decode().replace("&#x27;", "'")
    assert read.status_code == 200
    assert 'role="status"' in read.content.decode()
    assert everything() == before


def test_a_page_that_visitors_share_tells_it_too(shared_pages, client):
    before = client.get("/nl/").content.decode()
    standing.freeze()

    during = client.get("/nl/").content.decode()
    standing.thaw()

    banner = 'class="notice notice--waiting"'
    assert [banner in page for page in (before, during, client.get("/nl/").content.decode())] == [
        False,
        True,
        False,
    ]


def test_after_thawing_the_same_is_accepted_again(client):
    standing.freeze()
    standing.thaw()

    answer = client.post(reverse("web:join"), IDEA)

    assert answer.status_code != 503
    assert why_read_only() is None


@pytest.mark.django_db(transaction=True)
def test_a_page_that_writes_although_it_is_only_read_writes_nothing(monkeypatch):
    """Whatever a page forgets, the connection refuses."""
    client = signed_in(world.make_person())
    standing.freeze()

    monkeypatch.setattr(Item.objects, "visible_to", writes)
    answer = client.get(reverse("web:item", args=["anything"]))

    assert answer.status_code == 503
    assert not Actor.objects.filter(slug="written").exists()


def test_without_read_only_mode_it_would_be_written(monkeypatch):
    """The negative control."""
    client = signed_in(world.make_person())

    monkeypatch.setattr(Item.objects, "visible_to", writes)
    client.get(reverse("web:item", args=["anything"]))

    assert Actor.objects.filter(slug="written").exists()


def writes(*args, **kwargs):
    Actor.objects.create(kind="person", slug="written", name="W", created_at=world.NOON)
    return Item.objects.none()


def test_a_message_that_waits_to_be_shown_does_not_break_reading():
    admin = world.make_team(TeamRoleName.REGION_ADMIN)
    client = signed_in(admin)
    client.post(reverse("web:region-terms"), {"idea": 9, "offer": 9, "question": 9, "project": 9})
    standing.freeze()

    first, second = (client.get(reverse("web:region-terms")) for _time in range(2))

    assert (first.status_code, second.status_code) == (200, 200)


@pytest.mark.django_db(transaction=True)
def test_while_frozen_the_worker_keeps_the_queue_and_still_makes_backups(monkeypatch, mailoutbox):
    monkeypatch.setattr(mails, "_renderers", {"test": lambda message: mails.Mail("Dag", "Alles?")})
    for number in range(3):
        owed(number)
    waiting = Message.objects.due(at=world.NOON).count()
    done: list[str] = []
    monkeypatch.setattr(work, "ALSO_WHEN_READ_ONLY", (lambda *, now: done.append("backup"),))
    standing.freeze()

    work.tick(now=world.NOON)
    while_frozen = (Message.objects.due(at=world.NOON).count(), len(mailoutbox))
    standing.thaw()
    work.tick(now=world.NOON)

    assert (waiting, while_frozen, len(mailoutbox)) == (3, (3, 0), 3)
    assert done == ["backup", "backup"]


def owed(number: int) -> Message:
    """In the outbox, without waking the worker."""
    return Message.objects.create(
        kind="test",
        dedupe_key=f"test:{number}",
        address=f"reader{number}@example.org",
        language="nl",
        created_at=world.NOON,
        not_before=world.NOON,
    )


def test_a_disk_without_room_freezes_by_itself_and_room_ends_it(full, monkeypatch):
    client = signed_in(world.make_person())
    question = world.make_question()

    refused = client.post(reverse("web:join"), IDEA)
    read = client.get(reverse("web:item", args=[question.slug]))
    monkeypatch.undo()
    accepted = client.post(reverse("web:join"), IDEA)

    assert (refused.status_code, read.status_code) == (503, 200)
    assert accepted.status_code != 503


def test_a_database_that_says_it_is_full_freezes_at_once(monkeypatch):
    client = signed_in(world.make_person())

    def fails(*args, **kwargs):
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(Item.objects, "visible_to", fails)
    met_it = client.get(reverse("web:item", args=["anything"]))
    next_one = client.post(reverse("web:join"), IDEA)

    assert (met_it.status_code, next_one.status_code) == (503, 503)
    assert why_read_only() is Why.FULL
    assert client.get("/readyz").status_code == 503


@pytest.mark.skipif(
    "postgresql" in configured.DATABASES["default"]["ENGINE"], reason="SQLite's own"
)
@pytest.mark.django_db(transaction=True)
def test_sqlite_that_reaches_its_limit_loses_nothing():
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        (pages,) = cursor.fetchone()
        cursor.execute(f"PRAGMA max_page_count = {pages + 3}")
    try:
        kept: list[int] = []
        with pytest.raises(OperationalError) as full:
            add_people_until_it_fails(kept)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA max_page_count = 1073741823")

    assert standing.note_if_full(full.value)
    assert Actor.objects.filter(pk__in=kept).count() == len(kept) > 0


def add_people_until_it_fails(kept: list[int]) -> None:
    while len(kept) < 1000:
        kept.append(world.make_person(name="x" * 60).pk)


@pytest.mark.parametrize(
    ("error", "is_full"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), True),
        (OperationalError("database or disk is full"), True),
        (DiskFull("could not extend file"), True),
        (OperationalError("database is locked"), False),
        (ValueError("anything"), False),
        (None, False),
    ],
)
def test_what_says_that_no_room_is_left(error, is_full):
    assert standing.says_full(error) is is_full


def test_what_is_sent_leaves_no_half_file_on_a_full_disk(tmp_path, monkeypatch):
    def no_room(self, content):
        with self.open("wb") as file:
            file.write(content[:10])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", no_room)
    with pytest.raises(OSError, match="No space"):
        write_file(tmp_path / "items/ab/abc", b"x" * 100)

    assert list((tmp_path / "items/ab").iterdir()) == []


def test_another_folder_in_use_is_not_restored_beneath():
    with standing.in_use(), standing.in_use(), pytest.raises(standing.InUse):
        standing.to_oneself().__enter__()
    with standing.to_oneself(), pytest.raises(standing.InUse):
        standing.in_use().__enter__()
