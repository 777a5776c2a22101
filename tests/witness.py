"""What the epoch rests on (decision 006): an operation that changes a row writes an act."""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from django.db import connection

OPERATION = re.compile(r"gangmaker\.\w+\.operations\b")
CHANGE = re.compile(r'(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM) "(\w+)"')
SAVEPOINT = re.compile(r'(ROLLBACK TO )?SAVEPOINT "(\w+)"')
ACTS = "trail_act"
SHOWN_TO_NOBODY = re.compile(
    r"trail_message$|actors_(emailconfirmation|invitation)$|django_(session|tasks)"
    r"|modelsearch_|account_|mfa_"
)
"""The outbox, ways in, and what libraries keep: nothing of it is in an anonymous page."""


class Witness:
    """Which tables each call of an operation changed, and whether it wrote an act."""

    def __init__(self) -> None:
        self._seen: list[tuple[FrameType, str]] = []
        self._savepoints: dict[str, int] = {}

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        answer = execute(sql, params, many, context)
        if point := SAVEPOINT.match(sql):
            self._note(back=bool(point[1]), name=point[2])
        elif (change := CHANGE.match(sql)) and (
            sql.startswith("INSERT") or context["cursor"].rowcount
        ):
            call = _outermost_operation()
            if call is not None and not SHOWN_TO_NOBODY.match(change[1]):
                self._seen.append((call, change[1]))
        return answer

    def _note(self, *, back: bool, name: str) -> None:
        """What was taken back never happened."""
        if back:
            del self._seen[self._savepoints.get(name, 0) :]
        else:
            self._savepoints[name] = len(self._seen)

    def silent(self) -> dict[str, set[str]]:
        """The operations that changed something and told nobody, with the tables."""
        changed: dict[FrameType, set[str]] = {}
        for call, table in self._seen:
            changed.setdefault(call, set()).add(table)
        return {
            f"{call.f_globals['__name__']}.{call.f_code.co_name}": tables
            for call, tables in changed.items()
            if ACTS not in tables
        }


def _outermost_operation() -> FrameType | None:
    found = None
    frame: FrameType | None = sys._getframe(2)
    while frame is not None:
        if OPERATION.match(frame.f_globals.get("__name__", "")):
            found = frame
        frame = frame.f_back
    return found


@contextmanager
def witness() -> Iterator[Witness]:
    seen = Witness()
    with connection.execute_wrapper(seen):
        yield seen
