"""The budget at the door: its page, its CSV, its plan, its costs."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gangmaker.actors.models import Actor, ActorKind, Audience
from gangmaker.actors.queries import name_for
from gangmaker.core.csvtext import Cell, Decimal, csv_text
from gangmaker.core.refusals import Refused
from gangmaker.projects import rules
from gangmaker.projects.models import Cost, Payer, Project
from gangmaker.projects.operations.budget import (
    correct_cost,
    cost_of,
    enter_cost,
    plan_budget,
    show_budget,
    vat_of,
)
from gangmaker.projects.operations.papers import attach
from gangmaker.projects.queries.budget import (
    Budget,
    CorrectionShown,
    CostShown,
    LineShown,
    Sum,
    budget_of,
)
from gangmaker.trail.queries import told_in
from gangmaker.web import quantities
from gangmaker.web.guards import ActorRequest
from gangmaker.web.items.rows import current_language, item_url
from gangmaker.web.items.shapes import Column
from gangmaker.web.keeping.requests import typed, who
from gangmaker.web.plan.work import UNFIT, work

from . import telling
from .budget_forms import AudienceForm, CostCorrectionForm, CostForm, LineFormSet, line_rows
from .sections import BUDGET_READERS
from .shapes import Bar, CostRow

COSTS_A_PAGE = 40
LONGEST_BAR = 1000


def budget(request: ActorRequest, project: Project) -> HttpResponse:
    viewer = request.actor
    may_manage = rules.can_manage(viewer, project)
    inside = rules.sees_inside(viewer, project)
    told = told_in([project], current_language())[project.pk]
    found = budget_of(project, viewer=viewer)
    page = Paginator(found.costs, COSTS_A_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "web/results/budget.html",
        {
            "item": project,
            "told": told,
            "project_url": item_url(project),
            "readers": BUDGET_READERS[Audience(project.budget_audience)],
            "bars": _bars(found),
            "money": _sums(found.money),
            "in_kind": _sums(found.in_kind) if found.in_kind != Sum(0, 0) else None,
            "line_columns": _columns(_("Line"), _("Who pays")),
            "line_rows": [_line_row(line) for line in found.lines],
            "payer_columns": _columns(_("Who pays")),
            "payer_rows": [_payer_row(payer, total) for payer, total in found.payers],
            "costs": [
                _cost(project, cost, inside=inside, may_manage=may_manage)
                for cost in page.object_list
            ],
            "page": page,
            "may_manage": may_manage,
            "noindex": True,
        },
    )


def _columns(*names: str) -> list[Column]:
    return [
        *(Column(name, number=False) for name in names),
        Column(_("Planned, money")),
        Column(_("Spent, money")),
        Column(_("Planned, in kind")),
        Column(_("Given, in kind")),
    ]


def _line_row(line: LineShown) -> list[str]:
    payer = capfirst(str(Payer(line.payer).label))
    who_pays = f"{payer}: {line.paid_by}" if line.paid_by else payer
    return [line.label, who_pays, *_amounts(line, in_kind=line.in_kind)]


def _payer_row(payer: Payer, total: Sum) -> list[str]:
    in_kind = payer == Payer.IN_KIND
    return [capfirst(str(payer.label)), *_amounts(total, in_kind=in_kind)]


def _amounts(total: Sum | LineShown, *, in_kind: bool) -> list[str]:
    """Money and what is in kind each in their own columns, so that nobody adds them up."""
    amounts = [quantities.money(total.planned), quantities.money(total.actual)]
    return ["", "", *amounts] if in_kind else [*amounts, "", ""]


def _sums(total: Sum) -> dict[str, str]:
    return {"planned": quantities.money(total.planned), "actual": quantities.money(total.actual)}


def _bars(found: Budget) -> list[Bar]:
    """One for each line; all of them on one scale, as long as the largest amount."""
    largest = max((max(line.planned, line.actual) for line in found.lines), default=0)
    return [
        Bar(
            label=line.label,
            payer=str(Payer(line.payer).label),
            planned=quantities.money(line.planned),
            actual=quantities.money(line.actual),
            planned_length=_length(line.planned, largest),
            actual_length=_length(line.actual, largest),
            over=line.actual > line.planned,
            in_kind=line.in_kind,
        )
        for line in found.lines
    ]


def _length(cents: int, largest: int) -> int:
    return max(cents, 0) * LONGEST_BAR // largest if largest else 0


def _cost(project: Project, cost: CostShown, *, inside: bool, may_manage: bool) -> CostRow:
    show = inside and cost.document is not None
    correct_url = reverse("web:cost-correction", args=[project.slug, cost.pk])
    return CostRow(
        what=cost.what,
        line=cost.line_label,
        on=cost.spent_on,
        amount=quantities.money(cost.cents),
        vat=quantities.money(cost.vat) if cost.vat else "",
        entered=quantities.money(cost.entered) if cost.corrections else "",
        corrections=[(_difference(one), one.reason, one.on) for one in cost.corrections],
        paper=telling.paper_of(project, cost.document) if show and cost.document else None,
        correct_url=correct_url if may_manage else "",
    )


def _difference(correction: CorrectionShown) -> str:
    """What a correction changed; when only the VAT in it was told otherwise, that."""
    if correction.cents:
        return quantities.amount("cents", correction.cents)
    vat = quantities.amount("cents", correction.vat or 0)
    return _("VAT %(amount)s") % {"amount": vat}


def budget_csv(request: ActorRequest, project: Project) -> HttpResponse:
    """Lines, costs and corrections as they stand, one a row; amounts with a point."""
    found = budget_of(project, viewer=request.actor)
    response = HttpResponse(csv_text(_csv_rows(found)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{project.slug}-budget.csv"'
    return response


def _csv_rows(found: Budget) -> Iterator[Sequence[Cell]]:
    yield (
        "kind",
        "line",
        "who_pays",
        "paid_by",
        "in_kind",
        "date",
        "what",
        "planned_eur",
        "actual_eur",
        "reason",
        "of_which_vat_eur",
    )
    for line in found.lines:
        begin = (line.label, line.payer, line.paid_by, "yes" if line.in_kind else "no")
        yield ("line", *begin, None, None, Decimal(line.planned), None, None, None)
        for cost in line.costs:
            on, what = cost.spent_on.isoformat(), cost.what
            vat = _decimal(cost.entered_vat)
            yield ("cost", *begin, on, what, None, Decimal(cost.entered), None, vat)
            for one in cost.corrections:
                amount, vat, day = Decimal(one.cents), _decimal(one.vat), one.on.isoformat()
                yield ("correction", *begin, day, what, None, amount, one.reason, vat)


def _decimal(cents: int | None) -> Decimal | None:
    return None if cents is None else Decimal(cents)


def budget_plan(request: ActorRequest, project: Project) -> HttpResponse:
    lines = list(project.budget_lines.order_by("position", "pk"))
    people = _payers(project, [line.paid_by_id for line in lines if line.paid_by_id])
    formset = LineFormSet(
        typed(request),
        initial=line_rows(lines),
        lines=lines,
        people=people,
        names={person.pk: name_for(person, request.actor) for person in people},
    )
    form = AudienceForm(typed(request), initial={"audience": project.budget_audience})
    if formset.is_bound and (formset.is_valid() & form.is_valid()):
        by, now = who(request), timezone.now()
        try:
            with transaction.atomic():
                plan_budget(project=project, lines=formset.new_lines(), by=by, now=now)
                if form.cleaned_data["audience"] != project.budget_audience:
                    audience = form.cleaned_data["audience"]
                    show_budget(project=project, audience=audience, by=by, now=now)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The budget is saved."))
            return redirect("web:budget", slug=project.slug)
    return render(
        request,
        "web/results/budget_plan.html",
        {"item": project, "form": form, "lines": formset},
        status=UNFIT if formset.is_bound else 200,
    )


def _payers(project: Project, named: list[int]) -> list[Actor]:
    """Whom to choose from: who is named, the parties, and who asked."""
    wanted = {*named, *project.parties.values_list("actor", flat=True), project.by_id}
    wanted |= {project.on_behalf_of_id} if project.on_behalf_of_id else set()
    found = Actor.objects.filter(pk__in=wanted).select_related("area")
    return sorted(found, key=lambda one: (one.kind != ActorKind.ORGANISATION, one.name, one.pk))


def cost_new(request: ActorRequest, project: Project) -> HttpResponse:
    form = CostForm(
        typed(request),
        request.FILES or None,
        project=project,
        payers=_payers(project, []),
        sender=who(request),
    )

    def enter() -> HttpResponse:
        if form.is_first():
            _enter(project, form, by=who(request), now=timezone.now())
        return redirect("web:budget", slug=project.slug)

    return work(
        request,
        "web/results/cost_new.html",
        form,
        do=enter,
        done=gettext_lazy("Entered."),
        item=project,
        has_lines=project.budget_lines.exists(),
    )


def _enter(project: Project, form: CostForm, *, by: Actor, now: datetime) -> None:
    """The cost and its invoice, both or none of them."""
    said, kept = form.cleaned_data, form.kept.get("document")
    with transaction.atomic():
        document = (
            attach(item=project, kept=kept, parties_only=True, by=by, now=now) if kept else None
        )
        enter_cost(
            line=said["line"],
            amount=said["net"] + (said["vat"] or 0),
            vat=said["vat"] or 0,
            borne_by=said["borne_by"],
            pay=form.pay(),
            spent_on=said["spent_on"],
            what=said["what"],
            document=document,
            by=by,
            now=now,
        )


def cost_correction(request: ActorRequest, cost: Cost) -> HttpResponse:
    total = cost_of(cost)
    form = CostCorrectionForm(typed(request), total=total, vat=vat_of(cost))

    def correct() -> HttpResponse:
        correct_cost(cost=cost, by=who(request), now=timezone.now(), **form.really())
        return redirect("web:budget", slug=cost.line.project.slug)

    return work(
        request,
        "web/results/cost_correction.html",
        form,
        do=correct,
        done=gettext_lazy("Corrected. What was entered before stays on record."),
        item=cost.line.project,
        cost=cost,
        total=quantities.money(total),
    )
