"""The clock of these tests."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from tests.world import (
    NOON,
)


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock
