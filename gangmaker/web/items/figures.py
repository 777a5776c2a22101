"""How the region answers, as figures that say what they count and when they were counted."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.core.cache import cache
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gangmaker.projects.queries import serving_counts
from gangmaker.trail.queries import AnswerFigures, answer_figures, longest_trails
from gangmaker.web import quantities

from .shapes import Stat

FIGURES, EXAMPLES, SERVING = "items:figures:1", "items:examples:1", "items:serving:1"
KEPT_FOR = timedelta(minutes=10)
"""Figures are counted over every promise; they may be as old as this, and say when it was."""


def figures(*, at: datetime) -> AnswerFigures:
    """Counted at most once in ten minutes; no words or names are in it."""
    kept = cache.get(FIGURES)
    if not isinstance(kept, AnswerFigures):
        kept = answer_figures(at=at)
        cache.set(FIGURES, kept, timeout=KEPT_FOR.total_seconds())
    return kept


def example_ids(*, at: datetime) -> Sequence[int]:
    """Items for the trail on the first page. Who shows one asks again whether it may be seen."""
    kept = cache.get(EXAMPLES)
    if not isinstance(kept, tuple):
        kept = tuple(longest_trails(at=at))
        cache.set(EXAMPLES, kept, timeout=KEPT_FOR.total_seconds())
    return kept


def serving(*, at: datetime) -> Mapping[int, int]:
    """How many public items serve each goal; of a goal that nothing serves there is no count."""
    kept: dict[int, int] | None = cache.get(SERVING)
    if kept is None:
        kept = serving_counts(at=at)
        cache.set(SERVING, kept, timeout=KEPT_FOR.total_seconds())
    return kept


def stats(found: AnswerFigures) -> list[Stat]:
    """The four figures of the first page; one without anything to count is left out."""
    total = found.total
    told: list[Stat] = []
    if total.percent_in_time is not None:
        told.append(
            Stat(
                value=str(total.percent_in_time),
                unit="%",
                label=_("answered in time"),
                definition=ngettext(
                    "of %(count)s answer promised for the past 12 months",
                    "of %(count)s answers promised for the past 12 months",
                    total.due,
                )
                % {"count": quantities.number(total.due)},
            )
        )
    if total.median_days is not None:
        told.append(
            Stat(
                value=str(total.median_days),
                label=ngettext(
                    "working day until an answer",
                    "working days until an answer",
                    total.median_days,
                ),
                definition=_("half of all take this long or less"),
            )
        )
    if total.longest_days is not None:
        told.append(
            Stat(
                value=str(total.longest_days),
                label=ngettext(
                    "day that somebody waits the longest",
                    "days that somebody waits the longest",
                    total.longest_days,
                ),
                definition=ngettext(
                    "%(count)s person or group waits now",
                    "%(count)s wait for an answer now",
                    total.waiting,
                )
                % {"count": quantities.number(total.waiting)},
            )
        )
    told.append(
        Stat(
            value=quantities.number(found.contributions_this_year),
            label=_("ideas and offers this year"),
            definition=_("since 1 January"),
        )
    )
    return told


def counted(found: AnswerFigures) -> str:
    local = timezone.localtime(found.computed_at)
    return _("Counted on %(date)s at %(time)s.") % {
        "date": date_format(local, "j F Y"),
        "time": date_format(local, "H:i"),
    }
