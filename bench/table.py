"""The table that is written: for people (Markdown) and for programs (CSV)."""

import csv
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path

AIM_OF_FLOOR, AIM_OF_PEER, AIM_P99, AIM_QUERIES, AIM_LARGE = 0.4, 10.0, 150.0, 12, 1.3
TALK, TALK_PER_SECOND, TALK_QUERIES = "200 comments", 80.0, 8
"""A peer's list of comments of 20 threads needs 826 queries and 0.65 s."""


@dataclass(frozen=True)
class Row:
    """One page of one region, measured one way. Times in milliseconds; 0 queries: not counted."""

    region: str
    page: str
    way: str
    per_second: float
    median: float
    p99: float
    queries: int
    page_bytes: int
    wire_bytes: int
    of_floor: float
    of_peer: float
    wrong: int = 0
    note: str = ""


WORDS = ("region", "page", "way", "note")
COLUMNS = {
    "region": "region",
    "page": "page",
    "way": "how",
    "per_second": "requests/s",
    "median": "median ms",
    "p99": "p99 ms",
    "queries": "queries",
    "page_bytes": "bytes",
    "wire_bytes": "bytes sent",
    "of_floor": "of the floor",
    "of_peer": "times the peer",
    "note": "note",
}


def as_markdown(rows: Sequence[Row], *, about: Sequence[str], verdicts: Sequence[str]) -> str:
    head = f"| {' | '.join(COLUMNS.values())} |"
    rule = f"|{'|'.join('---' if name in WORDS else '--:' for name in COLUMNS)}|"
    lines = [head, rule, *(_line(row) for row in rows)]
    told = [f"- {sentence}" for sentence in about]
    return "\n".join(
        ["# How fast it is", "", *told, "", *lines, "", "## Against the aims", ""]
        + [f"- {sentence}" for sentence in verdicts]
        + [""]
    )


def _line(row: Row) -> str:
    return f"| {' | '.join(_cell(name, getattr(row, name)) for name in COLUMNS)} |"


def _cell(name: str, value: object) -> str:
    if name == "of_floor" and isinstance(value, float):
        return f"{value:.0%}" if value else "–"
    if isinstance(value, float):
        if not value:
            return "–"
        return f"{value:,.0f}" if value >= 100 else f"{value:.1f}"
    if isinstance(value, int):
        return f"{value:,}" if value else "–"
    return str(value)


def write(rows: Sequence[Row], *, text: str, folder: Path, name: str) -> list[Path]:
    """``name``.md and ``name``.csv in ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    told, data = folder / f"{name}.md", folder / f"{name}.csv"
    told.write_text(text, encoding="utf-8")
    with data.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [field.name for field in fields(Row)])
        writer.writeheader()
        writer.writerows(asdict(row) for row in rows)
    return [told, data]


def verdicts(rows: Sequence[Row]) -> list[str]:
    """Each aim of the project, and what misses it."""
    kept = [row for row in rows if row.way in ("kept", "kept, an act a second") and row.of_floor]
    anew = [row for row in rows if row.way == "made anew"]
    return [
        _said(
            f"Public pages at {AIM_OF_FLOOR:.0%} of the floor or better",
            [_named(row, f"{row.of_floor:.0%}") for row in kept if row.of_floor < AIM_OF_FLOOR],
        ),
        _said(
            f"At least {AIM_OF_PEER:.0f} times the peer",
            [_named(row, f"{row.of_peer:.1f}") for row in kept if 0 < row.of_peer < AIM_OF_PEER],
        ),
        _said(
            f"p99 under {AIM_P99:.0f} ms",
            [_named(row, f"{row.p99:.0f} ms") for row in [*kept, *anew] if row.p99 >= AIM_P99],
        ),
        _said(
            f"No page over {AIM_QUERIES} queries",
            [_named(row, str(row.queries)) for row in anew if row.queries > AIM_QUERIES],
        ),
        _said(
            f"The large region no slower than {AIM_LARGE} times the demo region",
            _slower(rows),
        ),
        _said(
            f"Comments made anew {TALK_PER_SECOND:.0f} times a second, in {TALK_QUERIES} queries",
            [
                _named(row, f"{row.per_second:.0f}, {row.queries}")
                for row in anew
                if row.page.startswith(TALK)
                and (row.per_second < TALK_PER_SECOND or row.queries > TALK_QUERIES)
            ],
        ),
    ]


def _slower(rows: Sequence[Row]) -> list[str]:
    small = {(row.page, row.way): row for row in rows if row.region == "demo"}
    found = []
    for row in rows:
        beside = small.get((row.page, row.way))
        if row.region != "large" or row.way == "first" or beside is None or not row.per_second:
            continue
        ratio = beside.per_second / row.per_second
        if ratio > AIM_LARGE:
            found.append(_named(row, f"{ratio:.1f} times"))
    return found


def _named(row: Row, value: str) -> str:
    return f"{row.region} {row.page} ({row.way}): {value}"


def _said(aim: str, missed: Sequence[str]) -> str:
    return f"{aim}: {'missed by ' + '; '.join(missed) if missed else 'reached by all'}."
