"""The forms of keeping promises. They only check; what they found goes to one operation."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import Actor, ActorKind
from gangmaker.actors.queries import ACTING, name_for
from gangmaker.actors.rules import BROKERS
from gangmaker.contributions.models import LedgerEntry
from gangmaker.core.quantity import Unit as CountedIn
from gangmaker.core.quantity import Unreadable, parse
from gangmaker.trail.models import Item, Outcome
from gangmaker.trail.operations import Reply
from gangmaker.trail.rules import AGREED
from gangmaker.web.joining.fields import (
    AMOUNT_ERRORS,
    LONGEST_TEXT,
    Line,
    Prose,
    Written,
    language_choices,
)

LONGEST_REASON = 2000
MOST_NAMES = 200
CHOICES_NAMED = 10


class PersonChoice(forms.ModelChoiceField[Actor]):
    """People by the names under which ``viewer`` knows them."""

    viewer: Actor | None = None

    def label_from_instance(self, obj: Actor) -> str:
        return name_for(obj, self.viewer)


def _offer(field: forms.Field, people: Any, *, viewer: Actor | None) -> None:
    """Let ``viewer`` choose among ``people``."""
    if isinstance(field, PersonChoice):
        field.viewer = viewer
        field.queryset = people.select_related("area")


def team() -> Any:
    """Who of the team takes part now."""
    return Actor.objects.filter(team_roles__isnull=False, suspension=None).distinct()


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self, **attrs: Any) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%d")


class AnswerForm(forms.Form):
    promise = forms.IntegerField(widget=forms.HiddenInput)
    outcome = forms.ChoiceField(
        label=_("Your answer"),
        choices=[
            (Outcome.ACCEPTED, _("Yes, with a next step")),
            (Outcome.REDIRECTED, _("Somebody else takes this on")),
            (Outcome.DECLINED, _("No")),
        ],
        widget=forms.RadioSelect,
    )
    next_step = Line(label=_("Next step"), max_length=300, required=False)
    next_step_on = forms.DateField(label=_("By when"), required=False, widget=DayInput())
    redirected_to = PersonChoice(
        Actor.objects.none(),
        label=_("Somebody of the team"),
        required=False,
        empty_label=_("Nobody of the team"),
    )
    organisation = Line(
        label=_("Or an organisation"),
        max_length=160,
        required=False,
        help_text=_(
            "When somebody here acts for it, it answers from now on, and you step in when needed. "
            "When nobody does, tell them yourself: you go on owing the answer."
        ),
        widget=forms.TextInput(attrs={"list": "organisations", "autocomplete": "off"}),
    )
    reason = Prose(
        label=_("Why?"),
        help_text=_("In plain words. It is mailed to who waits, and it stays on the trail."),
        max_length=LONGEST_REASON,
    )
    language = forms.ChoiceField(label=_("Language of your answer"))

    def __init__(self, *args: Any, item: Item, viewer: Actor | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer, self.item = viewer, item
        receivers = team().exclude(pk__in=[item.owner_id, item.by_id]).order_by("name", "pk")
        _offer(self.fields["redirected_to"], receivers, viewer=viewer)
        self.fields["language"].choices = language_choices()  # type: ignore[attr-defined]

    def organisations(self) -> Any:
        """Not whose it is now, nor who brought it and waits for an answer."""
        item = self.item
        theirs = [pk for pk in (item.owner_id, item.by_id, item.on_behalf_of_id) if pk]
        known = Actor.objects.visible_to(self.viewer).exclude(pk__in=theirs)
        return known.filter(kind=ActorKind.ORGANISATION, suspension=None)

    def organisation_names(self) -> list[str]:
        """Names to choose from while typing; more exist than are listed."""
        return list(
            self.organisations().order_by("name").values_list("name", flat=True)[:MOST_NAMES]
        )

    def clean_next_step_on(self) -> date | None:
        day: date | None = self.cleaned_data["next_step_on"]
        if day is not None and day < timezone.localdate():
            raise forms.ValidationError(_("This day is over. Choose another one."))
        return day

    def clean_organisation(self) -> Actor | None:
        typed = self.cleaned_data["organisation"]
        if not typed or self.data.get("outcome") != Outcome.REDIRECTED:
            return None
        exact = list(self.organisations().filter(name__iexact=typed)[:2])
        near: list[Actor] = exact or list(
            self.organisations().filter(name__icontains=typed).order_by("name")[:CHOICES_NAMED]
        )
        if not near:
            raise forms.ValidationError(_("We know no organisation of that name."))
        if len(near) > 1:
            names = ", ".join(organisation.name for organisation in near)
            raise forms.ValidationError(
                _("Several have that in their name. Type it in full: %(names)s."),
                params={"names": names},
            )
        return near[0]

    def clean(self) -> None:
        outcome = self.cleaned_data.get("outcome")
        if outcome == Outcome.ACCEPTED:
            self._ask_for("next_step", _("Say what happens next."))
            self._ask_for("next_step_on", _("Say by when."))
        receiver = self.cleaned_data.get("redirected_to") or self.cleaned_data.get("organisation")
        if outcome == Outcome.REDIRECTED and not receiver and "organisation" not in self.errors:
            self.add_error("redirected_to", _("Say who takes this on."))

    def _ask_for(self, field: str, sentence: Any) -> None:
        if field not in self.errors and not self.cleaned_data.get(field):
            self.add_error(field, sentence)

    def reply(self) -> Reply:
        said = self.cleaned_data
        accepted = said["outcome"] == Outcome.ACCEPTED
        redirected = said["outcome"] == Outcome.REDIRECTED
        return Reply(
            outcome=said["outcome"],
            reason=said["reason"],
            language=said["language"],
            next_step=said["next_step"] if accepted else "",
            next_step_on=said["next_step_on"] if accepted else None,
            redirected_to=(said["redirected_to"] or said["organisation"]) if redirected else None,
        )


class OwnerForm(forms.Form):
    owner = PersonChoice(Actor.objects.none(), label=_("Owner"), empty_label=None)
    deputy = PersonChoice(
        Actor.objects.none(), label=_("Deputy"), required=False, empty_label=_("Nobody")
    )

    def __init__(self, *args: Any, item: Item, viewer: Actor | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = _who_may_keep(item)
        for name in ("owner", "deputy"):
            _offer(self.fields[name], people, viewer=viewer)

    def clean(self) -> None:
        owner, deputy = self.cleaned_data.get("owner"), self.cleaned_data.get("deputy")
        if owner is not None and owner == deputy:
            self.add_error("deputy", _("The deputy is somebody else than the owner."))


def _who_may_keep(item: Item) -> Any:
    """The team, who keeps it now, and who may act for an organisation that asked or keeps it.

    What is said in confidence: only who brings people together, and who keeps it now.
    """
    keepers = [pk for pk in (item.owner_id, item.deputy_id) if pk]
    insiders = Q(
        memberships__organisation__in=[*keepers, item.on_behalf_of_id or item.owner_id],
        memberships__role__in=ACTING,
    )
    people = Actor.objects.filter(kind=ActorKind.PERSON)
    bringing_together = Q(team_roles__role__in=BROKERS)
    anybody = Q(team_roles__isnull=False) | insiders
    fit = people.filter(bringing_together if item.kind in AGREED else anybody)
    found = Q(pk__in=fit.values("pk")) | Q(pk__in=keepers)
    return Actor.objects.filter(found, suspension=None).order_by("name", "pk")


class WithdrawalForm(forms.Form):
    reason = Prose(
        label=_("Why do you take it down?"),
        help_text=_("Kept for the team. Not shown to others."),
        max_length=500,
    )


class TextForm(forms.Form):
    """What an item says, in one language."""

    title = Line(label=_("Title"), max_length=160)
    summary = Written(label=_("Text"), max_length=LONGEST_TEXT, required=False)


class EditForm(TextForm):
    language = forms.ChoiceField(label=_("Language"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = language_choices()  # type: ignore[attr-defined]


class CorrectionForm(forms.Form):
    """What an entry should say. ``seen`` is what it said when the form was opened."""

    amount = Line(label=_("How much was it really?"), max_length=40)
    reason = Line(label=_("Why does it change?"), max_length=300)
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, entry: LedgerEntry, total: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.entry, self.total = entry, total

    def clean_seen(self) -> int:
        if self.cleaned_data["seen"] != self.total:
            raise forms.ValidationError(_("Somebody corrected this in the meantime. Look again."))
        return self.total

    def clean_amount(self) -> int:
        typed = self.cleaned_data["amount"]
        try:
            amount = 0 if typed == "0" else parse(typed, CountedIn(self.entry.unit)).amount
        except Unreadable as unreadable:
            raise forms.ValidationError(AMOUNT_ERRORS[unreadable.code]) from unreadable
        if amount == self.total:
            raise forms.ValidationError(_("That is what it says already."))
        return amount

    @property
    def difference(self) -> int:
        return int(self.cleaned_data["amount"]) - self.total
