"""What comes of introductions: for everybody, with more of it for who brings people together."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from gangmaker.actors.models import Actor
from gangmaker.actors.queries import name_for
from gangmaker.brokerage.queries.figures import NO_GOAL, By, Curve, IntroductionFigures
from gangmaker.brokerage.rules import can_broker
from gangmaker.core.brokerage.survival import Incidence, Step, as_of, standing
from gangmaker.core.csvtext import Cell, csv_text
from gangmaker.core.published import LEAST, rounded, small_hidden
from gangmaker.insight.indicators.labels import label_of, pair_of
from gangmaker.trail.models import Item
from gangmaker.web.guards import ActorRequest

from . import curves
from .curves import Teller
from .introduced import AskedYears, asked_for, counted
from .shapes import Bar

HEAD: Final = (
    *("since", "until", "by", "group", "label", "introductions", "collaborations"),
    *("days", "followed_longer", "collaborations_by_then", "open", "share", "low", "high"),
    "computed_at",
)
"""The columns of the data; ``until`` is the first day that is not counted."""
EVERY: Final = 30
LAST: Final = 720
GONE: Final = ("?", "")


def introductions(request: ActorRequest) -> HttpResponse:
    asked = asked_for(request.GET, at=timezone.now())
    found = counted(asked.since, asked.until, at=timezone.now())
    teller = _teller(request.actor, found)
    enough = found.whole.total >= teller.least
    return render(
        request,
        "web/figures/introductions.html",
        {
            "filters": asked.form,
            "query": asked.query,
            "asked": asked,
            "found": found,
            "enough": enough,
            "sees_all": teller.sees_all,
            **(_told(found, teller) if enough else {}),
        },
    )


def _told(found: IntroductionFigures, teller: Teller) -> dict[str, object]:
    axes = curves.axes_of(found, teller)
    ways = [By.ORIGIN, By.GOAL, By.SECTORS, *([By.BROKER] if teller.sees_all else [])]
    shown = (curves.groups_shown(found, by, axes, teller) for by in ways)
    return {
        "whole": curves.whole_curve(found, axes, teller),
        "scale": [curves.percent(axes.top * part) for part in (1, Fraction(1, 2), 0)],
        "groups": [one for one in shown if one is not None],
        "bars": _bars(found, teller),
        "mixings": _mixings(found, teller),
        "ends": _ends(found, axes.ticks) if teller.sees_all else None,
        "days": _days(found, teller),
    }


def _teller(viewer: Actor | None, found: IntroductionFigures) -> Teller:
    """One query for the titles of goals, one for the names of brokers."""
    sees_all = can_broker(viewer)
    titles = _titles(found, viewer)
    names = _names(found, viewer) if sees_all else {}

    def called(by: By, key: str) -> tuple[str, str]:
        if by == By.ORIGIN:
            return label_of(f"from_{key}"), ""
        if by == By.SECTORS:
            return (pair_of(key) if "+" in key else label_of(key)), ""
        if by == By.GOAL:
            return titles.get(key, GONE) if key != NO_GOAL else (_("No goal"), "")
        return (names[key], "") if key in names else GONE

    return Teller(1 if sees_all else LEAST, called)


def _titles(found: IntroductionFigures, viewer: Actor | None) -> dict[str, tuple[str, str]]:
    """Of goals that may be seen now: what was counted is some minutes old."""
    goals = [int(curve.key) for curve in found.groups[By.GOAL] if curve.key != NO_GOAL]
    visible = Item.objects.visible_to(viewer, at=timezone.now()).filter(pk__in=goals)
    told = visible.values_list("pk", "title", "language")
    return {str(pk): (title, language) for pk, title, language in told}


def _names(found: IntroductionFigures, viewer: Actor | None) -> dict[str, str]:
    brokers = [int(curve.key) for curve in found.groups[By.BROKER]]
    named = Actor.objects.select_related("area").in_bulk(brokers)
    return {str(pk): name_for(actor, viewer) for pk, actor in named.items()}


def _bars(found: IntroductionFigures, teller: Teller) -> list[Bar]:
    parts = (
        (_("new to each other"), found.first_time),
        (_("began another project together, without us"), found.again),
    )
    return [curves.bar(label, part) for label, part in parts if part.of >= teller.least]


def _mixings(found: IntroductionFigures, teller: Teller) -> list[curves.MixingShown]:
    told = (
        (_("Whom we introduced"), found.mixing),
        (_("Who works together since"), found.mixing_together),
    )
    shown = (curves.mixing_shown(title, mixing, least=teller.least) for title, mixing in told)
    return [one for one in shown if one is not None]


def _days(found: IntroductionFigures, teller: Teller) -> str:
    if found.days.median is None or found.days.known < teller.least:
        return ""
    return curves.days(found.days.median)


def _ends(found: IntroductionFigures, ticks: tuple[int, ...]) -> list[tuple[str, ...]]:
    """By which day how many agreed, how many came to nothing, how many are open."""
    rows = []
    for day in ticks[1:]:
        end = max(
            (each for each in found.ends if each.day <= day),
            key=lambda each: each.day,
            default=Incidence(0, Fraction(0), Fraction(0)),
        )
        shares = (end.happened, end.instead, end.open)
        rows.append((curves.days(day), *(curves.percent(share) for share in shares)))
    return rows


# --- Data -------------------------------------------------------------------------------------


def introductions_csv(request: ActorRequest) -> HttpResponse:
    """Every curve, each 30 days, as far as it may be told."""
    asked = asked_for(request.GET, at=timezone.now())
    found = counted(asked.since, asked.until, at=timezone.now())
    teller = _teller(request.actor, found)
    response = HttpResponse(
        csv_text([HEAD, *_lines(found, asked, teller)]), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = 'attachment; filename="introductions.csv"'
    return response


def _lines(
    found: IntroductionFigures, asked: AskedYears, teller: Teller
) -> Iterator[tuple[Cell, ...]]:
    since = "" if asked.all_years else str(found.since)
    end = found.at.isoformat(timespec="seconds")
    for by, label, curve, hidden in _curves(found, teller):
        start = (since, str(found.until), by, curve.key, label)
        if hidden:
            yield (*start, f"<{teller.least}", *[None] * 8, end)
            continue
        for day in range(EVERY, LAST + 1, EVERY):
            told = _line(curve, day, teller.least)
            if told is not None:
                yield (*start, curve.total, curve.together, *told, end)


def _curves(found: IntroductionFigures, teller: Teller) -> Iterator[tuple[str, str, Curve, bool]]:
    """Each with what it is told by, its name, and whether it is too small to be told."""
    few = found.whole.total < teller.least
    yield "", "", found.whole, few
    if few:  # not even between whom they were
        return
    for by, group in found.groups.items():
        if by == By.BROKER and not teller.sees_all:
            continue
        counts = small_hidden({curve.key: curve.total for curve in group}, least=teller.least)
        for curve in group:
            yield by, teller.called(by, curve.key)[0], curve, counts[curve.key] is None


def _line(curve: Curve, day: int, least: int) -> tuple[Cell, ...] | None:
    stands, step = standing(curve.steps, day + 1), as_of(curve.steps, day)
    if stands.at_risk < least:
        return None
    share = _data(step.share if step else Fraction(0))
    return (day, stands.at_risk, stands.happened, stands.open, share, *_ends_of(step))


def _ends_of(step: Step | None) -> tuple[str, str]:
    if step is None or step.interval is None:
        return "", ""
    low, high = step.interval
    return _data(Fraction(low)), _data(Fraction(high))


def _data(share: Fraction) -> str:
    return str(rounded(share, 4))
