"""What pages look up about VAT: what parties recover, from which day."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from gangmaker.core.vat import Regime
from gangmaker.projects.models import Cost, Project, VatRegime


def regimes_behind(costs: QuerySet[Cost]) -> QuerySet[VatRegime]:
    """What was said of the parties in whose name these bills are, the last word last.

    Without a name on it, a bill is of whoever leads the project.
    """
    led = Project.objects.filter(budget_lines__costs__in=costs)
    parties = (
        Q(party__in=costs.values("borne_by"))
        | Q(party__in=led.values("on_behalf_of"))
        | Q(party__in=led.values("by"))
    )
    return VatRegime.objects.filter(parties).order_by("pk")


def by_party(regimes: Iterable[VatRegime]) -> dict[int, list[Regime]]:
    found: dict[int, list[Regime]] = {}
    for row in regimes:
        found.setdefault(row.party_id, []).append(Regime(row.valid_from, row.recovers))
    return found


def regimes_in_order() -> QuerySet[VatRegime]:
    """By party and day, the word that counts before the one that it put right."""
    rows = VatRegime.objects.select_related("party__area")
    return rows.order_by("party__name", "party", "-valid_from", "-pk")
