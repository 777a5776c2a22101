"""Thesauri of others into ours: what they have more, in the languages in which they say it.

A concept is known by its address. Of one that is ours or the region's, names and a definition
come only in a language in which it has none; one of ESCO's says what the newest file says.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from gangmaker.concepts.files.said import Said
from gangmaker.concepts.models import Concept, ConceptName, ConceptSource, LinkKind
from gangmaker.core.text import slugify_title
from gangmaker.trail.operations import record

from .writing import AT_ONCE, Names, Pair, make_links, related, write_names


@dataclass(frozen=True)
class Taken:
    """How many concepts came, how many were known and say more now."""

    new: int = 0
    changed: int = 0

    def __add__(self, other: "Taken") -> "Taken":
        return Taken(self.new + other.new, self.changed + other.changed)


@transaction.atomic
def take_in(said: Sequence[Said], *, source: str, now: datetime) -> Taken:
    """One batch of a file, by itself: whoever is interrupted goes on where it stopped."""
    known = _known(said)
    return _take_in(said, known, source=source, now=now)


@transaction.atomic
def take_in_whole(said: Sequence[Said], *, source: str, now: datetime) -> Taken:
    """A file whose concepts name each other: all of it, then how the new ones hang together."""
    known = _known(said)
    before = {one.pk for one in known.values()}
    taken = _take_in(said, known, source=source, now=now)
    pairs = (pair for pair in _pairs(said, known) if not before.issuperset(pair[:2]))
    make_links(pairs)
    return taken


def _take_in(
    said: Sequence[Said], known: dict[str, Concept], *, source: str, now: datetime
) -> Taken:
    """``known`` by the address in the file; what is new is added to it."""
    said = list({one.address: one for one in said}.values())
    new = [one for one in said if one.address not in known]
    old = [one for one in said if one.address in known]
    changed = _say_more(old, known, source=source)
    known |= _make(new, source=source)
    write_names({known[one.address].pk: one.names for one in new})
    taken = Taken(new=len(new), changed=len(changed))
    if taken != Taken():
        data = {"source": source, "new": taken.new, "changed": taken.changed}
        record("thesaurus.imported", by=None, at=now, data=data)
    return taken


def _known(said: Sequence[Said]) -> dict[str, Concept]:
    """Those that are here, by the address in the file: first by their own, else by their key."""
    by_uri = {
        one.uri: one for one in Concept.objects.filter(uri__in={s.uri for s in said if s.uri})
    }
    by_key = Concept.objects.in_bulk([one.key for one in said if one.key], field_name="key")
    known = {}
    for one in said:
        found = by_uri.get(one.uri) or by_key.get(one.key)
        if found is not None and (found.uri == one.uri or found.facet == one.facet):
            known[one.address] = found
    return known


def _make(said: Iterable[Said], *, source: str) -> dict[str, Concept]:
    said = list(said)
    keys = _free_keys(said)
    made = [
        Concept(
            key=keys[one.address],
            facet=one.facet,
            uri=one.uri,
            source=source,
            what=dict(one.what),
            sdgs=list(one.sdgs),
        )
        for one in said
    ]
    rows = Concept.objects.bulk_create(made, batch_size=AT_ONCE)
    return {one.address: row for one, row in zip(said, rows, strict=True)}


def _free_keys(said: Iterable[Said]) -> dict[str, str]:
    """A key of its own for each; with a number where another has it already."""
    wanted = {one.address: one.key or slugify_title(_any_name(one)) for one in said}
    taken = set(Concept.objects.values_list("key", flat=True)) if wanted else set()
    free = {}
    for address, key in wanted.items():
        number, tried = 2, key
        while tried in taken:
            number, tried = number + 1, f"{key[:74]}-{number}"
        taken.add(tried)
        free[address] = tried
    return free


def _any_name(said: Said) -> str:
    languages = sorted(said.names, key=lambda code: (code != "en", code))
    return said.names[languages[0]][0]


def _say_more(said: Sequence[Said], known: Mapping[str, Concept], *, source: str) -> set[int]:
    concepts = {one.address: known[one.address] for one in said}
    named: dict[int, set[str]] = {}
    rows = ConceptName.objects.filter(concept__in=concepts.values())
    for pk, code in rows.values_list("concept", "language").distinct():
        named.setdefault(pk, set()).add(code)
    names: dict[int, Names] = {}
    defined = []
    for one in said:
        concept = concepts[one.address]
        if concept.merged_into_id:
            continue
        follows = source == concept.source == ConceptSource.ESCO
        spoken = set() if follows else named.get(concept.pk, set())
        names[concept.pk] = {code: said for code, said in one.names.items() if code not in spoken}
        if _define(concept, one.what, again=follows):
            defined.append(concept)
    Concept.objects.bulk_update(defined, ["what"], batch_size=AT_ONCE)
    return write_names(names) | {one.pk for one in defined}


def _define(concept: Concept, what: Mapping[str, str], *, again: bool) -> bool:
    """Definitions in further languages, or all of them ``again``; whether anything changed."""
    before = definitions(concept)
    after = {**before, **what} if again else {**what, **before}
    concept.what = after
    return after != before


def definitions(concept: Concept) -> dict[str, str]:
    """By language; empty ones are none."""
    said = getattr(concept.what, "data", concept.what)
    return {code: text for code, text in said.items() if text} if isinstance(said, dict) else {}


def _pairs(said: Iterable[Said], known: Mapping[str, Concept]) -> Iterable[Pair]:
    for one in said:
        pk = known[one.address].pk
        yield from (
            (pk, known[other].pk, LinkKind.BROADER) for other in one.broader if other in known
        )
        yield from (related(pk, known[other].pk) for other in one.related if other in known)
