"""Sheets: giving out, sending one, looking at it, taking it in, and what came of it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from gangmaker.core.csvtext import csv_text
from gangmaker.core.refusals import Refused
from gangmaker.trail.models import Sheet, SheetOf
from gangmaker.upkeep.sheets.checking import MOST_ROWS, Checked, Remark
from gangmaker.upkeep.sheets.columns import COLUMNS
from gangmaker.upkeep.sheets.giving_out import (
    as_csv,
    as_workbook,
    note_given_out,
    rows_to_give_out,
)
from gangmaker.upkeep.sheets.giving_out import empty_workbook as make_empty
from gangmaker.upkeep.sheets.reading import MOST_BYTES
from gangmaker.upkeep.sheets.taking_in import (
    SheetHasProblems,
    keep_sheet,
    look_at,
    take_in,
)
from gangmaker.web.guards import ActorRequest
from gangmaker.web.keeping.requests import typed, who

from .forms import GiveOutForm, SendForm

PER_PAGE: Final = 30
MOST_SHOWN: Final = 200
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def sheets(request: ActorRequest) -> HttpResponse:
    """What can be given out and taken in, and what was taken in before."""
    rows = Sheet.objects.taken_in().select_related("by").order_by("-taken_in_at", "-pk")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    kinds = [{"of": of, "label": SheetOf(of).label} for of in SheetOf.values]
    return render(request, "web/records/sheets.html", {"page": page, "kinds": kinds})


def give_out(request: ActorRequest, of: str) -> HttpResponseBase:
    """Choose columns; the file comes as the answer, and who took it is written down."""
    form = GiveOutForm(typed(request), of=of)
    viewer = who(request)
    if form.is_valid():
        columns, how = form.cleaned_data["columns"], form.cleaned_data["how"]
        try:
            note_given_out(of=of, how=how, columns=columns, by=viewer, now=timezone.now())
        except Refused as refusal:
            form.add_error("how", str(refusal))
        else:
            return _file(of, how, columns, request)
    context = {
        "form": form,
        "of": of,
        "label": SheetOf(of).label,
        "count": rows_to_give_out(of, viewer).count(),
    }
    return render(
        request, "web/records/sheet_out.html", context, status=422 if form.errors else 200
    )


def _file(of: str, how: str, columns: Sequence[str], request: ActorRequest) -> HttpResponseBase:
    name = f"gangmaker-{of}-{timezone.localdate():%Y-%m-%d}.{how}"
    if how == "xlsx":
        file = as_workbook(of, columns, who(request))
        return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)
    lines = (line.encode() for line in as_csv(of, columns, who(request)))
    return _attached(StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8"), name)


def _attached(response: HttpResponseBase, name: str) -> HttpResponseBase:
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


def columns(request: ActorRequest, of: str) -> HttpResponse:
    """What each column is called and what may be in it."""
    context = {
        "of": of,
        "label": SheetOf(of).label,
        "columns": COLUMNS[of],
        "most": MOST_ROWS[SheetOf(of)],
    }
    return render(request, "web/records/sheet_columns.html", context)


def empty(request: ActorRequest, of: str) -> HttpResponseBase:
    """A workbook to fill in: the names of the columns, and what they mean."""
    return FileResponse(
        make_empty(of), as_attachment=True, filename=f"gangmaker-{of}.xlsx", content_type=XLSX
    )


def send(request: ActorRequest, of: str) -> HttpResponse:
    """Send a file. It is only looked at; a file that nobody can read is refused with the reason."""
    form = SendForm(typed(request), request.FILES or None)
    if form.is_valid():
        sent = form.cleaned_data["file"]
        try:
            sheet = keep_sheet(
                of=of,
                name=sent.name or "",
                data=sent.read(MOST_BYTES + 1),
                by=who(request),
                now=timezone.now(),
            )
        except Refused as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect("web:sheet", sheet.public_id)
    context = {
        "form": form,
        "of": of,
        "label": SheetOf(of).label,
        "most": MOST_ROWS[SheetOf(of)],
    }
    return render(
        request, "web/records/sheet_new.html", context, status=422 if form.errors else 200
    )


def sheet(request: ActorRequest, sheet: Sheet) -> HttpResponse:
    """What would happen, with every problem; once it was taken in, what came of it."""
    if request.method == "POST":
        return _take_in(request, sheet)
    if sheet.taken_in_at is not None:
        return _what_came(request, sheet)
    try:
        checked = look_at(sheet, viewer=who(request), now=timezone.now())
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return redirect("web:sheet-new", sheet.of)
    return _preview(request, sheet, checked)


def _preview(
    request: ActorRequest, sheet: Sheet, checked: Checked, *, status: int = 200
) -> HttpResponse:
    context = {
        "sheet": sheet,
        "label": SheetOf(sheet.of).label,
        "problems": checked.problems[:MOST_SHOWN],
        "more_problems": max(0, len(checked.problems) - MOST_SHOWN),
        "notes": checked.notes[:MOST_SHOWN],
        "more_notes": max(0, len(checked.notes) - MOST_SHOWN),
        "count": len(checked.problems),
        "to_make": len(checked.to_make),
        "here": len(checked.here_already),
        "first": [_first(row.values) for row in checked.to_make[:5]],
    }
    return render(request, "web/records/sheet.html", context, status=status)


def _first(values: Mapping[str, Any]) -> str:
    return str(values.get("name") or values.get("title") or "")


def _take_in(request: ActorRequest, sheet: Sheet) -> HttpResponse:
    try:
        done = take_in(sheet=sheet, by=who(request), now=timezone.now())
    except SheetHasProblems as refusal:
        messages.warning(request, str(refusal))
        checked = look_at(sheet, viewer=who(request), now=timezone.now())
        return _preview(request, sheet, checked, status=422)
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return redirect("web:sheet", sheet.public_id)
    said = _("Imported: %(made)s made, %(here)s were here already.")
    messages.success(request, said % {"made": done.made, "here": done.here})
    return redirect("web:sheet", sheet.public_id)


def _what_came(request: ActorRequest, sheet: Sheet) -> HttpResponse:
    rows = sheet.rows.select_related("actor", "item").order_by("number")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "sheet": sheet,
        "label": SheetOf(sheet.of).label,
        "page": page,
        "made": sheet.rows.filter(made=True).count(),
        "here": sheet.rows.filter(made=False).count(),
    }
    return render(request, "web/records/sheet_report.html", context)


def report(request: ActorRequest, sheet: Sheet) -> HttpResponseBase:
    """What came of each row; of a sheet that waits, what was found in it."""
    if sheet.taken_in_at is None:
        try:
            checked = look_at(sheet, viewer=who(request), now=timezone.now())
        except Refused as refusal:
            messages.warning(request, str(refusal))
            return redirect("web:sheet-new", sheet.of)
        rows = [*_remarks(checked.problems, "problem"), *_remarks(checked.notes, "note")]
        text = csv_text([("row", "column", "kind", "said", "cell"), *rows])
    else:
        text = csv_text([("row", "key", "outcome", "id", "page"), *_came(sheet)])
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    return _attached(response, f"gangmaker-{sheet.of}-report.csv")


def _remarks(remarks: Iterable[Remark], kind: str) -> Iterable[tuple[str | int, ...]]:
    return ((remark.row or "", remark.column, kind, remark.said, remark.cell) for remark in remarks)


def _came(sheet: Sheet) -> Iterable[tuple[str | int, ...]]:
    for row in sheet.rows.select_related("actor", "item").order_by("number"):
        name, came = ("web:actor", row.actor) if row.actor else ("web:item", row.item)
        if came is None:  # a constraint
            continue
        page = reverse(name, args=[came.slug])
        outcome = "made" if row.made else "here already"
        yield row.number, row.key, outcome, str(came.public_id), f"{settings.BASE_URL}{page}"
