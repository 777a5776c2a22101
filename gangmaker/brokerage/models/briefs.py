"""A brief: a wish on one page. Who could answer it, and who promised to be silent about it."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import Actor
from gangmaker.trail.models import Item


class Confidentiality(models.TextChoices):
    """Who may read a brief. ``operations.briefs`` keeps the item's audience in step with it."""

    PUBLIC = "public", _("everybody")
    MEMBERS = "members", _("members")
    NAMED = "named", _("candidates by name, once they promise secrecy")
    BROKER = "broker", _("brokers only")


class BriefEnd(models.TextChoices):
    FOUND = "found", _("somebody was found")
    ELSEWHERE = "elsewhere", _("solved elsewhere")
    STOPPED = "stopped", _("it is not needed any more")
    NOBODY = "nobody", _("nobody was found")


class Brief(Item):
    """What somebody really asks, on one page. Title and summary say the wish in their words.

    ``by`` is the person who asks, ``on_behalf_of`` her organisation, ``owner`` the broker. Before
    it was approved it is not published. ``link_nonce`` is in the link by which she reads, corrects
    and approves; a new one ends the old link. ``words_on`` is the day of the last step with
    anybody, of which silence is counted.
    """

    confidentiality = models.CharField(
        _("how confidential"),
        max_length=8,
        choices=Confidentiality.choices,
        default=Confidentiality.NAMED,
    )
    behind = models.TextField(_("the question behind the question"), max_length=1000, blank=True)
    for_whom = models.CharField(_("for whom"), max_length=300, blank=True)
    tried = models.TextField(_("what was tried"), max_length=1000, blank=True)
    hours = models.CharField(_("hours that are there"), max_length=200, blank=True)
    money = models.CharField(_("money that is there"), max_length=200, blank=True)
    data = models.CharField(_("data that are there"), max_length=200, blank=True)
    people = models.CharField(_("people who are there"), max_length=200, blank=True)
    machines = models.CharField(_("machines that are there"), max_length=200, blank=True)
    must_not = models.TextField(_("what must not happen"), max_length=600, blank=True)
    by_when = models.DateField(_("by when"), null=True, blank=True)
    forms = models.JSONField(_("what is asked for"), default=list, blank=True)
    sectors = models.JSONField(_("from which sectors"), default=list, blank=True)
    languages = models.JSONField(_("languages to work in"), default=list, blank=True)
    link_nonce = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sent_at = models.DateTimeField(null=True, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(
        Actor, models.PROTECT, null=True, blank=True, related_name="briefs_approved"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    end = models.CharField(_("how it ended"), max_length=9, choices=BriefEnd.choices, blank=True)
    words_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_at=None, approved_by=None)
                | Q(approved_at__isnull=False, approved_by__isnull=False),
                name="brief_approved_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, end="") | (Q(ended_at__isnull=False) & ~Q(end="")),
                name="brief_ended_somehow",
            ),
        ]
        indexes = [models.Index(fields=["ended_at", "words_on"], name="brief_silent")]

    def __str__(self) -> str:
        return f"brief {self.slug}"


class BriefCorrection(models.Model):
    """That the one who asks changed what the broker wrote; the words before, for the broker."""

    brief = models.ForeignKey(Brief, models.CASCADE, related_name="corrections")
    field = models.CharField(max_length=20)
    was = models.TextField(blank=True)
    by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.field} of brief {self.brief_id}"


class SecrecyAgreement(models.Model):
    """That a candidate promised not to tell what the brief says, before reading it."""

    brief = models.ForeignKey(Brief, models.CASCADE, related_name="secrecy_agreements")
    actor = models.ForeignKey(Actor, models.PROTECT, related_name="secrecy_agreements")
    by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["brief", "actor"], name="secrecy_promised_once")
        ]

    def __str__(self) -> str:
        return f"{self.actor_id} is silent about {self.brief_id}"


class CandidateState(models.TextChoices):
    SHORTLISTED = "shortlisted", _("on the shortlist")
    DROPPED = "dropped", _("left out")


class Candidate(models.Model):
    """Somebody whom the broker considered for a brief. ``why`` stays among the team.

    ``points`` and ``reasons`` are what the arithmetic said on the day; empty when ``by_hand``.
    """

    brief = models.ForeignKey(Brief, models.CASCADE, related_name="candidates")
    actor = models.ForeignKey(Actor, models.CASCADE, related_name="candidacies")
    state = models.CharField(max_length=11, choices=CandidateState.choices)
    position = models.PositiveSmallIntegerField(default=0)
    why = models.TextField(_("why"), max_length=600, blank=True)
    by_hand = models.BooleanField(default=False)
    points = models.IntegerField(null=True, blank=True)
    reasons = models.JSONField(default=list, blank=True)
    by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["brief", "actor"], name="candidate_once_for_a_brief")
        ]
        indexes = [models.Index(fields=["actor", "at"], name="candidate_proposals")]

    def __str__(self) -> str:
        return f"{self.actor_id} for brief {self.brief_id}: {self.state}"
