"""Whether what people made is still alive: who was asked, how it ended, and who fell silent."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import Actor, Language
from gangmaker.actors.models.accounts import new_nonce

from .acts import Act
from .item import Item


class Inquiry(models.Model):
    """That somebody is asked by mail whether what she keeps is still alive; once a day at most.

    The link in the mail carries ``nonce``, signed. It leads to what she was asked about until that
    day and keeps still, and to nothing else.
    """

    person = models.ForeignKey(Actor, models.CASCADE, related_name="inquiries")
    on = models.DateField()
    nonce = models.CharField(max_length=40, unique=True, default=new_nonce)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "on"], name="inquiry_once_a_day")]

    def __str__(self) -> str:
        return f"inquiry of {self.person_id} on {self.on}"


class Asking(models.Model):
    """That it was asked whether an item is still alive: its owner first, then its deputy.

    Over when anybody who keeps or made it does something with it. No open row: nothing is asked.
    """

    item = models.ForeignKey(Item, models.CASCADE, related_name="askings")
    owner_asked_on = models.DateField()
    deputy_asked_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["item"], condition=Q(ended_on=None), name="asking_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(deputy_asked_on=None) | Q(deputy_asked_on__gt=F("owner_asked_on")),
                name="asking_owner_before_deputy",
            ),
        ]
        indexes = [
            models.Index(fields=["owner_asked_on"], condition=Q(ended_on=None), name="asking_open")
        ]

    def __str__(self) -> str:
        return f"whether item {self.item_id} is alive"


class EndKind(models.TextChoices):
    FINISHED = "finished", _("finished")
    STOPPED = "stopped", _("stopped")


class Ending(models.Model):
    """That a question, an offer or an idea came to its end: how, by whom and why. No row: goes on.

    A project has its stages instead.
    """

    item = models.OneToOneField(Item, models.CASCADE, related_name="ending")
    act = models.OneToOneField(Act, models.PROTECT, related_name="ending")
    how = models.CharField(_("how"), max_length=8, choices=EndKind.choices)
    reason = models.TextField(_("reason"), max_length=1000, blank=True)
    language = models.CharField(_("language"), max_length=5, choices=Language.choices)
    by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(how="stopped") | ~Q(reason=""), name="ending_stopped_has_a_reason"
            )
        ]

    def __str__(self) -> str:
        return f"item {self.item_id} {self.how}"


class Silence(models.Model):
    """That somebody who owes answers is not here: last seen on a day, and who stands in was warned.

    Over when she signs in or does something. No open row: she is here, or owes nothing.
    """

    person = models.ForeignKey(Actor, models.CASCADE, related_name="silences")
    last_seen_on = models.DateField()
    warned_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(ended_on=None), name="silence_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(warned_on__gt=F("last_seen_on")), name="silence_before_the_warning"
            ),
        ]

    def __str__(self) -> str:
        return f"silence of {self.person_id} since {self.last_seen_on}"
