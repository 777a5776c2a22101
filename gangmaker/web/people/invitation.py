"""Follow an invitation into an organisation: a page, and a button that does it."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from gangmaker.actors.models import Invitation
from gangmaker.actors.operations import InvitationIsUsed, accept_invitation
from gangmaker.actors.tokens import INVITATION, nonce_from
from gangmaker.core.refusals import Refused
from gangmaker.web.guards import ActorRequest, Found, Guard

GONE = 410


def _find(request: ActorRequest, named: Mapping[str, str]) -> Found:
    nonce = nonce_from(named["token"], purpose=INVITATION)
    invitation = (
        Invitation.objects.filter(nonce=nonce).select_related("organisation").first()
        if nonce
        else None
    )
    if invitation is None:
        raise Http404
    return {"invitation": invitation}


invited = Guard("holds the invitation", lambda viewer, found: True, _find)


def invitation(request: ActorRequest, invitation: Invitation) -> HttpResponse:
    """GET changes nothing: mail scanners follow links, only people press buttons."""
    if not invitation.is_usable(at=timezone.now()):
        return _page(request, invitation, refusal=str(InvitationIsUsed()), status=GONE)
    if request.method != "POST":
        return _page(request, invitation)
    if request.actor is None:
        return _page(request, invitation, status=403)
    try:
        accept_invitation(invitation=invitation, by=request.actor, now=timezone.now())
    except InvitationIsUsed as refusal:
        return _page(request, invitation, refusal=str(refusal), status=GONE)
    except Refused as refusal:
        return _page(request, invitation, refusal=str(refusal), status=403)
    messages.success(
        request, _("You now belong to %(name)s.") % {"name": invitation.organisation.name}
    )
    return redirect("web:actor", invitation.organisation.slug)


def _page(
    request: ActorRequest, invitation: Invitation, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "organisation": invitation.organisation.name,
        "role": invitation.get_role_display(),
        "until": invitation.expires_at,
        "refusal": refusal,
        "over": status == GONE,
    }
    return render(request, "web/people/invitation.html", context, status=status)
