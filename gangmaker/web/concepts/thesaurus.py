"""Reading the thesaurus: by facet, by word, one concept, and all of it as SKOS."""

import json
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from gangmaker.actors.directory import actor_rows
from gangmaker.concepts import rules
from gangmaker.concepts.files import skos
from gangmaker.concepts.models import Concept, Facet
from gangmaker.concepts.queries import named
from gangmaker.concepts.queries.files import said_thesaurus
from gangmaker.concepts.queries.thesaurus import (
    Asked,
    actors_about,
    around,
    facets_in_use,
    find_concepts,
    items_about,
    said_of,
)
from gangmaker.core.text import normalise_line
from gangmaker.web.epoch import remembered
from gangmaker.web.guards import ActorRequest
from gangmaker.web.items import rows as item_rows
from gangmaker.web.limits import searched_within_limits
from gangmaker.web.people.look import actor_row

from .shapes import defined, language_called, linked, names_shown, rows_of

PAGE = 60
MOST = 24
LONGEST_SEARCH = 100


class Filters(forms.Form):
    """What one can look for. What is not among the choices is as good as not asked."""

    q = forms.CharField(
        label=_("Search by a word, in any language"), required=False, widget=forms.SearchInput
    )
    facet = forms.ChoiceField(
        label=_("Kind of concept"),
        required=False,
        choices=[("", _("All")), *((facet.value, facet.label) for facet in Facet)],
    )
    missing = forms.ChoiceField(label=_("Without a name in"), required=False)

    def __init__(self, data: Any, *, keeps: bool) -> None:
        super().__init__(data, auto_id="filter_%s")
        if not keeps:
            del self.fields["missing"]
            return
        languages = [(code, language_called(code)) for code, _name in settings.LANGUAGES]
        missing = self.fields["missing"]
        if isinstance(missing, forms.ChoiceField):
            missing.choices = [("", "—"), *languages]

    def asked(self) -> Asked:
        self.is_valid()
        said = self.cleaned_data
        return Asked(
            text=normalise_line(said.get("q", ""))[:LONGEST_SEARCH],
            facet=said.get("facet", ""),
            missing=said.get("missing", ""),
        )

    def query(self) -> dict[str, str]:
        self.is_valid()
        return {name: str(value) for name, value in self.cleaned_data.items() if value}


@searched_within_limits
def concepts(request: ActorRequest) -> HttpResponse:
    """The facets; or, when something is asked, the concepts that it is about."""
    may_keep = rules.can_keep_thesaurus(request.actor)
    form = Filters(request.GET, keeps=may_keep)
    query = form.query()
    found = find_concepts(form.asked(), language=item_rows.current_language())
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    count = page.paginator.count
    context = {
        "form": form,
        "page": page if query else None,
        "rows": rows_of(page) if query else [],
        "facets": [] if query else _facets(),
        "count": ngettext("%(count)d concept", "%(count)d concepts", count) % {"count": count},
        "query": f"{urlencode(query)}&" if query else "",
        "clear_url": reverse("web:concepts") if query else "",
        "may_keep": may_keep,
    }
    return render(request, "web/concepts/concepts.html", context)


def _facets() -> list[dict[str, object]]:
    counts = facets_in_use()
    return [
        {
            "label": facet.label,
            "url": f"{reverse('web:concepts')}?facet={facet.value}",
            "count": counts[facet.value],
        }
        for facet in Facet
        if counts.get(facet.value)
    ]


def concept_page(request: ActorRequest, concept: Concept) -> HttpResponse:
    """One concept; of one that was merged, the concept that stands for it."""
    if concept.merged_into is not None:
        return redirect("web:concept", concept.merged_into.key)
    beside = around(concept)
    every = {concept.pk, *beside.broader, *beside.narrower, *beside.related}
    names = named(every, item_rows.current_language())
    own = names.get(concept.pk)
    context = {
        "concept": concept,
        "name": own.name if own else concept.key,
        "lang": own.language if own and own.language != item_rows.current_language() else "",
        "facet": Facet(concept.facet).label,
        "facet_url": f"{reverse('web:concepts')}?facet={concept.facet}",
        "what": defined(concept),
        "names": names_shown(said_of(concept)),
        "broader": linked(beside.broader, names),
        "narrower": linked(beside.narrower, names),
        "related": linked(beside.related, names),
        "goals": ", ".join(str(number) for number in concept.sdgs),
        "may_keep": rules.can_keep_thesaurus(request.actor),
        **_with_it(request, concept),
    }
    return render(request, "web/concepts/concept.html", context)


def _with_it(request: ActorRequest, concept: Concept) -> dict[str, object]:
    """Who and what it was confirmed for, as far as the visitor may know; the first of many.

    One more than is shown is looked up, since that tells whether there are more.
    """
    now = timezone.now()
    items = items_about(concept, request.actor, at=now).values_list("pk", flat=True)
    ids = list(items[: MOST + 1])
    people = list(actors_about(concept, request.actor)[: MOST + 1])
    return {
        "items": item_rows.rows_of(ids[:MOST], viewer=request.actor, at=now) if ids else [],
        "more_items": len(ids) > MOST,
        "actors": [actor_row(row) for row in actor_rows(people[:MOST], request.actor)],
        "more_actors": len(people) > MOST,
        "most": MOST,
    }


def skos_file(request: ActorRequest) -> HttpResponseBase:
    """Our thesaurus and what the region made of it; ESCO gives out its own."""
    response = HttpResponse(remembered("skos", _skos), content_type="application/ld+json")
    response["Content-Disposition"] = 'attachment; filename="thesaurus.jsonld"'
    return response


def _skos() -> str:
    scheme = f"{settings.BASE_URL}/concepts/"
    said = said_thesaurus(scheme=scheme, with_esco=False)
    document = skos.document(said, scheme=scheme, titles=skos.TITLES)
    return json.dumps(document, ensure_ascii=False)
