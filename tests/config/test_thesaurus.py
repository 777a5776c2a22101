"""``gangmaker concepts``: what a script and a person are told."""

import csv
import json

import pytest

from gangmaker.concepts.models import Concept
from gangmaker.config.cli import preparing, thesaurus
from gangmaker.config.cli.exits import Stopped
from tests.world import make_concept

pytestmark = pytest.mark.django_db

COLUMNS = ("conceptType", "conceptUri", "preferredLabel", "altLabels", "description")


@pytest.fixture(autouse=True)
def started(monkeypatch):
    monkeypatch.setattr(preparing, "start_django", lambda: None)


@pytest.fixture
def five_hundred_and_more(tmp_path):
    """More than one batch."""
    path = tmp_path / "skills_nl.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for number in range(thesaurus.AT_ONCE + 1):
            uri = f"http://data.europa.eu/esco/skill/{number}"
            writer.writerow(["KnowledgeSkillCompetence", uri, f"kunnen {number}", "", ""])
    return path


def not_told(what: str, count: int, total: int) -> None:
    pass


def test_what_was_interrupted_goes_on_where_it_stopped(five_hundred_and_more, capsys):
    told: list[tuple[int, int]] = []

    def interrupted(what: str, count: int, total: int) -> None:
        told.append((count, total))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        thesaurus.bring_in(source=five_hundred_and_more, language="", facet="", report=interrupted)
    stopped_at = Concept.objects.count()
    thesaurus.bring_in(source=five_hundred_and_more, language="", facet="", report=not_told)

    assert (stopped_at, told) == (500, [(500, 501)])
    assert Concept.objects.count() == 501
    assert capsys.readouterr().out == (
        "✓ skills_nl.csv: 501 read; 1 new, 0 that say more than before, 500 as they were.\n"
    )


def test_what_goes_out_comes_in_and_nothing_is_overwritten(tmp_path, capsys):
    make_concept()
    target = tmp_path / "thesaurus.jsonld"

    thesaurus.export(target=target, with_esco=False)
    thesaurus.bring_in(source=target, language="", facet="", report=not_told)

    assert len(json.loads(target.read_text(encoding="utf-8"))["@graph"]) == 3
    assert "1 read; 0 new" in capsys.readouterr().out
    with pytest.raises(Stopped):
        thesaurus.export(target=target, with_esco=False)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("people.csv", "name\n", "The name of people.csv does not say in which language it is."),
        (
            "skills_nl.csv",
            "name\n",
            "skills_nl.csv is not skills_LANG.csv or occupations_LANG.csv of ESCO: "
            "it has no column conceptType.",
        ),
        ("words.txt", "", "words.txt is neither a CSV file of ESCO nor SKOS in JSON-LD."),
        ("words.jsonld", "{", "words.jsonld cannot be read as JSON."),
    ],
)
def test_a_wrong_file_is_told_in_a_sentence(tmp_path, name, content, sentence):
    path = tmp_path / name
    path.write_text(content)

    with pytest.raises(Stopped) as stopped:
        thesaurus.bring_in(source=path, language="", facet="", report=not_told)

    assert stopped.value.sentences[0] == sentence
