"""The forms of joining in. They only check; what they found goes to one operation."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import Actor, ActorKind
from gangmaker.actors.rules import can_bring_for, can_enter_others
from gangmaker.contributions.models import Form, Level, Need
from gangmaker.contributions.operations import Acquaintance, Contribution, Guest, MetBefore
from gangmaker.trail.models import Item
from gangmaker.trail.queries import told_in
from gangmaker.web.results.uploads import PictureField, Slot, UploadForm, Visitor

from .fields import (
    AMOUNT_HELP,
    LONGEST_TEXT,
    Address,
    Line,
    Written,
    area_field,
    capitalised,
    find_target,
    form_choices,
    is_closed,
    language_choices,
    open_questions,
    read_amount,
)
from .similar import asks_what_is_there

OPENLY = ""


class TrapForm(forms.Form):
    """A field that people do not see and machines fill in. It is refused openly, never dropped."""

    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise forms.ValidationError(
                _("This field is a trap for machines. Empty it, and send the form again.")
            )
        return ""


class GuestForm(TrapForm):
    """Who a guest is. Without these fields for somebody who is signed in."""

    name = Line(
        label=_("Your name"),
        max_length=160,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = Address(
        label=_("Your e-mail address"),
        help_text=_("For the answer, and for nothing else."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    phone = Line(
        label=_("Phone"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    area = area_field()

    guest_fields = ("name", "email", "phone", "area")

    def __init__(self, *args: Any, viewer: Actor | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer = viewer
        if viewer is not None:
            for name in self.guest_fields:
                del self.fields[name]

    def guest(self) -> Guest:
        said = self.cleaned_data
        return Guest(
            name=said["name"],
            email=said["email"],
            phone=said["phone"],
            area=said["area"],
            reads=get_language() or "nl",
        )


class MetForm(forms.Form):
    """For somebody whom the team met in person. Empty when one speaks for oneself."""

    met_kind = forms.ChoiceField(
        label=_("Who is it?"),
        choices=[(value, capfirst(label)) for value, label in ActorKind.choices],
        initial=ActorKind.PERSON,
        required=False,
    )
    met_name = Line(label=_("Name"), max_length=160, required=False)
    met_phone = Line(label=_("Phone"), max_length=40, required=False)
    met_email = Address(label=_("E-mail address"), required=False)
    met_source = Line(
        label=_("Where did you meet?"),
        help_text=_("Such as: coffee at the market, 12 November."),
        max_length=200,
        required=False,
    )

    met_fields = ("met_kind", "met_name", "met_phone", "met_email", "met_source")

    def drop_met(self) -> None:
        for name in self.met_fields:
            self.fields.pop(name, None)

    def check_met(self) -> None:
        """All of it or nothing: a name, a way to answer, and where they met."""
        said = self.cleaned_data
        if not any(said.get(name) for name in self.met_fields if name != "met_kind"):
            return
        if not said.get("met_name"):
            self.add_error("met_name", _("Say who you met."))
        if not said.get("met_source"):
            self.add_error("met_source", _("Say where you met."))
        if not said.get("met_phone") and not said.get("met_email"):
            self.add_error("met_phone", _("A phone number or an address is enough."))

    def met(self) -> Acquaintance | None:
        said = self.cleaned_data
        if not said.get("met_name"):
            return None
        return Acquaintance(
            kind=said["met_kind"] or ActorKind.PERSON,
            name=said["met_name"],
            phone=said["met_phone"],
            email=said["met_email"],
            source=said["met_source"],
            reads=get_language() or "nl",
        )


class PhotoForm(UploadForm):
    """One photo, and what it shows."""

    photo = PictureField(
        label=_("Photo"),
        help_text=_("JPEG, PNG or WebP, at most 8 MB. Who can be recognised in it has to agree."),
    )
    photo_alt = Line(
        label=_("What does the photo show?"),
        help_text=_("For who cannot see it."),
        max_length=300,
        required=False,
    )

    def __init__(self, *args: Any, sender: Actor | Visitor, **kwargs: Any) -> None:
        super().__init__(*args, sender=sender, **kwargs)
        del self.fields["once"]  # the form has a token of its own
        if not self.is_bound:
            self.keep_still("photo", self.initial)

    def check_files(self) -> None:
        if "photo" in self.kept and not self.cleaned_data.get("photo_alt"):
            self.add_error("photo_alt", _("Say what the photo shows."))

    @property
    def photo_slot(self) -> Slot:
        return self.slot("photo")


class JoinForm(GuestForm, MetForm, PhotoForm):
    """What somebody brings, in three taps and two sentences, and a photo if there is one.

    ``met_before`` is the record of somebody whom the team entered before: then no new one is made.
    """

    met_before = forms.CharField(
        label=_("For somebody I met"), required=False, widget=forms.HiddenInput
    )
    form = forms.ChoiceField(label=_("What do you bring?"), widget=forms.RadioSelect)
    level = forms.ChoiceField(
        label=_("How?"), choices=capitalised(Level.choices), widget=forms.RadioSelect
    )
    item = forms.CharField(label=_("For what?"), required=False, widget=forms.Select)
    title = Line(
        label=_("What is it, in one sentence?"),
        max_length=160,
        widget=forms.TextInput(attrs=asks_what_is_there()),
    )
    summary = Written(label=_("Tell a bit more"), max_length=LONGEST_TEXT, required=False)
    amount = Line(label=_("How much?"), help_text=AMOUNT_HELP, max_length=40, required=False)
    language = forms.ChoiceField(label=_("In which language did you write?"), required=False)
    form_token = forms.UUIDField(required=False, widget=forms.HiddenInput)

    field_order = ("form", "level", "item", "title", "summary", "amount", "name", "email")

    def __init__(
        self, *args: Any, viewer: Actor | None, sender: Actor | Visitor, **kwargs: Any
    ) -> None:
        super().__init__(*args, viewer=viewer, sender=sender, **kwargs)
        self._offer_choices()
        self.fields["language"].initial = get_language()
        self.fields["form_token"].initial = sender.form if isinstance(sender, Visitor) else uuid4
        self.known = self._known()
        if self.known is not None:
            self._ask_where_only()
        elif not can_enter_others(viewer):
            self.drop_met()

    def drop_met(self) -> None:
        super().drop_met()
        self.fields.pop("met_before", None)

    def _known(self) -> Actor | None:
        """The one for whom it is brought, when the viewer may do that for her."""
        slug = str(self["met_before"].value() or "")
        actor = Actor.objects.visible_to(self.viewer).filter(slug=slug).first() if slug else None
        return actor if actor is not None and can_bring_for(self.viewer, actor) else None

    def _ask_where_only(self) -> None:
        """Who she is and how to reach her is known; where they met this time is not."""
        for name in self.met_fields:
            if name != "met_source":
                del self.fields[name]
        self.fields["met_source"].required = True

    def clean_met_before(self) -> str:
        slug: str = self.cleaned_data["met_before"]
        if slug and self.known is None:
            raise forms.ValidationError(_("You cannot bring something for this person any more."))
        return slug

    def giver(self) -> Actor | Guest | Acquaintance | MetBefore:
        """Whose it is: somebody met, before or now, else who sends it, with or without account."""
        if self.known is not None:
            return MetBefore(self.known, source=self.cleaned_data["met_source"])
        met = self.met() if "met_name" in self.fields else None
        return met or self.viewer or self.guest()

    def _offer_choices(self) -> None:
        self.fields["form"].choices = form_choices()  # type: ignore[attr-defined]
        self.fields["language"].choices = language_choices()  # type: ignore[attr-defined]
        questions = open_questions(self.viewer)
        choices: list[tuple[str, Any]] = [
            (OPENLY, _("Nothing in particular: you see where it fits"))
        ]
        chosen = self.chosen_target()
        if chosen is not None and chosen.pk not in {question.pk for question in questions}:
            questions.insert(0, chosen)
        texts = told_in(questions, get_language() or "nl")
        choices += [(question.code, texts[question.pk].title) for question in questions]
        self.fields["item"].widget.choices = choices

    def chosen_target(self) -> Item | None:
        """The item that is named in the address or was chosen, when the visitor may know it."""
        code = str(self["item"].value() or "")
        return find_target(code, viewer=self.viewer) if code else None

    def clean_item(self) -> Item | None:
        code = self.cleaned_data["item"]
        if not code:
            return None
        target = find_target(code, viewer=self.viewer)
        if target is None:
            raise forms.ValidationError(_("This is not shown any more. Choose something else."))
        if is_closed(target):
            raise forms.ValidationError(
                _("This takes no contributions any more. Choose something else.")
            )
        return target

    def clean(self) -> None:
        said = self.cleaned_data
        try:
            said["quantity"] = self._quantity(said)
        except forms.ValidationError as error:
            self.add_error("amount", error)
        if "met_name" in self.fields:
            self.check_met()

    @staticmethod
    def _quantity(said: dict[str, Any]) -> int | None:
        """An idea is never counted, so whatever stands there does not matter."""
        form = said.get("form", "")
        return None if form == Form.IDEA else read_amount(said.get("amount", ""), form)

    def contribution(self) -> Contribution:
        said = self.cleaned_data
        return Contribution(
            form=said["form"],
            level=said["level"],
            title=said["title"],
            summary=said["summary"],
            language=said["language"] or get_language() or "nl",
            target=said["item"],
            need=best_need(said["item"], form=said["form"], level=said["level"]),
            quantity=said["quantity"],
            form_token=said["form_token"],
        )


def best_need(target: Item | None, *, form: str, level: str) -> Need | None:
    """The need of ``target`` that a contribution answers: of its form, best of its level too."""
    if target is None:
        return None
    needs = Need.objects.filter(item=target, form=form).order_by("position", "pk")
    return min(needs, key=lambda need: need.level != level, default=None)


class SupportForm(GuestForm):
    """Who stands behind something that exists already."""
