"""Forms of the region's settings: each text in three languages, Dutch first."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import RegexValidator
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from i18nfield.strings import LazyI18nString

from gangmaker.actors.models import Region
from gangmaker.actors.operations import RegionSettings
from gangmaker.trail.models import AnswerTemplate, ItemKind, Outcome, PromiseTerm
from gangmaker.trail.operations import DEFAULT_WORKING_DAYS
from gangmaker.web.joining.fields import Line, Prose, capitalised

LANGUAGE_CODES = [code for code, _name in settings.LANGUAGES]
COLOUR = RegexValidator(r"\A#[0-9a-fA-F]{6}\Z", _("Choose a colour such as #2f4aa8."))
ANSWERED_KINDS = (ItemKind.IDEA, ItemKind.OFFER, ItemKind.QUESTION, ItemKind.PROJECT)


def language_name(code: str) -> str:
    return str(capfirst(translation.get_language_info(code)["name_translated"]))


def in_each_language(value: object) -> dict[str, str]:
    """What a stored text says in each language, without falling back to another."""
    data = value.data if isinstance(value, LazyI18nString) else value
    if isinstance(data, dict):
        return {code: str(data.get(code) or "") for code in LANGUAGE_CODES}
    return {LANGUAGE_CODES[0]: str(data or "")}


@dataclass(frozen=True)
class TranslatedText:
    """One text of a form with its field in each language."""

    label: str
    fields: list[tuple[str, forms.BoundField]]


class TranslatedForm(forms.Form):
    """A form some of whose texts are asked in each language; the first one is required.

    ``texts`` names them with their label and longest length.
    """

    texts: dict[str, tuple[Any, int]] = {}
    long_texts: frozenset[str] = frozenset()

    def __init__(self, *args: Any, stored: dict[str, object] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain = list(self.fields)
        for name, (label, length) in self.texts.items():
            said = in_each_language((stored or {}).get(name, ""))
            for code in LANGUAGE_CODES:
                self.fields[f"{name}_{code}"] = self._field(name, label, length, code, said)
        self.order_fields([name for name in self.fields if name not in plain] + plain)

    def _field(
        self, name: str, label: object, length: int, code: str, said: dict[str, str]
    ) -> forms.CharField:
        language = language_name(code)
        widget: forms.Widget = (
            forms.Textarea(attrs={"rows": 4, "lang": code})
            if name in self.long_texts
            else forms.TextInput(attrs={"lang": code})
        )
        kind = Prose if name in self.long_texts else Line
        return kind(
            label=_("%(text)s (%(language)s)") % {"text": label, "language": language},
            max_length=length,
            required=code == LANGUAGE_CODES[0],
            initial=said.get(code, ""),
            widget=widget,
        )

    def translated(self) -> list[TranslatedText]:
        """The texts, each with what it says in every language side by side."""
        return [
            TranslatedText(
                label=str(label),
                fields=[(language_name(code), self[f"{name}_{code}"]) for code in LANGUAGE_CODES],
            )
            for name, (label, _length) in self.texts.items()
        ]

    def said(self, name: str) -> dict[str, str]:
        """What was typed for one text; languages left empty are left out."""
        typed = {code: self.cleaned_data[f"{name}_{code}"] for code in LANGUAGE_CODES}
        return {code: text for code, text in typed.items() if text}


class RegionForm(TranslatedForm):
    texts = {
        "name": (_("Name"), 80),
        "slogan": (_("Slogan"), 120),
        "welcome": (_("Welcome"), 600),
    }
    long_texts = frozenset({"welcome"})

    contact_email = forms.EmailField(label=_("Contact address"), help_text=_("Shown to everybody."))
    logo = forms.FileField(
        label=_("Logo"),
        required=False,
        help_text=_("PNG, JPEG or WebP, at most 8 MB. Without one, our own mark is shown."),
    )
    no_logo = forms.BooleanField(label=_("Show no logo"), required=False)
    act_colour = forms.CharField(
        label=_("Colour of the thread and of what to do"),
        validators=[COLOUR],
        widget=forms.TextInput(attrs={"type": "color"}),
        help_text=_("We make it darker or lighter where that is needed to be readable."),
    )
    waiting_colour = forms.CharField(
        label=_("Colour of what waits"),
        validators=[COLOUR],
        widget=forms.TextInput(attrs={"type": "color"}),
    )

    @classmethod
    def of(cls, region: Region, data: Any = None, files: Any = None) -> "RegionForm":
        return cls(
            data,
            files,
            stored={name: getattr(region, name) for name in cls.texts},
            initial={
                "contact_email": region.contact_email,
                "act_colour": region.act_colour,
                "waiting_colour": region.waiting_colour,
            },
        )

    def settings(self, *, logo: str) -> RegionSettings:
        return RegionSettings(
            logo=logo,
            name=self.said("name"),
            slogan=self.said("slogan"),
            welcome=self.said("welcome"),
            contact_email=self.cleaned_data["contact_email"],
            act_colour=self.cleaned_data["act_colour"].lower(),
            waiting_colour=self.cleaned_data["waiting_colour"].lower(),
        )


class TermsForm(forms.Form):
    """Within how many working days each kind is answered."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = dict(PromiseTerm.objects.values_list("kind", "working_days"))
        for kind in ANSWERED_KINDS:
            self.fields[kind.value] = forms.IntegerField(
                label=capfirst(kind.label),
                min_value=1,
                max_value=60,
                initial=kept.get(kind.value, DEFAULT_WORKING_DAYS),
                help_text=_("Working days: 1 to 60."),
            )


class TemplateForm(TranslatedForm):
    texts = {"text": (_("Text"), 2000)}
    long_texts = frozenset({"text"})

    kind = forms.ChoiceField(
        label=_("For"),
        choices=capitalised([(kind.value, kind.label) for kind in ANSWERED_KINDS]),
    )
    outcome = forms.ChoiceField(label=_("Outcome"), choices=capitalised(Outcome.choices))
    name = Line(label=_("Name"), max_length=80)

    @classmethod
    def of(cls, template: AnswerTemplate | None, data: Any = None) -> "TemplateForm":
        if template is None:
            return cls(data)
        return cls(
            data,
            stored={"text": template.text},
            initial={
                "kind": template.kind,
                "outcome": template.outcome,
                "name": template.name,
            },
        )
