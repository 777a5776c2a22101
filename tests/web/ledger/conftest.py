from collections.abc import Iterator

import pytest
import time_machine
from django.utils import translation

from tests.world import NOON


@pytest.fixture(autouse=True)
def _at_noon() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False), translation.override("en"):
        yield
