"""A trail as a picture that stands on its own: letters, colours and addresses are in the file."""

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.translation import get_language

from gangmaker.core.thread import Layout
from gangmaker.core.thread.lettering import shortened

from . import marks
from .colours import Palette

MARGIN, FOOT, HEAD = 32, 40, 64
HEADING = 28
READ = '"Instrument Sans", system-ui, Arial, sans-serif'
SAID = '"Bricolage Grotesque", "Instrument Sans", system-ui, Arial, sans-serif'


@dataclass(frozen=True)
class Words:
    title: str
    description: str
    source: str


def svg_of(
    layout: Layout, words: Words, colours: Mapping[str, Palette], *, schemes: Sequence[str]
) -> str:
    """Light, and with "dark" among ``schemes`` also for who reads at night."""
    width, height = layout.width + 2 * MARGIN, layout.height + HEAD + FOOT + 2 * MARGIN
    return clean(
        format_html(
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" width="{}" height="{}"'
            ' role="list" aria-labelledby="title" aria-describedby="desc" lang="{}">'
            '<title id="title">{}</title><desc id="desc">{}</desc><style>{}</style>'
            '<rect class="ground" width="100%" height="100%"/>'
            '<text class="heading" x="{}" y="{}">{}</text>'
            '<g class="thread" transform="translate({} {})">{}</g>'
            '<text class="source" x="{}" y="{}">{}</text></svg>',
            *(marks.short(each) for each in (width, height, width, height)),
            get_language() or "nl",
            words.title,
            words.description,
            _style(colours, schemes),
            MARGIN,
            MARGIN + 26,
            shortened(words.title, size=HEADING, width=layout.width),
            MARGIN,
            MARGIN + HEAD,
            marks.map_content(layout),
            MARGIN,
            marks.short(height - MARGIN + 4),
            words.source,
        )
    )


def size_of(svg: str) -> tuple[float, float]:
    """Width and height, as its view box says."""
    box = svg.partition('viewBox="0 0 ')[2].partition('"')[0].split()
    return float(box[0]), float(box[1])


def style_hash(svg: str) -> str:
    """What a content security policy calls the one style in the file."""
    style = svg.partition("<style>")[2].partition("</style>")[0]
    digest = hashlib.sha256(style.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def clean(text: str) -> str:
    """Without signs that XML does not know, whatever people wrote."""
    return "".join(sign for sign in text if sign >= " " or sign in "\t\n\r")


def rules_of(palette: Palette) -> str:
    """The look of a thread, for pictures outside a page of ours."""
    return (
        f".ground{{fill:{palette.linen}}}"
        f".thread__line{{stroke:{palette.flax}}}"
        f".thread__knot,.thread__bead{{fill:{palette.linen};stroke:{palette.flax}}}"
        f".thread__knot--full,.thread__dot{{fill:{palette.flax}}}"
        f".thread__inner{{stroke:{palette.flax}}}"
        f".thread__halo{{fill:{palette.bloom}}}"
        f".thread__axis{{stroke:{palette.rule}}}"
        f".heading,.thread__title{{fill:{palette.ink}}}"
        f".thread__kind{{fill:{palette.flax}}}"
        f".thread__note,.thread__mark,.source{{fill:{palette.soft}}}"
    )


SHAPES = (
    f"text{{font-family:{READ}}}"
    ".thread__line{fill:none;stroke-width:3.5;stroke-linecap:round;stroke-linejoin:round}"
    ".thread__line--thin{stroke-width:1.6}"
    ".thread__knot{stroke-width:3}.thread__bead{stroke-width:2}"
    ".thread__inner{fill:none;stroke-width:2}"
    ".thread__axis{fill:none;stroke-width:1}"
    ".thread__kind{font-size:14px;font-weight:600;letter-spacing:.7px}"
    ".thread__title{font-size:17px;font-weight:500}"
    ".thread__note,.thread__mark,.source{font-size:14px}"
    f".heading{{font-family:{SAID};font-size:{HEADING}px;font-weight:600}}"
)


def _style(colours: Mapping[str, Palette], schemes: Sequence[str]) -> str:
    """Without quotes, so that the file has the very letters that its hash is taken of."""
    dark = ""
    if "dark" in schemes:
        dark = "@media (prefers-color-scheme:dark){" + rules_of(colours["dark"]) + "}"
    return (SHAPES + rules_of(colours["light"]) + dark).replace('"', "")
