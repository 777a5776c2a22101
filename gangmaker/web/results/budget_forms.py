"""The forms of a budget: its plan, a cost, a correction."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import Actor, Audience
from gangmaker.actors.queries import name_for
from gangmaker.projects.models import BudgetLine, Payer, Project
from gangmaker.projects.operations.budget import NewLine, Pay
from gangmaker.projects.queries.letters import staff_of
from gangmaker.web.joining.fields import Line, capitalised
from gangmaker.web.keeping.forms import DayInput, PersonChoice

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
    net = Euros(label=_("How much, without VAT?"), help_text=EURO_HELP)
    vat = Euros(
        label=_("VAT on it"),
        help_text=_("In euros, as the bill says it. Nothing when there is none."),
        zero=True,
        required=False,
    )
    spent_on = PastDay(label=_("When?"))
    what = Line(label=_("What for?"), max_length=200)
    document = DocumentField(
        label=_("Invoice or ticket"),
        help_text=_("Only those involved and the team can open it. At most 20 MB."),
    )
    borne_by = PersonChoice(
        Actor.objects.none(),
        label=_("In whose name is the bill?"),
        help_text=_("What this party recovers of its VAT decides what a grant counts."),
        required=False,
        empty_label=_("Whoever leads the project"),
    )
    staff = PersonChoice(
        Actor.objects.none(),
        label=_("Whose pay is it?"),
        help_text=_("Only the team and the funder read this."),
        required=False,
        empty_label=_("It is no pay"),
    )
    work_from = forms.DateField(label=_("Work from"), required=False, widget=DayInput())
    work_until = forms.DateField(
        label=_("Until, that day included"), required=False, widget=DayInput()
    )
    whole_pay = Euros(
        label=_("Pay in all for these days"),
        help_text=_("What the employer paid; the amount above is the part for this project."),
        required=False,
    )

    PAY = ("staff", "work_from", "work_until", "whole_pay")

    def __init__(
        self,
        *args: Any,
        project: Project,
        sender: Actor,
        payers: Sequence[Actor] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, sender=sender, **kwargs)
        lines = project.budget_lines.order_by("position", "pk")
        self.fields["line"].queryset = lines  # type: ignore[attr-defined]
        self.fields["spent_on"].initial = timezone.localdate
        offer(self.fields["borne_by"], payers, viewer=sender)
        offer(self.fields["staff"], staff_of([project.pk]), viewer=sender)

    def clean(self) -> None:
        said = self.cleaned_data
        given = [name for name in self.PAY if said.get(name) is not None]
        if said.get("staff") is None and given:
            self.add_error("staff", _("Say whose pay it is, or leave out what follows."))
        elif given:
            for name in self.PAY:
                if said.get(name) is None and name not in self.errors:
                    self.add_error(name, _("Needed for pay."))
        since, until = said.get("work_from"), said.get("work_until")
        if since and until and until < since:
            self.add_error("work_until", _("The end is before the start."))

    @property
    def is_pay(self) -> bool:
        """Whether something was said of pay: then that part of the form is open."""
        return self.is_bound and any(self.data.get(name) for name in self.PAY)

    def pay(self) -> Pay | None:
        said = self.cleaned_data
        if said["staff"] is None:
            return None
        return Pay(said["staff"], said["work_from"], said["work_until"], said["whole_pay"])

    @property
    def file_slot(self) -> Slot:
        return self.slot("document")


def offer(field: forms.Field, people: Iterable[Actor], *, viewer: Actor) -> None:
    """Let ``viewer`` choose among ``people``, by the names that she knows them by."""
    assert isinstance(field, PersonChoice)  # noqa: S101 (tells mypy what the caller knows)
    every = list(people)
    field.queryset = Actor.objects.filter(pk__in=[person.pk for person in every])
    named = [(person.pk, name_for(person, viewer)) for person in every]
    field.choices = [("", field.empty_label), *named]


class CostCorrectionForm(forms.Form):
    """What a cost should say. ``seen`` is what it said, with VAT, when the form was opened."""

    net = Euros(label=_("How much was it really, without VAT?"), help_text=EURO_HELP, zero=True)
    vat = Euros(label=_("VAT on it"), zero=True, required=False)
    reason = Line(label=_("Why does it change?"), max_length=300)
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None, *, total: int, vat: int | None) -> None:
        net = total - (vat or 0)
        initial = {"seen": total, "net": typed_euros(net) if net >= 0 else ""}
        super().__init__(data, initial=initial | {"vat": "" if vat is None else typed_euros(vat)})

    def really(self) -> dict[str, Any]:
        """What the operation asks for. An empty VAT says that there is none."""
        said = self.cleaned_data
        vat = said["vat"] or 0
        return {
            "amount": said["net"] + vat,
            "vat": vat,
            "reason": said["reason"],
            "seen": said["seen"],
        }
