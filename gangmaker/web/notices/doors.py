"""Guards of links to stop notices, of what somebody follows, and of mails that were given up."""

import uuid
from collections.abc import Mapping

from django.http import Http404
from django.shortcuts import get_object_or_404

from gangmaker.actors import rules
from gangmaker.actors.models import Actor, ActorKind
from gangmaker.actors.tokens import nonce_from
from gangmaker.trail.models import Follow, Message
from gangmaker.web.guards import ActorRequest, Found, Guard

from .stopping import STOP_NOTICES


def _find_person(request: ActorRequest, named: Mapping[str, str]) -> Found:
    """Whom a link was signed for; nobody once she was erased."""
    signed = nonce_from(named["token"], purpose=STOP_NOTICES)
    if signed is None:
        raise Http404
    people = Actor.objects.filter(kind=ActorKind.PERSON, account__isnull=False)
    person: Actor = get_object_or_404(people, public_id=uuid.UUID(signed))
    return {"person": person, "token": named["token"]}


def _find_follow(request: ActorRequest, named: Mapping[str, str]) -> Found:
    """What the reader herself follows, by the public number of the item."""
    mine = Follow.objects.filter(actor=request.actor, item__public_id=named["item"])
    return {"follow": get_object_or_404(mine.select_related("item"))}


def _find_dead(request: ActorRequest, named: Mapping[str, str]) -> Found:
    found = get_object_or_404(Message.objects.dead(), pk=named["message"])
    return {"message": found}


signed_link = Guard("link: to stop notices", lambda viewer, found: True, _find_person)
follow_own = Guard("follow: own", lambda viewer, found: rules.is_member(viewer), _find_follow)
given_up = Guard("mail: given up", lambda viewer, found: rules.is_region_admin(viewer), _find_dead)
