"""Who may keep the thesaurus."""

from gangmaker.actors.models import Actor
from gangmaker.actors.rules import is_region_admin


def can_keep_thesaurus(viewer: Actor | None) -> bool:
    """Add, name, translate, retire and merge concepts: region administrators."""
    return is_region_admin(viewer)
