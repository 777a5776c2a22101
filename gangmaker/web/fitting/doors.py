"""Guards: who says that somebody is available, who looks for bridges, who stops suggestions."""

import uuid
from collections.abc import Mapping
from typing import Final

from django.http import Http404
from django.shortcuts import get_object_or_404

from gangmaker.actors.models import Actor
from gangmaker.actors.models.names import MARK
from gangmaker.actors.tokens import nonce_from
from gangmaker.brokerage.availability_rules import can_say_available
from gangmaker.brokerage.rules import can_broker
from gangmaker.web.guards import ActorRequest, Found, Guard
from gangmaker.web.policies import actor

STOP_SUGGESTIONS: Final = "fitting.stop"
"""What the link in a mail is signed for. It works for as long as there is whom it is about."""


def _find_signed(request: ActorRequest, named: Mapping[str, str]) -> Found:
    """About whom a link was signed; nobody once she was erased."""
    signed = nonce_from(named["token"], purpose=STOP_SUGGESTIONS)
    if signed is None:
        raise Http404
    there = Actor.objects.filter(claimed_by=None).exclude(name=MARK)
    actor: Actor = get_object_or_404(there, public_id=uuid.UUID(signed))
    return {"actor": actor, "token": named["token"]}


availability_said = actor("may say whether available", can_say_available)
brokers = Guard("may broker", lambda viewer, found: can_broker(viewer))
signed_link = Guard("link: to stop suggestions", lambda viewer, found: True, _find_signed)
