"""The drawn trail in a page: the map, the thread beside the list, and the little one on a card."""

from functools import cache

from django import template
from django.utils.html import format_html, format_html_join

from gangmaker.core.thread import Layout, Row
from gangmaker.web.items.minis import Mini
from gangmaker.web.trails import marks

register = template.Library()

STEP, LEFT, HIGH, LOW = 22, 7, 7, 17


@register.simple_tag
def thread_map(layout: Layout, label: str) -> str:
    """The map of a trail, as a list that a screen reader can walk. It is wide: CSS hides it."""
    return format_html(
        '<svg class="thread__map" viewBox="0 0 {} {}" role="list" aria-label="{}">{}</svg>',
        marks.short(layout.width),
        marks.short(layout.height),
        label,
        marks.map_content(layout),
    )


@register.simple_tag
def strand_thread(row: Row, lanes: int) -> str:
    """The thread from this row of the list to the next, however high the row becomes."""
    width = marks.strand_width(lanes)
    return format_html(
        '<svg class="strand__thread" width="{0}" viewBox="0 0 {0} 100" preserveAspectRatio="none"'
        ' aria-hidden="true">{1}</svg>',
        width,
        format_html_join(
            "",
            '<path class="thread__line{}" vector-effect="non-scaling-stroke" d="{}"/>',
            (
                (" thread__line--thin" if each.thin else "", marks.pass_path(each))
                for each in sorted(row.passes, key=lambda each: not each.thin)
            ),
        ),
    )


@register.simple_tag
def strand_knot(row: Row, lanes: int) -> str:
    """The knot at the head of a row of the list."""
    width = marks.strand_width(lanes)
    middle = marks.KNOT_HEIGHT / 2
    return format_html(
        '<svg class="strand__knot" width="{0}" height="{1}" viewBox="0 0 {0} {1}"'
        ' aria-hidden="true">{2}</svg>',
        width,
        marks.KNOT_HEIGHT,
        marks.knot(
            row.station.knot,
            marks.lane_x(row.lane),
            middle,
            5.5 if row.minor else 7.5,
            current=row.station.done,
        ),
    )


@register.simple_tag
def knot(kind: str) -> str:
    """One knot by itself, for the legend."""
    return format_html(
        '<svg class="thread__sample" viewBox="0 0 28 24" width="28" height="24"'
        ' aria-hidden="true">{}</svg>',
        marks.knot(kind, 11, 12, 6 if kind in ("offer", "bundle") else 8),
    )


@register.simple_tag
def mini_thread(mini: Mini) -> str:
    """The little trail of a card or a row. Words beside it say the same."""
    return _little(mini.knots, mini.current)


@cache
def _little(knots: int, current: int) -> str:
    """There are few of these, on many rows; so each is drawn once, in as few letters as can be.

    A line without length and with a round end is a dot: ink around it, ground within.
    """
    places = [(LEFT + STEP * place, LOW if place % 2 else HIGH) for place in range(knots)]
    wave = "".join(
        f"{'s' if place else f'c{STEP // 2} 0 '}{STEP // 2} {rise} {STEP} {rise}"
        for place in range(knots - 1)
        for rise in [HIGH - LOW if place % 2 else LOW - HIGH]
    )
    dots = [f"M{x} {y}h0" for x, y in places]
    return format_html(
        '<svg class="mini-thread" viewBox="0 0 {0} 24" width="{0}" height="24" aria-hidden="true">'
        '<path d="M{1} {2}{3}"/><path class="mini-thread__knots" d="{4}"/>'
        '<path class="mini-thread__open" d="{5}"/></svg>',
        2 * LEFT + STEP * (knots - 1),
        LEFT,
        HIGH,
        wave,
        "".join(dots),
        "".join(dot for place, dot in enumerate(dots) if place != current),
    )
