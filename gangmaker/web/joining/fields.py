"""Fields that people type into: what they send is made fit to keep before it is checked."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import Actor, Area, Language
from gangmaker.brokerage.brief_rules import takes_offers
from gangmaker.contributions.models import UNIT_OF_FORM, Form, Question
from gangmaker.core import quantity
from gangmaker.core.text import normalise, normalise_line
from gangmaker.projects.models import Project
from gangmaker.trail.models import Item, ItemKind

LONGEST_TEXT = 4000
LONGEST_CODE = 12

AMOUNT_HELP = _("Time in hours, such as 2 or 1.5. Money in euros. Otherwise a number of pieces.")
AMOUNT_ERRORS = {
    "not_an_amount": _("We cannot read this as an amount. Write a number, such as 2."),
    "amount_not_positive": _("An amount is more than nothing."),
    "amount_not_whole": _("This is more precise than we count. Round it."),
    "amount_ambiguous": _("This can be read in two ways. Leave the dots and commas out."),
    "amount_too_large": _("This is more than we can count."),
}


class Line(forms.CharField):
    """One line: without control signs, every white space one space."""

    def to_python(self, value: Any) -> str:
        return normalise_line(super().to_python(value) or "")


class Prose(forms.CharField):
    """Several lines, of which blank ones are kept single."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        return normalise(super().to_python(value) or "")

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "rows": 5}


class Written(Prose):
    """A text that is shown as a small part of Markdown; its form shows how it will look."""

    has_preview = True


class Address(forms.EmailField):
    """An e-mail address, in lower case."""

    def to_python(self, value: Any) -> str:
        return normalise_line(super().to_python(value) or "").lower()


def capitalised(choices: list[tuple[str, Any]]) -> list[tuple[str, Any]]:
    return [(value, capfirst(label)) for value, label in choices]


def form_choices() -> list[tuple[str, Any]]:
    return capitalised(Form.choices)


def language_choices() -> list[tuple[str, Any]]:
    return capitalised(Language.choices)


def area_field() -> forms.ModelChoiceField[Area]:
    return forms.ModelChoiceField(
        Area.objects.filter(parent=None).order_by("name"),
        label=_("Municipality"),
        required=False,
        empty_label=_("I would rather not say"),
    )


def read_amount(text: str, form: str) -> int | None:
    """What was typed in the unit of ``form``; None when nothing was."""
    if not text or form not in UNIT_OF_FORM:
        return None
    try:
        return quantity.parse(text, quantity.unit_of(form)).amount
    except quantity.Unreadable as unreadable:
        raise forms.ValidationError(
            AMOUNT_ERRORS.get(unreadable.code, AMOUNT_ERRORS["not_an_amount"])
        ) from unreadable


def find_target(code: str, *, viewer: Actor | None) -> Item | None:
    """The item of a short address, among what the visitor may know of and is still shown."""
    visible = Item.objects.visible_to(viewer, at=timezone.now())
    typed = normalise_line(code)[:LONGEST_CODE]
    return visible.filter(code=typed, withdrawal=None).select_related("owner", "deputy").first()


def open_questions(viewer: Actor | None, *, limit: int = 30) -> list[Item]:
    """The newest questions that still ask for something."""
    shown = Item.objects.visible_to(viewer, at=timezone.now()).filter(
        kind=ItemKind.QUESTION, withdrawal=None, published_at__isnull=False, asleep_since=None
    )
    still_open = shown.exclude(question__closes_on__lt=timezone.localdate())
    return list(still_open.order_by("-published_at", "pk")[:limit])


def is_closed(item: Item) -> bool:
    """A question whose last day is over, a project that ended, a brief that takes no offers."""
    if item.kind == ItemKind.BRIEF:
        return not takes_offers(item.brief)
    if item.kind == ItemKind.INTRODUCTION:
        return True
    if item.kind == ItemKind.PROJECT:
        return Project.objects.filter(pk=item.pk, ended_on__isnull=False).exists()
    return Question.objects.filter(pk=item.pk, closes_on__lt=timezone.localdate()).exists()
