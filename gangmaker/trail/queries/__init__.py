"""What pages look up about items: lists, their trail, what happened, what is owed, and search."""

from .figures import AnswerFigures, KindFigures, answer_figures
from .journal import acts_of, notes_on, open_promise, promises_of
from .lists import MOST_LISTED, items_in_order, newest_ids
from .search import matching, words_of
from .texts import Told, told_in
from .trails import (
    Joined,
    Sketch,
    Trail,
    goals_of,
    longest_trails,
    public_trail,
    sketches_of,
    trail_of,
)

__all__ = [
    "MOST_LISTED",
    "AnswerFigures",
    "Joined",
    "KindFigures",
    "Sketch",
    "Told",
    "Trail",
    "acts_of",
    "answer_figures",
    "goals_of",
    "items_in_order",
    "longest_trails",
    "matching",
    "newest_ids",
    "notes_on",
    "open_promise",
    "promises_of",
    "public_trail",
    "sketches_of",
    "told_in",
    "trail_of",
    "words_of",
]
