"""What the pages of the thesaurus show."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import get_language_info

from gangmaker.concepts.models import Concept, Facet
from gangmaker.concepts.operations.importing import definitions
from gangmaker.concepts.queries import Named, named
from gangmaker.concepts.queries.names import ORDER
from gangmaker.concepts.queries.thesaurus import Said
from gangmaker.web.items.rows import current_language


@dataclass(frozen=True)
class Linked:
    """A concept by its name; ``lang`` where that is not in the reader's language."""

    url: str
    name: str
    lang: str


@dataclass(frozen=True)
class Row:
    """A concept in a list."""

    url: str
    name: str
    lang: str
    what: str
    what_lang: str
    facet: str


@dataclass(frozen=True)
class Names:
    """What a concept is called in one language."""

    language: str
    lang: str
    preferred: str
    others: str


@dataclass(frozen=True)
class Defined:
    text: str
    lang: str


def language_called(code: str) -> str:
    """In the reader's language where we know it; ESCO has languages that we do not."""
    try:
        return str(capfirst(get_language_info(code)["name_translated"]))
    except KeyError:
        return code


def linked(pks: Iterable[int], names: dict[int, Named]) -> list[Linked]:
    """By name."""
    found = [names[pk] for pk in pks if pk in names]
    return [
        Linked(
            url=reverse("web:concept", args=[one.key]),
            name=one.name,
            lang=_other(one.language),
        )
        for one in sorted(found, key=lambda one: (one.name.casefold(), one.key))
    ]


def rows_of(concepts: Iterable[Concept]) -> list[Row]:
    """One query."""
    concepts = list(concepts)
    names = named([one.pk for one in concepts], current_language())
    return [_row(one, names.get(one.pk)) for one in concepts]


def _row(concept: Concept, name: Named | None) -> Row:
    what = defined(concept)
    return Row(
        url=reverse("web:concept", args=[concept.key]),
        name=name.name if name else concept.key,
        lang=_other(name.language) if name else "",
        what=what.text,
        what_lang=what.lang,
        facet=str(Facet(concept.facet).label),
    )


def defined(concept: Concept) -> Defined:
    """Its definition in the reader's language, else in the next that there is."""
    said = definitions(concept)
    code = next((one for one in (current_language(), *ORDER, *sorted(said)) if said.get(one)), "")
    return Defined(said.get(code, ""), _other(code))


def names_shown(said: Iterable[Said]) -> list[Names]:
    return [
        Names(
            language=language_called(one.language),
            lang=one.language,
            preferred=one.preferred,
            others=", ".join(one.others),
        )
        for one in said
    ]


def _other(code: str) -> str:
    return "" if code == current_language() else code
