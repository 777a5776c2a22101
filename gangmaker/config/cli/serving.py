"""Web server and worker side by side: started together, stopped together."""

import ctypes
import http.client
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from gangmaker.config.cli import preparing
from gangmaker.config.cli.exits import Stopped

PATIENCE_SECONDS = 30
LOOK_EVERY_SECONDS = 0.2
WEB_SERVER = "web server"
DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of prctl(2)


@dataclass(frozen=True)
class Part:
    """One program of the two, and how to start it."""

    name: str
    command: Sequence[str]


def parts(*, host: str, port: int, web: bool = True, worker: bool = True) -> list[Part]:
    preparing.start_django()
    return [
        *([_web(host=host, port=port)] if web else []),
        *([_worker()] if worker else []),
    ]


def prepare(*, migrate: bool, set_up: bool = True) -> None:
    preparing.refuse_wrong_settings()
    preparing.translations()
    preparing.static_files()
    if migrate:
        preparing.migrate(set_up=set_up)
    elif preparing.waiting_migrations():
        raise Stopped(
            "The database is not up to date with this version.",
            "Run: gangmaker migrate",
        )
    preparing.forget_figures()


def serve(parts: Sequence[Part], *, when_ready: Callable[[], None] | None = None) -> None:
    """Run until told to stop; fails with a sentence when a part stops by itself."""
    with _held_data(), _counted(parts), _stop_signals_raise(), _running(parts) as processes:
        try:
            if when_ready is not None:
                when_ready()
            _watch(processes)
        except _ToldToStop:
            return


@contextmanager
def _counted(parts: Sequence[Part]) -> Iterator[None]:
    """What the processes of a web server count, each for itself, begins at nothing."""
    from django.conf import settings

    from gangmaker.web.platform.figures import FOLDER

    if any(part.name == WEB_SERVER for part in parts):
        counted = Path(settings.DATA_DIR) / "counted"
        shutil.rmtree(counted, ignore_errors=True)
        counted.mkdir()
        os.environ[FOLDER] = str(counted)
    try:
        yield
    finally:
        os.environ.pop(FOLDER, None)


@contextmanager
def _held_data() -> Iterator[None]:
    """Nothing is restored beneath us."""
    from gangmaker.upkeep import standing

    try:
        with standing.in_use():
            yield
    except standing.InUse:
        raise Stopped("Something is restored or brought in here just now.") from None


def wait_until_it_answers(host: str, port: int, *, seconds: float = PATIENCE_SECONDS) -> None:
    """Ask our own server for a page until it gives any answer at all."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if _answers(host, port):
            return
        time.sleep(LOOK_EVERY_SECONDS)
    raise Stopped(f"The web server did not answer within {seconds:.0f} seconds.")


def refuse_taken_port(host: str, port: int) -> None:
    import socket

    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Stopped(
                f"Port {port} of {host} cannot be used: {error.strerror}.",
                "Stop what is there, or choose another with PORT=8001.",
            ) from None


def _web(*, host: str, port: int) -> Part:
    from django.conf import settings

    refuse_taken_port(host, port)
    command = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi"),
        *("--host", host, "--port", str(port)),
        *("--workers", str(settings.WEB_PROCESSES)),
        *("--blocking-threads", str(settings.WEB_THREADS)),
        *("--http", "1", "--no-ws", "--log-level", "error"),
        *("--workers-kill-timeout", "10"),
        "gangmaker.config.wsgi:application",
    ]
    return Part(WEB_SERVER, command)


def _worker() -> Part:
    command = (sys.executable, "-m", "gangmaker.config.cli", "manage", "work")
    return Part("worker", command)


class _ToldToStop(Exception):
    """Somebody pressed Ctrl-C or sent TERM."""


@contextmanager
def _stop_signals_raise() -> Iterator[None]:
    def stop(number: int, frame: FrameType | None) -> None:
        # Once is enough: a second Ctrl-C must not break the orderly end.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        raise _ToldToStop

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def _running(parts: Sequence[Part]) -> Iterator[Mapping[str, "subprocess.Popen[bytes]"]]:
    processes: dict[str, subprocess.Popen[bytes]] = {}
    try:
        for part in parts:
            processes[part.name] = _start(part)
        yield processes
    finally:
        for process in processes.values():
            process.terminate()
        for process in processes.values():
            _wait_or_kill(process)


def _start(part: Part) -> "subprocess.Popen[bytes]":
    # A session of its own, because Ctrl-C goes to the whole group and the worker takes a second
    # signal for "drop the task you are at".
    return subprocess.Popen(part.command, start_new_session=True, preexec_fn=_die_with_parent)  # noqa: PLW1509 (no threads yet)


def _die_with_parent() -> None:
    """Where Linux can: nobody is left behind when this program is killed outright."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGTERM)


def _wait_or_kill(process: "subprocess.Popen[bytes]") -> None:
    try:
        process.wait(timeout=PATIENCE_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _watch(processes: Mapping[str, "subprocess.Popen[bytes]"]) -> None:
    while True:
        for name, process in processes.items():
            code = process.poll()
            if code is not None:
                raise Stopped(
                    f"The {name} stopped by itself (exit code {code}); everything is stopped now.",
                    "Its last lines above say why.",
                )
        time.sleep(LOOK_EVERY_SECONDS)


def _answers(host: str, port: int) -> bool:
    connection = http.client.HTTPConnection(host, port, timeout=2)
    try:
        connection.request("HEAD", "/")
        connection.getresponse()
    except (OSError, http.client.HTTPException):
        return False
    else:
        return True
    finally:
        connection.close()
