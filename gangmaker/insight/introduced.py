"""The figures of introductions. More of them are on a page of their own, with their curve."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from .figures import Indicator, Unit
from .indicators import introductions

INTRODUCTIONS: Final[tuple[Indicator, ...]] = (
    Indicator(
        key="introductions_made",
        version=1,
        name=_("Introductions made"),
        definition=_(
            "Introductions of two people or organisations of whom somebody was first asked in the"
            " period, and of which both know. Who met by themselves does not count."
        ),
        formula=_("N(introductions of which both were notified)"),
        unit=Unit.COUNT,
        compute=introductions.made,
        whole_region=True,
    ),
    Indicator(
        key="introductions_agreed",
        version=1,
        name=_("Introductions that became a collaboration"),
        definition=_(
            "Of the introductions of which somebody was first asked in the period: those that came"
            " to an agreement or a project until now. Where the agreement came before the"
            " introduction, or before it was written down, it is not known what it owes to us; it"
            " does not count."
        ),
        formula=_("100 × N(introductions with an agreement after them) / N(introductions)"),
        unit=Unit.PERCENT,
        compute=introductions.agreed,
        whole_region=True,
    ),
    Indicator(
        key="days_brief_to_agreement",
        version=1,
        name=_("Days from brief to agreement"),
        definition=_(
            "Of the agreements of the period that came of an introduction for a brief: the days"
            " since the brief was approved. Half of them took this long or less."
        ),
        formula=_("lower median of days"),
        unit=Unit.DAYS,
        compute=introductions.days_to_agreement,
        whole_region=True,
    ),
    Indicator(
        key="again_without_us",
        version=1,
        name=_("Together again without us"),
        definition=_(
            "Of the pairs that came to an agreement after an introduction in the period: those that"
            " began another project together until now, without a new introduction."
        ),
        formula=_("N(pairs with a later project of their own)"),
        unit=Unit.COUNT,
        compute=introductions.repeated,
        whole_region=True,
    ),
)
