"""What people report, what was decided about it, and who objected."""

import uuid
from typing import TYPE_CHECKING, Self

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import Actor, Language, Statement

from .item import Item
from .talk import Comment

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

CODE_ALPHABET = "bcdfghjkmnpqrstvwxz23456789"
CODE_LENGTH = 16


def new_code() -> str:
    """What only the reporter has: long enough that nobody guesses it, short enough to copy."""
    return get_random_string(CODE_LENGTH, CODE_ALPHABET)


ONE_THING = (
    Q(item__isnull=False, comment=None, actor=None)
    | Q(item=None, comment__isnull=False, actor=None)
    | Q(item=None, comment=None, actor__isnull=False)
)
"""An item, a comment or an actor: exactly one of them."""


class CommentHiding(models.Model):
    """That a comment is shown to nobody but the team, and the statement why. No row: shown."""

    comment = models.OneToOneField(Comment, models.CASCADE, related_name="hiding")
    statement = models.OneToOneField(Statement, models.PROTECT, related_name="comment_hiding")
    by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"hiding of comment {self.comment_id}"


class ReportOutcome(models.TextChoices):
    NO_BREACH = "no_breach", _("nothing against the law or the house rules")
    MEASURE = "measure", _("something was decided about it")


class ReportDecision(models.Model):
    """What a moderator decided about one thing, on one or more reports or unasked.

    ``words`` is what the reporters are told. Whatever is decided against somebody has its
    statement of reasons.
    """

    item = models.ForeignKey(Item, models.PROTECT, null=True, blank=True, related_name="+")
    comment = models.ForeignKey(Comment, models.PROTECT, null=True, blank=True, related_name="+")
    actor = models.ForeignKey(Actor, models.PROTECT, null=True, blank=True, related_name="+")
    outcome = models.CharField(max_length=10, choices=ReportOutcome.choices)
    statement = models.OneToOneField(
        Statement, models.PROTECT, null=True, blank=True, related_name="decision"
    )
    words = models.TextField(_("what the reporters are told"), max_length=4000, blank=True)
    by = models.ForeignKey(Actor, models.PROTECT, related_name="reports_decided")
    at = models.DateTimeField(db_index=True)

    if TYPE_CHECKING:
        reports: RelatedManager["Report"]

    class Meta:
        constraints = [
            models.CheckConstraint(condition=ONE_THING, name="report_decision_about_one_thing"),
            models.CheckConstraint(
                condition=Q(outcome="no_breach", statement=None)
                | Q(outcome="measure", statement__isnull=False),
                name="report_decision_has_its_statement",
            ),
        ]

    def __str__(self) -> str:
        return f"decision {self.pk}: {self.outcome}"


class ReportReason(models.TextChoices):
    ILLEGAL = "illegal", _("against the law")
    HOUSE_RULES = "house_rules", _("against the house rules")
    PERSONAL_DATA = "personal_data", _("personal data that should not be here")
    SPAM = "spam", _("advertising or the same thing many times")
    OTHER = "other", _("something else")


class ReportQuerySet(models.QuerySet["Report"]):
    def waiting(self) -> Self:
        return self.filter(decision=None)


class Report(models.Model):
    """That somebody says that a thing does not belong here.

    ``seen`` is the text as it was then, since it may change before a moderator reads it; it may
    hold personal data, as may ``words``. ``name`` and ``email`` are the reporter's own, given
    freely and for the answer only; no author ever sees them. ``code`` lets her follow it. ``about``
    is whose thing it is, ``place`` where on the page she saw it.
    """

    code = models.CharField(max_length=20, unique=True, default=new_code, editable=False)
    item = models.ForeignKey(Item, models.PROTECT, null=True, blank=True, related_name="reports")
    comment = models.ForeignKey(
        Comment, models.PROTECT, null=True, blank=True, related_name="reports"
    )
    actor = models.ForeignKey(Actor, models.PROTECT, null=True, blank=True, related_name="reports")
    about = models.ForeignKey(Actor, models.PROTECT, related_name="reports_about")
    seen = models.TextField(blank=True)
    reason = models.CharField(_("reason"), max_length=13, choices=ReportReason.choices)
    words = models.TextField(_("what is wrong"), max_length=4000)
    place = models.CharField(_("where"), max_length=300, blank=True)
    by = models.ForeignKey(
        Actor, models.SET_NULL, null=True, blank=True, related_name="reports_made"
    )
    name = models.CharField(_("name"), max_length=160, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    language = models.CharField(_("language"), max_length=5, choices=Language.choices)
    good_faith = models.BooleanField(_("true as far as the reporter knows"))
    at = models.DateTimeField()
    form_token = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    decision = models.ForeignKey(
        ReportDecision, models.PROTECT, null=True, blank=True, related_name="reports"
    )

    objects = ReportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=ONE_THING, name="report_about_one_thing"),
            models.CheckConstraint(condition=Q(good_faith=True), name="report_in_good_faith"),
            models.CheckConstraint(condition=~Q(words=""), name="report_says_what_is_wrong"),
        ]
        indexes = [
            models.Index(fields=["at", "id"], condition=Q(decision=None), name="report_waiting"),
            models.Index(fields=["-at", "-id"], name="report_newest"),
            models.Index(fields=["about", "-at"], name="report_about_actor"),
        ]

    def __str__(self) -> str:
        return f"report {self.pk}"


class ObjectionOutcome(models.TextChoices):
    UPHELD = "upheld", _("right: the decision does not stand")
    REJECTED = "rejected", _("the decision stands")


class Objection(models.Model):
    """That the author objects to a statement, or a reporter to what was decided about her report.

    Somebody else decides about it than who decided first, by ``first_by``.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    statement = models.OneToOneField(
        Statement, models.PROTECT, null=True, blank=True, related_name="objection"
    )
    report = models.ForeignKey(
        Report, models.PROTECT, null=True, blank=True, related_name="objections"
    )
    against = models.ForeignKey(
        ReportDecision, models.PROTECT, null=True, blank=True, related_name="objections"
    )
    words = models.TextField(_("why you object"), max_length=4000)
    language = models.CharField(_("language"), max_length=5, choices=Language.choices)
    at = models.DateTimeField()
    open_until = models.DateTimeField()
    first_by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=8, choices=ObjectionOutcome.choices, blank=True)
    reason = models.TextField(_("why"), max_length=4000, blank=True)
    decided_by = models.ForeignKey(
        Actor, models.PROTECT, null=True, blank=True, related_name="objections_decided"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(statement__isnull=False, report=None)
                | Q(statement=None, report__isnull=False, against__isnull=False),
                name="objection_by_author_or_reporter",
            ),
            models.UniqueConstraint(
                fields=["report", "against"], name="objection_once_to_a_decision"
            ),
            models.CheckConstraint(condition=~Q(words=""), name="objection_says_why"),
            models.CheckConstraint(condition=Q(at__lte=F("open_until")), name="objection_in_time"),
            models.CheckConstraint(
                condition=Q(outcome="", reason="", decided_by=None, decided_at=None)
                | (
                    Q(outcome__in=["upheld", "rejected"], decided_by__isnull=False)
                    & Q(decided_at__isnull=False)
                    & ~Q(reason="")
                ),
                name="objection_decided_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("first_by")),
                name="objection_decided_by_somebody_else",
            ),
        ]
        indexes = [
            models.Index(fields=["at"], condition=Q(decided_at=None), name="objection_waiting")
        ]

    def __str__(self) -> str:
        return f"objection {self.pk}"

    def is_open(self) -> bool:
        return self.decided_at is None


class FlagKind(models.TextChoices):
    SAME_NETWORK = "same_network", _("many new people from one network")
    SAME_TEXT = "same_text", _("the same text many times")
    FLOOD = "flood", _("very much from one person")


class FlagVerdict(models.TextChoices):
    FINE = "fine", _("nothing wrong")
    ACTED = "acted", _("something was decided")


class Flag(models.Model):
    """Something that only looks wrong, for a human to look at. What was sent stays as it was.

    ``people`` are ids of those whose acts were counted. Of a network nothing is kept here.
    """

    kind = models.CharField(max_length=12, choices=FlagKind.choices)
    item = models.ForeignKey(Item, models.CASCADE, null=True, blank=True, related_name="flags")
    people = models.JSONField(default=list, encoder=DjangoJSONEncoder)
    times = models.PositiveIntegerField()
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    verdict = models.CharField(max_length=5, choices=FlagVerdict.choices, blank=True)
    looked_at = models.DateTimeField(null=True, blank=True)
    looked_by = models.ForeignKey(Actor, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(verdict="", looked_at=None, looked_by=None)
                | Q(
                    verdict__in=["fine", "acted"], looked_at__isnull=False, looked_by__isnull=False
                ),
                name="flag_is_judged_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(times__gte=2, last_at__gte=F("first_at")), name="flag_of_several_times"
            ),
        ]
        indexes = [
            models.Index(fields=["-last_at"], condition=Q(looked_at=None), name="flag_waiting")
        ]

    def __str__(self) -> str:
        return f"flag {self.pk}: {self.kind}"
