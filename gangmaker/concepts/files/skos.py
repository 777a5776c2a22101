"""SKOS in JSON-LD: our thesaurus for others, and theirs for us.

What is written is read back as the same. Of files of others, nodes of type skos:Concept are read
whether their words are short, start with ``skos:`` or are whole addresses. Nothing is fetched.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from gangmaker.concepts.models import Facet
from gangmaker.core.text import normalise

from .said import LANGUAGE, Said, WrongFile, names

SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
TERMS: Final = "http://purl.org/dc/terms/"
KEY: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_KEY: Final = 80
LONGEST_ADDRESS: Final = 200
GOAL: Final = "http://metadata.un.org/sdg/"

TITLES: Final = {"nl": "Thesaurus", "en": "Thesaurus", "fr": "Thésaurus"}
BY_LANGUAGE: Final = ("prefLabel", "altLabel", "definition")
ADDRESSES: Final = ("broader", "related", "exactMatch", "inScheme", "member")
CONTEXT: Final = {
    "skos": SKOS,
    "id": "@id",
    "type": "@type",
    "ConceptScheme": f"{SKOS}ConceptScheme",
    "Concept": f"{SKOS}Concept",
    "Collection": f"{SKOS}Collection",
    "notation": f"{SKOS}notation",
    "relation": {"@id": f"{TERMS}relation", "@type": "@id"},
    **{name: {"@id": SKOS + name, "@container": "@language"} for name in BY_LANGUAGE},
    **{name: {"@id": SKOS + name, "@type": "@id"} for name in ADDRESSES},
}


# --- Writing ----------------------------------------------------------------------------------


def document(said: Iterable[Said], *, scheme: str, titles: Mapping[str, str]) -> dict[str, Any]:
    """The thesaurus at the address ``scheme``; its facets are collections."""
    said = list(said)
    facets = {facet: [one.address for one in said if one.facet == facet] for facet in Facet.values}
    return {
        "@context": CONTEXT,
        "@graph": [
            {"id": scheme, "type": "ConceptScheme", "prefLabel": dict(titles)},
            *(
                {
                    "id": f"{scheme}#{facet}",
                    "type": "Collection",
                    "notation": facet,
                    "member": members,
                }
                for facet, members in facets.items()
                if members
            ),
            *(_node(one, scheme) for one in said),
        ],
    }


def _node(one: Said, scheme: str) -> dict[str, Any]:
    others = {code: list(texts[1:]) for code, texts in one.names.items() if texts[1:]}
    node: dict[str, Any] = {
        "id": one.address,
        "type": "Concept",
        "inScheme": scheme,
        "notation": one.key,
        "prefLabel": {code: texts[0] for code, texts in one.names.items() if texts},
        "altLabel": others,
        "definition": dict(one.what),
        "broader": list(one.broader),
        "related": list(one.related),
        "exactMatch": [one.uri] if one.uri else [],
        "relation": [f"{GOAL}{number}" for number in one.sdgs],
    }
    return {name: value for name, value in node.items() if value}


# --- Reading ----------------------------------------------------------------------------------


def read(path: Path, *, scheme: str, facet: str = "") -> list[Said]:
    """What the file says, in its order; ``facet`` for what says none itself.

    ``scheme`` is the address of our own thesaurus: what is in it is known by its key.
    """
    nodes = list(_nodes(_json(path)))
    facets = _facets(nodes)
    concepts = [node for node in nodes if "Concept" in _types(node)]
    if not concepts:
        raise WrongFile(
            f"{path.name} has no concept in it. SKOS in JSON-LD has nodes of the type skos:Concept."
        )
    said = [
        _said(node, _key(node, scheme, facets), facets.get(_id(node), facet)) for node in concepts
    ]
    lost = next((one for one in said if one.facet not in Facet.values), None)
    if lost is not None:
        raise WrongFile(
            f"{path.name} does not say of which facet {lost.address} is. "
            f"Say it for all: --facet, one of {', '.join(Facet.values)}."
        )
    return [one for one in said if one.names]


def _json(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError):
        raise WrongFile(f"{path.name} cannot be read as JSON.") from None


def _nodes(content: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(content, list):
        for each in content:
            yield from _nodes(each)
    elif isinstance(content, dict):
        graph = content.get("@graph")
        if graph is not None:
            yield from _nodes(graph)
        else:
            yield {_short(name): value for name, value in content.items()}


def _short(word: str) -> str:
    """``skos:prefLabel`` and its whole address are ``prefLabel``; ``@id`` is ``id``."""
    for start in (SKOS, TERMS, "skos:", "dcterms:", "dct:", "@"):
        if word.startswith(start):
            return word.removeprefix(start)
    return word


def _types(node: Mapping[str, Any]) -> set[str]:
    return {_short(each) for each in _listed(node.get("type")) if isinstance(each, str)}


def _id(node: Mapping[str, Any]) -> str:
    return str(node.get("id", ""))


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _addresses(node: Mapping[str, Any], name: str) -> tuple[str, ...]:
    found = (
        str(one.get("@id", one.get("id", ""))) if isinstance(one, dict) else str(one)
        for one in _listed(node.get(name))
    )
    return tuple(dict.fromkeys(each for each in found if each))


def _texts(node: Mapping[str, Any], name: str) -> Iterator[tuple[str, str]]:
    """Language and text, from any of the ways in which JSON-LD can write them."""
    for one in _listed(node.get(name)):
        if not isinstance(one, dict):
            continue
        if "@value" in one:
            yield str(one.get("@language", "")).lower(), str(one["@value"])
            continue
        for code, texts in one.items():
            yield from ((code.lower(), str(text)) for text in _listed(texts))


def _facets(nodes: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    return {
        member: str(node.get("notation"))
        for node in nodes
        if "Collection" in _types(node) and node.get("notation") in Facet.values
        for member in _addresses(node, "member")
    }


def _said(node: Mapping[str, Any], key: str, facet: str) -> Said:
    address = _id(node)
    matches = _addresses(node, "exactMatch")
    uri = next(iter(matches), "") if key or matches else address
    goals = (each.removeprefix(GOAL) for each in _addresses(node, "relation"))
    return Said(
        address=address,
        uri=uri if uri.startswith(("http://", "https://")) and len(uri) <= LONGEST_ADDRESS else "",
        key=key,
        facet=facet,
        names=_names(node),
        what={
            code: normalise(text)
            for code, text in _texts(node, "definition")
            if LANGUAGE.fullmatch(code)
        },
        broader=_addresses(node, "broader"),
        related=_addresses(node, "related"),
        sdgs=tuple(int(each) for each in goals if re.fullmatch(r"[1-9]|1[0-7]", each)),
    )


def _names(node: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """In the languages in which there is a preferred one."""
    preferred = dict(_texts(node, "prefLabel"))
    others: dict[str, list[str]] = {}
    for code, text in _texts(node, "altLabel"):
        others.setdefault(code, []).append(text)
    found = {
        code: names(text, others.get(code, ()))
        for code, text in preferred.items()
        if LANGUAGE.fullmatch(code)
    }
    return {code: texts for code, texts in found.items() if texts}


def _key(node: Mapping[str, Any], scheme: str, facets: Mapping[str, str]) -> str:
    """Of our own thesaurus, and of those that are made as ours is: the two have begun as one."""
    address = _id(node)
    if address.startswith(scheme):
        said = address.removeprefix(scheme).strip("/")
    else:
        said = str(node.get("notation", "")) if address in facets else ""
    return said if KEY.fullmatch(said) and len(said) <= LONGEST_KEY else ""
