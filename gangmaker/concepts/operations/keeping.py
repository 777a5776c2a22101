"""The region keeps its thesaurus: adds a concept, says it better, retires it, merges two.

What the region said is the region's from then on: loading and importing leave it as it is.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import Actor
from gangmaker.actors.rules import NotYours
from gangmaker.concepts import rules
from gangmaker.concepts.models import Concept, ConceptLink, ConceptSource, LinkKind
from gangmaker.core.refusals import Refused
from gangmaker.core.text import slugify_title
from gangmaker.trail.operations import record

from .importing import definitions
from .writing import Names, make_links, related, write_names

RESERVED = frozenset({"new"})
"""Addresses of pages of their own."""


class NoName(Refused):
    code = "concept_has_no_name"
    message = _("Give it a name in at least one language.")


class AddressTaken(Refused):
    code = "concept_address_taken"
    message = _("Another concept already has this address in ESCO. Merge the two instead.")


class GoesInCircles(Refused):
    code = "concept_goes_in_circles"
    message = _("It cannot be broader than what it is itself a part of.")


class NotInUse(Refused):
    code = "concept_not_in_use"
    message = _("This concept is not used any more.")


class StandsForAnother(Refused):
    code = "concept_merged"
    message = _("This concept was merged with another, which stands for it.")


@dataclass(frozen=True)
class Wording:
    """What a concept is called, and how it hangs together; ``broader`` and ``related`` by id.

    Of ``names`` and ``what`` only the languages that are there are changed.
    """

    names: Names
    what: Mapping[str, str] = field(default_factory=dict)
    uri: str = ""
    sdgs: tuple[int, ...] = ()
    broader: tuple[int, ...] = ()
    related: tuple[int, ...] = ()


@transaction.atomic
def add_concept(*, facet: str, said: Wording, by: Actor, now: datetime) -> Concept:
    """Its key is made of its English name, else of the first that it has."""
    if not rules.can_keep_thesaurus(by):
        raise NotYours
    named = {code: names for code, names in said.names.items() if names}
    if not named:
        raise NoName
    first = (named.get("en") or next(iter(named.values())))[0]
    concept = Concept(key=_free_key(first), facet=facet, source=ConceptSource.REGION)
    _say(concept, said)
    record("concept.added", by=by, at=now, data={"concept": concept.key})
    return concept


@transaction.atomic
def edit_concept(*, concept: Concept, said: Wording, by: Actor, now: datetime) -> None:
    """Names, definition and links as they are from now on."""
    if not rules.can_keep_thesaurus(by):
        raise NotYours
    concept = _locked(concept)
    if concept.retired_at is not None:
        raise NotInUse
    _say(concept, said)
    if not concept.names.exists():
        raise NoName
    record("concept.edited", by=by, at=now, data={"concept": concept.key})


@transaction.atomic
def retire_concept(*, concept: Concept, by: Actor, now: datetime) -> None:
    """It is not suggested any more and in no list; what it was confirmed for stays."""
    if not rules.can_keep_thesaurus(by):
        raise NotYours
    concept = _locked(concept)
    if concept.retired_at is not None:
        raise NotInUse
    concept.retired_at, concept.source = now, ConceptSource.REGION
    concept.save(update_fields=["retired_at", "source"])
    record("concept.retired", by=by, at=now, data={"concept": concept.key})


@transaction.atomic
def take_up_concept(*, concept: Concept, by: Actor, now: datetime) -> None:
    """It is used again after all."""
    if not rules.can_keep_thesaurus(by):
        raise NotYours
    concept = _locked(concept)
    if concept.merged_into_id is not None:
        raise StandsForAnother
    if concept.retired_at is None:
        return
    concept.retired_at = None
    concept.save(update_fields=["retired_at"])
    record("concept.taken_up", by=by, at=now, data={"concept": concept.key})


def _locked(concept: Concept) -> Concept:
    return Concept.objects.select_for_update().get(pk=concept.pk)


def _free_key(name: str) -> str:
    wanted = slugify_title(name, empty="concept")
    start = f"{wanted}-of-the-region" if wanted in RESERVED else wanted
    taken = set(Concept.objects.filter(key__startswith=start).values_list("key", flat=True))
    key, number = start, 2
    while key in taken:
        key, number = f"{start}-{number}", number + 1
    return key


def _say(concept: Concept, said: Wording) -> None:
    what = {**definitions(concept), **said.what}
    concept.what = {code: text for code, text in what.items() if text}
    concept.uri, concept.sdgs, concept.source = said.uri, list(said.sdgs), ConceptSource.REGION
    try:
        with transaction.atomic():
            concept.save()
    except IntegrityError as error:
        raise AddressTaken from error
    write_names({concept.pk: said.names})
    if not above(said.broader).isdisjoint({concept.pk}):
        raise GoesInCircles
    ConceptLink.objects.filter(concept=concept, kind=LinkKind.BROADER).delete()
    for links in (concept.links, concept.links_back):
        links.filter(kind=LinkKind.RELATED).delete()
    make_links((concept.pk, other, LinkKind.BROADER) for other in said.broader)
    make_links(related(concept.pk, other) for other in said.related)


def above(pks: Iterable[int]) -> set[int]:
    """These concepts and all that is broader, however far up; one query."""
    higher: dict[int, list[int]] = {}
    links = ConceptLink.objects.filter(kind=LinkKind.BROADER)
    for one, other in links.values_list("concept", "other"):
        higher.setdefault(one, []).append(other)
    found: set[int] = set()
    waiting = list(pks)
    while waiting:
        each = waiting.pop()
        if each not in found:
            found.add(each)
            waiting += higher.get(each, ())
    return found
