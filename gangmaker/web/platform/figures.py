"""The figures that a monitor fetches, in the form that Prometheus reads.

With several processes each writes its own into a folder that the environment names
(``PROMETHEUS_MULTIPROC_DIR``, set by ``gangmaker run``), and whoever is asked adds them up.
"""

import os
from collections.abc import Iterator
from datetime import datetime

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import REGISTRY, Collector

from gangmaker.upkeep.state import State, state

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
METHODS = ("GET", "HEAD", "POST")
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)

_requests = Counter(
    "gangmaker_requests", "Answers, by method, name of the address and status.",
    ("method", "route", "status"),
)  # fmt: skip
_seconds = Histogram(
    "gangmaker_request_seconds", "How long an answer took to make.", ("method",), buckets=SECONDS
)


def count(method: str, route: str, status: int, seconds: float) -> None:
    known = method if method in METHODS else "other"
    _requests.labels(known, route, status).inc()
    _seconds.labels(known).observe(seconds)


def exposition(*, now: datetime) -> bytes:
    """All figures of all processes of this machine, and how the platform stands at ``now``."""
    registry = CollectorRegistry()
    if os.environ.get(FOLDER):
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    else:
        registry.register(_Ours())
    registry.register(_Standing(state(now=now)))
    return generate_latest(registry)


class _Ours(Collector):
    """What this process counted itself."""

    def collect(self) -> Iterator[object]:  # type: ignore[override]
        for metric in REGISTRY.collect():
            if metric.name.startswith("gangmaker_"):
                yield metric


class _Standing(Collector):
    """Looked up when asked: it is the same for every process."""

    def __init__(self, state: State) -> None:
        self._state = state

    def collect(self) -> Iterator[GaugeMetricFamily]:
        for name, words, value in _gauges(self._state):
            if value is not None:
                yield GaugeMetricFamily(f"gangmaker_{name}", words, value=float(value))


def _gauges(state: State) -> Iterator[tuple[str, str, float | None]]:
    yield "read_only", "1 while nothing can be changed.", float(state.why_read_only is not None)
    yield "disk_free_share", "Free share of the disk of the data folder.", state.disk_free_share
    yield "mail_waiting", "Mails that are due.", state.mail_waiting
    yield "mail_oldest_seconds", "Age of the oldest mail that is due.", state.mail_oldest_seconds
    yield "mail_given_up", "Mails that were given up and wait for a decision.", state.mail_given_up
    yield "tasks_waiting", "Tasks that wait for the worker.", state.tasks_waiting
    yield "backup_age_seconds", "Age of the newest backup.", state.backup_age_seconds
    yield "worker_age_seconds", "Since the worker was last seen.", state.worker_age_seconds
