"""Pictures and documents of items that are no projects: as hidden as what they hang on."""

from io import BytesIO
from typing import TYPE_CHECKING

from gangmaker.actors.models import Actor
from gangmaker.projects import rules
from gangmaker.projects.files import Kept, keep_document, keep_item_picture
from gangmaker.projects.operations.papers import attach
from gangmaker.trail.models import Item
from tests import world
from tests.projects.uploads import drawn

if TYPE_CHECKING:
    from tests.security.canaries import Allowed, CanaryWorld

UPLOADS = ("public", "members", "parties", "team", "draft", "withdrawn")


def add_uploads(w: "CanaryWorld") -> None:
    """With each a document; with what everybody sees also what is among those involved."""
    for state in UPLOADS:
        _attach(w, w.items[state], _document(w, _reads(w.items[state])))
    item = w.items["public"]

    def inside(viewer: Actor | None) -> bool:
        return rules.sees_inside(viewer, item)

    _attach(w, item, _document(w, inside), parties_only=True)
    _attach(w, item, _picture(), alt=w.hide("alt", _reads(item)))
    _attach(w, item, _picture(), alt=w.hide("altinside", inside), parties_only=True)


def _attach(
    w: "CanaryWorld", item: Item, kept: Kept, *, alt: str = "", parties_only: bool = False
) -> None:
    by = w.viewer("broker")
    attach(item=item, kept=kept, alt=alt, parties_only=parties_only, by=by, now=world.NOON)


def _document(w: "CanaryWorld", allowed: "Allowed") -> Kept:
    content, name = w.hide("upload", allowed).encode(), w.hide("uploadname", allowed)
    return keep_document(BytesIO(content), size=len(content), name=f"{name}.txt")


def _picture() -> Kept:
    content = drawn(size=(40, 30))
    return keep_item_picture(BytesIO(content), size=len(content), name="lamp.jpg")


def _reads(item: Item) -> "Allowed":
    def reads(viewer: Actor | None) -> bool:
        return Item.objects.visible_to(viewer, at=world.NOON).filter(pk=item.pk).exists()

    return reads
