from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import translation

from gangmaker.actors.models import Actor

AsActor = Callable[[Actor], Client]


@pytest.fixture
def as_actor() -> AsActor:
    def sign_in(actor: Actor) -> Client:
        client = Client()
        assert actor.account is not None
        client.force_login(actor.account)
        return client

    return sign_in


@pytest.fixture(autouse=True)
def in_english():
    """Addresses and words of these tests are those of the English pages."""
    with translation.override("en"):
        yield
