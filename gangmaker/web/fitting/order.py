"""How we order and suggest: made from the numbers that the code uses, and what they lead to."""

from datetime import date
from typing import Final

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from gangmaker.brokerage.queries.exposure import Exposure, exposure
from gangmaker.concepts.embedding import NONE
from gangmaker.contributions.queries.similar import MOST_SIMILAR
from gangmaker.core.brokerage import bridges, weights
from gangmaker.core.concepts import nearness, suggesting
from gangmaker.core.text import ALIKE
from gangmaker.trail.queries import MOST_LISTED
from gangmaker.web.guards import ActorRequest
from gangmaker.web.kept import kept
from gangmaker.web.quantities import number

from . import weights_told

CLASSIFIED_ON: Final = date(2026, 11, 22)
"""When the note under the AI Act was written; anew when what is proposed changes in kind."""
EXPOSURE: Final = "brokerage.exposure"


def how_we_order(request: ActorRequest) -> HttpResponse:
    now = timezone.now()
    measured: Exposure = kept(EXPOSURE, lambda: exposure(at=now), at=now)
    context = {
        "most_listed": MOST_LISTED,
        "related": number_format(nearness.RELATED, decimal_pos=2),
        "same": number_format(nearness.SAME, decimal_pos=2),
        "alike": ALIKE,
        "most_similar": MOST_SIMILAR,
        "points": _columns(_("What counts"), _("How much")),
        "fitting": weights_told.fitting_rows(weights.WEIGHTS),
        "worth_columns": _columns(_("Members who confirmed the concept"), _("Points")),
        "worths": weights_told.worth_rows(weights.WEIGHTS),
        "bridges": weights_told.bridge_rows(bridges.POINTS),
        "suggesting": weights_told.suggesting_rows(suggesting.WEIGHTS),
        "method": suggesting.METHOD,
        "model_on": settings.CONCEPT_MODEL != NONE,
        "model_away": settings.CONCEPT_MODEL.startswith(("https://", "http://")),
        "window": weights.WEIGHTS.window,
        "exposure_columns": _columns(_("Measured"), _("Now")),
        "exposure": _measured(measured),
        "classified_on": CLASSIFIED_ON,
    }
    return render(request, "web/fitting/how_we_order.html", context)


def _columns(what: str, how_much: str) -> list[dict[str, object]]:
    return [{"label": what, "number": False}, {"label": how_much, "number": True}]


def _measured(found: Exposure) -> list[list[str]]:
    gini = number_format(found.gini.numerator / found.gini.denominator, decimal_pos=2)
    return [
        [_("Members and organisations that are available"), number(found.available)],
        [_("Times that one of them was proposed"), number(found.proposals)],
        [_("Of them never proposed"), number(found.never)],
        [_("Gini coefficient of proposals for each of them"), str(gini)],
    ]
