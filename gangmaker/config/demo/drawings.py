"""The drawings of the demo region: flat shapes in the colours of flax, made by ourselves."""

from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from typing import Final

from gangmaker.projects.files import Kept, keep_item_picture

WIDTH, HEIGHT = 1200, 800
INK, LINEN, FLAX, SKY, GOLD, LEAF, MADDER, SAND = (
    *("#1c2740", "#f2ead8", "#2f4aa8", "#bccaf5"),
    *("#b9893b", "#6d837b", "#a8452f", "#cbb98e"),
)


def kept_drawing(name: str) -> Kept:
    """A drawing on the disk; raises ``KeyError`` for one that nobody drew."""
    from gangmaker.web.trails.raster import drawn_png  # late: it loads the letters

    ground, shapes = DRAWINGS[name]
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f"{_box(0, 0, WIDTH, HEIGHT, ground)}{''.join(shapes())}</svg>"
    )
    png = drawn_png(svg, width=WIDTH)
    return keep_item_picture(BytesIO(png), size=len(png), name=f"{name}.png")


def _box(x: float, y: float, width: float, height: float, fill: str, *, round_: float = 0) -> str:
    return (
        f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" rx="{round_:g}" '
        f'fill="{fill}"/>'
    )


def _dot(x: float, y: float, radius: float, fill: str, *, opacity: float = 1) -> str:
    return f'<circle cx="{x:g}" cy="{y:g}" r="{radius:g}" fill="{fill}" opacity="{opacity:g}"/>'


def _line(path: str, colour: str, width: float) -> str:
    return (
        f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{width:g}" '
        'stroke-linecap="round" stroke-linejoin="round"/>'
    )


def _shape(path: str, fill: str) -> str:
    return f'<path d="{path}" fill="{fill}"/>'


def _lamp() -> Iterator[str]:
    """A bell of glass on a woven foot, and its light."""
    for radius in (360, 280, 200):
        yield _dot(600, 330, radius, LINEN, opacity=0.14)
    yield _shape("M420 480 Q420 150 600 150 Q780 150 780 480 Z", SKY)
    yield _dot(600, 360, 64, LINEN)
    yield _shape("M470 480 H730 L790 720 H410 Z", SAND)
    for row in range(5):
        y, lean = 504 + row * 46, row * 11
        yield _line(f"M{466 - lean} {y} H{734 + lean}", GOLD, 10)


def _cabinet() -> Iterator[str]:
    """Sixty drawers; some are open, and each holds another fibre."""
    colours = (FLAX, SAND, LEAF, GOLD, SKY, MADDER, LINEN)
    yield _box(90, 60, 1020, 680, INK, round_=12)
    for row in range(6):
        for column in range(10):
            x, y = 112 + column * 98, 84 + row * 106
            colour = colours[(row * 3 + column * 5) % len(colours)]
            yield _box(x, y, 84, 90, colour, round_=6)
            if (row * 7 + column * 3) % 11 == 0:
                yield _box(x - 8, y + 40, 100, 66, colour, round_=6)
                yield _box(x - 8, y + 36, 100, 12, INK)
            yield _dot(x + 42, y + 62, 7, INK)


def _chair() -> Iterator[str]:
    """One chair outside, and its shadow on the street."""
    yield _box(0, 600, WIDTH, 200, SAND)
    yield _shape("M470 690 H900 L980 730 H560 Z", GOLD)
    yield _line("M480 130 V690 M480 430 H740 V690", MADDER, 26)
    for y in (170, 250, 330):
        yield _box(466, y, 210, 44, MADDER, round_=10)
    yield _box(460, 416, 300, 40, INK, round_=12)
    yield _dot(980, 170, 84, GOLD)


def _leeks() -> Iterator[str]:
    """Seven leeks in a row: half of each is green."""
    for number in range(7):
        x, top = 130 + number * 140, 90 + (number * 53) % 110
        yield _line(f"M{x + 40} 430 Q{x - 20} 300 {x - 30} {top + 40}", LEAF, 46)
        yield _line(f"M{x + 40} 430 Q{x + 100} 300 {x + 116} {top + 70}", LEAF, 46)
        yield _line(f"M{x + 40} 430 V{top}", "#33503f", 54)
        yield _line(f"M{x + 40} 430 V690", LINEN, 54)
        yield _line(f"M{x + 20} 730 V752 M{x + 40} 730 V764 M{x + 60} 730 V750", SAND, 6)


def _loaves() -> Iterator[str]:
    """Thirty loaves: what one baker keeps over on a Monday."""
    for number in range(30):
        x, y = 130 + number % 6 * 190, 110 + number // 6 * 146
        crust = (GOLD, SAND)[number * 2 // 3 % 2]
        yield f'<ellipse cx="{x}" cy="{y}" rx="82" ry="52" fill="{crust}"/>'
        for slash in (-34, 0, 34):
            yield _line(f"M{x + slash - 10} {y - 24} L{x + slash + 10} {y + 22}", MADDER, 7)


def _bench() -> Iterator[str]:
    """The bank of the river, a long bench, and four who sit on it."""
    yield _box(0, 520, WIDTH, 280, FLAX)
    for row in range(4):
        path = "".join(f" q40 -{18 - row * 2} 80 0 t80 0" for _wave in range(8))
        yield _line(f"M-40 {590 + row * 56}{path}", SKY, 6)
    yield _box(0, 470, WIDTH, 60, LEAF)
    yield _box(180, 380, 840, 34, INK, round_=8)
    yield _line("M260 410 V476 M600 410 V476 M940 410 V476", INK, 22)
    for number, colour in enumerate((MADDER, GOLD, FLAX, LEAF)):
        x = 300 + number * 200
        yield _dot(x, 210, 46, colour)
        yield _box(x - 46, 262, 92, 124, colour, round_=40)


def _signs() -> Iterator[str]:
    """Six of forty signs without a word."""
    for number in range(6):
        x, y = 130 + number % 3 * 330, 70 + number // 3 * 350
        yield _box(x, y, 280, 310, LINEN, round_=28)
    yield _dot(270, 225, 92, MADDER) + _line("M270 160 V236 M270 278 V280", LINEN, 26)
    yield _line("M536 160 H660 V250 Q660 290 600 290 Q536 290 536 250 Z", INK, 22)
    yield _line("M662 180 H690 Q712 215 668 240", INK, 18)
    yield _line("M852 290 V160 M852 260 H1010 V290 M852 220 H930", FLAX, 24)
    yield _dot(890, 196, 24, FLAX)
    yield _line("M190 590 H350 M290 520 L356 590 L290 660", LEAF, 28)
    yield _line("M600 522 V590 M600 590 L556 694 M600 590 L644 694 M548 556 H652", INK, 24)
    yield _dot(600, 470, 30, INK)
    yield _dot(930, 574, 96, GOLD) + _line("M930 510 V578 L974 604", LINEN, 20)


def _warp() -> Iterator[str]:
    """A loom with its warp, and the first hand of cloth."""
    for number in range(40):
        yield _line(f"M{190 + number * 21} 90 V700", SAND if number % 2 else LINEN, 7)
    for row in range(11):
        y = 690 - row * 24
        for number in range(row % 2, 40, 2):
            x = 180 + number * 21
            yield _line(f"M{x} {y} H{x + 20}", (FLAX, SKY, MADDER)[row // 4 % 3], 18)
    yield _box(110, 60, 980, 44, GOLD, round_=12) + _box(110, 706, 980, 44, GOLD, round_=12)
    yield _box(110, 60, 40, 690, GOLD, round_=12) + _box(1050, 60, 40, 690, GOLD, round_=12)
    yield _shape("M420 392 L470 366 H730 L780 392 L730 418 H470 Z", MADDER)


DRAWINGS: Final[Mapping[str, tuple[str, Callable[[], Iterator[str]]]]] = {
    "lamp": (INK, _lamp),
    "cabinet": (SAND, _cabinet),
    "chair": (SKY, _chair),
    "leeks": (GOLD, _leeks),
    "loaves": (LINEN, _loaves),
    "bench": (SKY, _bench),
    "signs": (FLAX, _signs),
    "loom": (INK, _warp),
}
"""By name: the ground, and what is drawn on it."""
