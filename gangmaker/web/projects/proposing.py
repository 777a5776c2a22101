"""Proposing a project, from nothing or from what people brought; joining things to one."""

from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from gangmaker.contributions.operations import NobodyToAnswer
from gangmaker.core.refusals import Refused
from gangmaker.projects.models import Project
from gangmaker.projects.operations import join_to_project, propose_in
from gangmaker.projects.queries import run_by
from gangmaker.trail.models import Item, Promise, PromiseKind
from gangmaker.trail.queries import told_in, waits_for_answer
from gangmaker.trail.rules import can_answer
from gangmaker.web.guards import ActorRequest
from gangmaker.web.items.rows import current_language, item_url
from gangmaker.web.joining.doors import receipt_token
from gangmaker.web.keeping.asking import NeedFormSet
from gangmaker.web.keeping.requests import typed, who
from gangmaker.web.limits import Limit
from gangmaker.web.people.limits import HOUR

from .forms import JoinProjectForm, ProjectForm
from .section import ways_of

UNFIT, TOO_MANY = 422, 429
PROPOSALS: Final = Limit("propose", 12, HOUR)
"""Each can write to everybody who contributed to what it came from."""


def project_new(request: ActorRequest) -> HttpResponse:
    if request.method != "POST":
        codes = ",".join(request.GET.getlist("from"))
        form = ProjectForm(initial={"sources": codes}, viewer=request.actor)
        return _page(request, form, NeedFormSet(prefix="needs"))
    form = ProjectForm(request.POST, viewer=request.actor)
    needs = NeedFormSet(request.POST, prefix="needs")
    if not (form.is_valid() & needs.is_valid()):
        return _page(request, form, needs, status=UNFIT)
    if not PROPOSALS.allows(f"actor {who(request).pk}"):
        return _page(request, form, needs, status=TOO_MANY)
    try:
        return _after(request, _proposed(request, form, needs), form.came_from)
    except (NobodyToAnswer, Refused) as refusal:
        form.add_error(None, str(refusal))
        return _page(request, form, needs, status=UNFIT)


def _proposed(request: ActorRequest, form: ProjectForm, needs: Any) -> Project:
    met = form.met() if "met_name" in form.fields else None
    wanted = [need for row in needs if (need := row.need()) is not None]
    return propose_in(
        proposed=form.proposed(wanted),
        proposer=met or who(request),
        by=who(request),
        on_behalf_of=None if met else request.acting,
        now=timezone.now(),
    )


def _after(request: ActorRequest, project: Project, came_from: list[Item]) -> HttpResponse:
    """To who owes an answer about what it came from: there. She who waits for one: her receipt."""
    owed = next((item for item in came_from if _owes_answer(request, item)), None)
    if owed is not None:
        messages.success(request, _("The project is there. Now answer who waits."))
        return redirect("web:item-answer", slug=owed.slug)
    if project.promises.exists():
        return redirect("web:join-received", token=receipt_token(project))
    messages.success(request, _("The project is there. Add who takes part."))
    return redirect("web:item", slug=project.slug)


def _owes_answer(request: ActorRequest, item: Item) -> bool:
    return can_answer(request.actor, item) and (
        Promise.objects.filter(item=item, kind=PromiseKind.ANSWER, kept_by=None).exists()
    )


def _page(
    request: ActorRequest, form: ProjectForm, needs: Any, *, status: int = 200
) -> HttpResponse:
    texts = told_in(form.came_from, current_language())
    response = render(
        request,
        "web/projects/new.html",
        {
            "form": form,
            "needs": needs,
            "sources": [
                {"text": texts[item.pk], "kind": item.get_kind_display(), "url": item_url(item)}
                for item in form.came_from
            ],
            "too_many": status == TOO_MANY,
        },
        status=status,
    )
    if status == TOO_MANY:
        response["Retry-After"] = str(HOUR)
    return response


def item_projects(request: ActorRequest, item: Item) -> HttpResponse:
    """Make something part of a project that the reader runs; or read why that is not possible."""
    now, viewer = timezone.now(), who(request)
    projects = run_by(viewer, at=now).exclude(links_in__source=item)
    form = JoinProjectForm(typed(request), projects=projects)
    if form.is_valid():
        project = form.cleaned_data["project"]
        try:
            join_to_project(item=item, project=project, by=viewer, now=now)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("It is part of the project now. Who contributed is told."))
            return redirect("web:item", slug=project.slug)
    return render(
        request,
        "web/projects/join.html",
        {
            "item": item,
            "form": form,
            "any": projects.exists(),
            "ways": ways_of(item, viewer=viewer, waits=waits_for_answer(item)),
        },
        status=UNFIT if form.is_bound else 200,
    )
