"""It is noon, and pages are read in English."""

from collections.abc import Iterator

import pytest
import time_machine
from django.utils import translation

from tests.world import (
    NOON,
)


@pytest.fixture(autouse=True)
def clock() -> Iterator[object]:
    with time_machine.travel(NOON, tick=False) as clock, translation.override("en"):
        yield clock
