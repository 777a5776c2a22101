"""What is attacked is what runs for real: with pages that anonymous visitors share."""

import pytest


@pytest.fixture(autouse=True)
def _pages_are_shared(shared_pages: None) -> None:
    """See ``shared_pages``."""
