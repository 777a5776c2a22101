"""What was published: frozen, checked against what comes out now, and corrected with a reason."""

from collections.abc import Mapping

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gangmaker.actors.rules import is_region_admin
from gangmaker.core.refusals import Refused
from gangmaker.insight.figures import Indicator, Row
from gangmaker.insight.indicators.labels import area_names
from gangmaker.insight.models import Publication
from gangmaker.insight.operations import correct_publication, publish_figure, recomputed
from gangmaker.insight.registry import indicator as by_key
from gangmaker.web.guards import ActorRequest, Found, Guard
from gangmaker.web.items.explore import PAGE
from gangmaker.web.joining.fields import Prose
from gangmaker.web.keeping.requests import typed, who

from . import telling
from .periods import asked_for

UNFIT = 422


def _find_publication(request: ActorRequest, named: Mapping[str, str]) -> Found:
    published = Publication.objects.select_related("corrects", "corrected_by", "by__area")
    found = published.filter(pk=named["publication"]).first()
    if found is None or by_key(found.indicator) is None:
        raise Http404
    return {"publication": found}


publication_known = Guard("anyone", lambda viewer, found: True, _find_publication)
publication_corrected = Guard(
    "region admin", lambda viewer, found: is_region_admin(viewer), _find_publication
)


class ReasonForm(forms.Form):
    reason = Prose(
        label=gettext_lazy("Why does the figure change?"),
        help_text=gettext_lazy("Everybody can read this beside the figure."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def publications(request: ActorRequest) -> HttpResponse:
    """Everything that was published, newest first."""
    rows = Publication.objects.select_related("corrected_by").order_by("-at", "-pk")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    towns = area_names()
    shown = [
        telling.show_publication(one, indicator=known, towns=towns)
        for one in page.object_list
        if (known := by_key(one.indicator))
    ]
    return render(
        request, "web/figures/publications.html", {"published": shown, "page": page, "query": ""}
    )


def publish(request: ActorRequest, indicator: Indicator) -> HttpResponse:
    """Freeze the figure for the period and the area in the address."""
    asked = asked_for(request.GET, at=timezone.now())
    try:
        published = publish_figure(
            indicator=indicator, scope=asked.scope, by=who(request), now=timezone.now()
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(reverse("web:figure", args=[indicator.key]) + asked.query)
    messages.success(request, _("Published. It stays as it is now."))
    return redirect("web:publication", publication=published.pk)


def publication(request: ActorRequest, publication: Publication) -> HttpResponse:
    return _page(request, publication, None, status=200)


def correction(request: ActorRequest, publication: Publication) -> HttpResponse:
    """Publish the figure anew as it comes out now, with a reason."""
    form = ReasonForm(typed(request))
    if form.is_valid():
        try:
            corrected = correct_publication(
                publication=publication,
                reason=form.cleaned_data["reason"],
                by=who(request),
                now=timezone.now(),
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Corrected. The figure before stays readable."))
            return redirect("web:publication", publication=corrected.pk)
    return _page(request, publication, form, status=UNFIT if form.is_bound else 200)


def _page(
    request: ActorRequest, publication: Publication, form: ReasonForm | None, *, status: int
) -> HttpResponse:
    indicator = by_key(publication.indicator)
    if indicator is None:
        raise Http404
    towns = area_names()
    may_correct = is_region_admin(request.actor) and not hasattr(publication, "corrected_by")
    rows = [Row(row["key"], row["count"], row["of"]) for row in publication.rows]
    return render(
        request,
        "web/figures/publication.html",
        {
            "publication": publication,
            "shown": telling.show_publication(publication, indicator=indicator, towns=towns),
            "indicator": indicator,
            "known": telling.known_of(publication.known, publication.total),
            "bars": telling.bars_of(indicator, rows, towns=towns),
            "stale": _stale(request, publication) if may_correct else "",
            "may_correct": may_correct,
            "form": form or ReasonForm(),
        },
        status=status,
    )


def _stale(request: ActorRequest, publication: Publication) -> str:
    """What the figure would be now, when what it was computed from is no longer the same."""
    indicator = by_key(publication.indicator)
    now = recomputed(publication, by=who(request), now=timezone.now())
    if indicator is None or now.inputs_digest == publication.inputs_digest:
        return ""
    return telling.value_of(telling.exact(now.value), indicator.unit)
