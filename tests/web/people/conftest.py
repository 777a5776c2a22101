"""Every test of these pages happens at the same time, in English."""

import pytest
import time_machine
from django.utils import translation

from tests.world import NOON


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False) as traveller, translation.override("en"):
        yield traveller


@pytest.fixture
def as_actor(client):
    """The client, signed in as an actor."""

    def sign_in(actor):
        client.force_login(actor.account)
        return client

    return sign_in
