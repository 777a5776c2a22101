"""Proposing a project, from nothing or from what people brought, and joining things to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import Actor, Area
from gangmaker.actors.rules import NotYours, can_act_for, can_enter_others
from gangmaker.contributions.models import UNIT_OF_FORM, Form, Need
from gangmaker.contributions.operations import Acquaintance, owner_for
from gangmaker.contributions.operations.joining import introduce
from gangmaker.core.refusals import Refused
from gangmaker.projects import rules
from gangmaker.projects.models import DesignPhase, PartyRole, Phase, Project, Stage
from gangmaker.trail.models import Item, ItemKind, Link, LinkVerb, Party
from gangmaker.trail.operations import (
    NewItem,
    item_fields,
    link_items,
    owe_mail,
    promise_answer,
    record,
)

from .moving import record_stage
from .telling import people_of, tell, tell_contributors

SOURCES = (ItemKind.IDEA, ItemKind.QUESTION, ItemKind.OFFER)
"""What can become a project, or join one."""


class EndsBeforeItStarts(Refused):
    code = "project_ends_before_it_starts"
    message = _("A project ends on the day it starts, or later.")


class NotASource(Refused):
    code = "not_a_source"
    message = _("Only an idea, a question or an offer can become a project or join one.")


@dataclass(frozen=True)
class NewParty:
    """Who takes part, and as what."""

    actor: Actor
    role: str


def propose_project(
    *,
    new: NewItem,
    came_from: Sequence[Item] = (),
    goals: Sequence[Item] = (),
    parties: Sequence[NewParty] = (),
    needs: Sequence[Need] = (),
    starts_on: date | None = None,
    ends_on: date | None = None,
    now: datetime,
) -> Project:
    """Propose a project; ``needs`` are unsaved. It starts with the six phases of design thinking.

    Who proposes it leads it, unless the team does or others are named as lead. Somebody outside
    the team is promised an answer. A form that is sent twice makes one project.
    """
    try:
        with transaction.atomic():
            return _sent_before(new.form_token) or _propose(
                new,
                came_from=came_from,
                goals=goals,
                parties=parties,
                needs=needs,
                starts_on=starts_on,
                ends_on=ends_on,
                now=now,
            )
    except IntegrityError:
        first = _sent_before(new.form_token)
        if first is None:
            raise
        return first


def _sent_before(form_token: UUID | None) -> Project | None:
    if form_token is None:
        return None
    return Project.objects.filter(form_token=form_token).first()


def _propose(
    new: NewItem,
    *,
    came_from: Sequence[Item],
    goals: Sequence[Item],
    parties: Sequence[NewParty],
    needs: Sequence[Need],
    starts_on: date | None,
    ends_on: date | None,
    now: datetime,
) -> Project:
    _refuse(new, came_from, starts_on=starts_on, ends_on=ends_on)
    project = Project.objects.create(
        **item_fields(new, kind=ItemKind.PROJECT, now=now),
        starts_on=starts_on,
        ends_on=ends_on,
        news_on=timezone.localdate(now),
    )
    _add_parties(project, _with_a_lead(new, parties), now=now)
    _add_phases(project)
    _add_needs(project, needs)
    act = record(
        "project.proposed",
        by=new.entered_by or new.by,
        on_behalf_of=new.by if new.entered_by else new.on_behalf_of,
        item=project,
        at=now,
        data={"audience": new.audience},
    )
    record_stage(project, Stage.PROPOSED, act=act, by=new.by, language=new.language, now=now)
    for source in came_from:
        link_items(source=project, verb=LinkVerb.CAME_FROM, target=source, by=new.by, now=now)
    for goal in goals:
        link_items(source=project, verb=LinkVerb.SERVES_GOAL, target=goal, by=new.by, now=now)
    if not new.by.is_team:
        _promise(project, to=new.by, now=now)
    typist = new.entered_by or new.by
    about = {"project": project.pk}
    tell(
        "project_party",
        people_of(project),
        about=f"{project.pk}",
        payload=about,
        now=now,
        but=typist,
    )
    tell_contributors(project, came_from, kind="project_from", by=typist, now=now)
    return project


def _refuse(
    new: NewItem, came_from: Sequence[Item], *, starts_on: date | None, ends_on: date | None
) -> None:
    by_staff = new.entered_by is not None
    if new.on_behalf_of and not by_staff and not can_act_for(new.by, new.on_behalf_of):
        raise NotYours
    if by_staff and not can_enter_others(new.entered_by):
        raise NotYours
    if any(source.kind not in SOURCES for source in came_from):
        raise NotASource
    if starts_on and ends_on and ends_on < starts_on:
        raise EndsBeforeItStarts


def _with_a_lead(new: NewItem, parties: Sequence[NewParty]) -> list[NewParty]:
    proposer = new.on_behalf_of or new.by
    named = {party.actor.pk for party in parties}
    led = any(party.role == PartyRole.LEAD for party in parties)
    if proposer.pk in named or (new.by.is_team and not new.on_behalf_of):
        return list(parties)
    role = PartyRole.PARTNER if led else PartyRole.LEAD
    return [NewParty(proposer, role), *parties]


def _add_parties(project: Project, parties: Sequence[NewParty], *, now: datetime) -> None:
    since = timezone.localdate(now)
    first = {party.actor.pk: party for party in reversed(parties)}
    named = [party for party in parties if first[party.actor.pk] is party]
    for position, party in enumerate(named):
        Party.objects.create(
            item=project, actor=party.actor, role=party.role, position=position, since=since
        )


def _add_phases(project: Project) -> None:
    Phase.objects.bulk_create(
        Phase(project=project, kind=kind, position=position)
        for position, kind in enumerate(DesignPhase.values)
    )


def _add_needs(project: Project, needs: Sequence[Need]) -> None:
    for position, need in enumerate(needs):
        need.item, need.position, need.unit = project, position, UNIT_OF_FORM[Form(need.form)]
        need.save()


def _promise(project: Project, *, to: Actor, now: datetime) -> None:
    """An answer is owed, and a receipt by mail that says by when."""
    promise = promise_answer(item=project, to=to, now=now)
    owe_mail(
        "received",
        dedupe_key=f"received:{project.pk}",
        address=to.email,
        language=to.reads,
        to=to,
        at=now,
        payload={"promise": promise.pk},
    )


@dataclass(frozen=True)
class Proposed:
    """A project as it was typed. ``needs`` are unsaved: form, level, quantity, label."""

    title: str
    summary: str
    language: str
    audience: str
    came_from: Sequence[Item] = ()
    goal: Item | None = None
    needs: Sequence[Need] = ()
    starts_on: date | None = None
    ends_on: date | None = None
    area: Area | None = None
    form_token: UUID | None = None


def propose_in(
    *,
    proposed: Proposed,
    proposer: Actor | Acquaintance,
    by: Actor,
    on_behalf_of: Actor | None = None,
    now: datetime,
) -> Project:
    """Propose a project from a form, once however often it is sent. ``by`` types it.

    Somebody of the team answers for her own project; for others who answers for what it came
    from does, else a broker.
    """
    try:
        with transaction.atomic():
            return _sent_before(proposed.form_token) or _propose_typed(
                proposed, proposer, by=by, on_behalf_of=on_behalf_of, now=now
            )
    except IntegrityError:
        first = _sent_before(proposed.form_token)
        if first is None:
            raise
        return first


def _propose_typed(
    proposed: Proposed,
    proposer: Actor | Acquaintance,
    *,
    by: Actor,
    on_behalf_of: Actor | None,
    now: datetime,
) -> Project:
    met = isinstance(proposer, Acquaintance)
    who = introduce(proposer, by=by, now=now) if isinstance(proposer, Acquaintance) else proposer
    owner, deputy = owner_for(proposed.came_from[0] if proposed.came_from else None)
    if who.is_team:
        owner, deputy = who, owner if owner != who else deputy
    new = NewItem(
        title=proposed.title,
        summary=proposed.summary,
        language=proposed.language,
        by=who,
        owner=owner,
        deputy=deputy,
        on_behalf_of=on_behalf_of,
        audience=proposed.audience,
        area=proposed.area,
        source=proposer.source if isinstance(proposer, Acquaintance) else "",
        entered_by=by if met else None,
        published_at=now,
        form_token=proposed.form_token,
    )
    return _propose(
        new,
        came_from=proposed.came_from,
        goals=[proposed.goal] if proposed.goal else [],
        parties=(),
        needs=proposed.needs,
        starts_on=proposed.starts_on,
        ends_on=proposed.ends_on,
        now=now,
    )


@transaction.atomic
def join_to_project(*, item: Item, project: Project, by: Actor, now: datetime) -> Link:
    """Make an idea, a question or an offer part of a project; who runs that project does.

    Everybody who contributed to the item is told, once. Joining it twice changes nothing.
    """
    if not rules.can_run(by, project):
        raise NotYours
    if item.kind not in SOURCES:
        raise NotASource
    link = link_items(source=item, verb=LinkVerb.IS_PART_OF, target=project, by=by, now=now)
    tell_contributors(project, [item], kind="project_joined", by=by, now=now)
    return link
