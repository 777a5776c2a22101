"""What ``make bench-quality`` measures, on orders small enough to count by hand."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.quality import sets
from bench.quality.kept import Kept, Wanted
from bench.quality.measures import Measured, Places, kendall_loss, measured, places
from gangmaker.core.concepts import Name, Thesaurus, Vectors, suggest
from gangmaker.core.concepts.suggesting import read


class Counting:
    """A model that says how long a text is, and remembers what it was asked."""

    name = "counting-1"

    def __init__(self) -> None:
        self.asked: list[str] = []

    def queries(self, texts: Sequence[str]) -> Vectors:
        self.asked += texts
        return np.array([[len(text), 1] for text in texts], dtype=np.float32)

    def passages(self, texts: Sequence[str]) -> Vectors:
        self.asked += texts
        return np.array([[len(text), 0] for text in texts], dtype=np.float32)


def test_the_places_of_what_is_right_are_counted_from_one():
    scores = np.array([0.1, 0.9, 0.5, 0.5], dtype=np.float32)

    assert places(scores, [1]) == Places(first=1, found=1, right=1)
    assert places(scores, [0, 3]) == Places(first=3, found=2, right=2)


@given(st.lists(st.sampled_from(["lamp", "lampen", "stoel", "weven"]), min_size=1, max_size=4))
def test_ties_stand_where_a_suggestion_stands(words):
    thesaurus = Thesaurus.of(
        [Name(key, "nl", "lamp") for key in "abc"] + [Name("d", "nl", "weven")]
    )
    text = " ".join(words)

    scores = read(text, "nl", thesaurus).scores()

    for place, found in enumerate(suggest(text, "nl", thesaurus), start=1):
        right = thesaurus.concepts.index(found.concept)
        assert places(scores, [right]).first == place


def test_the_measures_are_means_over_all_texts():
    orders = [Places(first=1, found=1, right=1), Places(first=4, found=5, right=20)]

    assert measured(orders) == Measured(mrr=0.625, first=0.5, recall=0.625, of_ten=0.75)
    assert measured([]) == Measured(0, 0, 0, 0)


@pytest.mark.parametrize(
    ("scores", "loss"),
    [((3, 2, 1), 0.0), ((1, 2, 3), 1.0), ((0, 0, 0), 0.5), ((2, 3, 1), 0.25)],
)
def test_a_pair_in_the_wrong_order_weighs_by_how_far_it_is_apart(scores, loss):
    ratings = [("els", "a", 5.0), ("els", "b", 4.0), ("els", "c", 3.0), ("jan", "a", 1.0)]
    told = {("els", paper): score for paper, score in zip("abc", scores, strict=True)}

    assert kendall_loss(ratings, {**told, ("jan", "a"): 9.0}) == loss


def test_vectors_are_made_once(tmp_path: Path):
    model = Counting()
    path = tmp_path / "vectors.sqlite3"
    asked = Wanted("query", ["lamp", "stoel", "lamp"])

    first = Kept(path, model)
    made = list(first.make("query", first.missing(asked)))
    again = Kept(path, model)

    assert made == [2]
    assert again.missing(asked) == []
    assert again.missing(Wanted("passage", ["lamp"])) == ["lamp"]
    assert again.of(asked).tolist() == [[4, 1], [5, 1], [4, 1]]
    assert model.asked == ["lamp", "stoel"]


@pytest.mark.skipif(not sets.DATA.is_dir(), reason=f"the sets are not in {sets.DATA}")
def test_a_set_asks_only_for_concepts_that_there_are():
    question = next(each for each in sets.questions() if each.key == "melo bel_q_nl_c_en")

    known = set(question.thesaurus.concepts)
    assert len(question.texts) == len(question.right) == 171
    assert all(right and right <= known for right in question.right)


def test_without_the_sets_it_says_so_and_ends_well(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
):
    from bench.quality import __main__ as program  # it reads sys.argv when it is run

    monkeypatch.setattr(sets, "DATA", tmp_path / "nowhere")
    monkeypatch.setattr("sys.argv", ["bench-quality"])

    program.main()

    assert "Nothing is measured." in " ".join(capsys.readouterr().out.split())
