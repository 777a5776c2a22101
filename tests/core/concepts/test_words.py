"""Words are compared as a reader would: without accents, endings, scripts, and compounds apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gangmaker.core.concepts.words import LINKS, parts_of, plain, stem, tells, words_of

TYPES = ["trap", "trappen", "maker", "woord", "boek", "lamp", "kap", "verpakking", "ontwerp"]
VOCABULARY = frozenset([*TYPES, "ontwerper"])


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Café", "cafe"),
        ("φωτογράφος", "fotografos"),
        ("μουσική", "musiki"),
        ("Инженер", "inzhener"),
        ("Œuvre", "oeuvre"),
    ],
)
def test_a_word_is_compared_in_plain_latin_letters(word, expected):
    assert plain(word) == expected


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("nl", "lampen", "lamp"),
        ("nl", "stoppen", "stop"),
        ("nl", "verpakkingen", "verpakk"),
        ("en", "weaving", "weave"),
        ("en", "designs", "design"),
        ("fr", "tissages", "tissage"),
        ("fr", "brodeuses", "brodeur"),
    ],
)
def test_forms_of_a_word_have_one_stem(language, one, other):
    assert stem(one, language) == stem(other, language)


def test_another_language_keeps_its_endings():
    assert stem("inzhener", "bg") == "inzhener"


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("trappenmaker", ("trappen", "maker")),
        ("woordenboek", ("woord", "boek")),
        ("verpakkingsontwerper", ("verpakking", "ontwerper")),
        ("lampenkap", ()),  # kap is too short to be told from an ending
        ("maker", ()),
        ("trappenhuis", ()),
    ],
)
def test_a_compound_falls_apart_into_known_words_only(word, parts):
    assert parts_of(word, VOCABULARY) == parts


@given(st.lists(st.sampled_from(sorted(VOCABULARY)), max_size=5), st.sampled_from(LINKS))
def test_the_parts_of_a_compound_stand_in_it_in_their_order(words, link):
    parts = parts_of(link.join(words), VOCABULARY)

    rest = link.join(words)
    for part in parts:
        assert part in VOCABULARY
        rest = rest[rest.index(part) + len(part) :]


def test_signs_that_belong_to_a_word_stay_with_it():
    shown = [word.shown for word in words_of("Python, C++ en C#: 3D-print (klein).")]

    assert shown == ["Python", "C++", "en", "C#", "3D", "print", "klein"]


def test_what_people_say_whatever_they_ask_tells_nothing():
    words = ["Wij", "zoeken", "een", "ontwerper", "voor", "AI", "en", "UX"]

    assert [word for word in words if tells(plain(word))] == ["ontwerper", "AI", "UX"]
