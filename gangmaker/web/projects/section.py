"""What the page of a project shows of it, and what can become of an idea, question or offer."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from gangmaker.actors.models import Actor, Audience
from gangmaker.actors.queries import name_for
from gangmaker.actors.rules import is_team
from gangmaker.brokerage.rules import can_broker
from gangmaker.projects import rules
from gangmaker.projects.models import PartyRole, Project, Stage, StageChange
from gangmaker.projects.operations import SOURCES
from gangmaker.projects.queries import Missing, WeakSpot
from gangmaker.projects.queries.hanging import Hanging
from gangmaker.projects.queries.project import ProjectParts, project_parts
from gangmaker.trail.models import Item, ItemAudience, ItemKind, Party
from gangmaker.trail.rules import can_answer, can_edit, can_hand_over
from gangmaker.web.dates import short_day
from gangmaker.web.items.shapes import Doing, Section

from . import telling
from .shapes import Notice, PartyShown, ProjectShown, StageShown, Told, Ways
from .timeline import period, timeline_of

ON_THE_WAY: Final = (Stage.PROPOSED, Stage.ACCEPTED, Stage.RUNNING, Stage.FINISHED)

MISSING: Final = {
    WeakSpot.NO_GOAL: gettext_lazy("This project serves no goal of the region yet."),
    WeakSpot.NO_OWNER: gettext_lazy("Nobody answers for this project any more."),
    WeakSpot.NO_NEXT_DATE: gettext_lazy("This project has no next date."),
    WeakSpot.NO_NEWS: gettext_lazy("Nobody told us anything since %(date)s."),
}
"""What everybody reads; those involved read it first, with what they can do."""


def project_section(on: Hanging) -> Section | None:
    if on.item.kind != ItemKind.PROJECT:
        return None
    viewer, at, inside = on.reader.viewer, on.reader.at, on.reader.inside
    parts = project_parts(on.item.project, on.rows, viewer=viewer, inside=inside, at=at)
    shown = _shown(parts, viewer=viewer, on=timezone.localdate(at))
    return Section("web/projects/section.html", shown)


def _shown(parts: ProjectParts, *, viewer: Actor | None, on: date) -> ProjectShown:
    project = parts.project
    parties = [party_of(party, viewer, slug=project.slug) for party in parts.parties]
    return ProjectShown(
        stages=_stages(parts),
        when=period(project.starts_on, project.ends_on),
        next_date=parts.next_date,
        notices=_notices(parts, viewer=viewer),
        told=_told(parts.changes, viewer),
        timeline=timeline_of(project, parts.phases, on=on),
        parties=parties,
        tasks=telling.tasks_of(parts.tasks, viewer=viewer, may_run=parts.may_run, on=on),
        deliverables=telling.deliverables_of(
            parts.deliverables, language=project.language, may_run=False, on=on
        ),
        inside=parts.inside,
        doings=_doings(project) if parts.may_run else [],
        tasks_url=_to("project-tasks", project) if parts.inside else "",
        why_not="" if parts.may_run or viewer is None else _why_not(parts),
    )


def _to(name: str, project: Item) -> str:
    return reverse(f"web:{name}", args=[project.slug])


def _stages(parts: ProjectParts) -> list[StageShown]:
    """The way that a project goes, and where it stands. What stopped shows how far it came."""
    project = parts.project
    when: dict[str, str] = {}
    for change in parts.changes:
        when.setdefault(change.stage, short_day(timezone.localdate(change.at)))
    stopped = project.stage == Stage.STOPPED
    way = [stage for stage in ON_THE_WAY if not stopped or stage in when]
    way += [Stage.STOPPED] if stopped else []
    here = way.index(Stage(project.stage))
    return [
        StageShown(
            label=capfirst(str(stage.label)),
            current=number == here,
            passed=number < here,
            on=when.get(stage, "") if number <= here else "",
        )
        for number, stage in enumerate(way)
    ]


def _told(changes: Sequence[StageChange], viewer: Actor | None) -> list[Told]:
    """Why it stopped, finished or went on again: of the last such change, and of each stop."""
    return [
        Told(
            title=_title_of(change),
            reason=change.reason,
            learnt=change.learnt,
            lang=change.language,
            by=name_for(change.by, viewer),
            on=timezone.localdate(change.at),
        )
        for change in changes
        if change.reason or change.learnt
    ]


def _title_of(change: StageChange) -> str:
    titles = {
        Stage.STOPPED.value: _("Why it stopped"),
        Stage.FINISHED.value: _("How it ended"),
        Stage.RUNNING.value: _("Why it goes on"),
        Stage.PROPOSED.value: _("Why it is proposed again"),
    }
    return titles.get(change.stage, _("Why"))


def party_of(party: Party, viewer: Actor | None, *, slug: str = "") -> PartyShown:
    """By the name under which the reader knows her; with her page where the reader may go.

    With the ``slug`` of the project also the way out, for who speaks for her.
    """
    actor = party.actor
    seen = actor.audience == Audience.PUBLIC or (
        viewer is not None and (viewer.is_team or actor.audience == Audience.MEMBERS)
    )
    role = PartyRole(party.role).label if party.role in PartyRole.values else party.role
    return PartyShown(
        name=name_for(actor, viewer),
        role=capfirst(str(role)),
        key=str(actor.public_id),
        url=reverse("web:actor", args=[actor.slug]) if seen and not actor.claimed_by_id else "",
        since=party.since,
        leave_url=(
            reverse("web:project-leave", args=[slug, actor.public_id])
            if slug and rules.stands_for(viewer, actor)
            else ""
        ),
    )


def _notices(parts: ProjectParts, *, viewer: Actor | None) -> list[Notice]:
    notices = [] if parts.showing is None else _about_showing(parts)
    seen = [missing for missing in parts.missing if parts.inside or missing.public_since]
    notices += [_about_missing(missing, parts, viewer) for missing in seen]
    if any(missing.public_since is None for missing in seen):
        text = _(
            "For now only those involved read what is missing. Everybody does in fourteen days."
        )
        notices.append(Notice("info", text))
    return notices


def _about_showing(parts: ProjectParts) -> list[Notice]:
    showing, project = parts.showing, parts.project
    if showing is None:
        return []
    url, link = _to("project-showing", project), _("Who agrees")
    if project.audience != ItemAudience.PARTIES:
        text = _("Everybody sees this project, because each of those involved agreed.")
        return [Notice("info", text, url, link)]
    text = ngettext(
        "Only those involved see this project. %(count)s of %(all)s agrees to show it.",
        "Only those involved see this project. %(count)s of %(all)s agree to show it.",
        showing.count,
    ) % {"count": showing.count, "all": showing.parties}
    return [Notice("waiting", text, url, link)]


def _about_missing(missing: Missing, parts: ProjectParts, viewer: Actor | None) -> Notice:
    """For who runs it with the way to put it right."""
    project = parts.project
    date = date_format(project.news_on, "j F Y")
    text = str(MISSING[missing.spot]) % {"date": date}
    if not _may_remedy(missing.spot, parts, viewer):
        return Notice("waiting", text)
    url, link = _remedy(missing.spot, project)
    return Notice("waiting", text, url, link)


def _may_remedy(spot: WeakSpot, parts: ProjectParts, viewer: Actor | None) -> bool:
    """The doors that a way leads to have rules of their own."""
    if spot == WeakSpot.NO_NEWS:
        return parts.inside
    if spot == WeakSpot.NO_GOAL:
        return is_team(viewer) or can_edit(viewer, parts.project)
    if spot == WeakSpot.NO_OWNER:
        return can_hand_over(viewer, parts.project)
    return parts.may_run


def _remedy(spot: WeakSpot, project: Project) -> tuple[str, str]:
    remedies = {
        WeakSpot.NO_GOAL: ("serves", _("Choose a goal")),
        WeakSpot.NO_OWNER: ("item-owner", _("Hand over")),
        WeakSpot.NO_NEXT_DATE: ("project-tasks", _("Plan something")),
        WeakSpot.NO_NEWS: ("update-new", _("Tell what happened")),
    }
    name, link = remedies[spot]
    return _to(name, project), link


def _doings(project: Project) -> list[Doing]:
    return [
        Doing(_("Where it stands"), _to("project-stage", project)),
        Doing(_("Who takes part"), _to("project-parties", project)),
        Doing(_("Phases and dates"), _to("project-phases", project)),
        Doing(_("Tasks and deliverables"), _to("project-tasks", project)),
        Doing(_("What we ask for"), _to("project-needs", project)),
    ]


def _why_not(parts: ProjectParts) -> str:
    """To members: who may change the project."""
    return _("Who leads it, who answers for it and the team can change this project.")


def ways_section(on: Hanging) -> Section | None:
    """Answer it, make it a project, join it to one: beside each other, for members."""
    item, viewer = on.item, on.reader.viewer
    if viewer is None or item.kind not in SOURCES or hasattr(item, "withdrawal"):
        return None
    if not item.is_published(at=on.reader.at):
        return None
    ways = ways_of(item, viewer=viewer, waits=on.journal.waits_for_answer)
    return Section("web/projects/ways.html", ways)


def ways_of(item: Item, *, viewer: Actor, waits: bool) -> Ways:
    """``waits``: it was not answered yet."""
    may_answer = waits and can_answer(viewer, item)
    return Ways(
        answer_url=reverse("web:item-answer", args=[item.slug]) if may_answer else "",
        propose_url=f"{reverse('web:project-new')}?from={item.code}",
        join_url=reverse("web:item-projects", args=[item.slug]),
        brief_url=f"{reverse('web:brief-new')}?from={item.code}" if can_broker(viewer) else "",
    )
