"""The demo as a visitor gets it: its own program, web server, worker, data and mail folder."""

import fcntl
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests import migrated

LINK = re.compile(r"^(?P<role>[a-z ]+): (?P<url>http://\S+)$")
PATIENCE_SECONDS = 300
"""Loading takes a few seconds; on a machine that does ten other things, minutes."""
FURNITURE = "furniture.json"
FURNISH = "import django; django.setup(); from tests.browser.furnishing import main; main()"


@dataclass(frozen=True)
class Demo:
    base_url: str
    sign_in: dict[str, str]
    folder: Path

    def mails_to(self, address: str) -> list[EmailMessage]:
        """What the worker sent to ``address``, oldest first."""
        found = []
        for path in sorted(
            (self.folder / "mail").glob("*.log"), key=lambda p: p.stat().st_mtime_ns
        ):
            for raw in path.read_bytes().split(b"-" * 79):
                mail = message_from_bytes(raw.strip(), policy=policy.default)
                if address in str(mail["To"]):
                    found.append(mail)
        return found

    def wait_for_mail(self, address: str, *, number: int = 1, seconds: float = 30) -> EmailMessage:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            mails = self.mails_to(address)
            if len(mails) >= number:
                return mails[number - 1]
            time.sleep(0.2)
        raise AssertionError(f"mail {number} to {address} did not come within {seconds} s")

    def does(self, program: str) -> None:
        """Run ``program`` beside the demo, on its data."""
        command = [sys.executable, "-c", program]
        subprocess.run(command, env=_environment(self.folder), check=True)

    def furniture(self) -> Mapping[str, str]:
        """What ``furnishing`` added, by name."""
        made: dict[str, str] = json.loads((self.folder / FURNITURE).read_text())
        return made


@contextmanager
def running_demo(folder: Path, *, shared: Path) -> Iterator[Demo]:
    """A demo of one's own in ``folder``: a copy of the one in ``shared``, which is loaded once."""
    shutil.copytree(loaded_demo(shared), folder, dirs_exist_ok=True)
    with _served(folder) as (base_url, links):
        yield Demo(base_url, links, folder)
    shutil.rmtree(folder / "media", ignore_errors=True)


def shared_folder(factory: pytest.TempPathFactory) -> Path:
    """A folder that all processes of this run have in common."""
    own = factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


def loaded_demo(shared: Path) -> Path:
    """Its data, to be copied. Whoever asks first loads and furnishes it; the others wait."""
    loaded, loading = shared / "demo-loaded", shared / "demo-loading"
    with (shared / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not loaded.exists():
            loading.mkdir()
            migrated.copy_to(loading / "main.sqlite3")
            with _served(loading):
                pass
            (loading / FURNITURE).write_text(_furnish(loading))
            loading.rename(loaded)
    return loaded


def _furnish(folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", FURNISH],
        env=_environment(folder),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()[-1]


@contextmanager
def _served(folder: Path) -> Iterator[tuple[str, dict[str, str]]]:
    port = _free_port()
    environment = _environment(folder) | {"HOST": "127.0.0.1", "PORT": str(port)}
    log = (folder / "demo.log").open("wb")
    process = subprocess.Popen(
        [sys.executable, "-m", "gangmaker.config.cli", "demo"],
        env=environment,
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    try:
        yield f"http://127.0.0.1:{port}", _links(process, folder / "demo.log")
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=60)
        log.close()


def _environment(folder: Path) -> dict[str, str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GANGMAKER_")}
    return clean | {
        "GANGMAKER_DATA_DIR": str(folder),
        "GANGMAKER_CONCEPT_MODEL": "none",  # it would be busy for minutes
        "DJANGO_SETTINGS_MODULE": "gangmaker.config.settings",
        "PYTHONUNBUFFERED": "1",
    }


def _links(process: "subprocess.Popen[bytes]", log: Path) -> dict[str, str]:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
        links = {m["role"]: m["url"] for m in map(LINK.match, lines) if m}
        if len(links) == 5:
            return links
        assert process.poll() is None, "\n".join(lines)
        time.sleep(0.2)
    raise AssertionError("the demo did not say how to sign in:\n" + "\n".join(lines))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
