"""What comes of introductions, of which years, as it was counted last."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gangmaker.brokerage.queries.figures import IntroductionFigures, introduction_figures
from gangmaker.web.kept import keep, kept

from .periods import days_of, first_year

BEFORE_ALL: Final = date(1900, 1, 1)
NO_SUCH_PERIOD = _(
    "There are no figures of that year, so these are of all years. You can also choose %(years)s."
)


class YearForm(forms.Form):
    """A year that does not exist is said; all years are shown."""

    period = forms.ChoiceField(label=_("Period"), required=False)

    def __init__(self, data: QueryDict, *, years: list[int]) -> None:
        super().__init__(data)
        period = self.fields["period"]
        period.error_messages["invalid_choice"] = NO_SUCH_PERIOD % {
            "years": ", ".join(str(year) for year in years)
        }
        period.choices = [  # type: ignore[attr-defined]
            ("", _("All years")),
            *((str(year), str(year)) for year in years),
        ]


@dataclass(frozen=True)
class AskedYears:
    since: date
    until: date
    form: YearForm
    query: str
    """For the addresses of this page, ``?period=…``."""

    @property
    def all_years(self) -> bool:
        return self.since == BEFORE_ALL


def asked_for(query: QueryDict, *, at: datetime) -> AskedYears:
    """Everything that began before today, or in a calendar year; one query."""
    today = timezone.localdate(at)
    form = YearForm(query, years=list(range(today.year, first_year(today) - 1, -1)))
    form.is_valid()
    period = form.cleaned_data.get("period", "")
    since, until = days_of(period, today=today) if period else (BEFORE_ALL, today)
    return AskedYears(since, until, form, f"?period={period}" if period else "")


def counted(since: date, until: date, *, at: datetime) -> IntroductionFigures:
    """Counted at most once in ten minutes for each period. Holds no names."""
    return kept(
        _name(since, until), lambda: introduction_figures(since=since, until=until, at=at), at=at
    )


def renew_introductions(*, now: datetime) -> None:
    """Count all years anew, so that nobody waits for it."""
    today = timezone.localdate(now)
    found = introduction_figures(since=BEFORE_ALL, until=today, at=now)
    keep(_name(BEFORE_ALL, today), found, at=timezone.now())


def _name(since: date, until: date) -> str:
    return f"figures:introductions:1:{since.isoformat()}:{until.isoformat()}"
