"""Whether anything may be changed now, and why not.

Asked at every request, so it costs a look at one file and at the free room of the disk.
"""

import errno
import fcntl
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import Enum
from pathlib import Path
from typing import IO, Any, Final

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from gangmaker.core.refusals import Refused

LEAST_FREE_BYTES: Final = 64 * 1024 * 1024
LEAST_FREE_SHARE: Final = 0.02
"""Below the smaller of the two nothing is written any more: SQLite needs room to tidy up."""

FULL_FOR_SECONDS: Final = 30
"""A database that said it is full is asked again after this."""

MARK: Final = "read-only"
IN_USE: Final = "in-use"

READS: Final = frozenset(
    {"SELECT", "WITH", "PRAGMA", "EXPLAIN", "SHOW", "SET", "DECLARE", "FETCH", "CLOSE"}
    | {"BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK", "COMMIT"}
)


class Why(Enum):
    """Why nothing can be changed."""

    SETTING = "setting"
    BY_HAND = "by hand"
    RESTORED = "restored"
    FULL = "full"


class Frozen(Refused):
    code = "read_only"
    message = _("Everything can be read, but nothing can be changed just now.")


_full_until = [0.0]


def why_read_only() -> Why | None:
    if settings.READ_ONLY:
        return Why.SETTING
    try:
        said = mark().read_text(encoding="utf-8").strip()
    except OSError:
        return Why.FULL if is_full() else None
    return Why.RESTORED if said == Why.RESTORED.value else Why.BY_HAND


def mark() -> Path:
    """The file that freezes the platform on this machine, whoever put it there."""
    return Path(settings.DATA_DIR) / MARK


def freeze(why: Why = Why.BY_HAND) -> None:
    mark().write_text(f"{why.value}\n", encoding="utf-8")


def thaw() -> None:
    mark().unlink(missing_ok=True)


# --- A disk without room ----------------------------------------------------------------------


def is_full() -> bool:
    return time.monotonic() < _full_until[0] or has_no_room(Path(settings.DATA_DIR))


def has_no_room(folder: Path) -> bool:
    usage = shutil.disk_usage(folder)
    return usage.free < min(LEAST_FREE_BYTES, usage.total * LEAST_FREE_SHARE)


def note_if_full(error: BaseException | None) -> bool:
    """Whether ``error`` says that no room is left; then nothing is written for a while."""
    if not says_full(error):
        return False
    _full_until[0] = time.monotonic() + FULL_FOR_SECONDS
    return True


def forget_full() -> None:
    _full_until[0] = 0.0


def says_full(error: BaseException | None) -> bool:
    """Django's errors have the one of the database as their cause."""
    while error is not None:
        if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
            return True
        text = str(error)
        if "database or disk is full" in text or getattr(error, "sqlstate", None) == "53100":
            return True
        error = error.__cause__
    return False


# --- Keeping it so ----------------------------------------------------------------------------


def only_reads(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
    """For ``connection.execute_wrapper``: what would change something raises ``Frozen``."""
    word = sql.lstrip("( \n\t").partition(" ")[0].upper()
    if word.rstrip(";") not in READS:
        raise Frozen
    return execute(sql, *rest)


@contextmanager
def in_use() -> Iterator[None]:
    """Held by whatever serves or works, so that nothing is restored beneath it."""
    with _lock_file() as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            raise InUse from None
        yield


@contextmanager
def to_oneself() -> Iterator[None]:
    """Raises ``InUse`` while anything serves or works on this data folder."""
    with _lock_file() as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise InUse from None
        yield


class InUse(Exception):
    """Somebody else works in this data folder."""


def _lock_file() -> IO[str]:
    return (Path(settings.DATA_DIR) / IN_USE).open("w")
