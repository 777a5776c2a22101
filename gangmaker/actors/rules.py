"""Who may do what with people and organisations. One-line predicates."""

from django.utils.translation import gettext_lazy as _

from gangmaker.core.refusals import Refused

from .models import Actor, ActorKind, Audience, MembershipRole, TeamRoleName
from .models.names import Left

BROKERS = frozenset({TeamRoleName.BROKER, TeamRoleName.REGION_ADMIN})
"""Who brings people together, and stands in where nobody else answers."""


def is_member(viewer: Actor | None) -> bool:
    return viewer is not None


def is_team(viewer: Actor | None) -> bool:
    return viewer is not None and viewer.is_team


def is_region_admin(viewer: Actor | None) -> bool:
    return viewer is not None and TeamRoleName.REGION_ADMIN in viewer.roles


def is_broker(viewer: Actor | None) -> bool:
    """A broker, or a region administrator, who may do whatever brokers may."""
    return viewer is not None and not BROKERS.isdisjoint(viewer.roles)


def can_moderate(viewer: Actor | None) -> bool:
    """Decide about what people report: moderators and region administrators."""
    return viewer is not None and bool(
        viewer.roles & {TeamRoleName.MODERATOR, TeamRoleName.REGION_ADMIN}
    )


def can_suspend(viewer: Actor | None, actor: Actor) -> bool:
    """Whoever moderates, nobody herself; somebody of the team is for a region administrator."""
    if viewer is None or not can_moderate(viewer) or viewer.pk == actor.pk:
        return False
    return is_region_admin(viewer) or not actor.is_team


def can_enter_others(viewer: Actor | None) -> bool:
    """Enter somebody met in person: brokers, editors and region administrators."""
    return viewer is not None and bool(
        viewer.roles & {TeamRoleName.BROKER, TeamRoleName.EDITOR, TeamRoleName.REGION_ADMIN}
    )


def can_bring_for(viewer: Actor | None, actor: Actor) -> bool:
    """Contribute for somebody whom the team met in person, and who cannot sign in herself."""
    if actor.entered_by_id is None or actor.account_id or actor.claimed_by_id:
        return False
    if isinstance(actor.name, Left) or hasattr(actor, "suspension"):
        return False
    return can_enter_others(viewer)


def has_role(viewer: Actor | None, organisation: Actor, *roles: str) -> bool:
    return viewer is not None and viewer.organisation_roles.get(organisation.pk) in roles


def can_administer(viewer: Actor | None, organisation: Actor) -> bool:
    return has_role(viewer, organisation, MembershipRole.ADMIN) or is_region_admin(viewer)


def can_act_for(viewer: Actor | None, organisation: Actor) -> bool:
    """Act on behalf of an organisation: its administrators and editors."""
    return has_role(viewer, organisation, MembershipRole.ADMIN, MembershipRole.EDITOR)


def acts_for(viewer: Actor) -> tuple[int, ...]:
    """Herself and the organisations for which she may act, by id: ``can_act_for`` in a query."""
    acting = (MembershipRole.ADMIN, MembershipRole.EDITOR)
    roles = viewer.organisation_roles.items()
    return (viewer.pk, *(organisation for organisation, role in roles if role in acting))


def can_edit(viewer: Actor | None, actor: Actor) -> bool:
    """Edit a profile: oneself, one's organisation, or a record without an account for staff."""
    if viewer is None:
        return False
    if actor.kind == ActorKind.ORGANISATION:
        return can_act_for(viewer, actor) or is_region_admin(viewer)
    return viewer.pk == actor.pk or (actor.account_id is None and can_enter_others(viewer))


def sees(viewer: Actor | None, actor: Actor, audience: str) -> bool:
    """Whether ``viewer`` belongs to ``audience`` of something that is ``actor``'s.

    Of who left there is nothing to see, for nobody.
    """
    if isinstance(actor.name, Left):
        return False
    if viewer is not None and (
        viewer.is_team or viewer.pk == actor.pk or actor.pk in viewer.organisation_roles
    ):
        return True
    if audience == Audience.MEMBERS:
        return viewer is not None
    return audience == Audience.PUBLIC


def can_see_field(viewer: Actor | None, actor: Actor, field: str) -> bool:
    return sees(viewer, actor, actor.field_audience(field))


class NotYours(Refused):
    """The actor may know of the thing, and may not do this with it."""

    code = "not_yours"
    message = _("You may not do this.")
