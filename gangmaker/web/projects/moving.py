"""Where a project stands, and whether it is shown: each change at its door."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from gangmaker.actors.models import Actor
from gangmaker.actors.queries import name_for
from gangmaker.core.refusals import Refused
from gangmaker.projects import rules
from gangmaker.projects.models import Project, Stage, StageChange
from gangmaker.projects.operations import (
    MovedMeanwhile,
    agree_to_show,
    change_stage,
    next_stages,
)
from gangmaker.projects.queries.project import parties_of, showing_of
from gangmaker.trail.models import ItemAudience, Promise, PromiseKind
from gangmaker.web.guards import ActorRequest
from gangmaker.web.keeping.requests import typed, who

from .forms import StageForm

UNFIT, CONFLICT = 422, 409


def project_stage(request: ActorRequest, project: Project) -> HttpResponse:
    viewer = who(request)
    waiting = _waiting(project)
    stages = [
        stage
        for stage in next_stages(project)
        if rules.can_move(viewer, project, stage) and not (waiting and stage == Stage.ACCEPTED)
    ]
    sent = typed(request)
    if sent is not None and sent.get("seen", project.stage) != project.stage:
        if sent.get("stage") == project.stage and _moved_by(viewer, project):
            return redirect("web:item", slug=project.slug)  # her own press, sent twice
        return _moved_meanwhile(request, project, stages)
    form = StageForm(sent, project=project, stages=stages)
    if form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("stage", "reason", "learnt", "language")}
        try:
            change_stage(project=project, by=viewer, now=timezone.now(), **said)
        except MovedMeanwhile:
            fresh = Project.objects.get(pk=project.pk)
            return _moved_meanwhile(request, fresh, next_stages(fresh))
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("It is on the trail, and those involved are told."))
            return redirect("web:item", slug=project.slug)
    return _page(request, project, form, stages, status=UNFIT if form.is_bound else 200)


def _moved_by(viewer: Actor, project: Project) -> bool:
    last = StageChange.objects.filter(project=project).order_by("-at", "-pk").first()
    return last is not None and last.by_id == viewer.pk


def _waiting(project: Project) -> bool:
    return Promise.objects.filter(item=project, kind=PromiseKind.ANSWER, kept_by=None).exists()


def _moved_meanwhile(request: ActorRequest, project: Project, stages: list[str]) -> HttpResponse:
    """What the other said first; what was typed stands in the form below."""
    kept = {name: request.POST.get(name, "") for name in ("reason", "learnt", "language")}
    form = StageForm(initial={**kept, "seen": project.stage}, project=project, stages=stages)
    return _page(request, project, form, stages, status=CONFLICT, moved=True)


def _page(
    request: ActorRequest,
    project: Project,
    form: StageForm,
    stages: list[str],
    *,
    status: int,
    moved: bool = False,
) -> HttpResponse:
    return render(
        request,
        "web/projects/stage.html",
        {
            "item": project,
            "form": form,
            "stages": stages,
            "stage": capfirst(project.get_stage_display()),
            "may_answer": Stage.ACCEPTED in next_stages(project)
            and _waiting(project)
            and rules.can_move(request.actor, project, Stage.ACCEPTED),
            "moved": str(MovedMeanwhile()) if moved else "",
        },
        status=status,
    )


def project_showing(request: ActorRequest, project: Project) -> HttpResponse:
    """Who agrees to show the project. A press says it for one party."""
    viewer = who(request)
    if request.method == "POST":
        return _agreed(request, project, viewer)
    parties = list(parties_of(project))
    showing = showing_of(project, parties)
    return render(
        request,
        "web/projects/showing.html",
        {
            "item": project,
            "hidden": project.audience == ItemAudience.PARTIES,
            "rows": [
                {
                    "name": name_for(party.actor, viewer),
                    "key": str(party.actor.public_id),
                    "agrees": showing.agreed[party.actor_id],
                    "took_back": party.actor_id in showing.took_back,
                    "may_say": rules.can_agree_for(viewer, party.actor),
                    "on_paper": not rules.stands_for(viewer, party.actor),
                }
                for party in parties
            ]
            if showing
            else None,
            "all_agree": showing is not None and showing.count == showing.parties > 0,
        },
    )


def _agreed(request: ActorRequest, project: Project, viewer: Actor) -> HttpResponse:
    key = request.POST.get("party", "")
    found = [party.actor for party in parties_of(project) if str(party.actor.public_id) == key]
    agrees = request.POST.get("agrees") == "yes"
    try:
        if not found:
            raise Refused
        agree_to_show(project=project, party=found[0], agrees=agrees, by=viewer, now=timezone.now())
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _told(project, agrees=agrees))
    return redirect("web:project-showing", slug=project.slug)


def _told(project: Project, *, agrees: bool) -> str:
    """After ``agree_to_show`` the project holds who may see it now."""
    if project.audience == ItemAudience.PUBLIC:
        return _("Everybody agreed. The project is shown to everybody from now on.")
    if agrees:
        return _("Noted. It is shown when each of the others has agreed too.")
    return _("Noted. Only those involved see the project.")
