"""``gangmaker concepts``: thesauri in and out."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from gangmaker.config.cli import preparing
from gangmaker.config.cli.console import done
from gangmaker.config.cli.exits import Stopped
from gangmaker.config.progress import Report

AT_ONCE = 500
SKOS_ENDINGS = (".jsonld", ".json")


def bring_in(*, source: Path, language: str, facet: str, report: Report) -> None:
    preparing.start_django()
    with _in_sentences(), preparing.reachable_database():
        if source.suffix.lower() in SKOS_ENDINGS:
            _bring_in_skos(source, facet=facet, report=report)
        elif source.suffix.lower() == ".csv":
            _bring_in_esco(source, language=language, report=report)
        else:
            raise Stopped(
                f"{source.name} is neither a CSV file of ESCO nor SKOS in JSON-LD.",
                "Nothing was changed. See gangmaker concepts import --help",
            )


def _bring_in_esco(source: Path, *, language: str, report: Report) -> None:
    from django.utils import timezone

    from gangmaker.concepts.files import esco
    from gangmaker.concepts.files.said import LANGUAGE
    from gangmaker.concepts.models import ConceptSource
    from gangmaker.concepts.operations.importing import Taken, take_in

    code = language.lower() or esco.language_of(source)
    if not LANGUAGE.fullmatch(code):
        raise Stopped(
            f"The name of {source.name} does not say in which language it is.",
            "Say it by its code: --language nl",
        )
    total, read, taken = esco.count(source), 0, Taken()
    concepts = esco.read(source, code)
    while some := list(islice(concepts, AT_ONCE)):
        taken += take_in(some, source=ConceptSource.ESCO, now=timezone.now())
        read += len(some)
        report("Concepts", read, total)
    _say(source, total, taken)


def _bring_in_skos(source: Path, *, facet: str, report: Report) -> None:
    from django.utils import timezone

    from gangmaker.concepts.files import skos
    from gangmaker.concepts.models import ConceptSource
    from gangmaker.concepts.operations.importing import take_in_whole

    said = skos.read(source, scheme=_scheme(), facet=facet)
    report("Concepts", 0, len(said))
    taken = take_in_whole(said, source=ConceptSource.REGION, now=timezone.now())
    report("Concepts", len(said), len(said))
    _say(source, len(said), taken)


def _say(source: Path, total: int, taken) -> None:  # type: ignore[no-untyped-def]  # late imports
    same = total - taken.new - taken.changed
    done(
        f"{source.name}: {total:,} read; {taken.new:,} new, "
        f"{taken.changed:,} that say more than before, {same:,} as they were."
    )


def export(*, target: Path, with_esco: bool) -> None:
    preparing.start_django()
    from gangmaker.concepts.files import skos
    from gangmaker.concepts.queries.files import said_thesaurus

    if target.exists():
        raise Stopped(f"{target} is already there; nothing was written.")
    with preparing.reachable_database():
        said = said_thesaurus(scheme=_scheme(), with_esco=with_esco)
    content = skos.document(said, scheme=_scheme(), titles=skos.TITLES)
    try:
        target.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
    except OSError as error:
        raise Stopped(f"{target} could not be written ({error.strerror}).") from None
    done(f"{target}: {len(said):,} concepts.")


def _scheme() -> str:
    from django.conf import settings

    return f"{settings.BASE_URL}/concepts/"


@contextmanager
def _in_sentences() -> Iterator[None]:
    from gangmaker.concepts.files.said import WrongFile

    try:
        yield
    except WrongFile as wrong:
        raise Stopped(str(wrong), "Nothing was changed.") from None
