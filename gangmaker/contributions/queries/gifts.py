"""What was given to one item, as a part of what its page asks at once."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from gangmaker.actors.models import Actor
from gangmaker.actors.together import first
from gangmaker.contributions.models import Confirmation, LedgerEntry
from gangmaker.trail.models import Item, ItemKind, Link, LinkVerb

MOST_GIFTS = 600
MOST_IDEAS = 60


def ideas_for(item: Item, *, viewer: Actor | None, at: datetime) -> QuerySet[Item]:
    """The ideas that answer an item, in order of time."""
    answering = Link.objects.filter(verb=LinkVerb.ANSWERS, target=item).values("source")
    seen = Item.objects.visible_to(viewer, at=at).published(at=at)
    ideas = seen.filter(kind=ItemKind.IDEA, pk__in=answering)
    return first(ideas.order_by("published_at", "pk"), MOST_IDEAS)


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
