import re

import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st

from gangmaker.core.qr import QUIET_ZONE, TooLongForQr, qr_path

RUN = re.compile(r"M(\d+) (\d+)h(\d+)v1h-(\d+)z")


def _modules(d: str) -> set[tuple[int, int]]:
    runs = [tuple(map(int, run)) for run in RUN.findall(d)]
    return {(x + step, y) for x, y, length, _back in runs for step in range(length)}


@given(st.text(alphabet="abcdefghijk/:.-0123456789é", min_size=1, max_size=120))
def test_the_path_darkens_exactly_the_modules_of_the_code(text: str) -> None:
    expected = {
        (x + QUIET_ZONE, y + QUIET_ZONE)
        for y, row in enumerate(segno.make_qr(text, error="m").matrix)
        for x, module in enumerate(row)
        if module
    }

    path = qr_path(text)

    assert _modules(path.d) == expected


def test_a_short_address_makes_a_small_code_with_its_quiet_zone() -> None:
    assert qr_path("https://gangmaker.example/d/bcd34fgh").size == 29 + 2 * QUIET_ZONE


def test_the_path_holds_nothing_but_path_commands() -> None:
    path = qr_path('https://gangmaker.example/"><script>alert(1)</script>')

    assert RUN.sub("", path.d) == ""


def test_the_same_address_gives_the_same_path() -> None:
    assert qr_path("https://gangmaker.example/d/1") == qr_path("https://gangmaker.example/d/1")


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(TooLongForQr):
        qr_path("a" * 5000)
