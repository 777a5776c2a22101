"""What the page of a result shows of it, and the page of a project of its results and papers."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from gangmaker.actors.models import Actor, Audience, Language
from gangmaker.projects import paper_rules, rules
from gangmaker.projects.models import BudgetLine, Payer, Project, Result, ResultType
from gangmaker.projects.queries.papers import documents_of, shown_updates, updates_of
from gangmaker.projects.queries.results import (
    Missing,
    ResultRow,
    credits_of,
    evidence_of,
    missing_to_be_realised,
    results_of,
)
from gangmaker.trail.models import Item, ItemKind
from gangmaker.trail.queries import told_in
from gangmaker.web import quantities
from gangmaker.web.items.minis import minis_of
from gangmaker.web.items.rows import current_language, item_url
from gangmaker.web.items.shapes import Card, Section

from . import telling
from .shapes import BudgetLead, Picture, ProjectSection, Proof, ResultSection

NEWEST_UPDATES = 3
NEWEST_PAPERS = 5

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
    """The picture that stands at the head of a result: the first that shows it."""
    for section in sections:
        if isinstance(section.section, ResultSection) and section.section.cover:
            return section.section.cover.picture
    return None


def result_section(item: Item, *, viewer: Actor | None, at: datetime) -> Section | None:
    if item.kind != ItemKind.RESULT:
        return None
    result: Result = item.result
    may_manage = paper_rules.can_manage_result(viewer, result)
    may_tell = may_manage or (viewer is not None and rules.is_involved(viewer, result))
    proofs = telling.proofs_of(item, evidence_of(result), viewer=viewer, may_manage=may_manage)
    project = Item.objects.visible_to(viewer, at=at).filter(pk=result.from_project_id).first()
    told = told_in([project], current_language())[project.pk] if project else None
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
        credits=telling.credited(credits_of(result, viewer=viewer)),
        edit_url=_to("result-facts", item, may=may_manage),
        evidence_url=_to("evidence-new", item, may=may_tell),
        credits_url=_to("result-credits", item, may=may_manage),
        cover=pictures[0] if pictures else None,
        pictures=pictures[1:],
        **sorted_proofs,
    )
    return Section("web/results/result_section.html", shown)


def project_section(item: Item, *, viewer: Actor | None, at: datetime) -> Section | None:
    if item.kind != ItemKind.PROJECT:
        return None
    project: Project = item.project
    may_manage = rules.can_manage(viewer, project)
    inside = rules.sees_inside(viewer, project)
    may_tell = may_manage or (viewer is not None and rules.is_involved(viewer, project))
    rows = results_of(project, viewer=viewer, at=at)
    lacks = missing_to_be_realised(project, rows)
    news = shown_updates(
        updates_of(project, inside=inside).select_related("by__area", "on_behalf_of__area")[
            : NEWEST_UPDATES + 1
        ],
        viewer=viewer,
    )
    papers = list(documents_of(item, inside=inside)[: NEWEST_PAPERS + 1])
    shown = ProjectSection(
        results=_cards(rows, at=at),
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
        budget=_budget(project, viewer=viewer, may_manage=may_manage),
    )
    return Section("web/results/project_section.html", shown)


def _to(name: str, item: Item, *, may: bool) -> str:
    return reverse(f"web:{name}", args=[item.slug]) if may else ""


def _cards(rows: list[ResultRow], *, at: datetime) -> list[Card]:
    minis = minis_of([row.item.pk for row in rows], at=at)
    texts = told_in([row.item for row in rows], current_language())
    cards = []
    for row in rows:
        picture = telling.picture_of(row.item.slug, row.cover) if row.cover else None
        told = texts[row.item.pk]
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


def _budget(project: Project, *, viewer: Actor | None, may_manage: bool) -> BudgetLead | None:
    """Where the budget is, for who may see it; one query."""
    if not (may_manage or paper_rules.can_see_budget(viewer, project)):
        return None
    lines = list(BudgetLine.objects.filter(project=project).values_list("payer", "planned"))
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
