"""Opening every door as one visitor, and keeping what came back."""

import logging
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from copy import deepcopy
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.template.backends.django import Template
from django.test import Client

from gangmaker.actors.models import Actor
from gangmaker.web import errors
from tests.security.canaries import CanaryWorld
from tests.security.doors import Door, doors

METHODS = ("GET", "POST", "DELETE")
MOVES = re.compile(r'"?(django_session|django_tasks_database_dbtaskresult)"?\b')
CHANGES = ("INSERT", "UPDATE", "DELETE", "REPLACE")
SAVEPOINTS = ("SAVEPOINT", "RELEASE", "ROLLBACK")


@dataclass(frozen=True)
class Visit:
    """What came back from one door, and what it did to the database."""

    door: Door
    method: str
    status: int
    text: str
    headers: dict[str, str]
    asked: list[str]

    @property
    def reads(self) -> int:
        return sum(not sql.startswith(CHANGES) for sql in self.asked)

    @property
    def changes(self) -> list[str]:
        """What was written, but for what a visit may move: her own session, what was done."""
        return [sql for sql in self.asked if sql.startswith(CHANGES) and not MOVES.search(sql)]


class _Undo(Exception):
    """Take back what a request did."""


def browser_of(viewer: Actor | None, *, strict: bool = False) -> Client:
    client = Client(enforce_csrf_checks=strict, raise_request_exception=False)
    if viewer is not None and viewer.account is not None:
        client.force_login(viewer.account)
    return client


def knock(
    client: Client,
    door: Door,
    method: str,
    body: str = "",
    media_type: str = "application/octet-stream",
) -> Visit:
    """One request, with every effect taken back, in the database and the browser."""
    cookies = deepcopy(client.cookies)
    cache.clear()  # nobody is told that she asks too often
    try:
        with transaction.atomic():
            with _listening() as asked:
                answer = client.generic(method, door.url, body, media_type)
                shown = answer.getvalue() if method == "GET" else b""
            raise _Undo
    except _Undo:
        client.cookies = cookies
        text = shown.decode(errors="replace")
        return Visit(door, method, answer.status_code, text, dict(answer.headers), asked)


@contextmanager
def _listening() -> Iterator[list[str]]:
    asked: list[str] = []

    def listen(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if not sql.startswith(SAVEPOINTS):
            asked.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(listen):
        yield asked


def _pages_unwritten() -> AbstractContextManager[object]:
    """Of what is not read only the status is looked at."""
    return patch.object(Template, "render", return_value="")


def tries(w: CanaryWorld, name: str) -> Iterator[tuple[Door, str]]:
    """Every door with every method it knows; what it does not know, for one visitor."""
    for door in doors(w):
        for method in METHODS:
            if method in door.methods or name == "anonymous":
                yield door, method


def knock_at(client: Client, door: Door, method: str) -> Visit:
    with nullcontext() if method == "GET" else _pages_unwritten():
        return knock(client, door, method)


def say_errors_in_few_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Thousands of times "not found": whole once for each visitor and for each route."""
    known: set[object] = set()
    whole = errors._page

    def page(request: HttpRequest, *, status: int, **words: str) -> HttpResponse:
        route = request.resolver_match.route if request.resolver_match else ""
        if request.method == "GET" and (status, route) not in known:
            known.add((status, route))
            return whole(request, status=status, **words)
        return HttpResponse(status=status)

    monkeypatch.setattr(errors, "_page", page)


@contextmanager
def log_lines(caplog: pytest.LogCaptureFixture) -> Iterator[Callable[[], str]]:
    with caplog.at_level(logging.DEBUG, logger="django.request"):
        yield lambda: caplog.text
