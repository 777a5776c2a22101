"""Keeping the thesaurus: adding, saying better, retiring, merging."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gangmaker.concepts import operations
from gangmaker.concepts.models import Concept
from gangmaker.concepts.queries import named
from gangmaker.concepts.queries.thesaurus import Asked, find_concepts, uses_of
from gangmaker.core.text import normalise_line
from gangmaker.web.guards import ActorRequest
from gangmaker.web.items.rows import current_language
from gangmaker.web.keeping.requests import typed, who
from gangmaker.web.plan.work import work

from .forms import ConceptForm, MergeForm, NewConceptForm, Pressed
from .shapes import Row, rows_of

MOST_FOUND = 20


def new_concept(request: ActorRequest) -> HttpResponse:
    form = NewConceptForm(typed(request))

    def add() -> HttpResponse:
        concept = operations.add_concept(
            facet=form.cleaned_data["facet"],
            said=form.wording(),
            by=who(request),
            now=timezone.now(),
        )
        return redirect("web:concept", concept.key)

    return work(request, "web/concepts/form.html", form, do=add, done=_("The concept is there."))


def edit_concept(request: ActorRequest, concept: Concept) -> HttpResponse:
    form = ConceptForm.of(concept, typed(request))

    def edit() -> HttpResponse:
        operations.edit_concept(
            concept=concept, said=form.wording(), by=who(request), now=timezone.now()
        )
        return redirect("web:concept", concept.key)

    return work(
        request,
        "web/concepts/form.html",
        form,
        do=edit,
        done=_("Saved."),
        concept=concept,
        name=_name(concept),
    )


def retirement(request: ActorRequest, concept: Concept) -> HttpResponse:
    """Not used any more; or, of one that is retired, used again."""
    retired = concept.retired_at is not None
    operation = operations.take_up_concept if retired else operations.retire_concept

    def do() -> HttpResponse:
        operation(concept=concept, by=who(request), now=timezone.now())
        return redirect("web:concept", concept.key)

    return work(
        request,
        "web/concepts/retirement.html",
        Pressed(typed(request)),
        do=do,
        done=_("It is used again.") if retired else _("It is not used any more."),
        concept=concept,
        name=_name(concept),
        retired=retired,
        uses=uses_of(concept),
    )


def merge(request: ActorRequest, concept: Concept) -> HttpResponse:
    """Look for the other, see what hangs on each, and let that one stand for both."""
    form = MergeForm(typed(request))
    asked = normalise_line(request.GET.get("q", ""))[:100]
    other = _other(request, concept)

    def do() -> HttpResponse:
        into = form.cleaned_data["into"]
        operations.merge_concepts(concept=concept, into=into, by=who(request), now=timezone.now())
        return redirect("web:concept", into.key)

    return work(
        request,
        "web/concepts/merge.html",
        form,
        do=do,
        done=_("The two are one now."),
        concept=concept,
        name=_name(concept),
        uses=uses_of(concept),
        asked=asked,
        found=_found(concept, asked) if asked and other is None else [],
        other=other,
        other_name=_name(other) if other else "",
        other_uses=uses_of(other) if other else None,
    )


def _other(request: ActorRequest, concept: Concept) -> Concept | None:
    key = request.POST.get("into") or request.GET.get("into", "")
    others = Concept.objects.in_use().exclude(pk=concept.pk)
    return others.filter(key=key).first() if key else None


def _found(concept: Concept, asked: str) -> list[tuple[Row, str]]:
    """Each with its key."""
    others = find_concepts(Asked(text=asked), language=current_language()).exclude(pk=concept.pk)
    found = list(others[:MOST_FOUND])
    return list(zip(rows_of(found), (one.key for one in found), strict=True))


def _name(concept: Concept) -> str:
    found = named([concept.pk], current_language()).get(concept.pk)
    return found.name if found else concept.key
