"""Where a reader of acts begins."""

from collections.abc import Iterator

import pytest
import time_machine

from gangmaker.trail import notices
from gangmaker.trail.models import (
    ReaderPlace,
)
from tests.trail.notices.following import LATER
from tests.world import (
    NOON,
)


@pytest.fixture(autouse=True)
def _begin() -> Iterator[None]:
    """The reader has read everything so far; the clock stands still."""
    ReaderPlace.objects.create(reader=notices.READER, act=0, at=NOON)
    with time_machine.travel(LATER, tick=False):
        yield
