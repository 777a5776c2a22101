"""The picture that other sites show of an item: its name, its place, its thread and its cloth."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.translation import ngettext

from gangmaker.core.thread import Edge, Layout, Station, small
from gangmaker.core.thread.lettering import shortened, wrapped
from gangmaker.core.weave import swatch_paths

from . import marks, sheet
from .colours import CLOTHS, Palette
from .sharing import HEIGHT, WIDTH

LEFT, TEXT_WIDTH = 72, 780
CLOTH_X, CLOTH_WIDTH = 924, 276
THREAD_Y, THREAD_HEIGHT = 416, 128
SIZES = ((72, 3, 36), (58, 4, 70), (48, 4, 200))
"""Size of the title, in how many lines, for titles of up to so many signs."""
STYLE = (
    f"text{{font-family:{sheet.READ}}}"
    ".thread__line{fill:none;stroke-width:6;stroke-linecap:round;stroke-linejoin:round}"
    ".thread__line--thin{stroke-width:3}"
    ".thread__knot{stroke-width:5}.thread__inner{fill:none;stroke-width:3}"
    f".title{{font-family:{sheet.SAID};font-weight:600;letter-spacing:-.03em}}"
    f".region{{font-family:{sheet.SAID};font-weight:600;font-size:30px}}"
    ".kicker{font-weight:600;font-size:24px;letter-spacing:.03em}"
    ".note{font-size:24px}"
)


@dataclass(frozen=True)
class Picture:
    region: str
    kicker: str
    title: str
    key: str
    story: Layout
    stations: int


def story_of(stations: Sequence[Station], edges: Sequence[Edge]) -> Layout:
    return small(stations, edges, width=TEXT_WIDTH, height=THREAD_HEIGHT, radius=13)


def svg_of(picture: Picture, palette: Palette) -> str:
    style = (STYLE + sheet.rules_of(palette) + _letters(palette)).replace('"', "")
    return sheet.clean(
        format_html(
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {1}" width="{0}"'
            ' height="{1}"><style>{2}</style><rect class="ground" width="{0}" height="{1}"/>'
            '{3}{4}<text class="region" x="{5}" y="98">{6}</text>'
            '<text class="kicker" x="{7}" y="172">{8}</text>{9}{10}</svg>',
            WIDTH,
            HEIGHT,
            style,
            _cloth(picture.key),
            _mark(),
            LEFT + 62,
            shortened(picture.region, size=30, width=TEXT_WIDTH - 62),
            LEFT,
            shortened(picture.kicker, size=24, width=TEXT_WIDTH, spacing=0.03),
            _title(picture.title),
            _thread(picture),
        )
    )


def _title(title: str) -> str:
    size, lines, _most = next(
        (each for each in SIZES if len(title) <= each[2]),
        SIZES[-1],
    )
    rows = wrapped(title, size=size * 0.94, width=TEXT_WIDTH, lines=lines)
    top = 172 + 22 + size * 0.8
    return format_html_join(
        "",
        '<text class="title" font-size="{}" x="{}" y="{}">{}</text>',
        (
            (size, LEFT - 2, marks.short(top + place * size * 1.04), row)
            for place, row in enumerate(rows)
        ),
    )


def _thread(picture: Picture) -> str:
    """An item without a trail has its name and its cloth only."""
    if len(picture.story.stations) < 2:
        return ""
    count = ngettext("%(count)s station", "%(count)s stations", picture.stations) % {
        "count": picture.stations
    }
    return format_html(
        '<g transform="translate({} {})">{}{}</g><text class="note" x="{}" y="588">{}</text>',
        LEFT - 18,
        THREAD_Y,
        format_html_join("", "{}", ((marks.line_of(line),) for line in picture.story.lines)),
        format_html_join(
            "",
            "{}",
            (
                (
                    marks.knot(
                        placed.station.knot,
                        placed.x,
                        placed.y,
                        placed.radius,
                        current=placed.station.done,
                    ),
                )
                for placed in picture.story.stations
            ),
        ),
        LEFT,
        count,
    )


def _cloth(key: str) -> str:
    """The cloth of the item, from edge to edge on the right."""
    cell = 12
    columns, rows = CLOTH_WIDTH // cell, HEIGHT // cell + 1
    cloth = swatch_paths(key, columns=columns, rows=rows, cell=cell)
    warp, weft = CLOTHS[cloth.palette]
    return format_html(
        '<rect x="{0}" width="{1}" height="{2}" fill="{3}"/>'
        '<path transform="translate({0} 0)" fill="none" stroke="{4}" stroke-width="{5}" d="{6}"/>',
        CLOTH_X,
        CLOTH_WIDTH,
        HEIGHT,
        weft,
        warp,
        cloth.stroke,
        cloth.path,
    )


def _mark() -> str:
    return format_html(
        '<g class="mark" transform="translate({} 74) scale(1.2)"><path'
        ' d="M2 12c4.5-10.5 10.5-10.5 15 0s10.5 10.5 15 0"/><circle cx="35" cy="7" r="3.2"/></g>',
        LEFT,
    )


def _letters(palette: Palette) -> str:
    return (
        f".region,.title{{fill:{palette.ink}}}.kicker{{fill:{palette.flax}}}"
        f".note{{fill:{palette.soft}}}"
        f".mark{{fill:none;stroke:{palette.flax};stroke-width:3;stroke-linecap:round}}"
    )
