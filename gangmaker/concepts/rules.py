"""Who may keep the thesaurus, and who says what a text means."""

from gangmaker.actors.models import Actor
from gangmaker.actors.rules import can_edit, is_region_admin
from gangmaker.trail.models import Item
from gangmaker.trail.rules import can_edit as can_edit_item


def can_keep_thesaurus(viewer: Actor | None) -> bool:
    """Add, name, translate, retire and merge concepts: region administrators."""
    return is_region_admin(viewer)


def can_say_what_it_means(viewer: Actor | None, item: Item) -> bool:
    """Confirm and dismiss what an item is about: whoever may edit its words."""
    return can_edit_item(viewer, item)


def can_say_what_she_means(viewer: Actor | None, actor: Actor) -> bool:
    """Confirm and dismiss what somebody offers or seeks: whoever may edit her profile."""
    return can_edit(viewer, actor)
