from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from gangmaker.actors.models import Actor

from .item import Item


class Act(models.Model):
    """One thing that happened. Append-only: triggers refuse to change or delete a row.

    ``item`` and ``subject`` say what and whom it concerns; ``data`` holds ids and choices,
    never a person's words or address, since it cannot be erased.
    """

    verb = models.CharField(max_length=40)
    by = models.ForeignKey(Actor, models.PROTECT, null=True, related_name="acts")
    on_behalf_of = models.ForeignKey(
        Actor, models.PROTECT, null=True, blank=True, related_name="acts_on_behalf"
    )
    item = models.ForeignKey(Item, models.PROTECT, null=True, blank=True, related_name="acts")
    subject = models.ForeignKey(
        Actor, models.PROTECT, null=True, blank=True, related_name="acts_about"
    )
    at = models.DateTimeField(db_index=True)
    data = models.JSONField(default=dict, blank=True, encoder=DjangoJSONEncoder)

    class Meta:
        indexes = [models.Index(fields=["item", "at"], name="act_of_item")]

    def __str__(self) -> str:
        return f"{self.verb} at {self.at:%Y-%m-%d %H:%M}"
