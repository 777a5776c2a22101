"""Organisations, their members, and single-use invitations."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import (
    Actor,
    ActorKind,
    Area,
    Audience,
    Invitation,
    Membership,
    MembershipRole,
)
from gangmaker.actors.ports import plugs
from gangmaker.actors.rules import NotYours, can_administer
from gangmaker.core.refusals import Refused

from .people import new_slug

INVITATION_LIVES = timedelta(days=14)


class InvitationIsUsed(Refused):
    code = "invitation_is_used"
    message = _("This invitation was used, withdrawn, or is too old. Ask for a new one.")


class InvitationIsNotForYou(Refused):
    code = "invitation_is_not_for_you"
    message = _("This invitation was sent to another address. Sign in with that address.")


class LastAdministrator(Refused):
    code = "last_administrator"
    message = _("An organisation needs an administrator. Make somebody else one first.")


@transaction.atomic
def start_organisation(
    *, by: Actor, name: str, area: Area | None = None, reads: str, now: datetime
) -> Actor:
    """A new organisation, of which ``by`` is the first administrator."""
    organisation = Actor.objects.create(
        kind=ActorKind.ORGANISATION,
        slug=new_slug(name),
        name=name,
        area=area,
        reads=reads,
        audience=Audience.PUBLIC,
        created_at=now,
    )
    Membership.objects.create(
        person=by, organisation=organisation, role=MembershipRole.ADMIN, since=now
    )
    plugs.write_act("organisation.started", by=by, subject=organisation, at=now)
    return organisation


@transaction.atomic
def invite(*, organisation: Actor, email: str, role: str, by: Actor, now: datetime) -> Invitation:
    """Owe ``email`` a link into ``organisation``. It works once, for that address and role."""
    if not can_administer(by, organisation):
        raise NotYours
    invitation = Invitation.objects.create(
        organisation=organisation,
        email=email.strip().lower(),
        role=role,
        invited_by=by,
        created_at=now,
        expires_at=now + INVITATION_LIVES,
    )
    plugs.owe_mail(
        "invitation",
        dedupe_key=f"invitation:{invitation.pk}",
        address=invitation.email,
        language=organisation.reads,
        at=now,
        payload={"invitation": invitation.pk},
    )
    plugs.write_act("invitation.sent", by=by, subject=organisation, at=now, data={"role": role})
    return invitation


@transaction.atomic
def accept_invitation(*, invitation: Invitation, by: Actor, now: datetime) -> Membership:
    """Join the organisation that the invitation names.

    Refused for another address than the one invited, and when it was used, revoked or expired;
    of two presses at once one wins.
    """
    if by.account is None or by.account.email != invitation.email:
        raise InvitationIsNotForYou
    won = Invitation.objects.filter(
        pk=invitation.pk, used_at=None, revoked_at=None, expires_at__gt=now
    ).update(used_at=now, used_by=by)
    if not won:
        raise InvitationIsUsed
    membership, _created = Membership.objects.update_or_create(
        person=by,
        organisation=invitation.organisation,
        defaults={"role": invitation.role},
        create_defaults={"role": invitation.role, "since": now},
    )
    plugs.write_act(
        "organisation.joined",
        by=by,
        subject=invitation.organisation,
        at=now,
        data={"role": invitation.role},
    )
    return membership


@transaction.atomic
def revoke_invitation(*, invitation: Invitation, by: Actor, now: datetime) -> None:
    if not can_administer(by, invitation.organisation):
        raise NotYours
    won = Invitation.objects.filter(pk=invitation.pk, used_at=None, revoked_at=None).update(
        revoked_at=now
    )
    if not won:
        raise InvitationIsUsed
    plugs.write_act("invitation.revoked", by=by, subject=invitation.organisation, at=now)


def _refuse_without_administrator(membership: Membership) -> None:
    others = Membership.objects.filter(
        organisation=membership.organisation, role=MembershipRole.ADMIN
    ).exclude(pk=membership.pk)
    if membership.role == MembershipRole.ADMIN and not others.exists():
        raise LastAdministrator


@transaction.atomic
def change_role(*, membership: Membership, role: str, by: Actor, now: datetime) -> None:
    """Give a member another role; the last administrator cannot lose it."""
    if not can_administer(by, membership.organisation):
        raise NotYours
    if role != MembershipRole.ADMIN:
        _refuse_without_administrator(membership)
    membership.role = role
    membership.save(update_fields=["role"])
    plugs.write_act(
        "organisation.role_changed",
        by=by,
        subject=membership.organisation,
        at=now,
        data={"person": membership.person_id, "role": role},
    )


@transaction.atomic
def leave_organisation(*, membership: Membership, by: Actor, now: datetime) -> None:
    """End a membership: one's own, or somebody's as administrator."""
    if by.pk != membership.person_id and not can_administer(by, membership.organisation):
        raise NotYours
    _refuse_without_administrator(membership)
    organisation, person = membership.organisation, membership.person_id
    membership.delete()
    plugs.write_act(
        "organisation.left", by=by, subject=organisation, at=now, data={"person": person}
    )
