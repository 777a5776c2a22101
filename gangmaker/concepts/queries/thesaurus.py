"""The thesaurus for pages: lists by facet and word, and one concept with what hangs on it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import CharField, Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from gangmaker.actors.directory import audiences_of
from gangmaker.actors.models import Actor, ActorQuerySet, Exchange
from gangmaker.concepts.models import (
    ActorConcept,
    Concept,
    ConceptLink,
    ConceptName,
    ConceptQuerySet,
    ItemConcept,
    LinkKind,
    MeaningState,
)
from gangmaker.concepts.models.thesaurus import folded
from gangmaker.trail.models import Item, ItemQuerySet

from .names import ORDER


@dataclass(frozen=True)
class Asked:
    """What somebody looks for: a word in any language, a facet, a language without a name."""

    text: str = ""
    facet: str = ""
    missing: str = ""


@dataclass(frozen=True)
class Said:
    """What a concept is called in one language."""

    language: str
    preferred: str
    others: tuple[str, ...]


@dataclass(frozen=True)
class Uses:
    """What hangs on a concept: by how many, whoever may see them."""

    actors: int
    items: int
    links: int


def facets_in_use() -> dict[str, int]:
    """How many concepts each has."""
    rows = Concept.objects.in_use().order_by().values_list("facet").annotate(Count("pk"))
    return dict(rows)


def find_concepts(asked: Asked, *, language: str) -> "QuerySet[Concept]":
    """Those in use, by what they are called in the reader's ``language``."""
    found: ConceptQuerySet = Concept.objects.in_use()
    if asked.facet:
        found = found.filter(facet=asked.facet)
    if asked.text:
        names = ConceptName.objects.filter(folded__contains=folded(asked.text))
        found = found.filter(pk__in=names.values("concept"))
    if asked.missing:
        preferred = ConceptName.objects.filter(
            concept=OuterRef("pk"), language=asked.missing, preferred=True
        )
        found = found.exclude(Exists(preferred))
    return found.annotate(called=_called(language)).order_by("called", "key")


def _called(language: str) -> Coalesce:
    """The folded name by which it stands in a list: in that language, else in the next."""
    names = ConceptName.objects.filter(concept=OuterRef("pk"), preferred=True)
    return Coalesce(
        *(
            Subquery(names.filter(language=code).values("folded")[:1])
            for code in dict.fromkeys((language, *ORDER))
        ),
        Subquery(names.order_by("language").values("folded")[:1]),
        "key",
        output_field=CharField(),
    )


def said_of(concept: Concept) -> list[Said]:
    """Its names by language, ours first. One query."""
    rows = concept.names.order_by("-preferred", "folded", "pk")
    by_language: dict[str, list[tuple[str, bool]]] = {}
    for code, text, preferred in rows.values_list("language", "text", "preferred"):
        by_language.setdefault(code, []).append((text, preferred))
    rank = {code: place for place, code in enumerate(ORDER)}
    return [
        Said(
            language=code,
            preferred=next((text for text, preferred in texts if preferred), ""),
            others=tuple(text for text, preferred in texts if not preferred),
        )
        for code, texts in sorted(
            by_language.items(), key=lambda each: (rank.get(each[0], len(ORDER)), each[0])
        )
    ]


@dataclass(frozen=True)
class Around:
    """The concepts beside one, by id."""

    broader: tuple[int, ...]
    narrower: tuple[int, ...]
    related: tuple[int, ...]


def around(concept: Concept) -> Around:
    """One query; those that are not in use any more are left out."""
    in_use = Q(concept__retired_at=None, other__retired_at=None)
    links = ConceptLink.objects.filter(Q(concept=concept) | Q(other=concept)).filter(in_use)
    rows = list(links.values_list("concept", "other", "kind"))
    return Around(
        broader=tuple(b for a, b, kind in rows if kind == LinkKind.BROADER and a == concept.pk),
        narrower=tuple(a for a, b, kind in rows if kind == LinkKind.BROADER and b == concept.pk),
        related=tuple(
            b if a == concept.pk else a for a, b, kind in rows if kind == LinkKind.RELATED
        ),
    )


def items_about(concept: Concept, viewer: Actor | None, *, at: datetime) -> ItemQuerySet:
    """Items of which somebody confirmed it, among those that this viewer may know; newest first."""
    confirmed = ItemConcept.objects.filter(concept=concept, state=MeaningState.CONFIRMED)
    visible = Item.objects.visible_to(viewer, at=at).filter(pk__in=confirmed.values("item"))
    return visible.order_by("-published_at", "-pk")


def items_about_what_is_called(name: str, visible: ItemQuerySet) -> ItemQuerySet:
    """Of those of which somebody confirmed a concept with exactly this name, in any language."""
    names = ConceptName.objects.filter(
        folded=folded(name.strip()), concept__in=Concept.objects.in_use()
    )
    confirmed = ItemConcept.objects.filter(
        state=MeaningState.CONFIRMED, concept__in=names.values("concept")
    )
    found = visible.filter(pk__in=confirmed.values("item"))
    return found.order_by("-published_at", "-pk")


def actors_about(concept: Concept, viewer: Actor | None) -> ActorQuerySet:
    """Who confirmed to offer or to seek it, as far as this viewer may read that of them; by name.

    A concept is read by whoever reads the words beside which it stands.
    """
    confirmed = ActorConcept.objects.filter(concept=concept, state=MeaningState.CONFIRMED)
    beside = Exchange.objects.filter(actor=OuterRef("actor"), direction=OuterRef("direction"))
    read = Q(Exists(beside.filter(audience__in=audiences_of(viewer))))
    if viewer is not None:
        read |= Q(actor__in=[viewer.pk, *viewer.organisation_ids])
    visible = Actor.objects.visible_to(viewer).filter(pk__in=confirmed.filter(read).values("actor"))
    return visible.select_related("area").order_by("name", "pk")


def uses_of(concept: Concept) -> Uses:
    """For who keeps the thesaurus: numbers only."""
    confirmed = {"concept": concept, "state": MeaningState.CONFIRMED}
    links = ConceptLink.objects.filter(Q(concept=concept) | Q(other=concept))
    return Uses(
        actors=ActorConcept.objects.filter(**confirmed).values("actor").distinct().count(),
        items=ItemConcept.objects.filter(**confirmed).count(),
        links=links.count(),
    )


def concepts_called(texts: Iterable[str]) -> dict[str, list[Concept]]:
    """For each text the concepts in use whose preferred name or key it is, in any language."""
    wanted = {text: folded(text) for text in texts}
    names = ConceptName.objects.filter(preferred=True, folded__in=set(wanted.values()))
    found = Concept.objects.in_use().filter(
        Q(key__in=set(wanted.values())) | Q(pk__in=names.values("concept"))
    )
    concepts = list(found.order_by("key").prefetch_related("names"))
    return {
        text: [
            one
            for one in concepts
            if one.key == wanted_text
            or any(name.preferred and name.folded == wanted_text for name in one.names.all())
        ]
        for text, wanted_text in wanted.items()
    }
