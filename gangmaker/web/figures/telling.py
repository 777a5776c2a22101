"""Figures in words: values with their unit, groups as bars, what is known."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Final

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from gangmaker.core.published import rounded
from gangmaker.insight.figures import Indicator, Row, Unit
from gangmaker.insight.indicators.labels import UNKNOWN, area_name, label_of
from gangmaker.insight.models import Publication
from gangmaker.insight.registry import indicator as by_key
from gangmaker.web import quantities
from gangmaker.web.dates import short_day

from .counting import Counted
from .shapes import Bar, FigureShown, PublicationShown

PLACES: Final = {
    Unit.COUNT: 0,
    Unit.PERCENT: 0,
    Unit.DAYS: 0,
    Unit.RATIO: 2,
    Unit.INDEX: 2,
}


def value_of(value: Fraction | None, unit: Unit) -> str:
    """Rounded as the unit asks; “–” when there was nothing to count."""
    if value is None:
        return "–"
    places = PLACES[unit]
    return str(number_format(rounded(value, places), decimal_pos=places, force_grouping=True))


def data_of(value: Fraction | None, unit: Unit) -> str:
    """For programs: with a point, and digits enough to compute with."""
    if value is None:
        return ""
    return str(rounded(value, 0 if unit in (Unit.COUNT, Unit.DAYS) else 4))


def unit_of(value: Fraction | None, unit: Unit) -> str:
    """What stands beside the value."""
    if value is None or unit in (Unit.COUNT, Unit.INDEX):
        return ""
    if unit == Unit.PERCENT:
        return quantities.percent_sign()
    if unit == Unit.RATIO:
        return str(_("euro for each euro"))
    return ngettext("day", "days", int(value))


def show(
    indicator: Indicator,
    found: Counted,
    *,
    query: str,
    towns: Mapping[str, str],
    for_team: bool = False,
) -> FigureShown:
    """For the team its data holds every group too; what only the team reads has no own page."""
    open_to_all = by_key(indicator.key) is not None
    csv_door = "web:team-figure-csv" if for_team else "web:figure-csv"
    return FigureShown(
        key=indicator.key,
        name=str(indicator.name),
        value=value_of(found.value, indicator.unit),
        unit=unit_of(found.value, indicator.unit),
        definition=str(indicator.definition),
        formula=str(indicator.formula),
        since=found.since,
        until=found.until,
        area=towns.get(found.area, found.area),
        known=known_of(found.known, found.total),
        computed_at=found.computed_at,
        bars=bars_of(indicator, found.rows, towns=towns) if found.total else (),
        note=_hidden_note(found.rows),
        url=reverse("web:figure", args=[indicator.key]) + query if open_to_all else "",
        csv_url=reverse(csv_door, args=[indicator.key]) + query,
    )


def known_of(known: int, total: int) -> str:
    """How complete a figure is."""
    if not total:
        return str(_("nothing to count in this period"))
    return str(_("%(known)s of %(total)s")) % {
        "known": quantities.number(known),
        "total": quantities.number(total),
    }


def bars_of(
    indicator: Indicator, rows: Sequence[Row], *, towns: Mapping[str, str]
) -> tuple[Bar, ...]:
    """The longest bar is the largest group; shares are of their own whole.

    Of a count with parts, such as promises that are late, the bar shows both.
    """
    parted = indicator.unit == Unit.COUNT and any(row.of is not None for row in rows)
    sizes = [(row.of if parted else row.count) or 0 for row in rows]
    most = max(sizes, default=0)
    return tuple(
        Bar(
            label=label(indicator, row.key, towns=towns),
            value=row_value(indicator, row),
            percent=_share(size, most) if parted else _percent(row, most, indicator.unit),
            late=_share(row.count or 0, most) if parted else 0,
            hidden=row.count is None,
        )
        for row, size in zip(rows, sizes, strict=True)
    )


def label(indicator: Indicator, key: str, *, towns: Mapping[str, str]) -> str:
    """A group in words. Municipalities by the names that were looked up once."""
    if indicator.label is area_name and key != UNKNOWN:
        return towns.get(key, key)
    return label_of(key) if indicator.label is area_name else indicator.label(key)


def row_value(indicator: Indicator, row: Row) -> str:
    if row.count is None and row.of is None:
        return str(pgettext("a number", "hidden"))
    if row.count is None:
        return "–"
    if indicator.in_cents:
        return quantities.money(row.count)
    if row.of is None or indicator.unit == Unit.DAYS:
        return quantities.number(row.count)
    return part_of(row.count, row.of)


def part_of(part: int, whole: int) -> str:
    """So many of so many."""
    return str(_("%(part)s of %(whole)s")) % {
        "part": quantities.number(part),
        "whole": quantities.number(whole),
    }


def _percent(row: Row, most: int, unit: Unit) -> int:
    whole = row.of if row.of is not None and unit == Unit.PERCENT else most
    return _share(row.count or 0, whole)


def _share(part: int, whole: int) -> int:
    return 100 * part // whole if whole else 0


def _hidden_note(rows: Iterable[Row]) -> str:
    if all(row.count is not None for row in rows):
        return ""
    return str(
        _(
            "Groups of fewer than 5 are not told apart. When only one would be hidden, the next"
            " smallest is hidden with it."
        )
    )


def show_publication(
    publication: Publication, *, indicator: Indicator, towns: Mapping[str, str]
) -> PublicationShown:
    value = exact(publication.value)
    return PublicationShown(
        url=reverse("web:publication", args=[publication.pk]),
        name=str(indicator.name),
        value=value_of(value, indicator.unit),
        unit=unit_of(value, indicator.unit),
        period=period(publication.since, publication.until),
        area=towns.get(publication.area, publication.area),
        at=publication.at,
        corrected=hasattr(publication, "corrected_by"),
        correction=publication.corrects_id is not None,
    )


def exact(value: str) -> Fraction | None:
    return Fraction(value) if value else None


def period(since: date, until: date) -> str:
    return str(_("%(since)s up to, not including, %(until)s")) % {
        "since": short_day(since),
        "until": short_day(until),
    }
