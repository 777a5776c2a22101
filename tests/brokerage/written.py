"""Briefs as they are really written, sent and approved."""

from typing import Any
from uuid import uuid4

from gangmaker.actors.models import Actor
from gangmaker.brokerage.models import Availability, Brief, Candidate, Confidentiality
from gangmaker.brokerage.operations.approving import approve_brief
from gangmaker.brokerage.operations.briefs import Caller, Draft, write_brief
from gangmaker.trail.models import Act, Item, Message
from tests.world import NOON, make_team

SAID: dict[str, Any] = {
    "title": "Een stoel die de afwas overleeft",
    "summary": "Wij maken stoelen van karton.",
    "tried": "Lak, drie soorten.",
}
CALLER = Caller(name="Zaakvoerder, Waregem", email="zaak@example.org", phone="056 00 00 00")


def make_brief(*, by: Actor | None = None, asker: Caller = CALLER, **said: Any) -> Brief:
    draft = Draft(said={**SAID, **said}, asker=asker, source="Aan de telefoon", form_token=uuid4())
    return write_brief(draft=draft, by=by or make_team(), now=NOON)


def make_open(confidentiality: str = Confidentiality.NAMED, **new: Any) -> Brief:
    brief = make_brief(confidentiality=confidentiality, **new)
    approve_brief(brief=brief, now=NOON)
    brief.refresh_from_db()
    return brief


def shortlist(brief: Brief, actor: Actor) -> Candidate:
    """``actor`` wants to be proposed, and the broker thinks of her."""
    Availability.objects.create(actor=actor, since=NOON)
    return Candidate.objects.create(
        brief=brief, actor=actor, state="shortlisted", by=brief.owner, at=NOON
    )


def reads(viewer: Actor | None, brief: Brief) -> bool:
    return Item.objects.visible_to(viewer, at=NOON).filter(pk=brief.pk).exists()


def mails(kind: str) -> list[str]:
    return list(Message.objects.filter(kind=kind).values_list("address", flat=True))


def verbs(brief: Brief) -> list[str]:
    acts = Act.objects.filter(item=brief.pk, verb__startswith="brief.").order_by("pk")
    return list(acts.values_list("verb", flat=True))
