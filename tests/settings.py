"""The house under test: its own settings, on data that is thrown away."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

MEMORY_DISK = "/dev/shm"
ROOM_NEEDED = 512 * 1024**2
KEPT = ("GANGMAKER_DATABASE_URL",)


def _quick_folder() -> str:
    """In memory where there is room: every commit waits for the disk, as it does for real."""
    has_room = Path(MEMORY_DISK).is_dir() and shutil.disk_usage(MEMORY_DISK).free > ROOM_NEEDED
    folder = tempfile.mkdtemp(prefix="gangmaker-tests-", dir=MEMORY_DISK if has_room else None)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


for _name in [name for name in os.environ if name.startswith("GANGMAKER_") and name not in KEPT]:
    del os.environ[_name]
os.environ["GANGMAKER_DATA_DIR"] = _quick_folder()
os.environ["GANGMAKER_LOG_LEVEL"] = "error"
os.environ["GANGMAKER_BACKUP_HOURS"] = "0"  # the tests of backups ask for them
os.environ["GANGMAKER_CONCEPT_MODEL"] = "none"  # the tests of the model ask for it
# The browser's own loop runs in the thread of the test, which makes Django refuse the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

from gangmaker.config.settings import *  # noqa: E402, F403
from gangmaker.config.settings import DATA_DIR, DATABASES, STATIC_ROOT, STORAGES  # noqa: E402

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not memory: threads of the test server then have connections of their own.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
STATIC_ROOT.mkdir()  # whitenoise warns when it has nothing to serve
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
TASKS = {"default": {"BACKEND": "tests.indexing.LateIndexBackend"}}
SHARED_PAGES_BYTES = 0  # most tests change a row beneath a page; the fixture shared_pages shares
