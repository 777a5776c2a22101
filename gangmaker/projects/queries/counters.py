"""What the platform counts by itself for an indicator, each with its definition."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from django.db.models import Min, Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gangmaker.projects.models import Indicator, Project, Stage
from gangmaker.trail.models import Item, ItemKind

PROJECTS_REALISED: Final = "projects_realised"

DEFINITIONS: Final[dict[str, Promise]] = {
    PROJECTS_REALISED: _(
        "Public projects that are finished and of which at least one result has a piece of"
        " evidence that was not taken back. A project counts from the day on which both held."
    ),
}


def counted_on(indicator: Indicator, *, at: datetime) -> list[tuple[date, Decimal]]:
    """What the counter of ``indicator`` was: at its baseline, on each day it rose, and today.

    The baseline is added to what happened since, so that what was before the platform counts.
    """
    days = sorted(day for day in COUNTERS[indicator.counter](at) if day > indicator.baseline_on)
    points = {indicator.baseline_on: indicator.baseline}
    for number, day in enumerate(days, start=1):
        points[day] = indicator.baseline + number
    today = timezone.localdate(at)
    if today > indicator.baseline_on:
        points.setdefault(today, indicator.baseline + len(days))
    return list(points.items())


def days_realised(at: datetime) -> list[date]:
    """For each realised public project the day from which it counts; one query."""
    public = Item.objects.visible_to(None, at=at).filter(kind=ItemKind.PROJECT)
    shown = Q(results__evidence__removed_on=None, results__withdrawal=None)
    rows = (
        Project.objects.filter(pk__in=public.values("pk"), stage=Stage.FINISHED)
        .annotate(shown_at=Min("results__evidence__at", filter=shown))
        .exclude(shown_at=None)
        .values_list("ended_on", "shown_at")
    )
    return [max(ended_on, timezone.localdate(shown_at)) for ended_on, shown_at in rows]


COUNTERS: Final[dict[str, Callable[[datetime], list[date]]]] = {PROJECTS_REALISED: days_realised}
