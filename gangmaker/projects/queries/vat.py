"""What pages look up about VAT: what parties recover, from which day."""

from collections.abc import Iterable

from django.db.models import QuerySet

from gangmaker.core.vat import Regime
from gangmaker.projects.models import VatRegime


def regimes_of(parties: Iterable[int]) -> dict[int, list[Regime]]:
    """What was said of each party, the last word last; one query."""
    found: dict[int, list[Regime]] = {}
    for row in VatRegime.objects.filter(party__in=parties).order_by("pk"):
        found.setdefault(row.party_id, []).append(Regime(row.valid_from, row.recovers))
    return found


def regimes_in_order() -> QuerySet[VatRegime]:
    """By party and day, the word that counts before the one that it put right."""
    rows = VatRegime.objects.select_related("party__area")
    return rows.order_by("party__name", "party", "-valid_from", "-pk")
