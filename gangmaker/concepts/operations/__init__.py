"""Everything that changes the thesaurus, and what was made of suggestions."""

from .importing import take_in, take_in_whole
from .keeping import Wording, add_concept, edit_concept, retire_concept, take_up_concept
from .loading import load_thesaurus
from .meanings import (
    add_meaning,
    confirm_meaning,
    dismiss_meaning,
    suggest_for_exchange,
    suggest_for_item,
    suggest_while_she_waits,
)
from .merging import merge_concepts

__all__ = [
    "Wording",
    "add_concept",
    "add_meaning",
    "confirm_meaning",
    "dismiss_meaning",
    "edit_concept",
    "load_thesaurus",
    "merge_concepts",
    "retire_concept",
    "suggest_for_exchange",
    "suggest_for_item",
    "suggest_while_she_waits",
    "take_in",
    "take_in_whole",
    "take_up_concept",
]
