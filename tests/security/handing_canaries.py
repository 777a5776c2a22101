"""What sleeps, how something ended and why, what was handed over and why, and a link in a mail."""

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING

from gangmaker.actors.models import Actor
from gangmaker.actors.rules import is_region_admin
from gangmaker.actors.tokens import token_for
from gangmaker.projects.life_mails import ALIVE
from gangmaker.projects.operations.handing_over import Wish, hand_over_all
from gangmaker.trail.models import Act, Asking, Ending, Handover, Inquiry, Item
from tests import world

if TYPE_CHECKING:
    from tests.security.canaries import CanaryWorld

State = tuple[str, Mapping[str, str]]
DAY = timedelta(days=1)


def add_handing(w: "CanaryWorld") -> None:
    """A moderator handed a draft of hers to a broker; the broker is asked about what sleeps."""
    _handed_over(w)
    _ended(w, w.items["parties"])
    _asleep(w, w.items["members"])


def _handed_over(w: "CanaryWorld") -> None:
    giver, to = w.viewer("moderator"), w.viewer("broker")

    def concerned(viewer: Actor | None) -> bool:
        return viewer is not None and (viewer in (giver, to) or is_region_admin(viewer))

    title = w.hide("handedtitle", lambda viewer: viewer is not None and viewer.is_team)
    draft = world.make_question(owner=giver, title=title, published_at=None)
    hand_over_all(
        giver=giver,
        wish=Wish(to=to, only=frozenset({f"owned:{draft.pk}"})),
        reason=w.hide("handedreason", concerned),
        by=giver,
        now=world.NOON,
    )


def _ended(w: "CanaryWorld", item: Item) -> None:
    def reads(viewer: Actor | None) -> bool:
        return Item.objects.visible_to(viewer, at=world.NOON).filter(pk=item.pk).exists()

    act = Act.objects.create(verb="item.ended", by=item.owner, item_id=item.pk, at=world.NOON)
    Ending.objects.create(
        item_id=item.pk,
        act=act,
        how="stopped",
        reason=w.hide("endreason", reads),
        language="nl",
        by=item.owner,
        at=world.NOON,
    )


def _asleep(w: "CanaryWorld", item: Item) -> None:
    """The link in a mail shows to its holder what that mail named: here, what everybody sees."""
    alive_on = (world.NOON - 120 * DAY).date()
    Item.objects.filter(pk=item.pk).update(
        alive_on=alive_on, asleep_since=(world.NOON - DAY).date()
    )
    item.refresh_from_db()
    asked = world.make_question(owner=w.viewer("broker"), title="Leeft dit nog?")
    asked_on = (world.NOON - 29 * DAY).date()
    Asking.objects.create(item_id=asked.pk, owner_asked_on=asked_on)
    Inquiry.objects.create(person=asked.owner, on=world.NOON.date())


def _handovers(w: "CanaryWorld") -> Iterator[State]:
    yield "concerns the broker", {"handover": str(Handover.objects.get().public_id)}
    yield "nothing", {"handover": "00000000-0000-4000-8000-000000000000"}


def _links(w: "CanaryWorld") -> Iterator[State]:
    yield "asked", {"token": token_for(Inquiry.objects.get().nonce, purpose=ALIVE)}
    yield "forged", {"token": "forged~token"}


HANDING_FILLED: list[tuple[str, frozenset[str], Callable[["CanaryWorld"], Iterator[State]]]] = [
    ("handovers/", frozenset({"handover"}), _handovers),
    ("alive/", frozenset({"token"}), _links),
]
"""As ``doors.FILLED``."""
