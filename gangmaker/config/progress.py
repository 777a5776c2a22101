"""How long work says how far it is, without knowing who looks on."""

from typing import Protocol


class Report(Protocol):
    def __call__(self, what: str, count: int, total: int, /) -> None:
        """``count`` of ``total`` of ``what`` are there now."""
