"""The phases of a project on one line of time, drawn by numbers from 0 to 1000."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from gangmaker.projects.models import DesignPhase, Phase, Project
from gangmaker.web.dates import short_day
from gangmaker.web.items.shapes import State

from .shapes import Bar, PhaseShown, Timeline

WHOLE = 1000
NARROWEST = 8
ONE_DAY = timedelta(days=1)


def timeline_of(project: Project, phases: Sequence[Phase], *, on: date) -> Timeline:
    """From the first day that is said to the last. Without days of phases nothing is drawn."""
    days = [
        day
        for day in (
            project.starts_on,
            project.ends_on,
            *(phase.starts_on for phase in phases),
            *(phase.ends_on for phase in phases),
        )
        if day is not None
    ]
    dated = any(phase.starts_on or phase.ends_on for phase in phases)
    if not dated or min(days) == max(days):
        return Timeline([_shown(phase, project, None, on=on) for phase in phases])
    first, last = min(days), max(days)
    return Timeline(
        phases=[_shown(phase, project, _bar(phase, first, last), on=on) for phase in phases],
        starts_on=short_day(first),
        ends_on=short_day(last),
        today=_place(on, first, last) if first <= on <= last else None,
    )


def _bar(phase: Phase, first: date, last: date) -> Bar | None:
    """A day that nobody said is the first or the last of all; both days belong to the phase."""
    if phase.starts_on is None and phase.ends_on is None:
        return None
    start = _place(phase.starts_on or first, first, last)
    end = _place((phase.ends_on or last) + ONE_DAY, first, last)
    return Bar(start, max(NARROWEST, end - start))


def _place(day: date, first: date, last: date) -> int:
    return (day - first).days * WHOLE // ((last - first).days + 1)


def _shown(phase: Phase, project: Project, bar: Bar | None, *, on: date) -> PhaseShown:
    return PhaseShown(
        name=name_of(phase),
        lang=project.language if phase.name else "",
        when=period(phase.starts_on, phase.ends_on),
        state=_state(phase, on=on),
        bar=bar,
        done=phase.done_on is not None,
    )


def name_of(phase: Phase) -> str:
    return phase.name or capfirst(str(DesignPhase(phase.kind).label))


def _state(phase: Phase, *, on: date) -> State | None:
    if phase.done_on is not None:
        return State("done", _("done"))
    if phase.ends_on is not None and phase.ends_on < on:
        return State("overdue", _("should be done"))
    if phase.starts_on is not None and phase.starts_on <= on:
        return State("open", _("now"))
    return None


def period(first: date | None, last: date | None) -> str:
    if first and last:
        return f"{short_day(first)} – {short_day(last)}" if first != last else short_day(first)
    if first:
        return _("from %(date)s") % {"date": short_day(first)}
    if last:
        return _("until %(date)s") % {"date": short_day(last)}
    return ""
