from datetime import date
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nTextField

from gangmaker.actors.models import Actor, Language
from gangmaker.actors.rules import acts_for

from .acts import Act
from .item import Item, ItemKind, Withdrawal


class PromiseKind(models.TextChoices):
    ANSWER = "answer", _("an answer")
    NEXT_STEP = "next_step", _("the next step")


class PromiseTerm(models.Model):
    """Within how many working days the region answers one kind of item."""

    kind = models.CharField(_("kind"), max_length=12, choices=ItemKind.choices, unique=True)
    working_days = models.PositiveSmallIntegerField(_("working days"))

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(working_days__gte=1, working_days__lte=60),
                name="promise_term_between_1_and_60_days",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.working_days} working days"


def owed_by(person: Actor) -> Q:
    """What she owes, or an organisation for which she acts, as owner or as deputy.

    By ids, so that each half finds its own index.
    """
    keepers = acts_for(person)
    replaced = Item.objects.filter(deputy__in=keepers).values("pk")
    return Q(owner__in=keepers) | Q(item__in=replaced)


class PromiseQuerySet(models.QuerySet["Promise"]):
    def waiting(self) -> Self:
        """Not kept yet. By its date, which is null when ``kept_by`` is: SQLite would take the
        unique index of ``kept_by`` for a rare null and read every promise that waits. Withdrawals
        are few: asking for them costs half of joining the items."""
        withdrawn = Withdrawal.objects.filter(item=OuterRef("item"))
        return self.filter(~Exists(withdrawn), kept_on=None)

    def overdue(self, *, on: date) -> Self:
        return self.waiting().filter(due_on__lt=on)

    def of(self, person: Actor) -> Self:
        """What ``person`` has to keep, as owner or as deputy, also for an organisation."""
        return self.filter(owed_by(person))


class Promise(models.Model):
    """What somebody is owed: by whom, by when. Kept by the act that did it."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="promises")
    kind = models.CharField(max_length=12, choices=PromiseKind.choices)
    to = models.ForeignKey(Actor, models.PROTECT, related_name="promises_received")
    owner = models.ForeignKey(Actor, models.PROTECT, related_name="promises_to_keep")
    what = models.CharField(_("what"), max_length=300, blank=True)
    made_on = models.DateField()
    due_on = models.DateField()
    kept_by = models.OneToOneField(
        Act, models.PROTECT, null=True, blank=True, related_name="promise_kept"
    )
    kept_on = models.DateField(null=True, blank=True)
    kept_note = models.CharField(_("what came of it"), max_length=500, blank=True)

    objects = PromiseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(due_on__gte=models.F("made_on")), name="promise_due_after_made"
            ),
            models.CheckConstraint(
                condition=Q(kept_by=None, kept_on=None)
                | (~Q(kept_by=None) & Q(kept_on__isnull=False)),
                name="promise_kept_has_a_date",
            ),
            models.UniqueConstraint(
                fields=["item"],
                condition=Q(kind="answer", kept_by=None),
                name="promise_one_answer_at_a_time",
            ),
        ]
        indexes = [
            models.Index(
                fields=["owner", "due_on"], condition=Q(kept_on=None), name="promise_today"
            ),
            models.Index(fields=["due_on"], condition=Q(kept_on=None), name="promise_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} on item {self.item_id} by {self.due_on}"

    def is_overdue(self, *, on: date) -> bool:
        return self.kept_on is None and self.due_on < on


class Outcome(models.TextChoices):
    ACCEPTED = "accepted", _("accepted")
    REDIRECTED = "redirected", _("redirected")
    DECLINED = "declined", _("declined")


class Answer(models.Model):
    """What the owner said, with a reason in plain words. One for each promise."""

    promise = models.OneToOneField(Promise, models.PROTECT, related_name="answer")
    item = models.ForeignKey(Item, models.PROTECT, related_name="answers")
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices)
    reason = models.TextField(_("reason"), max_length=2000)
    next_step = models.CharField(_("next step"), max_length=300, blank=True)
    next_step_on = models.DateField(_("when"), null=True, blank=True)
    redirected_to = models.ForeignKey(
        Actor, models.PROTECT, null=True, blank=True, related_name="answers_redirected_here"
    )
    language = models.CharField(_("language"), max_length=5, choices=Language.choices)
    by = models.ForeignKey(Actor, models.PROTECT, related_name="answers_given")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="answer_has_a_reason"),
            models.CheckConstraint(
                condition=~Q(outcome="accepted")
                | (~Q(next_step="") & Q(next_step_on__isnull=False)),
                name="answer_accepted_has_a_next_step",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="redirected") | Q(redirected_to__isnull=False),
                name="answer_redirected_says_where",
            ),
        ]
        indexes = [models.Index(fields=["-at"], name="answer_newest")]

    def __str__(self) -> str:
        return f"{self.outcome} for item {self.item_id}"

    @property
    def on_behalf_of(self) -> Actor | None:
        """The organisation for which it was said, as the act tells that kept the promise."""
        act = self.promise.kept_by
        return act.on_behalf_of if act else None


class AnswerTemplate(models.Model):
    """A reason that the team often gives, in every language, to start an answer from."""

    kind = models.CharField(_("kind"), max_length=12, choices=ItemKind.choices)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices)
    name = models.CharField(_("name"), max_length=80)
    text = I18nTextField(_("text"))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "outcome", "name"], name="answer_template_named_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind}, {self.outcome}: {self.name}"
