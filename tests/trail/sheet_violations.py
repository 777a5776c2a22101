"""What must hold about sheets that were imported, broken by raw SQL."""

from collections.abc import Callable

from gangmaker.trail.models import Sheet, SheetRow
from tests.world import NOON, make_person, make_team

from .violations import refused_change, refused_copy


def make_sheet() -> Sheet:
    return Sheet.objects.create(of="actors", name="x", digest="d", by=make_team())


def make_row() -> SheetRow:
    return SheetRow.objects.create(sheet=make_sheet(), number=2, made=True, actor=make_person())


def a_sheet_taken_in_twice() -> None:
    sheet = make_sheet()
    Sheet.objects.filter(pk=sheet.pk).update(taken_in_at=NOON)
    refused_copy(sheet, public_id="0" * 32)


def a_sheet_kept_after_it_was_taken_in() -> None:
    refused_change(make_sheet(), taken_in_at=NOON, content="x")


def a_row_of_a_sheet_twice() -> None:
    refused_copy(make_row())


def a_row_of_a_sheet_of_nothing() -> None:
    refused_change(make_row(), actor_id=None)


SHEETS_BROKEN: dict[str, Callable[[], None]] = {
    "sheet_taken_in_once": a_sheet_taken_in_twice,
    "sheet_taken_in_is_not_kept": a_sheet_kept_after_it_was_taken_in,
    "sheet_row_once": a_row_of_a_sheet_twice,
    "sheet_row_is_an_actor_or_an_item": a_row_of_a_sheet_of_nothing,
}
