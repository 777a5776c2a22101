"""Who may do what with contributions."""

from gangmaker.actors.models import Actor, MembershipRole
from gangmaker.actors.rules import has_role, is_broker
from gangmaker.trail.models import Item
from gangmaker.trail.rules import keeps

from .models import LedgerEntry


def receives(viewer: Actor | None, item: Item) -> bool:
    """Whether ``viewer`` stands for the receiving side: who keeps the item, or who asked."""
    if viewer is None:
        return False
    role = viewer.organisation_roles.get(item.on_behalf_of_id or 0)
    return (
        keeps(viewer, item)
        or item.by_id == viewer.pk
        or role in (MembershipRole.ADMIN, MembershipRole.EDITOR)
    )


def gave(viewer: Actor, entry: LedgerEntry) -> bool:
    """Herself, as a guest whom she claimed since, or anybody of the giving organisation."""
    herself = viewer.pk in (entry.giver_id, entry.giver.claimed_by_id)
    return herself or entry.on_behalf_of_id in viewer.organisation_ids


def can_confirm(viewer: Actor | None, entry: LedgerEntry) -> bool:
    """The receiver confirms, never the giver, nor anybody of the giving organisation."""
    return viewer is not None and receives(viewer, entry.item) and not gave(viewer, entry)


def can_correct(viewer: Actor | None, entry: LedgerEntry) -> bool:
    return can_confirm(viewer, entry) and entry.corrects_id is None


def can_keep_tables(viewer: Actor | None) -> bool:
    """Change the tables of rates and caps: brokers and region administrators."""
    return is_broker(viewer)


def keeps_volunteers(viewer: Actor | None, organisation: Actor) -> bool:
    """Only an administrator of the organisation itself; not the region's team."""
    return has_role(viewer, organisation, MembershipRole.ADMIN)
