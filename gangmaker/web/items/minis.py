"""The little trail of a card or row: a wave with a knot for each station, the same in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gangmaker.trail.queries import Sketch, sketches_of

MOST_KNOTS = 7


@dataclass(frozen=True)
class Mini:
    """For mini_thread.html: so many knots, of which the one at ``current`` is the item itself."""

    knots: int
    current: int
    text: str


def minis_of(ids: Sequence[int], *, at: datetime) -> Mapping[int, Mini]:
    """The little trails of all cards or rows of a page; one query, however many."""
    return {pk: _mini(sketch) for pk, sketch in sketches_of(ids, at=at).items()}


def _mini(sketch: Sketch) -> Mini:
    start = _first_shown(sketch)
    shown = min(len(sketch.kinds) - start, MOST_KNOTS)
    return Mini(shown, sketch.place - start, _in_words(sketch))


def _first_shown(sketch: Sketch) -> int:
    """The end of a long trail, unless the item itself stands before that."""
    return max(0, min(len(sketch.kinds) - MOST_KNOTS, sketch.place))


def _in_words(sketch: Sketch) -> str:
    """Such as "7 stations, 3 years"; a trail of one year says only its stations."""
    count = len(sketch.kinds)
    stations = ngettext("%(count)s station", "%(count)s stations", count) % {"count": count}
    if sketch.cut:
        stations = _("more than %(stations)s") % {"stations": stations}
    first, last = timezone.localtime(sketch.first_at), timezone.localtime(sketch.last_at)
    years = last.year - first.year + 1
    if years < 2:
        return stations
    span = ngettext("%(count)s year", "%(count)s years", years) % {"count": years}
    return f"{stations}, {span}"
