"""The forms of grants. They only check; what they found goes to one operation."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import Actor, ActorKind
from gangmaker.actors.queries import name_for
from gangmaker.contributions.models import Form, Level, ValuationMethod
from gangmaker.core.quantity import Unreadable, parse_cents
from gangmaker.projects.models import Grant, Project, StaffMethod, VatRule
from gangmaker.projects.operations.grants import GrantTerms
from gangmaker.web.joining.fields import (
    AMOUNT_ERRORS,
    Line,
    Prose,
    capitalised,
    form_choices,
)
from gangmaker.web.keeping.forms import DayInput, PersonChoice, team

MOST_NAMES = 500


class EuroField(Line):
    """Money as people type it, in cents."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=20, **kwargs)
        self.widget.attrs["inputmode"] = "decimal"

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        if not typed:
            return None
        try:
            return parse_cents(typed)
        except Unreadable as unreadable:
            raise forms.ValidationError(AMOUNT_ERRORS[unreadable.code]) from unreadable


def euros(cents: int | None) -> str:
    """Cents as they are typed: "1250" or "1250.50"; empty for none."""
    if cents is None:
        return ""
    whole, part = divmod(cents, 100)
    return f"{whole}.{part:02d}" if part else str(whole)


class MethodChoice(forms.ModelChoiceField[ValuationMethod]):
    def label_from_instance(self, obj: ValuationMethod) -> str:
        name = str(obj.name.localize(get_language() or "nl"))
        return str(_("%(name)s (example)") % {"name": name}) if obj.is_example else name


class ProjectChoice(forms.ModelChoiceField[Project]):
    def label_from_instance(self, obj: Project) -> str:
        return obj.title


class GrantForm(forms.Form):
    title = Line(label=_("Title"), max_length=160)
    funder = Line(
        label=_("Funder"),
        max_length=160,
        help_text=_("An organisation that takes part here. Its people read this dossier."),
        widget=forms.TextInput(attrs={"list": "organisations", "autocomplete": "off"}),
    )
    reference = Line(label=_("Reference of the funder"), max_length=80, required=False)
    amount = EuroField(label=_("Amount in euros"))
    starts_on = forms.DateField(label=_("From"), widget=DayInput())
    ends_on = forms.DateField(label=_("Until"), widget=DayInput())
    counted = forms.MultipleChoiceField(
        label=_("Which forms count"), widget=forms.CheckboxSelectMultiple
    )
    staff_method = forms.ChoiceField(
        label=_("How staff is counted"), choices=capitalised(StaffMethod.choices)
    )
    own_share = forms.DecimalField(
        label=_("Own share, in percent"),
        help_text=_("The part of what is claimed that others than this funder have to bear."),
        min_value=0,
        max_value=100,
        max_digits=5,
        decimal_places=2,
    )
    in_kind_counts = forms.BooleanField(label=_("Gifts in kind count"), required=False)
    vat_rule = forms.ChoiceField(
        label=_("How VAT is counted"),
        choices=capitalised(VatRule.choices),
        help_text=_("What a party recovers is said on the page about VAT."),
    )
    method = MethodChoice(
        ValuationMethod.objects.order_by("is_example", "key"),
        label=_("How hours and goods are valued"),
        required=False,
        empty_label=_("They have no value for this grant"),
    )
    owner = PersonChoice(
        Actor.objects.none(),
        label=_("Who keeps it"),
        help_text=_("Reminded of the deadlines, in Today and by mail."),
        empty_label=None,
    )
    deputy = PersonChoice(
        Actor.objects.none(),
        label=_("Deputy"),
        help_text=_("Reminded as well."),
        required=False,
        empty_label=_("Nobody"),
    )

    def __init__(self, *args: Any, viewer: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer = viewer
        self.fields["counted"].choices = form_choices()  # type: ignore[attr-defined]
        keepers = list(team().select_related("area").order_by("name", "pk"))
        named = [(person.pk, name_for(person, viewer)) for person in keepers]
        for name, empty in (("owner", []), ("deputy", [("", _("Nobody"))])):
            field = self.fields[name]
            assert isinstance(field, PersonChoice)  # noqa: S101 (tells mypy what stands above)
            field.queryset = team()
            field.choices = [*empty, *named]

    @classmethod
    def of(cls, grant: Grant, *, viewer: Actor, data: Any = None) -> "GrantForm":
        initial = {
            name: getattr(grant, name)
            for name in (
                "title",
                "reference",
                "starts_on",
                "ends_on",
                "staff_method",
                "in_kind_counts",
                "vat_rule",
                "method",
                "owner",
                "deputy",
            )
        }
        more = {
            "funder": grant.funder.name,
            "amount": euros(grant.amount),
            "own_share": f"{grant.own_share / 100:g}",
            "counted": [form.form for form in grant.forms.all()],
        }
        return cls(data, viewer=viewer, initial=initial | more)

    def organisations(self) -> Any:
        return Actor.objects.visible_to(self.viewer).filter(kind=ActorKind.ORGANISATION)

    def organisation_names(self) -> list[str]:
        """Names to choose from while typing; more exist than are listed."""
        return list(
            self.organisations().order_by("name").values_list("name", flat=True)[:MOST_NAMES]
        )

    def clean_funder(self) -> Actor:
        found = list(self.organisations().filter(name__iexact=self.cleaned_data["funder"])[:2])
        if len(found) != 1:
            raise forms.ValidationError(_("We know no organisation of that name."))
        funder: Actor = found[0]
        return funder

    def clean(self) -> None:
        start, end = self.cleaned_data.get("starts_on"), self.cleaned_data.get("ends_on")
        if start and end and end < start:
            self.add_error("ends_on", _("The end is before the start."))
        owner, deputy = self.cleaned_data.get("owner"), self.cleaned_data.get("deputy")
        if owner and owner == deputy:
            self.add_error("deputy", _("Somebody else than who keeps it."))

    def terms(self) -> GrantTerms:
        said = dict(self.cleaned_data)
        forms_counted = frozenset(said.pop("counted"))
        own_share = int(said.pop("own_share") * 100)
        return GrantTerms(**said, forms=forms_counted, own_share=own_share)


class AwardForm(forms.Form):
    project = ProjectChoice(Project.objects.none(), label=_("Project"), empty_label=None)
    amount = EuroField(label=_("Amount in euros"))

    def __init__(self, *args: Any, grant: Grant, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        taken = grant.awards.values("project")
        projects = Project.objects.filter(withdrawal=None).exclude(pk__in=taken)
        self.fields["project"].queryset = projects.order_by("title", "pk")  # type: ignore[attr-defined]


class DeadlineForm(forms.Form):
    what = Line(label=_("What does the funder expect?"), max_length=160)
    due_on = forms.DateField(label=_("By"), widget=DayInput())


class WithdrawalForm(forms.Form):
    reason = Prose(label=_("Why do you take it out?"), max_length=300)


class RateForm(forms.Form):
    """What one hour or piece counts for, from a day until (not on) another."""

    form = forms.ChoiceField(label=_("Form"))
    level = forms.ChoiceField(label=_("Level"), required=False)
    profile = Line(
        label=_("For whose work, or for what"),
        max_length=120,
        help_text=_("Such as: all volunteer work, or: a meeting room for half a day."),
    )
    amount = EuroField(label=_("Euros for an hour, or for a piece"))
    valid_from = forms.DateField(label=_("From"), widget=DayInput())
    valid_until = forms.DateField(
        label=_("Until"),
        required=False,
        widget=DayInput(),
        help_text=_("Not on that day any more. Empty: until another rate replaces it."),
    )
    source = Line(
        label=_("Source"), max_length=300, help_text=_("Printed wherever this rate is used.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        valued = [choice for choice in form_choices() if choice[0] != Form.MONEY]
        self.fields["form"].choices = valued  # type: ignore[attr-defined]
        self.fields["level"].choices = level_choices()  # type: ignore[attr-defined]

    def clean(self) -> None:
        start: date | None = self.cleaned_data.get("valid_from")
        end: date | None = self.cleaned_data.get("valid_until")
        if start and end and end <= start:
            self.add_error("valid_until", _("The end is before the start."))


def level_choices() -> list[tuple[str, Any]]:
    return [("", _("Any level")), *capitalised(Level.choices)]
