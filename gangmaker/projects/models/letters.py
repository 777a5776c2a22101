"""Task-assignment letters: which part of somebody's work is for a project, and until when."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import Actor

from .papers import Attachment
from .project import Project


class LetterQuerySet(models.QuerySet["AssignmentLetter"]):
    def with_end(self) -> "LetterQuerySet":
        """With ``ended_on``, the day on which each was ended early, if it was."""
        return self.annotate(ended_on=F("end__last_day"))

    def standing(self) -> "LetterQuerySet":
        """Those that were not corrected, with the day on which they were ended."""
        return self.filter(corrected_by=None).with_end()


class AssignmentLetter(models.Model):
    """That a fixed part of somebody's work is for a project, on paper and signed.

    The days include the last one. A letter is never rewritten: a mistake is put right by a
    letter that ``corrects`` it, and one that stops early has an end.
    """

    person = models.ForeignKey(Actor, models.PROTECT, related_name="assignment_letters")
    project = models.ForeignKey(Project, models.PROTECT, related_name="assignment_letters")
    percentage = models.PositiveSmallIntegerField(_("percentage of the work"))
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    function = models.CharField(_("function in the project"), max_length=120)
    signed_by = models.CharField(_("signed by"), max_length=120)
    signed_on = models.DateField(_("signed on"))
    document = models.ForeignKey(
        Attachment, models.PROTECT, null=True, blank=True, related_name="assignment_letters"
    )
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="corrected_by"
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = LetterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(percentage__gte=1, percentage__lte=100),
                name="letter_for_a_part_of_work",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="letter_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=~Q(function="") & ~Q(signed_by=""), name="letter_says_what_and_who_signed"
            ),
            models.CheckConstraint(
                condition=Q(corrects=None, reason="")
                | (Q(corrects__isnull=False) & ~Q(corrects=F("pk")) & ~Q(reason="")),
                name="letter_corrected_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.percentage} % of {self.person_id} for project {self.project_id}"


class LetterEnd(models.Model):
    """That a letter stops before its last day, and why. No row: it runs as it says."""

    letter = models.OneToOneField(AssignmentLetter, models.PROTECT, related_name="end")
    last_day = models.DateField(_("last day"))
    reason = models.CharField(_("reason"), max_length=300)
    by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="letter_ended_with_a_reason")
        ]

    def __str__(self) -> str:
        return f"letter {self.letter_id} ends on {self.last_day}"
