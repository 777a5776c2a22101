"""The colours of pictures that leave the site, where tokens.css does not reach. A test compares."""

from dataclasses import dataclass

from gangmaker.actors.models import Region
from gangmaker.core.contrast import OUR_ACT, region_colours


@dataclass(frozen=True)
class Palette:
    linen: str
    ink: str
    soft: str
    rule: str
    edge: str
    flax: str
    bloom: str


LIGHT = Palette("#f7f3ea", "#171c28", "#565b69", "#d9d1bf", "#857e6d", "#2f4aa8", "#dfe6fb")
DARK = Palette("#12161f", "#efeae0", "#a7adba", "#323a4b", "#717b90", "#9db4f5", "#222c4d")
CLOTHS = (
    ("#2f4aa8", "#efe6d2"),
    ("#7f9be0", "#f4eede"),
    ("#1c2740", "#cbb98e"),
    ("#b9893b", "#f2ead8"),
    ("#6d837b", "#ebe3cf"),
    ("#a8452f", "#e9cfae"),
    ("#2f4aa8", "#bccaf5"),
    ("#33503f", "#c9cfae"),
    ("#5a3b52", "#e6d3c4"),
)
"""Warp and weft by light, as ``.cloth-0`` and on in items.css."""


def palettes(region: Region) -> dict[str, Palette]:
    """With the region's own colour for the thread, when it has one."""
    act, waiting = region.act_colour, region.waiting_colour
    if act.lower() == OUR_ACT:
        return {"light": LIGHT, "dark": DARK}
    light = region_colours(act=act, waiting=waiting, scheme="light")
    dark = region_colours(act=act, waiting=waiting, scheme="dark")
    return {
        "light": _with(LIGHT, light.flax, light.bloom),
        "dark": _with(DARK, dark.flax, dark.bloom),
    }


def _with(palette: Palette, flax: str, bloom: str) -> Palette:
    return Palette(
        palette.linen, palette.ink, palette.soft, palette.rule, palette.edge, flax, bloom
    )
