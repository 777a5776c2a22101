"""What happened in the projects of the demo region: tasks, news, papers and money spent."""

from datetime import datetime
from functools import partial

from gangmaker.config.demo.papers import alt_of
from gangmaker.config.demo.past import Past
from gangmaker.config.demo.project_rows import BudgetLine as LineRow
from gangmaker.config.demo.project_rows import Cost as CostRow
from gangmaker.config.demo.project_rows import Deliverable as DeliverableRow
from gangmaker.config.demo.project_rows import Paper, Update
from gangmaker.config.demo.project_rows import Pay as PayRow
from gangmaker.config.demo.project_rows import Project as Row
from gangmaker.config.demo.project_rows import Task as TaskRow
from gangmaker.config.demo.projects import project_of
from gangmaker.projects.models import Phase, Stage
from gangmaker.projects.operations import add_deliverable, add_task, deliver, finish_task
from gangmaker.projects.operations.budget import (
    NewLine,
    Pay,
    correct_cost,
    enter_cost,
    plan_budget,
    show_budget,
)
from gangmaker.projects.operations.papers import NewPicture, attach, post_update


def keep_at_it(past: Past) -> None:
    for row in past.content.projects:
        if row.running_days_ago is None:
            continue
        began = past.moments[f"{Stage.RUNNING} {row.key}"]
        for update in row.updates:
            at = past.days.ago(update.days_ago, f"news {row.key}", after=began)
            past.happen(at, partial(_tell, past, row, update))
        for paper in row.papers:
            at = past.days.ago(paper.days_ago, paper.key, after=began)
            past.happen(at, partial(_attach, past, row, paper), name=paper.key)
        _tasks(past, row, began)
        _budget(past, row, began)


def _tasks(past: Past, row: Row, began: datetime) -> None:
    for task in row.tasks:
        name = f"{row.key} {task.title}"
        after = past.latest([task.owner], began)
        at = past.days.ago(_given(row, task.due_in_days, task.done_days_ago), name, after=after)
        past.happen(at, partial(_add_task, past, row, task))
        if task.done_days_ago is not None:
            done = past.days.ago(task.done_days_ago, name, after=at)
            past.happen(done, partial(_finish_task, past, row, task))
    for made in row.deliverables:
        name = f"{row.key} {made.title}"
        at = past.days.ago(
            _given(row, made.due_in_days, made.delivered_days_ago), name, after=began
        )
        past.happen(at, partial(_promise, past, row, made))
        if made.delivered_days_ago is not None:
            after = past.latest([made.document] if made.document else [], at)
            done = past.days.ago(made.delivered_days_ago, name, after=after)
            past.happen(done, partial(_deliver, past, row, made))


def _given(row: Row, due_in_days: int, done_days_ago: int | None) -> int:
    """Two weeks before it is due or done, but not before the project runs."""
    known = max(-due_in_days, done_days_ago or 0) + 14
    return max(2, min(known, row.running_days_ago or 0))


def _budget(past: Past, row: Row, began: datetime) -> None:
    if not row.budget:
        return
    at = past.days.ago(row.running_days_ago or 0, f"budget {row.key}", after=began)
    past.happen(at, partial(_plan_budget, past, row))
    for line in row.budget:
        for cost in line.costs:
            after = past.latest([cost.document] if cost.document else [], at)
            when = past.days.ago(cost.days_ago, cost.key, after=after)
            past.happen(when, partial(_spend, past, row, line, cost), name=cost.key)
            if cost.really is not None:
                later = past.days.ago(cost.days_ago - 2, f"again {cost.key}", after=when)
                past.happen(later, partial(_correct, past, row, cost))


def _tell(past: Past, row: Row, update: Update, now: datetime) -> None:
    pictures = [
        NewPicture(past.kept[picture.cloth], alt_of(picture)) for picture in update.pictures
    ]
    post_update(
        project=project_of(past, row.key),
        text=update.text,
        language=update.language,
        by=past.actors[update.by],
        on_behalf_of=past.actor(row.on_behalf_of) if update.by == row.by else None,
        pictures=pictures,
        parties_only=update.parties_only,
        now=now,
    )


def _attach(past: Past, row: Row, paper: Paper, now: datetime) -> None:
    past.attached[paper.key] = attach(
        item=project_of(past, row.key),
        kept=past.kept[paper.key],
        parties_only=paper.parties_only,
        by=past.actors[paper.by],
        now=now,
    )


def _phase(past: Past, row: Row, name: str | None) -> Phase | None:
    return Phase.objects.filter(project=past.items[row.key].pk, kind=name or "-").first()


def _add_task(past: Past, row: Row, task: TaskRow, now: datetime) -> None:
    past.tasks[row.key, task.title] = add_task(
        project=project_of(past, row.key),
        title=task.title,
        owner=past.actors[task.owner],
        due_on=past.days.day(task.due_in_days),
        by=past.actors[row.owner],
        phase=_phase(past, row, task.phase),
        now=now,
    )


def _finish_task(past: Past, row: Row, task: TaskRow, now: datetime) -> None:
    finish_task(task=past.tasks[row.key, task.title], by=past.actors[task.owner], now=now)


def _promise(past: Past, row: Row, made: DeliverableRow, now: datetime) -> None:
    past.deliverables[row.key, made.title] = add_deliverable(
        project=project_of(past, row.key),
        title=made.title,
        due_on=past.days.day(made.due_in_days),
        by=past.actors[row.owner],
        phase=_phase(past, row, made.phase),
        now=now,
    )


def _deliver(past: Past, row: Row, made: DeliverableRow, now: datetime) -> None:
    deliver(
        deliverable=past.deliverables[row.key, made.title],
        by=past.actors[row.owner],
        document=past.attached[made.document] if made.document else None,
        now=now,
    )


def _plan_budget(past: Past, row: Row, now: datetime) -> None:
    project, by = project_of(past, row.key), past.actors[row.owner]
    lines = [
        NewLine(line.label, line.planned, line.payer, past.actor(line.paid_by))
        for line in row.budget
    ]
    plan_budget(project=project, lines=lines, by=by, now=now)
    if row.budget_audience != "team":
        show_budget(project=project, audience=row.budget_audience, by=by, now=now)


def _spend(past: Past, row: Row, line: LineRow, cost: CostRow, now: datetime) -> None:
    project = project_of(past, row.key)
    past.costs[cost.key] = enter_cost(
        line=project.budget_lines.get(label=line.label),
        amount=cost.amount,
        spent_on=past.days.day(-cost.days_ago),
        what=cost.what,
        vat=cost.vat,
        borne_by=past.actor(cost.borne_by),
        pay=_pay(past, cost.pay) if cost.pay else None,
        document=past.attached[cost.document] if cost.document else None,
        by=past.actors[row.owner],
        now=now,
    )


def _pay(past: Past, pay: PayRow) -> Pay:
    return Pay(
        person=past.actors[pay.person],
        since=past.days.day(-pay.from_days_ago),
        until=past.days.day(-pay.until_days_ago),
        whole=pay.whole,
    )


def _correct(past: Past, row: Row, cost: CostRow, now: datetime) -> None:
    correct_cost(
        cost=past.costs[cost.key],
        amount=cost.really or 0,
        vat=cost.really_vat,
        seen=cost.amount,
        reason=cost.reason or "",
        by=past.actors[row.owner],
        now=now,
    )
