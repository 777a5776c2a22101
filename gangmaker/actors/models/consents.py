from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .actor import Actor, Language


class ConsentPurpose(models.TextChoices):
    """What is done only with somebody's consent; all else rests on another ground."""

    DIRECTORY = "directory", _("being found by everybody")


class ConsentWhere(models.TextChoices):
    """Where somebody said yes."""

    PROFILE = "profile", _("in the profile")
    MY_DATA = "my_data", _("on the page My data")
    TOLD = "told", _("told to the team in person")


class Consent(models.Model):
    """That somebody agreed to one thing, by which words and where; taken back, it stays on record.

    ``version`` and ``language`` name the text that was read (``actors.consents``). One consent to
    a purpose stands at a time.
    """

    actor = models.ForeignKey(Actor, models.CASCADE, related_name="consents")
    purpose = models.CharField(_("for what"), max_length=12, choices=ConsentPurpose.choices)
    version = models.PositiveSmallIntegerField(_("version of the text"))
    language = models.CharField(_("language"), max_length=5, choices=Language.choices)
    given_in = models.CharField(_("where"), max_length=8, choices=ConsentWhere.choices)
    given_at = models.DateTimeField(_("given"))
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["actor", "purpose"],
                condition=Q(withdrawn_at=None),
                name="consent_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(withdrawn_at__gte=F("given_at")),
                name="consent_withdrawn_after_it_was_given",
            ),
        ]

    def __str__(self) -> str:
        return f"consent of {self.actor_id} to {self.purpose}"
