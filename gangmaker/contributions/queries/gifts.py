"""What was given to one item, as a part of what its page asks at once."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from gangmaker.actors.models import Actor
from gangmaker.contributions.models import Confirmation, LedgerEntry
from gangmaker.trail.models import Item
from gangmaker.trail.queries.together import first

MOST_GIFTS = 600


def gifts_to(item: Item, *, viewer: Actor | None, at: datetime) -> QuerySet[LedgerEntry]:
    """The ledger of an item, corrections too, in order of time.

    ``may_be_known``: the reader may know the contribution that brought it; ``is_confirmed``: the
    receiver confirmed it, or what it corrects.
    """
    brought = Item.objects.visible_to(viewer, at=at).filter(pk=OuterRef("contribution"))
    confirmed = Confirmation.objects.filter(Q(entry=OuterRef("pk")) | Q(entry=OuterRef("corrects")))
    entries = LedgerEntry.objects.filter(item=item).order_by("given_on", "pk")
    return first(entries, MOST_GIFTS).annotate(
        may_be_known=Exists(brought), is_confirmed=Exists(confirmed)
    )
