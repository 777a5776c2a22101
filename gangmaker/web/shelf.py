"""Where shared pages are kept: in the memory of one process, the latest used, within a bound."""

import gzip
import hashlib
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from threading import Lock

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.middleware.gzip import re_accepts_gzip
from django.utils.http import parse_etags

Key = tuple[str, ...]

WORTH_PACKING = 200
OVERHEAD = 1_000  # of one page, in bytes: its key, its headers, its place
LANES = 256
PATIENCE_SECONDS = 5.0


@dataclass(frozen=True)
class Page:
    """An answer for everybody, as it is and packed; the right one in its epoch, ``until`` then."""

    epoch: str
    until: datetime
    body: bytes
    packed: bytes
    headers: Mapping[str, str]

    @classmethod
    def of(cls, response: HttpResponse, *, epoch: str, until: datetime) -> "Page":
        body = response.content
        packed = gzip.compress(body, compresslevel=6, mtime=0) if len(body) > WORTH_PACKING else b""
        # Weak, since the same page may go out packed or not.
        mark = f'W/"{hashlib.sha256(body).hexdigest()[:32]}"'
        return cls(epoch, until, body, packed, {**response.headers, "ETag": mark})

    @property
    def size(self) -> int:
        return len(self.body) + len(self.packed) + OVERHEAD

    def is_right(self, *, epoch: str, at: datetime) -> bool:
        return self.epoch == epoch and at < self.until

    def answer(self, request: HttpRequest) -> HttpResponse:
        if self._is_known_to(request):
            kept = {name: self.headers[name] for name in ("ETag", "Vary") if name in self.headers}
            return HttpResponseNotModified(headers=kept)
        if self.packed and re_accepts_gzip.search(request.META.get("HTTP_ACCEPT_ENCODING", "")):
            headers = {**self.headers, "Content-Encoding": "gzip"}
            return HttpResponse(self.packed, headers=headers)
        return HttpResponse(self.body, headers=self.headers)

    def _is_known_to(self, request: HttpRequest) -> bool:
        said = request.META.get("HTTP_IF_NONE_MATCH", "")
        return bool(said) and self.headers["ETag"] in parse_etags(said)


class Shelf:
    """Pages by key. One that is no longer right is as good as none, and replaced by the next."""

    def __init__(self) -> None:
        self._pages: OrderedDict[Key, Page] = OrderedDict()
        self._size = 0
        self._lock = Lock()
        self._lanes = [Lock() for _lane in range(LANES)]

    def __len__(self) -> int:
        return len(self._pages)

    def find(self, key: Key, *, epoch: str, at: datetime) -> Page | None:
        with self._lock:
            page = self._pages.get(key)
            if page is None or not page.is_right(epoch=epoch, at=at):
                return None
            self._pages.move_to_end(key)
            return page

    def keep(self, key: Key, page: Page, *, room: int) -> None:
        """``room`` in bytes; what was used longest ago goes first."""
        with self._lock:
            before = self._pages.pop(key, None)
            self._size += page.size - (before.size if before else 0)
            self._pages[key] = page
            while self._size > room and self._pages:
                _key, oldest = self._pages.popitem(last=False)
                self._size -= oldest.size

    @contextmanager
    def alone(self, key: Key) -> Iterator[None]:
        """One makes the page and the others wait for it, but never for long."""
        lane = self._lanes[hash(key) % LANES]
        mine = lane.acquire(timeout=PATIENCE_SECONDS)
        try:
            yield
        finally:
            if mine:
                lane.release()

    def clear(self) -> None:
        with self._lock:
            self._pages.clear()
            self._size = 0
