"""What shows that an item is still alive: something that who keeps or made it does with it.

Every act is looked at when it is written (``operations.journal``), so that nobody has to be told
twice. What only concerns who may see, follow or keep an item says nothing about the thing itself.
"""

from typing import Final

from django.utils import timezone

from . import rules
from .models import Act, Asking, Item

WOKE_UP: Final = "item.woke_up"
ALIVE: Final = "item.alive"

WORK: Final = ("project.", "task.", "deliverable.", "result.", "ledger.", "goal.", "action.")
"""Acts that only happen when somebody works on it, whoever she is."""

WORD: Final = frozenset({ALIVE, WOKE_UP, "item.answered", "promise.kept", "item.edited"})
"""So do these: the team may say them in place of who keeps it."""

NOTHING: Final = frozenset(
    {
        "grant.handed_over",
        "item.asked",
        "item.concept_confirmed",
        "item.concept_dismissed",
        "item.deputy_named",
        "item.ended",
        "item.fell_asleep",
        "item.followed",
        "item.handed_over",
        "item.linked",
        "item.supported",
        "item.thanked",
        "item.unfollowed",
        "item.unlinked",
        "item.withdrawn",
        "comment.thanked",
        "promise.handed_over",
        "task.handed_over",
        "thanks.taken_back",
        "project.hidden",
        "project.lead_handed_over",
        "project.parties_ordered",
        "project.party_left",
        "project.showing_agreed",
        "project.showing_refused",
        "project.shown",
        "project.weak_spots_found",
    }
)
"""These say nothing, whoever does them."""


def is_sign_of_life(act: Act, item: Item) -> bool:
    """Whether ``act`` shows that ``item``, on which it was done, is alive."""
    if act.by is None or act.verb in NOTHING:
        return False
    if act.verb in WORD or act.verb.startswith(WORK):
        return True
    return rules.keeps(act.by, item) or rules.made(act.by, item)


def note(act: Act, item: Item) -> bool:
    """Keep the day of ``act`` when it is a sign of life; whether that woke the item up.

    Once a day for an item: the second act of that day changes nothing.
    """
    day = timezone.localdate(act.at)
    slept = item.asleep_since is not None
    if (item.alive_on >= day and not slept) or not is_sign_of_life(act, item):
        return False
    item.alive_on, item.asleep_since = max(item.alive_on, day), None
    Item.objects.filter(pk=item.pk).update(alive_on=item.alive_on, asleep_since=None)
    Asking.objects.filter(item=item.pk, ended_on=None).update(ended_on=day)
    return slept
