"""What is kept of the backups, what may go, and that one is made at a time."""

from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gangmaker.upkeep import media
from gangmaker.upkeep.store import Backup, Manifest, Store, worth_keeping, write_manifest
from gangmaker.upkeep.words import CannotKeep
from tests.world import NOON


def made(store: Store, at: datetime, *, reason: str = "hourly", media=None) -> Backup:
    with store.making(at=at, reason=reason) as folder:
        manifest = Manifest(
            made_at=at.isoformat(),
            version="1",
            vendor="sqlite",
            reason=reason,
            migrations=[],
            rows={},
            database={},
            media=media or {},
            missing=[],
            untrue=[],
            seconds=0.0,
        )
        write_manifest(folder, manifest)
    return store.backups()[-1]


def of(moments, tmp_path, reason="hourly"):
    return [Backup(at, tmp_path / f"{at:%Y%m%dT%H%M%SZ}-{reason}") for at in moments]


def test_two_years_of_hours_leave_24_hours_14_days_and_12_months(tmp_path):
    hours = [NOON - timedelta(hours=number) for number in range(2 * 365 * 24)]

    kept = worth_keeping(of(hours, tmp_path), now=NOON)

    ages = [NOON - backup.made_at for backup in reversed(kept)]
    assert ages[:24] == [timedelta(hours=number) for number in range(24)]
    days = {backup.made_at.date() for backup in kept if NOON - backup.made_at < timedelta(days=14)}
    assert len(days) == 14
    assert len({f"{backup.made_at:%Y%m}" for backup in kept}) == 12
    assert len(kept) <= 24 + 14 + 12


@given(st.lists(st.integers(min_value=0, max_value=2 * 365 * 24 * 60)))
def test_the_newest_is_kept_and_keeping_twice_changes_nothing(minutes):
    every = of([NOON - timedelta(minutes=number) for number in minutes], Path("/backups"))

    kept = worth_keeping(every, now=NOON)

    assert not every or max(every) in kept
    assert worth_keeping(kept, now=NOON) == kept


def test_what_somebody_made_for_a_reason_stays_two_weeks(tmp_path):
    store = Store(tmp_path)
    for minutes in (50, 40, 30, 20):
        made(store, NOON - timedelta(days=13, minutes=minutes), reason="before migrate")
    made(store, NOON)
    last = made(store, NOON, reason="before restore")

    gone_soon = store.prune(now=NOON)
    gone_later = store.prune(now=NOON + timedelta(days=2))

    assert gone_soon == []  # not even of the two of one second
    assert last == store.newest()
    assert len(gone_later) == 3


def test_what_was_not_finished_is_no_backup(tmp_path):
    store = Store(tmp_path)
    first = made(store, NOON)

    with suppress(RuntimeError), store.making(at=NOON, reason="hourly") as folder:
        (folder / "half").write_text("…")
        raise RuntimeError
    (tmp_path / ".making-left-by-a-power-cut").mkdir()

    assert store.backups() == [first]
    assert made(store, NOON + timedelta(hours=1)) == store.newest()
    assert not list(tmp_path.glob(".making-*"))


def test_a_file_stays_as_long_as_a_backup_names_it(tmp_path):
    store, pictures = Store(tmp_path / "backups"), tmp_path / "media"
    (pictures / "items/ab").mkdir(parents=True)
    for name in ("first", "second"):
        (pictures / "items/ab" / name).write_text(name)
    both = media.keep(pictures, store, known={})
    (pictures / "items/ab/first").unlink()
    one = media.keep(pictures, store, known=both)
    made(store, NOON - timedelta(days=500), media=both)
    made(store, NOON, media=one)

    before = [store.blob(both[path][0]).exists() for path in sorted(both)]
    for month in range(1, 25):
        made(store, NOON + timedelta(days=31 * month), media=one)
    store.prune(now=NOON + timedelta(days=31 * 25))
    after = [store.blob(both[path][0]).exists() for path in sorted(both)]

    assert (before, after) == ([True, True], [False, True])


def test_a_manifest_that_was_touched_is_not_believed(tmp_path):
    backup = made(Store(tmp_path), NOON)
    manifest = backup.folder / "manifest.json"
    manifest.write_text(manifest.read_text().replace('"1"', '"2"'))

    with pytest.raises(CannotKeep, match="not the one that was written"):
        backup.manifest()


def test_two_backups_are_not_made_at_once(tmp_path):
    store = Store(tmp_path)

    with store.alone() as first, Store(tmp_path).alone() as second:
        assert (first, second) == (True, False)
    with store.alone() as later:
        assert later
