"""The model is asked once for each name; without it, words alone decide."""

from collections.abc import Iterator, Sequence

import numpy as np
import pytest

from gangmaker.concepts import suggesting, vectors
from gangmaker.concepts.embedding import ModelIsAway
from gangmaker.concepts.models import Concept, ConceptName, TextVector
from gangmaker.concepts.suggesting import make_vectors_of_names, suggested_for
from gangmaker.core.concepts import Vectors
from gangmaker.core.mapped import opened
from gangmaker.trail.models import ReaderPlace
from tests.world import NOON, make_concept

pytestmark = pytest.mark.django_db

MEANS = {"weven": 0, "tisser": 0, "soep": 1, "lamp": 2}


class Pretended:
    """Texts that mean the same come to the same place; counts what it is asked."""

    name = "pretended-1"

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.away = False

    def queries(self, texts: Sequence[str]) -> Vectors:
        return self._made(texts)

    passages = queries

    def _made(self, texts: Sequence[str]) -> Vectors:
        if self.away:
            raise ModelIsAway("Not now.")
        self.asked += texts
        return np.eye(4, dtype=np.float32)[[MEANS.get(text, 3) for text in texts]]


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> Iterator[Pretended]:
    made = Pretended()
    monkeypatch.setattr(vectors, "model", lambda: made)
    vectors._space.cache_clear()
    suggesting._thesaurus.cache_clear()
    for name in ("weven", "soep", "lamp"):
        make_concept(name)
    yield made
    vectors._space.cache_clear()


def best(text: str, language: str = "fr") -> list[str]:
    return [each.concept for each in suggested_for(text, language)][:1]


def test_another_language_is_understood_once_all_names_are_known(model):
    before = best("tisser")

    make_vectors_of_names(now=NOON)

    assert before == []
    assert best("tisser") == ["weven"]


def test_names_are_asked_for_once_and_of_what_people_write_nothing_is_kept(model):
    for _time in range(2):
        make_vectors_of_names(now=NOON)
        best("tisser")

    assert model.asked == ["lamp", "soep", "weven", "tisser", "tisser"]
    assert TextVector.objects.count() == 3


def test_what_was_written_is_read_anew_when_the_model_is_ready(model):
    ReaderPlace.objects.create(reader="concepts", act=90, at=NOON)

    make_vectors_of_names(now=NOON)
    first = ReaderPlace.objects.get().act
    ReaderPlace.objects.update(act=90)
    make_vectors_of_names(now=NOON)

    assert (first, ReaderPlace.objects.get().act) == (0, 90)


def test_a_new_name_is_asked_for_and_until_then_words_decide(model):
    make_vectors_of_names(now=NOON)
    ConceptName.objects.create(
        concept=Concept.objects.get(key="lamp"), language="nl", text="licht", preferred=False
    )

    without = best("tisser")
    make_vectors_of_names(now=NOON)

    assert without == []
    assert best("tisser") == ["weven"]
    assert model.asked.count("licht") == 1


def test_while_the_model_is_away_words_decide_and_nothing_is_lost(model):
    make_vectors_of_names(now=NOON)
    model.away = True

    assert best("Een lamp", "nl") == ["lamp"]
    model.away = False
    assert best("tisser") == ["weven"]


def test_switched_off_it_is_asked_nothing(model, monkeypatch):
    monkeypatch.setattr(vectors, "model", lambda: None)

    assert make_vectors_of_names(now=NOON) == 0
    assert best("Een lamp", "nl") == ["lamp"]
    assert model.asked == []


def test_their_numbers_are_in_a_file_that_no_process_holds(model):
    make_vectors_of_names(now=NOON)
    best("tisser")
    vectors._space.cache_clear()

    space = vectors._space(suggesting._thesaurus(suggesting._state()), model.name)

    assert space is not None
    assert isinstance(space.names.base, np.memmap)
    assert opened(vectors.place()) is not None


@pytest.mark.parametrize("harm", [b"", b"nonsense", None])
def test_a_file_that_is_damaged_or_gone_is_made_anew(model, harm):
    make_vectors_of_names(now=NOON)
    best("tisser")
    if harm is None:
        vectors.place().unlink()
    else:
        vectors.place().write_bytes(harm)
    vectors._space.cache_clear()

    assert best("tisser") == ["weven"]
    assert opened(vectors.place()) is not None


def test_on_a_full_disk_they_are_held_in_memory(model, monkeypatch):
    def full(*_arguments: object) -> object:
        raise OSError("No space left on device")

    monkeypatch.setattr(vectors, "written", full)
    vectors.place().unlink(missing_ok=True)
    make_vectors_of_names(now=NOON)

    assert best("tisser") == ["weven"]
