"""Databases to lose: real tables, made once, and a few rows of everything that is promised."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

from gangmaker.contributions.models import Form, LedgerEntry
from gangmaker.contributions.operations import answer_contribution, confirm_entry
from gangmaker.trail.models import Outcome
from gangmaker.trail.operations import Reply
from gangmaker.upkeep import sqlitefile
from tests import world

ACCEPTED = Reply(
    outcome=Outcome.ACCEPTED,
    reason="Welkom.",
    language="nl",
    next_step="We bellen je.",
    next_step_on=world.NOON.date(),
)


def give_and_confirm() -> LedgerEntry:
    """A question, an offer, its answer, what was given and that it was received."""
    question = world.make_question(needs=[world.make_need()])
    brought = world.make_contribution(
        by=world.make_person(), form=Form.TIME, target=question, quantity=120
    )
    answer_contribution(promise=brought.promise, by=question.owner, reply=ACCEPTED, now=world.NOON)
    entry = LedgerEntry.objects.get(contribution=brought.item)
    confirm_entry(entry=entry, by=question.owner, now=world.NOON)
    return entry


@pytest.fixture(scope="session")
def lived_in_once(
    django_db_setup, django_db_blocker, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A SQLite file with real tables, triggers and rows; made by the operations themselves."""
    if connection.vendor != "sqlite":
        pytest.skip("A database as a file is SQLite only.")
    empty, file = (
        connection.settings_dict["NAME"],
        tmp_path_factory.mktemp("house") / "main.sqlite3",
    )
    with django_db_blocker.unblock():
        connection.close()
        sqlitefile.copy_database(Path(empty), file)
        connection.settings_dict["NAME"] = str(file)
        try:
            give_and_confirm()
        finally:
            connection.close()
            connection.settings_dict["NAME"] = empty
    return file


@pytest.fixture
def lived_in(db, lived_in_once: Path, tmp_path: Path) -> Path:
    """One of one's own, to lose."""
    file = tmp_path / "main.sqlite3"
    sqlitefile.copy_database(lived_in_once, file)
    return file


def change(file: Path, sql: str) -> None:
    """As somebody with the database in hand would, past every trigger."""
    with closing(sqlite3.connect(file)) as connection_to_it, connection_to_it:
        for (name,) in connection_to_it.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall():
            connection_to_it.execute(f'DROP TRIGGER "{name}"')
        connection_to_it.execute(sql)
