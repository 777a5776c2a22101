import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from gangmaker.core.weave import PALETTES, swatch_paths

RUN = re.compile(r"M0 (\d+)|m(\d+) 0|h(\d+)")


def painted(path):
    """The strokes of a path as (row, from, to)."""
    row = x = 0
    strokes = []
    for start, skip, run in RUN.findall(path):
        if start:
            row, x = int(start), 0
        elif skip:
            x += int(skip)
        else:
            strokes.append((row, x, x + int(run)))
            x += int(run)
    return strokes


def test_a_cloth_stays_the_same_for_ever():
    small = swatch_paths("flax", columns=6, rows=2)

    assert (small.width, small.height, small.stroke, small.palette, small.path) == (
        36,
        12,
        5,
        8,
        "M0 3h11m19 0h5M0 9h5m19 0h5",
    )


def test_a_larger_piece_begins_like_a_smaller_one():
    small = swatch_paths("flax", columns=24, rows=3)
    large = swatch_paths("flax", columns=24, rows=30)

    assert large.path.startswith(small.path)


@given(st.text())
def test_every_stroke_lies_on_the_cloth(key):
    cloth = swatch_paths(key, columns=20, rows=16)

    assert 0 <= cloth.palette < PALETTES
    for row, start, end in painted(cloth.path):
        assert 0 <= start < end < cloth.width
        assert 0 < row < cloth.height


@given(st.text())
def test_strokes_are_joined_so_that_none_touches_the_next(key):
    strokes = painted(swatch_paths(key).path)

    for (row, _start, end), (next_row, following, _end) in pairwise(strokes):
        assert row < next_row or end + 1 < following


@given(st.text())
def test_every_cloth_holds_together(key):
    """Warp covers a good part of it, never all."""
    cloth = swatch_paths(key, columns=48, rows=48)
    covered = sum(end - start + 1 for _row, start, end in painted(cloth.path)) / 6

    assert 0.2 < covered / (48 * 48) < 0.8


def test_cloths_differ():
    cloths = {swatch_paths(f"item {number}").path for number in range(200)}

    assert len(cloths) > 190
