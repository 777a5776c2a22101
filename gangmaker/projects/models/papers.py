"""What is told and shown of a project or a result: updates, pictures, documents."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import Actor, Language
from gangmaker.trail.models import Item

from .project import Project


class Update(models.Model):
    """News of a project, for whoever may see the project or, ``parties_only``, its parties."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="updates")
    text = models.TextField(_("what happened"), max_length=4000)
    language = models.CharField(_("language"), max_length=5, choices=Language.choices)
    parties_only = models.BooleanField(_("only for the parties"), default=False)
    by = models.ForeignKey(Actor, models.PROTECT, related_name="updates")
    on_behalf_of = models.ForeignKey(
        Actor, models.PROTECT, null=True, blank=True, related_name="updates_on_behalf"
    )
    at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="update_says_something")]
        indexes = [models.Index(fields=["project", "-at"], name="update_newest")]

    def __str__(self) -> str:
        return f"update {self.pk} of project {self.project_id}"


class AttachmentKind(models.TextChoices):
    PICTURE = "picture", _("picture")
    DOCUMENT = "document", _("document")


class Attachment(models.Model):
    """A picture or a document of an item of any kind; ``file`` is named after its content.

    A picture says what it shows, and pictures stand by ``position``: the first one that everybody
    may see who sees the item is its cover. What is ``parties_only`` is given to the parties and
    the team. ``by`` is who may take it away again.
    """

    item = models.ForeignKey(Item, models.CASCADE, related_name="attachments")
    update = models.ForeignKey(
        Update, models.CASCADE, null=True, blank=True, related_name="attachments"
    )
    kind = models.CharField(max_length=8, choices=AttachmentKind.choices)
    file = models.CharField(max_length=100)
    name = models.CharField(_("name"), max_length=160)
    alt = models.CharField(_("what the picture shows"), max_length=300, blank=True)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    parties_only = models.BooleanField(_("only for the parties"), default=False)
    position = models.PositiveSmallIntegerField(default=0)
    by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="picture") | ~Q(alt=""), name="attached_picture_has_alt_text"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk} of item {self.item_id}"
