"""Fields that several forms share: text as it is fit to keep, places, and lists of words."""

import unicodedata
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.directory import areas_by_municipality
from gangmaker.actors.models import Area
from gangmaker.core.enterprise import read_enterprise_number
from gangmaker.core.text import normalise, normalise_line

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

Words: TypeAlias = "str | StrPromise"

MOST_TAGS = 12
LONGEST_TAG = 60


def named(choices: Iterable[tuple[str, Words]]) -> list[tuple[str, Words]]:
    """Choices with a capital, as they stand alone in a form."""
    return [(value, capfirst(label)) for value, label in choices]


class LineField(forms.CharField):
    """One line of text, without what cannot be seen."""

    def to_python(self, value: object) -> str:
        line = super().to_python(normalise_line(str(value or ""))) or ""
        return line if any(_is_seen(sign) for sign in line) else ""


class WordsField(forms.CharField):
    """Several lines of text, without what cannot be seen."""

    widget = forms.Textarea

    def to_python(self, value: object) -> str:
        return super().to_python(normalise(str(value or ""))) or ""


class WrittenField(WordsField):
    """A text that is shown as a small part of Markdown; its form shows how it will look."""

    has_preview = True


class AddressField(forms.EmailField):
    """An e-mail address, in small letters."""

    def to_python(self, value: object) -> str:
        return (super().to_python(normalise_line(str(value or ""))) or "").lower()


class WebAddressField(LineField):
    """A page on the web; “example.org” is enough."""

    widget = forms.URLInput

    def to_python(self, value: object) -> str:
        typed = super().to_python(value)
        return f"https://{typed}" if typed and "://" not in typed else typed

    def validate(self, value: str) -> None:
        super().validate(value)
        if value:
            URLValidator(schemes=["http", "https"], message=_("Type the address of a web page."))(
                value
            )


class EnterpriseNumberField(LineField):
    """A Belgian enterprise number, however it is typed; its value has ten digits."""

    def clean(self, value: object) -> str:
        line = str(super().clean(value))
        if not line:
            return ""
        number = read_enterprise_number(line)
        if number is None:
            said = _("This is no enterprise number: its last two digits do not fit the others.")
            raise ValidationError(said, code="not_a_number")
        return number


class TagsField(LineField):
    """Words with commas between them; each is used once, however it is capitalised."""

    def clean(self, value: object) -> list[str]:
        words = [word.strip() for word in str(super().clean(value)).split(",")]
        tags = list({word.casefold(): word for word in words if word}.values())
        if len(tags) > MOST_TAGS:
            raise ValidationError(_("At most twelve words, please."), code="too_many")
        if any(len(tag) > LONGEST_TAG for tag in tags):
            raise ValidationError(_("Keep each word shorter than 60 letters."), code="too_long")
        return tags


class PlaceField(forms.TypedChoiceField):
    """A municipality or one of its districts; ``cleaned_data`` has the area or None."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            choices=place_choices, coerce=_area, empty_value=None, required=False, **kwargs
        )


def _is_seen(sign: str) -> bool:
    """Neither white space nor a sign that only steers others."""
    return unicodedata.category(sign)[0] not in "CZ"


def place_choices() -> Sequence[tuple[object, object]]:
    choices: list[tuple[object, object]] = [("", _("Not said"))]
    for municipality, districts in areas_by_municipality():
        choices.append((municipality.key, municipality.name))
        if districts:
            group = [(district.key, district.name) for district in districts]
            choices.append((_("Districts of %(name)s") % {"name": municipality.name}, group))
    return choices


def _area(key: str) -> Area:
    return Area.objects.get(key=key)
