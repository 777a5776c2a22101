"""An item with many comments, by some of those who take part; made once."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from gangmaker.actors.models import Actor
from gangmaker.contributions.models import Idea
from gangmaker.trail.models import Comment, Item, Thanks
from gangmaker.trail.operations import NewItem, item_fields

COMMENTS, THREADS, REPLIES = 200, 20, 4
"""So many on the item; of a page of that many threads, each with so many replies, half of them."""

TITLE = "Bench: much is said about this"
SAID = """Dit is een gewone reactie, nummer {number}, van iemand uit de buurt. *Mooi*, ik doe mee.

Kijk ook eens op https://example.org/vlas/{number}, daar staat wat wij vorig jaar deden:

- een lamp
- een kast waarin **elke vezel** mag worden aangeraakt
"""


def much_talk(now: datetime) -> str:
    """The slug of the item."""
    made = Item.objects.filter(title=TITLE).values_list("slug", flat=True).first()
    if made:
        return made
    members = Actor.objects.filter(kind="person", account__isnull=False)
    with transaction.atomic():
        return _talked_about(list(members.order_by("pk")[:60]), now).slug


def _talked_about(people: Sequence[Actor], now: datetime) -> Item:
    by = people[0]
    new = NewItem(
        title=TITLE,
        summary="What do *you* think?",
        language="nl",
        by=by,
        owner=by,
        published_at=now,
    )
    item = Item.objects.get(pk=Idea.objects.create(**item_fields(new, kind="idea", now=now)).pk)
    heads: list[Comment] = []
    for number in range(COMMENTS):
        parent = heads[number % len(heads)] if number >= COMMENTS // (REPLIES + 1) else None
        said = Comment.objects.create(
            item=item,
            parent=parent,
            by=people[number % len(people)],
            text=SAID.format(number=number),
            language="nl",
            at=now + timedelta(seconds=number),
        )
        if parent is None:
            heads.append(said)
        fan = people[(number + 1) % len(people)]
        Thanks.objects.create(item=item, comment=said, by=fan, at=now)
    return item
