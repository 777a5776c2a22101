"""What people say about one item: always one more of everything that pages list of it."""

from gangmaker.actors.models import Actor
from gangmaker.trail.models import Comment, Item
from gangmaker.trail.operations.talk import comment_on, thank
from tests.world import NOON, make_person


def first_word(on: Item) -> Comment:
    item = Item.objects.get(pk=on.pk)
    return comment_on(item=item, by=make_person("Vlasser"), text="Vlas?", language="nl", now=NOON)


def say_more(first: Comment, person: Actor) -> None:
    """A comment of its own with a reply, a reply to ``first``, and thanks for it."""
    item = first.item
    said = comment_on(item=item, by=person, text="Vlas!", language="nl", now=NOON)
    for thread in (said, first):
        comment_on(item=item, by=person, reply_to=thread, text="Vlas.", language="nl", now=NOON)
    thank(item=item, comment=first, by=person, now=NOON)
