"""Who may do what with items. Whether an item may be known is ``visible_to`` beside its model."""

from gangmaker.actors.models import Actor, MembershipRole, TeamRoleName

from .models import Item, ItemKind

PLANNED = frozenset({ItemKind.GOAL, ItemKind.ACTION})
"""Kinds that change only with a reason that everybody reads (``projects.operations``)."""


def keeps(viewer: Actor | None, item: Item) -> bool:
    """Whether ``viewer`` answers for the item: its owner or its deputy."""
    return viewer is not None and viewer.pk in (item.owner_id, item.deputy_id)


def can_answer(viewer: Actor | None, item: Item) -> bool:
    """Owner and deputy; brokers and region administrators stand in for both."""
    return keeps(viewer, item) or (
        viewer is not None and bool(viewer.roles & {TeamRoleName.BROKER, TeamRoleName.REGION_ADMIN})
    )


def made(viewer: Actor | None, item: Item) -> bool:
    """Whether ``viewer`` contributed the item, herself or for her organisation."""
    if viewer is None:
        return False
    role = viewer.organisation_roles.get(item.on_behalf_of_id or 0)
    return item.by_id == viewer.pk or role in (MembershipRole.ADMIN, MembershipRole.EDITOR)


def can_edit(viewer: Actor | None, item: Item) -> bool:
    return item.kind not in PLANNED and (made(viewer, item) or can_answer(viewer, item))


def can_translate(viewer: Actor | None, item: Item) -> bool:
    return viewer is not None and (viewer.is_team or made(viewer, item))


def can_withdraw(viewer: Actor | None, item: Item) -> bool:
    return made(viewer, item) or (
        viewer is not None
        and bool(viewer.roles & {TeamRoleName.MODERATOR, TeamRoleName.REGION_ADMIN})
    )


def can_hand_over(viewer: Actor | None, item: Item) -> bool:
    """Give an item another owner or deputy: who answers for it now, or a region administrator."""
    if viewer is None or item.kind in PLANNED:
        return False
    return keeps(viewer, item) or TeamRoleName.REGION_ADMIN in viewer.roles
