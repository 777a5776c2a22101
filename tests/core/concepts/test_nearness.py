"""What comes near, and what stands out among that."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from gangmaker.core.concepts.nearness import nearest, standing_out, told


def test_the_nearest_come_first_and_ties_by_their_place():
    rows = np.array([[0, 1], [1, 0], [1, 0], [0.6, 0.8]], dtype=np.float32)

    places, cosines = nearest(rows, np.array([1, 0], dtype=np.float32), 3)

    assert places.tolist() == [1, 2, 3]
    assert np.allclose(cosines, [1, 1, 0.6])


def test_of_nothing_nothing_comes_near_or_stands_out():
    places, cosines = nearest(np.zeros((0, 2), dtype=np.float32), np.zeros(2, np.float32), 5)

    assert places.tolist() == []
    assert standing_out(cosines, 0.03) == 0


def test_one_that_stands_out_is_told_and_many_that_are_equally_near_are_not():
    one = np.array([0.95, *[0.86] * 12], dtype=np.float32)
    many = np.array([0.95] * 13, dtype=np.float32)

    assert (standing_out(one, 0.03), standing_out(many, 0.03)) == (1, 0)


def test_what_is_said_in_two_languages_is_near_to_both():
    wholes = np.eye(3, dtype=np.float32)[:2]

    vector = told(wholes, wholes)

    assert np.allclose(vector, [0.5**0.5, 0.5**0.5, 0])


@given(st.lists(st.floats(-1, 1, width=32), min_size=1, max_size=40), st.integers(1, 45))
def test_the_nearest_are_those_of_a_whole_sort(scores, most):
    rows = np.array(scores, dtype=np.float32).reshape(-1, 1)

    places, cosines = nearest(rows, np.ones(1, dtype=np.float32), most)

    whole = sorted(range(len(scores)), key=lambda place: (-rows[place, 0], place))
    assert places.tolist() == whole[:most]
    assert cosines.tolist() == [rows[place, 0] for place in whole[:most]]
