"""``make drill``: every fault as often as it takes to be believed, on both databases.

    python -m tests.faults.drill            # all
    python -m tests.faults.drill F22 F25    # those whose name holds one of the words

Fails when one acknowledged write was lost, or when a platform was not well afterwards.
"""

import contextlib
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests import postgresql
from tests.faults import damages, drills, worker_drills
from tests.faults.houses import House, built_like, on_postgresql
from tests.faults.outcome import Outcome
from tests.faults.writers import writing

console = Console()


@dataclass(frozen=True)
class Ground:
    """Where drills take place: makes houses that were migrated, or empty ones."""

    name: str
    furnished: Callable[[str], House]
    empty: Callable[[str], House]


Drill = Callable[[Ground], Outcome]


def _full_disk(ground: Ground) -> Outcome:
    house = ground.furnished("full")
    with small_disk(house.folder, template=house.file):
        return drills.full_disk(house, times=5)


DRILLS: tuple[tuple[str, Drill], ...] = (
    (
        "F22 backup under load",
        lambda g: drills.backup_under_load(
            g.furnished("load"), g.empty("restored"), times=2, writes=50
        ),
    ),
    (
        "F25 killed in a migration",
        lambda g: drills.killed_migrations(g.empty("killed"), g.furnished("like")),
    ),
    ("killed while writing", lambda g: drills.killed_writers(g.furnished("writers"), times=5)),
    ("F19 disk full", _full_disk),
    ("F23 damaged backups", lambda g: damages.damaged_backups(g.furnished("damaged"))),
    ("F35 secret key changed", lambda g: drills.rotated_key(g.furnished("key"), times=3)),
    (
        "F39 read-only mode",
        lambda g: drills.frozen_while_writing(g.furnished("frozen"), times=10),
    ),
    ("F11 killed in a mail", lambda g: worker_drills.killed_workers(g.furnished("mail"), times=25)),
    ("F40 three days", lambda g: worker_drills.three_days_asleep(g.furnished("asleep"), times=3)),
)


@contextmanager
def grounds(folder: Path) -> Iterator[list[Ground]]:
    """SQLite, and PostgreSQL where it is installed; the houses are copies of one."""
    first = House(folder / "sqlite")
    first.folder.mkdir()
    _must(first.gangmaker("migrate"))
    sqlite = Ground(
        "SQLite",
        lambda name: built_like(first.file, folder / f"sqlite-{name}"),
        lambda name: _made(House(folder / f"sqlite-{name}")),
    )
    if postgresql.binaries() is None:
        console.print(postgresql.NOT_HERE)
        yield [sqlite]
        return
    with postgresql.server() as dsn:
        model = on_postgresql(dsn, folder / "postgresql")
        _must(model.gangmaker("migrate"))
        template = model.database.rpartition("/")[2]
        furnished = Ground(
            "PostgreSQL",
            lambda name: on_postgresql(dsn, folder / f"postgresql-{name}", template=template),
            lambda name: on_postgresql(dsn, folder / f"postgresql-{name}"),
        )
        yield [sqlite, furnished]


def _made(house: House) -> House:
    house.folder.mkdir(parents=True, exist_ok=True)
    return house


def _must(done: "subprocess.CompletedProcess[str]") -> None:
    assert done.returncode == 0, done.stderr


@contextmanager
def small_disk(folder: Path, *, template: Path) -> Iterator[None]:
    """``folder`` on a disk of 160 MB, with the database in it. Needs root."""
    content = template.read_bytes()
    options = ["-t", "tmpfs", "-o", "size=160m", "tmpfs", str(folder)]
    subprocess.run(["mount", *options], check=True, capture_output=True)
    try:
        (folder / template.name).write_bytes(content)
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def main(words: Sequence[str]) -> int:
    table = Table(
        "Fault", "Database", "Times", "Acknowledged", "Lost", "Seconds to recover", "Well after"
    )
    bad = 0
    with (
        tempfile.TemporaryDirectory(prefix="gangmaker-drill-") as place,
        grounds(Path(place)) as every,
    ):
        chosen = [d for d in DRILLS if not words or any(word in d[0] for word in words)]
        for (name, drill), ground in [(d, g) for d in chosen for g in every]:
            bad += _add(table, name, drill, ground)
        if len(every) > 1 and (not words or "export" in words):
            bad += _add(table, "export, import, and back", _there_and_back(every), every[0])
    console.print(table)
    return 1 if bad else 0


def _there_and_back(every: list[Ground]) -> Drill:
    sqlite, server = every

    def travel(_ground: Ground) -> Outcome:
        here = sqlite.furnished("travels")
        with writing(here) as writers:
            writers.wait_for(200)
        return drills.exported_and_back(here, server.empty("there"), sqlite.empty("back"))

    return travel


def _add(table: Table, name: str, drill: Drill, ground: Ground) -> int:
    """One row; 1 when it is bad."""
    if name.startswith("F19") and ground.name != "SQLite":
        return 0  # the disk of a server is the server's; what it says then is tested
    console.print(f"{name} · {ground.name} …")
    try:
        outcome = drill(ground)
    except (AssertionError, OSError, subprocess.SubprocessError) as failed:
        console.print(f"It broke off: {failed}", style="red", markup=False)
        table.add_row(name, ground.name, "", "", "", "", "[red]it broke off[/red]")
        return 1
    bad = outcome.lost > 0 or not outcome.well
    colour = "red" if bad else "green"
    table.add_row(
        outcome.fault,
        ground.name,
        str(outcome.times),
        f"{outcome.acknowledged:,}",
        f"[{colour}]{outcome.lost}[/{colour}]",
        f"{outcome.seconds:.1f}",
        f"[{colour}]{'yes' if outcome.well else 'no'}[/{colour}]",
    )
    return int(bad)


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        sys.exit(main(sys.argv[1:]))
