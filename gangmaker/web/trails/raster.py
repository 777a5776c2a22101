"""From our own SVG to PNG, with our own letters and nothing of the system (decision 007)."""

import hashlib
from collections import OrderedDict
from pathlib import Path
from threading import Lock

FONTS = sorted(str(path) for path in (Path(__file__).parent / "fonts").glob("*.ttf"))
MOST_KEPT = 48
"""Pictures of at most some 300 kB, so never more than 15 MB in one process."""

_kept: OrderedDict[str, bytes] = OrderedDict()
_lock = Lock()


def kept_png(svg: str, *, width: int) -> bytes | None:
    """The picture when it was drawn before: the same drawing is the same picture."""
    with _lock:
        found = _kept.get(_key(svg, width))
        if found is not None:
            _kept.move_to_end(_key(svg, width))
        return found


def drawn_png(svg: str, *, width: int) -> bytes:
    """Draw it, and keep it among the latest."""
    from resvg_py import svg_to_bytes

    png = bytes(
        svg_to_bytes(
            svg_string=svg,
            width=width,
            font_files=FONTS,
            skip_system_fonts=True,
            font_family="Instrument Sans",
            sans_serif_family="Instrument Sans",
        )
    )
    with _lock:
        _kept[_key(svg, width)] = png
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return png


def _key(svg: str, width: int) -> str:
    return f"{width} {hashlib.sha256(svg.encode()).hexdigest()}"
