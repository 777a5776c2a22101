"""Reading grants: the list, the dossier of one, and the dossier as a table for a spreadsheet."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Paginator
from django.db.models import Min, Sum
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gangmaker.actors.queries import name_for
from gangmaker.contributions.models import Form, Rate
from gangmaker.contributions.queries import shown_rates
from gangmaker.core.csvtext import Cell, Decimal, csv_text
from gangmaker.core.eligibility import Because
from gangmaker.projects import rules
from gangmaker.projects.models import Deadline, Grant, GrantLine, Payer
from gangmaker.projects.queries.grant_rows import DossierRow
from gangmaker.projects.queries.grants import Dossier, dossier_of, grants_for, own_share
from gangmaker.projects.queries.leverage import leverage_by
from gangmaker.web import quantities
from gangmaker.web.guards import ActorRequest
from gangmaker.web.keeping.requests import who

from .shown import (
    RateLine,
    cents,
    leverage_shown,
    method_shown,
    percent,
    rate_line,
    share_shown,
)

PER_PAGE = 30
ROWS_PER_PAGE = 50
HEAPS = {
    "open": gettext_lazy("Can be claimed"),
    "claimed": gettext_lazy("Claimed"),
    "reported": gettext_lazy("Only reported"),
    "ineligible": gettext_lazy("Does not count"),
}
FUNDER_HEAPS = ("claimed", "reported")


@dataclass(frozen=True)
class GrantRow:
    """A grant in the list, for grants.html."""

    pk: int
    title: str
    funder: str
    period: tuple[date, date]
    amount: str
    claimed: str
    next_deadline: date | None
    overdue: bool


def grants(request: ActorRequest) -> HttpResponse:
    viewer, today = who(request), timezone.localdate()
    rows = grants_for(viewer).select_related("funder__area").order_by("-starts_on", "pk")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    keys = [grant.pk for grant in page]
    claimed, next_on = _claimed(keys), _next_deadlines(keys)
    shown = [
        GrantRow(
            pk=grant.pk,
            title=grant.title,
            funder=name_for(grant.funder, viewer),
            period=(grant.starts_on, grant.ends_on),
            amount=cents(grant.amount),
            claimed=cents(claimed.get(grant.pk, 0)),
            next_deadline=next_on.get(grant.pk),
            overdue=next_on.get(grant.pk, today) < today,
        )
        for grant in page
    ]
    context = {"page": page, "rows": shown, "may_keep": rules.can_keep_grants(viewer)}
    return render(request, "web/ledger/grants.html", context)


def _claimed(grants: list[int]) -> dict[int, int]:
    """The costs claimed from each grant that it pays itself, in cents: money, never a value."""
    lines = GrantLine.objects.filter(
        grant__in=grants,
        use="claimed",
        withdrawn_at=None,
        cost__line__payer=Payer.GRANT,
    )
    rows = lines.values("grant").annotate(cents=Coalesce(Sum("cents"), 0)).order_by()
    return {row["grant"]: row["cents"] for row in rows}


def _next_deadlines(grants: list[int]) -> dict[int, date]:
    waiting = Deadline.objects.filter(grant__in=grants, met_on=None).values("grant")
    rows = waiting.annotate(first=Min("due_on")).order_by()
    return {row["grant"]: row["first"] for row in rows}


@dataclass(frozen=True)
class RowShown:
    """An entry or a cost of the dossier, for dossier_row.html.

    ``counts`` is what of a cost counts, where that is not all of it; ``missing`` names the page
    on which what it lacks is entered: "letter" or "vat".
    """

    row: DossierRow
    form: str
    amount: str
    value: str
    counts: str
    vat: str
    notes: tuple[str, ...]
    missing: str
    payer: str
    reasons: tuple[str, ...]
    difference: str
    chosen: bool = False


PAYERS: Mapping[str, object] = {
    "this_grant": gettext_lazy("this grant pays"),
    "other_grant": gettext_lazy("another grant pays"),
    Payer.OWN.value: Payer.OWN.label,
    Payer.THIRD_PARTY.value: Payer.THIRD_PARTY.label,
    Payer.IN_KIND.value: Payer.IN_KIND.label,
}


def row_shown(row: DossierRow, *, chosen: bool = False) -> RowShown:
    claimed = row.line is not None
    value = row.line.cents if row.line else row.cents
    return RowShown(
        row=row,
        form=str(capfirst(Form(row.form).label)) if row.form else _("Cost"),
        amount=quantities.amount(row.unit, row.said, form=row.form),
        value=cents(value) if value is not None and row.form != Form.MONEY else "",
        counts=cents(value) if value is not None and not row.form and value != row.said else "",
        vat=cents(row.vat) if row.vat else "",
        notes=tuple(str(note) for note in row.notes),
        missing=_missing(row),
        payer=str(PAYERS.get(row.payer, "")),
        reasons=tuple(str(reason) for reason in (row.doubts if claimed else row.reasons)),
        difference=quantities.amount(row.unit, row.difference, form=row.form)
        if row.difference
        else "",
        chosen=chosen,
    )


def _missing(row: DossierRow) -> str:
    codes = {reason.code for reason in row.reasons}
    if Because.NO_LETTER in codes:
        return "letter"
    return "vat" if Because.NO_VAT_REGIME in codes else ""


def grant(request: ActorRequest, grant: Grant) -> HttpResponse:
    return grant_page(request, grant)


def grant_page(
    request: ActorRequest,
    grant: Grant,
    *,
    chosen: frozenset[str] = frozenset(),
    status: int = 200,
) -> HttpResponse:
    """The dossier. ``chosen`` are the rows that were ticked and could not be entered."""
    viewer, now = who(request), timezone.now()
    dossier = dossier_of(grant, viewer=viewer, at=now)
    keeps = rules.can_keep_grants(viewer)
    heaps = _heaps(request, dossier, for_team=viewer.is_team)
    current = next(str(heap["value"]) for heap in heaps if heap["current"])
    rows = getattr(dossier, current)
    page = Paginator(rows, ROWS_PER_PAGE).get_page(request.GET.get("page"))
    leverage = leverage_by(grant, method=dossier.method, rates=dossier.rates)
    context = {
        "grant": grant,
        "funder": name_for(grant.funder, viewer),
        "owner": name_for(grant.owner, viewer),
        "deputy": name_for(grant.deputy, viewer) if grant.deputy else "",
        "figures": _figures(grant, dossier),
        "counted": [capfirst(Form(form.form).label) for form in dossier.forms],
        "own_share": percent(own_share(grant)),
        "share": share_shown(dossier.co_financing()),
        "leverage": [leverage_shown(one) for one in leverage],
        "method": _method(grant, dossier),
        "awards": _awards(dossier),
        "deadlines": dossier.deadlines,
        "today": timezone.localdate(now),
        "reads_letters": viewer.is_team,
        "heaps": heaps,
        "heap": current,
        "page": page,
        "rows": [row_shown(row, chosen=row.key in chosen) for row in page],
        "to_correct": [row_shown(row) for row in dossier.to_correct],
        "may_keep": keeps,
        "choosing": keeps and current in ("open", "ineligible", "reported"),
    }
    return render(request, "web/ledger/grant.html", context, status=status)


def _heaps(request: ActorRequest, dossier: Dossier, *, for_team: bool) -> list[dict[str, object]]:
    shown = tuple(HEAPS) if for_team else FUNDER_HEAPS
    asked = request.POST.get("show") or request.GET.get("show", "")
    current = asked if asked in shown else shown[0]
    return [
        {
            "value": name,
            "label": HEAPS[name],
            "size": len(getattr(dossier, name)),
            "current": name == current,
        }
        for name in shown
    ]


def _figures(grant: Grant, dossier: Dossier) -> list[dict[str, str]]:
    from_grant = dossier.co_financing().from_grant
    return [
        {"label": _("Amount of the grant"), "value": cents(grant.amount)},
        {
            "label": _("Claimed from it"),
            "value": cents(from_grant),
            "definition": _("Costs that this grant pays."),
        },
        {"label": _("Left"), "value": cents(grant.amount - from_grant)},
    ]


def _method(grant: Grant, dossier: Dossier) -> object | None:
    """How hours and goods in the dossier got their value, with the rates that were used."""
    if grant.method is None:
        return None
    return method_shown(grant.method, shown_rates(_used(dossier)))


def _used(dossier: Dossier) -> Collection[Rate]:
    """The rates that a line was entered with, or that a row would be valued by now."""
    now = {row.rate_id for row in dossier.rows if row.line is None}
    then = {row.line.rate for row in dossier.rows if row.line and row.line.rate}
    return then | {rate for rate in dossier.rates if rate.pk in now}


def _awards(dossier: Dossier) -> list[dict[str, object]]:
    """The projects of a grant; a title only for who may know of the project."""
    return [
        {
            "pk": award.pk,
            "project": award.project if award.project_id in dossier.known else None,
            "amount": cents(award.amount),
        }
        for award in dossier.awards
    ]


def grant_csv(request: ActorRequest, grant: Grant) -> HttpResponse:
    """The dossier as a table; text that a spreadsheet would take for a formula is marked."""
    dossier = dossier_of(grant, viewer=who(request), at=timezone.now())
    heads: list[Cell] = [
        _("Day"), _("What"), _("Project"), _("By"), _("Form"), _("Said"), _("Unit"),
        _("Value in euros"), _("Valued by"), _("Rate"), _("Source"), _("State"), _("Why not"),
        _("Of which VAT"), _("What counts"),
    ]  # fmt: skip
    rates = {rate.rate_id: rate_line(rate) for rate in shown_rates(_used(dossier))}
    rows = [_cells(row, grant, rates) for row in dossier.rows]
    answer = HttpResponse(csv_text([heads, *rows]), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="grant-{grant.pk}.csv"'
    return answer


def _cells(row: DossierRow, grant: Grant, rates: Mapping[int, RateLine]) -> list[Cell]:
    shown = row_shown(row)
    value, key = (row.line.cents, row.line.rate_id) if row.line else (row.cents, row.rate_id)
    rate = rates.get(key or 0)
    method = str(grant.method.name) if grant.method and rate else ""
    return [
        row.on.isoformat(),
        row.what,
        row.title,
        row.who,
        shown.form,
        Decimal(row.said) if row.unit == "cents" else row.said,
        {"cents": "EUR"}.get(row.unit, row.unit),
        None if value is None else Decimal(value),
        method,
        rate.amount if rate else "",
        rate.source if rate else "",
        row.line.get_use_display() if row.line else "",
        " ".join(shown.reasons),
        Decimal(row.vat) if row.vat else None,
        " ".join(shown.notes),
    ]
