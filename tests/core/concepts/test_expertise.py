"""How near what somebody wrote is to a text: the nearest of their own texts count."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gangmaker.core.concepts.expertise import Likeness, Shelf

WROTE = ["Weaving with flax and linen.", "A lamp of flax.", "Soup.", "Public transport in a city."]
texts = st.lists(st.text(alphabet="abc ", max_size=12), min_size=1, max_size=8)


def test_who_wrote_about_it_is_nearer_than_who_did_not():
    alike = Shelf.of(WROTE, "en").likeness("Lamps woven of flax")

    assert alike.of([0, 1]) > alike.of([2, 3]) == 0


def test_the_three_nearest_texts_count_and_no_others():
    alike = Likeness(words=(0.1, 0.9, 0.5, 0.4), model=(0, 0, 0, 0))

    assert alike.of([0, 1, 2, 3]) == pytest.approx(0.6)
    assert alike.of([0]) == 0.1


def test_without_texts_there_is_no_likeness():
    assert Shelf.of(WROTE, "en").likeness("flax").of([]) == 0


def test_the_model_counts_by_its_weight():
    vectors = np.array([[1, 0], [0, 1], [-1, 0], [0, -1]], dtype=np.float32)
    shelf = Shelf.of(WROTE, "en", vectors=vectors)

    alike = shelf.likeness("?", vector=np.array([1, 0], dtype=np.float32))

    assert list(alike.model) == [1, 0, -1, 0]
    assert alike.of([0], model_weight=0.25) == 0.25


@settings(max_examples=40)
@given(texts, st.text(alphabet="abc ", max_size=12), st.randoms())
def test_the_order_of_the_texts_makes_no_difference(wrote, text, random):
    order = random.sample(range(len(wrote)), len(wrote))

    one = Shelf.of(wrote, "en").likeness(text)
    other = Shelf.of([wrote[place] for place in order], "en").likeness(text)

    assert other.words == tuple(one.words[place] for place in order)


def test_vectors_that_are_not_of_these_texts_are_refused():
    with pytest.raises(ValueError, match=r"1 vectors for 4 texts\."):
        Shelf.of(WROTE, "en", vectors=np.zeros((1, 2), dtype=np.float32))
