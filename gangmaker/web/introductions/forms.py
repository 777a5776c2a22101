"""The forms of introductions. They only check; what they found goes to one operation."""

import uuid
from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from gangmaker.brokerage.introduction_mails import how_it_was
from gangmaker.brokerage.models import Answer, IntroductionState, Next
from gangmaker.brokerage.operations.follow_ups import Said
from gangmaker.brokerage.operations.introductions import Reply
from gangmaker.projects.models import Project
from gangmaker.web.joining.fields import Line, Prose, language_choices
from gangmaker.web.keeping.forms import DayInput

LONGEST_WHY: Final = 1500
LONGEST_NOTE: Final = 600
YES_ADDRESS, YES_NAME, NO = "address", "name", "no"

State = IntroductionState


class WordsForm(forms.Form):
    """What both read when they are asked."""

    title = Line(
        label=_("What is it about, in one line?"),
        help_text=_("Both read this before they know of each other: describe, and name nobody."),
        max_length=160,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    why = Prose(
        label=_("Why should these two meet?"),
        help_text=_(
            "In words that both may read: what one looks for, what the other could bring, and what "
            "a first talk would be about. Of a confidential brief only what may be told."
        ),
        max_length=LONGEST_WHY,
    )
    language = forms.ChoiceField(label=_("In which language did you write?"))
    form_token = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = language_choices()  # type: ignore[attr-defined]
        self.fields["language"].initial = get_language()
        self.fields["form_token"].initial = uuid.uuid4


class AnswerForm(forms.Form):
    """Yes or no. Nothing is ticked before she does so herself, but by her link."""

    answer = forms.ChoiceField(
        label=_("Do you want to meet?"),
        choices=[
            (YES_ADDRESS, _("Yes, and the other may have my e-mail address and phone number")),
            (YES_NAME, _("Yes, with my name only: the broker helps us to find a day")),
            (NO, _("No")),
        ],
        widget=forms.RadioSelect,
    )
    reason = Prose(
        label=_("Anything that the broker should know?"),
        help_text=_("Only the broker reads this."),
        max_length=LONGEST_NOTE,
        required=False,
    )

    def reply(self) -> Reply:
        said = self.cleaned_data
        return Reply(
            answer=Answer.NO if said["answer"] == NO else Answer.YES,
            gives_address=said["answer"] == YES_ADDRESS,
            reason=said["reason"],
        )


class EnteredAnswerForm(AnswerForm):
    """What somebody said on the phone. ``position``: which of the two."""

    position = forms.TypedChoiceField(
        choices=[("0", "0"), ("1", "1")], coerce=int, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].label = _("What did they say?")
        self.fields["answer"].choices = [  # type: ignore[attr-defined]
            (YES_ADDRESS, _("Yes, and the address may be given")),
            (YES_NAME, _("Yes, by name only")),
            (NO, _("No")),
        ]
        self.fields["reason"].label = _("Why?")
        self.fields["reason"].help_text = _("Only who may bring people together reads this.")


class WordForm(forms.Form):
    """Two clicks: how was it, and what next."""

    how = forms.TypedChoiceField(
        label=_("How was it?"),
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    next = forms.ChoiceField(label=_("What comes next?"), required=False, widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["how"].choices = [  # type: ignore[attr-defined]
            (value, capfirst(label)) for value, label in how_it_was()
        ]
        self.fields["next"].choices = [  # type: ignore[attr-defined]
            (value, capfirst(label)) for value, label in Next.choices
        ]

    def clean(self) -> None:
        if self.cleaned_data.get("how") is None and not self.cleaned_data.get("next"):
            self.add_error("how", _("Say how it was, or what comes next."))

    def said(self) -> Said:
        return Said(how=self.cleaned_data["how"], next=self.cleaned_data["next"])


class EnteredWordForm(WordForm):
    position = forms.TypedChoiceField(label=_("Who said it?"), coerce=int, widget=forms.RadioSelect)
    follow_up = forms.ChoiceField(label=_("About when?"))

    field_order = ("position", "follow_up", "how", "next")

    def __init__(
        self,
        *args: Any,
        sides: Sequence[tuple[int, str]],
        follow_ups: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["position"].choices = sides  # type: ignore[attr-defined]
        self.fields["follow_up"].choices = follow_ups  # type: ignore[attr-defined]


class StepForm(forms.Form):
    """How far it came, and on which day: told by phone, it may be long ago."""

    state = forms.ChoiceField(label=_("What happened?"), widget=forms.RadioSelect)
    on = forms.DateField(label=_("On which day?"), widget=DayInput(), initial=timezone.localdate)
    project: forms.ModelChoiceField[Project] = forms.ModelChoiceField(
        Project.objects.none(),
        label=_("Which project came of it?"),
        required=False,
        empty_label=_("None yet, or not here"),
    )
    note = Prose(
        label=_("A note for the team"),
        max_length=LONGEST_NOTE,
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        states: Sequence[str],
        projects: "QuerySet[Any]",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [  # type: ignore[attr-defined]
            (state, told_step(state)) for state in states
        ]
        project = self.fields["project"]
        project.queryset = projects  # type: ignore[attr-defined]
        project.label_from_instance = lambda one: one.title  # type: ignore[attr-defined]

    def clean(self) -> None:
        on = self.cleaned_data.get("on")
        if on is not None and on > timezone.localdate():
            self.add_error("on", _("That day is still to come."))
        if self.cleaned_data.get("state") not in (State.PROJECT, State.RESULT):
            self.cleaned_data["project"] = None


def told_step(state: str) -> object:
    return {
        State.MET: _("They met"),
        State.AGREEMENT: _("They agreed to work together"),
        State.PROJECT: _("It became a project"),
        State.RESULT: _("There is a result"),
        State.ENDED: _("It came to nothing"),
    }[State(state)]


class ListForm(forms.Form):
    q = Line(label=_("Search"), max_length=100, required=False)
    state = forms.ChoiceField(
        label=_("How far"),
        required=False,
        choices=[("", _("All")), *((value, capfirst(name)) for value, name in State.choices)],
    )
    whose = forms.ChoiceField(
        label=_("Whose"),
        required=False,
        choices=[
            ("", pgettext_lazy("introductions", "Everybody's")),
            ("mine", pgettext_lazy("introductions", "Mine")),
        ],
    )


class EncounterForm(forms.Form):
    """Two names and a button; today, unless said otherwise."""

    one = Line(label=_("Who?"), max_length=160)
    other = Line(label=_("Met whom?"), max_length=160)
    on = forms.DateField(label=_("On which day?"), widget=DayInput(), initial=timezone.localdate)
    where = Line(label=_("Where"), max_length=120, required=False)
    about = Line(label=_("About what"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("one", "other"):
            self.fields[name].widget.attrs.update(
                {
                    "list": f"names-{name}",
                    "autocomplete": "off",
                    "hx-get": reverse("web:encounter-names"),
                    "hx-trigger": "input changed delay:250ms",
                    "hx-target": f"#names-{name}",
                    "hx-swap": "innerHTML",
                    "hx-sync": "this:replace",
                }
            )

    def clean_on(self) -> Any:
        on = self.cleaned_data["on"]
        if on > timezone.localdate():
            raise forms.ValidationError(_("That day is still to come."))
        return on
