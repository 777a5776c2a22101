"""Our own thesaurus, in its files and in the database."""

import pytest

from gangmaker.concepts import own
from gangmaker.concepts.models import Concept, ConceptLink, ConceptName
from gangmaker.concepts.operations import loading
from gangmaker.concepts.operations.loading import load_thesaurus
from gangmaker.concepts.own import Written, own_thesaurus
from gangmaker.trail.models import Act
from tests.world import NOON

THREE = ("nl", "en", "fr")


def written(key: str, **said) -> Written:
    names = said.pop("names", dict.fromkeys(THREE, (key, f"{key} too")))
    defaults = {
        "facet": "techniques",
        "uri": "",
        "what": dict.fromkeys(THREE, "What."),
        "broader": (),
        "related": (),
        "sdgs": (),
    }
    return Written(key=key, names=names, **(defaults | said))


@pytest.fixture
def files(monkeypatch):
    def say(*rows: Written) -> None:
        monkeypatch.setattr(loading, "own_thesaurus", lambda: {row.key: row for row in rows})

    return say


def test_every_concept_of_ours_is_whole():
    rows = own_thesaurus()

    unnamed = [
        row.key for row in rows.values() if not all(row.names[code] for code in own.LANGUAGES)
    ]
    unknown = {
        (row.key, other)
        for row in rows.values()
        for other in (*row.broader, *row.related)
        if other not in rows or other == row.key
    }
    assert len(rows) >= 700
    assert (unnamed, unknown) == ([], set())


def test_nothing_of_ours_is_broader_than_itself():
    rows = own_thesaurus()

    def above(key: str, seen: tuple[str, ...]) -> bool:
        return key in seen or any(above(each, (*seen, key)) for each in rows[key].broader)

    assert [key for key in rows if above(key, ())] == []


@pytest.mark.django_db
def test_all_of_it_is_loaded_and_a_second_time_nothing_changes():
    rows = own_thesaurus()

    first, again = load_thesaurus(NOON), load_thesaurus(NOON)

    assert (first, again) == (len(rows), 0)
    assert Concept.objects.count() == len(rows)
    assert ConceptName.objects.filter(preferred=True).count() == 3 * len(rows)
    assert Act.objects.filter(verb="thesaurus.loaded").count() == 1


@pytest.mark.django_db
@pytest.mark.both_databases
def test_what_we_say_otherwise_is_taken_over(files):
    files(written("weaving"), written("textile"), written("felt", related=("weaving",)))
    load_thesaurus(NOON)
    names = {"nl": ("weven", "weving"), "en": ("weaving too", "weaving"), "fr": ("tissage",)}

    files(
        written("weaving", names=names, sdgs=(9,), broader=("textile",)),
        written("textile"),
        written("felt"),
    )
    changed = load_thesaurus(NOON)

    weaving = Concept.objects.get(key="weaving")
    assert changed == 1
    assert weaving.sdgs == [9]
    assert set(weaving.names.filter(preferred=True).values_list("language", "text")) == {
        ("nl", "weven"),
        ("en", "weaving too"),
        ("fr", "tissage"),
    }
    assert list(ConceptLink.objects.values_list("concept__key", "other__key", "kind")) == [
        ("weaving", "textile", "broader")
    ]


@pytest.mark.django_db
def test_what_the_region_changed_stays_as_it_is(files):
    files(written("weaving"))
    load_thesaurus(NOON)
    Concept.objects.update(source="region", sdgs=[1])
    ConceptName.objects.filter(language="nl", preferred=True).update(text="weefkunst")

    files(written("weaving", sdgs=(9,)), written("jacquard", broader=("weaving",)))
    changed = load_thesaurus(NOON)

    weaving = Concept.objects.get(key="weaving")
    assert changed == 1
    assert weaving.sdgs == [1]
    assert weaving.names.get(language="nl", preferred=True).text == "weefkunst"
    assert ConceptLink.objects.get().concept.key == "jacquard"


@pytest.mark.django_db
def test_an_address_that_another_concept_has_is_left_to_it(files):
    uri = "http://data.europa.eu/esco/skill/a"
    Concept.objects.create(key="esco-a", facet="skills", source="esco", uri=uri)

    files(written("weaving", uri=uri))
    load_thesaurus(NOON)

    assert Concept.objects.get(key="weaving").uri == ""
    assert load_thesaurus(NOON) == 0
