"""Standing behind what somebody else already asked or thought."""

from datetime import datetime

from django.db import transaction

from gangmaker.actors.models import Actor
from gangmaker.contributions.models import Support
from gangmaker.trail.models import Item
from gangmaker.trail.operations import record
from gangmaker.trail.operations.talk import begin_to_follow


@transaction.atomic
def support(*, item: Item, actor: Actor, now: datetime) -> Support:
    """Support an item, and follow it; doing so twice, or a hundred times at once, counts once."""
    given, created = Support.objects.get_or_create(item=item, actor=actor, defaults={"at": now})
    if created:
        record("item.supported", by=actor, item=item, at=now)
        begin_to_follow(item=item, actor=actor, now=now)
    return given
