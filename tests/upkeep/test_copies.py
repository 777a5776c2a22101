"""A copy of a SQLite database: of one moment, while others write, and looked through."""

import sqlite3
from contextlib import closing
from threading import Event, Thread

import pytest

from gangmaker.upkeep import sqlitefile
from tests.upkeep.conftest import change

pytestmark = pytest.mark.faults


def test_a_copy_holds_the_same_and_nothing_is_wrong_with_it(lived_in, tmp_path):
    copy = tmp_path / "copy.sqlite3"

    sqlitefile.copy_database(lived_in, copy)

    looked = sqlitefile.look_through(copy)
    assert looked == sqlitefile.look_through(lived_in)
    assert (looked.damaged, looked.untrue) == ([], [])
    assert looked.rows["contributions_confirmation"] == 1
    assert "trail.0002_triggers" in looked.migrations
    assert [path.name for path in tmp_path.glob("copy.sqlite3*")] == ["copy.sqlite3"]


def test_packing_gives_back_every_byte(lived_in, tmp_path):
    packed = sqlitefile.pack(lived_in, tmp_path / "packed.gz")
    unpacked = sqlitefile.unpack(tmp_path / "packed.gz", tmp_path / "again")

    assert packed == unpacked
    assert (tmp_path / "again").read_bytes() == lived_in.read_bytes()


def test_a_copy_made_among_writers_is_of_one_moment(tmp_path):
    """Each write moves one from left to right in two tables: their sum never changes."""
    source, copy, stop = tmp_path / "busy.sqlite3", tmp_path / "copy.sqlite3", Event()
    with closing(sqlite3.connect(source)) as first, first:
        first.execute("PRAGMA journal_mode=WAL")
        first.executescript(
            "CREATE TABLE l (n, filling); CREATE TABLE r (n, filling);"
            "INSERT INTO l VALUES (1000000, ''); INSERT INTO r VALUES (0, '');"
        )
        first.executemany("INSERT INTO l VALUES (0, ?)", [("x" * 4000,)] * 2000)
    writer = Thread(target=move_until, args=(source, stop))
    writer.start()

    sums = []
    for _time in range(5):
        sqlitefile.copy_database(source, copy)
        with closing(sqlite3.connect(copy)) as there:
            both = there.execute("SELECT (SELECT sum(n) FROM l) + (SELECT sum(n) FROM r)")
            sums.append(both.fetchone()[0])
        copy.unlink()
    stop.set()
    writer.join()

    assert sums == [1_000_000] * 5


def move_until(source, stop):
    with closing(sqlite3.connect(source, timeout=20)) as there:
        while not stop.is_set():
            with there:
                there.execute("UPDATE l SET n = n - 1 WHERE n > 0")
                there.execute("UPDATE r SET n = n + 1")


@pytest.mark.parametrize(
    ("sql", "told"),
    [
        (
            "UPDATE contributions_confirmation SET by_id = (SELECT giver_id FROM "
            "contributions_ledgerentry WHERE id = entry_id)",
            "not true: nobody confirmed what they gave themselves (1 times)",
        ),
        (
            "INSERT INTO contributions_ledgerentry (id, form, level, unit, quantity, given_on, "
            "reason, entered_at, contribution_id, corrects_id, entered_by_id, giver_id, item_id, "
            "on_behalf_of_id, need_id) SELECT id + 1000, form, level, unit, -500, "
            "given_on, 'x', entered_at, contribution_id, id, entered_by_id, giver_id, item_id, "
            "on_behalf_of_id, need_id FROM contributions_ledgerentry",
            "not true: no entry of the ledger is below zero after its corrections (1 times)",
        ),
        ("DELETE FROM trail_item", "names rows of trail_item that are not there"),
        ("SELECT 1", "nothing guards trail_act against changes"),
    ],
)
def test_what_cannot_be_is_told_and_kept_all_the_same(lived_in, sql, told):
    change(lived_in, sql)

    looked = sqlitefile.look_through(lived_in)

    assert looked.damaged == []
    assert any(told in sentence for sentence in looked.untrue)


@pytest.mark.parametrize("where", [0, 30_000, 200_000])
def test_a_damaged_page_is_found(lived_in, where):
    content = bytearray(lived_in.read_bytes())
    content[where : where + 4096] = b"\xa5" * 4096
    lived_in.write_bytes(content)

    assert sqlitefile.look_through(lived_in).damaged != []
