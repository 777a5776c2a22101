"""What is said of a concept, in three languages."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gangmaker.concepts.files.said import LONGEST_NAME
from gangmaker.concepts.models import Concept, Facet
from gangmaker.concepts.operations import Wording
from gangmaker.concepts.operations.importing import definitions
from gangmaker.concepts.queries import named
from gangmaker.concepts.queries.thesaurus import around, concepts_called, said_of
from gangmaker.core.text import normalise_line
from gangmaker.web.items.rows import current_language
from gangmaker.web.joining.fields import Line, Prose
from gangmaker.web.region.forms import LANGUAGE_CODES, TranslatedForm

GOALS = range(1, 18)


class ConceptForm(TranslatedForm):
    """Names, definition and links. ``facet``: where a name is looked for first."""

    texts = {
        "name": (gettext_lazy("Name"), LONGEST_NAME),
        "others": (gettext_lazy("Other names, one a line"), 6000),
        "what": (gettext_lazy("What it is"), 2000),
    }
    long_texts = frozenset({"others", "what"})

    broader = Prose(
        label=gettext_lazy("Broader concepts, one a line"), required=False, max_length=1000
    )
    related = Prose(
        label=gettext_lazy("Related concepts, one a line"), required=False, max_length=1000
    )
    uri = forms.URLField(
        label=gettext_lazy("Address of the same concept in ESCO"),
        required=False,
        max_length=200,
        assume_scheme="https",
    )
    sdgs = Line(
        label=gettext_lazy("Goals of the United Nations"),
        required=False,
        max_length=60,
        help_text=gettext_lazy("Their numbers, with commas between them."),
    )

    def __init__(
        self, data: Any = None, *, facet: str = "", stored: Any = None, initial: Any = None
    ) -> None:
        super().__init__(data, stored=stored, initial=initial)
        self.facet = facet
        for name in self.texts:
            for code in LANGUAGE_CODES:
                self.fields[f"{name}_{code}"].required = False

    @classmethod
    def of(cls, concept: Concept, data: Any = None) -> "ConceptForm":
        said = {one.language: one for one in said_of(concept)}
        beside = around(concept)
        names = {code: said[code].preferred for code in LANGUAGE_CODES if code in said}
        others = {code: "\n".join(said[code].others) for code in LANGUAGE_CODES if code in said}
        return cls(
            data,
            facet=concept.facet,
            stored={"name": names, "others": others, "what": definitions(concept)},
            initial={
                "broader": _lines(beside.broader),
                "related": _lines(beside.related),
                "uri": concept.uri,
                "sdgs": ", ".join(str(number) for number in concept.sdgs),
            },
        )

    def clean_broader(self) -> tuple[int, ...]:
        return self._concepts("broader")

    def clean_related(self) -> tuple[int, ...]:
        return self._concepts("related")

    def clean_sdgs(self) -> tuple[int, ...]:
        said = [part.strip() for part in self.cleaned_data["sdgs"].split(",") if part.strip()]
        if not all(part.isdecimal() and int(part) in GOALS for part in said):
            raise forms.ValidationError(_("Give numbers from 1 to 17, such as 9, 12."))
        return tuple(sorted({int(part) for part in said}))

    def clean(self) -> None:
        for code in LANGUAGE_CODES:
            name, others = (self.cleaned_data.get(f"{each}_{code}") for each in ("name", "others"))
            if others and not name:
                self.add_error(f"name_{code}", _("Say first by which name it is known best."))
            if any(len(line) > LONGEST_NAME for line in (others or "").splitlines()):
                self.add_error(f"others_{code}", _("One of these names is too long."))
        if not self.errors and not any(self._names(code) for code in LANGUAGE_CODES):
            self.add_error("name_nl", _("Give it a name in at least one language."))

    def wording(self) -> Wording:
        return Wording(
            names={code: self._names(code) for code in LANGUAGE_CODES},
            what={code: self.cleaned_data[f"what_{code}"] for code in LANGUAGE_CODES},
            uri=self.cleaned_data["uri"],
            sdgs=self.cleaned_data["sdgs"],
            broader=self.cleaned_data["broader"],
            related=self.cleaned_data["related"],
        )

    def _names(self, code: str) -> tuple[str, ...]:
        others = self.cleaned_data[f"others_{code}"].splitlines()
        every = (self.cleaned_data[f"name_{code}"], *(normalise_line(line) for line in others))
        return tuple(dict.fromkeys(text for text in every if text))

    def _concepts(self, name: str) -> tuple[int, ...]:
        lines = [normalise_line(line) for line in self.cleaned_data[name].splitlines()]
        called = concepts_called(line for line in lines if line)
        return tuple(dict.fromkeys(self._meant(text, found) for text, found in called.items()))

    def _meant(self, text: str, found: Sequence[Concept]) -> int:
        """The one of that name: of the same facet, when there are several."""
        facet = self.facet or self.data.get("facet", "")
        several = [one for one in found if one.key == text] or [
            *(one for one in found if one.facet == facet)
        ]
        if len(several or found) == 1:
            return (several or found)[0].pk
        if not found:
            raise forms.ValidationError(_("No concept is called “%(name)s”.") % {"name": text})
        keys = ", ".join(one.key for one in found)
        raise forms.ValidationError(
            _("Several concepts are called “%(name)s”. Write one of: %(keys)s.")
            % {"name": text, "keys": keys}
        )


class NewConceptForm(ConceptForm):
    """Of which kind it is is said once."""

    facet = forms.ChoiceField(  # type: ignore[assignment]  # the field of the same name
        label=gettext_lazy("Kind of concept"), choices=Facet.choices
    )


class Pressed(forms.Form):
    """Nothing to fill in."""


class MergeForm(Pressed):
    into = forms.SlugField(max_length=80, widget=forms.HiddenInput)

    def clean_into(self) -> Concept:
        found = Concept.objects.in_use().filter(key=self.cleaned_data["into"]).first()
        if found is None:
            raise forms.ValidationError(_("That concept is not there any more."))
        return found


def _lines(pks: Sequence[int]) -> str:
    """Each by its name, or by its key where others have that name too; two queries."""
    names = named(pks, current_language())
    called = concepts_called(one.name for one in names.values())
    return "\n".join(
        one.name if len(called[one.name]) == 1 else one.key
        for one in sorted(names.values(), key=lambda one: one.name.casefold())
    )
