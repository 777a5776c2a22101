"""Setting goals and changing them, and saying what serves them."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from gangmaker.projects.models import Goal
from gangmaker.projects.operations import change_goal, say_what_is_served, set_goal
from gangmaker.trail.models import Item, Link, LinkVerb
from gangmaker.trail.operations import NewItem
from gangmaker.web.guards import ActorRequest
from gangmaker.web.keeping.requests import typed, who

from .forms import GoalForm, ServesForm
from .work import work


def goal_new(request: ActorRequest) -> HttpResponse:
    viewer = who(request)
    form = GoalForm.of(None, typed(request), viewer=viewer)
    form.fields.pop("reason")

    def do() -> HttpResponse:
        said = form.cleaned_data
        now = timezone.now()
        new = NewItem(
            title=said["title"],
            summary=said["summary"],
            language=said["language"],
            by=viewer,
            owner=said["owner"],
            deputy=said["deputy"],
            published_at=now,
        )
        goal = set_goal(new=new, year=said["year"], parent=said["parent"], now=now)
        return redirect("web:item", slug=goal.slug)

    return work(
        request,
        "web/plan/goal.html",
        form,
        do=do,
        done=_("The goal is set. Now say how it is measured and what is done for it."),
        back_url=reverse("web:goals"),
    )


def goal_change(request: ActorRequest, goal: Goal) -> HttpResponse:
    viewer = who(request)
    form = GoalForm.of(goal, typed(request), viewer=viewer)

    def do() -> HttpResponse:
        reason = form.cleaned_data["reason"]
        change_goal(goal=goal, terms=form.terms(), reason=reason, by=viewer, now=timezone.now())
        return redirect("web:item", slug=goal.slug)

    return work(
        request,
        "web/plan/goal.html",
        form,
        do=do,
        done=_("Changed. The change and its reason are on the page of the goal."),
        goal=goal,
        back_url=reverse("web:item", args=[goal.slug]),
    )


def serves(request: ActorRequest, item: Item) -> HttpResponse:
    """Which goals and actions an item serves."""
    viewer = who(request)
    now_served = Link.objects.filter(source=item, verb=LinkVerb.SERVES_GOAL).values("target")
    form = ServesForm(
        typed(request),
        viewer=viewer,
        item=item,
        initial={"targets": [r["target"] for r in now_served]},
    )

    def do() -> HttpResponse:
        offered = form.fields["targets"].queryset  # type: ignore[attr-defined]
        say_what_is_served(
            item=item,
            chosen=list(form.cleaned_data["targets"]),
            among=list(offered),
            by=viewer,
            now=timezone.now(),
        )
        return redirect("web:item", slug=item.slug)

    return work(
        request,
        "web/plan/serves.html",
        form,
        do=do,
        done=_("Saved. The page shows what it serves."),
        item=item,
        back_url=reverse("web:item", args=[item.slug]),
    )
