"""What fits you: what is open and asks for what you confirmed, with every reason."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from gangmaker.brokerage.queries.fitting import WhatFits, what_fits
from gangmaker.concepts.queries import named
from gangmaker.trail.queries import told_in
from gangmaker.web.guards import ActorRequest
from gangmaker.web.items import rows
from gangmaker.web.items.rows import current_language
from gangmaker.web.items.shapes import Row
from gangmaker.web.keeping.requests import who
from gangmaker.web.longlist.reasons import Missing, Why, concepts_of, missing_of, whys_of

MOST = 50


@dataclass(frozen=True)
class FitRow:
    """For fitting/fit_row.html."""

    item: Row
    points: int
    whys: list[Why]
    missing: list[Missing]


def fits(request: ActorRequest) -> HttpResponse:
    """For herself, or for the organisation on whose behalf she acts."""
    actor, now = request.acting or who(request), timezone.now()
    found = what_fits(actor, viewer=who(request), at=now, limit=MOST)
    context = {
        "actor": actor,
        "rows": _rows(request, found),
        "found": found.found,
        "most": MOST,
        "available": found.herself.available,
        "is_full": found.herself.is_full,
        "has_concepts": bool(found.herself.member.concepts),
    }
    return render(request, "web/fitting/what_fits.html", context)


def _rows(request: ActorRequest, found: WhatFits) -> list[FitRow]:
    """Four queries, however many."""
    items = rows.with_facts([row.item for row in found.rows])
    texts = told_in(items, current_language())
    shown = rows.rows_from(items, texts, viewer=request.actor, at=timezone.now())
    by_item = {item.pk: row for item, row in zip(items, shown, strict=True)}
    names = named(concepts_of(row.fit for row in found.rows), current_language())
    return [
        FitRow(
            item=by_item[row.item],
            points=row.fit.points,
            whys=whys_of(row.fit.reasons, names, found.herself.words),
            missing=missing_of(row.fit.missing, names),
        )
        for row in found.rows
    ]
