"""Fields that several forms of this area have."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gangmaker.core.quantity import Unreadable, parse_cents
from gangmaker.web.joining.fields import AMOUNT_ERRORS, Line
from gangmaker.web.keeping.forms import DayInput

EURO_HELP = _("In euros, such as 1.250,50 or 1250.")


class Euros(Line):
    """An amount of money as people type it in any of our languages; its value is cents."""

    def __init__(self, *, zero: bool = False, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(**{"max_length": 40, "widget": widget, **kwargs})
        self.zero = zero

    def to_python(self, value: Any) -> Any:
        typed = super().to_python(value)
        if not typed:
            return None
        if self.zero and typed.strip("€ 0,.-") == "" and "0" in typed:
            return 0
        try:
            return parse_cents(typed)
        except Unreadable as unreadable:
            raise forms.ValidationError(AMOUNT_ERRORS[unreadable.code]) from unreadable

    def run_validators(self, value: Any) -> None:
        """What was typed was read already; cents have no length."""

    def validate(self, value: Any) -> None:
        if self.required and value is None:
            raise forms.ValidationError(self.error_messages["required"], code="required")


def typed_euros(cents: int) -> str:
    """An amount as somebody could have typed it, for a form that is opened."""
    euros, rest = divmod(cents, 100)
    return f"{euros},{rest:02d}" if rest else str(euros)


class PastDay(forms.DateField):
    """A day until today."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"widget": DayInput(), **kwargs})

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is not None and value > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come."))


class HttpAddress(forms.URLField):
    """An address of the web: http or https, nothing else (A08)."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": 300, "assume_scheme": "https", **kwargs})

    def to_python(self, value: Any) -> str:
        address: str = super().to_python(value) or ""
        if address and not address.lower().startswith(("http://", "https://")):
            raise forms.ValidationError(_("An address starts with https:// or http://."))
        return address
