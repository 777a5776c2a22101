"""Dates in few letters."""

from datetime import date

import pytest
from django.utils.translation import override

from gangmaker.web.dates import short_day


@pytest.mark.parametrize(
    ("language", "said"), [("nl", "4 okt 2026"), ("en", "4 Oct 2026"), ("fr", "4 oct. 2026")]
)
def test_a_month_is_shortened_as_its_language_does(language, said):
    with override(language):
        shown = short_day(date(2026, 10, 4))

    assert shown == said
