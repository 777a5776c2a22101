from hypothesis import given
from hypothesis import strategies as st

from gangmaker.core.differences import Part, pairs, words_changed


def test_words_that_came_and_went_stand_where_they_were():
    parts = words_changed("Wees altijd beleefd.", "Wees vriendelijk en beleefd.")

    assert parts == (
        Part("same", "Wees "),
        Part("gone", "altijd"),
        Part("new", "vriendelijk en"),
        Part("same", " beleefd."),
    )


@given(st.text(), st.text())
def test_both_texts_can_be_read_back(before, after):
    parts = words_changed(before, after)

    assert "".join(part.text for part in parts if part.kind != "new") == before
    assert "".join(part.text for part in parts if part.kind != "gone") == after


def test_texts_that_stayed_find_each_other_wherever_they_stand():
    assert pairs(["a", "b", "c"], ["x", "a", "c"]) == ((None, 0), (0, 1), (1, None), (2, 2))
