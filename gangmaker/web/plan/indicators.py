"""How a goal is measured: indicators and what was measured."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from gangmaker.projects.models import Goal, Indicator, Measurement
from gangmaker.projects.operations import (
    add_indicator,
    change_indicator,
    end_indicator,
    measure,
)
from gangmaker.web.guards import ActorRequest
from gangmaker.web.keeping.requests import typed, who

from .forms import IndicatorForm, MeasurementForm, ReasonForm
from .telling import decimal
from .work import work

MOST_MEASUREMENTS = 200


def indicator_new(request: ActorRequest, goal: Goal) -> HttpResponse:
    form = IndicatorForm.of(None, typed(request))

    def do() -> HttpResponse:
        reason = form.cleaned_data["reason"]
        add_indicator(
            goal=goal, terms=form.terms(), reason=reason, by=who(request), now=timezone.now()
        )
        return redirect("web:item", slug=goal.slug)

    return work(
        request,
        "web/plan/indicator.html",
        form,
        do=do,
        done=_("Added. The goal is measured by it from now on."),
        goal=goal,
        back_url=reverse("web:item", args=[goal.slug]),
    )


def indicator_change(request: ActorRequest, indicator: Indicator) -> HttpResponse:
    form = IndicatorForm.of(indicator, typed(request))
    goal = indicator.goal

    def do() -> HttpResponse:
        change_indicator(
            indicator=indicator,
            terms=form.terms(),
            reason=form.cleaned_data["reason"],
            by=who(request),
            now=timezone.now(),
        )
        return redirect("web:item", slug=goal.slug)

    return work(
        request,
        "web/plan/indicator.html",
        form,
        do=do,
        done=_("Changed. The change and its reason are on the page of the goal."),
        goal=goal,
        indicator=indicator,
        back_url=reverse("web:item", args=[goal.slug]),
    )


def indicator_end(request: ActorRequest, indicator: Indicator) -> HttpResponse:
    form = ReasonForm(typed(request))
    goal = indicator.goal

    def do() -> HttpResponse:
        reason = form.cleaned_data["reason"]
        end_indicator(indicator=indicator, reason=reason, by=who(request), now=timezone.now())
        return redirect("web:item", slug=goal.slug)

    return work(
        request,
        "web/plan/indicator_end.html",
        form,
        do=do,
        done=_("Ended. What was measured stays on record."),
        indicator=indicator,
        back_url=reverse("web:indicator", args=[goal.slug, indicator.pk]),
    )


def measurements(request: ActorRequest, indicator: Indicator) -> HttpResponse:
    """What was measured, newest first; a form adds one, or corrects the one that was named."""
    rows = (
        Measurement.objects.filter(indicator=indicator)
        .select_related("by", "corrected_by")
        .order_by("-measured_on", "-pk")[:MOST_MEASUREMENTS]
    )
    corrects = _named(request, indicator)
    initial = {"measured_on": corrects.measured_on if corrects else timezone.localdate()}
    form = MeasurementForm(typed(request), initial=initial)
    if corrects:
        form.fields.pop("measured_on")
        form.fields["note"].required = True
        form.fields["note"].label = _("Why does it change?")

    def do() -> HttpResponse:
        said = form.cleaned_data
        measure(
            indicator=indicator,
            value=said["value"],
            measured_on=corrects.measured_on if corrects else said["measured_on"],
            note=said["note"],
            corrects=corrects,
            by=who(request),
            now=timezone.now(),
        )
        return redirect(
            "web:indicator-measurements", slug=indicator.goal.slug, indicator=indicator.pk
        )

    return work(
        request,
        "web/plan/measurements.html",
        form,
        do=do,
        done=_("Saved."),
        indicator=indicator,
        corrects=corrects,
        rows=[(row, decimal(row.value), hasattr(row, "corrected_by")) for row in rows],
        back_url=reverse("web:item", args=[indicator.goal.slug]),
    )


def _named(request: ActorRequest, indicator: Indicator) -> Measurement | None:
    """The measurement that is to be corrected, when the address names one."""
    key = request.GET.get("corrects", "")
    if not key.isdecimal() or len(key) > 18:
        return None
    return Measurement.objects.filter(indicator=indicator, pk=key, corrected_by=None).first()
