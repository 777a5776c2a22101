"""What somebody gave in a year and what came of it: a page, and the same on paper."""

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gangmaker.actors.models import Actor, ActorKind
from gangmaker.actors.queries import current_region
from gangmaker.contributions.models import Form
from gangmaker.projects.queries.statement import (
    Came,
    GivenRow,
    Statement,
    statement_of,
    years_of,
)
from gangmaker.web import quantities
from gangmaker.web.guards import ActorRequest
from gangmaker.web.keeping.requests import who

from .paper import pdf

PER_PAGE = 50


@dataclass(frozen=True)
class CameShown:
    url: str
    title: str
    lang: str
    kind: str


@dataclass(frozen=True)
class RowShown:
    """One gift, for statement.html."""

    on: date
    form: str
    amount: str
    confirmed: bool
    url: str
    title: str
    lang: str
    for_organisation: str
    came: tuple[CameShown, ...]


def own_statement(request: ActorRequest, actor: Actor, year: int) -> HttpResponse:
    return _page(request, actor, year, base=reverse("web:statement", args=[year]))


def actor_statement(request: ActorRequest, actor: Actor, year: int) -> HttpResponse:
    base = reverse("web:actor-statement", args=[actor.slug, year])
    return _page(request, actor, year, base=base)


def _page(request: ActorRequest, actor: Actor, year: int, *, base: str) -> HttpResponse:
    found = statement_of(actor, year=year, viewer=who(request), at=timezone.now())
    page = Paginator(found.rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "actor": actor,
        "mine": request.actor == actor,
        "year": year,
        "years": _years(actor, year, base=base),
        "sums": [_sum(one) for one in _sums(found)],
        "hours": _hours(found),
        "page": page,
        "rows": [_row(row) for row in page],
        "results": found.results,
        "pdf_url": f"{base}statement.pdf",
    }
    return render(request, "web/ledger/statement.html", context)


def _years(actor: Actor, year: int, *, base: str) -> list[dict[str, object]]:
    years = sorted({*years_of(actor), year}, reverse=True)
    start = base.removesuffix(f"{year}/")
    return [{"year": each, "url": f"{start}{each}/", "current": each == year} for each in years]


def _sums(found: Statement) -> list[tuple[str, str, str]]:
    return [
        (
            str(capfirst(Form(one.form).label)),
            quantities.amount(one.unit, one.pledged, form=one.form),
            quantities.amount(one.unit, one.confirmed, form=one.form),
        )
        for one in found.sums
    ]


def _sum(one: tuple[str, str, str]) -> dict[str, str]:
    return dict(zip(("form", "pledged", "confirmed"), one, strict=True))


def _hours(found: Statement) -> str:
    return quantities.duration(found.minutes) if found.minutes else ""


def _row(row: GivenRow) -> RowShown:
    return RowShown(
        on=row.on,
        form=str(capfirst(Form(row.form).label)),
        amount=quantities.amount(row.unit, row.quantity, form=row.form),
        confirmed=row.confirmed,
        url=reverse("web:item", args=[row.slug]) if row.slug else "",
        title=row.title,
        lang=row.language,
        for_organisation=row.for_organisation,
        came=tuple(_came(one) for one in row.came),
    )


def _came(one: Came) -> CameShown:
    return CameShown(
        url=reverse("web:item", args=[one.slug]),
        title=one.title,
        lang=one.language,
        kind=_("result") if one.kind == "result" else _("project"),
    )


def own_pdf(request: ActorRequest, actor: Actor, year: int) -> HttpResponse:
    return _pdf(request, actor, year)


def actor_pdf(request: ActorRequest, actor: Actor, year: int) -> HttpResponse:
    return _pdf(request, actor, year)


def _pdf(request: ActorRequest, actor: Actor, year: int) -> HttpResponse:
    found = statement_of(actor, year=year, viewer=who(request), at=timezone.now())
    answer = HttpResponse(pdf("statement.typ", _told(actor, found)), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="statement-{year}.pdf"'
    answer["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'; sandbox"
    return answer


def _told(actor: Actor, found: Statement) -> dict[str, object]:
    """Every word and figure of the paper, in the language of the reader."""
    region = str(current_region().name)
    today = date_format(timezone.localdate(), "j F Y")
    hours = _hours(found)
    return {
        "lang": get_language() or "nl",
        "region": region,
        "title": _("What %(name)s gave in %(year)s") % {"name": actor.name, "year": found.year},
        "lede": _("By form: what was pledged, and what of it the receivers confirmed."),
        "sums_title": _("By form"),
        "sums_heads": [_("Form"), _("Pledged"), _("Confirmed")],
        "sums": [list(one) for one in _sums(found)],
        "hours": _("Hours as a volunteer, confirmed: %(hours)s.") % {"hours": hours}
        if hours and actor.kind == ActorKind.PERSON
        else "",
        "rows_title": _("To what, and what came of it"),
        "rows_heads": [_("Day"), _("What"), _("How much"), _("State")],
        "rows": [_line(row) for row in found.rows],
        "came": _("What came of it:"),
        "nothing": _("Nothing is in the ledger for this year."),
        "note": _("No value in euros is put on hours and goods here: that would need a method."),
        "footer": _("%(region)s, %(date)s") % {"region": region, "date": today},
    }


def _line(row: GivenRow) -> dict[str, object]:
    form = capfirst(Form(row.form).label)
    title = row.title or _("Something that is not shown now")
    what = f"{form}: {title}"
    if row.for_organisation:
        what = _("%(what)s (for %(organisation)s)") % {
            "what": what,
            "organisation": row.for_organisation,
        }
    return {
        "day": row.on.isoformat(),
        "what": what,
        "amount": quantities.amount(row.unit, row.quantity, form=row.form),
        "state": _("confirmed") if row.confirmed else _("pledged"),
        "came": [one.title for one in row.came],
    }
