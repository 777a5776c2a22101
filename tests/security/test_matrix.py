"""A13, T0, A11, A45: every address, method, visitor and state of the object, in one crawl.

Beside who may do what it asks of each answer what it shows, writes, forbids and costs. A door has
one guard for all its methods: what is sent to it is tried once for each thing the rule says, what
is asked of it in every state.

The whole matrix is kept in ``matrix.txt``, so that every change of who may do what shows in a
diff. ``UPDATE_MATRIX=1 pytest -n 0 tests/security/test_matrix.py`` writes it anew.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.http import Http404, HttpRequest
from django.utils import timezone

from gangmaker.actors.models import Actor
from gangmaker.web.figures.counting import renew as renew_region_figures
from gangmaker.web.items.figures import renew_figures
from tests.security.canaries import VIEWERS, CanaryWorld
from tests.security.crawl import (
    Visit,
    browser_of,
    knock_at,
    log_lines,
    say_errors_in_few_words,
    tries,
)
from tests.security.doors import Door
from tests.security.test_canaries import TOKEN, leaked

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("w")]

KEPT = Path(__file__).with_name("matrix.txt")
FRAMEABLE = {"nl/items/<slug:slug>/trail/embed/"}
"""The only page that other sites may show in a frame."""
FOR_ALL_CACHES = {"robots.txt", "sitemap.xml", "sitemap-<int:part>.xml", "nl/region.css"}
"""The same for everybody, so anybody may keep it."""
STRICTER = (
    "join/support/",  # what is supported stands in the form
    "sign-in/closed/",  # a page that says no
    "profile/security/",  # what she has not set up is not there
    "invitations/",  # another address than the one invited; nothing left to withdraw
    "metrics",  # without its token it is not there
)
"""A view may refuse what its guard let in; only these do, and never the other way round."""

FOR_MONITORS = {"readyz", "metrics"}
"""May say 503: something is wrong, as in a house that was never backed up. No page of anybody."""
MOST_QUERIES = 12
"""While the worker counts ahead what takes long, and with nothing else remembered."""

Found = dict[str, object] | None


def sight_of(viewer: Actor | None) -> Callable[[Door], Found]:
    """What the guard of a door finds for ``viewer``, or None; asked once, whatever the method."""
    request = HttpRequest()
    request.actor = viewer  # type: ignore[attr-defined]
    request.acting = None  # type: ignore[attr-defined]
    known: dict[tuple[object, ...], Found] = {}

    def found(door: Door) -> Found:
        place = (door.guard.find, *sorted(door.values.items()))
        if place not in known:
            try:
                known[place] = door.guard.find(request, door.values)  # type: ignore[arg-type]
            except Http404:
                known[place] = None
        return known[place]

    return found


def expected(door: Door, viewer: Actor | None, method: str, found: Found) -> str:
    """What the rules say: ``missing``, ``forbidden``, ``sign in``, ``no such method`` or ``in``."""
    if method not in door.methods:
        return "no such method"
    if found is None:
        return "missing"
    if door.guard.may(viewer, found):
        return "in"
    return "sign in" if viewer is None and method == "GET" else "forbidden"


def fits(visit: Visit, rule: str) -> bool:
    said = {404: "missing", 403: "forbidden", 405: "no such method"}.get(visit.status, "in")
    stricter = rule == "in" and any(part in visit.door.route for part in STRICTER)
    unwell = visit.status == 503 and visit.door.route in FOR_MONITORS
    return (visit.status < 500 or unwell) and (
        said == rule
        or (rule, visit.status) == ("sign in", 302)
        or (stricter and visit.status in (403, 404))
    )


def faults(visit: Visit, w: CanaryWorld, reader: Actor | None) -> Iterator[str]:
    """What no answer to a reader may be, whatever is behind the door."""
    yield from (f"shows {token}" for token in sorted(leaked(w, _everything(visit), reader)))
    yield from (f"writes {sql[:80]}" for sql in visit.changes)
    if visit.reads > MOST_QUERIES and visit.door.route not in FOR_MONITORS:
        yield f"asks the database {visit.reads} times"
    policy = visit.headers.get("Content-Security-Policy", "")
    frames = "*" if visit.door.route in FRAMEABLE and visit.status == 200 else "'none'"
    if "default-src 'none'" not in policy or "unsafe" in policy:
        yield f"allows {policy}"
    if f"frame-ancestors {frames};" not in f"{policy};":
        yield f"is framed by {policy}"
    if visit.headers.get("X-Content-Type-Options") != "nosniff":
        yield "may be sniffed"
    if visit.headers.get("Referrer-Policy") != "same-origin":
        yield "tells others where somebody came from"
    control = visit.headers.get("Cache-Control", "")
    if not ("private" in control or "no-store" in control or visit.door.route in FOR_ALL_CACHES):
        yield f"may be kept by anybody: {control}"


def _everything(visit: Visit) -> str:
    return visit.text + str(visit.headers)


def kept(name: str) -> list[str]:
    lines = KEPT.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if f"] {name}: " in line]


def keep(name: str, lines: list[str]) -> None:
    known = KEPT.read_text(encoding="utf-8").splitlines()
    others = [line for line in known if f"] {name}: " not in line]
    KEPT.write_text("\n".join(sorted([*others, *lines])) + "\n", encoding="utf-8")


@pytest.mark.parametrize("name", VIEWERS)
def test_every_door_keeps_the_rules_and_its_secrets(
    w: CanaryWorld, name: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    say_errors_in_few_words(monkeypatch)
    renew_figures(now=timezone.now())
    renew_region_figures(now=timezone.now())
    reader = None if name == "suspended" else w.viewers[name]  # her session is dead
    found = sight_of(reader)
    client, sent = browser_of(w.viewers[name]), set()
    lines, wrong = [], []

    with log_lines(caplog) as logged:
        for door, method in tries(w, name):
            rule = expected(door, reader, method, found(door))
            lines.append(f"{method:6} {door.route} [{door.state}] {name}: {rule}")
            if method != "GET" and (door.route, method, rule) in sent:
                continue
            sent.add((door.route, method, rule))
            visit = knock_at(client, door, method)
            where = f"{method} {door.url} [{door.state}] as {name}"
            if not fits(visit, rule):
                wrong.append(f"{where}: {visit.status}, rule: {rule}")
            if method == "GET":
                wrong += [f"{where} {fault}" for fault in faults(visit, w, reader)]

    assert "\n".join(wrong) == ""
    assert TOKEN.findall(logged()) == []
    if os.environ.get("UPDATE_MATRIX"):
        keep(name, lines)
    assert sorted(lines) == kept(name)


def test_the_matrix_holds_no_other_visitor():
    known = [line for name in VIEWERS for line in kept(name)]

    assert sorted(known) == KEPT.read_text(encoding="utf-8").splitlines()
