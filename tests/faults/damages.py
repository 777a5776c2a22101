"""F23 on whole installations: backups that were damaged, and what another database left behind."""

import shutil
import time
from collections.abc import Callable
from pathlib import Path

from tests.faults.drills import is_well, lost
from tests.faults.houses import House
from tests.faults.outcome import Outcome
from tests.faults.writers import writing

EVERYTHING = "SELECT count(*), max(id) FROM trail_act"


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(content)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-200])


def database_in(backup: Path) -> Path:
    return next(path for path in backup.iterdir() if path.name.startswith(("database", "rows")))


DAMAGES: tuple[Callable[[Path], None], ...] = (
    lambda backup: flip(database_in(backup)),
    lambda backup: cut(database_in(backup)),
    lambda backup: database_in(backup).unlink(),
    lambda backup: flip(backup / "manifest.json"),
    lambda backup: cut(backup / "manifest.json"),
    lambda backup: (backup / "manifest.sha256").unlink(),
)


def damaged_backups(house: House) -> Outcome:
    """Each damage is refused with a sentence while what is there stays; the good one is taken."""
    with writing(house) as writers:
        writers.wait_for(20)
    good = made(house)
    well, seconds = True, 0.0
    for damage in DAMAGES:
        kept = good.with_name("kept")
        shutil.copytree(good, kept)
        damage(good)
        before = house.rows(EVERYTHING)
        refused = house.gangmaker("restore", good.name, "--force")
        well = well and refused.returncode == 1 and "Traceback" not in refused.stderr
        well = well and house.rows(EVERYTHING) == before
        shutil.rmtree(good)
        kept.rename(good)
    leave_behind(house)
    started = time.monotonic()
    back = house.gangmaker("restore", good.name, "--force", "--open")
    seconds = time.monotonic() - started
    well = well and back.returncode == 0 and is_well(house)
    gone = lost(house, writers.acknowledged)
    times = len(DAMAGES) + 1
    return Outcome(
        "F23 damaged backups, stale WAL", times, len(writers.acknowledged), gone, seconds, well
    )


def made(house: House) -> Path:
    done = house.gangmaker("backup")
    assert done.returncode == 0, done.stderr
    return next((house.folder / "backups").glob("2*"))


def leave_behind(house: House) -> None:
    """Beside a SQLite database, what another one would have left there after a power cut."""
    if house.database:
        return
    for end in ("-wal", "-shm"):
        house.file.with_name(f"{house.file.name}{end}").write_bytes(b"\x37\x7f\x06\x82" * 4096)
