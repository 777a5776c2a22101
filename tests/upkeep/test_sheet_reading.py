"""A wrong file gets a clear answer; a right one is read however it was saved."""

import tracemalloc
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gangmaker.core.csvtext import csv_text
from gangmaker.upkeep.sheets import reading, workbooks
from gangmaker.upkeep.sheets.days import Way, could_be_two, found_ways, read_day
from gangmaker.upkeep.sheets.reading import read_table

from .sheets_made import csv_of, with_part, workbook_of

ROWS = (("name", "source"), ("Café", "Durf-koffie"))
ENTITY = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'


@pytest.mark.parametrize(
    ("data", "encoding", "delimiter"),
    [
        (csv_of(*ROWS), "utf-8", ";"),
        (csv_of(*ROWS, delimiter=","), "utf-8", ","),
        (csv_of(*ROWS, delimiter="\t"), "utf-8", "\t"),
        (csv_of(*ROWS, encoding="utf-8-sig"), "utf-8", ";"),
        (csv_of(*ROWS, encoding="windows-1252"), "windows-1252", ";"),
        (csv_of(*ROWS, encoding="utf-16"), "utf-16", ";"),
        (csv_of(*ROWS, encoding="utf-16-le"), "utf-16", ";"),
        (csv_of(*ROWS, encoding="utf-16-be"), "utf-16", ";"),
        (b"sep=,\r\n" + csv_of(*ROWS, delimiter=","), "utf-8", ","),
        (workbook_of(*ROWS), "", ""),
    ],
)
def test_a_sheet_is_read_however_it_was_saved(data, encoding, delimiter):
    table = read_table(data)

    assert (table.header, [line.cells for line in table.lines]) == (ROWS[0], [ROWS[1]])
    assert (table.encoding, table.delimiter) == (encoding, delimiter)


def test_rows_keep_the_numbers_that_a_spreadsheet_shows_and_empty_ones_are_counted():
    table = read_table(csv_of(("name",), ("",), ("Anne",), (" ",), ("Jan",), ("",)))

    assert [(line.number, line.cells[0]) for line in table.lines] == [(3, "Anne"), (5, "Jan")]
    assert table.empty == 2


@pytest.mark.parametrize("sign", ["\x0b", "\x0c", "\x1c", "\x85", "\u2028"])
def test_only_what_ends_a_line_in_a_file_ends_a_row(sign):
    """Some programs write a line break within a cell so, without quotation marks."""
    table = read_table(csv_of(("name", "about"), ("Anne", f"Weeft{sign}en spint")))

    assert [(line.number, line.cells[0], len(line.cells)) for line in table.lines] == [
        (2, "Anne", 2)
    ]


def test_days_and_whole_numbers_of_a_workbook_are_read_as_people_write_them():
    table = read_table(workbook_of(("a", "b", "c"), (date(2026, 5, 4), 12.0, 1.5)))

    assert table.lines[0].cells == ("2026-05-04", "12", "1.5")


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b"", reading.SheetIsEmpty),
        (b"\xef\xbb\xbf\r\n;;\r\n", reading.SheetIsEmpty),
        (b"x" * (reading.MOST_BYTES + 1), reading.SheetTooLarge),
        (b"\xd0\xcf\x11\xe0old", reading.OldWorkbook),
        (b"name\r\n\x81\x8d", reading.UnknownLetters),
        (b"\x00\x01\x02\x03\x04", reading.UnknownLetters),
        (b'name;source\r\n"Jan;x\r\n', reading.BrokenQuotes),
        (b"PK\x03\x04nothing", workbooks.NotAWorkbook),
        (with_part(workbook_of(*ROWS), "xl/vbaProject.bin", b"x"), workbooks.WorkbookHasMacros),
        (with_part(workbook_of(*ROWS), "../../x", b"x"), workbooks.WorkbookIsUnsafe),
        (with_part(workbook_of(*ROWS), "xl/a.xml", ENTITY), workbooks.WorkbookIsUnsafe),
        (
            with_part(workbook_of(*ROWS), "xl/a.xml", ENTITY.decode().encode("utf-16")),
            workbooks.WorkbookIsUnsafe,
        ),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(data, refusal):
    with pytest.raises(refusal):
        read_table(data)


def test_a_workbook_that_unpacks_to_gigabytes_is_refused_before_it_does():
    bomb = with_part(workbook_of(*ROWS), "xl/a.bin", bytes(60 * 1024 * 1024))
    tracemalloc.start()

    with pytest.raises(workbooks.WorkbookTooLarge):
        read_table(bomb)

    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 10 * 1024 * 1024


@given(st.lists(st.sampled_from(["=1+1", "+32 56", "-1", "@x", "Jan", "'s avonds"]), min_size=1))
def test_what_we_give_out_harmless_is_taken_in_as_it_was(cells):
    table = read_table(csv_text([["name"] * len(cells), cells]).encode())

    assert table.lines[0].cells == tuple(cells)


@pytest.mark.parametrize(
    ("texts", "way", "assumed", "mixed"),
    [
        (["2026-05-04"], Way.YEAR_FIRST, False, False),
        (["21/11/2026", "4-5-2026"], Way.DAY_FIRST, False, False),
        (["11/21/2026", "4/5/2026"], Way.MONTH_FIRST, False, False),
        (["4/5/2026"], Way.DAY_FIRST, True, False),
        (["5/5/2026"], Way.DAY_FIRST, False, False),
        (["21/11/2026", "11/21/2026"], Way.DAY_FIRST, False, True),
    ],
)
def test_how_a_column_writes_its_days_is_found_and_what_is_assumed_is_said(
    texts, way, assumed, mixed
):
    ways = found_ways(texts)

    assert (ways.way, ways.assumed, ways.mixed) == (way, assumed, mixed)


def test_a_day_is_read_in_the_way_of_its_column():
    assert [read_day(text, Way.DAY_FIRST) for text in ("4.5.2026", "2026-5-4T10:00", "x")] == [
        date(2026, 5, 4),
        date(2026, 5, 4),
        None,
    ]
    assert read_day("4/5/2026", Way.MONTH_FIRST) == date(2026, 4, 5)
    assert read_day("31/2/2026", Way.DAY_FIRST) is None
    assert (could_be_two("4/5/2026"), could_be_two("4/4/2026")) == (True, False)
