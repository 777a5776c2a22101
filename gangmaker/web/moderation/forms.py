"""The forms of reporting, deciding and objecting. They only check."""

import uuid
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import Actor, Ground, HouseRule, HouseRules, Measure
from gangmaker.actors.operations import Reasons
from gangmaker.trail.models import ObjectionOutcome, ReportReason
from gangmaker.trail.operations.deciding import Verdict
from gangmaker.trail.operations.reports import NewReport
from gangmaker.trail.things import Thing, answers_for, measures_for
from gangmaker.web.joining.fields import Address, Line, Prose, capitalised
from gangmaker.web.joining.forms import TrapForm

LONGEST = 4000
LONGEST_NUMBER = 19
NO_BREACH = "none"
MEASURE_CHOICES = {
    Measure.REMINDED: _("Remind the author of the rules; it stays"),
    Measure.HIDDEN: _("Hide the comment"),
    Measure.WITHDRAWN: _("Take the item down"),
    Measure.SUSPENDED: _("Suspend the author"),
}


class ReportForm(TrapForm):
    """What is wrong with a thing. Who reports may stay unknown."""

    reason = forms.ChoiceField(
        label=_("What is it?"),
        choices=capitalised(ReportReason.choices),
        widget=forms.RadioSelect,
    )
    words = Prose(
        label=_("What is wrong with it?"),
        help_text=_("In your own words. If a law forbids it, say which one if you know."),
        max_length=LONGEST,
    )
    place = Line(
        label=_("Where on the page?"),
        help_text=_("Such as: the second picture, or the last sentence."),
        max_length=300,
        required=False,
    )
    name = Line(
        label=_("Your name"),
        max_length=160,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = Address(
        label=_("Your e-mail address"),
        help_text=_("Then you hear what was decided. The author is never told who you are."),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    good_faith = forms.BooleanField(
        label=_("As far as I know, what I write here is true and complete.")
    )
    form_token = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, viewer: Actor | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer = viewer
        self.fields["form_token"].initial = uuid.uuid4
        if viewer is not None:
            del self.fields["name"], self.fields["email"]

    def said(self, *, language: str) -> NewReport:
        said = self.cleaned_data
        return NewReport(
            reason=said["reason"],
            words=said["words"],
            place=said["place"],
            language=language,
            by=self.viewer,
            name=said.get("name", ""),
            email=said.get("email", ""),
            form_token=said["form_token"],
        )


class ObjectionForm(forms.Form):
    words = Prose(
        label=_("Why is the decision wrong?"),
        help_text=_("Somebody else than who decided first reads it."),
        max_length=LONGEST,
    )


class ObjectionDecisionForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("Who is right?"),
        choices=capitalised(ObjectionOutcome.choices),
        widget=forms.RadioSelect,
    )
    reason = Prose(label=_("Why?"), help_text=_("Who objected reads this."), max_length=LONGEST)


class RuleChoice(forms.ModelChoiceField[HouseRule]):
    def label_from_instance(self, rule: HouseRule) -> str:
        return f"{rule.number}. {rule.title}"


class DecisionForm(forms.Form):
    """What is decided about a thing, with the statement of reasons that goes to its author."""

    measure = forms.ChoiceField(label=_("What do you decide?"), widget=forms.RadioSelect)
    ground = forms.ChoiceField(
        label=_("What is it against?"),
        choices=[(Ground.HOUSE, _("A house rule")), (Ground.LEGAL, _("The law"))],
        initial=Ground.HOUSE,
        widget=forms.RadioSelect,
    )
    rule = RuleChoice(
        label=_("Which house rule?"), queryset=HouseRule.objects.none(), required=False
    )
    law = Line(
        label=_("Which law?"),
        help_text=_("Its name and article, such as: Criminal Code, article 443 (slander)."),
        max_length=300,
        required=False,
    )
    facts = Prose(
        label=_("The facts"),
        help_text=_("What stands there, and why that is against it. The author reads this."),
        max_length=LONGEST,
        required=False,
    )
    until = forms.DateField(
        label=_("Until"),
        help_text=_("The first day on which it no longer holds. Empty: until further notice."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    words = Prose(
        label=_("What do the reporters read?"),
        help_text=_("Beside the decision itself. Say nothing about who wrote it."),
        max_length=LONGEST,
        required=False,
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, thing: Thing, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.thing = thing
        rules = HouseRules.objects.in_force(at=now)[:1]
        chosen: Any = self.fields["rule"]
        chosen.queryset = HouseRule.objects.filter(rules__in=list(rules)).order_by("number")
        measure: Any = self.fields["measure"]
        measure.choices = [
            (NO_BREACH, _("Nothing is wrong with it")),
            *((each.value, MEASURE_CHOICES[each]) for each in measures_for(thing)),
        ]

    def clean_until(self) -> datetime | None:
        day: date | None = self.cleaned_data["until"]
        if day is None:
            return None
        if day <= timezone.localdate():
            raise forms.ValidationError(_("Choose a day after today, or leave it empty."))
        return timezone.make_aware(datetime.combine(day, time()))

    def clean(self) -> None:
        """Whatever is decided against somebody needs its facts and its rule or law."""
        said = self.cleaned_data
        if said.get("measure", NO_BREACH) == NO_BREACH:
            return
        if not said.get("facts"):
            self.add_error("facts", _("Say what stands there, and why that is against it."))
        if said.get("ground") == Ground.LEGAL and not said.get("law"):
            self.add_error("law", _("Say which law."))
        if said.get("ground") == Ground.HOUSE and not said.get("rule"):
            self.add_error("rule", _("Say which house rule."))

    def verdict(self) -> Verdict:
        said = self.cleaned_data
        if said["measure"] == NO_BREACH:
            return Verdict(words=said["words"])
        return Verdict(
            measure=Measure(said["measure"]), reasons=self._reasons(), words=said["words"]
        )

    def _reasons(self) -> Reasons:
        said = self.cleaned_data
        by_law = said["ground"] == Ground.LEGAL
        return Reasons(
            facts=said["facts"],
            language=answers_for(self.thing).reads,
            rule=None if by_law else said["rule"],
            law=said["law"] if by_law else "",
            until=said["until"],
        )

    def reports_seen(self) -> frozenset[int]:
        """The reports that were on the page, by number."""
        typed = self.cleaned_data["seen"].split(",")
        numbers = (each for each in typed if each.isdecimal() and len(each) <= LONGEST_NUMBER)
        return frozenset(int(each) for each in numbers)


def label_of_measure(measure: str) -> str:
    return str(capfirst(Measure(measure).label))
