"""The markup of a drawn trail: the same in a page, in a frame elsewhere and in a file."""

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from gangmaker.core.thread import BUNDLE, Axis, Label, Layout, Line, Pass, Placed, Text

LANE, FIRST_LANE = 15, 12
KNOT_HEIGHT = 28
HALO = 6.0


def map_content(layout: Layout) -> str:
    """What stands inside the ``<svg>``: time, lines, then the stations in their order."""
    return format_html(
        "{}{}{}",
        format_html_join("", "{}", ((_axis(axis),) for axis in layout.axes)),
        format_html_join("", "{}", ((line_of(line),) for line in layout.lines)),
        format_html_join("", "{}", ((_station(placed),) for placed in layout.stations)),
    )


def knot(kind: str, x: float, y: float, radius: float, *, current: bool = False) -> str:
    """Each kind is tied in its own way; around the one that the reader looks at is a halo."""
    halo = ring("thread__halo", x, y, radius + HALO) if current else ""
    return format_html("{}{}", halo, _tied(kind, x, y, radius))


def _tied(kind: str, x: float, y: float, radius: float) -> str:
    whole = ring("thread__knot", x, y, radius)
    if kind == "idea":
        return whole + ring("thread__dot", x, y, radius * 0.36)
    if kind == "project":
        return whole + ring("thread__inner", x, y, radius * 0.45)
    if kind == "result":
        return ring("thread__knot thread__knot--full", x, y, radius)
    if kind == "action":
        return _diamond(x, y, radius)
    if kind == "brief":
        return _square(x, y, radius)
    if kind == "introduction":
        return ring("thread__knot", x - radius * 0.5, y, radius * 0.8) + ring(
            "thread__inner", x + radius * 0.5, y, radius * 0.8
        )
    if kind == BUNDLE:
        beads = (ring("thread__bead", x + by, y, 4) for by in (12, 6, 0))
        return format_html_join("", "{}", ((bead,) for bead in beads))
    return whole


def ring(name: str, x: float, y: float, radius: float) -> str:
    return format_html(
        '<circle class="{}" cx="{}" cy="{}" r="{}"/>', name, short(x), short(y), short(radius)
    )


def _square(x: float, y: float, radius: float) -> str:
    """A sheet of paper."""
    side = short(radius * 1.7)
    return format_html(
        '<path class="thread__knot" d="M{} {}h{}v{}h-{}z"/>',
        short(x - radius * 0.85),
        short(y - radius * 0.85),
        *(side,) * 3,
    )


def _diamond(x: float, y: float, radius: float) -> str:
    reach = short(radius * 1.15)
    return format_html(
        '<path class="thread__knot" d="M{} {}l{} {}l-{} {}l-{} -{}z"/>',
        short(x),
        short(y - radius * 1.15),
        *(reach,) * 6,
    )


def _axis(axis: Axis) -> str:
    ticks = "".join(
        f"M{short(mark.x)} {short(axis.y - 4)}V{short(axis.y + 4)}" for mark in axis.marks
    )
    rule = f"M{short(axis.start)} {short(axis.y)}H{short(axis.end)}{ticks}"
    return format_html(
        '<g aria-hidden="true"><path class="thread__axis" d="{}"/>{}</g>',
        rule,
        format_html_join("", "{}", ((_texts(mark, ""),) for mark in axis.marks)),
    )


def line_of(line: Line) -> str:
    return format_html(
        '<path class="thread__line{}" d="{}"/>',
        " thread__line--thin" if line.thin else "",
        line.path,
    )


def _station(placed: Placed) -> str:
    """A link with the whole name, since the words beside the knot may be shortened."""
    station = placed.station
    inside = format_html(
        "{}{}",
        knot(station.knot, placed.x, placed.y, placed.radius, current=station.done),
        _texts(placed.label, station.lang),
    )
    name = spoken(placed)
    if station.url:
        inside = format_html('<a href="{}" aria-label="{}">{}</a>', station.url, name, inside)
        return format_html('<g role="listitem">{}</g>', inside)
    current = format_html(' aria-current="{}"', "true") if station.done else ""
    return format_html(
        '<g role="listitem"{}><g role="img" aria-label="{}">{}</g></g>', current, name, inside
    )


def spoken(placed: Placed) -> str:
    """A station in one sentence, for who does not see the drawing."""
    station = placed.station
    parts = [station.title, station.who, station.date_label]
    told = ", ".join(part for part in parts if part)
    told = f"{station.kind}: {told}" if station.kind else told
    return _("%(station)s (this page)") % {"station": told} if station.done else told


def _texts(label: Label, lang: str) -> str:
    return format_html_join(
        "",
        '<text class="thread__{}" x="{}" y="{}"{}>{}</text>',
        (
            (text.role, short(text.x), short(text.y), _lang(text, lang), text.text)
            for text in label.texts
        ),
    )


def _lang(text: Text, lang: str) -> str:
    """Only the title is in the language of the item; the rest is in that of the page."""
    return format_html(' lang="{}"', lang) if lang and text.role == "title" else ""


def lane_x(lane: int) -> int:
    return FIRST_LANE + LANE * lane


def strand_width(lanes: int) -> int:
    return 2 * FIRST_LANE + LANE * (lanes - 1)


def pass_path(each: Pass) -> str:
    """From one row to the next in a drawing of height 100, which is stretched over the row."""
    start, end = lane_x(each.start), lane_x(each.end)
    return f"M{start} 0C{start} 50 {end} 50 {end} 100"


def short(value: float) -> str:
    """As short as can be, with a point in every language."""
    return f"{value:.1f}".removesuffix(".0")
