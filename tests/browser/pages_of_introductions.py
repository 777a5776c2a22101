"""The pages on which two are brought together, and what comes of it."""

from tests.browser import ways_introductions as ways
from tests.browser.page import BROKER, GUEST, MEMBER, REFUSED, Page

INTRODUCTIONS = [
    Page("introductions", BROKER, "/nl/introductions/"),
    Page("introductions", BROKER, "/nl/introductions/?q=qqqqqq", "nothing found"),
    Page("introductions-mine", MEMBER, "/nl/introductions/mine/"),
    Page("introduction-new", BROKER, "/nl/introductions/new/?q=ontwerp", "choosing"),
    Page("introduction-new", BROKER, ways.words, "the words"),
    Page("introduction-new", BROKER, ways.words_refused, "refused", REFUSED),
    Page("introduction-new", BROKER, ways.other_words, "other words"),
    Page("introduction", BROKER, ways.one("proposed"), "proposed"),
    Page("introduction", BROKER, ways.one("asked"), "asked"),
    Page("introduction", BROKER, ways.one("declined"), "declined"),
    Page("introduction", BROKER, ways.one("met"), "met"),
    Page("introduction-steps", BROKER, ways.step_refused, "refused", REFUSED),
    Page("introduction-side", GUEST, ways.side("asked"), "asked"),
    Page("introduction-side", GUEST, ways.side("accepted"), "both said yes"),
    Page("introduction-side", GUEST, ways.answer_refused, "refused", REFUSED),
    Page("introduction-word", GUEST, ways.word),
    Page("introduction-word", GUEST, ways.word_refused, "refused", REFUSED),
    Page("encounters", BROKER, ways.encounters),
    Page("encounters", BROKER, ways.who_is_meant, "who is meant", REFUSED),
    Page("encounter-introduction", BROKER, ways.hindsight),
]
