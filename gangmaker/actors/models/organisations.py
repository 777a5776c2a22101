from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .accounts import new_nonce
from .actor import Actor


class MembershipRole(models.TextChoices):
    ADMIN = "admin", _("administrator")
    EDITOR = "editor", _("editor")
    MEMBER = "member", _("member")


class Membership(models.Model):
    """A person who belongs to an organisation, and what she may do for it."""

    person = models.ForeignKey(Actor, models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Actor, models.CASCADE, related_name="members")
    role = models.CharField(_("role"), max_length=8, choices=MembershipRole.choices)
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organisation"], name="membership_once_in_an_organisation"
            ),
            models.CheckConstraint(
                condition=~Q(person=F("organisation")), name="membership_not_of_oneself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.organisation_id} as {self.role}"


class Invitation(models.Model):
    """A single-use way into one organisation, for one address, in one role.

    Its link carries ``nonce``, signed (``actors.tokens``). ``used_at`` is set by a conditional
    update, so that two people who press the button at once cannot both get in.
    """

    organisation = models.ForeignKey(Actor, models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail address"))
    role = models.CharField(_("role"), max_length=8, choices=MembershipRole.choices)
    nonce = models.CharField(max_length=40, unique=True, default=new_nonce)
    invited_by = models.ForeignKey(Actor, models.PROTECT, related_name="invitations_sent")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)
    used_by = models.ForeignKey(
        Actor, models.SET_NULL, null=True, blank=True, related_name="invitations_used"
    )

    def __str__(self) -> str:
        return f"invitation {self.pk} to {self.organisation_id}"

    def is_usable(self, *, at: datetime) -> bool:
        return self.used_at is None and self.revoked_at is None and at < self.expires_at
