"""What lies in the period and the area of a figure."""

from datetime import date, datetime, time

from django.db.models import Q, QuerySet
from django.utils import timezone

from gangmaker.insight.figures import Scope
from gangmaker.trail.models import Item


def starts(day: date) -> datetime:
    """The first moment of a day here."""
    return timezone.make_aware(datetime.combine(day, time.min))


def shown_in(items: QuerySet[Item], scope: Scope) -> QuerySet[Item]:
    """Items that were first shown in the period."""
    return items.filter(
        published_at__gte=starts(scope.since), published_at__lt=min(starts(scope.until), scope.at)
    )


def area_is(scope: Scope, *, prefix: str = "") -> Q:
    """In the municipality, also in one of its districts; everything without one."""
    if not scope.area:
        return Q()
    return Q(**{f"{prefix}area__key": scope.area}) | Q(**{f"{prefix}area__parent__key": scope.area})


def in_area(items: QuerySet[Item], scope: Scope) -> QuerySet[Item]:
    return items.filter(area_is(scope))
