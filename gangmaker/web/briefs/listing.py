"""All briefs that the reader may know of; brokers see where each stands."""

from typing import Any, Final
from urllib.parse import urlencode

from django import forms
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gangmaker.brokerage.models import Brief
from gangmaker.brokerage.queries.briefs import (
    STATES,
    BriefState,
    briefs_seen,
    counted_by_state,
    silent_briefs,
)
from gangmaker.brokerage.rules import can_broker
from gangmaker.core.text import normalise_line
from gangmaker.trail.models import Item
from gangmaker.trail.queries import MOST_LISTED, matching, told_in, words_of
from gangmaker.web.dates import short_day
from gangmaker.web.guards import ActorRequest
from gangmaker.web.items.explore import PAGE, count_text
from gangmaker.web.items.rows import current_language, item_url, who_of
from gangmaker.web.items.shapes import Row
from gangmaker.web.limits import searched_within_limits

from .shown import facts_of, label_of, silent_days, state_shown

SILENT: Final = "silent"
LABELS: Final = {
    BriefState.DRAFT.value: _("Drafts"),
    BriefState.WAITING.value: _("Wait for approval"),
    BriefState.OPEN.value: _("Open"),
    SILENT: _("Silent for 14 days"),
    BriefState.ENDED.value: _("Closed"),
}


class Filters(forms.Form):
    q = forms.CharField(label=_("Search"), required=False, max_length=200, widget=forms.SearchInput)
    state = forms.ChoiceField(label=_("Where it stands"), required=False)

    def __init__(self, asked: Any, *, counts: dict[str, int]) -> None:
        super().__init__(asked, auto_id="filter_%s")
        named = [(key, f"{label} ({counts.get(key, 0)})") for key, label in LABELS.items()]
        self.fields["state"].choices = [("", _("Any")), *named]  # type: ignore[attr-defined]
        if not counts:
            del self.fields["state"]


@searched_within_limits
def briefs(request: ActorRequest) -> HttpResponse:
    viewer, now = request.actor, timezone.now()
    seen, brokers = briefs_seen(viewer, at=now), can_broker(viewer)
    filters = Filters(request.GET, counts=counted_by_state(seen, at=now) if brokers else {})
    filters.is_valid()
    chosen = {name: value for name, value in filters.cleaned_data.items() if value}
    page = Paginator(_wanted(request, seen, chosen), PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "web/briefs/list.html",
        {
            "filters": filters,
            "rows": _rows(request, list(page.object_list)),
            "page": page,
            "query": f"{urlencode(chosen)}&" if chosen else "",
            "count": count_text(page.paginator.count),
            "clear_url": reverse("web:briefs") if chosen else "",
            "may_broker": brokers,
        },
    )


def _wanted(
    request: ActorRequest, seen: QuerySet[Brief], chosen: dict[str, str]
) -> QuerySet[Brief]:
    """What is asked for: what was silent the longest first among the silent, else the newest."""
    found = seen
    state = chosen.get("state", "")
    if state == SILENT:
        found = found.filter(pk__in=silent_briefs(at=timezone.now()).values("pk"))
    elif state:
        found = found.filter(STATES[BriefState(state)])
    if words := words_of(normalise_line(chosen.get("q", ""))):
        named = matching(Item.objects.filter(kind="brief"), words).values_list("pk", flat=True)
        found = found.filter(pk__in=list(named[:MOST_LISTED]))
    order = ("words_on", "pk") if state == SILENT else ("-created_at", "-pk")
    return found.select_related("by__area", "on_behalf_of__area").order_by(*order)


def _rows(request: ActorRequest, found: list[Brief]) -> list[Row]:
    texts = told_in(found, current_language())
    return [
        Row(
            url=item_url(brief),
            title=texts[brief.pk].title,
            lang=texts[brief.pk].language,
            kind="",
            who=who_of(brief, request.actor),
            forms=_asked(brief),
            when=_when(request, brief),
            state=state_shown(brief),
        )
        for brief in found
    ]


def _asked(brief: Brief) -> str:
    label = label_of("forms")
    return next((fact.text for fact in facts_of(brief) if fact.label == label), "")


def _when(request: ActorRequest, brief: Brief) -> str:
    """For brokers the day of the last words; for others when it was shown."""
    if can_broker(request.actor) and silent_days(brief):
        return str(_("last words %(date)s")) % {"date": short_day(brief.words_on)}
    return short_day(timezone.localtime(brief.published_at)) if brief.published_at else ""
