"""What a project asks for: the same rows as for a question, filled with what it asks now."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from gangmaker.contributions.models import LedgerEntry, Need, Unit
from gangmaker.core.refusals import Refused
from gangmaker.projects.models import Project
from gangmaker.projects.operations import save_needs
from gangmaker.web.guards import ActorRequest
from gangmaker.web.keeping.asking import NeedForm
from gangmaker.web.keeping.requests import typed, who

UNFIT = 422
MOST_NEEDS = 12


class KeptNeedForm(NeedForm):
    """A need that may exist already. Emptying its form takes it away."""

    need_id = forms.IntegerField(required=False, widget=forms.HiddenInput)


KeptNeeds = forms.formset_factory(
    KeptNeedForm, extra=3, max_num=MOST_NEEDS, absolute_max=MOST_NEEDS
)


def project_needs(request: ActorRequest, project: Project) -> HttpResponse:
    there = list(project.needs.order_by("position", "pk"))
    sent = typed(request)
    rows = KeptNeeds(sent, initial=[_as_typed(need) for need in there], prefix="needs")
    if sent is not None and rows.is_valid():
        try:
            needs = _wanted(rows, {need.pk: need for need in there})
            save_needs(project=project, needs=needs, by=who(request), now=timezone.now())
        except Refused as refusal:
            messages.warning(request, str(refusal))
        else:
            messages.success(request, _("Changed. People see how much is still needed."))
            return redirect("web:item", slug=project.slug)
    return render(
        request,
        "web/projects/needs.html",
        {"item": project, "rows": rows, "given": _given(there)},
        status=UNFIT if sent is not None else 200,
    )


def _as_typed(need: Need) -> dict[str, Any]:
    amounts = {Unit.MINUTES.value: need.quantity / 60, Unit.CENTS.value: need.quantity / 100}
    amount = amounts.get(need.unit, need.quantity)
    return {
        "need_id": need.pk,
        "form": need.form,
        "level": need.level,
        "amount": f"{amount:.2f}".rstrip("0").rstrip(".") if amount % 1 else f"{int(amount)}",
        "label": need.label,
    }


def _wanted(rows: Any, there: dict[int, Need]) -> list[Need]:
    wanted = []
    for row in rows:
        typed_need = row.need()
        if typed_need is None:
            continue
        need = there.get(row.cleaned_data.get("need_id") or 0)
        if need is not None and need.form == typed_need.form:
            typed_need.pk = need.pk
        wanted.append(typed_need)
    return wanted


def _given(needs: Sequence[Need]) -> bool:
    """Whether something was given for one of them: that one stays, whatever is asked."""
    return LedgerEntry.objects.filter(need__in=needs).exists()
