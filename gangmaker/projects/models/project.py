"""A project: who takes part, in which phases, and what is to be done by when."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import Actor, Audience, Language
from gangmaker.trail.models import Act, Item


class Stage(models.TextChoices):
    PROPOSED = "proposed", _("proposed")
    ACCEPTED = "accepted", _("accepted")
    RUNNING = "running", _("running")
    FINISHED = "finished", _("finished")
    STOPPED = "stopped", _("stopped")


class PartyRole(models.TextChoices):
    """What somebody is in a project; kept in ``Party.role``."""

    LEAD = "lead", _("lead")
    PARTNER = "partner", _("partner")
    DESIGNER = "designer", _("designer")
    FUNDER = "funder", _("funder")
    VOLUNTEER = "volunteer", _("volunteer")
    MENTOR = "mentor", _("mentor")


class Project(Item):
    """What people do together. Its parties are rows of ``Party``, its needs rows of ``Need``.

    ``news_on`` is the day something was last told of it. What a company wants kept among its
    parties has the audience *parties* until each of them agreed to show it. The budget has an
    audience of its own: everybody, members, or (``team``) the parties and the team.
    """

    stage = models.CharField(
        _("stage"), max_length=10, choices=Stage.choices, default=Stage.PROPOSED
    )
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    news_on = models.DateField(_("last news"))
    budget_audience = models.CharField(
        _("who may see the budget"),
        max_length=8,
        choices=Audience.choices,
        default=Audience.TEAM,
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="project_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(stage__in=["finished", "stopped"], ended_on__isnull=False)
                | (~Q(stage__in=["finished", "stopped"]) & Q(ended_on=None)),
                name="project_ended_when_finished_or_stopped",
            ),
        ]
        indexes = [models.Index(fields=["stage", "news_on"], name="project_by_stage")]


class StageChange(models.Model):
    """That a project went into a stage: by whom, and why. Append-only.

    What stops has a reason and says what was learnt.
    """

    act = models.OneToOneField(Act, models.PROTECT, related_name="stage_change")
    project = models.ForeignKey(Project, models.PROTECT, related_name="stage_changes")
    stage = models.CharField(_("stage"), max_length=10, choices=Stage.choices)
    reason = models.TextField(_("reason"), max_length=2000, blank=True)
    learnt = models.TextField(_("what was learnt"), max_length=2000, blank=True)
    language = models.CharField(_("language"), max_length=5, choices=Language.choices)
    by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(stage="stopped") | (~Q(reason="") & ~Q(learnt="")),
                name="project_stops_with_a_reason_and_a_lesson",
            )
        ]

    def __str__(self) -> str:
        return f"project {self.project_id} {self.stage}"


class ShowingConsent(models.Model):
    """That a party agrees, or no longer agrees, to show a project. Append-only; the last counts."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="showing_consents")
    party = models.ForeignKey(Actor, models.PROTECT, related_name="showing_consents")
    agrees = models.BooleanField(_("agrees"))
    by = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["project", "party", "-at"], name="showing_last")]

    def __str__(self) -> str:
        return f"{self.party_id} on project {self.project_id}: {self.agrees}"


class DesignPhase(models.TextChoices):
    """The phases of design thinking that a new project starts with."""

    UNDERSTAND = "understand", _("understand")
    DEFINE = "define", _("define")
    IMAGINE = "imagine", _("imagine")
    MAKE = "make", _("make")
    TEST = "test", _("test")
    SHARE = "share", _("share")


class Phase(models.Model):
    """A part of a project with its own dates; several may run at once.

    ``name`` is what the project calls it; empty means the name of its ``kind``.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="phases")
    kind = models.CharField(_("kind"), max_length=10, choices=DesignPhase.choices, blank=True)
    name = models.CharField(_("name"), max_length=60, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="phase_ends_after_it_starts",
            ),
            models.CheckConstraint(condition=~Q(kind="", name=""), name="phase_has_a_name"),
        ]

    def __str__(self) -> str:
        return f"phase {self.position} of project {self.project_id}"


class Task(models.Model):
    """Something to do in a project, by somebody, before a day."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="tasks")
    phase = models.ForeignKey(Phase, models.SET_NULL, null=True, blank=True, related_name="tasks")
    title = models.CharField(_("what"), max_length=200)
    owner = models.ForeignKey(Actor, models.PROTECT, related_name="tasks")
    due_on = models.DateField(_("by"))
    done_on = models.DateField(_("done on"), null=True, blank=True)
    done_by = models.ForeignKey(
        Actor, models.PROTECT, null=True, blank=True, related_name="tasks_done"
    )

    class Meta:
        indexes = [
            models.Index(fields=["owner", "due_on"], condition=Q(done_on=None), name="task_open")
        ]

    def __str__(self) -> str:
        return f"task {self.pk} of project {self.project_id}"


class Deliverable(models.Model):
    """What a project has to have made by a day."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="deliverables")
    phase = models.ForeignKey(
        Phase, models.SET_NULL, null=True, blank=True, related_name="deliverables"
    )
    title = models.CharField(_("what"), max_length=200)
    due_on = models.DateField(_("by"))
    delivered_on = models.DateField(_("delivered on"), null=True, blank=True)
    document = models.ForeignKey(
        "projects.Attachment", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    def __str__(self) -> str:
        return f"deliverable {self.pk} of project {self.project_id}"
