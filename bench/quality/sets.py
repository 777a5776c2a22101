"""The sets of ../shared/data as questions: texts, names, and which concepts are right."""

import csv
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gangmaker.core.concepts import Name, Thesaurus

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
MELO = (
    # data set, language of the texts, data sets of which the names are taken together
    ("bel_q_nl_c_en", "nl", ("bel_q_nl_c_en",)),
    ("bel_q_nl_c_nl", "nl", ("bel_q_nl_c_nl",)),
    ("bel_q_nl_c_nl", "nl", ("bel_q_nl_c_nl", "bel_q_nl_c_en")),
    ("bel_q_fr_c_en", "fr", ("bel_q_fr_c_en",)),
    ("bel_q_fr_c_fr", "fr", ("bel_q_fr_c_fr", "bel_q_fr_c_en")),
    ("dnk_q_da_c_en", "da", ("dnk_q_da_c_en",)),
    ("hrv_q_hr_c_en", "hr", ("hrv_q_hr_c_en",)),
    ("ltu_q_lt_c_en", "lt", ("ltu_q_lt_c_en",)),
    ("ltu_q_lt_c_lt", "lt", ("ltu_q_lt_c_lt", "ltu_q_lt_c_en")),
    ("nld_q_nl_c_en", "nl", ("nld_q_nl_c_en",)),
    ("pol_q_pl_c_en", "pl", ("pol_q_pl_c_en",)),
)
LABELS = ("nl", "fr", "da", "lt", "pl", "hr", "el", "de")
SENTENCES = (
    *(("nld", "nl"), ("lit", "lt"), ("ell", "el"), ("fra", "fr")),
    *(("pol", "pl"), ("hrv", "hr"), ("dan", "da"), ("deu", "de")),
)
EXACT_OR_CLOSE = ("exactMatch", "closeMatch")


@dataclass(frozen=True)
class Question:
    """Texts of one language, and for each the concepts that people found right."""

    key: str
    language: str
    texts: tuple[str, ...]
    right: tuple[frozenset[str], ...]
    thesaurus: Thesaurus


def questions() -> Iterator[Question]:
    """All of them, one after another: each holds much."""
    csv.field_size_limit(sys.maxsize)
    yield from _melo()
    yield from _competences()
    yield from _labels()
    yield from _descriptions()
    yield from _jobs()
    yield from _sentences_with_skills()
    yield from _translations()
    yield from _projects()


def _question(
    key: str, language: str, pairs: Iterable[tuple[str, Iterable[str]]], names: Thesaurus
) -> Question:
    """``pairs``: a text and what is right for it; a text that comes more often is one."""
    known = set(names.concepts)
    found: defaultdict[str, set[str]] = defaultdict(set)
    for text, right in pairs:
        if text:
            found[text] |= known & set(right)
    kept = {text: right for text, right in found.items() if right}
    answers = tuple(frozenset(each) for each in kept.values())
    return Question(key, language, tuple(kept), answers, names)


def _names(pairs: Iterable[tuple[str, str]], language: str) -> list[Name]:
    return [Name(concept, language, text) for concept, text in pairs if text]


@cache
def _thesaurus(names: tuple[Name, ...]) -> Thesaurus:
    return Thesaurus.of(names)


def rows(path: str) -> list[dict[str, str]]:
    with (DATA / path).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


def lines(path: str) -> list[str]:
    return (DATA / path).read_text(encoding="utf-8").splitlines()


def _melo() -> Iterator[Question]:
    for asked, language, taken in MELO:
        right: Mapping[str, set[str]] = defaultdict(set)
        for row in rows(f"melo/{asked}/qrels_concepts.tsv"):
            right[row["query_id"]].add(row["concept_id"])
        names: list[Name] = []
        for each in taken:
            corpus = rows("melo/" + lines(f"melo/{each}/CORPUS")[0].strip())
            pairs = ((row["element_id"].split("_")[0], row["text"]) for row in corpus)
            names += _names(pairs, each[-2:])
        queries = rows(f"melo/{asked}/queries.tsv")
        key = f"melo {asked}" + (" + en" if len(taken) > 1 else "")
        said = ((row["text"], right[row["query_id"]]) for row in queries)
        yield _question(key, language, said, Thesaurus.of(names))


def _competences() -> Iterator[Question]:
    """Of VDAB: what Flemish practice calls exact or close in ESCO."""
    corpus = rows("vdab_competent_esco/corpus_esco_skills.tsv")
    by = {
        language: _names(((row["esco_uri"], row[f"esco_{language}"]) for row in corpus), language)
        for language in ("nl", "en")
    }
    mapped = [
        row for row in rows("vdab_competent_esco/mapping.tsv") if row["relation"] in EXACT_OR_CLOSE
    ]
    for language, names in (
        ("nl", ("nl",)),
        ("nl", ("nl", "en")),
        ("nl", ("en",)),
        ("fr", ("nl",)),
    ):
        thesaurus = Thesaurus.of(name for each in names for name in by[each])
        said = ((row[f"vdab_{language}"], [row["esco_uri"]]) for row in mapped)
        yield _question(f"vdab {language} to {' + '.join(names)}", language, said, thesaurus)


def _labels() -> Iterator[Question]:
    labels = rows("esco_occupation_labels/labels.tsv")
    english = Thesaurus.of(_names(((row["uri"], row["en"]) for row in labels), "en"))
    for language in LABELS:
        said = ((row[language], [row["uri"]]) for row in labels)
        yield _question(f"labels {language} to en", language, said, english)


def _descriptions() -> Iterator[Question]:
    described = rows("esco_occupation_descriptions/descriptions.tsv")
    english = Thesaurus.of(_names(((row["uri"], row["label_en"]) for row in described), "en"))
    for language in ("en", "nl", "fr"):
        said = ((row[f"desc_{language}"], [row["uri"]]) for row in described)
        yield _question(f"description {language} to label en", language, said, english)


def _jobs() -> Iterator[Question]:
    """A job (its name and description) to the skills it cannot do without, in English."""
    names = lines("esco_job_to_skills/skills_vocab_en.txt")
    thesaurus = Thesaurus.of(_names(zip(names, names, strict=True), "en"))
    jobs = {row["uri"]: row for row in rows("esco_job_to_skills/job2skill.tsv")}
    needs = {uri: row["essential_skills_en"].split(" | ") for uri, row in jobs.items()}
    said = [
        (f"{row['occupation_en']}. {row['description_en']}", needs[uri])
        for uri, row in jobs.items()
    ]
    yield _question("job en to skills en", "en", said, thesaurus)
    described = [
        row for row in rows("esco_occupation_descriptions/descriptions.tsv") if row["uri"] in jobs
    ]
    for language in ("nl", "fr"):
        said = [
            (f"{row[f'label_{language}']}. {row[f'desc_{language}']}", needs[row["uri"]])
            for row in described
        ]
        yield _question(f"job {language} to skills en", language, said, thesaurus)


def _sentences_with_skills() -> Iterator[Question]:
    names = lines("skill_extraction/skills_en_label.txt")
    thesaurus = Thesaurus.of(_names(zip(names, names, strict=True), "en"))
    for kind in ("house", "tech_", "techwolf"):
        files = sorted((DATA / "skill_extraction").glob(f"{kind}*.tsv"))
        found = [row for file in files for row in rows(f"skill_extraction/{file.name}")]
        said = ((row["sentence"], [row["label"]]) for row in found)
        yield _question(f"skill_extraction {kind.strip('_')}", "en", said, thesaurus)


def _translations() -> Iterator[Question]:
    news = rows("ntrex/ntrex.tsv")
    english = Thesaurus.of(_names(((row["line"], row["eng"]) for row in news), "en"))
    for column, language in SENTENCES:
        said = ((row[column], [row["line"]]) for row in news)
        yield _question(f"ntrex {language} to en", language, said, english)


def _projects() -> Iterator[Question]:
    projects = rows("nl_erdf_vlaanderen/projects.tsv")
    pairs = ((row["PROJECTNUMMER"], row["PROJECTINHOUD_manueel"]) for row in projects)
    said = ((row["PROJECTNAAM_manueel"], [row["PROJECTNUMMER"]]) for row in projects)
    yield _question("nl_erdf title to text", "nl", said, Thesaurus.of(_names(pairs, "nl")))


@dataclass(frozen=True)
class Reviewers:
    """What researchers wrote, papers, and how well they said they know each."""

    written: Mapping[str, tuple[str, ...]]
    papers: Mapping[str, str]
    ratings: tuple[tuple[str, str, float], ...]


def reviewers() -> Reviewers:
    people = [json.loads(line) for line in lines("reviewer_gold/reviewers.jsonl")]
    papers = [json.loads(line) for line in lines("reviewer_gold/papers.jsonl")]
    return Reviewers(
        {each["participant"]: tuple(map(_paper, each["publications"])) for each in people},
        {each["id"]: _paper(each) for each in papers},
        tuple(
            (row["participant"], row["paper"], float(row["expertise"]))
            for row in rows("reviewer_gold/ratings.tsv")
        ),
    )


def _paper(told: Mapping[str, str | None]) -> str:
    return f"{told['title']}. {told.get('abstract') or ''}".strip()
