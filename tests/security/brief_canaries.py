"""Briefs in the canary world: one for each circle of readers, a draft, and one behind a link.

Every word of a brief is for its readers alone, in whatever state it is. What the link shows to
its holder has no secret in it: whoever holds it may read that.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from gangmaker.actors.models import Actor
from gangmaker.actors.tokens import token_for
from gangmaker.brokerage.models import Brief, Candidate, Confidentiality
from gangmaker.brokerage.operations.approving import (
    LINK,
    approve_brief,
    correct_brief,
    link_token,
    send_for_approval,
)
from gangmaker.brokerage.operations.briefs import WORDS, Caller, Draft, write_brief
from gangmaker.brokerage.operations.secrecy import promise_secrecy
from gangmaker.brokerage.rules import can_broker
from gangmaker.trail.models import Item
from tests import world

if TYPE_CHECKING:
    from tests.security.canaries import CanaryWorld

State = tuple[str, Mapping[str, str]]

KEPT = ("draft", "broker")
"""Briefs of which only brokers know, and who asks; not the rest of the team."""


def add_briefs(w: "CanaryWorld") -> None:
    """Member B promised secrecy about the one for named candidates; member A did not yet."""
    w.items["brief draft"] = _brief(w, "draft", Confidentiality.PUBLIC)
    shown = {
        circle: _brief(w, circle, circle) for circle in ("public", "members", "named", "broker")
    }
    for brief in shown.values():
        approve_brief(brief=brief, now=world.NOON)
        brief.refresh_from_db()
    named = shown["named"]
    for name in ("member B", "member A"):
        why = w.hide("candidatewhy", can_broker)
        candidate = Candidate.objects.create(
            brief=named,
            actor=w.viewer(name),
            state="shortlisted",
            why=why,
            by=named.owner,
            at=world.NOON,
        )
        if name == "member B":
            promise_secrecy(candidate=candidate, by=w.viewer(name), now=world.NOON)
    w.items["brief for candidates"] = named
    _linked(w)


def _brief(w: "CanaryWorld", name: str, confidentiality: str) -> Brief:
    brief = write_brief(
        draft=Draft(
            said={"title": name, "confidentiality": confidentiality},
            asker=Caller(actor=w.viewer("org admin A")),
            organisation=Caller(actor=w.actors["organisation A"]),
        ),
        by=w.viewer("broker"),
        now=world.NOON,
    )

    def reads(viewer: Actor | None) -> bool:
        if name in KEPT:
            return can_broker(viewer) or viewer == brief.by
        return Item.objects.visible_to(viewer, at=world.NOON).filter(pk=brief.pk).exists()

    hidden = {word: w.hide(f"brief{name}{word}", reads) for word in WORDS}
    was = w.hide("briefwas", can_broker)
    correct_brief(brief=brief, said={**hidden, "tried": was}, now=world.NOON)
    correct_brief(brief=brief, said=hidden, now=world.NOON)
    brief.refresh_from_db()
    return brief


def _linked(w: "CanaryWorld") -> None:
    brief = write_brief(
        draft=Draft(
            said={"title": "Een vraag achter een link", "summary": "Wat kan er met wei?"},
            asker=Caller(name="Kaasmaker, Diksmuide", phone="051", email="wei@example.org"),
            source="Aan de telefoon",
        ),
        by=w.viewer("broker"),
        now=world.NOON,
    )
    send_for_approval(brief=brief, by=brief.owner, now=world.NOON)


def _links(w: "CanaryWorld") -> Iterator[State]:
    brief = Brief.objects.filter(sent_at__isnull=False, approved_at=None).latest("pk")
    yield "sent", {"token": link_token(brief)}
    yield "renewed", {"token": token_for("0" * 32, purpose=LINK)}
    yield "forged", {"token": "forged~token"}


BRIEFS_FILLED: list[tuple[str, frozenset[str], Callable[["CanaryWorld"], Iterator[State]]]] = [
    ("briefs/link/", frozenset({"token"}), _links),
]
"""As ``doors.FILLED``."""
