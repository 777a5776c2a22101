"""Who may do what with items. Whether an item may be known is ``visible_to`` beside its model."""

from gangmaker.actors.models import Actor, ActorKind, MembershipRole, TeamRoleName
from gangmaker.actors.rules import acts_for, can_act_for, is_broker

from .models import Item, ItemKind

PLANNED = frozenset({ItemKind.GOAL, ItemKind.ACTION})
"""Kinds that change only with a reason that everybody reads (``projects.operations``)."""
AGREED = frozenset({ItemKind.BRIEF, ItemKind.INTRODUCTION})
"""Kinds whose words others agreed to (``brokerage.operations``)."""


def keeps(viewer: Actor | None, item: Item) -> bool:
    """Whether ``viewer`` answers for the item: owner or deputy, or acts for one that is."""
    if viewer is None:
        return False
    keepers = {item.owner_id, item.deputy_id}
    return viewer.pk in keepers or not keepers.isdisjoint(acts_for(viewer))


def speaks_for(viewer: Actor, item: Item) -> Actor | None:
    """The organisation on whose behalf ``viewer`` answers; None when she does for herself."""
    for keeper in (item.owner, item.deputy):
        if keeper is None or keeper.pk == viewer.pk:
            return None
        if keeper.kind == ActorKind.ORGANISATION and can_act_for(viewer, keeper):
            return keeper
    return None


def can_answer(viewer: Actor | None, item: Item) -> bool:
    """Who keeps it; brokers and region administrators stand in."""
    return is_broker(viewer) or keeps(viewer, item)


def made(viewer: Actor | None, item: Item) -> bool:
    """Whether ``viewer`` contributed the item, herself or for her organisation."""
    if viewer is None:
        return False
    role = viewer.organisation_roles.get(item.on_behalf_of_id or 0)
    return item.by_id == viewer.pk or role in (MembershipRole.ADMIN, MembershipRole.EDITOR)


def can_edit(viewer: Actor | None, item: Item) -> bool:
    return item.kind not in PLANNED and (made(viewer, item) or can_answer(viewer, item))


def can_edit_words(viewer: Actor | None, item: Item) -> bool:
    """Change title and text where they stand alone: what was agreed to has a form of its own."""
    return item.kind not in AGREED and can_edit(viewer, item)


def can_translate(viewer: Actor | None, item: Item) -> bool:
    return viewer is not None and (viewer.is_team or made(viewer, item))


def can_withdraw(viewer: Actor | None, item: Item) -> bool:
    """Who made it. Others need a statement of reasons (``operations.deciding``)."""
    return made(viewer, item)


def can_hand_over(viewer: Actor | None, item: Item) -> bool:
    """Give an item another owner or deputy: who answers for it now, or a region administrator."""
    if viewer is None or item.kind in PLANNED:
        return False
    return keeps(viewer, item) or TeamRoleName.REGION_ADMIN in viewer.roles


def can_be_given(kind: str, to: Actor) -> bool:
    """Answer for an item of ``kind``: what is said in confidence is only for who brings people
    together."""
    return kind not in AGREED or is_broker(to)


def can_say_alive(viewer: Actor | None, item: Item) -> bool:
    """Say that an item is still alive, or how it ended: who keeps or made it, and the team."""
    return viewer is not None and (viewer.is_team or keeps(viewer, item) or made(viewer, item))
