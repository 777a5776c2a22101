"""The dated tables: methods of valuing with their rates, and the caps for volunteers."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gangmaker.contributions import rules
from gangmaker.contributions.models import MethodKind, Rate, ValuationMethod, VolunteerCap
from gangmaker.contributions.operations import (
    Caps,
    NewMethod,
    NewRate,
    enter_method,
    enter_rate,
    set_caps,
)
from gangmaker.contributions.queries import as_shown, caps_by_year
from gangmaker.core.refusals import Refused
from gangmaker.core.text import slugify_title
from gangmaker.web.guards import ActorRequest
from gangmaker.web.joining.fields import Line, capitalised
from gangmaker.web.keeping.requests import typed, who
from gangmaker.web.region.forms import TranslatedForm

from .forms import EuroField, RateForm, euros
from .shown import cents, rate_line

UNFIT = 422


class MethodForm(TranslatedForm):
    texts = {
        "name": (gettext_lazy("Name"), 120),
        "description": (gettext_lazy("What is counted, and how"), 1000),
    }
    long_texts = frozenset({"description"})

    kind = forms.ChoiceField(
        label=gettext_lazy("What a value stands for"), choices=capitalised(MethodKind.choices)
    )
    source = Line(label=gettext_lazy("Source"), max_length=300)


class CapsForm(forms.Form):
    year = forms.IntegerField(label=gettext_lazy("Year"), min_value=2000, max_value=2199)
    day_cents = EuroField(label=gettext_lazy("Most for a day, in euros"))
    year_cents = EuroField(label=gettext_lazy("Most for a year, in euros"))
    raised_year_cents = EuroField(
        label=gettext_lazy("Most for a year in the listed jobs, in euros"), required=False
    )
    provisional = forms.BooleanField(
        label=gettext_lazy("Still to be checked against the official figure"), required=False
    )
    source = Line(label=gettext_lazy("Source"), max_length=300)

    def clean(self) -> None:
        said = self.cleaned_data
        day, year = said.get("day_cents"), said.get("year_cents")
        if day and year and year <= day:
            self.add_error("year_cents", _("The most for a year is more than for a day."))
        raised = said.get("raised_year_cents")
        if raised and year and raised <= year:
            self.add_error("raised_year_cents", _("The raised ceiling is above the usual one."))


def valuation(request: ActorRequest) -> HttpResponse:
    """Every way to value hours and goods, for everybody to read."""
    in_order = Rate.objects.order_by("form", "level", "-valid_from", "pk")
    rates = Prefetch("rates", in_order.select_related("superseded_by"))
    methods = ValuationMethod.objects.prefetch_related(rates).order_by("is_example", "key")
    context = {
        "methods": [_shown(method) for method in methods],
        "may_keep": rules.can_keep_tables(request.actor),
    }
    return render(request, "web/ledger/valuation.html", context)


def _shown(method: ValuationMethod) -> dict[str, Any]:
    lines = [
        {
            "pk": rate.pk,
            "line": rate_line(as_shown(rate)),
            "replaced": hasattr(rate, "superseded_by"),
        }
        for rate in method.rates.all()
    ]
    return {
        "method": method,
        "kind": method.get_kind_display(),
        "in_force": [line for line in lines if not line["replaced"]],
        "replaced": [line for line in lines if line["replaced"]],
    }


def method_new(request: ActorRequest) -> HttpResponse:
    form = MethodForm(typed(request))
    if form.is_valid():
        name = form.said("name")
        new = NewMethod(
            key=slugify_title(next(iter(name.values())), limit=50),
            name=name,
            kind=form.cleaned_data["kind"],
            description=form.said("description"),
            source=form.cleaned_data["source"],
        )
        try:
            enter_method(new=new, by=who(request), now=timezone.now())
        except Refused as refusal:
            form.add_error("name_nl", str(refusal))
        else:
            messages.success(request, _("The method is there. Now add its rates."))
            return redirect("web:valuation")
    return _page(request, "web/ledger/method_new.html", form)


def rate_new(request: ActorRequest, method: ValuationMethod) -> HttpResponse:
    return _rate(request, method, RateForm(typed(request)), instead_of=None)


def rate_replaced(request: ActorRequest, rate: Rate) -> HttpResponse:
    """Replace a rate: the old row stays for whatever was computed with it."""
    initial = {
        "form": rate.form,
        "level": rate.level,
        "profile": rate.profile,
        "amount": euros(rate.cents),
        "valid_from": rate.valid_from,
        "valid_until": rate.valid_until,
        "source": rate.source,
    }
    form = RateForm(typed(request), initial=initial)
    return _rate(request, rate.method, form, instead_of=rate)


def _rate(
    request: ActorRequest, method: ValuationMethod, form: RateForm, *, instead_of: Rate | None
) -> HttpResponse:
    if form.is_valid():
        said = dict(form.cleaned_data)
        new = NewRate(cents=said.pop("amount"), **said)
        try:
            enter_rate(
                method=method, new=new, by=who(request), now=timezone.now(), instead_of=instead_of
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Saved. What was computed before keeps its rate."))
            return redirect("web:valuation")
    context = {"method": method, "replaces": instead_of}
    return _page(request, "web/ledger/rate.html", form, **context)


def volunteer_caps(request: ActorRequest) -> HttpResponse:
    form = CapsForm(typed(request), initial={"year": timezone.localdate().year})
    if form.is_valid():
        set_caps(caps=Caps(**form.cleaned_data), by=who(request), now=timezone.now())
        messages.success(request, _("Saved. From now on this year has these caps."))
        return redirect("web:volunteer-caps")
    return _page(request, "web/ledger/caps.html", form, caps=[_cap(row) for row in caps_by_year()])


def _cap(row: VolunteerCap) -> dict[str, object]:
    return {
        "year": row.year,
        "day": cents(row.day_cents),
        "whole": cents(row.year_cents),
        "raised": cents(row.raised_year_cents) if row.raised_year_cents else "",
        "provisional": row.provisional,
        "source": row.source,
    }


def _page(
    request: ActorRequest, template: str, form: forms.Form, **context: object
) -> HttpResponse:
    status = UNFIT if form.errors else 200
    return render(request, template, {"form": form, **context}, status=status)
