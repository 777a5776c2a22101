"""Bringing two together: asking both, and following what comes of it until it is or is not."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import Actor
from gangmaker.projects.models import Project
from gangmaker.trail.models import Item

from .briefs import Brief


class IntroductionState(models.TextChoices):
    """How far it came. Silence is a state too; a word from anybody ends it."""

    PROPOSED = "proposed", _("proposed")
    ASKED = "asked", _("asked")
    ACCEPTED = "accepted", _("both said yes")
    MET = "met", _("met")
    AGREEMENT = "agreement", _("agreement")
    PROJECT = "project", _("project")
    RESULT = "result", _("result")
    DECLINED = "declined", _("declined")
    SILENT = "silent", _("silent")
    ENDED = "ended", _("came to nothing")


class Origin(models.TextChoices):
    BRIEF = "brief", _("a brief")
    BROKER = "broker", _("an idea of the broker")
    ENCOUNTER = "encounter", _("an encounter")


class Introduction(Item):
    """Two actors brought together by the owner. Its audience is the team until both said yes.

    Who says no tells nothing to the other side. ``summary`` is why, as both read it when they are
    asked. ``silent_from`` is the state in which it fell silent. The history is in ``Step``.
    """

    for_brief = models.ForeignKey(
        Brief, models.PROTECT, null=True, blank=True, related_name="introductions"
    )
    origin = models.CharField(max_length=9, choices=Origin.choices, default=Origin.BRIEF)
    state = models.CharField(
        max_length=9, choices=IntroductionState.choices, default=IntroductionState.PROPOSED
    )
    silent_from = models.CharField(max_length=9, choices=IntroductionState.choices, blank=True)
    words_on = models.DateField()
    came_of_it = models.ForeignKey(
        Project, models.PROTECT, null=True, blank=True, related_name="introductions"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="silent") & ~Q(silent_from="")
                | ~Q(state="silent") & Q(silent_from=""),
                name="introduction_silent_from_a_state",
            ),
            models.CheckConstraint(
                condition=~Q(origin="brief") | Q(for_brief__isnull=False),
                name="introduction_from_a_brief_has_one",
            ),
        ]
        indexes = [models.Index(fields=["state", "words_on"], name="introduction_by_state")]

    def __str__(self) -> str:
        return f"introduction {self.slug}"


class Answer(models.TextChoices):
    YES = "yes", _("yes")
    NO = "no", _("no")


class Side(models.Model):
    """One of the two: asked by itself, and answering for itself. ``reason`` is the broker's only.

    ``person`` answers for an organisation. ``nonce`` is in the link that is mailed.
    """

    introduction = models.ForeignKey(Introduction, models.CASCADE, related_name="sides")
    actor = models.ForeignKey(Actor, models.PROTECT, related_name="introduction_sides")
    person = models.ForeignKey(
        Actor, models.PROTECT, null=True, blank=True, related_name="introduction_sides_answered"
    )
    position = models.PositiveSmallIntegerField()
    nonce = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    asked_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=3, choices=Answer.choices, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    entered_by = models.ForeignKey(Actor, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.TextField(_("reason"), max_length=600, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["introduction", "actor"], name="side_once_each"),
            models.UniqueConstraint(fields=["introduction", "position"], name="side_one_or_two"),
            models.CheckConstraint(condition=Q(position__lte=1), name="side_of_two"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None)
                | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="side_answered_at_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.actor_id} in introduction {self.introduction_id}"


class Step(models.Model):
    """That an introduction came into a state on a day; ``by`` entered it, for whoever said so."""

    introduction = models.ForeignKey(Introduction, models.CASCADE, related_name="steps")
    state = models.CharField(max_length=9, choices=IntroductionState.choices)
    on = models.DateField()
    note = models.TextField(_("note"), max_length=600, blank=True)
    by = models.ForeignKey(Actor, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["introduction", "on"], name="step_of_introduction")]

    def __str__(self) -> str:
        return f"{self.introduction_id}: {self.state} on {self.on}"


class FollowUpKind(models.TextChoices):
    MEETING = "meeting", _("after the meeting")
    TWO_WEEKS = "two_weeks", _("after two weeks")
    THREE_MONTHS = "months", _("after three months")
    ONE_YEAR = "year", _("after a year")


class FollowUp(models.Model):
    """That both are asked how it goes on a day; made by itself when they met."""

    introduction = models.ForeignKey(Introduction, models.CASCADE, related_name="follow_ups")
    kind = models.CharField(max_length=9, choices=FollowUpKind.choices)
    due_on = models.DateField()
    asked_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["introduction", "kind"], name="follow_up_once_each")
        ]
        indexes = [models.Index(fields=["done_at", "due_on"], name="follow_up_due")]

    def __str__(self) -> str:
        return f"{self.kind} of introduction {self.introduction_id}"


class Next(models.TextChoices):
    AGAIN = "again", _("we meet again")
    AGREEMENT = "agreement", _("we agreed to work together")
    LATER = "later", _("perhaps later")
    NOTHING = "nothing", _("nothing comes of it")


class Word(models.Model):
    """How one side says it went (1 bad to 4 very good), and what comes next."""

    follow_up = models.ForeignKey(FollowUp, models.CASCADE, related_name="words")
    side = models.ForeignKey(Side, models.CASCADE, related_name="words")
    how = models.PositiveSmallIntegerField(null=True, blank=True)
    next = models.CharField(max_length=9, choices=Next.choices, blank=True)
    at = models.DateTimeField()
    entered_by = models.ForeignKey(Actor, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["follow_up", "side"], name="word_once_each"),
            models.CheckConstraint(
                condition=Q(how=None) | Q(how__gte=1, how__lte=4), name="word_of_four"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.side_id} on {self.follow_up_id}"


class Encounter(models.Model):
    """That two met by themselves, as somebody of the team saw at the coffee machine."""

    one = models.ForeignKey(Actor, models.PROTECT, related_name="encounters")
    other = models.ForeignKey(Actor, models.PROTECT, related_name="encounters_with")
    on = models.DateField()
    where = models.CharField(_("where"), max_length=120, blank=True)
    about = models.CharField(_("about what"), max_length=200, blank=True)
    by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    introduction = models.OneToOneField(
        Introduction, models.SET_NULL, null=True, blank=True, related_name="encounter"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(one=F("other")), name="encounter_of_two")
        ]

    def __str__(self) -> str:
        return f"{self.one_id} met {self.other_id} on {self.on}"
