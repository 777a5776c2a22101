"""Two met at the coffee machine: two names and one press, whoever of the team saw it."""

import uuid
from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from gangmaker.actors.models import Actor, ActorKind, ActorQuerySet, AgeGroup
from gangmaker.actors.queries import know_who_stands, name_for
from gangmaker.actors.rules import can_enter_others
from gangmaker.brokerage.models import Encounter
from gangmaker.brokerage.operations.encounters import (
    Who,
    introduce_in_hindsight,
    log_encounter,
    take_back_encounter,
)
from gangmaker.brokerage.rules import can_broker
from gangmaker.core.refusals import Refused
from gangmaker.core.text import normalise_line
from gangmaker.web.guards import ActorRequest
from gangmaker.web.keeping.requests import typed, who

from .forms import EncounterForm, WordsForm

UNFIT: Final = 422
PER_PAGE: Final = 30
MOST_NAMES: Final = 8
SHORTEST: Final = 2
NEW: Final = "new"


@dataclass(frozen=True)
class Choice:
    """Whom the reader means when several are called so, or nobody is; ``field`` asks for it."""

    field: str
    name: str
    people: tuple[tuple[str, str], ...]
    may_enter: bool


def encounters(request: ActorRequest) -> HttpResponse:
    viewer, form = who(request), EncounterForm(typed(request))
    choices: list[Choice] = []
    if form.is_valid():
        met = {name: _meant(request, name, form.cleaned_data[name]) for name in ("one", "other")}
        choices = [found for found in met.values() if isinstance(found, Choice)]
        people = [found for found in met.values() if isinstance(found, Who)]
        if not choices and _logged(request, form, people):
            return redirect("web:encounters")
    return _page(request, form, choices, viewer)


def _logged(request: ActorRequest, form: EncounterForm, people: list[Who]) -> bool:
    said = {name: form.cleaned_data[name] for name in ("on", "where", "about")}
    one, other = people
    try:
        log_encounter(one=one, other=other, by=who(request), now=timezone.now(), **said)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("Noted. Was it a mistake? Take it back in the list."))
    return True


def _page(
    request: ActorRequest, form: EncounterForm, choices: list[Choice], viewer: Actor
) -> HttpResponse:
    logged = Encounter.objects.select_related(
        "one__area", "other__area", "by__area", "introduction"
    ).order_by("-on", "-pk")
    page = Paginator(logged, PER_PAGE).get_page(request.GET.get("page"))
    know_who_stands(each for row in page for each in (row.one, row.other))
    brokers = can_broker(viewer)
    return render(
        request,
        "web/introductions/encounters.html",
        {
            "form": form,
            "choices": choices,
            "page": page,
            "rows": [
                {
                    "row": row,
                    "one": name_for(row.one, viewer),
                    "other": name_for(row.other, viewer),
                    "by": name_for(row.by, viewer),
                    "may_undo": row.introduction is None and (brokers or row.by_id == viewer.pk),
                    "may_introduce": brokers and row.introduction is None,
                    "introduction": row.introduction if brokers else None,
                }
                for row in page
            ],
        },
        status=UNFIT if form.errors or choices else 200,
    )


def _meant(request: ActorRequest, field: str, name: str) -> Who | Choice:
    """Who is meant by a name: the one who is called so, or whom the reader then chose."""
    viewer = who(request)
    chosen = request.POST.get(f"{field}_who", "")
    if chosen == NEW and can_enter_others(viewer):
        return Who(name=name)
    if chosen and (found := _by_key(chosen, viewer)) is not None:
        return Who(found)
    exact = list(_people(viewer).filter(name__iexact=name)[:MOST_NAMES])
    if len(exact) == 1:
        return Who(exact[0])
    near = exact or list(_called(name, viewer))
    return Choice(
        field=field,
        name=name,
        people=tuple((str(one.public_id), _described(one)) for one in near),
        may_enter=can_enter_others(viewer),
    )


def _by_key(key: str, viewer: Actor) -> Actor | None:
    try:
        return _people(viewer).filter(public_id=uuid.UUID(key)).first()
    except ValueError:
        return None


def _people(viewer: Actor) -> ActorQuerySet:
    """Whoever can be noted: nobody who is younger than 18, or may not take part."""
    there = Actor.objects.visible_to(viewer).filter(suspension=None)
    return there.exclude(age_group=AgeGroup.MINOR).select_related("area").order_by("name", "pk")


def _called(words: str, viewer: Actor) -> list[Actor]:
    """Whose name begins with the words, or has a word that does."""
    fits = Q(name__istartswith=words) | Q(name__icontains=f" {words}")
    return list(_people(viewer).filter(fits)[:MOST_NAMES])


def _described(actor: Actor) -> str:
    kind = _("organisation") if actor.kind == ActorKind.ORGANISATION else ""
    place = actor.area.name if actor.area is not None else ""
    return " · ".join(part for part in (actor.name, kind, place) if part)


def names(request: ActorRequest) -> HttpResponse:
    """Names to choose from while somebody types one."""
    words = next((request.GET[key] for key in ("one", "other") if request.GET.get(key)), "")
    line = normalise_line(words)[:100]
    found = _called(line, who(request)) if len(line) >= SHORTEST else []
    return render(request, "web/introductions/names.html", {"found": found})


def undo(request: ActorRequest, encounter: Encounter) -> HttpResponse:
    try:
        take_back_encounter(encounter=encounter, by=who(request), now=timezone.now())
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("It is taken back."))
    return redirect("web:encounters")


def introduce(request: ActorRequest, encounter: Encounter) -> HttpResponse:
    """They know each other already: from now on it is followed what they make of it."""
    viewer = who(request)
    form = WordsForm(typed(request), initial={"title": encounter.about})
    if form.is_valid():
        said: dict[str, Any] = {
            name: form.cleaned_data[name] for name in ("title", "why", "language")
        }
        try:
            made = introduce_in_hindsight(
                encounter=encounter, by=viewer, now=timezone.now(), **said
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("web:introduction", made.slug)
    return render(
        request,
        "web/introductions/hindsight.html",
        {
            "form": form,
            "encounter": encounter,
            "one": name_for(encounter.one, viewer),
            "other": name_for(encounter.other, viewer),
        },
        status=UNFIT if form.errors else 200,
    )
