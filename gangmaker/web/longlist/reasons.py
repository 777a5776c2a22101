"""Why somebody fits and what is missing, in words: one line for each reason, with its points."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from gangmaker.actors.models import Language, Sector
from gangmaker.concepts.queries import Named
from gangmaker.contributions.models import Form
from gangmaker.core.brokerage.fit import BESIDE, BONUSES, Fit, Kind, Lack, Reason
from gangmaker.web.dates import short_day
from gangmaker.web.items.rows import current_language

MINUS: Final = "\u2212"

BY_ANOTHER: Final[Mapping[Kind, "str | Promise"]] = {
    Kind.NARROWER: gettext_lazy("by %(name)s, which is narrower"),
    Kind.BROADER: gettext_lazy("by %(name)s, which is broader"),
    Kind.RELATED: gettext_lazy("by %(name)s, which is related"),
}
PLAIN: Final[Mapping[Kind, "str | Promise"]] = {
    Kind.FORM: gettext_lazy("Brings %(value)s"),
    Kind.LANGUAGE: gettext_lazy("Works in %(value)s"),
    Kind.SECTOR: gettext_lazy("From a sector that is asked: %(value)s"),
    Kind.SAME_PLACE: gettext_lazy("From the same municipality"),
    Kind.NEAR: gettext_lazy("From near by"),
    Kind.IN_TIME: gettext_lazy("Available in time"),
    Kind.FIRST_TIME: gettext_lazy("Never introduced before"),
    Kind.BRIDGE: gettext_lazy("From another sector: %(value)s"),
}
LACKS: Final[Mapping[Kind, "str | Promise"]] = {
    Kind.FORM: gettext_lazy("does not bring %(value)s"),
    Kind.LANGUAGE: gettext_lazy("none of the languages"),
    Kind.SECTOR: gettext_lazy("none of the sectors"),
    Kind.IN_TIME: gettext_lazy("available only from %(value)s"),
}
CHOICES: Final = {
    Kind.FORM: Form,
    Kind.LANGUAGE: Language,
    Kind.SECTOR: Sector,
    Kind.BRIDGE: Sector,
}


@dataclass(frozen=True)
class Why:
    """One reason. ``url`` and ``lang`` where it is a concept; ``words`` are her own."""

    label: str
    points: str
    url: str = ""
    lang: str = ""
    how: str = ""
    words: str = ""
    bonus: bool = False


@dataclass(frozen=True)
class Missing:
    label: str
    lang: str = ""


def concepts_of(fits: Iterable[Fit]) -> set[int]:
    """Those that have to be named."""
    found: set[int | None] = set()
    for one in fits:
        found |= {each.concept for each in one.reasons} | {each.by for each in one.reasons}
        found |= {each.concept for each in one.missing}
    return {pk for pk in found if pk is not None}


def whys_of(
    reasons: Iterable[Reason], names: Mapping[int, Named], words: Mapping[int, tuple[str, ...]]
) -> list[Why]:
    """In the order of the arithmetic: concepts first, those worth most on top."""
    return [_why(reason, names, words) for reason in reasons]


def missing_of(lacks: Iterable[Lack], names: Mapping[int, Named]) -> list[Missing]:
    return [_missing(lack, names) for lack in lacks]


def signed(points: int) -> str:
    return f"+{points}" if points >= 0 else f"{MINUS}{-points}"


def lang_of(name: Named) -> str:
    """Where the name is not in the reader's language."""
    return name.language if name.language != current_language() else ""


def _why(reason: Reason, names: Mapping[int, Named], words: Mapping[int, tuple[str, ...]]) -> Why:
    points = signed(reason.points)
    if reason.kind not in BESIDE:
        return Why(_plain(reason), points, bonus=reason.kind in BONUSES)
    asked, by = names.get(reason.concept or 0), names.get(reason.by or 0)
    if asked is None or by is None:  # merged or taken away since
        return Why(_("a concept that is not used any more"), points)
    return Why(
        label=asked.name,
        points=points,
        url=reverse("web:concept", args=[asked.key]),
        lang=lang_of(asked),
        how=str(BY_ANOTHER[reason.kind]) % {"name": by.name} if reason.kind in BY_ANOTHER else "",
        words=", ".join(words.get(by.pk, ())),
    )


def _plain(reason: Reason) -> str:
    number = int(reason.value) if reason.value.isdigit() else 0
    if reason.kind == Kind.HOURS:
        hours = ngettext("%(number)s hour a month", "%(number)s hours a month", number)
        return hours % {"number": number}
    if reason.kind == Kind.ROOM:
        room = ngettext(
            "Room for %(number)s introduction", "Room for %(number)s introductions", number
        )
        return room % {"number": number}
    if reason.kind == Kind.PROPOSALS:
        times = ngettext("Proposed once of late", "Proposed %(number)s times of late", number)
        return times % {"number": number}
    return str(PLAIN[reason.kind]) % {"value": _choice(reason.kind, reason.value)}


def _missing(lack: Lack, names: Mapping[int, Named]) -> Missing:
    if lack.kind == Kind.EXACT:
        name = names.get(lack.concept or 0)
        return Missing(name.name, lang_of(name)) if name else Missing("")
    if lack.kind == Kind.IN_TIME:
        day = short_day(date.fromisoformat(lack.value))
        return Missing(str(LACKS[lack.kind]) % {"value": day})
    return Missing(str(LACKS[lack.kind]) % {"value": _choice(lack.kind, lack.value)})


def _choice(kind: Kind, value: str) -> str:
    """A form, a language or a sector as the reader calls it."""
    choices = CHOICES.get(kind)
    return str(dict(choices.choices).get(value, value)) if choices else value


def sectors_called(sectors: Iterable[str]) -> str:
    called = dict(Sector.choices)
    return capfirst(", ".join(str(called.get(each, each)) for each in sorted(sectors)))
