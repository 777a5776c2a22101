"""What the page of a result shows of it, and the page of a project of its results and papers."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from gangmaker.actors.models import Audience, Language
from gangmaker.projects import paper_rules
from gangmaker.projects.models import Payer, Project, Result, ResultType
from gangmaker.projects.queries.hanging import NEWEST_PAPERS, NEWEST_UPDATES, Hanging
from gangmaker.projects.queries.papers import updates_with
from gangmaker.projects.queries.project import may_run
from gangmaker.projects.queries.results import (
    Missing,
    ResultRow,
    credits_in,
    evidence_in,
    missing_to_be_realised,
    result_rows,
)
from gangmaker.trail.models import Item, ItemKind
from gangmaker.trail.rules import keeps
from gangmaker.web import quantities
from gangmaker.web.items.minis import minis_of
from gangmaker.web.items.rows import item_url
from gangmaker.web.items.shapes import Card, Section

from . import telling
from .shapes import BudgetLead, FilesSection, Picture, ProjectSection, Proof, ResultSection

MISSING = {
    Missing.RESULT: gettext_lazy(
        "Finished. It counts as realised when it has a result, with evidence."
    ),
    Missing.EVIDENCE: gettext_lazy(
        "Finished. It counts as realised when one of its results shows evidence."
    ),
    Missing.READERS: gettext_lazy(
        "Finished, with evidence. It counts as realised when everybody may see that."
    ),
}
BUDGET_READERS = {
    Audience.PUBLIC: gettext_lazy("everybody sees this"),
    Audience.MEMBERS: gettext_lazy("members see this"),
    Audience.TEAM: gettext_lazy("the parties and the team see this"),
}


def cover_in(sections: Iterable[Section]) -> Picture | None:
    """The picture that stands at the head of a page: of a result the first that shows it."""
    for section in sections:
        if isinstance(section.section, ResultSection) and section.section.cover:
            return section.section.cover.picture
        if isinstance(section.section, FilesSection) and section.section.cover:
            return section.section.cover
    return None


def result_section(on: Hanging) -> Section | None:
    item, viewer = on.item, on.reader.viewer
    if item.kind != ItemKind.RESULT:
        return None
    result: Result = item.result
    may_manage = viewer is not None and (
        keeps(viewer, item) or may_run(viewer, result.from_project, on.rows["parties here"])
    )
    may_tell = may_manage or on.reader.involved
    proofs = telling.proofs_of(item, evidence_in(on.rows), viewer=viewer, may_manage=may_manage)
    project = next(iter(on.rows["of project"]), None)
    told = on.texts[project.pk] if project else None
    groups = {"photo": "pictures", "count": "counts", "quote": "quotes"}
    sorted_proofs: dict[str, list[Proof]] = {
        name: [] for name in ("pictures", "counts", "quotes", "others")
    }
    for proof in proofs:
        sorted_proofs[groups.get(proof.kind, "others")].append(proof)
    pictures = sorted_proofs.pop("pictures")
    shown = ResultSection(
        type_label=capfirst(str(ResultType(result.type).label)),
        for_whom=result.for_whom,
        where=result.where,
        url=result.url,
        made_on=result.made_on,
        project_title=told.title if told else "",
        project_url=item_url(project) if project else "",
        project_lang=told.language if told else "",
        lang=item.language if item.language != Language.OTHER else "",
        credits=telling.credited(credits_in(on.rows, viewer=viewer)),
        edit_url=_to("result-facts", item, may=may_manage),
        evidence_url=_to("evidence-new", item, may=may_tell),
        credits_url=_to("result-credits", item, may=may_manage),
        cover=pictures[0] if pictures else None,
        pictures=pictures[1:],
        **sorted_proofs,
    )
    return Section("web/results/result_section.html", shown)


def project_section(on: Hanging) -> Section | None:
    item, viewer, found = on.item, on.reader.viewer, on.rows
    if item.kind != ItemKind.PROJECT:
        return None
    project: Project = item.project
    may_manage = may_run(viewer, project, found["parties here"])
    may_tell = may_manage or on.reader.involved
    rows = result_rows(found["results"])
    lacks = missing_to_be_realised(project, rows)
    news = updates_with(found["updates"], found["pictures"], viewer=viewer)
    papers = found["papers"]
    shown = ProjectSection(
        results=_cards(rows, on),
        missing=str(MISSING[lacks]) if lacks else "",
        new_result_url=_to("result-new", item, may=may_manage),
        news=telling.news_of(item, news, viewer=viewer, may_manage=may_manage)[:NEWEST_UPDATES],
        news_url=_to("updates", item, may=len(news) > NEWEST_UPDATES),
        new_update_url=_to("update-new", item, may=may_tell),
        papers=[telling.paper_of(item, paper) for paper in papers[:NEWEST_PAPERS]],
        papers_url=_to(
            "papers", item, may=len(papers) > NEWEST_PAPERS or (may_tell and bool(papers))
        ),
        new_paper_url=_to("paper-new", item, may=may_tell),
        budget=_budget(project, on, may_manage=may_manage),
    )
    return Section("web/results/project_section.html", shown)


def _to(name: str, item: Item, *, may: bool) -> str:
    return reverse(f"web:{name}", args=[item.slug]) if may else ""


def _cards(rows: list[ResultRow], on: Hanging) -> list[Card]:
    minis = minis_of([row.item.pk for row in rows], at=on.reader.at)
    cards = []
    for row in rows:
        picture = telling.picture_of(row.item.slug, row.cover) if row.cover else None
        told = on.texts[row.item.pk]
        cards.append(
            Card(
                url=item_url(row.item),
                key=str(row.item.public_id),
                title=told.title,
                lang=told.language,
                kicker=capfirst(str(ResultType(row.item.type).label)),
                kicker_second="",
                note=_evidence_count(row.evidence),
                picture_url=picture.medium_url if picture else "",
                picture_alt=picture.alt if picture else "",
                thread=minis.get(row.item.pk),
            )
        )
    return cards


def _evidence_count(count: int) -> str:
    if not count:
        return _("no evidence yet")
    told = ngettext("%(count)s piece of evidence", "%(count)s pieces of evidence", count)
    return told % {"count": count}


def _budget(project: Project, on: Hanging, *, may_manage: bool) -> BudgetLead | None:
    """Where the budget is, for who may see it."""
    if not (on.reader.inside or paper_rules.budget_is_open(on.reader.viewer, project)):
        return None
    lines = [(line.payer, line.planned) for line in on.rows["budget lines"]]
    if not lines:
        url = reverse("web:budget-plan", args=[project.slug]) if may_manage else ""
        return BudgetLead(url) if url else None
    in_kind = sum(cents for payer, cents in lines if payer == Payer.IN_KIND)
    money = sum(cents for payer, cents in lines if payer != Payer.IN_KIND)
    return BudgetLead(
        url=reverse("web:budget", args=[project.slug]),
        money=quantities.money(money),
        in_kind=quantities.money(in_kind) if in_kind else "",
        audience=str(BUDGET_READERS[Audience(project.budget_audience)]),
    )
