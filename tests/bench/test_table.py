"""The table of ``make bench`` says what was measured, and what misses which aim."""

import csv
from dataclasses import replace
from pathlib import Path

from bench.table import Row, as_markdown, verdicts, write

HOME = Row(
    region="large",
    page="home",
    way="kept",
    per_second=2000.0,
    median=3.5,
    p99=12.0,
    queries=1,
    page_bytes=50_000,
    wire_bytes=9_000,
    of_floor=0.8,
    of_peer=40.0,
)


def test_a_row_is_a_line_that_people_can_read():
    text = as_markdown([HOME], about=["On one machine."], verdicts=["All is well."])

    assert "- On one machine." in text
    assert (
        "| large | home | kept | 2,000 | 3.5 | 12.0 | 1 | 50,000 | 9,000 | 80% | 40.0 |  |" in text
    )
    assert "- All is well." in text


def test_what_was_not_measured_is_no_zero():
    first = replace(
        HOME, way="first", per_second=0.0, p99=0.0, queries=0, of_floor=0.0, of_peer=0.0
    )

    text = as_markdown([first], about=[], verdicts=[])

    assert "| large | home | first | – | 3.5 | – | – | 50,000 | 9,000 | – | – |  |" in text


def test_every_aim_is_told_and_what_misses_it_is_named():
    slow = replace(HOME, page="search", way="made anew", per_second=10.0, p99=200.0, queries=13)
    rows = [HOME, replace(HOME, region="demo"), slow, replace(slow, region="demo", per_second=20.0)]

    talk = replace(HOME, page="200 comments", way="made anew", per_second=79.0, queries=6)

    told = verdicts([replace(HOME, of_floor=0.3, of_peer=5.0), *rows, talk])

    assert told == [
        "Public pages at 40% of the floor or better: missed by large home (kept): 30%.",
        "At least 10 times the peer: missed by large home (kept): 5.0.",
        "p99 under 150 ms: missed by large search (made anew): 200 ms; "
        "demo search (made anew): 200 ms.",
        "No page over 12 queries: missed by large search (made anew): 13; "
        "demo search (made anew): 13.",
        "The large region no slower than 1.3 times the demo region: "
        "missed by large search (made anew): 2.0 times.",
        "Comments made anew 80 times a second, in 8 queries: "
        "missed by large 200 comments (made anew): 79, 6.",
    ]


def test_programs_read_the_same_rows(tmp_path: Path):
    written = write([HOME], text="told", folder=tmp_path / "results", name="today")

    assert [path.name for path in written] == ["today.md", "today.csv"]
    assert written[0].read_text(encoding="utf-8") == "told"
    with written[1].open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [(row["page"], row["per_second"], row["wire_bytes"]) for row in rows] == [
        ("home", "2000.0", "9000")
    ]
