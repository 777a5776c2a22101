"""The forms of briefs. Every field may stay empty, and help texts are questions to ask aloud."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, cast
from uuid import uuid4

from django import forms
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_aware
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import Actor, ActorKind, Language, Sector
from gangmaker.brokerage.models import Brief, BriefEnd, Confidentiality
from gangmaker.brokerage.operations.briefs import CHOICES, UNTITLED, WORDS, Caller, as_text
from gangmaker.brokerage.queries.briefs import BriefState, state_of
from gangmaker.contributions.models import Form
from gangmaker.trail.models import Item
from gangmaker.web.joining.fields import (
    Address,
    Line,
    Prose,
    capitalised,
    find_target,
    language_choices,
)
from gangmaker.web.keeping.forms import DayInput

MOST_FOUND: Final = 5
SHORTEST_NAME: Final = 3
SOMEBODY_NEW_SLUG: Final = "-"
CALLER: Final = ("asker_name", "asker_phone", "asker_email", "organisation_name")


class Ticks(forms.MultipleChoiceField):
    """Several choices; one that does not exist is left out, and the others are kept."""

    widget = forms.CheckboxSelectMultiple

    def to_python(self, value: Any) -> list[str]:
        known = dict(self.choices)  # type: ignore[arg-type]
        return [one for one in super().to_python(value) if one in known]


def _line(label: Any, help_text: Any, name: str) -> Line:
    return Line(label=label, help_text=help_text, max_length=_longest(name), required=False)


def _prose(label: Any, help_text: Any, name: str) -> Prose:
    return Prose(label=label, help_text=help_text, max_length=_longest(name), required=False)


def _longest(name: str) -> int:
    return int(getattr(Brief, name).field.max_length)


class WordsForm(forms.Form):
    """The page in words, as both the broker and who asks write it."""

    title = _line(
        _("The wish in one sentence"),
        _("“If it stood on a poster, in one sentence: what would you ask?”"),
        "title",
    )
    summary = _prose(
        _("The wish in their words"),
        _("“Tell me, as you would tell a friend: what do you wish for?” Write down their words."),
        "summary",
    )
    behind = _prose(
        _("The question behind the question"),
        _("“And suppose you have that tomorrow: what is better then? Why does that matter now?”"),
        "behind",
    )
    for_whom = _line(
        _("For whom"),
        _("“Who notices first when this is solved? Who has the same trouble?”"),
        "for_whom",
    )
    tried = _prose(
        _("What was tried"),
        _("“What did you try already, and where did it get stuck?”"),
        "tried",
    )
    hours = _line(
        _("Hours that are there"),
        _("“How many hours can you or a colleague give to this?”"),
        "hours",
    )
    money = _line(
        _("Money that is there"),
        _("“Is there money for it? Roughly: nothing, hundreds, thousands?”"),
        "money",
    )
    data = _line(  # type: ignore[assignment]  # a field: the metaclass takes it away
        _("What is known"),
        _("“What do you have on paper: figures, drawings, complaints, samples?”"),
        "data",
    )
    people = _line(
        _("People who are there"),
        _("“Who of yours would like to do this? Who decides?”"),
        "people",
    )
    machines = _line(
        _("Machines, rooms and materials"),
        _("“What stands there that we may use: a machine, a room, leftovers?”"),
        "machines",
    )
    must_not = _prose(
        _("What must not happen"),
        _("“What would make you say: I wish I had never rung? Who may not hear of it?”"),
        "must_not",
    )
    by_when = forms.DateField(
        label=_("By when"),
        help_text=_("“When do you need a first answer? What happens on that day?”"),
        required=False,
        widget=DayInput(),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():  # what is too long is said, and never cut off
            field.widget.attrs.pop("maxlength", None)
            field.widget.attrs["autocomplete"] = "off"

    def said(self) -> dict[str, Any]:
        """What can be kept, of what was typed; what was not sent stays as it was."""
        self.is_valid()
        sent = cast("Mapping[str, Any]", self.data)
        names = [name for name in (*WORDS, "by_when") if name in sent]
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}


class CorrectionForm(WordsForm):
    """The words as who asks corrects them; without a title and a wish there is no brief."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("title", "summary"):
            self.fields[name].required = True


class BriefForm(WordsForm):
    """The whole page, with who is on the phone. Nothing is needed before it is sent.

    Who asks is fixed once it was sent to her, and who may read it once she agreed: then that is
    decided on a page of its own. ``base`` says of which words the page was opened.
    """

    asker = forms.CharField(required=False, widget=forms.HiddenInput)
    asker_name = Line(
        label=_("Name"),
        help_text=_("“With whom do I speak?”"),
        max_length=160,
        required=False,
    )
    asker_phone = Line(
        label=_("Phone"),
        help_text=_("“On which number can I ring you back?”"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )
    asker_email = Address(
        label=_("E-mail address"),
        help_text=_("“Where may I send the page, so that you can read it?”"),
        required=False,
        widget=forms.EmailInput(),
    )
    asker_pick = forms.CharField(required=False, widget=forms.HiddenInput)
    organisation = forms.CharField(required=False, widget=forms.HiddenInput)
    organisation_pick = forms.CharField(required=False, widget=forms.HiddenInput)
    organisation_name = Line(
        label=_("Organisation"),
        help_text=_("“For whom do you ring?” Empty when it is for herself."),
        max_length=160,
        required=False,
    )
    languages = Ticks(
        label=_("Languages to work in"),
        help_text=_("“In which languages can we work with you?”"),
        choices=capitalised(Language.choices),
        required=False,
    )
    sectors = Ticks(
        label=_("From which sectors"),
        help_text=_("“From which corner may it come? And which one would surprise you?”"),
        choices=capitalised(Sector.choices),
        required=False,
    )
    confidentiality = forms.ChoiceField(
        label=_("How confidential"),
        help_text=_("“Who may read this page once you agree with it?”"),
        choices=capitalised(Confidentiality.choices),
        required=False,
        widget=forms.RadioSelect,
    )
    language = forms.ChoiceField(label=_("In which language did you write?"), required=False)
    form_token = forms.UUIDField(required=False, widget=forms.HiddenInput)
    came_from = forms.CharField(required=False, widget=forms.HiddenInput)
    base = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    # the last: from here on the name says something else in this class
    forms = Ticks(
        label=_("What is asked for"),
        help_text=_("“What would help most?”"),
        choices=capitalised(Form.choices),
        required=False,
    )

    def __init__(
        self, *args: Any, viewer: Actor | None, brief: Brief | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.viewer, self.brief = viewer, brief
        self.fields["language"].choices = language_choices()  # type: ignore[attr-defined]
        self.fields["language"].initial = get_language()
        self.fields["confidentiality"].initial = Confidentiality.NAMED
        self.fields["form_token"].initial = uuid4
        for name in CALLER:
            self.fields[name].disabled = brief is not None and is_settled(brief)
        if brief is not None and brief.approved_at is not None:
            del self.fields["confidentiality"]

    def opened_at(self) -> datetime | None:
        """Of which moment the words are that were changed here; none on a page that is new."""
        try:
            found = parse_datetime(self.cleaned_data.get("base", ""))
        except ValueError:
            return None
        return found if found is not None and is_aware(found) else None

    def newer(self, brief: Brief) -> dict[str, str]:
        """By the id of each field what ``brief`` says otherwise than was typed here."""
        typed, there = self.said(), values_of(brief)
        return {
            self[name].auto_id: as_text(there[name])
            for name in (*WORDS, "by_when")
            if name in typed and as_text(typed[name]) != as_text(there[name])
        }

    def said(self) -> dict[str, Any]:
        """What can be kept, of what was typed; choices that cannot be empty only when made."""
        said = super().said()
        whole = "form_token" in cast(
            "Mapping[str, Any]", self.data
        )  # boxes that are not ticked are not sent
        for name in ("forms", "languages", "sectors"):
            if whole and name in self.cleaned_data:
                said[name] = self.cleaned_data[name]
        for name in ("language", "confidentiality"):
            if chosen := self.cleaned_data.get(name):
                said[name] = chosen
        return said

    def came_from_item(self) -> Item | None:
        code = str(self["came_from"].value() or "")
        return find_target(code, viewer=self.viewer) if code else None

    def caller(self) -> Caller:
        known = self._named("asker", ActorKind.PERSON)
        if known is not None:
            return Caller(actor=known)
        return Caller(
            name=self.cleaned_data.get("asker_name", ""),
            phone=self.cleaned_data.get("asker_phone", ""),
            email=self.cleaned_data.get("asker_email", ""),
        )

    def for_whom_she_rings(self) -> Caller:
        known = self._named("organisation", ActorKind.ORGANISATION)
        name = self.cleaned_data.get("organisation_name", "")
        return Caller(actor=known, name=name, kind=ActorKind.ORGANISATION)

    def _named(self, field: str, kind: str) -> Actor | None:
        """The record that was picked; else the one that is known, while its name still stands."""
        picked = self.cleaned_data.get(f"{field}_pick") or ""
        slug = picked or self.cleaned_data.get(field) or ""
        if not slug or picked == SOMEBODY_NEW_SLUG:
            return None
        actor = Actor.objects.visible_to(self.viewer).filter(slug=slug, kind=kind).first()
        name = self.cleaned_data.get(f"{field}_name")
        return actor if actor is not None and (picked or name in ("", actor.name)) else None

    def is_undecided(self) -> bool:
        """Whether a name is typed that somebody here has, and nobody said whether it is she."""
        if self.brief is not None and is_settled(self.brief):
            return False
        pairs = (("asker", ActorKind.PERSON), ("organisation", ActorKind.ORGANISATION))
        return any(self._is_undecided(field, kind) for field, kind in pairs)

    def _is_undecided(self, field: str, kind: str) -> bool:
        name = self.cleaned_data.get(f"{field}_name") or ""
        if not name or self.cleaned_data.get(f"{field}_pick") or self._named(field, kind):
            return False
        known = (self.brief.by_id, self.brief.on_behalf_of_id) if self.brief else ()
        found = called_so(name, kind, viewer=self.viewer)
        return bool(found) and not any(actor.pk in known for actor in found)


def is_settled(brief: Brief) -> bool:
    """Whether it was sent or approved: who asks does not change any more."""
    return state_of(brief) != BriefState.DRAFT


def called_so(name: str, kind: str, *, viewer: Actor | None) -> list[Actor]:
    """Who is here already under such a name, as far as ``viewer`` may know."""
    if len(name) < SHORTEST_NAME:
        return []
    actors = Actor.objects.visible_to(viewer).unclaimed().filter(kind=kind, suspension=None)
    found = actors.filter(name__icontains=name).select_related("area")
    return list(found.order_by("name", "pk")[:MOST_FOUND])


def values_of(brief: Brief) -> dict[str, Any]:
    """A brief as its form shows it."""
    shown = {name: getattr(brief, name) for name in (*WORDS, *CHOICES)}
    asker = brief.by if brief.by_id != brief.owner_id else None
    behalf = brief.on_behalf_of
    return shown | {
        "title": "" if brief.title == UNTITLED else brief.title,
        "asker": asker.slug if asker else "",
        "asker_name": asker.name if asker else "",
        "asker_phone": asker.phone if asker else "",
        "asker_email": asker.email if asker else "",
        "organisation": behalf.slug if behalf else "",
        "organisation_name": behalf.name if behalf else "",
        "form_token": brief.form_token,
        "base": brief.updated_at.isoformat(),
    }


class ApprovalForm(forms.Form):
    """Who may read it, as who asks decides."""

    confidentiality = forms.ChoiceField(
        label=_("Who may read this page?"),
        choices=capitalised(Confidentiality.choices),
        widget=forms.RadioSelect,
    )


class EndForm(forms.Form):
    end = forms.ChoiceField(
        label=_("How did it end?"),
        choices=capitalised(BriefEnd.choices),
        widget=forms.RadioSelect,
    )


class PromiseForm(forms.Form):
    agree = forms.BooleanField(
        label=_("I promise not to tell anybody what I read here, also when nothing comes of it.")
    )
