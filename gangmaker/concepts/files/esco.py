"""The official ESCO release: skills_LANG.csv and occupations_LANG.csv, of any language.

Hidden labels are mostly wrong spellings, and are left out.
"""

import csv
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from gangmaker.concepts.models import Facet
from gangmaker.core.text import normalise

from .said import LANGUAGE, Said, WrongFile, names

FACETS: Final[Mapping[str, str]] = {
    "KnowledgeSkillCompetence": Facet.SKILLS,
    "Occupation": Facet.OCCUPATIONS,
}
NEEDED: Final = ("conceptType", "conceptUri", "preferredLabel", "altLabels", "description")
RELEASED: Final = ("", "released")
FILE_NAME: Final = re.compile(r"(?:skills|occupations)_([A-Za-z-]+)")


def language_of(path: Path) -> str:
    """As the release says it in the name of the file; empty when it says nothing."""
    found = FILE_NAME.match(path.stem)
    code = found.group(1).lower() if found else ""
    return code if LANGUAGE.fullmatch(code) else ""


def count(path: Path) -> int:
    """How many concepts are in the file; ``WrongFile`` when it is not one of ESCO's."""
    with _rows(path) as rows:
        found = sum(1 for _row in rows)
    if not found:
        raise WrongFile(f"{path.name} has no released skill or occupation with a name.")
    return found


def read(path: Path, language: str) -> Iterator[Said]:
    with _rows(path) as rows:
        for row in rows:
            what = normalise(row.get("definition") or row["description"] or "")
            others = (row["altLabels"] or "").split("\n")
            yield Said(
                address=row["conceptUri"],
                uri=row["conceptUri"],
                key=_key(row["conceptUri"]),
                facet=FACETS[row["conceptType"]],
                names={language: names(row["preferredLabel"], others)},
                what={language: what} if what else {},
            )


@contextmanager
def _rows(path: Path) -> Iterator[Iterator[dict[str, Any]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield _checked(path, csv.DictReader(file))
    except UnicodeDecodeError:
        raise WrongFile(f"{path.name} is not text in UTF-8.") from None
    except csv.Error as error:
        raise WrongFile(f"{path.name} cannot be read as CSV ({error}).") from None


def _checked(path: Path, reader: "csv.DictReader[str]") -> Iterator[dict[str, Any]]:
    missing = [name for name in NEEDED if name not in (reader.fieldnames or ())]
    if missing:
        raise WrongFile(
            f"{path.name} is not skills_LANG.csv or occupations_LANG.csv of ESCO: "
            f"it has no column {missing[0]}."
        )
    for row in reader:
        if row["conceptType"] not in FACETS or row.get("status", "") not in RELEASED:
            continue
        if not (row["conceptUri"] or "").startswith(("http://", "https://")):
            raise WrongFile(f"Line {reader.line_num} of {path.name} has no address.")
        if row["preferredLabel"]:  # else it was not translated
            yield row


def _key(uri: str) -> str:
    """The same in every language: the end of the address."""
    end = re.sub(r"[^a-z0-9]+", "-", uri.rstrip("/").rpartition("/")[2].lower()).strip("-")
    return f"esco-{end}"[:80]
