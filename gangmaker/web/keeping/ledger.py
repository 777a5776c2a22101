"""The ledger at the door: the receiver confirms and corrects."""

from django.contrib import messages
from django.db.models import Sum
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from gangmaker.actors.queries import name_for
from gangmaker.contributions.models import Form, LedgerEntry
from gangmaker.contributions.operations import AlreadyConfirmed, confirm_entry, correct_entry
from gangmaker.web.guards import ActorRequest
from gangmaker.web.joining.amounts import amount_text

from .forms import CorrectionForm
from .requests import typed, who

UNFIT = 422


def confirmation(request: ActorRequest, entry: LedgerEntry) -> HttpResponse:
    try:
        confirm_entry(entry=entry, by=who(request), now=timezone.now())
    except AlreadyConfirmed as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("Confirmed. Thank you for saying so."))
    return redirect("web:item", slug=entry.item.slug)


def correction(request: ActorRequest, entry: LedgerEntry) -> HttpResponse:
    total = _total(entry)
    form = CorrectionForm(typed(request), entry=entry, total=total, initial={"seen": total})
    if form.is_valid():
        correct_entry(
            entry=entry,
            difference=form.difference,
            reason=form.cleaned_data["reason"],
            by=who(request),
            now=timezone.now(),
        )
        messages.success(request, _("Corrected. Both entries stay in the ledger."))
        return redirect("web:item", slug=entry.item.slug)
    return render(
        request,
        "web/keeping/correction.html",
        {
            "item": entry.item,
            "giver": name_for(entry.giver, request.actor),
            "form_label": Form(entry.form).label,
            "amount": amount_text(entry.unit, total),
            "given_on": entry.given_on,
            "form": form,
        },
        status=UNFIT if form.is_bound else 200,
    )


def _total(entry: LedgerEntry) -> int:
    corrected = entry.corrections.aggregate(by=Sum("quantity"))["by"] or 0
    return entry.quantity + corrected
