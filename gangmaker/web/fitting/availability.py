"""Saying that one wants to be proposed, and what happens with that."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from gangmaker.actors.models import Actor, ActorKind, AgeGroup
from gangmaker.brokerage.models import Availability
from gangmaker.brokerage.operations.availability import be_available, be_unavailable
from gangmaker.brokerage.rules import stands_for
from gangmaker.concepts.models import ActorConcept, MeaningState
from gangmaker.core.refusals import Refused
from gangmaker.web.guards import ActorRequest
from gangmaker.web.keeping.requests import typed, who

from .forms import AvailabilityForm


def availability(request: ActorRequest, actor: Actor) -> HttpResponse:
    if "stop" in request.POST:
        be_unavailable(actor=actor, by=who(request), now=timezone.now())
        messages.success(request, _("From now on nobody is proposed: you can say so again later."))
        return redirect("web:availability", actor.slug)
    said = Availability.objects.filter(actor=actor).first()
    form = AvailabilityForm(typed(request), said=said)
    if form.is_valid():
        try:
            be_available(actor=actor, terms=form.terms(), by=who(request), now=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("That is noted."))
            return redirect("web:availability", actor.slug)
    return _page(request, actor, said, form)


def _page(
    request: ActorRequest, actor: Actor, said: Availability | None, form: AvailabilityForm
) -> HttpResponse:
    confirmed = ActorConcept.objects.filter(actor=actor, state=MeaningState.CONFIRMED)
    context = {
        "actor": actor,
        "said": said,
        "form": form,
        "herself": stands_for(request.actor, actor),
        "is_me": request.actor is not None and actor.pk == request.actor.pk,
        "too_young": actor.age_group == AgeGroup.MINOR,
        "age_unknown": actor.kind == ActorKind.PERSON
        and not actor.age_group
        and actor.account_id is not None,
        "has_concepts": confirmed.exists(),
    }
    status = 422 if form.errors else 200
    return render(request, "web/fitting/availability.html", context, status=status)
