"""What pages look up about items: lists, their trail, what happened, what is owed, and search."""

from .figures import AnswerFigures, KindFigures, answer_figures
from .journal import waits_for_answer
from .lists import MOST_LISTED, items_in_order, newest_ids
from .search import matching, words_of
from .texts import Told, told_in
from .trails import (
    Joined,
    Sketch,
    Trail,
    longest_trails,
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
    "answer_figures",
    "items_in_order",
    "longest_trails",
    "matching",
    "newest_ids",
    "sketches_of",
    "told_in",
    "trail_of",
    "waits_for_answer",
    "words_of",
]
