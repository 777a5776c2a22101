"""The figures of introductions in words: curves with their numbers, groups, and shares."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from gangmaker.brokerage.queries.figures import By, Curve, IntroductionFigures, Part
from gangmaker.core.brokerage.curve import Axes, CurvePlot, axes_for, plot
from gangmaker.core.brokerage.mixing import Mixing
from gangmaker.core.brokerage.survival import Step, as_of, standing
from gangmaker.core.published import LEAST, rounded, small_hidden
from gangmaker.web import quantities

from .shapes import Bar
from .telling import known_of, part_of

MOST_DRAWN: Final = 6
"""So many curves stand beside each other; the others are in the table."""
NOTHING: Final = "–"


@dataclass(frozen=True)
class Tick:
    """One day of the axis, with how all of them stand by then."""

    day: str
    share: str
    interval: str
    at_risk: str
    together: str
    open: str


@dataclass(frozen=True)
class CurveShown:
    """For figures/curve.html and figures/curve_groups.html."""

    name: str
    lang: str
    counts: str
    within: str
    """Such as “38 % within 360 days”."""
    plot: CurvePlot
    ticks: tuple[Tick, ...] = ()


@dataclass(frozen=True)
class GroupsShown:
    """For figures/curve_groups.html: one way to tell introductions apart."""

    id: str
    title: str
    caption: str
    """Of its table: no two parts of a page have the same name."""
    text: str
    curves: tuple[CurveShown, ...]
    columns: tuple[dict[str, object], ...]
    rows: tuple[tuple[str, ...], ...]
    note: str


@dataclass(frozen=True)
class MixingShown:
    """For figures/mixing.html: a place on the line from −1 to 1 (0 to 200), and the one by lot."""

    title: str
    index: str
    expected: str
    at: int
    by_lot: int
    across: str
    known: str


@dataclass(frozen=True)
class Teller:
    """Who reads: for whom groups of fewer than ``least`` are told, and how groups are called."""

    least: int
    called: Callable[[By, str], tuple[str, str]]
    """The name of a group, and its language when it is what people wrote."""

    @property
    def sees_all(self) -> bool:
        return self.least < LEAST


def percent(share: Fraction | float) -> str:
    digits = number_format(rounded(Fraction(share) * 100, 0), decimal_pos=0)
    return f"{digits}{quantities.percent_sign()}"


def days(count: int) -> str:
    return ngettext("%(days)s day", "%(days)s days", count) % {"days": quantities.number(count)}


def axes_of(found: IntroductionFigures, teller: Teller) -> Axes:
    """All curves of the page in the same box, so that they can be compared."""
    told = [by for by in found.groups if by != By.BROKER or teller.sees_all]
    groups = [curve.steps for by in told for curve in found.groups[by]]
    return axes_for([found.whole.steps, *groups], least=teller.least)


def whole_curve(found: IntroductionFigures, axes: Axes, teller: Teller) -> CurveShown:
    steps = found.whole.steps
    return CurveShown(
        name=str(_("All of them")),
        lang="",
        counts=_counts(found.whole),
        within=_within(steps, axes, teller.least),
        plot=plot(steps, axes, least=teller.least),
        ticks=tuple(_tick(steps, day, teller.least) for day in axes.ticks),
    )


def _tick(steps: Sequence[Step], day: int, least: int) -> Tick:
    """How all of them stand at the end of a day; told as long as enough are followed."""
    found = standing(steps, day + 1)
    step = as_of(steps, day)
    enough = found.at_risk >= least
    return Tick(
        day=quantities.number(day),
        share=percent(step.share if step else 0) if enough else NOTHING,
        interval=_interval(step) if enough else NOTHING,
        at_risk=quantities.number(found.at_risk) if enough else f"<{least}",
        together=quantities.number(found.happened) if enough else NOTHING,
        open=quantities.number(found.open) if enough else NOTHING,
    )


def _interval(step: Step | None) -> str:
    """From so many percent to so many, or a dash: of none and of all there is no telling."""
    if step is None or step.interval is None:
        return NOTHING
    low, high = (
        number_format(rounded(Fraction(end) * 100, 0), decimal_pos=0) for end in step.interval
    )
    return f"{low}–{high}"


def _counts(curve: Curve) -> str:
    return str(_("%(together)s of %(total)s")) % {
        "together": quantities.number(curve.together),
        "total": quantities.number(curve.total),
    }


def _within(steps: Sequence[Step], axes: Axes, least: int) -> str:
    """The share at the horizon, or on the last day before it on which enough are followed."""
    told = [step for step in steps if step.at_risk >= least and step.day <= axes.horizon]
    if not told:
        return ""
    further = standing(steps, axes.horizon).at_risk >= least
    return str(_("%(share)s within %(days)s")) % {
        "share": percent(told[-1].share),
        "days": days(axes.horizon if further else told[-1].day),
    }


# --- Groups -----------------------------------------------------------------------------------

TITLES: Final[dict[By, tuple[str | Promise, str | Promise]]] = {
    By.ORIGIN: (gettext_lazy("By where they came from"), ""),
    By.GOAL: (
        gettext_lazy("By goal"),
        gettext_lazy(
            "The goals that the brief or the project serves. What serves two counts in both."
        ),
    ),
    By.SECTORS: (
        gettext_lazy("By the sectors of the two"),
        gettext_lazy("Who has two sectors counts in both."),
    ),
    By.BROKER: (
        gettext_lazy("By broker"),
        gettext_lazy(
            "Only who brings people together reads this. Few introductions say little of anybody."
        ),
    ),
}


def groups_shown(
    found: IntroductionFigures, by: By, axes: Axes, teller: Teller
) -> GroupsShown | None:
    """Nothing when there is only one group, or none that may be told."""
    curves = found.groups[by]
    told = {curve.key for curve in curves}
    if not teller.sees_all:
        counts = small_hidden({curve.key: curve.total for curve in curves}, least=teller.least)
        told = {key for key, count in counts.items() if count is not None}
    if len(curves) < 2 or not told:
        return None
    title, text = TITLES[by]
    half = axes.horizon // 2
    return GroupsShown(
        id=f"by-{by}",
        title=str(title),
        caption=_("%(title)s, in numbers") % {"title": title},
        text=str(text),
        curves=tuple(_small(curve, by, axes, teller) for curve in curves if curve.key in told)[
            :MOST_DRAWN
        ],
        columns=_columns(half, axes.horizon),
        rows=tuple(_row(curve, by, (half, axes.horizon), teller, told) for curve in curves),
        note="" if len(told) == len(curves) else _hidden(),
    )


def _small(curve: Curve, by: By, axes: Axes, teller: Teller) -> CurveShown:
    name, lang = teller.called(by, curve.key)
    return CurveShown(
        name=name,
        lang=lang,
        counts=_counts(curve),
        within=_within(curve.steps, axes, teller.least),
        plot=plot(curve.steps, axes, least=teller.least),
    )


def _columns(*at: int) -> tuple[dict[str, object], ...]:
    return (
        {"label": _("Group")},
        {"label": _("Introductions"), "number": True},
        {"label": _("Collaborations"), "number": True},
        *({"label": _("within %(days)s") % {"days": days(day)}, "number": True} for day in at),
    )


def _row(
    curve: Curve, by: By, at: Iterable[int], teller: Teller, told: set[str]
) -> tuple[str, ...]:
    name, _lang = teller.called(by, curve.key)
    if curve.key not in told:
        return (name, str(pgettext("a number", "hidden")), *[NOTHING] * 3)
    shares = (_tick(curve.steps, day, teller.least).share for day in at)
    return (name, quantities.number(curve.total), quantities.number(curve.together), *shares)


def _hidden() -> str:
    return str(
        _(
            "Groups of fewer than 5 are not told apart. When only one would be hidden, the next"
            " smallest is hidden with it."
        )
    )


# --- Shares and sectors -----------------------------------------------------------------------


def bar(label: str, part: Part) -> Bar:
    return Bar(
        label=label,
        value=part_of(part.count, part.of),
        percent=100 * part.count // part.of if part.of else 0,
    )


def mixing_shown(title: str, found: Mixing, *, least: int) -> MixingShown | None:
    if found.index is None or found.expected is None or found.known < least:
        return None
    return MixingShown(
        title=title,
        index=_signed(found.index),
        expected=_signed(found.expected),
        at=_place(found.index),
        by_lot=_place(found.expected),
        across=part_of(found.across, found.known),
        known=known_of(found.known, found.total),
    )


def _place(index: Fraction) -> int:
    return round(100 + 100 * index)


def _signed(index: Fraction) -> str:
    digits = number_format(rounded(abs(index), 2), decimal_pos=2)
    return f"−{digits}" if rounded(index, 2) < 0 else digits
