"""Projects of the canary world: one that everybody sees, one that is kept among its parties."""

from datetime import timedelta

from gangmaker.actors.models import Actor
from gangmaker.projects import rules
from gangmaker.projects.models import Deliverable, PartyRole, Phase, Project, Stage, Task
from gangmaker.projects.operations import (
    NewParty,
    add_deliverable,
    add_task,
    agree_to_show,
    change_stage,
    propose_project,
)
from gangmaker.trail.models import Item, LinkVerb
from gangmaker.trail.operations import link_items
from tests import world
from tests.security.canaries import Allowed, CanaryWorld

SOON = (world.NOON + timedelta(days=9)).date()


def add_projects(w: CanaryWorld) -> None:
    """Member B leads; organisation A is a partner; somebody whom only the team knows mentors."""
    w.items["project"] = _project(w, "public")
    w.items["hidden project"] = _project(w, "parties")
    agree_to_show(
        project=w.items["hidden project"].project,
        party=w.viewer("member B"),
        agrees=True,
        by=w.viewer("member B"),
        now=world.NOON,
    )


def _project(w: CanaryWorld, audience: str) -> Project:
    broker = w.viewer("broker")
    project = propose_project(
        new=world.make_new_item(by=broker, title="Lampen uit vlas", audience=audience),
        came_from=[w.items["public"]],
        goals=[w.items["goal"]],
        needs=[world.make_need(label="Handen")],
        parties=[
            NewParty(w.viewer("member B"), PartyRole.LEAD),
            NewParty(w.actors["organisation A"], PartyRole.PARTNER),
            NewParty(w.actors["team person"], PartyRole.MENTOR),
        ],
        now=world.NOON,
    )
    inside = _inside(project)
    add_task(
        project=project,
        title=w.hide(f"{audience}_task", inside),
        owner=w.viewer("member B"),
        due_on=SOON,
        by=broker,
        now=world.NOON,
    )
    made = add_deliverable(
        project=project, title="Tien lampen", due_on=SOON, by=broker, now=world.NOON
    )
    why = {"reason": "Te vroeg.", "learnt": "Begin kleiner."}
    if audience == "parties":
        why = _hide_words(w, project, made)
    for stage, said in ((Stage.STOPPED, why), (Stage.PROPOSED, {"reason": why["reason"]})):
        change_stage(project=project, stage=stage, by=broker, language="nl", now=world.NOON, **said)
    link_items(
        source=w.items["waiting idea"],
        verb=LinkVerb.IS_PART_OF,
        target=project,
        by=broker,
        now=world.NOON,
    )
    return project


def _inside(project: Project) -> Allowed:
    return lambda viewer: rules.sees_inside(viewer, project)


def _hide_words(w: CanaryWorld, project: Project, made: Deliverable) -> dict[str, str]:
    """Every word of a project among its parties is theirs."""

    def reads(viewer: Actor | None) -> bool:
        return Item.objects.visible_to(viewer, at=world.NOON).filter(pk=project.pk).exists()

    project.title = w.hide("project_title", reads)
    project.summary = w.hide("project_summary", reads)
    project.save()
    made.title = w.hide("project_deliverable", reads)
    made.save()
    first = project.phases.order_by("position")[:1]
    Phase.objects.filter(pk__in=first.values("pk")).update(name=w.hide("project_phase", reads))
    project.needs.update(label=w.hide("project_need", reads))
    return {
        "reason": w.hide("project_reason", reads),
        "learnt": w.hide("project_lesson", reads),
    }


def task_of(w: CanaryWorld, name: str) -> str:
    return str(Task.objects.get(project=w.items[name].pk).pk)


def deliverable_of(w: CanaryWorld, name: str) -> str:
    return str(Deliverable.objects.get(project=w.items[name].pk).pk)
