"""How many queries something takes."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from types import TracebackType
from typing import Any, Self

from django.db import connection

SAVEPOINTS = ("SAVEPOINT", "RELEASE", "ROLLBACK TO")
"""What a transaction within that of the test says; for real it says nothing of its own."""


class Counter:
    """Counts what is asked of the database inside its block: ``read`` and ``written``.

    >>> with Counter() as asked:
    ...     client.get(url)
    >>> asked.queries
    """

    def __init__(self) -> None:
        self.read = 0
        self.written = 0
        self._counting: AbstractContextManager[None] = connection.execute_wrapper(self._count)

    @property
    def queries(self) -> int:
        return self.read + self.written

    def __enter__(self) -> Self:
        self._counting.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._counting.__exit__(kind, error, trace)

    def _count(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        said = sql.lstrip().upper()
        if said.startswith(("SELECT", "WITH")):
            self.read += 1
        elif not said.startswith(SAVEPOINTS):
            self.written += 1
        return execute(sql, params, many, context)
