"""Reports, decisions and versions of the house rules: always one more of each that pages list."""

from gangmaker.actors.models import Actor, Measure
from gangmaker.trail.models import Comment, FlagKind, Item
from gangmaker.trail.operations.flags import raise_flag
from tests.trail.moderation_world import (
    LATER,
    make_comment,
    make_decision,
    make_house_rules,
    make_moderator,
    make_objection,
    make_report,
)
from tests.world import NOON


class Moderated:
    """``comment`` by ``member`` is reported again and again; much else of hers is decided."""

    def __init__(self, item: Item, member: Actor) -> None:
        self.item, self.member = Item.objects.get(pk=item.pk), member
        self.moderator = make_moderator("Vlaswachter")
        self.comment = make_comment(by=member, item=self.item, text="Vlas, zei ik.")

    def add(self, person: Actor, number: int) -> None:
        make_house_rules(f"Vlasregel {number}", "Vlas blijft vlas.")
        make_report(self.comment, words=f"Vlas {number}")
        make_report(self._said(person, number), words="Vlas?")
        decided = self._said(self.member, number)
        make_objection(
            make_decision(decided, by=self.moderator, measure=Measure.REMINDED).statement
        )
        raise_flag(
            kind=FlagKind.FLOOD, item=None, people=[person.pk], times=30, since=NOON, now=LATER
        )

    def _said(self, by: Actor, number: int) -> Comment:
        return make_comment(by=by, item=self.item, text=f"Vlas nummer {number}.")
