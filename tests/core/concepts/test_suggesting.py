"""From a text to concepts: the same whatever the order, with words that stand in the text."""

import hashlib
import random as randoms
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gangmaker.core.concepts import (
    WEIGHTS,
    Name,
    Space,
    Suggestion,
    Thesaurus,
    Vectors,
    Weights,
    read,
    suggest,
)

WEAVING, LAMPS, PACKAGING, DESIGN = "weaving", "lamps", "packaging", "packaging-design"
NAMES = (
    Name(WEAVING, "nl", "weven", preferred=True),
    Name(WEAVING, "en", "weaving", preferred=True),
    Name(WEAVING, "fr", "tissage", preferred=True),
    Name(LAMPS, "nl", "lampen", preferred=True),
    Name(LAMPS, "nl", "verlichting"),
    Name(LAMPS, "en", "lamps", preferred=True),
    Name(PACKAGING, "nl", "verpakking", preferred=True),
    Name(PACKAGING, "en", "packaging", preferred=True),
    Name(DESIGN, "nl", "verpakkingsontwerp", preferred=True),
    Name(DESIGN, "nl", "ontwerp van verpakkingen"),
    Name(DESIGN, "en", "packaging design", preferred=True),
)
THESAURUS = Thesaurus.of(NAMES)
SAID = [
    "lampen",
    "weven",
    "verpakking",
    "ontwerp",
    "tissage",
    "Lampe",
    "soep",
    "van",
    "é",
    "🪡",
    "1",
]

texts = st.lists(st.sampled_from(SAID) | st.text(max_size=6), max_size=12).map(" ".join)
languages = st.sampled_from(["nl", "en", "fr", "el"])
names = st.lists(
    st.builds(
        Name,
        concept=st.sampled_from("abcdef"),
        language=languages,
        text=st.sampled_from(SAID) | st.text(min_size=1, max_size=8),
        preferred=st.booleans(),
    ),
    max_size=12,
)


def embed(said: Sequence[str]) -> Vectors:
    """What a model would say, if it knew nothing: a direction for each text, always the same."""
    rows = [np.frombuffer(hashlib.sha256(text.encode()).digest(), np.uint8) for text in said]
    return np.array(rows, dtype=np.float32) - 127


def space(thesaurus: Thesaurus) -> Space:
    return Space.of(thesaurus, embed([name.text for name in thesaurus.names]))


@settings(max_examples=40)
@given(names, texts, languages, st.randoms())
def test_the_order_of_the_names_makes_no_difference(found, text, language, random):
    shuffled = random.sample(found, len(found))

    one, other = Thesaurus.of(found), Thesaurus.of(shuffled)

    assert suggest(text, language, one) == suggest(text, language, other)


@settings(max_examples=40)
@given(names.filter(bool), texts, languages, st.randoms())
def test_nor_with_a_model(found, text, language, random):
    shuffled = random.sample(found, len(found))

    one, other = Thesaurus.of(found), Thesaurus.of(shuffled)

    assert suggest(text, language, one, vectors=space(one), embed=embed) == suggest(
        text, language, other, vectors=space(other), embed=embed
    )


@given(texts, languages)
def test_the_words_stand_in_the_text(text, language):
    for suggestion in suggest(text, language, THESAURUS):
        assert suggestion.words
        assert all(word in text for word in suggestion.words)


@given(texts, languages, st.integers(0, 5))
def test_the_likeliest_are_first_and_no_more_than_asked(text, language, limit):
    found = suggest(text, language, THESAURUS, limit=limit)

    assert len(found) <= limit
    assert found == sorted(found, key=lambda each: (-each.score, each.concept))
    assert all(each.score >= WEIGHTS.least for each in found)


def test_what_is_equally_likely_goes_by_its_key():
    twins = Thesaurus.of(
        [Name("b", "nl", "vlas"), Name("c", "nl", "vlas"), Name("a", "nl", "vlas")]
    )

    found = suggest("vlas", "nl", twins)

    assert [each.concept for each in found] == ["a", "b", "c"]
    assert len({each.score for each in found}) == 1


@pytest.mark.parametrize(
    ("text", "language", "concept", "words"),
    [
        ("Wie maakt een Lamp van vlas?", "nl", LAMPS, ("Lamp",)),
        ("Nous cherchons du tissage", "fr", WEAVING, ("tissage",)),
        ("We love weaving.", "en", WEAVING, ("weaving",)),
        ("ontwerp van een verpakking", "nl", DESIGN, ("ontwerp", "verpakking")),
    ],
)
def test_a_text_is_about_what_its_words_name(text, language, concept, words):
    first = suggest(text, language, THESAURUS)[0]

    assert (first.concept, first.words) == (concept, words)


def test_a_dutch_compound_names_what_its_parts_name():
    found = suggest("verpakkingsweverij", "nl", Thesaurus.of([*NAMES, Name("w", "nl", "weverij")]))

    assert {"packaging", "w"} <= {each.concept for each in found}


@pytest.mark.parametrize("text", ["", "  \n", "!?", "de van het", "🪡"])
def test_a_text_that_says_nothing_has_no_concepts(text):
    assert suggest(text, "nl", THESAURUS) == []


def test_without_names_there_is_nothing_to_suggest():
    assert suggest("weven", "nl", Thesaurus.of([])) == []


def test_the_model_may_suggest_what_no_word_names():
    nowhere = Thesaurus.of([Name("a", "en", "loom"), Name("b", "en", "soup")])
    directions = {"loom": [1, 0], "soup": [0, 1], "getouw": [0.9, 0.1]}

    def known(said: Sequence[str]) -> Vectors:
        return np.array([directions[text] for text in said], dtype=np.float32)

    vectors = Space.of(nowhere, known([name.text for name in nowhere.names]))
    found = suggest("getouw", "nl", nowhere, vectors=vectors, embed=known)

    assert [(each.concept, each.words) for each in found] == [("a", ())]


def test_a_score_is_the_sum_of_its_parts_by_the_weights():
    weights = Weights(cosine=2, cover=3, nearest=0, whole=0)

    reading = read("lampen van vlas", "nl", THESAURUS)

    expected = 2 * reading.cosine.astype(float) + 3 * reading.cover
    assert np.allclose(reading.scores(weights), expected, atol=1e-4)


def test_vectors_that_are_not_of_these_names_are_refused():
    with pytest.raises(ValueError, match=r"3 vectors for 11 names\."):
        Space.of(THESAURUS, np.zeros((3, 2), dtype=np.float32))


def test_the_same_every_time():
    text = " ".join(randoms.Random(1).choices(SAID, k=200))

    first = suggest(text, "nl", Thesaurus.of(NAMES))

    assert first == suggest(text, "nl", Thesaurus.of(NAMES))
    assert isinstance(first[0], Suggestion)


def test_what_all_texts_of_a_language_have_in_common_says_nothing():
    """In this language everything points one way; what is left is what one text says."""
    nowhere = Thesaurus.of([Name("a", "en", "loom"), Name("b", "en", "soup")])
    vectors = np.array([[1, 0, 0], [0, 1, 0]], dtype=np.float32)
    usual = np.array([[0.1, 0.1, 5]] * 99 + [[0.1, 0.1, 5]], dtype=np.float32)

    space = Space.of(nowhere, vectors, texts={"el": usual})
    near = space.compare(np.array([0.3, 0.1, 5], dtype=np.float32), "el")

    assert near.nearest[0] > 0.5
    assert near.nearest[1] < 0


def test_a_concept_that_many_texts_come_near_to_is_crowded():
    nowhere = Thesaurus.of([Name("a", "en", "loom"), Name("b", "en", "soup")])
    vectors = np.array([[1, 0], [-1, 0]], dtype=np.float32)
    many = np.array([[1, 0.1 * n] for n in range(20)] + [[0, -1]] * 100, dtype=np.float32)

    space = Space.of(nowhere, vectors, texts={"nl": many})

    crowd = space.compare(vectors[0], "nl").crowd
    assert crowd[0] > 0 > crowd[1]
    assert not space.compare(vectors[0], "fr").crowd.any()
