"""Who may tell, attach, show and see what belongs to an item. One-line predicates."""

from gangmaker.actors.models import Actor, Audience
from gangmaker.actors.rules import is_member, is_team
from gangmaker.trail.models import Item, ItemKind
from gangmaker.trail.rules import PLANNED, can_answer, can_edit, keeps

from .models import Attachment, Evidence, Project, Result, Update
from .rules import can_manage, can_plan, is_involved, sees_inside


def can_tell(viewer: Actor | None, item: Item) -> bool:
    """Post news, attach papers, show evidence: those involved, and who answers for it."""
    return can_answer(viewer, item) or is_involved(viewer, item)


def can_attach(viewer: Actor | None, item: Item) -> bool:
    """Put a picture or document with an item: who may tell or edit it; with the plan, the team."""
    if item.kind in (ItemKind.PROJECT, ItemKind.RESULT):
        return can_tell(viewer, item)
    return can_plan(viewer) if item.kind in PLANNED else can_edit(viewer, item)


def can_arrange(viewer: Actor | None, item: Item) -> bool:
    """Say in which order the pictures of an item stand, and what each shows."""
    return can_manage(viewer, item) if item.kind == ItemKind.PROJECT else can_attach(viewer, item)


def can_manage_result(viewer: Actor | None, result: Result) -> bool:
    """Nobody is asked about the project of a result who is not signed in: that costs a query."""
    return viewer is not None and (keeps(viewer, result) or can_manage(viewer, result.from_project))


def can_remove_evidence(viewer: Actor | None, evidence: Evidence) -> bool:
    """Who manages the result, and who showed it."""
    return viewer is not None and (
        evidence.by_id == viewer.pk or can_manage_result(viewer, evidence.result)
    )


def can_edit_update(viewer: Actor | None, update: Update) -> bool:
    """Words stay their author's."""
    return viewer is not None and update.by_id == viewer.pk


def can_remove_update(viewer: Actor | None, update: Update) -> bool:
    """Its author, who runs the project, and the moderators."""
    return can_edit_update(viewer, update) or can_manage(viewer, update.project)


def can_remove_attachment(viewer: Actor | None, attachment: Attachment) -> bool:
    """Who attached it, and who manages what it hangs on."""
    return viewer is not None and (
        attachment.by_id == viewer.pk or can_manage_papers(viewer, attachment.item)
    )


def can_manage_papers(viewer: Actor | None, item: Item) -> bool:
    """Take away what others attached: who runs the project, else who arranges the pictures."""
    if item.kind == ItemKind.RESULT:
        return can_manage_result(viewer, item.result)
    return can_arrange(viewer, item)


def can_see_budget(viewer: Actor | None, project: Project) -> bool:
    """As the project decided; ``team`` means its parties and the team."""
    return budget_is_open(viewer, project) or sees_inside(viewer, project)


def budget_is_open(viewer: Actor | None, project: Project) -> bool:
    """Whether ``viewer`` sees the budget also where she has no part in the project."""
    if project.budget_audience == Audience.MEMBERS:
        return is_member(viewer)
    return project.budget_audience == Audience.PUBLIC


def can_see_attachment(viewer: Actor | None, attachment: Attachment) -> bool:
    """Of an item that ``viewer`` may see: all but what is for the parties, or was taken back.

    A picture or file of evidence that was removed is for the team only, and so is a letter of
    assignment: it says how somebody is employed.
    """
    if is_team(viewer):
        return True
    if attachment.assignment_letters.exists():
        return False
    shown = list(attachment.evidence_of.values_list("removed_on", flat=True))
    if shown and None not in shown:
        return False
    inside = attachment.parties_only or (
        attachment.update is not None and attachment.update.parties_only
    )
    return not inside or is_involved(viewer, attachment.item)
