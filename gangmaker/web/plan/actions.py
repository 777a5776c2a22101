"""What the region does for a goal."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from gangmaker.projects import rules
from gangmaker.projects.models import Action, Goal
from gangmaker.projects.operations import (
    add_action,
    change_action,
    drop_action,
    finish_action,
    reopen_action,
)
from gangmaker.trail.operations import NewItem
from gangmaker.web.guards import ActorRequest
from gangmaker.web.keeping.requests import typed, who

from .forms import ActionForm, EndForm
from .work import work

DONE, DROPPED, REOPENED = "done", "dropped", "reopened"


def action_new(request: ActorRequest, goal: Goal) -> HttpResponse:
    viewer = who(request)
    form = ActionForm.of(None, typed(request), viewer=viewer)

    def do() -> HttpResponse:
        said, now = form.cleaned_data, timezone.now()
        new = NewItem(
            title=said["title"],
            summary=said["summary"],
            language=said["language"],
            by=viewer,
            owner=said["owner"],
            deputy=said["deputy"],
            audience=goal.audience,
            published_at=now,
        )
        add_action(
            goal=goal,
            new=new,
            starts_on=said["starts_on"],
            due_on=said["due_on"],
            reason=said["reason"],
            now=now,
        )
        return redirect("web:item", slug=goal.slug)

    return work(
        request,
        "web/plan/action.html",
        form,
        do=do,
        done=_("Added to the plan."),
        goal=goal,
        back_url=reverse("web:item", args=[goal.slug]),
    )


def action_change(request: ActorRequest, action: Action) -> HttpResponse:
    viewer = who(request)
    form = ActionForm.of(action, typed(request), viewer=viewer)

    def do() -> HttpResponse:
        change_action(
            action=action,
            terms=form.terms(),
            reason=form.cleaned_data["reason"],
            by=viewer,
            now=timezone.now(),
        )
        return redirect("web:item", slug=action.slug)

    return work(
        request,
        "web/plan/action.html",
        form,
        do=do,
        done=_("Changed. The change and its reason are on the page of the goal."),
        goal=action.for_goal,
        action=action,
        back_url=reverse("web:item", args=[action.slug]),
    )


def action_end(request: ActorRequest, action: Action) -> HttpResponse:
    """Done, dropped, or taken up again: whichever fits where it stands, and who asks."""
    viewer = who(request)
    form = EndForm(typed(request), ways=_ways(action, may_plan=rules.can_plan(viewer)))

    def do() -> HttpResponse:
        reason, now = form.cleaned_data["reason"], timezone.now()
        if form.cleaned_data["how"] == DONE:
            finish_action(action=action, what_came_of_it=reason, by=viewer, now=now)
        elif form.cleaned_data["how"] == DROPPED:
            drop_action(action=action, reason=reason, by=viewer, now=now)
        else:
            reopen_action(action=action, reason=reason, by=viewer, now=now)
        return redirect("web:item", slug=action.slug)

    return work(
        request,
        "web/plan/action_end.html",
        form,
        do=do,
        done=_("Saved. The plan shows it."),
        action=action,
        back_url=reverse("web:item", args=[action.slug]),
    )


def _ways(action: Action, *, may_plan: bool) -> list[tuple[str, str]]:
    ended = action.done_on is not None or action.dropped_on is not None
    if ended:
        return [(REOPENED, _("It is taken up again"))] if may_plan else []
    ways = [(DONE, _("It is done"))]
    return [*ways, (DROPPED, _("It will not happen"))] if may_plan else ways
