"""What anonymous visitors share: whole pages, kept for as long as nothing happens.

A page is kept by its whole address and whatever else it depends on, under the *epoch*: the newest
act, until the next midnight or the next moment that something is shown. Whatever changes what
everybody sees writes an act, so a kept page is exactly the page that would be made now. Why, and
what it asks of new pages: docs/decisions/006-what-anonymous-visitors-share.md.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar, cast

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers

from gangmaker.trail.queries.epoch import index_is_up_to_date, newest_act, next_publication

from .shelf import Key, Page, Shelf

if TYPE_CHECKING:
    from .guards import ActorRequest

Door = Callable[..., HttpResponseBase]
Toll = Callable[["ActorRequest"], HttpResponseBase | None]

PARTS_OF_PAGES = ("HX-Request", "HX-Boosted", "HX-History-Restore-Request", "HX-Target")
KNOWN_TO_VARY = {name.lower() for name in (*PARTS_OF_PAGES, "Accept", "Accept-Encoding", "Cookie")}
LONGEST_ADDRESS = 1_000
FOR_QUESTIONS = 4  # addresses with a "?" may fill one part in so many of the room

PLAIN, ASKED = Shelf(), Shelf()
"""Apart, so that whoever invents questions never pushes out the pages that people read."""


@dataclass(frozen=True)
class Epoch:
    """A time in which nothing changes for anonymous visitors, unless somebody acts."""

    newest: str
    until: datetime

    @property
    def name(self) -> str:
        return f"{self.newest} {self.until.isoformat()}"


_latest: list[Epoch] = []
_facts: dict[str, tuple[str, Any]] = {}
_made_now: ContextVar["Making | None"] = ContextVar("_made_now", default=None)
Fact = TypeVar("Fact")


@dataclass
class Making:
    """A shared page that is made here and now; ``ends``: when it would show something else."""

    epoch: str
    ends: list[datetime]


def good_until(moment: datetime) -> None:
    """Said while a page is made: from ``moment`` on it would show something else."""
    if making := _made_now.get():
        making.ends.append(moment)


def remembered(name: str, look_up: Callable[[], Fact]) -> Fact:
    """What ``look_up`` gives, for shared pages once in an epoch; it is the same for everybody."""
    making = _made_now.get()
    if making is None:
        return look_up()
    epoch, fact = _facts.get(name, ("", None))
    if epoch != making.epoch:
        fact = look_up()
        _facts[name] = (making.epoch, fact)
    return cast("Fact", fact)


@contextmanager
def _making(epoch: Epoch) -> Iterator[list[datetime]]:
    """The moments at which the page that is made here ends."""
    making = Making(epoch.name, [])
    before = _made_now.set(making)
    try:
        yield making.ends
    finally:
        _made_now.reset(before)


def forget() -> None:
    """Begin as after a start."""
    PLAIN.clear()
    ASKED.clear()
    _latest.clear()
    _facts.clear()


def current_epoch(*, at: datetime) -> Epoch:
    """One query; a second one after something happened."""
    newest = newest_act()
    latest = _latest[0] if _latest else None
    if latest is not None and latest.newest == newest and at < latest.until:
        return latest
    epoch = Epoch(newest, until=_next_change(at))
    _latest[:] = [epoch]
    return epoch


def _next_change(at: datetime) -> datetime:
    """Midnight, when promises become overdue; or sooner, when something is shown."""
    tomorrow = timezone.localdate(at) + timedelta(days=1)
    midnight = timezone.make_aware(datetime.combine(tomorrow, time.min))
    shown = next_publication(after=at)
    return min(midnight, shown) if shown else midnight


def kept_for_everybody(door: Door, toll: Toll | None) -> Door:
    """``door``, answered from memory where that is the same to anybody.

    ``toll`` counts a search, also where the page is not made anew; where it is, the view counts
    for itself.
    """

    @wraps(door)
    def answer(request: "ActorRequest", **named: str) -> HttpResponseBase:
        key = _key_of(request)
        if key is None:
            return door(request, **named)
        now = timezone.now()
        epoch = current_epoch(at=now)
        shelf = ASKED if request.META.get("QUERY_STRING") else PLAIN
        page = shelf.find(key, epoch=epoch.name, at=now)
        if page is None:
            with shelf.alone(key):
                page = shelf.find(key, epoch=epoch.name, at=now)
                if page is None:
                    return _made(request, lambda: door(request, **named), shelf, key, epoch)
        refusal = toll(request) if toll is not None else None
        return refusal or page.answer(request)

    return answer


def _made(
    request: "ActorRequest",
    make: Callable[[], HttpResponseBase],
    shelf: Shelf,
    key: Key,
    epoch: Epoch,
) -> HttpResponseBase:
    """Make the page, and keep it when it is for everybody."""
    may_be_kept = _finds_everything(request)
    with _making(epoch) as ends:
        response = make()
    if not (may_be_kept and _is_for_everybody(request, response)):
        return response
    assert isinstance(response, HttpResponse)  # noqa: S101 (for the type checker)
    patch_vary_headers(response, ["Accept-Encoding"])
    page = Page.of(response, epoch=epoch.name, until=min([epoch.until, *ends]))
    room: int = settings.SHARED_PAGES_BYTES
    questions = room // FOR_QUESTIONS
    shelf.keep(key, page, room=questions if shelf is ASKED else room - questions)
    return page.answer(request)


def _finds_everything(request: "ActorRequest") -> bool:
    """Asked before a search: one that runs ahead of the index is not kept."""
    return "q" not in request.GET or index_is_up_to_date()


def _key_of(request: "ActorRequest") -> Key | None:
    """All that a shared page may depend on; nothing for a visitor who is somebody."""
    meta = request.META
    if (
        request.method not in ("GET", "HEAD")
        or request.actor is not None
        or settings.SESSION_COOKIE_NAME in request.COOKIES
        or "HTTP_AUTHORIZATION" in meta
        or not settings.SHARED_PAGES_BYTES
    ):
        return None
    accept = meta.get("HTTP_ACCEPT", "")
    key = (
        request.scheme or "",
        request.get_host(),
        translation.get_language() or "",
        request.path,
        meta.get("QUERY_STRING", ""),
        str(getattr(request, "why_read_only", None)),
        *(meta.get(f"HTTP_{name.upper().replace('-', '_')}", "") for name in PARTS_OF_PAGES),
        "" if not accept or "text/html" in accept or "*/*" in accept else accept,
    )
    return key if sum(map(len, key)) <= LONGEST_ADDRESS else None


def _is_for_everybody(request: "ActorRequest", response: HttpResponseBase) -> bool:
    """A whole page that nothing of this visit is in: no form token, session, message or cookie."""
    varies = {name.strip().lower() for name in response.get("Vary", "").split(",") if name.strip()}
    return (
        request.method == "GET"
        and response.status_code == 200
        and isinstance(response, HttpResponse)
        and not response.cookies
        and not response.has_header("Cache-Control")
        and varies <= KNOWN_TO_VARY
        and "CSRF_COOKIE_NEEDS_UPDATE" not in request.META
        and not request.session.modified
        and not getattr(get_messages(request), "added_new", False)
    )
