"""The servers that are measured: ours as it is shipped, the floor and the peer beside it."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from bench.load import ask_once

ROOT = Path(__file__).resolve().parent.parent
HOST, PORT, REDIS_PORT = "127.0.0.1", 8790, 8799
WORKERS, THREADS = 2, 8
ADDRESS = f"http://{HOST}:{PORT}"
PATIENCE_SECONDS = 90
LOG = ROOT / "var" / "bench" / "servers.log"
GRANIAN = [
    *("-m", "granian", "--interface", "wsgi", "--host", HOST, "--port", str(PORT)),
    *("--workers", str(WORKERS), "--blocking-threads", str(THREADS)),
    *("--http", "1", "--no-ws", "--log-level", "error"),
]
"""As ``gangmaker run`` starts it (config/cli/serving.py), so that all have the same."""


def our_settings(data_dir: Path) -> dict[str, str]:
    return {
        "GANGMAKER_DATA_DIR": str(data_dir),
        "GANGMAKER_BASE_URL": ADDRESS,
        "GANGMAKER_LOG_LEVEL": "error",
        "GANGMAKER_TRUSTED_PROXY_COUNT": "1",
        "GANGMAKER_WEB_PROCESSES": str(WORKERS),
        "GANGMAKER_REDIS_URL": f"redis://{HOST}:{REDIS_PORT}/0",
    }


@contextmanager
def redis() -> Iterator[None]:
    """Without memory of the time before: two web processes need it for their limits."""
    command = ["redis-server", "--bind", HOST, "--port", str(REDIS_PORT)]
    with _running([*command, "--save", "", "--appendonly", "no", "--loglevel", "warning"], {}):
        yield


@contextmanager
def ours(data_dir: Path) -> Iterator[str]:
    command = [sys.executable, "-m", "gangmaker.config.cli", "run", "--web-only"]
    command += ["--host", HOST, "--port", str(PORT)]
    with _running(command, our_settings(data_dir), answers=f"{ADDRESS}/nl/about/contact/"):
        yield ADDRESS


@contextmanager
def floor(database: Path, *, as_started: bool = False) -> Iterator[str]:
    command = [sys.executable, *GRANIAN, "bench.floor.site:application"]
    settings = {"FLOOR_DATABASE": str(database), "FLOOR_AS_STARTED": "yes" if as_started else ""}
    with _running(command, settings, answers=f"{ADDRESS}/"):
        yield ADDRESS


@contextmanager
def peer(python: Path, settings: Mapping[str, str], *, path: str) -> Iterator[str]:
    command = [str(python), *GRANIAN, "pretalx.wsgi:application"]
    with _running(command, settings, answers=f"{ADDRESS}{path}"):
        yield ADDRESS


@contextmanager
def _running(
    command: Sequence[str], settings: Mapping[str, str], *, answers: str = ""
) -> Iterator[None]:
    LOG.parent.mkdir(parents=True, exist_ok=True)
    with LOG.open("ab") as log:
        process = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, **settings}, stdout=log, stderr=log
        )
    try:
        if answers:
            _wait(process, answers)
        yield
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE_SECONDS)


def _wait(process: "subprocess.Popen[bytes]", url: str) -> None:
    """Until it answered often enough that each worker has loaded everything."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    answered = 0
    while answered < WORKERS * 4:
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"The server of {url} did not start; {LOG} says why.")
        try:
            answered += ask_once(url).status < 500
        except OSError:
            time.sleep(0.2)
