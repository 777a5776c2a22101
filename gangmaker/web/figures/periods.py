"""For which period and area figures are asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import Area
from gangmaker.insight.figures import Scope
from gangmaker.trail.models import Act

YEAR = timedelta(days=365)
NO_SUCH_PERIOD = _(
    "There are no figures of that period, so these are of the past 12 months. You can also choose"
    " %(years)s."
)
NO_SUCH_AREA = _("We know no municipality of that name, so these are of the whole region.")


@dataclass(frozen=True)
class Asked:
    """The scope that was asked for, and its filters for the page."""

    scope: Scope
    form: "ScopeForm"
    query: str
    """For the addresses of this page, ``?period=…&area=…``."""

    @property
    def is_usual(self) -> bool:
        return not self.query


class ScopeForm(forms.Form):
    """A value that does not exist is said; the usual period and the whole region are shown."""

    period = forms.ChoiceField(label=_("Period"), required=False)
    area = forms.ChoiceField(label=_("Municipality"), required=False)

    def __init__(self, data: QueryDict, *, years: list[int], towns: Mapping[str, str]) -> None:
        super().__init__(data)
        self.fields["period"].error_messages["invalid_choice"] = NO_SUCH_PERIOD % {
            "years": ", ".join(str(year) for year in years)
        }
        self.fields["area"].error_messages["invalid_choice"] = NO_SUCH_AREA
        self.fields["period"].choices = [  # type: ignore[attr-defined]
            ("", _("The past 12 months")),
            *((str(year), str(year)) for year in years),
        ]
        self.fields["area"].choices = [  # type: ignore[attr-defined]
            ("", _("The whole region")),
            *towns.items(),
        ]


def asked_for(query: QueryDict, *, at: datetime) -> Asked:
    """The past 365 days until today, or a calendar year; two queries."""
    today = timezone.localdate(at)
    towns = dict(Area.objects.filter(parent=None).order_by("name").values_list("key", "name"))
    form = ScopeForm(query, years=list(range(today.year, first_year(today) - 1, -1)), towns=towns)
    form.is_valid()
    period, area = form.cleaned_data.get("period", ""), form.cleaned_data.get("area", "")
    since, until = days_of(period, today=today)
    parts = {"period": period, "area": area}
    told = "&".join(f"{name}={value}" for name, value in parts.items() if value)
    return Asked(Scope(since, until, at, area), form, f"?{told}" if told else "")


def days_of(period: str, *, today: date) -> tuple[date, date]:
    """The first day that counts, and the first that does not; today is not over."""
    if not period:
        return today - YEAR, today
    year = int(period)
    since = date(year, 1, 1)
    until = min(date(year + 1, 1, 1), today)
    return since, max(until, date(year, 1, 2))


def first_year(today: date) -> int:
    """The year of the first thing that happened here. One query."""
    first = Act.objects.order_by("pk").values_list("at", flat=True).first()
    return timezone.localdate(first).year if first else today.year
