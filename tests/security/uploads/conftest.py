"""A folder of their own for the files of each test, and an idea to send them to."""

from collections.abc import Iterator

import pytest
from django.core import cache as caches

from gangmaker.upkeep.standing import forget_full
from tests import world


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    caches.cache.clear()


@pytest.fixture(autouse=True)
def _there_is_room_again() -> Iterator[None]:
    yield
    forget_full()


@pytest.fixture
def maker():
    return world.make_person("Maker")


@pytest.fixture
def idea(maker):
    world.make_team()
    return world.make_contribution(by=maker, title="Een lamp van vlas").item
