"""The forms of assignment letters. They only check."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import Actor
from gangmaker.projects.models import AssignmentLetter, Project
from gangmaker.projects.operations.letters import LetterText
from gangmaker.web.joining.fields import Line
from gangmaker.web.keeping.forms import DayInput, PersonChoice
from gangmaker.web.results.budget_forms import offer
from gangmaker.web.results.fields import PastDay
from gangmaker.web.results.uploads import DocumentField, Slot, UploadForm

from .forms import ProjectChoice


class LetterTextForm(UploadForm):
    """What every letter says."""

    percentage = forms.IntegerField(
        label=_("Percentage of the work"),
        help_text=_("Of a whole job of this person, from 1 to 100."),
        min_value=1,
        max_value=100,
    )
    starts_on = forms.DateField(label=_("From"), widget=DayInput())
    ends_on = forms.DateField(label=_("Until, that day included"), widget=DayInput())
    function = Line(label=_("Function in the project"), max_length=120)
    signed_by = Line(
        label=_("Signed by"),
        help_text=_("Who signs for the employer, with the function."),
        max_length=120,
    )
    signed_on = PastDay(label=_("Signed on"))
    document = DocumentField(
        label=_("The signed letter"), help_text=_("Only the team can open it. At most 20 MB.")
    )

    TEXT = ("percentage", "starts_on", "ends_on", "function", "signed_by", "signed_on")

    def clean(self) -> None:
        since, until = self.cleaned_data.get("starts_on"), self.cleaned_data.get("ends_on")
        if since and until and until < since:
            self.add_error("ends_on", _("The end is before the start."))

    def text(self) -> LetterText:
        return LetterText(**{name: self.cleaned_data[name] for name in self.TEXT})

    @property
    def file_slot(self) -> Slot:
        return self.slot("document")


class LetterForm(LetterTextForm):
    person = PersonChoice(
        Actor.objects.none(),
        label=_("Whose work?"),
        help_text=_("People who take part in a project of this grant, or belong to who does."),
        empty_label=_("Choose somebody"),
    )
    project = ProjectChoice(Project.objects.none(), label=_("For which project?"))

    field_order = ("person", "project", *LetterTextForm.TEXT, "document")

    def __init__(
        self,
        *args: Any,
        people: Iterable[Actor],
        projects: Sequence[Project],
        sender: Actor,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, sender=sender, **kwargs)
        offer(self.fields["person"], people, viewer=sender)
        keys = [project.pk for project in projects]
        ordered = Project.objects.filter(pk__in=keys).order_by("title", "pk")
        self.fields["project"].queryset = ordered  # type: ignore[attr-defined]


class LetterCorrectionForm(LetterTextForm):
    """What a letter should have said. Whose and for which project stays."""

    reason = Line(label=_("Why does it change?"), max_length=300)

    field_order = (*LetterTextForm.TEXT, "reason", "document")

    @classmethod
    def of(
        cls, letter: AssignmentLetter, *, data: Any, files: Any, sender: Actor
    ) -> "LetterCorrectionForm":
        initial = {name: getattr(letter, name) for name in cls.TEXT}
        return cls(data, files, sender=sender, initial=initial)


class LetterEndForm(forms.Form):
    last_day = forms.DateField(label=_("Last day"), widget=DayInput())
    reason = Line(label=_("Why does it stop early?"), max_length=300)
