"""On whose behalf one acts: chosen in the bar, kept for the session, ended with one press."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from gangmaker.actors.models import Actor
from gangmaker.actors.rules import can_act_for
from gangmaker.web.guards import ActorRequest
from gangmaker.web.middleware import ACTING

from .going import safe_next


def act(request: ActorRequest) -> HttpResponse:
    asked = request.POST.get("organisation", "")
    onwards = safe_next(request, request.POST.get("next"))
    if not asked:
        request.session.pop(ACTING, None)
        messages.success(request, _("You act as yourself."))
        return redirect(onwards or "web:profile")
    organisation = _organisation(asked)
    if organisation is None or not can_act_for(request.actor, organisation):
        raise PermissionDenied
    request.session[ACTING] = organisation.pk
    return redirect(onwards or "web:profile")


def _organisation(public_id: str) -> Actor | None:
    try:
        return Actor.objects.filter(public_id=public_id).first()
    except ValidationError:
        return None
