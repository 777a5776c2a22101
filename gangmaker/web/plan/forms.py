"""The forms of the plan. Each change asks for a reason, which everybody can read."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import Actor, ActorKind
from gangmaker.projects.models import Action, Goal, HowOften, Indicator
from gangmaker.projects.operations import ActionTerms, GoalTerms, IndicatorTerms
from gangmaker.projects.queries.counters import DEFINITIONS
from gangmaker.trail.models import Item, ItemKind
from gangmaker.web.joining.fields import (
    LONGEST_TEXT,
    Line,
    Prose,
    Written,
    capitalised,
    language_choices,
)
from gangmaker.web.keeping.forms import DayInput, PersonChoice
from gangmaker.web.region.forms import TranslatedForm

FIRST_YEAR, LAST_YEAR = 2000, 2200


class ReasonForm(forms.Form):
    """Why the plan changes."""

    reason = Prose(
        label=_("Why?"),
        help_text=_("Everybody can read this beside the change."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class KeptForm(ReasonForm):
    """Words, and who answers for them."""

    title = Line(label=_("Title"), max_length=160)
    summary = Written(label=_("Text"), max_length=LONGEST_TEXT, required=False)
    owner = PersonChoice(Actor.objects.none(), label=_("Who answers"), empty_label=None)
    deputy = PersonChoice(
        Actor.objects.none(), label=_("Deputy"), required=False, empty_label=_("Nobody")
    )

    def __init__(self, *args: Any, viewer: Actor, item: Item | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keeps_now = [item.owner_id, item.deputy_id] if item else []
        people = (
            Actor.objects.filter(kind=ActorKind.PERSON, suspension=None)
            .filter(Q(team_roles__isnull=False) | Q(pk__in=[pk for pk in keeps_now if pk]))
            .distinct()
            .order_by("name", "pk")
        )
        for name in ("owner", "deputy"):
            field = self.fields[name]
            if isinstance(field, PersonChoice):
                field.viewer = viewer
                field.queryset = people.select_related("area")
        if item is None:
            self.fields["owner"].initial = viewer.pk
            self.fields["language"] = forms.ChoiceField(
                label=_("In which language did you write?"),
                choices=language_choices(),
                initial=get_language(),
            )
        self.order_fields([*(name for name in self.fields if name != "reason"), "reason"])

    def clean(self) -> None:
        owner, deputy = self.cleaned_data.get("owner"), self.cleaned_data.get("deputy")
        if owner is not None and owner == deputy:
            self.add_error("deputy", _("The deputy is somebody else than the owner."))


class GoalChoice(forms.ModelChoiceField[Goal]):
    def label_from_instance(self, obj: Goal) -> str:
        return obj.title


class GoalForm(KeptForm):
    year = forms.IntegerField(
        label=_("To be reached in"), min_value=FIRST_YEAR, max_value=LAST_YEAR
    )
    parent = GoalChoice(
        Goal.objects.none(),
        label=_("Part of the goal"),
        required=False,
        empty_label=_("None: it stands by itself"),
    )

    field_order = ("title", "summary", "language", "year", "parent", "owner", "deputy", "reason")

    def __init__(self, *args: Any, item: Goal | None = None, **kwargs: Any) -> None:
        super().__init__(*args, item=item, **kwargs)
        goals = Goal.objects.filter(withdrawal=None)
        others = goals.exclude(pk=item.pk) if item else goals
        self.fields["parent"].queryset = others.order_by("title", "pk")  # type: ignore[attr-defined]
        self.order_fields(list(self.field_order))

    @classmethod
    def of(cls, goal: Goal | None, data: Any = None, *, viewer: Actor) -> "GoalForm":
        names = ("title", "summary", "year", "parent", "owner", "deputy")
        initial = {name: getattr(goal, name) for name in names} if goal else {}
        return cls(data, viewer=viewer, item=goal, initial=initial)

    def terms(self) -> GoalTerms:
        names = ("title", "summary", "year", "parent", "owner", "deputy")
        return GoalTerms(**{name: self.cleaned_data[name] for name in names})


class ActionForm(KeptForm):
    starts_on = forms.DateField(label=_("From"), required=False, widget=DayInput())
    due_on = forms.DateField(label=_("Until"), widget=DayInput())

    @classmethod
    def of(cls, action: Action | None, data: Any = None, *, viewer: Actor) -> "ActionForm":
        names = ("title", "summary", "starts_on", "due_on", "owner", "deputy")
        initial = {name: getattr(action, name) for name in names} if action else {}
        return cls(data, viewer=viewer, item=action, initial=initial)

    def terms(self) -> ActionTerms:
        names = ("title", "summary", "starts_on", "due_on", "owner", "deputy")
        return ActionTerms(**{name: self.cleaned_data[name] for name in names})


COUNTED: list[tuple[str, Promise]] = [
    ("", _("Somebody measures and enters it")),
    *((key, _("The platform counts the projects realised")) for key in DEFINITIONS),
]


class IndicatorForm(TranslatedForm):
    """An indicator: its texts in each language, and from what to what it goes."""

    texts = {
        "name": (_("Name"), 160),
        "definition": (_("What is counted, and how"), 1000),
        "unit": (_("Unit"), 40),
    }
    long_texts = frozenset({"definition"})

    source = Line(label=_("Source"), max_length=300, help_text=_("Who or what knows the figure."))
    how_often = forms.ChoiceField(label=_("How often"), choices=capitalised(HowOften.choices))
    counter = forms.ChoiceField(label=_("Who counts?"), choices=COUNTED, required=False)
    baseline = forms.DecimalField(
        label=_("Baseline"), max_digits=14, decimal_places=2, localize=True
    )
    baseline_on = forms.DateField(label=_("Baseline measured on"), widget=DayInput())
    target = forms.DecimalField(label=_("Target"), max_digits=14, decimal_places=2, localize=True)
    target_on = forms.DateField(label=_("To be reached on"), widget=DayInput())
    reason = Prose(
        label=_("Why?"),
        help_text=_("Everybody can read this beside the change."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    plain = (
        "source",
        "how_often",
        "counter",
        "baseline",
        "baseline_on",
        "target",
        "target_on",
    )

    @classmethod
    def of(cls, indicator: Indicator | None, data: Any = None) -> "IndicatorForm":
        if indicator is None:
            return cls(data, initial={"baseline_on": timezone.localdate()})
        return cls(
            data,
            stored={name: getattr(indicator, name) for name in cls.texts},
            initial={name: getattr(indicator, name) for name in cls.plain},
        )

    def terms(self) -> IndicatorTerms:
        return IndicatorTerms(
            **{name: self.said(name) for name in self.texts},  # type: ignore[arg-type]
            **{name: self.cleaned_data[name] for name in self.plain},
        )


class MeasurementForm(forms.Form):
    value = forms.DecimalField(label=_("Value"), max_digits=14, decimal_places=2, localize=True)
    measured_on = forms.DateField(label=_("Measured on"), widget=DayInput())
    note = Line(label=_("How it was measured"), max_length=300, required=False)


class EndForm(forms.Form):
    """How an action ends: done, dropped, or taken up again."""

    how = forms.ChoiceField(label=_("What happened?"), widget=forms.RadioSelect)
    reason = Prose(
        label=_("What came of it, or why not?"),
        help_text=_("Everybody can read this beside the change."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, ways: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["how"].choices = ways  # type: ignore[attr-defined]
        if len(ways) == 1:
            self.fields["how"].initial = ways[0][0]


class VersionForm(forms.Form):
    name = Line(label=_("Name of this version"), max_length=80)
    note = Line(label=_("Note"), max_length=500, required=False)


class ServesForm(forms.Form):
    """Which goals and actions an item serves."""

    targets: forms.ModelMultipleChoiceField[Item] = forms.ModelMultipleChoiceField(
        Item.objects.none(),
        label=_("Goals and actions"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, viewer: Actor, item: Item, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = timezone.now()
        planned = Item.objects.visible_to(viewer, at=now).published(at=now)
        found = planned.filter(kind__in=[ItemKind.GOAL, ItemKind.ACTION]).exclude(pk=item.pk)
        field = self.fields["targets"]
        field.queryset = found.order_by("-kind", "title", "pk")  # type: ignore[attr-defined]
        field.label_from_instance = _kind_and_title  # type: ignore[attr-defined]


def _kind_and_title(item: Item) -> str:
    return f"{item.title} ({ItemKind(item.kind).label})"
