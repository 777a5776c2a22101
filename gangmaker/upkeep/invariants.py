"""What must be true of every copy, in SQL that both databases and every version understand."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

Read = Callable[[str], Sequence[tuple[Any, ...]]]
"""Runs one SELECT, on whatever holds the rows."""


@dataclass(frozen=True)
class Invariant:
    """``count`` answers how many rows break the rule; ``table`` must exist for it to be asked."""

    rule: str
    table: str
    count: str


INVARIANTS: Final = (
    Invariant(
        "no entry of the ledger is below zero after its corrections",
        "contributions_ledgerentry",
        "SELECT count(*) FROM (SELECT e.id FROM contributions_ledgerentry e "
        "JOIN contributions_ledgerentry c ON c.corrects_id = e.id "
        "GROUP BY e.id, e.quantity HAVING e.quantity + sum(c.quantity) < 0) AS broken",
    ),
    Invariant(
        "a correction is about the same giver, item, form and unit",
        "contributions_ledgerentry",
        "SELECT count(*) FROM contributions_ledgerentry c "
        "JOIN contributions_ledgerentry e ON e.id = c.corrects_id "
        "WHERE e.corrects_id IS NOT NULL OR e.giver_id <> c.giver_id OR e.item_id <> c.item_id "
        "OR e.form <> c.form OR e.unit <> c.unit",
    ),
    Invariant(
        "nobody confirmed what they gave themselves",
        "contributions_confirmation",
        "SELECT count(*) FROM contributions_confirmation c "
        "JOIN contributions_ledgerentry e ON e.id = c.entry_id WHERE e.giver_id = c.by_id",
    ),
    Invariant(
        "a promise is kept by an act about its own item",
        "trail_promise",
        "SELECT count(*) FROM trail_promise p JOIN trail_act a ON a.id = p.kept_by_id "
        "WHERE a.item_id <> p.item_id",
    ),
)

APPEND_ONLY: Final = ("trail_act", "contributions_ledgerentry", "contributions_confirmation")
"""Tables that are worth nothing without the triggers that guard them."""


def broken(read: Read, tables: Sequence[str]) -> Iterator[str]:
    """The rules that are broken, each with how often."""
    for invariant in INVARIANTS:
        if invariant.table in tables:
            ((number,),) = read(invariant.count)
            if number:
                yield f"not true: {invariant.rule} ({number} times)"


def unguarded(triggers: Sequence[str], tables: Sequence[str]) -> Iterator[str]:
    for table in APPEND_ONLY:
        guarded = any(trigger.startswith(f"{table}_no_") for trigger in triggers)
        if table in tables and not guarded:
            yield f"nothing guards {table} against changes"
