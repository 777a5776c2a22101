"""What came of the projects of the demo region, and what shows it."""

from datetime import datetime
from functools import partial

from gangmaker.config.demo.papers import alt_of
from gangmaker.config.demo.past import Past
from gangmaker.config.demo.project_rows import Evidence as EvidenceRow
from gangmaker.config.demo.project_rows import Project as ProjectRow
from gangmaker.config.demo.project_rows import Result as Row
from gangmaker.config.demo.projects import project_of
from gangmaker.projects.models import Result, Stage
from gangmaker.projects.operations.results import (
    NewCredit,
    NewEvidence,
    add_evidence,
    publish_result,
    remove_evidence,
)
from gangmaker.trail.operations import NewItem, translate_item


def show(past: Past) -> None:
    projects = {row.key: row for row in past.content.projects}
    for row in past.content.results:
        began = past.moments[f"{Stage.RUNNING} {row.project}"]
        at = past.days.ago(row.days_ago, row.key, after=began)
        past.happen(at, partial(_publish, past, row, projects[row.project]), name=row.key)
        for number, text in enumerate(row.translations):
            when = past.days.ago(row.days_ago - 1, text.language, after=at)
            past.happen(when, partial(_translate, past, row, projects[row.project], number))
        for number, shown in enumerate(row.evidence):
            when = past.days.ago(shown.days_ago, f"{row.key} {number}", after=at)
            past.happen(when, partial(_prove, past, row, number))
            if shown.taken_back_days_ago is not None:
                gone = past.days.ago(shown.taken_back_days_ago, row.key, after=when)
                past.happen(gone, partial(_take_back, past, row, number))


def _publish(past: Past, row: Row, project: ProjectRow, now: datetime) -> None:
    new = NewItem(
        title=row.title,
        summary=row.summary,
        language=row.language,
        by=past.actors[row.by],
        owner=past.actors[project.owner],
        deputy=past.actors[project.deputy],
        on_behalf_of=past.actor(project.on_behalf_of) if project.by == row.by else None,
        area=past.area(project.municipality, project.district),
        published_at=now,
    )
    past.items[row.key] = publish_result(
        project=project_of(past, row.project),
        new=new,
        type=row.type,
        for_whom=row.for_whom,
        where=row.where,
        url=row.url,
        made_on=past.days.day(-row.days_ago),
        credits=[
            NewCredit(role=credit.role, actor=past.actor(credit.actor), name=credit.name)
            for credit in row.credits
        ],
        now=now,
    )


def _translate(past: Past, row: Row, project: ProjectRow, number: int, now: datetime) -> None:
    text = row.translations[number]
    translate_item(
        item=past.items[row.key],
        by=past.actors[project.owner],
        language=text.language,
        title=text.title,
        summary=text.summary,
        now=now,
    )


def _prove(past: Past, row: Row, number: int, now: datetime) -> None:
    shown = row.evidence[number]
    past.evidence[row.key, number] = add_evidence(
        result=Result.objects.select_related("from_project").get(pk=past.items[row.key].pk),
        evidence=_evidence(past, shown),
        by=past.actors[row.by],
        now=now,
    )


def _evidence(past: Past, shown: EvidenceRow) -> NewEvidence:
    day = past.days.day(-shown.days_ago)
    file = shown.picture.cloth if shown.picture else shown.paper and shown.paper.key
    return NewEvidence(
        kind=shown.kind,
        seen_on=day,
        kept=past.kept[file] if file else None,
        alt=alt_of(shown.picture) if shown.picture else "",
        url=shown.url,
        text=shown.text,
        said_by=shown.said_by,
        consent_on=day if shown.kind == "quote" else None,
        count=shown.count,
        unit=shown.unit,
        method=shown.method,
    )


def _take_back(past: Past, row: Row, number: int, now: datetime) -> None:
    remove_evidence(evidence=past.evidence[row.key, number], by=past.actors[row.by], now=now)
