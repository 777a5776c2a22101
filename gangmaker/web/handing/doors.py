"""Guards of this area: what somebody keeps, the link in a mail, and what was handed over."""

from collections.abc import Mapping

from django.http import Http404
from django.shortcuts import get_object_or_404

from gangmaker.actors.models import Actor
from gangmaker.actors.rules import acts_for, is_region_admin
from gangmaker.actors.tokens import nonce_from
from gangmaker.projects.life_mails import ALIVE
from gangmaker.projects.rules import can_hand_over_all
from gangmaker.trail import rules
from gangmaker.trail.models import Handover, Inquiry
from gangmaker.web import policies
from gangmaker.web.guards import ActorRequest, Found, Guard

item_said_alive = policies.item("may say alive", rules.can_say_alive)


def _find_giver(request: ActorRequest, named: Mapping[str, str]) -> Found:
    giver = policies.find_actor(request, named)["actor"]
    return {"giver": request.actor if request.actor == giver else giver}


all_handed_over = Guard(
    "actor: may hand over all",
    lambda viewer, found: can_hand_over_all(viewer, found["giver"]),
    _find_giver,
)


def _find_inquiry(request: ActorRequest, named: Mapping[str, str]) -> Found:
    """Whom a mail asked; nobody who may not take part now."""
    nonce = nonce_from(named["token"], purpose=ALIVE)
    asked = Inquiry.objects.filter(nonce=nonce, person__suspension=None, person__claimed_by=None)
    inquiry = asked.select_related("person").first() if nonce else None
    if inquiry is None:
        raise Http404
    return {"inquiry": inquiry, "token": named["token"]}


inquiry_held = Guard("holds a question", lambda viewer, found: True, _find_inquiry)


def _find_handover(request: ActorRequest, named: Mapping[str, str]) -> Found:
    """For who gave, who got, who decided, and the region's administrators; else it is not there."""
    rows = Handover.objects.select_related("giver__area", "by__area")
    handover = get_object_or_404(rows, public_id=named["handover"])
    if not _concerns(request.actor, handover):
        raise Http404
    return {"handover": handover}


def _concerns(viewer: Actor | None, handover: Handover) -> bool:
    if viewer is None:
        return False
    if viewer.pk in (handover.giver_id, handover.by_id) or is_region_admin(viewer):
        return True
    return handover.parts.filter(to__in=acts_for(viewer)).exists()


handover_read = Guard(
    "handover: concerns them", lambda viewer, found: viewer is not None, _find_handover
)
