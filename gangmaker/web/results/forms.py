"""The forms of results, updates and documents. What they find goes to one operation."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import uuid4

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import Actor
from gangmaker.projects.models import EvidenceKind, Project, ResultType
from gangmaker.projects.operations.papers import MOST_PICTURES, NewPicture
from gangmaker.projects.operations.results import CIRCLES, NewCredit, NewEvidence
from gangmaker.trail.models import ItemAudience
from gangmaker.web.joining.fields import (
    LONGEST_TEXT,
    Line,
    Prose,
    Written,
    capitalised,
    language_choices,
)

from .fields import HttpAddress, PastDay
from .uploads import DocumentField, PictureField, Slot, UploadForm

MOST_CREDITS: Final = 30
EMPTY_CREDITS: Final = 3

ALT_HELP = _("For who cannot see it, such as: a lamp of flax on a school desk.")
PICTURE_HELP = _("JPEG, PNG or WebP, at most 8 MB. We keep no place and no camera of it.")


class FactsForm(forms.Form):
    """The facts of a result."""

    type = forms.ChoiceField(label=_("What is it?"), choices=capitalised(ResultType.choices))
    for_whom = Line(
        label=_("For whom?"), max_length=200, help_text=_("Such as: schools in Kortrijk.")
    )
    where = Line(
        label=_("Where to see it?"),
        max_length=200,
        required=False,
        help_text=_("A place, and when it is open."),
    )
    url = HttpAddress(label=_("Address on the web"), required=False)
    made_on = PastDay(label=_("Since when is it there?"))


class ResultForm(FactsForm):
    """A new result: what it says, its facts, and who may see it."""

    title = Line(label=_("What came of it, in one sentence?"), max_length=160)
    summary = Written(label=_("Tell about it"), max_length=LONGEST_TEXT)
    language = forms.ChoiceField(label=_("In which language did you write?"))
    form_token = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid4)
    audience = forms.ChoiceField(label=_("Who may see this?"))

    field_order = (
        "title",
        "summary",
        "type",
        "for_whom",
        "where",
        "url",
        "made_on",
        "audience",
        "language",
    )

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        circles = CIRCLES[: CIRCLES.index(ItemAudience(project.audience)) + 1]
        audiences = [choice for choice in ItemAudience.choices if choice[0] in circles]
        self.fields["audience"].choices = capitalised(audiences)  # type: ignore[attr-defined]
        self.fields["audience"].initial = project.audience
        self.fields["language"].choices = language_choices()  # type: ignore[attr-defined]
        self.fields["language"].initial = get_language()
        self.fields["made_on"].initial = timezone.localdate


class CreditForm(forms.Form):
    """One line of the credits. A line that names nobody is left out."""

    position = forms.IntegerField(label=_("Place"), required=False, min_value=1, max_value=999)
    actor = forms.TypedChoiceField(label=_("Somebody known here"), required=False, coerce=int)
    name = Line(label=_("Or a name"), max_length=160, required=False)
    role = Line(label=_("For what"), max_length=80, required=False)

    def __init__(self, *args: Any, people: Sequence[tuple[int, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["actor"].choices = [("", "–"), *people]  # type: ignore[attr-defined]

    def clean(self) -> None:
        said = self.cleaned_data
        names = bool(said.get("actor") or said.get("name"))
        if names and not said.get("role"):
            self.add_error("role", _("Say for what."))
        if said.get("role") and not names and not self.errors:
            self.add_error("name", _("Say who."))
        if said.get("actor") and said.get("name"):
            self.add_error("name", _("Choose somebody, or type a name: not both."))


class BaseCredits(forms.BaseFormSet[CreditForm]):
    def __init__(
        self,
        data: QueryDict | None,
        *,
        initial: Sequence[Any],
        people: Sequence[Actor],
        names: dict[int, str],
    ) -> None:
        self.people = {person.pk: person for person in people}
        choices = [(pk, names[pk]) for pk in self.people]
        super().__init__(data, initial=initial, prefix="credits", form_kwargs={"people": choices})

    def credits(self) -> list[NewCredit]:
        """In the order of their places; of equal ones as they stood."""
        said = [form.cleaned_data for form in self.forms if form.cleaned_data.get("role")]
        last = MOST_CREDITS * 100
        said.sort(key=lambda one: one.get("position") or last)
        return [
            NewCredit(
                role=one["role"],
                actor=self.people.get(one["actor"]) if one["actor"] else None,
                name=one["name"],
            )
            for one in said
        ]


CreditFormSet: type[BaseCredits] = forms.formset_factory(  # type: ignore[assignment]  # says less
    CreditForm,
    formset=BaseCredits,
    extra=EMPTY_CREDITS,
    max_num=MOST_CREDITS,
    absolute_max=MOST_CREDITS,
)


class EvidenceForm(UploadForm):
    """One piece of evidence of one kind; only the fields of that kind are asked."""

    photo = PictureField(label=_("Photo"), help_text=PICTURE_HELP)
    alt = Line(label=_("What does the photo show?"), max_length=300, help_text=ALT_HELP)
    file = DocumentField(
        label=_("File"),
        help_text=_("PDF, ODT, DOCX, ODS, XLSX, CSV, plain text or a scan, at most 20 MB."),
    )
    url = HttpAddress(label=_("Address on the web"))
    text = Prose(label=_("What was said?"), max_length=1000)
    said_by = Line(
        label=_("Who says so?"),
        max_length=120,
        help_text=_("As they want to be named, such as: teacher, Kortrijk."),
    )
    consent_on = PastDay(
        label=_("When did they agree to be quoted?"),
        help_text=_("When they change their mind, take the quote back: no word of it stays."),
    )
    count = forms.IntegerField(label=_("How many?"), min_value=0, max_value=2_000_000_000)
    unit = Line(label=_("Of what?"), max_length=60, help_text=_("Such as: lamps sold."))
    method = Line(
        label=_("How was it counted?"),
        max_length=200,
        help_text=_("Such as: by hand at the door, both days."),
    )
    seen_on = PastDay(label=_("Of which day is this?"))

    ASKED: Final = {
        EvidenceKind.PHOTO: ("photo", "alt"),
        EvidenceKind.FILE: ("file",),
        EvidenceKind.LINK: ("url", "text"),
        EvidenceKind.QUOTE: ("text", "said_by", "consent_on"),
        EvidenceKind.COUNT: ("count", "unit", "method"),
    }

    def __init__(self, *args: Any, kind: EvidenceKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        for name in set(self.fields) - {*self.ASKED[kind], "seen_on", "once"}:
            del self.fields[name]
        if kind == EvidenceKind.LINK:
            self.fields["text"].label = _("What is there to see?")
            self.fields["text"].required = False
        self.fields["seen_on"].initial = timezone.localdate

    def check_files(self) -> None:
        for name in ("photo", "file"):
            if name in self.fields and name not in self.kept and name not in self.errors:
                self.add_error(name, _("Choose a file."))

    @property
    def file_name(self) -> str:
        return next((name for name in ("photo", "file") if name in self.fields), "")

    @property
    def file_slot(self) -> Slot | None:
        return self.slot(self.file_name) if self.file_name else None

    def evidence(self) -> NewEvidence:
        said = dict(self.cleaned_data)
        for name in ("photo", "file", "once"):
            said.pop(name, None)
        return NewEvidence(kind=self.kind, kept=self.kept.get(self.file_name), **said)


class UpdateTextForm(forms.Form):
    """The words of an update."""

    text = Written(label=_("What happened?"), max_length=LONGEST_TEXT)
    parties_only = forms.BooleanField(
        label=_("Only for those involved and the team"), required=False
    )
    language = forms.ChoiceField(label=_("In which language did you write?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = language_choices()  # type: ignore[attr-defined]
        self.fields["language"].initial = get_language()


class UpdateForm(UpdateTextForm, UploadForm):
    """A new update: words, and up to six pictures that each say what they show."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, MOST_PICTURES + 1):
            self.fields[f"picture_{number}"] = PictureField(
                label=_("Picture"), help_text=PICTURE_HELP
            )
            self.fields[f"alt_{number}"] = Line(
                label=_("What does the picture show?"),
                max_length=300,
                required=False,
                help_text=ALT_HELP,
            )

    def check_files(self) -> None:
        for number in range(1, MOST_PICTURES + 1):
            alt = self.cleaned_data.get(f"alt_{number}", "")
            if f"picture_{number}" in self.kept and not alt:
                self.add_error(f"alt_{number}", _("Say what the picture shows."))

    def words(self) -> list[forms.BoundField]:
        return [self[name] for name in ("once", "text", "parties_only", "language")]

    def slots(self) -> list[tuple[Slot, forms.BoundField]]:
        numbers = range(1, MOST_PICTURES + 1)
        return [(self.slot(f"picture_{one}"), self[f"alt_{one}"]) for one in numbers]

    def pictures(self) -> list[NewPicture]:
        return [
            NewPicture(self.kept[name], self.cleaned_data[f"alt_{number}"])
            for number in range(1, MOST_PICTURES + 1)
            if (name := f"picture_{number}") in self.kept
        ]


class PaperForm(UploadForm):
    """A document for a project or a result."""

    file = DocumentField(
        label=_("Document"),
        help_text=_("PDF, ODT, DOCX, ODS, XLSX, CSV, plain text or a scan, at most 20 MB."),
    )
    parties_only = forms.BooleanField(
        label=_("Only for those involved and the team"), required=False
    )

    def check_files(self) -> None:
        if "file" not in self.kept and "file" not in self.errors:
            self.add_error("file", _("Choose a file."))

    @property
    def file_slot(self) -> Slot:
        return self.slot("file")
