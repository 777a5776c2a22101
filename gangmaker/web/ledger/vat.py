"""What parties recover of the VAT that they pay: the dated table, and a new row in it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gangmaker.actors.models import Actor
from gangmaker.actors.queries import name_for
from gangmaker.projects.models import VatRegime
from gangmaker.projects.operations.vat import enter_vat_regime
from gangmaker.projects.queries.vat import regimes_in_order
from gangmaker.web.guards import ActorRequest
from gangmaker.web.joining.fields import Line
from gangmaker.web.keeping.forms import DayInput
from gangmaker.web.keeping.requests import typed, who

from .forms import MOST_NAMES

UNFIT = 422
PER_PAGE = 50


class VatRegimeForm(forms.Form):
    party = Line(
        label=gettext_lazy("Whose VAT?"),
        max_length=160,
        widget=forms.TextInput(attrs={"list": "parties", "autocomplete": "off"}),
    )
    recovers = forms.IntegerField(
        label=gettext_lazy("How much of it is recovered, in percent?"),
        help_text=gettext_lazy(
            "0: none, as for who is exempt. 100: all. Between: the general pro rata of that time."
        ),
        min_value=0,
        max_value=100,
    )
    valid_from = forms.DateField(label=gettext_lazy("From"), widget=DayInput())
    source = Line(
        label=gettext_lazy("Source"),
        max_length=300,
        help_text=gettext_lazy("Such as: statement of the party, with its date."),
    )

    def __init__(self, *args: Any, viewer: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer = viewer

    def parties(self) -> Any:
        return Actor.objects.visible_to(self.viewer).filter(claimed_by=None)

    def party_names(self) -> list[str]:
        """Organisations to choose from while typing; a person is typed in full."""
        named = self.parties().filter(kind="organisation").order_by("name")
        return list(named.values_list("name", flat=True)[:MOST_NAMES])

    def clean_party(self) -> Actor:
        found = list(self.parties().filter(name__iexact=self.cleaned_data["party"])[:2])
        if len(found) != 1:
            raise forms.ValidationError(_("We know nobody of exactly that name."))
        party: Actor = found[0]
        return party


def vat_regimes(request: ActorRequest) -> HttpResponse:
    viewer = who(request)
    form = VatRegimeForm(typed(request), viewer=viewer)
    if form.is_valid():
        enter_vat_regime(by=viewer, now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Entered. Costs from that day on are counted by it."))
        return redirect("web:vat-regimes")
    page = Paginator(regimes_in_order(), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "rows": [_row(regime, viewer=viewer) for regime in page],
    }
    status = UNFIT if form.errors else 200
    return render(request, "web/ledger/vat.html", context, status=status)


def _row(regime: VatRegime, *, viewer: Actor) -> dict[str, object]:
    return {
        "name": name_for(regime.party, viewer),
        "recovers": _recovers(regime.recovers),
        "valid_from": regime.valid_from,
        "source": regime.source,
    }


def _recovers(percent: int) -> str:
    if percent == 0:
        return _("none")
    return _("all") if percent == 100 else _("%(percent)s %%") % {"percent": percent}
