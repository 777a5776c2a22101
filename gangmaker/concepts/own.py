"""Our own thesaurus, as it is written in ``data``: one file for each facet."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Final

from .models import Facet

LANGUAGES: Final = ("nl", "en", "fr")


@dataclass(frozen=True)
class Written:
    """One concept as its file says it; other concepts by their keys."""

    key: str
    facet: str
    uri: str
    names: Mapping[str, tuple[str, ...]]
    """By language; the first is the preferred one."""
    what: Mapping[str, str]
    broader: tuple[str, ...]
    related: tuple[str, ...]
    sdgs: tuple[int, ...]


def own_thesaurus() -> dict[str, Written]:
    """By key. An ESCO address that two claim is the first one's, in the order of the facets."""
    folder = files("gangmaker.concepts").joinpath("data")
    found: dict[str, Written] = {}
    claimed: set[str] = set()
    for facet in Facet.values:
        file = folder.joinpath(f"{facet}.toml")
        if not file.is_file():
            continue
        for key, row in tomllib.loads(file.read_text(encoding="utf-8")).items():
            uri = row.get("esco", "")
            found[key] = _written(key, facet, row, uri="" if uri in claimed else uri)
            claimed.add(uri)
    return found


def _written(key: str, facet: str, row: Mapping[str, Any], *, uri: str) -> Written:
    return Written(
        key=key,
        facet=facet,
        uri=uri,
        names={code: tuple(dict.fromkeys(row[code])) for code in LANGUAGES},
        what=dict(row["what"]),
        broader=tuple(row.get("broader", ())),
        related=tuple(row.get("related", ())),
        sdgs=tuple(row.get("sdg", ())),
    )
