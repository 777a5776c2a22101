"""What pages look up about contributions, the ledger, its values and its volunteers."""

from .needs import (
    IS_CONFIRMED,
    NeedProgress,
    SimilarItem,
    progress_of,
    similar_items,
    supports_of,
)
from .today import (
    Heap,
    Owed,
    Unconfirmed,
    as_owed,
    heap_of,
    heap_sizes,
    sees_everybodys,
    to_confirm,
)

__all__ = [
    "IS_CONFIRMED",
    "Heap",
    "NeedProgress",
    "Owed",
    "SimilarItem",
    "Unconfirmed",
    "as_owed",
    "heap_of",
    "heap_sizes",
    "progress_of",
    "sees_everybodys",
    "similar_items",
    "supports_of",
    "to_confirm",
]
