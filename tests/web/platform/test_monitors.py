"""What monitors ask, who may see it, and what the log never holds."""

import json
import logging
import re
from collections import namedtuple
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from gangmaker.actors.models import Actor, TeamRoleName
from gangmaker.config.logs import JsonFormatter
from gangmaker.trail.models import Message
from gangmaker.upkeep import state
from gangmaker.upkeep.backing_up import back_up
from tests import world

TOKEN = "a-token-that-is-long-enough"


Usage = namedtuple("Usage", "total used free")


@pytest.fixture(autouse=True)
def _half_full(monkeypatch):
    """Whatever the disk of this machine is."""
    monkeypatch.setattr("shutil.disk_usage", lambda place: Usage(10**12, 5 * 10**11, 5 * 10**11))


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    settings.BACKUP_DIR = tmp_path / "backups"
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.BACKUP_HOURS = 0
    settings.METRICS_TOKEN = TOKEN
    yield
    state.forget_readiness()


def asked(path: str, *, token: str = TOKEN):
    return Client().get(path, headers={"authorization": f"Bearer {token}"} if token else {})


def signed_in(actor: Actor) -> Client:
    client = Client()
    assert actor.account
    client.force_login(actor.account)
    return client


def test_alive_asks_nothing_of_the_database():
    answer = Client().get("/healthz")  # no django_db mark: a query would fail

    assert (answer.status_code, answer.content) == (200, b"ok\n")


@pytest.mark.django_db
@pytest.mark.both_databases
def test_ready_says_more_to_the_token_only():
    told, stranger, wrong = (
        asked("/readyz"),
        asked("/readyz", token=""),
        asked("/readyz", token="x"),
    )

    assert told.json() == {
        "ready": True,
        "checks": dict.fromkeys(("database", "disk", "migrations", "mail", "backup"), True),
    }
    assert (stranger.status_code, stranger.content) == (200, b"ready\n")
    assert wrong.content == b"ready\n"


@pytest.mark.django_db
def test_not_ready_while_mail_waits_too_long_or_a_backup_is_missing(settings):
    long_ago = timezone.now() - timedelta(minutes=20)
    Message.objects.create(
        kind="test",
        dedupe_key="test",
        address="reader@example.org",
        language="nl",
        created_at=long_ago,
        not_before=long_ago,
    )
    settings.BACKUP_HOURS = 1

    answer = asked("/readyz")

    failed = [name for name, well in answer.json()["checks"].items() if not well]
    assert (answer.status_code, failed) == (503, ["mail", "backup"])


@pytest.mark.django_db
def test_being_asked_often_costs_one_look(django_assert_num_queries):
    asked("/readyz")

    with django_assert_num_queries(0):
        assert asked("/readyz").status_code == 200


@pytest.mark.django_db
def test_figures_are_for_the_token_only_and_name_no_address(settings):
    question = world.make_question()
    Client().get(reverse("web:item", args=[question.slug]))

    answer = asked("/metrics")

    text = answer.content.decode()
    assert 'gangmaker_requests_total{method="GET",route="web:item",status="200"}' in text
    assert "gangmaker_disk_free_share" in text
    assert "gangmaker_request_seconds_bucket" in text
    assert question.slug not in text
    assert asked("/metrics", token="").status_code == 404
    assert asked("/metrics", token="wrong").status_code == 404
    settings.METRICS_TOKEN = ""
    assert asked("/metrics", token="").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_the_region_admin_reads_how_it_stands_in_words(settings):
    admin = world.make_team(TeamRoleName.REGION_ADMIN)
    broker = world.make_team(TeamRoleName.BROKER)
    settings.BACKUP_HOURS = 1
    client, other = signed_in(admin), signed_in(broker)

    before = client.get("/en/region/platform/").content.decode()
    back_up(reason="by hand", now=timezone.now())
    after = client.get("/en/region/platform/").content.decode()

    assert "There is none." in before
    assert "read back and found good. 1 backup is kept." in after
    assert other.get("/en/region/platform/").status_code == 403


@pytest.mark.django_db
def test_a_log_in_json_tells_of_a_request_and_of_nobody(settings):
    settings.LOG_FORMAT = "json"
    lines: list[str] = []
    person = world.make_person("Illustrator, Kortrijk", email="els@example.org")
    question = world.make_question()
    client = signed_in(person)

    with listening(lines):
        client.get(reverse("web:item", args=[question.slug]), {"q": "els@example.org"})
        client.post("/nl/sign-in/", {"login": "els@example.org"})
        client.get("/nl/confirm/aB3dE5fG7hI9jK1lM3nO5pQ7r/")

    said = [json.loads(line) for line in lines]
    assert (said[0]["route"], said[0]["status"]) == ("web:item", 200)
    assert {"request", "method", "route", "status", "ms", "actor"} <= set(said[0])
    assert len(said[0]["actor"]) == 12
    everything = "\n".join(lines)
    for secret in ("els@", "aB3dE5fG7", question.slug, person.slug, str(person.public_id)):
        assert secret not in everything


def test_a_trace_in_json_holds_no_address():
    record = logging.LogRecord("x", logging.ERROR, "", 1, "for els@example.org", (), None)

    assert json.loads(JsonFormatter().format(record))["message"] == "for (address)"


class listening:  # noqa: N801 (used as a function)
    def __init__(self, lines: list[str]) -> None:
        self.handler = logging.Handler()
        self.handler.emit = lambda record: lines.append(JsonFormatter().format(record))  # type: ignore[method-assign]
        self.logger = logging.getLogger("gangmaker.requests")

    def __enter__(self) -> None:
        self.level = self.logger.level
        self.logger.setLevel(logging.INFO)
        self.logger.addHandler(self.handler)

    def __exit__(self, *error: object) -> None:
        self.logger.setLevel(self.level)
        self.logger.removeHandler(self.handler)


@pytest.mark.django_db
def test_what_fails_shows_a_reference_and_no_trace(monkeypatch):
    client = Client(raise_request_exception=False)

    def fails(*args, **kwargs):
        raise RuntimeError("secret detail")

    monkeypatch.setattr("gangmaker.web.context.language_links", fails)
    caches["default"].clear()
    answer = client.get("/nl/")

    assert answer.status_code == 500
    assert "secret detail" not in answer.content.decode()
    assert re.search("<span>500 · [0-9a-f]{12}</span>", answer.content.decode())
