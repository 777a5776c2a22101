"""Who may do what with goals, projects and results. One-line predicates."""

from gangmaker.actors.models import Actor, Audience, MembershipRole, TeamRoleName
from gangmaker.actors.rules import is_member, is_team
from gangmaker.trail.models import Item, ItemKind
from gangmaker.trail.rules import can_answer, keeps

from .models import Action, Attachment, Evidence, Goal, PartyRole, Project, Result, Update


def can_plan(viewer: Actor | None) -> bool:
    """Change the region's plan: the team."""
    return is_team(viewer)


def can_measure(viewer: Actor | None, goal: Goal) -> bool:
    """Enter what an indicator is: the team, and who answers for the goal."""
    return can_plan(viewer) or keeps(viewer, goal)


def can_finish_action(viewer: Actor | None, action: Action) -> bool:
    """Say that an action is done: who answers for it, and the team."""
    return can_plan(viewer) or keeps(viewer, action)


def can_manage(viewer: Actor | None, project: Item) -> bool:
    """Change a project: owner, deputy, who leads it, and the brokers and administrators."""
    return can_answer(viewer, project) or _leads(viewer, project)


def _leads(viewer: Actor | None, project: Item) -> bool:
    if viewer is None:
        return False
    speaks = (MembershipRole.ADMIN, MembershipRole.EDITOR)
    selves = [viewer.pk, *(pk for pk, role in viewer.organisation_roles.items() if role in speaks)]
    return project.parties.filter(role=PartyRole.LEAD, actor__in=selves).exists()


def is_involved(viewer: Actor | None, item: Item) -> bool:
    """Whether ``viewer`` is a party of a project, or of the project that a result came from."""
    if viewer is None:
        return False
    wanted = [item.pk]
    if item.kind == ItemKind.RESULT:
        wanted.append(Result.objects.values_list("from_project", flat=True).get(pk=item.pk))
    return Item.objects.of_parties(viewer).filter(pk__in=wanted).exists()


def can_tell(viewer: Actor | None, item: Item) -> bool:
    """Post news, attach papers, show evidence: the parties, and who manages the project."""
    return can_answer(viewer, item) or is_involved(viewer, item)


def sees_inside(viewer: Actor | None, item: Item) -> bool:
    """Read what is only for the parties: they, and the team."""
    return is_team(viewer) or is_involved(viewer, item)


def can_manage_result(viewer: Actor | None, result: Result) -> bool:
    return keeps(viewer, result) or can_manage(viewer, result.from_project)


def can_remove_evidence(viewer: Actor | None, evidence: Evidence) -> bool:
    """Who manages the result, and who showed it."""
    return viewer is not None and (
        evidence.by_id == viewer.pk or can_manage_result(viewer, evidence.result)
    )


def can_edit_update(viewer: Actor | None, update: Update) -> bool:
    """Words stay their author's."""
    return viewer is not None and update.by_id == viewer.pk


def can_remove_update(viewer: Actor | None, update: Update) -> bool:
    return (
        can_edit_update(viewer, update)
        or can_manage(viewer, update.project)
        or (viewer is not None and TeamRoleName.MODERATOR in viewer.roles)
    )


def can_remove_attachment(viewer: Actor | None, attachment: Attachment) -> bool:
    """Who attached it, who manages the project, and moderators."""
    if viewer is None:
        return False
    item = attachment.item
    project = item.result.from_project if item.kind == ItemKind.RESULT else item
    return (
        attachment.by_id == viewer.pk
        or can_manage(viewer, project)
        or TeamRoleName.MODERATOR in viewer.roles
    )


def can_see_budget(viewer: Actor | None, project: Project) -> bool:
    """As the project decided; ``team`` means its parties and the team."""
    if project.budget_audience == Audience.PUBLIC:
        return True
    if project.budget_audience == Audience.MEMBERS:
        return is_member(viewer)
    return sees_inside(viewer, project)


def can_see_attachment(viewer: Actor | None, attachment: Attachment) -> bool:
    """Of an item that ``viewer`` may see: all but what is for the parties, or was taken back.

    A picture or file of evidence that was removed is for the team only.
    """
    if is_team(viewer):
        return True
    shown = list(attachment.evidence_of.values_list("removed_on", flat=True))
    if shown and None not in shown:
        return False
    inside = attachment.parties_only or (
        attachment.update is not None and attachment.update.parties_only
    )
    return not inside or is_involved(viewer, attachment.item)
