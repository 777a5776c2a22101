"""One picture and one document more of an item."""

from gangmaker.projects.models import Attachment, AttachmentKind
from gangmaker.trail.models import Item
from tests.world import NOON


def add_files(item: Item, number: int) -> None:
    for kind, file in ((AttachmentKind.PICTURE, "a" * 40), (AttachmentKind.DOCUMENT, "b" * 64)):
        Attachment.objects.create(
            item=item,
            kind=kind,
            file=file,
            name=f"Vlas {number}.webp",
            alt=f"Vlas {number}",
            media_type="image/webp",
            size=9,
            position=number,
            by=item.by,
            at=NOON,
        )
