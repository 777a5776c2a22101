"""A13: every address, method, visitor and state of the object, against the rules.

The whole matrix is kept in ``matrix.txt``, so that every change of who may do what shows in a
diff. ``UPDATE_MATRIX=1 pytest -n 0 tests/security/test_matrix.py`` writes it anew.
"""

import os
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path

import pytest
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client

from gangmaker.actors.models import Actor
from gangmaker.web import errors
from tests.security.canaries import VIEWERS, CanaryWorld, build
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


@pytest.fixture(autouse=True)
def _errors_in_few_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two thousand times "not found": here the status counts. The crawl reads the whole page."""

    def page(request: HttpRequest, *, status: int, **words: str) -> HttpResponse:
        return HttpResponse(status=status)

    monkeypatch.setattr(errors, "_page", page)


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


Sight = Callable[[Door], dict[str, object] | None]


def sight_of(viewer: Actor | None) -> Sight:
    """What the guard of a door finds for ``viewer``, or None; asked once, whatever the method."""
    request = HttpRequest()
    request.actor = viewer  # type: ignore[attr-defined]
    request.acting = None  # type: ignore[attr-defined]
    known: dict[tuple[object, ...], dict[str, object] | None] = {}

    def found(door: Door) -> dict[str, object] | None:
        place = (door.guard.find, *sorted(door.values.items()))
        if place not in known:
            try:
                known[place] = door.guard.find(request, door.values)  # type: ignore[arg-type]
            except Http404:
                known[place] = None
        return known[place]

    return found


def expected(door: Door, viewer: Actor | None, method: str, found: dict[str, object] | None) -> str:
    """What the rules say: ``missing``, ``forbidden``, ``sign in``, ``no such method`` or ``in``."""
    if method not in door.methods:
        return "no such method"
    if found is None:
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


def rows(w: CanaryWorld, name: str) -> Iterator[tuple[Door, str, int]]:
    client = browser_of(w.viewers[name])
    for door in doors(w):
        for method in METHODS:
            if method in door.methods or name == "anonymous":
                yield door, method, status(client, method, door.url)


def kept(name: str) -> list[str]:
    lines = KEPT.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if f"] {name}: " in line]


def keep(name: str, lines: list[str]) -> None:
    known = KEPT.read_text(encoding="utf-8").splitlines()
    others = [line for line in known if f"] {name}: " not in line]
    KEPT.write_text("\n".join(sorted([*others, *lines])) + "\n", encoding="utf-8")


@pytest.mark.parametrize("name", VIEWERS)
def test_the_matrix_follows_the_rules_and_is_as_kept(name: str):
    w = build()
    viewer = None if name == "suspended" else w.viewers[name]  # her session is dead
    found = sight_of(viewer)
    lines, wrong = [], []

    for door, method, code in rows(w, name):
        rule = expected(door, viewer, method, found(door))
        answer = said(code)
        fits = answer == rule or (rule, code) == ("sign in", 302) or _stricter(door, rule, code)
        if code >= 500 or not fits:
            wrong.append(f"{method} {door.url} [{door.state}] as {name}: {code}, rule: {rule}")
        lines.append(f"{method:6} {door.route} [{door.state}] {name}: {rule}")

    assert wrong == []
    if os.environ.get("UPDATE_MATRIX"):
        keep(name, lines)
    assert sorted(lines) == kept(name)


def test_the_matrix_holds_no_other_visitor():
    known = [line for name in VIEWERS for line in kept(name)]

    assert sorted(known) == KEPT.read_text(encoding="utf-8").splitlines()
