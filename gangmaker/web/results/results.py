"""Results at the door: publish, change the facts, name who made it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import Actor
from gangmaker.actors.queries import name_for
from gangmaker.projects.models import Credit, PartyRole, Project, Result
from gangmaker.projects.operations.results import edit_result, publish_result, set_credits
from gangmaker.trail.models import Item
from gangmaker.trail.operations import NewItem
from gangmaker.web.guards import ActorRequest
from gangmaker.web.keeping.requests import typed, who
from gangmaker.web.plan.work import UNFIT, work

from .forms import CreditFormSet, FactsForm, ResultForm

WORDS = ("title", "summary", "language", "audience", "form_token")


def result_new(request: ActorRequest, project: Project) -> HttpResponse:
    form = ResultForm(typed(request), project=project)

    def publish() -> HttpResponse:
        said = dict(form.cleaned_data)
        now = timezone.now()
        words = {name: said.pop(name) for name in WORDS}
        new = NewItem(
            **words,
            by=who(request),
            on_behalf_of=request.acting,
            owner=project.owner,
            deputy=project.deputy,
            area=project.area,
            published_at=now,
        )
        result = publish_result(project=project, new=new, now=now, **said)
        return redirect("web:result-credits", slug=result.slug)

    return work(
        request,
        "web/results/result_new.html",
        form,
        do=publish,
        done=_("Published. Now say who made it."),
        item=project,
    )


def result_facts(request: ActorRequest, result: Result) -> HttpResponse:
    names = ("type", "for_whom", "where", "url", "made_on")
    form = FactsForm(typed(request), initial={name: getattr(result, name) for name in names})

    def change() -> HttpResponse:
        edit_result(result=result, by=who(request), now=timezone.now(), **form.cleaned_data)
        return redirect("web:item", slug=result.slug)

    return work(
        request,
        "web/results/result_facts.html",
        form,
        do=change,
        done=_("Changed."),
        item=result,
    )


def result_credits(request: ActorRequest, result: Result) -> HttpResponse:
    """Who made it, in which order: numbers say the place, so that a keyboard is enough."""
    rows = _rows(result)
    people = _people(result, rows)
    names = {person.pk: name_for(person, request.actor) for person in people}
    formset = CreditFormSet(typed(request), initial=rows, people=people, names=names)
    if formset.is_bound and formset.is_valid():
        set_credits(result=result, credits=formset.credits(), by=who(request), now=timezone.now())
        messages.success(request, _("The credits are saved."))
        return redirect("web:item", slug=result.slug)
    return render(
        request,
        "web/results/credits.html",
        {"item": result, "credits": formset},
        status=UNFIT if formset.is_bound else 200,
    )


def _rows(result: Result) -> list[dict[str, Any]]:
    """Who is named now; before anybody is, the parties of the project are proposed."""
    named = list(result.credits.order_by("position", "pk"))
    if not named:
        parties = result.from_project.parties.select_related("actor").order_by("position", "pk")
        named = [
            Credit(actor=party.actor, role=str(PartyRole(party.role).label))
            for party in parties
            if party.role in PartyRole.values and party.role != PartyRole.FUNDER
        ]
    return [
        {
            "position": number,
            "actor": credit.actor_id or "",
            "name": credit.name,
            "role": credit.role,
        }
        for number, credit in enumerate(named, start=1)
    ]


def _people(result: Result, rows: list[dict[str, Any]]) -> list[Actor]:
    """Whom to choose from: who is named, the parties, and who answers for the project."""
    project: Item = result.from_project
    wanted = {row["actor"] for row in rows if row["actor"]}
    wanted |= set(project.parties.values_list("actor", flat=True))
    wanted |= {project.owner_id, project.by_id, project.on_behalf_of_id or project.by_id}
    found = Actor.objects.filter(pk__in=wanted).select_related("area")
    return list(found.order_by("name", "pk"))
