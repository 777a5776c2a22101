"""What a grant set in motion, in both senses of leverage. Neither is ever shown without its name.

A: money that third parties gave, for each granted euro. B: that money, gifts in kind and hours
as one method values them, for each granted euro. Ratios are exact.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from gangmaker.contributions.models import Form, LedgerEntry, Rate, ValuationMethod
from gangmaker.contributions.queries import RateShown, given, rates_of, usual_method, valued_by
from gangmaker.projects.models import Award, Grant, PartyRole
from gangmaker.trail.models import Party

IN_KIND = (Form.IDEA, Form.EXPERTISE, Form.SPACE, Form.MATERIAL, Form.INTRODUCTION)
LABELS = {
    "A": _("Leverage A: money from third parties for each granted euro"),
    "B": _("Leverage B: money, gifts in kind and hours for each granted euro"),
}
DEFINITIONS = {
    "A": _(
        "Money for the projects of the grant that its receiver confirmed, given in the period by "
        "others than a funder of these projects or who leads them, divided by the grant."
    ),
    "B": _(
        "The money of A, and confirmed gifts in kind and hours for these projects in the period "
        "as the method values them, divided by the grant. What has no rate is not counted."
    ),
}


@dataclass(frozen=True)
class Leverage:
    """One variant, in cents. In B ``method`` says how hours and goods were valued.

    ``without_rate`` counts the entries that the method cannot value; with no method at all
    ``ratio`` is None.
    """

    variant: str
    granted: int
    cash: int
    in_kind: int = 0
    hours: int = 0
    method: ValuationMethod | None = None
    rates: tuple[RateShown, ...] = ()
    without_rate: int = 0
    entries: int = 0

    @property
    def label(self) -> str:
        return str(LABELS[self.variant])

    @property
    def definition(self) -> str:
        return str(DEFINITIONS[self.variant])

    @property
    def raised(self) -> int:
        return self.cash + self.in_kind + self.hours

    @property
    def ratio(self) -> Fraction | None:
        """Raised for each granted euro; None where nothing was granted, or B has no method."""
        unvalued = self.variant == "B" and self.method is None
        return None if unvalued or not self.granted else Fraction(self.raised, self.granted)


def leverage_by(
    grant: Grant, *, method: ValuationMethod | None, rates: Iterable[Rate]
) -> tuple[Leverage, Leverage]:
    """Both variants for one grant by a method with its ``rates``; one query."""
    grants = Grant.objects.filter(pk=grant.pk)
    return _both(grants, granted=grant.amount, method=method, rates=rates)


def leverage_of_region(
    *,
    method: ValuationMethod | None = None,
    starts_from: date | None = None,
    starts_before: date | None = None,
) -> tuple[Leverage, Leverage]:
    """Both variants over all grants, or those that start in [from, before); four queries.

    An entry counts once, however many grants its project has. Without a method, the usual one.
    """
    grants = Grant.objects.all()
    if starts_from is not None:
        grants = grants.filter(starts_on__gte=starts_from)
    if starts_before is not None:
        grants = grants.filter(starts_on__lt=starts_before)
    granted = grants.aggregate(cents=Sum("amount"))["cents"] or 0
    method = method or usual_method()
    rates = rates_of(method) if method else ()
    return _both(grants, granted=granted, method=method, rates=rates)


def _both(
    grants: QuerySet[Grant],
    *,
    granted: int,
    method: ValuationMethod | None,
    rates: Iterable[Rate],
) -> tuple[Leverage, Leverage]:
    entries = entries_of(grants)
    third_parties = Q(pk__in=from_third_parties(entries).values("pk"))
    counted = given(entries.filter(third_parties | ~Q(form=Form.MONEY)))
    cash = sum(entry.quantity for entry in counted if entry.form == Form.MONEY)
    gifts = [entry for entry in counted if entry.form != Form.MONEY]
    a = Leverage("A", granted, cash)
    if method is None:
        return a, Leverage("B", granted, cash, without_rate=len(gifts), entries=len(gifts))
    shown = valued_by(method, gifts, rates=rates)
    b = Leverage(
        "B",
        granted,
        cash,
        in_kind=shown.value.of(*IN_KIND),
        hours=shown.value.of(Form.TIME),
        method=method,
        rates=shown.rates,
        without_rate=len(shown.value.without),
        entries=len(gifts),
    )
    return a, b


def entries_of(grants: QuerySet[Grant]) -> QuerySet[LedgerEntry]:
    """What was given to a project of one of the grants, in the period of that grant."""
    awarded = Award.objects.filter(
        grant__in=grants.values("pk"),
        project=OuterRef("item"),
        grant__starts_on__lte=OuterRef("given_on"),
        grant__ends_on__gte=OuterRef("given_on"),
    )
    return LedgerEntry.objects.filter(Exists(awarded))


def from_third_parties(entries: QuerySet[LedgerEntry]) -> QuerySet[LedgerEntry]:
    """Money of others than a funder of the project and than who leads it."""
    funds = Award.objects.filter(project=OuterRef("item")).filter(
        Q(grant__funder=OuterRef("giver")) | Q(grant__funder=OuterRef("on_behalf_of"))
    )
    leads = Party.objects.filter(item=OuterRef("item"), role=PartyRole.LEAD).filter(
        Q(actor=OuterRef("giver")) | Q(actor=OuterRef("on_behalf_of"))
    )
    own = Q(item__on_behalf_of__isnull=False) & (
        Q(on_behalf_of=F("item__on_behalf_of")) | Q(giver=F("item__on_behalf_of"))
    )
    money = entries.filter(form=Form.MONEY)
    return money.exclude(own).filter(~Exists(funds), ~Exists(leads))
