"""The demo as a visitor gets it: its own program, web server, worker, data and mail folder."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

LINK = re.compile(r"^(?P<role>[a-z ]+): (?P<url>http://\S+)$")
PATIENCE_SECONDS = 120


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


@contextmanager
def running_demo(folder: Path) -> Iterator[Demo]:
    port = _free_port()
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GANGMAKER_")}
    environment = clean | {
        "GANGMAKER_DATA_DIR": str(folder),
        "HOST": "127.0.0.1",
        "PORT": str(port),
        "DJANGO_SETTINGS_MODULE": "gangmaker.config.settings",
        "PYTHONUNBUFFERED": "1",
    }
    log = (folder / "demo.log").open("wb")
    process = subprocess.Popen(
        [sys.executable, "-m", "gangmaker.config.cli", "demo"],
        env=environment,
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    try:
        links = _links(process, folder / "demo.log")
        yield Demo(f"http://127.0.0.1:{port}", links, folder)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=60)
        log.close()
        shutil.rmtree(folder / "media", ignore_errors=True)


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
