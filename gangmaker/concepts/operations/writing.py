"""Names and links as rows, many at once; whoever changes the thesaurus writes them by these."""

from collections.abc import Iterable, Mapping
from typing import Final

from gangmaker.concepts.models import ConceptLink, ConceptName, LinkKind

AT_ONCE: Final = 500

Names = Mapping[str, tuple[str, ...]]
"""By language; the first is the preferred one."""

Pair = tuple[int, int, str]


def write_names(wanted: Mapping[int, Names]) -> set[int]:
    """What concepts are called, in the languages that are named; answers whose names changed."""
    pks = list(wanted)
    before: dict[tuple[int, str], set[tuple[str, bool]]] = {}
    for pk, code, text, preferred in ConceptName.objects.filter(concept__in=pks).values_list(
        "concept", "language", "text", "preferred"
    ):
        before.setdefault((pk, code), set()).add((text, preferred))
    named = {
        (pk, code): {(text, place == 0) for place, text in enumerate(texts)}
        for pk, names in wanted.items()
        for code, texts in names.items()
    }
    different = {each for each, said in named.items() if said != before.get(each, set())}
    for pk, code in different & set(before):
        ConceptName.objects.filter(concept=pk, language=code).delete()
    ConceptName.objects.bulk_create(
        (
            ConceptName(concept_id=pk, language=code, text=text, preferred=place == 0)
            for pk, names in wanted.items()
            for code, texts in names.items()
            for place, text in enumerate(texts)
            if (pk, code) in different
        ),
        batch_size=AT_ONCE,
    )
    return {pk for pk, _code in different}


def related(one: int, other: int) -> Pair:
    """What is related is said once, from the older concept."""
    return (min(one, other), max(one, other), LinkKind.RELATED)


def make_links(pairs: Iterable[Pair]) -> None:
    ConceptLink.objects.bulk_create(
        (
            ConceptLink(concept_id=one, other_id=other, kind=kind)
            for one, other, kind in sorted(set(pairs))
            if one != other
        ),
        batch_size=AT_ONCE,
        ignore_conflicts=True,
    )
