"""What is attacked is what runs for real: with pages that anonymous visitors share."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import transaction
from django.utils import translation
from pytest_django import DjangoDbBlocker

from tests.indexing import index_what_waits
from tests.security.canaries import CanaryWorld, build


@pytest.fixture(autouse=True)
def _pages_are_shared(shared_pages: None) -> None:
    """See ``shared_pages``."""


@pytest.fixture(scope="module")
def w(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[CanaryWorld]:
    """Built once for all tests of a module; what one of them changes is taken back after it.

    A module that uses it asks for it in all its tests, so that their order makes no difference.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        with translation.override(settings.LANGUAGE_CODE):
            built = build()
        index_what_waits()
        yield built
        transaction.set_rollback(True)
