"""One address under load, by wrk, with fixed parameters; and its first answer, by hand."""

import http.client
import json
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

CONNECTIONS = 8
THREADS = 1  # of wrk: it shares two cores with the server
SECONDS = 8
WARM_UP_SECONDS = 2
SCRIPT = Path(__file__).with_name("load.lua")
AS_A_BROWSER = {"Accept": "text/html", "Accept-Encoding": "gzip", "X-Forwarded-For": "10.9.9.9"}


@dataclass(frozen=True)
class Measured:
    """What one run gave. Times in milliseconds."""

    per_second: float
    median: float
    p99: float
    wire_bytes: int
    wrong: int


@dataclass(frozen=True)
class First:
    """One answer to one visitor. ``size``: unpacked, ``wire_bytes``: as it was sent."""

    milliseconds: float
    status: int
    wire_bytes: int


def ask_once(url: str, cookie: str = "") -> First:
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.netloc, timeout=60)
    address = f"{parts.path}?{parts.query}" if parts.query else parts.path
    began = time.perf_counter()
    connection.request("GET", address, headers=_headers(cookie))
    answer = connection.getresponse()
    body = answer.read()
    took = (time.perf_counter() - began) * 1000
    connection.close()
    return First(took, answer.status, len(body))


def measure(url: str, *, anew: bool = False, cookie: str = "", seconds: int = SECONDS) -> Measured:
    ask_once(url, cookie)  # returns when what wrk no longer waits for is done
    _wrk(url, anew=anew, cookie=cookie, seconds=WARM_UP_SECONDS)
    told = _wrk(url, anew=anew, cookie=cookie, seconds=seconds)
    return Measured(
        per_second=told["requests"] / (told["microseconds"] / 1e6),
        median=told["median"] / 1000,
        p99=told["p99"] / 1000,
        wire_bytes=told["bytes"] // max(1, told["requests"]),
        wrong=told["refused"] + told["broken"],
    )


def _wrk(url: str, *, anew: bool, cookie: str, seconds: int) -> Mapping[str, int]:
    command = ["wrk", f"-t{THREADS}", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "30s"]
    for name, value in _headers(cookie).items():
        command += ["-H", f"{name}: {value}"]
    command += ["-s", str(SCRIPT), url, "--", "anew" if anew else "same"]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    told: dict[str, int] = json.loads(output.strip().splitlines()[-1])
    return told


def _headers(cookie: str) -> dict[str, str]:
    return {**AS_A_BROWSER, **({"Cookie": cookie} if cookie else {})}


@contextmanager
def something_happening(database: Path) -> Iterator[None]:
    """An act every second, written by somebody else, as in a region that is awake."""
    over = threading.Event()
    writer = threading.Thread(target=_write_acts, args=(database, over))
    writer.start()
    try:
        yield
    finally:
        over.set()
        writer.join()


def _write_acts(database: Path, over: threading.Event) -> None:
    import sqlite3

    connection = sqlite3.connect(database, timeout=20, isolation_level=None)
    while not over.wait(1):
        connection.execute(
            "INSERT INTO trail_act (verb, at, data) VALUES ('promise.kept', datetime('now'), '{}')"
        )
    connection.close()
