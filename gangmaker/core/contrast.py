"""Whether letters can be read on their ground (WCAG 2.2), and colours of a region made to fit."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

TEXT = 4.5
MARK = 3.0
"""What letters need, and what lines and marks need."""

OUR_ACT, OUR_WAITING = "#2f4aa8", "#a67a2b"

_STEPS = 100

Scheme = Literal["light", "dark"]
_GROUNDS = {"light": ("#f7f3ea", "#fffdf8"), "dark": ("#12161f", "#1a1f2b")}
_ON_ACT = {"light": ("#ffffff", "#10151f"), "dark": ("#10151f", "#ffffff")}
_BLOOM = {"light": (0.16, "#ffffff"), "dark": (0.3, "#12161f")}
_FLAX = {"light": TEXT, "dark": 7.0}
"""A pale thread is calmer at night than one that only just reads."""


@dataclass(frozen=True)
class RegionColours:
    """The two colours that a region chooses, made readable in one scheme."""

    flax: str
    on_flax: str
    bloom: str
    straw: str


def contrast_ratio(one: str, other: str) -> float:
    """From 1.0 (the same) to 21.0 (black on white); the order does not matter."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def tuned(colour: str, *, against: Iterable[str], ratio: float = TEXT) -> str:
    """The colour nearest to ``colour`` on the way to black or white that reads on every ground.

    The side where fewer steps are needed wins; black wins a tie. A colour that reads stays as it
    is. When no step reads on all grounds, the one that comes nearest is given.
    """
    grounds = tuple(against)
    tried = [
        mixed(end, colour, share=step / _STEPS)
        for step in range(_STEPS + 1)
        for end in ("#000000", "#ffffff")
    ]
    for candidate in tried:
        if _worst(candidate, grounds) >= ratio:
            return candidate
    return max(tried, key=lambda candidate: _worst(candidate, grounds))


def mixed(one: str, other: str, *, share: float) -> str:
    """So much of ``one`` in ``other``, as screens mix: each channel on its own."""
    pairs = zip(_channels(one), _channels(other), strict=True)
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in pairs)


def region_colours(*, act: str, waiting: str, scheme: Scheme) -> RegionColours:
    """What a region's two colours become in a scheme, so that everything still reads."""
    grounds = _GROUNDS[scheme]
    share, ground = _BLOOM[scheme]
    bloom = mixed(act, ground, share=share)
    flax = tuned(act, against=(*grounds, bloom), ratio=_FLAX[scheme])
    on_flax = max(_ON_ACT[scheme], key=lambda letters: contrast_ratio(letters, flax))
    return RegionColours(flax, on_flax, bloom, tuned(waiting, against=grounds, ratio=MARK))


def region_stylesheet(*, act: str, waiting: str) -> str:
    """The style sheet that gives a region its colours; both are ``#rrggbb``.

    Our own colours were chosen by eye for both schemes, so a region that keeps one keeps that.
    """
    light = region_colours(act=act, waiting=waiting, scheme="light")
    dark = region_colours(act=act, waiting=waiting, scheme="dark")
    names: tuple[str, ...] = ("flax", "on_flax", "bloom") if act.lower() != OUR_ACT else ()
    names += ("straw",) if waiting.lower() != OUR_WAITING else ()
    lines = (
        f"--{name.replace('_', '-')}: light-dark({getattr(light, name)}, {getattr(dark, name)});"
        for name in names
    )
    return "@layer tokens { :root { " + " ".join(lines) + " } }\n"


def _worst(colour: str, grounds: Iterable[str]) -> float:
    return min((contrast_ratio(colour, ground) for ground in grounds), default=21.0)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    if value <= 0.04045:
        return value / 12.92
    return float(((value + 0.055) / 1.055) ** 2.4)


def _channels(colour: str) -> tuple[int, int, int]:
    """Red, green and blue of ``#rrggbb``; anything else is a ValueError."""
    digits = colour.removeprefix("#")
    if len(digits) != 6 or not colour.startswith("#"):
        raise ValueError(f"not a colour like #2f4aa8: {colour!r}")
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)
