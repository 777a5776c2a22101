"""The projects of the demo region: proposed, accepted, run, finished or stopped."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from itertools import pairwise

from gangmaker.config.demo.answers import promise_on
from gangmaker.config.demo.past import Past
from gangmaker.config.demo.project_rows import Project as Row
from gangmaker.config.demo.project_rows import Yes
from gangmaker.contributions.models import Need
from gangmaker.projects.models import Phase, Project, Stage
from gangmaker.projects.operations import (
    NewParty,
    PhaseLine,
    add_party,
    agree_to_show,
    answer_item,
    change_stage,
    join_to_project,
    propose_project,
    save_phases,
)
from gangmaker.trail.models import PromiseKind
from gangmaker.trail.operations import NewItem, Reply, finish_step, translate_item

SOON = 10
"""Days between which one visit marks two phases as done."""
FIRST_TALK = "Een eerste gesprek met iedereen die meedoet"


def begin(past: Past) -> None:
    """Each project with its stages, in order; what happens in it comes between them."""
    for row in past.content.projects:
        at = past.days.ago(row.days_ago, row.key, after=past.latest(_before(row)))
        past.happen(at, partial(_propose, past, row), name=row.key)
        for number, text in enumerate(row.translations):
            when = past.days.ago(row.days_ago - 1, text.language, after=at)
            past.happen(when, partial(_translate, past, row, number))
        for role, actor in _parties(row):
            if past.moments[actor] > at:
                came = past.days.ago(row.days_ago, actor, after=past.moments[actor])
                past.happen(came, partial(_welcome, past, row, role, actor))
        _stages(past, row)
        _phases(past, row)
        for item in row.joined:
            joined = past.days.ago(row.days_ago - 3, item, after=past.latest([item, row.key]))
            past.happen(joined, partial(_join, past, row, item))
        _agreements(past, row)


def _before(row: Row) -> Iterator[str]:
    """What was there before the project; somebody who came later joins it then."""
    yield from (row.by, *row.came_from, *row.serves)


def _parties(row: Row) -> list[tuple[str, str]]:
    return [(role, actor) for role, actors in row.parties.items() for actor in actors]


def _stages(past: Past, row: Row) -> None:
    at = past.moments[row.key]
    if row.accepted:
        at = past.days.working_days_after(at, row.accepted.after, row.key)
        past.happen(at, partial(_accept, past, row, row.accepted), name=f"yes to {row.key}")
    for stage, days_ago in (
        (Stage.RUNNING, row.running_days_ago),
        (Stage.FINISHED, row.finished_days_ago),
        (Stage.STOPPED, row.stopped.days_ago if row.stopped else None),
    ):
        if days_ago is not None:
            at = past.days.ago(days_ago, f"{stage} {row.key}", after=at)
            past.happen(at, partial(_move, past, row, stage), name=f"{stage} {row.key}")


def _phases(past: Past, row: Row) -> None:
    """Planned once the project is accepted; one that is over is marked as done on that day."""
    if not row.phases or not row.accepted:
        return
    at = past.days.ago(row.days_ago, row.key, after=past.moments[f"yes to {row.key}"])
    past.happen(at, partial(_plan_phases, past, row, None))
    over = row.stopped.days_ago if row.stopped else 0
    ends = sorted({days[1] for days in row.phases.values() if days[1] < -over})
    for end, after in pairwise([*ends, 0]):
        if after and after - end < SOON:
            continue  # nobody comes by for each of them
        when = past.days.ago(-end, f"phase {row.key}", after=at)
        past.happen(when, partial(_plan_phases, past, row, end))


def _agreements(past: Past, row: Row) -> None:
    """Who refuses agreed first, and thought better of it."""
    for number, party in enumerate((*row.consents, *row.refuses)):
        after = past.moments[f"{Stage.RUNNING} {row.key}"]
        at = past.days.ago(10 - number, party, after=after)
        past.happen(at, partial(_agree, past, row, party, True))
        if party in row.refuses:
            later = past.days.ago(6, party, after=at)
            past.happen(later, partial(_agree, past, row, party, False))


def project_of(past: Past, key: str) -> Project:
    """As it is now, for its stage changes."""
    return Project.objects.select_related("by", "owner", "deputy").get(pk=past.items[key].pk)


def _propose(past: Past, row: Row, now: datetime) -> None:
    needs = [
        Need(form=need.form, level=need.level, quantity=need.quantity, label=need.label)
        for need in row.needs
    ]
    new = NewItem(
        title=row.title,
        summary=row.summary,
        language=row.language,
        by=past.actors[row.by],
        owner=past.actors[row.owner],
        deputy=past.actors[row.deputy],
        on_behalf_of=past.actor(row.on_behalf_of),
        audience=row.audience,
        area=past.area(row.municipality, row.district),
        source=row.source or "",
        entered_by=past.actor(row.entered_by),
        published_at=now,
    )
    past.items[row.key] = propose_project(
        new=new,
        came_from=[past.items[key] for key in row.came_from],
        goals=[past.items[key] for key in row.serves],
        parties=[
            NewParty(past.actors[actor], role)
            for role, actor in _parties(row)
            if actor in past.actors
        ],
        needs=needs,
        starts_on=past.days.ahead(row.starts_in_days),
        ends_on=past.days.ahead(row.ends_in_days),
        now=now,
    )
    for need, saved in zip(row.needs, needs, strict=True):
        past.needs[row.key, need.key] = saved


def _welcome(past: Past, row: Row, role: str, actor: str, now: datetime) -> None:
    add_party(
        project=project_of(past, row.key),
        actor=past.actors[actor],
        role=role,
        by=past.actors[row.owner],
        now=now,
    )


def _translate(past: Past, row: Row, number: int, now: datetime) -> None:
    text = row.translations[number]
    translate_item(
        item=past.items[row.key],
        by=past.actors[row.owner],
        language=text.language,
        title=text.title,
        summary=text.summary,
        now=now,
    )


def _accept(past: Past, row: Row, yes: Yes, now: datetime) -> None:
    """Who is not of the team is answered; the team only says that it does it."""
    by = past.actors[row.owner]
    if past.actors[row.by].is_team:
        change_stage(
            project=project_of(past, row.key),
            stage=Stage.ACCEPTED,
            by=by,
            language=row.language,
            now=now,
        )
        return
    said = Reply(
        outcome="accepted",
        reason=yes.reason,
        language=row.language,
        next_step=yes.next_step or FIRST_TALK,
        next_step_on=past.days.ahead(yes.next_step_in_days) or past.days.day(7),
        redirected_to=None,
    )
    promise = promise_on(past, row.key, PromiseKind.ANSWER)
    answer_item(promise=promise, by=by, reply=said, now=now)


def _move(past: Past, row: Row, stage: Stage, now: datetime) -> None:
    by, stopped = past.actors[row.owner], row.stopped if stage == Stage.STOPPED else None
    change_stage(
        project=project_of(past, row.key),
        stage=stage,
        by=by,
        reason=stopped.reason if stopped else "",
        learnt=stopped.learnt if stopped else "",
        language=row.language,
        now=now,
    )
    if stage == Stage.RUNNING and not past.actors[row.by].is_team:
        promise = promise_on(past, row.key, PromiseKind.NEXT_STEP)
        finish_step(promise=promise, by=by, note="", now=now)


def _plan_phases(past: Past, row: Row, over: int | None, now: datetime) -> None:
    """Those that end on day ``over`` or before are done."""
    project = project_of(past, row.key)
    there = {phase.kind: phase for phase in Phase.objects.filter(project=project)}
    lines = [
        PhaseLine(
            phase=there[kind],
            starts_on=past.days.day(first),
            ends_on=past.days.day(last),
            done=over is not None and last <= over,
        )
        for kind, (first, last) in row.phases.items()
    ]
    save_phases(project=project, phases=lines, by=past.actors[row.owner], now=now)


def _join(past: Past, row: Row, item: str, now: datetime) -> None:
    join_to_project(
        item=past.items[item],
        project=project_of(past, row.key),
        by=past.actors[row.owner],
        now=now,
    )


def _agree(past: Past, row: Row, party: str, agrees: bool, now: datetime) -> None:
    actor = past.actors[party]
    agree_to_show(
        project=project_of(past, row.key),
        party=actor,
        agrees=agrees,
        by=actor,
        now=now,
    )
