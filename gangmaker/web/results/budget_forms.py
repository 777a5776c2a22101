"""The forms of a budget: its plan, a cost, a correction."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import Actor, Audience
from gangmaker.projects.models import BudgetLine, Cost, Payer, Project
from gangmaker.projects.operations.budget import NewLine
from gangmaker.web.joining.fields import Line, capitalised

from .fields import EURO_HELP, Euros, PastDay, typed_euros
from .uploads import DocumentField, Slot, UploadForm

MOST_LINES: Final = 30
EMPTY_LINES: Final = 3

READERS: Final = [
    (Audience.TEAM, _("The parties and the team")),
    (Audience.MEMBERS, _("Members")),
    (Audience.PUBLIC, _("Everybody who may see the project")),
]


class AudienceForm(forms.Form):
    audience = forms.ChoiceField(label=_("Who may see the budget?"), choices=READERS)


class LineForm(forms.Form):
    """One line of a budget. A line without a label is left out."""

    line = forms.IntegerField(required=False, widget=forms.HiddenInput)
    position = forms.IntegerField(label=_("Place"), required=False, min_value=1, max_value=999)
    label = Line(label=_("What for?"), max_length=120, required=False)
    planned = Euros(label=_("How much is planned?"), zero=True, required=False)
    payer = forms.ChoiceField(
        label=_("Who pays?"), choices=capitalised(Payer.choices), required=False
    )
    paid_by = forms.TypedChoiceField(label=_("By name"), required=False, coerce=int)

    def __init__(self, *args: Any, people: Sequence[tuple[int, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["paid_by"].choices = [("", "–"), *people]  # type: ignore[attr-defined]

    def clean(self) -> None:
        said = self.cleaned_data
        if said.get("label") and said.get("planned") is None and "planned" not in self.errors:
            self.add_error("planned", _("Say how much; 0 when nothing was planned."))
        if said.get("planned") and not said.get("label") and "label" not in self.errors:
            self.add_error("label", _("Say what for."))


class BaseLines(forms.BaseFormSet[LineForm]):
    def __init__(
        self,
        data: QueryDict | None,
        *,
        initial: Sequence[Any],
        lines: Sequence[BudgetLine],
        people: Sequence[Actor],
        names: dict[int, str],
    ) -> None:
        self.lines = {line.pk: line for line in lines}
        self.people = {person.pk: person for person in people}
        choices = [(pk, names[pk]) for pk in self.people]
        super().__init__(data, initial=initial, prefix="lines", form_kwargs={"people": choices})

    def new_lines(self) -> list[NewLine]:
        """In the order of their places; of equal ones as they stood."""
        said = [form.cleaned_data for form in self.forms if form.cleaned_data.get("label")]
        last = MOST_LINES * 100
        said.sort(key=lambda one: one.get("position") or last)
        return [
            NewLine(
                label=one["label"],
                planned=one["planned"],
                payer=one["payer"] or Payer.OWN,
                paid_by=self.people.get(one["paid_by"]) if one["paid_by"] else None,
                line=self.lines.get(one["line"]) if one["line"] else None,
            )
            for one in said
        ]


LineFormSet: type[BaseLines] = forms.formset_factory(  # type: ignore[assignment]  # says less
    LineForm, formset=BaseLines, extra=EMPTY_LINES, max_num=MOST_LINES, absolute_max=MOST_LINES
)


def line_rows(lines: Sequence[BudgetLine]) -> list[dict[str, object]]:
    """What the form says when it is opened."""
    return [
        {
            "line": line.pk,
            "position": number,
            "label": line.label,
            "planned": typed_euros(line.planned),
            "payer": line.payer,
            "paid_by": line.paid_by_id or "",
        }
        for number, line in enumerate(lines, start=1)
    ]


class LineChoice(forms.ModelChoiceField[BudgetLine]):
    def label_from_instance(self, obj: BudgetLine) -> str:
        return f"{obj.label} ({Payer(obj.payer).label})"


class CostForm(UploadForm):
    """What was spent on a line, or given for it."""

    line = LineChoice(BudgetLine.objects.none(), label=_("On which line?"))
    amount = Euros(label=_("How much?"), help_text=EURO_HELP)
    spent_on = PastDay(label=_("When?"))
    what = Line(label=_("What for?"), max_length=200)
    document = DocumentField(
        label=_("Invoice or ticket"),
        help_text=_("Only those involved and the team can open it. At most 20 MB."),
    )

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lines = project.budget_lines.order_by("position", "pk")
        self.fields["line"].queryset = lines  # type: ignore[attr-defined]
        self.fields["spent_on"].initial = timezone.localdate

    @property
    def file_slot(self) -> Slot:
        return self.slot("document")


class CostCorrectionForm(forms.Form):
    """What a cost should say. ``seen`` is what it said when the form was opened."""

    amount = Euros(label=_("How much was it really?"), help_text=EURO_HELP, zero=True)
    reason = Line(label=_("Why does it change?"), max_length=300)
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None, *, cost: Cost, total: int) -> None:
        initial = {"seen": total, "amount": typed_euros(total) if total >= 0 else ""}
        super().__init__(data, initial=initial)
        self.cost = cost
