"""Every problem is named before anything is written; then all is taken in, or nothing."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
from django.utils import translation

from gangmaker.actors.models import Actor
from gangmaker.actors.operations import enter_actor
from gangmaker.actors.rules import NotYours
from gangmaker.trail.models import Act, Item, Promise, Sheet, SheetOf, SheetRow
from gangmaker.upkeep.sheets import giving_out, taking_in
from gangmaker.upkeep.sheets.columns import COLUMNS
from gangmaker.upkeep.sheets.giving_out import ACTOR, ITEM, as_csv, as_workbook, note_given_out
from gangmaker.upkeep.sheets.reading import read_table
from gangmaker.upkeep.sheets.taking_in import forget_sheets, keep_sheet, look_at, take_in
from tests.world import NOON, make_area, make_organisation, make_person, make_question, make_team

from .sheets_made import csv_of, workbook_of

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


HEADER = ("key", "kind", "name", "source")


def send(data: bytes, *, of: str = "actors", by: Actor | None = None) -> Sheet:
    return keep_sheet(of=of, name="lijst.csv", data=data, by=by or make_team(), now=NOON)


def problems(*rows: tuple[str, ...], of: str = "actors") -> list[tuple[int, str, str]]:
    """Row, column and cell of each problem."""
    found = look_at(send(csv_of(*rows), of=of), viewer=make_team(), now=NOON).problems
    return [(remark.row, remark.column, remark.cell) for remark in found]


def notes(*rows: tuple[str, ...]) -> list[tuple[int, str]]:
    found = look_at(send(csv_of(*rows)), viewer=make_team(), now=NOON)
    assert found.problems == []
    how_it_was_read, *rest = [(remark.row, remark.said) for remark in found.notes]
    assert how_it_was_read == (0, "Read as UTF-8, with semicolons between the cells.")
    return rest


def test_every_problem_is_named_by_row_and_column():
    make_area("Menen")
    header = ("kind", "name", "source", "enterprise_number", "email", "area", "sectors", "since")
    fine = ("person", "Anne", "Durf", "", "a@example.org", "menen", "business", "2026-01-02")

    assert problems(
        header,
        fine,
        ("robot", "", "x", "0477472702", "a@", "Parijs", "money", "2027-01-01"),
        ("person", "Jan", "x", "0477472701", "", "", "", "32/1/2026"),
        ("organisation", "Wevers", "x", "0477472701", "", "", "", "", "meer"),
    ) == [
        (3, "Kind", "robot"),
        (3, "Enterprise number", "0477472702"),
        (3, "E-mail address", "a@"),
        (3, "Sectors", "money"),
        (3, "Name", ""),
        (3, "Municipality or district", "Parijs"),
        (3, "Known since", "2027-01-01"),
        (4, "Known since", "32/1/2026"),
        (4, "Enterprise number", "0477472701"),
        (4, "Enterprise number", "0477472701"),
        (5, "", "meer"),
        (5, "Enterprise number", "0477472701"),
    ]


def test_a_missing_column_and_one_that_is_there_twice_are_named():
    assert problems(("name", "Name", "kind"), ("Anne", "Anne", "person")) == [
        (0, "Where met", ""),
        (1, "Name", ""),
    ]


def test_an_unknown_column_is_named_and_not_read():
    assert notes((*HEADER, "shoe size"), ("1", "person", "Anne", "x", "40")) == [
        (1, "We do not know this column. It is not read.")
    ]


def test_empty_rows_are_left_out_and_counted():
    row = ("1", "person", "Anne", "x")

    assert notes(HEADER, ("",), ("",), row) == [(0, "2 empty rows are left out.")]


def test_fifty_thousand_rows_get_a_clear_answer():
    rows = [("", "person", f"P{number}", "x") for number in range(50_000)]
    found = look_at(send(csv_of(HEADER, *rows)), viewer=make_team(), now=NOON)

    assert [(remark.row, remark.said) for remark in found.problems] == [
        (0, "50000 rows. One file takes at most 2000: split it, and send the parts.")
    ]


def test_what_is_assumed_of_days_is_said_and_days_that_could_be_two_are_named():
    header = (*HEADER, "since")
    rows = (("", "person", "Anne", "x", "4/5/2026"), ("", "person", "Jan", "x", "2026-05-06"))

    assert notes(header, *rows) == [
        (0, "Days are read as: day, month, year."),
        (2, "Could be two days. Read as 2026-05-04."),
    ]


def test_days_that_only_fit_two_ways_are_a_problem():
    header = (*HEADER, "since")
    rows = (("", "person", "Anne", "x", "21/5/2026"), ("", "person", "Jan", "x", "5/21/2026"))

    assert (0, "Known since", "") in problems(header, *rows)


def test_who_may_be_here_already_is_named_and_made_all_the_same():
    make_organisation("Weverij")
    row = ("", "organisation", "Weverij", "x")

    assert notes(HEADER, row) == [(2, "“Weverij” is here already. It is made beside that one.")]


def test_all_of_a_sheet_is_taken_in_with_what_it_says():
    by, area = make_team(), make_area("Menen")
    header = (
        "Kind",
        "NAME",
        "Where met",
        "enterprise_number",
        "area",
        "sectors",
        "website",
        "since",
    )
    row = (
        "organisatie",
        "Weverij",
        "Durf",
        "BE 0477.472.701",
        "Menen",
        "business;creative",
        "a.be",
        "3/4/2025",
    )
    sheet = send(csv_of(header, row, delimiter="\t"), by=by)

    done = take_in(sheet=sheet, by=by, now=NOON)

    actor = Actor.objects.get(name="Weverij")
    assert (done.made, done.here) == (1, 0)
    assert (actor.enterprise_number, actor.area, actor.entered_by) == ("0477472701", area, by)
    assert sorted(actor.sectors.values_list("sector", flat=True)) == ["business", "creative"]
    assert (actor.links.get().url, actor.created_at.date().isoformat()) == (
        "https://a.be",
        "2025-04-03",
    )
    assert Act.objects.filter(verb="sheet.taken_in").get().data["made"] == 1


def test_nothing_is_written_when_one_row_cannot_be(monkeypatch):
    by = make_team()
    sheet = send(csv_of(HEADER, ("1", "person", "Anne", "x"), ("2", "person", "Jan", "x")), by=by)
    before = Actor.objects.count(), Act.objects.count()
    real = enter_actor

    def fails_at_the_second(**said):
        if said["name"] == "Jan":
            raise OSError("full")
        return real(**said)

    monkeypatch.setattr(taking_in, "enter_actor", fails_at_the_second)
    with pytest.raises(OSError, match="full"):
        take_in(sheet=sheet, by=by, now=NOON)

    sheet.refresh_from_db()
    assert (Actor.objects.count(), Act.objects.count()) == before
    assert sheet.taken_in_at is None


def test_a_sheet_with_problems_is_not_taken_in():
    sheet = send(csv_of(HEADER, ("1", "robot", "Anne", "x")))

    with pytest.raises(taking_in.SheetHasProblems):
        take_in(sheet=sheet, by=make_team(), now=NOON)


def test_the_same_file_makes_nothing_twice_however_it_is_sent():
    by, data = make_team(), csv_of(HEADER, ("1", "person", "Anne", "x"))
    first, second = send(data, by=by), send(data, by=by)
    take_in(sheet=first, by=by, now=NOON)

    for again in (first, second):
        with pytest.raises(taking_in.TakenInAlready):
            take_in(sheet=again, by=by, now=NOON)

    assert send(data, by=by) == first
    assert Actor.objects.filter(name="Anne").count() == 1


def test_the_same_number_in_a_later_file_is_the_same_record():
    by = make_team()
    take_in(sheet=send(csv_of(HEADER, ("1", "person", "Anne", "x")), by=by), by=by, now=NOON)
    later = send(
        csv_of(HEADER, ("1", "person", "Anne M.", "x"), ("2", "person", "Jan", "x")), by=by
    )

    done = take_in(sheet=later, by=by, now=NOON)

    assert (done.made, done.here) == (1, 1)
    assert (
        list(SheetRow.objects.filter(key="1").values_list("actor__name", flat=True)) == ["Anne"] * 2
    )


def test_items_are_taken_in_for_who_brought_them_with_a_promise():
    by = make_team()
    people = send(csv_of(HEADER, ("p1", "person", "Bakker", "x")), by=by)
    take_in(sheet=people, by=by, now=NOON)
    header = ("kind", "title", "source", "by", "form", "closes_on")
    rows = (
        ("idea", "Lamp", "x", "p1", "", ""),
        ("offer", "Zaal", "x", "", "space", ""),
        ("question", "Vlas?", "x", "", "", "31/12/2026"),
    )

    done = take_in(sheet=send(csv_of(header, *rows), of="items", by=by), by=by, now=NOON)

    made = {item.title: (item.kind, item.by.name) for item in Item.objects.select_related("by")}
    assert done.made == 3
    assert made == {
        "Lamp": ("idea", "Bakker"),
        "Zaal": ("offer", by.name),
        "Vlas?": ("question", by.name),
    }
    assert Promise.objects.count() == 2


@pytest.mark.parametrize(("role", "told"), [("editor", False), ("broker", True)])
def test_that_a_title_is_here_already_is_told_to_who_may_know_of_it(role, told):
    make_question(title="Vlas?", audience="brokers")
    sheet = send(csv_of(("kind", "title", "source"), ("question", "Vlas?", "x")), of="items")

    found = look_at(sheet, viewer=make_team(role), now=NOON)

    assert any("is here already" in remark.said for remark in found.notes) is told


def test_items_say_what_only_shows_when_the_row_is_read():
    stranger = make_person()
    rows = (
        ("offer", "Zaal", "x", "", ""),
        ("question", "Vlas?", "x", "", "2026-01-01"),
        ("idea", "Lamp", "x", str(stranger.public_id), ""),
        ("project", "Huis", "x", "", ""),
    )

    assert problems(("kind", "title", "source", "by", "closes_on"), *rows, of="items") == [
        (2, "Form", ""),
        (3, "Open until", "2026-01-01"),
        (4, "By whom", str(stranger.public_id)),
        (5, "Kind", "project"),
    ]


@pytest.mark.parametrize("role", ["moderator", "editor"])
def test_only_who_keeps_records_sends_takes_in_and_takes_out(role):
    other, sheet = make_team(role), send(csv_of(HEADER, ("1", "person", "Anne", "x")))

    for forbidden in (
        lambda: send(b"name", by=other),
        lambda: take_in(sheet=sheet, by=other, now=NOON),
        lambda: note_given_out(of="actors", how="csv", columns=["name"], by=other, now=NOON),
    ):
        with pytest.raises(NotYours):
            forbidden()


def test_a_file_that_waits_is_thrown_away_after_a_day_and_one_taken_in_is_not_kept():
    by = make_team()
    waiting, taken = (
        send(csv_of(HEADER, ("1", "person", "A", "x")), by=by),
        send(csv_of(HEADER, ("2", "person", "B", "x")), by=by),
    )
    take_in(sheet=taken, by=by, now=NOON)

    forget_sheets(now=NOON + timedelta(hours=23))
    there = Sheet.objects.filter(pk=waiting.pk).exists()
    forget_sheets(now=NOON + timedelta(hours=25))

    assert there
    assert list(Sheet.objects.values_list("pk", "content")) == [(taken.pk, "")]


def test_what_is_given_out_cannot_be_a_formula_and_is_taken_in_as_it_was():
    by = make_team()
    Actor.objects.create(
        kind="organisation",
        slug="x",
        name='=HYPERLINK("x")',
        phone="+32 56",
        about="-1",
        source="@x",
    )
    columns = [column.key for column in COLUMNS["actors"] if column.given_out]

    text = "".join(as_csv("actors", columns, by))
    book = as_workbook("actors", columns, by).read()

    cells = [cell for row in csv.reader(StringIO(text.removeprefix("\ufeff"))) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    tables = read_table(text.encode()), read_table(book)
    assert tables[0].header == tables[1].header == tuple(columns)
    assert tables[0].lines == tables[1].lines
    row = dict(zip(columns, tables[0].lines[-1].cells, strict=True))
    assert (row["name"], row["phone"], row["about"]) == ('=HYPERLINK("x")', "+32 56", "-1")


def test_what_was_given_out_is_here_already_when_it_is_taken_in():
    by = make_team()
    make_organisation("Weverij")
    Actor.objects.update(source="Durf")
    columns = ["id", "kind", "name", "source"]
    text = "".join(as_csv("actors", columns, by))

    found = look_at(send(text.encode(), by=by), viewer=by, now=NOON)

    assert (found.problems, len(found.to_make), len(found.here_already)) == ([], 0, 3 - 1)


def test_of_a_row_that_is_here_already_nothing_is_asked():
    """Who joined by herself has no source; what we gave out ourselves comes back all the same."""
    by = make_team()
    text = "".join(as_csv("actors", ["id", "kind", "name", "source"], by)) + ",person,,Durf\r\n"

    found = look_at(send(text.encode(), by=by), viewer=by, now=NOON)

    assert [(remark.row, remark.column) for remark in found.problems] == [(3, "Name")]


def test_taking_out_is_written_down_and_a_workbook_has_an_end(monkeypatch):
    by = make_team()
    monkeypatch.setattr(giving_out, "MOST_IN_A_WORKBOOK", 0)

    with pytest.raises(giving_out.WorkbookWouldBeTooLarge):
        note_given_out(of="actors", how="xlsx", columns=["name"], by=by, now=NOON)
    note_given_out(of="actors", how="csv", columns=["name"], by=by, now=NOON)

    act = Act.objects.get(verb="sheet.given_out")
    assert act.data == {"of": "actors", "as": "csv", "columns": ["name"]}


@pytest.mark.parametrize(("of", "getters"), [(SheetOf.ACTORS, ACTOR), (SheetOf.ITEMS, ITEM)])
def test_every_column_that_is_given_out_knows_how(of, getters):
    assert set(getters) == {column.key for column in COLUMNS[of] if column.given_out}


@pytest.mark.parametrize("count", [1, 30])
def test_giving_out_costs_the_same_however_many(count, django_assert_num_queries):
    by = make_team()
    for number in range(count):
        make_question(owner=by, title=f"Vraag {number}")
        make_organisation(f"Huis {number}")
    by = Actor.objects.get(pk=by.pk)

    with django_assert_num_queries(6):
        list(as_csv("actors", list(ACTOR), by))
        list(as_csv("items", list(ITEM), by))


def test_a_workbook_is_taken_in_like_text():
    by = make_team()
    sheet = send(workbook_of(HEADER, (1, "person", "Anne", "x")), by=by)

    take_in(sheet=sheet, by=by, now=NOON)

    assert SheetRow.objects.get().key == "1"
