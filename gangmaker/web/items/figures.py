"""How the region answers, as figures that say what they count and when they were counted.

They are counted over every promise, which takes a second in a large region. So the worker counts
them anew before they are too old, and web servers find them where both can look.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.core.cache import caches
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gangmaker.projects.queries import days_counted, serving_counts
from gangmaker.trail.queries import AnswerFigures, answer_figures, longest_trails
from gangmaker.web import quantities
from gangmaker.web.kept import is_due, keep, kept

from .shapes import Stat

FIGURES, EXAMPLES, SERVING = "items:figures:2", "items:examples:2", "items:serving:3"
STORIES = "items:stories:1"
DAYS = "items:days:1"
RENEWED = "items:renewed:1"


def figures(*, at: datetime) -> AnswerFigures:
    """Counted at most once in ten minutes; no words or names are in it."""
    return kept(FIGURES, lambda: answer_figures(at=at), at=at)


def example_ids(*, at: datetime) -> Sequence[int]:
    """Items for the trail on the first page. Who shows one asks again whether it may be seen."""
    return kept(EXAMPLES, lambda: tuple(longest_trails(at=at)), at=at)


def serving(*, at: datetime) -> Mapping[int, Mapping[str, int]]:
    """How many public items of each kind serve each goal and action that anything serves."""
    return kept(SERVING, lambda: serving_counts(at=at), at=at)


def days(*, at: datetime) -> Mapping[str, Sequence[date]]:
    """The days on which each counter of the plan rose."""
    return kept(DAYS, lambda: days_counted(at=at), at=at)


def renew_figures(*, now: datetime) -> None:
    """Count anew what will soon be too old. Of several workers one does it."""
    if is_due(RENEWED):
        keep(FIGURES, answer_figures(at=now), at=now)
        keep(EXAMPLES, tuple(longest_trails(at=now)), at=now)
        keep(SERVING, serving_counts(at=now), at=now)
        keep(DAYS, days_counted(at=now), at=now)


def forget_figures() -> None:
    """What was counted by another version, or from another database, is not believed."""
    caches["kept"].delete_many([FIGURES, EXAMPLES, STORIES, SERVING, DAYS, RENEWED])


def stats(found: AnswerFigures) -> list[Stat]:
    """The four figures of the first page; one without anything to count is left out."""
    total = found.total
    told: list[Stat] = []
    if total.percent_in_time is not None:
        told.append(
            Stat(
                value=str(total.percent_in_time),
                unit=quantities.percent_sign(),
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
