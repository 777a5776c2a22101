"""What every test can lean on."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.utils import translation
from django.utils.translation.reloader import translation_file_changed
from hypothesis import settings as hypothesis_settings
from pytest_django import Settings

from gangmaker.config.cli.translations import PACKAGE, compile_translations
from tests import migrated, postgresql
from tests.flushing import empty_through_triggers
from tests.indexing import forget_what_waits, index_when_asked

hypothesis_settings.register_profile("house", deadline=None)  # two cores, shared: no stopwatch
hypothesis_settings.load_profile("house")


def pytest_configure(config: pytest.Config) -> None:
    """Compile translations once, before the workers of xdist start."""
    empty_through_triggers()
    index_when_asked()
    know_that_sqlite_has_json()
    if not hasattr(config, "workerinput"):
        compile_translations(PACKAGE / "locale")
        translation_file_changed(None, PACKAGE / "locale" / "django.mo")  # were they read before


def pytest_collection_finish(session: pytest.Session) -> None:
    """Look for rubbish less often, never among what was imported: a fifth of the time of a test."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


def know_that_sqlite_has_json() -> None:
    """Django asks each new connection once, by three queries, in whichever test comes first.

    A worker in which a browser has started has a second connection: it stands in a loop.
    """
    DatabaseWrapper.features_class.supports_json_field = True  # type: ignore[assignment]


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_modify_db_settings: None) -> bool:
    """On SQLite the tables of the test database are there before Django looks."""
    if connection.vendor != "sqlite":
        return False
    migrated.copy_to(Path(connection.settings_dict["TEST"]["NAME"]))
    return True


@pytest.fixture(autouse=True)
def _nothing_is_remembered() -> None:
    """Rate limits of one test must not refuse the next, nor its language be spoken on."""
    for remembered in caches.all(initialized_only=True):
        remembered.clear()
    forget_what_waits()
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture
def shared_pages(settings: Settings) -> Iterator[None]:
    """Anonymous visitors share pages, as they do for real; elsewhere each test counts its own."""
    from gangmaker.config.settings import MEGABYTE
    from gangmaker.web import epoch  # late: it has models

    settings.SHARED_PAGES_BYTES = 64 * MEGABYTE
    epoch.forget()
    yield
    epoch.forget()


@pytest.fixture(scope="session")
def postgres_dsn() -> Iterator[str]:
    """The address of a PostgreSQL server that lives as long as this run."""
    given = os.environ.get("GANGMAKER_DATABASE_URL", "")
    if given.startswith("postgres"):
        yield given
    elif postgresql.binaries() is None:
        pytest.skip(postgresql.NOT_HERE)
    else:
        with postgresql.server() as address:
            yield address
