"""Guards of links that prove something by themselves."""

from collections.abc import Mapping

from django.http import Http404

from gangmaker.actors.models import EmailConfirmation
from gangmaker.actors.tokens import CONFIRM_ADDRESS, nonce_from, token_for
from gangmaker.trail.models import Item
from gangmaker.web.guards import ActorRequest, Found, Guard

RECEIPT = "web.receipt"
SUPPORT_RECEIPT = "web.receipt-of-support"


def receipt_token(item: Item, *, purpose: str = RECEIPT) -> str:
    return token_for(item.public_id.hex, purpose=purpose)


def _find_receipt(request: ActorRequest, named: Mapping[str, str]) -> Found:
    """What a receipt is about. It stops when the item is withdrawn."""
    for purpose in (RECEIPT, SUPPORT_RECEIPT):
        nonce = nonce_from(named["token"], purpose=purpose)
        item = (
            Item.objects.filter(public_id=nonce, withdrawal=None)
            .select_related("owner__area", "deputy__area", "by")
            .first()
            if nonce
            else None
        )
        if item is not None:
            return {"item": item, "supported": purpose == SUPPORT_RECEIPT}
    raise Http404


def _find_confirmation(request: ActorRequest, named: Mapping[str, str]) -> Found:
    nonce = nonce_from(named["token"], purpose=CONFIRM_ADDRESS)
    confirmation = (
        EmailConfirmation.objects.filter(nonce=nonce).select_related("actor").first()
        if nonce
        else None
    )
    if confirmation is None:
        raise Http404
    return {"confirmation": confirmation, "token": named["token"]}


receipt_held = Guard("holds a receipt", lambda viewer, found: True, _find_receipt)
link_held = Guard("holds a link", lambda viewer, found: True, _find_confirmation)
