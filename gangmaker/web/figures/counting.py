"""Figures as they were counted last: by the worker for everybody, else for who asks first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Final

from django.http import QueryDict
from django.utils import timezone

from gangmaker.insight.figures import Found, Indicator, Row, Scope
from gangmaker.insight.registry import INDICATORS, TEAM_INDICATORS
from gangmaker.web.kept import is_due, keep, kept

from .introduced import renew_introductions
from .periods import asked_for

RENEWED: Final = "figures:renewed:1"


@dataclass(frozen=True)
class Counted:
    """What a figure was, when it was counted, and for what. Holds no names."""

    value: Fraction | None
    rows: tuple[Row, ...]
    known: int
    total: int
    since: date
    until: date
    area: str
    computed_at: datetime


def count(indicator: Indicator, scope: Scope, *, for_team: bool) -> Counted:
    """Counted now. Only the team is told groups of fewer than five people."""
    return _as_told(indicator.compute(scope), scope, for_team=for_team)


def _as_told(found: Found, scope: Scope, *, for_team: bool) -> Counted:
    told = found if for_team else found.for_everybody()
    return Counted(
        value=told.value,
        rows=told.rows,
        known=told.known,
        total=told.total,
        since=scope.since,
        until=scope.until,
        area=scope.area,
        computed_at=scope.at,
    )


def counted(indicator: Indicator, scope: Scope, *, for_team: bool = False) -> Counted:
    """Counted at most once in ten minutes for each period and area."""
    name = _name(indicator, scope, for_team=for_team)
    return kept(name, lambda: count(indicator, scope, for_team=for_team), at=scope.at)


def told(scope: Scope, *, of: Sequence[Indicator] = INDICATORS) -> list[Indicator]:
    """The figures that are told for this area."""
    return [one for one in of if not (one.whole_region and scope.area)]


def renew(*, now: datetime) -> None:
    """Count the figures of the usual period anew before they are too old; of several workers one.

    What the first page of figures shows is so never counted while somebody waits.
    """
    if not is_due(RENEWED):
        return
    scope = asked_for(QueryDict(), at=now).scope
    for indicator in (*INDICATORS, *TEAM_INDICATORS):
        found = indicator.compute(scope)
        for for_team in (False, True) if indicator in INDICATORS else (True,):
            told = _as_told(found, scope, for_team=for_team)
            keep(_name(indicator, scope, for_team=for_team), told, at=timezone.now())
    renew_introductions(now=now)


def _name(indicator: Indicator, scope: Scope, *, for_team: bool) -> str:
    days = f"{scope.since:%Y%m%d}:{scope.until:%Y%m%d}"
    circle = "team" if for_team else "all"
    return f"figures:{indicator.key}:{indicator.version}:{days}:{scope.area}:{circle}"
