"""``make bench``: every page, the floor and the peer, in one run, as one table."""

import argparse
import os
import platform
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from rich.console import Console

from bench import load, places, servers, table
from bench.bars import progress_bar
from bench.machine import busy_share, processor
from bench.region import Page
from bench.table import Row

RESULTS = Path(__file__).with_name("results")
KEPT, AWAKE, ANEW, FIRST = "kept", "kept, an act a second", "made anew", "first"
AS_IT_IS = "as it is"
FLOOR = "one query, one template"
FLOORS = (FLOOR, "as startproject begins")
PEER_PAGES = (
    ("list", "/bench/talk/"),
    ("list without JavaScript", "/bench/schedule/nojs"),
    ("landing", "/bench/"),
)


class Standard(NamedTuple):
    """What pages are compared with, in requests per second."""

    floor: float
    peer: float


class Ready(NamedTuple):
    """All that is measured, made ready: folders and pages by region, and the peer."""

    regions: dict[str, Path]
    pages: dict[str, Sequence[Page]]
    python: Path
    settings: dict[str, str]
    entry: str

    @property
    def steps(self) -> int:
        ours = sum(_steps(page) for pages in self.pages.values() for page in pages)
        return len(FLOORS) + len(self.regions) + len(PEER_PAGES) + 1 + ours


def main() -> None:
    asked = _arguments()
    console = Console()
    about = _about(asked.seconds)
    with console.status("Making the regions and the peer ready"):
        ready = _made_ready()
    rows: list[Row] = []
    with progress_bar(console) as bar, servers.redis():
        task = bar.add_task("", total=ready.steps)
        for row in _rows(ready, asked):
            rows.append(row)
            bar.update(task, advance=1, description=f"{row.region} {row.page}, {row.way}")
    standard = _standard(rows)
    rows = [_compared(row, standard) for row in rows]
    about += _after(standard)
    text = table.as_markdown(rows, about=about, verdicts=table.verdicts(rows))
    written = table.write(rows, text=text, folder=RESULTS, name=asked.name)
    console.print(text)
    console.print("Written: " + ", ".join(str(path.relative_to(servers.ROOT)) for path in written))


def _made_ready() -> Ready:
    regions = {"demo": places.demo(), "large": places.large()}
    pages = {name: places.pages_of(place) for name, place in regions.items()}
    return Ready(regions, pages, *places.peer())


def _rows(ready: Ready, asked: argparse.Namespace) -> Iterator[Row]:
    """The floor is measured again after each region, since others may use the machine too."""
    database = ready.regions["large"] / "main.sqlite3"
    for name in FLOORS:
        yield _floor(name, database, asked)
    with servers.peer(ready.python, ready.settings, path="/bench/") as address:
        for name, path in (*PEER_PAGES, ("one entry", f"/bench/talk/{ready.entry}/")):
            yield _row("peer", Page(name, path), AS_IT_IS, address, asked)
    for region, place in ready.regions.items():
        with servers.ours(place) as address:
            yield from _region(region, ready.pages[region], place, address, asked)
        yield _floor(FLOOR, database, asked)


def _floor(name: str, database: Path, asked: argparse.Namespace) -> Row:
    with servers.floor(database, as_started=name != FLOOR) as address:
        return _row("floor", Page(name, "/", queries=1), ANEW, address, asked)


def _standard(rows: Sequence[Row]) -> Standard:
    floors = [row.per_second for row in rows if row.region == "floor" and row.page == FLOOR]
    peers = [row.per_second for row in rows if row.region == "peer"]
    return Standard(sum(floors) / len(floors), max(peers))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--seconds", type=int, default=load.SECONDS, help="of each measurement")
    parser.add_argument("--name", default=datetime.now(UTC).strftime("%Y-%m-%d"))
    return parser.parse_args()


def _steps(page: Page) -> int:
    if not page.path:
        return 1
    return 2 if page.cookie else 4


def _region(
    region: str, pages: Sequence[Page], place: Path, address: str, asked: argparse.Namespace
) -> Iterator[Row]:
    """The first answers of all pages before anything is kept; then each in its ways."""
    for page in pages:
        yield _first(region, page, address)
    for page in pages:
        if page.path and page.cookie:
            yield _row(region, page, ANEW, address, asked)
        elif page.path:
            yield _row(region, page, KEPT, address, asked)
            with load.something_happening(place / "main.sqlite3"):
                yield _row(region, page, AWAKE, address, asked)
            yield _row(region, page, ANEW, address, asked)


def _first(region: str, page: Page, address: str) -> Row:
    if not page.path:
        return Row(region, page.name, FIRST, 0, 0, 0, 0, 0, 0, 0, 0, note=page.note)
    once = load.ask_once(address + page.path, page.cookie)
    return Row(
        region=region,
        page=page.name,
        way=FIRST,
        per_second=0,
        median=once.milliseconds,
        p99=0,
        queries=0,
        page_bytes=page.size,
        wire_bytes=once.wire_bytes,
        of_floor=0,
        of_peer=0,
        wrong=int(once.status != 200),
        note=page.note or ("" if once.status == 200 else f"status {once.status}"),
    )


def _row(region: str, page: Page, way: str, address: str, asked: argparse.Namespace) -> Row:
    found = load.measure(
        address + page.path,
        anew=way == ANEW and not page.cookie,
        cookie=page.cookie,
        seconds=asked.seconds,
    )
    return Row(
        region=region,
        page=page.name,
        way=way,
        per_second=found.per_second,
        median=found.median,
        p99=found.p99,
        queries=page.queries if way == ANEW else int(way == KEPT and region in ("demo", "large")),
        page_bytes=page.size,
        wire_bytes=found.wire_bytes,
        of_floor=0,
        of_peer=0,
        wrong=found.wrong,
        note=page.note + (f" {found.wrong} answers were wrong" if found.wrong else ""),
    )


def _compared(row: Row, standard: Standard) -> Row:
    if not row.per_second:
        return row
    return replace(
        row,
        of_floor=row.per_second / standard.floor,
        of_peer=row.per_second / standard.peer,
    )


def _about(seconds: int) -> list[str]:
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"],
        cwd=servers.ROOT,
        capture_output=True,
        text=True,
        check=False,
    ).stdout.strip()
    return [
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, version {commit or 'unknown'}, {processor()}, "
        f"{os.cpu_count()} cores, Python {platform.python_version()}.",
        f"Before it began, others kept the machine {busy_share():.0%} busy.",
        f"wrk: {load.CONNECTIONS} connections, {load.THREADS} thread, {seconds} s "
        f"after {load.WARM_UP_SECONDS} s of warming up, on the same machine; takes packed answers.",
        f"All under granian with {servers.WORKERS} processes of {servers.THREADS} threads, on "
        "SQLite; Gangmaker by “gangmaker run --web-only”, its limits in Redis.",
        "first: the first answer to one visitor after the start. kept: shared by anonymous "
        "visitors. made anew: each request asks for another address, so nothing kept fits.",
        f"Peer: {places.PEER}, {places.ENTRIES:,} entries, no cache server; "
        "“times the peer” is against its fastest page here.",
    ]


def _after(standard: Standard) -> list[str]:
    return [
        f"Floor: {standard.floor:,.0f} requests a second (mean of the measurements of “{FLOOR}”); "
        f"the peer's fastest page: {standard.peer:,.1f}. "
        f"Afterwards others kept the machine {busy_share():.0%} busy."
    ]


if __name__ == "__main__":
    main()
