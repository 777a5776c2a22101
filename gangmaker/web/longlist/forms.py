from django import forms
from django.utils.translation import gettext_lazy as _

from gangmaker.brokerage.models import Candidate
from gangmaker.web.joining.fields import Line


class ByNameForm(forms.Form):
    """Somebody whom the arithmetic did not think of."""

    q = Line(
        label=_("Name of a person or an organisation"),
        help_text=_("Only who wants to be proposed is found."),
        max_length=80,
        min_length=2,
        widget=forms.SearchInput(attrs={"autocomplete": "off"}),
    )


class WhyForm(forms.ModelForm):  # type: ignore[type-arg]  # generic for the type checker only
    class Meta:
        model = Candidate
        fields = ["why"]
