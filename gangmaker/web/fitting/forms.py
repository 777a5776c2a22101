"""The form of availability: it only checks."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gangmaker.brokerage.models import Availability
from gangmaker.brokerage.operations.availability import Terms
from gangmaker.contributions.models import Form
from gangmaker.web.people.fields import named

MOST_AT_ONCE = 20
MOST_HOURS = 300


class AvailabilityForm(forms.Form):
    """Everything has an answer already, so that one press is enough."""

    brings = forms.MultipleChoiceField(
        label=_("What do you bring?"),
        choices=named(Form.choices),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Several may apply. Nothing ticked: you say so when you are asked."),
    )
    hours_a_month = forms.IntegerField(
        label=_("How many hours a month do you have?"),
        required=False,
        min_value=1,
        max_value=MOST_HOURS,
    )
    free_from = forms.DateField(
        label=_("From when?"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Empty: from now on."),
    )
    at_once = forms.IntegerField(
        label=_("How many introductions at a time?"),
        min_value=1,
        max_value=MOST_AT_ONCE,
        help_text=_("With as many going on, nobody proposes you for another one."),
    )
    digest = forms.BooleanField(
        label=_("Tell me by mail what fits me, once a week"),
        required=False,
        help_text=_(
            "Only when there is something new. Every such mail has a link that stops them."
        ),
    )

    def __init__(self, *args: Any, said: Availability | None, **kwargs: Any) -> None:
        kwargs.setdefault("initial", _initial(said))
        super().__init__(*args, **kwargs)

    def terms(self) -> Terms:
        """What was typed; only after ``is_valid``."""
        typed = dict(self.cleaned_data)
        return Terms(forms=typed.pop("brings"), **typed)


def _initial(said: Availability | None) -> dict[str, Any]:
    now = said or Availability()
    names = ("hours_a_month", "free_from", "at_once", "digest")
    return {"brings": now.forms, **{name: getattr(now, name) for name in names}}
