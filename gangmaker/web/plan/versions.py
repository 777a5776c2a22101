"""Frozen versions of the plan, and what differs between two of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gangmaker.actors.models import Actor
from gangmaker.actors.queries import name_for
from gangmaker.projects import rules
from gangmaker.projects.models import PlanVersion
from gangmaker.projects.operations import freeze_plan
from gangmaker.projects.queries import Difference, differences, plan_content
from gangmaker.web.guards import ActorRequest
from gangmaker.web.items.shapes import State
from gangmaker.web.keeping.requests import typed, who

from .forms import VersionForm
from .shapes import ChangedField
from .telling import changed_field, in_words
from .work import work

NOW = "now"
MOST_VERSIONS = 200
KINDS = {
    "goals": gettext_lazy("goal"),
    "indicators": gettext_lazy("indicator"),
    "actions": gettext_lazy("action"),
}


def versions(request: ActorRequest) -> HttpResponse:
    """Every frozen version; the team may freeze the plan of today."""
    kept = list(PlanVersion.objects.defer("content").order_by("-at", "-pk")[:MOST_VERSIONS])
    form = VersionForm(typed(request))

    def do() -> HttpResponse:
        version = freeze_plan(by=who(request), now=timezone.now(), **form.cleaned_data)
        return redirect("web:plan-version", version=version.pk)

    return work(
        request,
        "web/plan/versions.html",
        form,
        do=do,
        done=_("Frozen. It stays as it is now."),
        versions=kept,
        may_plan=rules.can_plan(request.actor),
        back_url=reverse("web:goals"),
    )


@dataclass(frozen=True)
class DifferenceShown:
    """One goal, indicator or action that differs."""

    kind: str
    title: str
    state: State
    fields: tuple[ChangedField, ...]


def version(request: ActorRequest, version: PlanVersion) -> HttpResponse:
    """What became of a frozen version: until today, or until another version."""
    others = PlanVersion.objects.exclude(pk=version.pk).defer("content").order_by("-at", "-pk")
    until = _until(request, version)
    content = until.content if until else plan_content(at=timezone.now())
    found = differences(version.content, content)
    names = _names(version.content, content, viewer=request.actor)
    return render(
        request,
        "web/plan/version.html",
        {
            "version": version,
            "until": until,
            "others": list(others[:MOST_VERSIONS]),
            "differences": [_show(one, names=names) for one in found],
            "counts": {kind: len(version.content.get(kind, {})) for kind in KINDS},
        },
    )


def version_data(request: ActorRequest, version: PlanVersion) -> HttpResponse:
    """The frozen content itself, with the digest over it."""
    return JsonResponse(
        {
            "name": version.name,
            "frozen_at": version.at,
            "sha256": version.digest,
            "content": version.content,
        },
        json_dumps_params={"ensure_ascii": False, "indent": 1},
    )


def _until(request: ActorRequest, version: PlanVersion) -> PlanVersion | None:
    key = request.GET.get("until", NOW)
    if not key.isdecimal() or len(key) > 18:
        return None
    return PlanVersion.objects.filter(pk=key).exclude(pk=version.pk).first()


def _show(one: Difference, *, names: Mapping[int, str]) -> DifferenceShown:
    label = {
        "added": State("open", _("added")),
        "changed": State("waiting", _("changed")),
        "left_out": State("overdue", _("left out")),
    }
    title = one.row.get("title") or one.row.get("name") or ""
    return DifferenceShown(
        kind=str(KINDS[one.kind]),
        title=in_words("name", title, names=names),
        state=label[one.what],
        fields=tuple(
            changed_field(change.field, change.before, change.after, names=names)
            for change in one.changes
        ),
    )


def _names(*contents: Mapping[str, Any], viewer: Actor | None) -> dict[int, str]:
    """Who answers in these versions, by the names under which the reader knows them. One query."""
    ids = {
        row.get(field)
        for content in contents
        for kind in content.values()
        for row in kind.values()
        for field in ("owner", "deputy")
    }
    people = Actor.objects.filter(pk__in=[pk for pk in ids if pk]).select_related("area")
    return {person.pk: name_for(person, viewer) for person in people}
