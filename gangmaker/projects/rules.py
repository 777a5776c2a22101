"""Who may do what with goals and projects. One-line predicates."""

from django.db.models import Exists, OuterRef, Q

from gangmaker.actors.models import Actor, ActorKind
from gangmaker.actors.rules import can_act_for, is_broker, is_region_admin, is_team
from gangmaker.trail.models import Item, ItemKind, Party
from gangmaker.trail.rules import can_answer, keeps

from .models import Action, Goal, Grant, PartyRole, Project, Result, Stage, Task


def can_plan(viewer: Actor | None) -> bool:
    """Change the region's plan: the team."""
    return is_team(viewer)


def can_measure(viewer: Actor | None, goal: Goal) -> bool:
    """Enter what an indicator is: the team, and who answers for the goal."""
    return can_plan(viewer) or keeps(viewer, goal)


def can_finish_action(viewer: Actor | None, action: Action) -> bool:
    """Say that an action is done: who answers for it, and the team."""
    return can_plan(viewer) or keeps(viewer, action)


def stands_for(viewer: Actor | None, actor: Actor) -> bool:
    """Whether ``viewer`` speaks for ``actor``: herself, or an organisation that she acts for."""
    return viewer is not None and (viewer.pk == actor.pk or can_act_for(viewer, actor))


def leads(viewer: Actor | None, project: Item) -> bool:
    """Whether ``viewer`` speaks for one of those who lead the project."""
    if viewer is None:
        return False
    leading = Party.objects.filter(item=project.pk, role=PartyRole.LEAD).select_related("actor")
    return any(stands_for(viewer, party.actor) for party in leading)


def can_run(viewer: Actor | None, project: Item) -> bool:
    """Plan and change a project: the team, its owner and deputy, and whoever leads it."""
    return is_team(viewer) or keeps(viewer, project) or leads(viewer, project)


can_manage = can_run


def is_involved(viewer: Actor | None, item: Item) -> bool:
    """Whether ``viewer`` is a party of a project, or of the project that a result came from."""
    if viewer is None:
        return False
    wanted = [item.pk]
    if item.kind == ItemKind.RESULT:
        wanted.append(Result.objects.values_list("from_project", flat=True).get(pk=item.pk))
    return Item.objects.of_parties(viewer).filter(pk__in=wanted).exists()


def involved(viewer: Actor | None) -> Q:
    """As ``is_involved``; to annotate items with."""
    if viewer is None:
        return Q(pk__in=[])
    hers = Item.objects.of_parties(viewer)
    own, of_project = OuterRef("pk"), OuterRef("result__from_project")
    return Q(Exists(hers.filter(pk=own))) | Q(Exists(hers.filter(pk=of_project)))


def sees_inside(viewer: Actor | None, item: Item) -> bool:
    """Read what is only for the parties of a project or a result: they, and the team."""
    return is_team(viewer) or is_involved(viewer, item)


def can_move(viewer: Actor | None, project: Project, stage: str) -> bool:
    """Take a project into ``stage``; who only leads it does not accept what she proposed."""
    return can_answer(viewer, project) if stage == Stage.ACCEPTED else can_run(viewer, project)


def sees_task(viewer: Actor | None, task: Task) -> bool:
    """Know of a task: those involved in the project, and whose task it is."""
    return stands_for(viewer, task.owner) or sees_inside(viewer, task.project)


def can_finish_task(viewer: Actor | None, task: Task) -> bool:
    """Say that a task is done: whose it is, and who runs the project."""
    return stands_for(viewer, task.owner) or can_run(viewer, task.project)


def can_agree_for(viewer: Actor | None, party: Actor) -> bool:
    """Say whether ``party`` agrees to show a project.

    The team writes it down only for a person without an account, who said so in person.
    """
    on_paper = party.kind == ActorKind.PERSON and party.account_id is None
    return stands_for(viewer, party) or (on_paper and is_team(viewer))


def can_keep_grants(viewer: Actor | None) -> bool:
    """Enter grants and what is claimed from them: brokers and region administrators."""
    return is_broker(viewer)


def sees_grant(viewer: Actor | None, grant: Grant) -> bool:
    """Read the dossier of a grant: the team, and who acts for the funder."""
    return is_team(viewer) or can_act_for(viewer, grant.funder)


def can_hand_over_all(viewer: Actor | None, giver: Actor) -> bool:
    """Give all that a person keeps to others: she herself, and the region administrator."""
    if viewer is None or giver.kind != ActorKind.PERSON:
        return False
    return viewer.pk == giver.pk or is_region_admin(viewer)
