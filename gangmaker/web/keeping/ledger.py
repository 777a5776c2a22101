"""The ledger at the door: the receiver confirms and corrects."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from gangmaker.actors.queries import name_for
from gangmaker.contributions.models import Form, LedgerEntry
from gangmaker.contributions.operations import (
    AlreadyConfirmed,
    CorrectedMeanwhile,
    confirm_entry,
    correct_entry,
    said_by,
)
from gangmaker.web.guards import ActorRequest
from gangmaker.web.quantities import amount

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
    if request.POST.get("then") == "today":
        return redirect("web:today")
    return redirect("web:item", slug=entry.item.slug)


def correction(request: ActorRequest, entry: LedgerEntry) -> HttpResponse:
    total = said_by(entry)
    form = CorrectionForm(typed(request), entry=entry, total=total, initial={"seen": total})
    if form.is_valid():
        try:
            correct_entry(
                entry=entry,
                difference=form.difference,
                seen=total,
                reason=form.cleaned_data["reason"],
                by=who(request),
                now=timezone.now(),
            )
        except CorrectedMeanwhile as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Corrected. Both entries stay in the ledger."))
            return redirect("web:item", slug=entry.item.slug)
    return render(
        request,
        "web/keeping/correction.html",
        {
            "item": entry.item,
            "giver": name_for(entry.giver, request.actor),
            "form_label": Form(entry.form).label,
            "amount": amount(entry.unit, total),
            "given_on": entry.given_on,
            "form": form,
        },
        status=UNFIT if form.is_bound else 200,
    )
