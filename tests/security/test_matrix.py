"""A13: every address, method, visitor and state of the object, against the rules.

The whole matrix is kept in ``matrix.txt``, so that every change of who may do what shows in a
diff. ``UPDATE_MATRIX=1 pytest tests/security/test_matrix.py`` writes it anew.
"""

import os
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path

import pytest
from django.db import transaction
from django.http import Http404, HttpRequest
from django.test import Client

from gangmaker.actors.models import Actor
from tests.security.canaries import CanaryWorld, build
from tests.security.doors import Door, doors

pytestmark = pytest.mark.django_db

KEPT = Path(__file__).with_name("matrix.txt")
METHODS = ("GET", "POST", "DELETE")


STRICTER = (
    "join/support/",  # what is supported stands in the form
    "sign-in/closed/",  # a page that says no
    "profile/security/",  # what she has not set up is not there
    "invitations/",  # another address than the one invited; nothing left to withdraw
)


class _Undo(Exception):
    """Take back what a request did."""


def status(client: Client, method: str, url: str) -> int:
    """The answer's status, with every effect taken back, in the database and the browser."""
    answer, cookies = 0, deepcopy(client.cookies)
    try:
        with transaction.atomic():
            answer = client.generic(method, url).status_code
            raise _Undo
    except _Undo:
        client.cookies = cookies
        return answer


def expected(door: Door, viewer: Actor | None, method: str) -> str:
    """What the rules say: ``missing``, ``forbidden``, ``sign in``, ``no such method`` or ``in``."""
    if method not in door.methods:
        return "no such method"
    request = HttpRequest()
    request.method = method
    request.actor = viewer  # type: ignore[attr-defined]
    request.acting = None  # type: ignore[attr-defined]
    try:
        found = door.guard.find(request, door.values)  # type: ignore[arg-type]
    except Http404:
        return "missing"
    if door.guard.may(viewer, found):
        return "in"
    return "sign in" if viewer is None and method == "GET" else "forbidden"


def _stricter(door: Door, rule: str, code: int) -> bool:
    """A view may refuse what its guard let in; only these do, and never the other way round."""
    return rule == "in" and code in (403, 404) and any(part in door.route for part in STRICTER)


def said(code: int) -> str:
    return {404: "missing", 403: "forbidden", 405: "no such method"}.get(code, "in")


def browser_of(viewer: Actor | None) -> Client:
    client = Client(raise_request_exception=False)
    if viewer is not None and viewer.account is not None:
        client.force_login(viewer.account)
    return client


def rows(w: CanaryWorld) -> Iterator[tuple[Door, str, str, int]]:
    clients = {name: browser_of(viewer) for name, viewer in w.viewers.items()}
    for door in doors(w):
        for name, client in clients.items():
            for method in METHODS:
                if method in door.methods or name == "anonymous":
                    yield door, name, method, status(client, method, door.url)


def test_the_matrix_follows_the_rules_and_is_as_kept():
    w = build()
    lines, wrong = [], []

    for door, name, method, code in rows(w):
        viewer = None if name == "suspended" else w.viewers[name]  # her session is dead
        rule = expected(door, viewer, method)
        answer = said(code)
        fits = answer == rule or (rule, code) == ("sign in", 302) or _stricter(door, rule, code)
        if code >= 500 or not fits:
            wrong.append(f"{method} {door.url} [{door.state}] as {name}: {code}, rule: {rule}")
        lines.append(f"{method:6} {door.route} [{door.state}] {name}: {rule}")

    assert wrong == []
    matrix = "\n".join(sorted(lines)) + "\n"
    if os.environ.get("UPDATE_MATRIX"):
        KEPT.write_text(matrix, encoding="utf-8")
    assert matrix == KEPT.read_text(encoding="utf-8")
