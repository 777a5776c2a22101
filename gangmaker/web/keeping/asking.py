"""Asking the region: a question with what it needs, for oneself or for somebody met in person."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import Actor
from gangmaker.actors.rules import can_enter_others, is_team
from gangmaker.contributions.models import Level, Need, Question
from gangmaker.contributions.operations import Asked, NobodyToAnswer, ask_in
from gangmaker.trail.models import OF_THE_TEAM, Item, ItemAudience, ItemKind
from gangmaker.web.guards import ActorRequest
from gangmaker.web.joining.doors import receipt_token
from gangmaker.web.joining.fields import (
    AMOUNT_HELP,
    LONGEST_TEXT,
    Line,
    Written,
    area_field,
    capitalised,
    form_choices,
    language_choices,
    read_amount,
)
from gangmaker.web.joining.forms import MetForm
from gangmaker.web.joining.join import too_many
from gangmaker.web.joining.similar import asks_what_is_there

from .forms import DayInput
from .requests import who

UNFIT = 422
TOO_MANY = 429
MOST_NEEDS = 5


class GoalChoice(forms.ModelChoiceField[Item]):
    def label_from_instance(self, obj: Item) -> str:
        return obj.title


class NewItemForm(MetForm):
    """What everybody says of something new: in which language, for which goal, for whose eyes."""

    language = forms.ChoiceField(label=_("In which language did you write?"))
    goal = GoalChoice(
        Item.objects.none(),
        label=_("Which goal of the region does it serve?"),
        required=False,
        empty_label=_("None, or I do not know"),
    )
    audience = forms.ChoiceField(label=_("Who may see this?"), initial=ItemAudience.PUBLIC)
    area = area_field()
    form_token = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, viewer: Actor | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer = viewer
        goals = Item.objects.visible_to(viewer, at=timezone.now()).filter(
            kind=ItemKind.GOAL, withdrawal=None
        )
        closed = (ItemAudience.BROKERS,) if is_team(viewer) else OF_THE_TEAM
        audiences = [choice for choice in ItemAudience.choices if choice[0] not in closed]
        self.fields["goal"].queryset = goals.order_by("title", "pk")  # type: ignore[attr-defined]
        self.fields["audience"].choices = capitalised(audiences)  # type: ignore[attr-defined]
        self.fields["language"].choices = language_choices()  # type: ignore[attr-defined]
        self.fields["language"].initial = get_language()
        self.fields["form_token"].initial = uuid.uuid4
        if not can_enter_others(viewer):
            self.drop_met()


class QuestionForm(NewItemForm):
    title = Line(
        label=_("What do you ask, in one sentence?"),
        max_length=160,
        widget=forms.TextInput(attrs=asks_what_is_there(work=True)),
    )
    summary = Written(
        label=_("What is it about?"),
        help_text=_("What you tried, what you hope for, who would notice."),
        max_length=LONGEST_TEXT,
    )
    closes_on = forms.DateField(label=_("Open until"), required=False, widget=DayInput())

    field_order = ("title", "summary", "goal", "closes_on", "audience", "area", "language")

    def clean_closes_on(self) -> Any:
        day = self.cleaned_data["closes_on"]
        if day is not None and day < timezone.localdate():
            raise forms.ValidationError(_("This day is over. Choose another one."))
        return day

    def clean(self) -> None:
        if "met_name" in self.fields:
            self.check_met()

    def asked(self, needs: Sequence[Need]) -> Asked:
        said = self.cleaned_data
        names = ("title", "summary", "language", "audience", "area", "closes_on", "goal")
        return Asked(
            needs=needs, form_token=said["form_token"], **{name: said[name] for name in names}
        )


class NeedForm(forms.Form):
    """One thing that a question asks for. A row without a form is left out."""

    form = forms.ChoiceField(label=_("What do you need?"), required=False)
    level = forms.ChoiceField(label=_("How?"), choices=capitalised(Level.choices), required=False)
    amount = Line(label=_("How much?"), help_text=AMOUNT_HELP, max_length=40, required=False)
    label = Line(label=_("What exactly?"), max_length=80, required=False)

    def __init__(self, *args: Any, first: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        nothing = _("Nothing in particular") if first else _("Nothing more")
        choices = [("", nothing), *form_choices()]
        self.fields["form"].choices = choices  # type: ignore[attr-defined]
        self.fields["level"].initial = Level.OPERATIONAL

    def clean(self) -> None:
        said = self.cleaned_data
        if not said.get("form"):
            if said.get("amount") or said.get("label"):
                self.add_error("form", _("Choose what you need."))
            return
        try:
            said["quantity"] = read_amount(said.get("amount", ""), said["form"]) or 1
        except forms.ValidationError as error:
            self.add_error("amount", error)

    def need(self) -> Need | None:
        said = self.cleaned_data
        if not said.get("form"):
            return None
        return Need(
            form=said["form"],
            level=said["level"] or Level.OPERATIONAL,
            quantity=said["quantity"],
            label=said["label"],
        )


class Needs(forms.BaseFormSet[NeedForm]):
    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        return {**super().get_form_kwargs(index), "first": index == 0}


NeedFormSet = forms.formset_factory(
    NeedForm, formset=Needs, extra=MOST_NEEDS, max_num=MOST_NEEDS, absolute_max=MOST_NEEDS
)


def ask(request: ActorRequest) -> HttpResponse:
    if request.method != "POST":
        needs = NeedFormSet(prefix="needs")
        return _page(request, QuestionForm(viewer=request.actor), needs)
    form = QuestionForm(request.POST, viewer=request.actor)
    needs = NeedFormSet(request.POST, prefix="needs")
    if not (form.is_valid() & needs.is_valid()):
        return _page(request, form, needs, status=UNFIT)
    if too_many(request, ""):
        return _page(request, form, needs, status=TOO_MANY)
    try:
        return _asked(request, form, needs)
    except NobodyToAnswer as refusal:
        form.add_error(None, str(refusal))
        return _page(request, form, needs, status=UNFIT)


def _asked(request: ActorRequest, form: QuestionForm, needs: Any) -> HttpResponse:
    met = form.met() if "met_name" in form.fields else None
    wanted = [need for row in needs if (need := row.need()) is not None]
    question = ask_in(
        asked=form.asked(wanted),
        asker=met or who(request),
        by=who(request),
        on_behalf_of=None if met else request.acting,
        now=timezone.now(),
    )
    return _after(request, question)


def _after(request: ActorRequest, question: Question) -> HttpResponse:
    if question.promises.exists():
        return redirect("web:join-received", token=receipt_token(question))
    return redirect("web:item", slug=question.slug)


def _page(
    request: ActorRequest, form: QuestionForm, needs: Any, *, status: int = 200
) -> HttpResponse:
    response = render(
        request,
        "web/keeping/ask.html",
        {"form": form, "needs": needs, "too_many": status == TOO_MANY},
        status=status,
    )
    if status == TOO_MANY:
        response["Retry-After"] = "3600"
    return response
