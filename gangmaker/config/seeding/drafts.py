"""Items of the large region as they are being written: ids and what others need of them."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Asked:
    """A question that offers can be for, and what it needs: id and form."""

    pk: int
    owner: int
    deputy: int | None
    needs: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Brought:
    """An item as it is being written."""

    pk: int
    kind: str
    by: int
    behalf: int | None
    owner: int
    at: datetime
    shown: bool
    audience: str
    form: str = "idea"
    level: str = "operational"
    quantity: int = 1
    need: int | None = None
    target: Asked | None = None
