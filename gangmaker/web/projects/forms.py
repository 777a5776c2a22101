"""The forms of projects. They only check; what they found goes to one operation."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import Actor
from gangmaker.contributions.models import Need
from gangmaker.projects.models import PartyRole, Phase, Project, Stage, Task
from gangmaker.projects.operations import SOURCES, PhaseLine, Proposed
from gangmaker.trail.models import Item
from gangmaker.web.joining.fields import (
    LONGEST_TEXT,
    Line,
    Prose,
    Written,
    capitalised,
    find_target,
    language_choices,
)
from gangmaker.web.joining.similar import asks_what_is_there
from gangmaker.web.keeping.asking import NewItemForm
from gangmaker.web.keeping.forms import DayInput, PersonChoice

from .timeline import name_of

LONGEST_REASON = 2000
MOST_SOURCES = 5

REVERSED = _("The last day comes before the first.")


class Days(forms.Form):
    """From when until when; either may be left open."""

    starts_on = forms.DateField(label=_("From"), required=False, widget=DayInput())
    ends_on = forms.DateField(label=_("Until"), required=False, widget=DayInput())

    def check_days(self) -> None:
        first, last = self.cleaned_data.get("starts_on"), self.cleaned_data.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", REVERSED)


class ProjectForm(NewItemForm, Days):
    title = Line(
        label=_("What is the project called?"),
        max_length=160,
        widget=forms.TextInput(attrs=asks_what_is_there(work=True)),
    )
    summary = Written(
        label=_("What will you do together?"),
        help_text=_("What it is for, who would notice, and how you want to start."),
        max_length=LONGEST_TEXT,
    )
    sources = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, viewer: Actor | None, **kwargs: Any) -> None:
        super().__init__(*args, viewer=viewer, **kwargs)
        self.fields["audience"].help_text = _(
            "For those involved only: it is shown to others when each of them agreed to that."
        )

    @cached_property
    def came_from(self) -> list[Item]:
        """What the codes in the address or the form name, as far as the reader may know it."""
        codes = str(self["sources"].value() or "").split(",")[:MOST_SOURCES]
        found = [find_target(code, viewer=self.viewer) for code in dict.fromkeys(codes) if code]
        return [item for item in found if item is not None and item.kind in SOURCES]

    def clean(self) -> None:
        self.check_days()
        if "met_name" in self.fields:
            self.check_met()

    def proposed(self, needs: Sequence[Need]) -> Proposed:
        said = self.cleaned_data
        names = ("title", "summary", "language", "audience", "goal", "area")
        days = ("starts_on", "ends_on", "form_token")
        return Proposed(
            came_from=self.came_from, needs=needs, **{name: said[name] for name in (*names, *days)}
        )


class JoinProjectForm(forms.Form):
    """Which project something becomes part of: one that the reader runs."""

    project: forms.ModelChoiceField[Project] = forms.ModelChoiceField(
        Project.objects.none(), label=_("Which project?"), empty_label=_("Choose a project")
    )

    def __init__(self, *args: Any, projects: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["project"]
        field.queryset = projects  # type: ignore[attr-defined]
        field.label_from_instance = lambda project: project.title  # type: ignore[attr-defined]


class StageForm(forms.Form):
    """Where the project goes from here. ``seen`` is where it stood when the form was opened."""

    stage = forms.ChoiceField(label=_("What happens now?"), widget=forms.RadioSelect)
    reason = Prose(label=_("Why?"), max_length=LONGEST_REASON, required=False)
    learnt = Prose(
        label=_("What was learnt?"),
        help_text=_("What would you tell somebody who tries this next?"),
        max_length=LONGEST_REASON,
        required=False,
    )
    language = forms.ChoiceField(label=_("In which language did you write?"))
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, project: Project, stages: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.project = project
        self.fields["stage"].choices = [  # type: ignore[attr-defined]
            (stage, told_stage(project, stage)) for stage in stages
        ]
        self.fields["stage"].initial = stages[0] if len(stages) == 1 else None
        self.fields["language"].choices = language_choices()  # type: ignore[attr-defined]
        self.fields["language"].initial = get_language()
        self.fields["seen"].initial = project.stage

    def clean(self) -> None:
        said = self.cleaned_data
        reopens = self.project.stage in (Stage.FINISHED, Stage.STOPPED)
        stops = said.get("stage") == Stage.STOPPED
        if (stops or reopens) and not said.get("reason"):
            self.add_error("reason", _("Say why, in plain words."))
        if stops and not said.get("learnt"):
            self.add_error("learnt", _("Say what was learnt. The next ones read this."))


def told_stage(project: Project, stage: str) -> object:
    """What choosing a stage means, from where the project stands."""
    if project.stage in (Stage.FINISHED, Stage.STOPPED):
        again = {Stage.RUNNING.value: _("It is taken up again")}
        return again.get(stage, _("It is proposed again"))
    return {
        Stage.ACCEPTED.value: _("It is accepted: the region stands behind it"),
        Stage.RUNNING.value: _("It starts: it is running now"),
        Stage.FINISHED.value: _("It is finished"),
        Stage.STOPPED.value: _("It stops"),
    }[stage]


class RoleForm(forms.Form):
    role = forms.ChoiceField(label=_("As what?"), choices=capitalised(PartyRole.choices))


class SearchForm(forms.Form):
    q = Line(
        label=_("Name of a person or an organisation"),
        max_length=80,
        min_length=3,
        widget=forms.SearchInput(attrs={"autocomplete": "off"}),
    )


class DatesForm(Days):
    def clean(self) -> None:
        self.check_days()


class PhaseForm(Days):
    """One phase. A row without a name of its own, and that is no phase yet, is left out."""

    phase = forms.IntegerField(required=False, widget=forms.HiddenInput)
    position = forms.IntegerField(
        label=pgettext_lazy("its place in an order", "Number"),
        required=False,
        min_value=1,
        max_value=99,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    name = Line(label=_("Name"), max_length=60, required=False)
    done = forms.BooleanField(label=_("Done"), required=False)
    remove = forms.BooleanField(label=_("Take away"), required=False)

    field_order = ("position", "name", "starts_on", "ends_on", "done", "remove")

    def clean(self) -> None:
        self.check_days()
        said = self.cleaned_data
        typed = any(said.get(name) for name in ("starts_on", "ends_on", "done"))
        if typed and not said.get("name") and not said.get("phase"):
            self.add_error("name", _("Give the phase a name."))


class Phases(forms.BaseFormSet[PhaseForm]):
    def lines(self, there: dict[int, Phase]) -> list[PhaseLine]:
        """The phases as typed, in the order of their numbers; ``there`` are those that exist.

        What has the name of its kind keeps that, in every language.
        """
        rows = [form.cleaned_data for form in self.forms if not form.cleaned_data.get("remove")]
        kept = [row for row in rows if row.get("phase") in there or row.get("name")]
        kept.sort(key=lambda row: row.get("position") or 99)
        return [self._line(row, there.get(row.get("phase") or 0)) for row in kept]

    @staticmethod
    def _line(row: dict[str, Any], phase: Phase | None) -> PhaseLine:
        name = row["name"]
        if phase is not None and phase.kind and name == name_of(Phase(kind=phase.kind)):
            name = ""
        return PhaseLine(
            phase=phase,
            name=name,
            starts_on=row["starts_on"],
            ends_on=row["ends_on"],
            done=bool(row["done"]),
        )


MOST_PHASES = 20
PhaseFormSet = forms.formset_factory(
    PhaseForm, formset=Phases, extra=2, max_num=MOST_PHASES, absolute_max=MOST_PHASES
)


class PhaseChoice(forms.ModelChoiceField[Phase]):
    def label_from_instance(self, obj: Phase) -> str:
        return name_of(obj)


class DeliverableForm(forms.Form):
    title = Line(label=_("What will be there?"), max_length=200)
    due_on = forms.DateField(label=_("By when?"), widget=DayInput())
    phase = PhaseChoice(
        Phase.objects.none(), label=_("In which phase?"), required=False, empty_label=_("None")
    )

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        phases = Phase.objects.filter(project=project.pk).order_by("position", "pk")
        self.fields["phase"].queryset = phases  # type: ignore[attr-defined]

    def choose_phases_with(self, other: "DeliverableForm") -> None:
        """Two forms on one page: the phases are looked up once, and not counted (by ``list``)."""
        phases = list(iter(other.fields["phase"].choices))  # type: ignore[attr-defined]
        for form in (self, other):
            form.fields["phase"].choices = phases  # type: ignore[attr-defined]


class TaskForm(DeliverableForm):
    owner = PersonChoice(Actor.objects.none(), label=_("Who does it?"), empty_label=None)

    field_order = ("title", "owner", "due_on", "phase")

    def __init__(
        self, *args: Any, project: Project, viewer: Actor, task: Task | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, project=project, **kwargs)
        self.fields["title"].label = capfirst(_("what is to be done?"))
        ids = [
            project.owner_id,
            project.deputy_id,
            viewer.pk,
            task.owner_id if task else None,
            *project.parties.values_list("actor", flat=True),
        ]
        people = Actor.objects.filter(pk__in=[pk for pk in ids if pk]).order_by("name", "pk")
        owner = self.fields["owner"]
        assert isinstance(owner, PersonChoice)  # noqa: S101 (for the type checker)
        owner.viewer, owner.queryset = viewer, people.select_related("area")
        owner.choices = list(iter(owner.choices))  # type: ignore[arg-type]  # looked up once
