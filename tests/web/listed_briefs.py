"""Briefs, of which there is always one more: open, sent, corrected, with candidates."""

from datetime import timedelta

from gangmaker.actors.models import Actor
from gangmaker.brokerage.models import Brief, Candidate
from gangmaker.brokerage.operations.approving import (
    approve_brief,
    correct_brief,
    send_for_approval,
)
from gangmaker.brokerage.operations.briefs import Caller, Draft, write_brief
from gangmaker.concepts.models import Concept, ItemConcept
from tests.world import NOON, make_concept


class Briefs:
    """``open`` is for named candidates; ``sent`` waits for who asks."""

    def __init__(self, *, broker: Actor, member: Actor) -> None:
        self.broker, self.member = broker, member
        self.open, self.sent = self._brief("Vlas, open"), self._brief("Vlas, gestuurd")
        send_for_approval(brief=self.sent, by=broker, now=NOON)
        approve_brief(brief=self.open, by=broker, now=NOON)
        for brief in (self.open, self.sent):
            brief.refresh_from_db()

    def _brief(self, title: str, confidentiality: str = "named") -> Brief:
        said = {"title": title, "summary": "Vlas.", "confidentiality": confidentiality}
        draft = Draft(said=said, asker=Caller(actor=self.member))
        return write_brief(draft=draft, by=self.broker, now=NOON)

    def add(self, person: Actor, number: int) -> None:
        """``person`` is called so that she is found by typing "Vlasser"."""
        more = self._brief(f"Vlas {number}", "public")
        approve_brief(brief=more, by=self.broker, now=NOON)
        Candidate.objects.create(
            brief=self.open,
            actor=person,
            state="shortlisted",
            position=number,
            by=self.broker,
            at=NOON,
        )
        correct_brief(brief=self.sent, said={"tried": f"Vlas {number}"}, now=NOON)
        self._changed_since(number)
        self._about(number)

    def _changed_since(self, number: int) -> None:
        self.open.corrections.create(
            field=("tried", "behind", "hours")[number % 3],
            was=f"Vlas {number}",
            by=self.broker,
            at=NOON + timedelta(hours=number),
        )

    def _about(self, number: int) -> None:
        key = f"vlas-van-brief-{number}"
        concept = Concept.objects.filter(key=key).first() or make_concept(key)
        ItemConcept.objects.create(item_id=self.open.pk, concept=concept, words=["vlas"])
