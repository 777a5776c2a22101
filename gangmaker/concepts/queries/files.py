"""The thesaurus as a file says it."""

from collections import defaultdict

from gangmaker.concepts.files.said import Said
from gangmaker.concepts.models import Concept, ConceptLink, ConceptName, ConceptSource, LinkKind
from gangmaker.concepts.operations.importing import definitions

TEXTS = dict[str, tuple[str, ...]]


def said_thesaurus(*, scheme: str, with_esco: bool) -> list[Said]:
    """Every concept in use, by facet and key; three queries. What came from ESCO if wanted.

    ``scheme`` is the address under which the page of each is.
    """
    concepts = Concept.objects.in_use().order_by("facet", "key")
    if not with_esco:
        concepts = concepts.exclude(source=ConceptSource.ESCO)
    rows = list(concepts)
    addresses = {one.pk: f"{scheme}{one.key}/" for one in rows}
    names = _names()
    broader, related = _links(addresses)
    return [
        Said(
            address=addresses[one.pk],
            uri=one.uri,
            facet=one.facet,
            key=one.key,
            names=names.get(one.pk, {}),
            what=definitions(one),
            broader=tuple(sorted(broader[one.pk])),
            related=tuple(sorted(related[one.pk])),
            sdgs=tuple(one.sdgs),
        )
        for one in rows
    ]


def _names() -> dict[int, TEXTS]:
    rows = ConceptName.objects.order_by("concept", "language", "-preferred", "pk")
    found: dict[int, TEXTS] = defaultdict(dict)
    for pk, code, text in rows.values_list("concept", "language", "text").iterator():
        found[pk][code] = (*found[pk].get(code, ()), text)
    return found


def _links(addresses: dict[int, str]) -> tuple[dict[int, list[str]], dict[int, list[str]]]:
    broader: dict[int, list[str]] = defaultdict(list)
    related: dict[int, list[str]] = defaultdict(list)
    for one, other, kind in ConceptLink.objects.values_list("concept", "other", "kind"):
        if one not in addresses or other not in addresses:
            continue
        (broader if kind == LinkKind.BROADER else related)[one].append(addresses[other])
    return broader, related
