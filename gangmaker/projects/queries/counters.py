"""What the platform counts by itself for an indicator, each with its definition."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from django.db.models import Min, Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gangmaker.projects.models import Indicator
from gangmaker.trail.models import ItemAudience

from .projects import realised

PROJECTS_REALISED: Final = "projects_realised"

DEFINITIONS: Final[dict[str, Promise]] = {
    PROJECTS_REALISED: _(
        "Public projects that are finished and of which at least one result has a piece of"
        " evidence that was not taken back. A project counts from the day on which both held."
    ),
}


Days = Mapping[str, Sequence[date]]
"""For each counter the days on which it rose by one, in order."""


def days_counted(*, at: datetime) -> dict[str, tuple[date, ...]]:
    """What every counter counted until now; one query each, which reads all of it."""
    return {name: tuple(sorted(days(at))) for name, days in COUNTERS.items()}


def counted_on(indicator: Indicator, days: Days, *, on: date) -> list[tuple[date, Decimal]]:
    """What the counter of ``indicator`` was: at its baseline, at the end of each month in which
    it rose, and today.

    The baseline is added to what happened since, so that what was before the platform counts.
    """
    since = [day for day in days.get(indicator.counter, ()) if day > indicator.baseline_on]
    last_of_month = {
        (day.year, day.month): (day, indicator.baseline + number)
        for number, day in enumerate(since, start=1)
    }
    points = dict([(indicator.baseline_on, indicator.baseline), *last_of_month.values()])
    if on > indicator.baseline_on:
        points.setdefault(on, indicator.baseline + len(since))
    return list(points.items())


def realised_since(at: datetime, *, area: str = "") -> list[tuple[str, date]]:
    """Each realised project, by slug, with the day from which it counts; one query.

    With the key of a municipality: those in it and its districts.
    """
    here = Q(area__key=area) | Q(area__parent__key=area) if area else Q()
    shown = Q(
        results__evidence__removed_on=None,
        results__withdrawal=None,
        results__audience=ItemAudience.PUBLIC,
        results__published_at__lte=at,
    )
    rows = (
        realised(at=at)
        .filter(here)
        .annotate(shown_at=Min("results__evidence__at", filter=shown))
        .exclude(shown_at=None)
        .values_list("slug", "ended_on", "shown_at")
    )
    return [
        (slug, max(ended_on, timezone.localdate(shown_at)))
        for slug, ended_on, shown_at in rows
        if ended_on
    ]


def days_realised(at: datetime) -> list[date]:
    return [day for _slug, day in realised_since(at)]


COUNTERS: Final[dict[str, Callable[[datetime], list[date]]]] = {PROJECTS_REALISED: days_realised}
