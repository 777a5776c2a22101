"""Guards of briefs. Each finds before it asks."""

from collections.abc import Callable, Mapping
from uuid import UUID

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from gangmaker.actors.models import Actor
from gangmaker.actors.rules import acts_for
from gangmaker.actors.tokens import nonce_from
from gangmaker.brokerage.brief_rules import asks_secrecy, can_approve
from gangmaker.brokerage.models import Brief, Candidate, CandidateState
from gangmaker.brokerage.operations.approving import LINK
from gangmaker.brokerage.rules import can_broker
from gangmaker.trail.models import Item
from gangmaker.web.guards import ActorRequest, Found, Guard

PEOPLE = ("owner__area", "deputy__area", "by__area", "on_behalf_of__area", "area")

may_broker = Guard("may broker", lambda viewer, found: can_broker(viewer))


def _find_brief(request: ActorRequest, named: Mapping[str, str]) -> Found:
    """A brief that the visitor may know of and that was not withdrawn."""
    seen = Item.objects.visible_to(request.actor, at=timezone.now()).values("pk")
    briefs = Brief.objects.filter(slug=named["slug"], pk__in=seen, withdrawal=None)
    return {"brief": get_object_or_404(briefs.select_related(*PEOPLE))}


def _guard(name: str, rule: Callable[[Actor | None, Brief], bool]) -> Guard:
    return Guard(f"brief: {name}", lambda viewer, found: rule(viewer, found["brief"]), _find_brief)


brief_brokered = _guard("may broker", lambda viewer, brief: can_broker(viewer))
brief_approved = _guard("may approve", can_approve)


def _find_candidacy(request: ActorRequest, named: Mapping[str, str]) -> Found:
    """Her own place on the shortlist of a brief that asks for secrecy; others find nothing."""
    if request.actor is None:
        raise Http404
    proved = Actor.objects.proved_hers(request.actor).values("pk")
    rows = Candidate.objects.filter(
        Q(actor__in=acts_for(request.actor)) | Q(actor__in=proved),
        brief__slug=named["slug"],
        state=CandidateState.SHORTLISTED,
    )
    related = ("actor", "brief__withdrawal", "brief__area", "brief__owner__area")
    candidate = rows.select_related(*related).order_by("pk").first()
    if candidate is None or not asks_secrecy(candidate.brief):
        raise Http404
    return {"candidate": candidate}


brief_candidacy = Guard("brief: on the shortlist", lambda viewer, found: True, _find_candidacy)


def _find_by_link(request: ActorRequest, named: Mapping[str, str]) -> Found:
    """What a link opens; ``None`` when it was renewed, so that the page can say so."""
    nonce = nonce_from(named["token"], purpose=LINK)
    if nonce is None:
        raise Http404
    brief = (
        Brief.objects.filter(link_nonce=UUID(nonce), withdrawal=None)
        .select_related(*PEOPLE)
        .first()
    )
    return {"brief": brief, "token": named["token"]}


brief_linked = Guard("holds the link of a brief", lambda viewer, found: True, _find_by_link)
