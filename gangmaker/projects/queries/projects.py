"""Which projects there are: what was realised, and what somebody takes part in."""

from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from gangmaker.actors.models import Actor
from gangmaker.actors.rules import acts_for
from gangmaker.projects.models import Evidence, PartyRole, Project, Result, Stage, Task
from gangmaker.trail.models import Item, ItemAudience, Party


def public_projects(*, at: datetime) -> "QuerySet[Project]":
    """Projects that everybody may know of."""
    return Project.objects.filter(
        audience=ItemAudience.PUBLIC, published_at__lte=at, withdrawal=None
    )


def realised(*, at: datetime) -> "QuerySet[Project]":
    """Finished, with at least one piece of evidence on one of its results, not taken back.

    Only what everybody may see counts, the project and that result: so everybody can count
    along, and a project among its parties is not betrayed by a figure.
    """
    shown = Result.objects.filter(
        audience=ItemAudience.PUBLIC, published_at__lte=at, withdrawal=None
    )
    evidence = Evidence.objects.filter(
        result__in=shown, result__from_project=OuterRef("pk"), removed_on=None
    )
    return public_projects(at=at).filter(Exists(evidence), stage=Stage.FINISHED)


def run_by(viewer: Actor, *, at: datetime) -> "QuerySet[Project]":
    """Projects that go on and that ``viewer`` runs, by name: ``rules.can_run`` as a filter."""
    going = Project.objects.filter(
        stage__in=[Stage.PROPOSED, Stage.ACCEPTED, Stage.RUNNING], withdrawal=None
    )
    if not viewer.is_team:
        leading = Party.objects.filter(role=PartyRole.LEAD, actor__in=acts_for(viewer))
        keepers = acts_for(viewer)
        kept = Q(owner__in=keepers) | Q(deputy__in=keepers)
        going = going.filter(kept | Q(pk__in=leading.values("item")))
    seen = Item.objects.visible_to(viewer, at=at)
    return going.filter(pk__in=seen.values("pk")).order_by("title", "pk")


def concerning(viewer: Actor, *, limit: int = 50) -> "QuerySet[Project]":
    """Projects that go on in which ``viewer`` takes part or for which she answers, by name."""
    selves = [viewer.pk, *viewer.organisation_ids]
    parties = Party.objects.filter(actor__in=selves).values("item")
    keepers = acts_for(viewer)
    mine = Q(owner__in=keepers) | Q(deputy__in=keepers) | Q(pk__in=parties)
    going = Project.objects.filter(mine, stage__in=[Stage.ACCEPTED, Stage.RUNNING], withdrawal=None)
    return going.order_by("title", "pk")[:limit]


def open_tasks(viewer: Actor, *, at: datetime, limit: int = 30) -> list[Task]:
    """What ``viewer`` has to do, also for organisations that she acts for; the next day first.

    Only in projects of which she may know still: who left a hidden one reads nothing of it.
    """
    known = Item.objects.visible_to(viewer, at=at)
    tasks = Task.objects.filter(
        Exists(known.filter(pk=OuterRef("project"))),  # asked of her own tasks only
        owner__in=acts_for(viewer),
        done_on=None,
        project__withdrawal=None,
    ).exclude(project__stage__in=[Stage.FINISHED, Stage.STOPPED])
    return list(
        tasks.select_related("project", "phase", "owner__area").order_by("due_on", "pk")[:limit]
    )


def next_date(dates: list[date | None], *, on: date) -> date | None:
    """The nearest day that is not over."""
    return min((day for day in dates if day is not None and day >= on), default=None)
