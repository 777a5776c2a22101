"""Pictures and documents of an idea: one for everybody, one among those involved, long names."""

from io import BytesIO

from gangmaker.projects.files import keep_document, keep_item_picture
from gangmaker.projects.operations.papers import attach
from gangmaker.trail.models import Item
from tests.browser.furnishing import LONG, Room
from tests.projects.uploads import PDF, drawn


def furnish_uploads(room: Room) -> None:
    idea = Item.objects.get(slug=room.made["idea"])
    for number, parties_only in enumerate((False, False, True)):
        content = drawn(size=(900, 600 + 300 * number))
        attached = attach(
            item=idea,
            kept=keep_item_picture(BytesIO(content), size=len(content), name="lamp.jpg"),
            alt=f"{LONG}, {number}",
            parties_only=parties_only,
            by=room.broker,
            now=room.now,
        )
    paper = keep_document(BytesIO(PDF), size=len(PDF), name=f"{LONG[:60]}, verslag.pdf")
    attach(item=idea, kept=paper, parties_only=True, by=room.broker, now=room.now)
    room.made["idea picture"] = str(attached.pk)
