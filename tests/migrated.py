"""A SQLite database with all tables and no rows, made once for each state of the migrations.

Migrating takes longer than most test files do, so workers, runs and demos begin with a copy.
"""

import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "var" / "tests"
MADE_OF = ("gangmaker/*/migrations/*.py", "gangmaker/trail/triggers.py", "requirements/run.txt")


def copy_to(file: Path) -> None:
    """Whoever asks first makes it; the others wait."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    made = FOLDER / f"migrated-{_state()}.sqlite3"
    with (FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            for earlier in FOLDER.glob("migrated-*"):
                earlier.unlink()
            _migrate().rename(made)
        shutil.copyfile(made, file)


def _state() -> str:
    digest = hashlib.sha256()
    for file in sorted(file for pattern in MADE_OF for file in ROOT.glob(pattern)):
        digest.update(f"{file.relative_to(ROOT)}\0".encode() + file.read_bytes())
    return digest.hexdigest()[:16]


def _migrate() -> Path:
    made = FOLDER / "making.sqlite3"
    with tempfile.TemporaryDirectory(prefix="gangmaker-tests-") as folder:
        command = [sys.executable, "-m", "django", "migrate", "--verbosity", "0"]
        others = {name: said for name, said in os.environ.items() if "GANGMAKER" not in name}
        settings = {"DJANGO_SETTINGS_MODULE": "gangmaker.config.settings"}
        environment = {**others, **settings, "GANGMAKER_DATA_DIR": folder}
        subprocess.run(command, env=environment, cwd=ROOT, check=True)
        database = sqlite3.connect(Path(folder) / "main.sqlite3")
        database.execute("PRAGMA journal_mode = DELETE")  # so that the file is all there is
        database.close()
        shutil.copyfile(Path(folder) / "main.sqlite3", made)
    return made
