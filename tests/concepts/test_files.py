"""Thesauri of others come in, whole and once; ours goes out and comes back as it was."""

import csv
import json

import pytest

from gangmaker.concepts.files import esco, skos
from gangmaker.concepts.files.said import WrongFile
from gangmaker.concepts.models import Concept, ConceptLink, ConceptName
from gangmaker.concepts.operations.importing import Taken, take_in, take_in_whole
from gangmaker.concepts.queries.files import said_thesaurus
from gangmaker.trail.models import Act
from tests.world import NOON, make_concept

SKILL = "http://data.europa.eu/esco/skill/"
SCHEME = "https://region.example/concepts/"
COLUMNS = (
    "conceptType",
    "conceptUri",
    "skillType",
    "reuseLevel",
    "preferredLabel",
    "altLabels",
    "hiddenLabels",
    "status",
    "modifiedDate",
    "scopeNote",
    "definition",
    "inScheme",
    "description",
)


def esco_row(end: str, name: str, others: str = "", what: str = "", **more: str) -> dict[str, str]:
    return {
        "conceptType": "KnowledgeSkillCompetence",
        "conceptUri": SKILL + end,
        "preferredLabel": name,
        "altLabels": others,
        "description": what,
        "status": "released",
        **more,
    }


@pytest.fixture
def esco_file(tmp_path):
    def write(*rows: dict[str, str], name: str = "skills_nl.csv", columns=COLUMNS):
        path = tmp_path / name
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, extrasaction="ignore")
            writer.writeheader()
            writer.writerows(rows)
        return path

    return write


def take(path, language: str = "nl") -> Taken:
    return take_in(list(esco.read(path, language)), source="esco", now=NOON)


def names_of(concept: Concept) -> dict[str, list[str]]:
    said: dict[str, list[str]] = {}
    for name in concept.names.order_by("language", "-preferred", "text"):
        said.setdefault(name.language, []).append(name.text)
    return said


# --- ESCO ---------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.both_databases
def test_esco_comes_in_once_and_in_any_language(esco_file):
    dutch = esco_file(esco_row("a", "weven", "weven\nweefwerk doen", "Draden kruisen."))
    lithuanian = esco_file(esco_row("a", "austi"), name="skills_lt.csv")

    took = [take(dutch), take(dutch), take(lithuanian, "lt")]

    assert took == [Taken(new=1), Taken(), Taken(changed=1)]
    concept = Concept.objects.get()
    assert (concept.key, concept.facet, concept.source) == ("esco-a", "skills", "esco")
    assert names_of(concept) == {"nl": ["weven", "weefwerk doen"], "lt": ["austi"]}
    assert str(concept.what) == "Draden kruisen."
    assert Act.objects.filter(verb="thesaurus.imported").count() == 2


@pytest.mark.django_db
def test_a_newer_release_says_it_again(esco_file):
    take(esco_file(esco_row("a", "weven", "weefwerk", "Oud.")))

    took = take(esco_file(esco_row("a", "weefwerk", "", "Nieuw.")))

    concept = Concept.objects.get()
    assert (took, names_of(concept), str(concept.what)) == (
        Taken(changed=1),
        {"nl": ["weefwerk"]},
        "Nieuw.",
    )


@pytest.mark.django_db
def test_what_is_ours_is_known_by_its_address_and_keeps_our_words(esco_file):
    ours = make_concept("weaving", uri=SKILL + "a", what={"nl": "Ons woord."})

    take(esco_file(esco_row("a", "weven", "", "Hun woord.")))
    take(esco_file(esco_row("a", "austi"), name="skills_lt.csv"), "lt")

    assert Concept.objects.get() == ours
    assert names_of(ours) == {
        "nl": ["weaving"],
        "en": ["weaving"],
        "fr": ["weaving"],
        "lt": ["austi"],
    }
    ours.refresh_from_db()
    assert str(ours.what) == "Ons woord."


@pytest.mark.django_db
def test_what_was_merged_stays_so(esco_file):
    stands = make_concept("weaving")
    make_concept("esco-a", uri=SKILL + "a", source="esco", merged_into=stands, retired_at=NOON)

    took = take(esco_file(esco_row("a", "austi"), name="skills_lt.csv"), "lt")

    assert took == Taken()


def test_occupations_are_a_facet_of_their_own_and_groups_of_them_none(esco_file):
    weaver = esco_row("w", "wever", conceptType="Occupation")
    path = esco_file(weaver, esco_row("g", "wevers", conceptType="ISCOGroup"))

    said = list(esco.read(path, "nl"))

    assert [(one.facet, one.names) for one in said] == [("occupations", {"nl": ("wever",)})]


def test_what_esco_withdrew_or_did_not_translate_is_not_counted(esco_file):
    old, untranslated = esco_row("b", "oud", status="obsolete"), esco_row("c", "")
    path = esco_file(esco_row("a", "weven"), old, untranslated)

    assert esco.count(path) == 1


@pytest.mark.parametrize(
    ("name", "language"),
    [("skills_nl.csv", "nl"), ("occupations_el.csv", "el"), ("ESCO.csv", "")],
)
def test_the_name_of_the_file_says_the_language(tmp_path, name, language):
    assert esco.language_of(tmp_path / name) == language


def test_a_wrong_file_gets_a_sentence(esco_file, tmp_path):
    other = esco_file(columns=["name", "email"])
    empty = esco_file(name="skills_fr.csv")
    lost = esco_file(esco_row("a", "weven", conceptUri="a"), name="skills_en.csv")
    bytes_only = tmp_path / "skills_de.csv"
    bytes_only.write_bytes(b"\xff\xfe\x00")

    sentences = []
    for path in (other, empty, lost, bytes_only):
        with pytest.raises(WrongFile) as wrong:
            esco.count(path)
        sentences.append(str(wrong.value))

    assert sentences == [
        "skills_nl.csv is not skills_LANG.csv or occupations_LANG.csv of ESCO: "
        "it has no column conceptType.",
        "skills_fr.csv has no released skill or occupation with a name.",
        "Line 2 of skills_en.csv has no address.",
        "skills_de.csv is not text in UTF-8.",
    ]


# --- SKOS ---------------------------------------------------------------------------------------


def written(tmp_path, content: object):
    path = tmp_path / "thesaurus.jsonld"
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


@pytest.mark.django_db
def test_what_went_out_comes_back_the_same(tmp_path):
    textile = make_concept("textile", facet="materials", what={"nl": "Stof.", "en": "Cloth."})
    weaving = make_concept("weaving", uri=SKILL + "a", sdgs=[9, 12])
    felt = make_concept("felt", facet="materials")
    ConceptName.objects.create(concept=weaving, language="nl", text="weefkunst")
    ConceptLink.objects.create(concept=felt, other=textile, kind="broader")
    ConceptLink.objects.create(concept=textile, other=weaving, kind="related")
    out = said_thesaurus(scheme=SCHEME, with_esco=False)
    path = written(tmp_path, skos.document(out, scheme=SCHEME, titles=skos.TITLES))

    read = skos.read(path, scheme=SCHEME)
    same = take_in_whole(read, source="region", now=NOON)
    ConceptName.objects.all().delete()
    Concept.objects.all().delete()
    again = take_in_whole(read, source="region", now=NOON)

    assert read == out
    assert (same, again) == (Taken(), Taken(new=3))
    assert said_thesaurus(scheme=SCHEME, with_esco=False) == out


@pytest.mark.django_db
def test_skos_of_others_is_read_in_whatever_way_it_is_written(tmp_path):
    content = [
        {
            "@id": "https://other.example/1",
            "@type": ["http://www.w3.org/2004/02/skos/core#Concept"],
            "http://www.w3.org/2004/02/skos/core#prefLabel": [
                {"@language": "en", "@value": "Linen"},
                {"@language": "nl", "@value": "linnen"},
            ],
            "http://www.w3.org/2004/02/skos/core#broader": [{"@id": "https://other.example/2"}],
        },
        {
            "@id": "https://other.example/2",
            "@type": "skos:Concept",
            "skos:prefLabel": {"@language": "en", "@value": "Cloth"},
            "skos:altLabel": {"en": ["Fabric"]},
        },
    ]

    said = skos.read(written(tmp_path, content), scheme=SCHEME, facet="materials")
    take_in_whole(said, source="region", now=NOON)
    again = take_in_whole(said, source="region", now=NOON)

    linen, cloth = Concept.objects.get(key="linen"), Concept.objects.get(key="cloth")
    assert names_of(linen) == {"en": ["Linen"], "nl": ["linnen"]}
    assert names_of(cloth) == {"en": ["Cloth", "Fabric"]}
    assert (linen.source, linen.uri) == ("region", "https://other.example/1")
    assert ConceptLink.objects.get().other == cloth
    assert again == Taken()


@pytest.mark.django_db
def test_the_thesaurus_of_another_region_is_known_as_ours(tmp_path):
    make_concept("weaving")
    out = said_thesaurus(scheme="https://elsewhere.example/concepts/", with_esco=False)
    document = skos.document(out, scheme="https://elsewhere.example/concepts/", titles={})

    said = skos.read(written(tmp_path, document), scheme=SCHEME)

    assert take_in_whole(said, source="region", now=NOON) == Taken()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ({"name": "x"}, "thesaurus.jsonld has no concept in it. "),
        (
            {"@id": "https://a.example/1", "@type": "skos:Concept"},
            "thesaurus.jsonld does not say of which facet https://a.example/1 is. ",
        ),
    ],
)
def test_a_file_that_is_no_thesaurus_gets_a_sentence(tmp_path, content, sentence):
    with pytest.raises(WrongFile) as wrong:
        skos.read(written(tmp_path, content), scheme=SCHEME)

    assert str(wrong.value).startswith(sentence)
