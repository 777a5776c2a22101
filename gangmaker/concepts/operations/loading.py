"""Our own thesaurus into the database: what is new, and what we say otherwise than before.

What the region made or changed is the region's (``source``), and stays as it is.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from django.db import transaction

from gangmaker.concepts.models import Concept, ConceptLink, ConceptSource, LinkKind
from gangmaker.concepts.own import Written, own_thesaurus
from gangmaker.trail.operations import record

from .writing import AT_ONCE, Pair, make_links, related, write_names

SAID: Final = ("facet", "uri", "what", "sdgs")


@transaction.atomic
def load_thesaurus(now: datetime) -> int:
    """Answers how many concepts are new or changed; doing it again changes nothing."""
    written = own_thesaurus()
    there = Concept.objects.in_bulk(list(written), field_name="key")
    new = set(written) - set(there)
    ours = {key for key, one in there.items() if one.source == ConceptSource.OWN}
    changed = _write_concepts(written, there, ours)
    there |= _make_concepts([written[key] for key in written if key in new])
    changed |= write_names({there[key].pk: written[key].names for key in ours | new})
    _write_links(written, there, ours=ours, new=new)
    if new or changed:
        record("thesaurus.loaded", by=None, at=now, data={"new": len(new), "changed": len(changed)})
    return len(new) + len(changed - {there[key].pk for key in new})


def _make_concepts(rows: Iterable[Written]) -> dict[str, Concept]:
    rows = list(rows)
    taken = _taken(row.uri for row in rows)
    made = [_said(Concept(key=row.key, source=ConceptSource.OWN), row, taken) for row in rows]
    return {one.key: one for one in Concept.objects.bulk_create(made, batch_size=AT_ONCE)}


def _write_concepts(
    written: Mapping[str, Written], there: Mapping[str, Concept], ours: set[str]
) -> set[int]:
    taken = _taken((written[key].uri for key in ours), but=ours)
    changed = []
    for key in sorted(ours):
        one = there[key]
        before = _values(one)
        if _values(_said(one, written[key], taken)) != before:
            changed.append(one)
    Concept.objects.bulk_update(changed, SAID, batch_size=AT_ONCE)
    return {one.pk for one in changed}


def _said(one: Concept, row: Written, taken: set[str]) -> Concept:
    one.facet, one.sdgs = row.facet, list(row.sdgs)
    one.uri = "" if row.uri in taken else row.uri
    one.what = dict(row.what)
    return one


def _values(one: Concept) -> tuple[object, ...]:
    what = getattr(one.what, "data", one.what)
    return (one.facet, one.uri, what, one.sdgs)


def _taken(uris: Iterable[str], *, but: Iterable[str] = ()) -> set[str]:
    """Addresses that another concept has already, such as one that was imported from ESCO."""
    wanted = {uri for uri in uris if uri}
    others = Concept.objects.filter(uri__in=wanted).exclude(key__in=set(but))
    return set(others.values_list("uri", flat=True))


def _write_links(
    written: Mapping[str, Written], there: Mapping[str, Concept], *, ours: set[str], new: set[str]
) -> None:
    """Between our own as we say; to and from what the region changed only what is new."""
    own = {there[key].pk for key in ours | new}
    fresh = {there[key].pk for key in new}
    wanted = {
        pair
        for pair in _pairs(written, there)
        if set(pair[:2]) <= own or not fresh.isdisjoint(pair[:2])
    }
    between = ConceptLink.objects.filter(concept__in=own, other__in=own)
    rows = {(one.concept_id, one.other_id, one.kind): one.pk for one in between}
    ConceptLink.objects.filter(pk__in=[rows[pair] for pair in set(rows) - wanted]).delete()
    make_links(wanted - set(rows))


def _pairs(written: Mapping[str, Written], there: Mapping[str, Concept]) -> Iterable[Pair]:
    for key, row in written.items():
        pk = there[key].pk
        for other in row.broader:
            if other in there:
                yield (pk, there[other].pk, LinkKind.BROADER)
        for other in row.related:
            if other in there:
                yield related(pk, there[other].pk)
