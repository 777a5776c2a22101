"""Who may know what of an introduction. Before both said yes a side knows of herself alone.

What a side sees follows from her own row and from whether it is open, never from what the other
answered: ``seen_by_side`` is the only way to it, for pages, mails and lists.
"""

from collections.abc import Iterable
from typing import Final

from django.db.models import Q, TextChoices
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import Actor, ActorKind, AgeGroup
from gangmaker.actors.models.names import Left
from gangmaker.actors.rules import acts_for
from gangmaker.trail.models import Item, ItemAudience

from .models import Answer, Introduction, IntroductionState, Side
from .rules import can_broker

State = IntroductionState

TOGETHER: Final = (State.ACCEPTED, State.MET, State.AGREEMENT, State.PROJECT, State.RESULT)
"""How far two come who both said yes, in this order."""
STANDING: Final = (State.PROPOSED, State.ASKED, State.ACCEPTED, State.MET, State.SILENT)
"""While it is in one of these, the same two are not introduced once more."""
UNANSWERED: Final = (State.PROPOSED, State.ASKED, State.DECLINED)
"""Before both said yes. A side may still say something else than she did."""

WHO: Final = (
    *("actor__suspension", "actor__claimed_by__suspension"),
    *("person__suspension", "person__claimed_by__suspension"),
)
"""What to load of a side to know whether it ``is_out``."""

REACHABLE: Final = "reachable"
BY_NAME: Final = "by name"
"""What a side's row in the parties says: whether the other may have her address."""


class Seen(TextChoices):
    """What a side is told of how far it is."""

    ASKED = "asked", _("you are asked")
    YES = "yes", _("you said yes")
    NO = "no", _("you said no")
    CLOSED = "closed", _("nothing comes of it this time")
    TOGETHER = "together", _("you both said yes")


def is_accepted(introduction: Introduction) -> bool:
    """Whether both said yes, whatever came of it; only then they know of each other."""
    return introduction.audience == ItemAudience.PARTIES


def reached(introduction: Introduction) -> str:
    """How far it came; of one that fell silent the state before."""
    return introduction.silent_from or introduction.state


def is_closed(introduction: Introduction) -> bool:
    return introduction.state == State.ENDED or hasattr(introduction, "withdrawal")


def seen_by_side(side: Side) -> Seen:
    """Her own answer, until both said yes; what the other answered makes no difference.

    What was withdrawn brings nobody together any more.
    """
    if is_accepted(side.introduction) and not hasattr(side.introduction, "withdrawal"):
        return Seen.TOGETHER
    if side.answer == Answer.NO:
        return Seen.NO
    if is_closed(side.introduction):
        return Seen.CLOSED
    return Seen.YES if side.answer == Answer.YES else Seen.ASKED


def may_reword(introduction: Introduction, sides: Iterable[Side]) -> bool:
    """Write other words, as long as nobody was asked in these, by mail or by phone."""
    waits = not is_accepted(introduction) and not is_closed(introduction)
    return waits and not any(side.asked_at for side in sides)


def may_answer(side: Side) -> bool:
    """Say yes or no, or the other of the two; not once it is closed or both said yes."""
    introduction = side.introduction
    open_still = not is_accepted(introduction) and not is_closed(introduction)
    return side.asked_at is not None and open_still


def may_meet(actor: Actor) -> bool:
    """Neither a minor, nor erased, nor suspended; nor who stands for this record."""
    ones = {actor, actor.standing}
    return not any(
        isinstance(one.name, Left) or one.age_group == AgeGroup.MINOR or hasattr(one, "suspension")
        for one in ones
    )


def people_of(side: Side) -> list[Actor]:
    """Who was asked, and who answers for it when that is an organisation."""
    return [side.actor, *([side.person] if side.person is not None else [])]


def has_left(side: Side) -> bool:
    """Whether who was asked, or who answers for it, was erased."""
    return any(isinstance(person.name, Left) for person in people_of(side))


def is_out(side: Side) -> bool:
    """Whether one of them may not meet anybody now: her link leads nowhere, nobody hears of her."""
    return not all(may_meet(person) for person in people_of(side))


def sides_of(viewer: Actor) -> Q:
    """The sides that ``viewer`` answers for, as a filter on sides: her own, those of records that
    she showed to be hers, and those of organisations for which she acts."""
    proved = Actor.objects.proved_hers(viewer).values("pk")
    selves = acts_for(viewer)
    return Q(actor__in=selves) | Q(actor__in=proved) | Q(person=viewer.pk) | Q(person__in=proved)


def not_one_of(viewer: Actor) -> Q:
    """The introductions of others, as a filter; and those that ``viewer`` keeps, of whomever."""
    hers = Side.objects.filter(sides_of(viewer)).values("introduction")
    return Q(owner=viewer.pk) | ~Q(pk__in=hers)


def kept_by(viewer: Actor) -> Q:
    """The introductions that ``viewer`` keeps, as owner or deputy, as a filter."""
    keepers = acts_for(viewer)
    return not_one_of(viewer) & (Q(owner__in=keepers) | Q(deputy__in=keepers))


def may_follow(viewer: Actor | None, introduction: Item) -> bool:
    """Read what both answered, and go on with it: brokers, but not who is one of the two."""
    if viewer is None or not can_broker(viewer):
        return False
    return Introduction.objects.filter(not_one_of(viewer), pk=introduction.pk).exists()


def speaker_of(side: Side) -> Actor:
    """Who says what is said by the link: the person who answers for an organisation."""
    return side.person or side.actor


def is_on_paper(side: Side) -> bool:
    """Whether nobody signs in for this side: then the broker enters what she says."""
    speaker = speaker_of(side)
    return speaker.kind == ActorKind.PERSON and speaker.account_id is None
