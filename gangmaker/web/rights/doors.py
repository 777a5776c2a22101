"""The guards of this area."""

from collections.abc import Mapping

from django.http import Http404
from django.utils import timezone

from gangmaker.actors.models import Actor, ActorKind, ConsentPurpose
from gangmaker.actors.rules import is_member
from gangmaker.upkeep.rights.erasing import download_of
from gangmaker.upkeep.rights.mails import mail_of
from gangmaker.web.guards import ActorRequest, Found, Guard


def _find_mail(request: ActorRequest, named: Mapping[str, str]) -> Found:
    """The records under the address to which the link was mailed, without those who sign in."""
    mail = mail_of(named["token"], at=timezone.now())
    if mail is None or not mail.address:
        raise Http404
    records = (
        Actor.objects.unclaimed()
        .filter(kind=ActorKind.PERSON, email=mail.address, account=None, suspension=None)
        .select_related("area")
    )
    return {
        "token": named["token"],
        "address": mail.address,
        "records": list(records.order_by("created_at", "pk")),
    }


def _find_download(request: ActorRequest, named: Mapping[str, str]) -> Found:
    if request.actor is None:
        return {}
    path = download_of(request.actor)
    if not path.is_file():
        raise Http404
    return {"path": path}


def _find_purpose(request: ActorRequest, named: Mapping[str, str]) -> Found:
    if named["purpose"] not in ConsentPurpose.values:
        raise Http404
    return {"purpose": ConsentPurpose(named["purpose"])}


mailbox_read = Guard("reads the mailbox", lambda viewer, found: True, _find_mail)
download_waits = Guard(
    "signed in: her download", lambda viewer, found: is_member(viewer), _find_download
)
consent_asked = Guard(
    "signed in: a consent", lambda viewer, found: is_member(viewer), _find_purpose
)
