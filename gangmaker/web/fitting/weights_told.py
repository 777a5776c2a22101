"""What counts, in words: a row for each number that the code uses, with that very number."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Final

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from gangmaker.core.brokerage import bridges
from gangmaker.core.brokerage.weights import Published, Unit, Weights, published, worth
from gangmaker.core.concepts.suggesting import Weights as SuggestionWeights
from gangmaker.web.quantities import number, percent_sign

Said = Mapping[str, "str | Promise"]
Row = list[str]

FITTING: Final[Said] = {
    "rarest": gettext_lazy("A concept that is asked, when one available member confirmed it"),
    "doubling": gettext_lazy("… less, each time twice as many members confirmed it"),
    "commonest": gettext_lazy("… but never less than"),
    "narrower": gettext_lazy("Confirmed was a narrower concept: so much of it"),
    "broader": gettext_lazy("Confirmed was a broader concept: so much of it"),
    "related": gettext_lazy("Confirmed was a related concept: so much of it"),
    "form": gettext_lazy("Each form that is asked and brought"),
    "language": gettext_lazy("A language to work in that both have"),
    "sector": gettext_lazy("A sector that is asked"),
    "same_place": gettext_lazy("The same municipality as who asks"),
    "near": gettext_lazy("A municipality near to it"),
    "near_km": gettext_lazy("Near is: from centre to centre at most"),
    "in_time": gettext_lazy("Available before the day by which it is asked"),
    "hours": gettext_lazy("Enough hours a month, when time or expertise is asked"),
    "enough_hours": gettext_lazy("Enough is, a month"),
    "room": gettext_lazy("No introduction goes on now; with some of those that are wanted, a part"),
    "first_time": gettext_lazy("Bonus: never introduced to anybody before"),
    "bridge": gettext_lazy("Bonus: from other sectors than who asks"),
    "proposal": gettext_lazy("For each time that somebody was proposed of late"),
    "most_off": gettext_lazy("… but never more than"),
    "window": gettext_lazy("Of late is: the last"),
}
BRIDGES: Final[Said] = {
    "in_sector": gettext_lazy("Each of the two sectors to which somebody belongs"),
    "met_somebody": gettext_lazy("Each of the two from which she met somebody"),
    "concept": gettext_lazy("Each concept that one seeks and the other offers, and she confirmed"),
    "most_concepts": gettext_lazy("So many concepts count at most"),
}
SUGGESTING: Final[Said] = {
    "cosine": gettext_lazy("Letters and words that the text and a name of the concept share"),
    "cover": gettext_lazy("How much of a name is found in the text, rare words most"),
    "nearest": gettext_lazy("The model: how near the text is to the nearest name"),
    "whole": gettext_lazy("The model: how near it is to all names of the concept together"),
    "crowd": gettext_lazy("Taken off: how near the concept is to whatever is written here"),
    "least": gettext_lazy("Below this nothing is suggested"),
}
MEMBERS: Final = (1, 2, 10, 100, 1000, 10_000)
"""For how many members the page says what a concept is worth."""


def fitting_rows(weights: Weights) -> list[Row]:
    """Every weight of the longlist, in the order of the code."""
    return [[str(FITTING[each.key]), _value(each)] for each in published(weights)]


def worth_rows(weights: Weights) -> list[Row]:
    """What a concept is worth, by how many confirmed it."""
    return [[number(members), number(worth(members, weights))] for members in MEMBERS]


def bridge_rows(points: bridges.BridgePoints) -> list[Row]:
    return [[str(BRIDGES[key]), number(value)] for key, value in bridges.published(points)]


def suggesting_rows(weights: SuggestionWeights) -> list[Row]:
    return [
        [str(SUGGESTING[each.name]), str(number_format(getattr(weights, each.name), decimal_pos=2))]
        for each in fields(weights)
    ]


def _value(weight: Published) -> str:
    value = weight.value
    match weight.unit:
        case Unit.PERCENT:
            return f"{number(value)}{percent_sign()}"
        case Unit.KILOMETRES:
            return _("%(count)s km") % {"count": number(value)}
        case Unit.HOURS:
            said = ngettext("%(count)s hour", "%(count)s hours", value)
        case Unit.MONTHS:
            said = ngettext("%(count)s month", "%(count)s months", value)
        case Unit.OFF:
            said = ngettext("%(count)s point less", "%(count)s points less", value)
        case _:
            said = ngettext("%(count)s point", "%(count)s points", value)
    return said % {"count": number(value)}
