"""``make bench-matching``: the longlist and its other way round among very many, and beside it
how the nearest vectors are found."""

import argparse
import os
import statistics
import time
import tracemalloc
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from bench.bars import progress_bar
from bench.machine import busy_share, processor

if TYPE_CHECKING:
    from gangmaker.brokerage.models import Brief

RESULTS: Final = Path(__file__).resolve().parents[1] / "results"
FOLDER: Final = Path(__file__).resolve().parents[2] / "var" / "bench" / "matching"
AIM: Final = 300.0
"""Milliseconds for a longlist."""
AIMED: Final = ("longlist", "longlist, commonest concept")
WARM: Final = 3
NOW: Final = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Took:
    name: str
    median: float
    p95: float
    slowest: float
    megabytes: float


def main() -> None:
    asked = _arguments()
    console = Console()
    busy = busy_share()
    _set_up(FOLDER / f"{asked.members}-{asked.briefs}")
    with progress_bar(console) as progress:
        _fill(asked.members, asked.briefs, progress)
        rows = _matched(asked.times, progress)
    tables = [_matching_table(rows, asked), _nearest_table()]
    for table in tables:
        console.print(table)
    about = f"{processor()}, others busy {busy:.0%} of it; {datetime.now(UTC):%Y-%m-%d %H:%M} UTC"
    console.print(about)
    console.print(f"Written: {_write(tables, about)}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench-matching")
    parser.add_argument("--members", type=int, default=100_000)
    parser.add_argument("--briefs", type=int, default=20_000)
    parser.add_argument("--times", type=int, default=100)
    return parser.parse_args()


def _set_up(folder: Path) -> None:
    """Settings of an installation of its own, before Django reads them."""
    folder.mkdir(parents=True, exist_ok=True)
    os.environ["GANGMAKER_DATA_DIR"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "gangmaker.config.settings"
    import django  # late: after the settings were said

    django.setup()


def _fill(members: int, briefs: int, progress: Progress) -> None:
    """Once; what is there already stays. Half a region is none: then it is thrown away by hand."""
    from django.core.management import call_command  # late: after setup

    from bench.matching.filling import Filling, Size  # late: it has models
    from gangmaker.brokerage.models import Availability

    call_command("migrate", verbosity=0)
    if not Availability.objects.exists():
        Filling(Size(members, briefs), NOW).fill(progress)


def _matched(times: int, progress: Progress) -> list[Took]:
    from gangmaker.actors.models import Actor  # late: after setup
    from gangmaker.brokerage.models import Brief
    from gangmaker.brokerage.queries.fitting import what_fits
    from gangmaker.brokerage.queries.longlist import longlist

    related = ("by__area", "on_behalf_of__area", "area")
    briefs = list(Brief.objects.select_related(*related).order_by("pk")[: times + WARM])
    actors = list(Actor.objects.order_by("pk")[: times + WARM])
    alone = _commonest(briefs)
    return [
        _took("longlist", lambda brief: longlist(brief, at=NOW), briefs, progress),
        _took(
            "longlist, commonest concept", lambda _time: longlist(alone, at=NOW), briefs, progress
        ),
        _took(
            "what fits somebody",
            lambda actor: what_fits(actor, viewer=actor, at=NOW),
            actors,
            progress,
        ),
    ]


def _commonest(briefs: Sequence["Brief"]) -> "Brief":
    """The hardest case: the brief that most members fit."""
    from gangmaker.brokerage.queries.longlist import longlist  # late: after setup

    return max(briefs[:30], key=lambda brief: longlist(brief, at=NOW, limit=1).considered)


def _took(name: str, do: Callable[[Any], object], what: Sequence[Any], progress: Progress) -> Took:
    task = progress.add_task(name, total=len(what))
    took = []
    for one in what:
        began = time.perf_counter()
        do(one)
        took.append((time.perf_counter() - began) * 1000)
        progress.advance(task)
    took = took[WARM:]
    tracemalloc.start()
    for one in what[:WARM]:
        do(one)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    p95 = statistics.quantiles(took, n=20, method="inclusive")[-1]
    return Took(name, statistics.median(took), p95, max(took), peak / 1e6)


def _matching_table(rows: list[Took], asked: argparse.Namespace) -> Table:
    table = Table(title=f"{asked.members:,} available members, {asked.briefs:,} open briefs")
    for column in ("", "median ms", "p95 ms", "slowest ms", "peak MB", f"aim {AIM:.0f} ms"):
        table.add_column(column, justify="right" if column else "left")
    for row in rows:
        verdict = ("reached" if row.p95 <= AIM else "not reached") if row.name in AIMED else ""
        numbers = (f"{row.median:.0f}", f"{row.p95:.0f}", f"{row.slowest:.0f}")
        table.add_row(row.name, *numbers, f"{row.megabytes:.1f}", verdict)
    return table


def _nearest_table() -> Table:
    from bench.matching.nearest import NAMES, WIDE, searched  # late: usearch

    table = Table(title=f"The ten nearest of {NAMES:,} names, {WIDE} numbers each, one thread")
    for column in ("", "median ms", "p95 ms", "found of ten", "made ready in s"):
        table.add_column(column, justify="right" if column else "left")
    for row in searched():
        times = (f"{row.median:.2f}", f"{row.p95:.2f}")
        table.add_row(row.name, *times, f"{row.found * 10:.1f}", f"{row.ready:.2f}")
    return table


def _write(tables: Sequence[Table], about: str) -> Path:
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / "matching.txt"
    with path.open("w", encoding="utf-8") as file:
        console = Console(file=file, width=110)
        for table in tables:
            console.print(table)
        console.print(about)
    return path


if __name__ == "__main__":
    main()
