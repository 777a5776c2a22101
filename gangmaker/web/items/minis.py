"""The little trail on a card: a wave with a knot for each station, and the same in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gangmaker.trail.queries import Sketch, sketches_of

MOST_KNOTS = 7
STEP, RISE, LEFT, MIDDLE = 22.0, 5.0, 7.0, 12.0


@dataclass(frozen=True)
class Knot:
    kind: str
    x: float
    y: float
    current: bool


@dataclass(frozen=True)
class Mini:
    """For mini_thread.html. ``open_end``: there is more than what is drawn."""

    knots: tuple[Knot, ...]
    path: str
    width: float
    text: str


def minis_of(ids: Sequence[int], *, at: datetime) -> Mapping[int, Mini]:
    """The little trails of all cards of a page; two queries, however many cards."""
    return {pk: _mini(sketch) for pk, sketch in sketches_of(ids, at=at).items()}


def _mini(sketch: Sketch) -> Mini:
    start = _first_shown(sketch)
    kinds = sketch.kinds[start : start + MOST_KNOTS]
    knots = tuple(
        Knot(
            kind,
            LEFT + STEP * place,
            MIDDLE + (RISE if place % 2 else -RISE),
            start + place == sketch.place,
        )
        for place, kind in enumerate(kinds)
    )
    return Mini(knots, _wave(knots), 2 * LEFT + STEP * (len(kinds) - 1), _in_words(sketch))


def _first_shown(sketch: Sketch) -> int:
    """The end of a long trail, unless the item itself stands before that."""
    return max(0, min(len(sketch.kinds) - MOST_KNOTS, sketch.place))


def _wave(knots: Sequence[Knot]) -> str:
    path = f"M{knots[0].x:g} {knots[0].y:g}"
    half = STEP / 2
    for knot, following in pairwise(knots):
        path += f"C{knot.x + half:g} {knot.y:g} {following.x - half:g} {following.y:g} "
        path += f"{following.x:g} {following.y:g}"
    return path


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
