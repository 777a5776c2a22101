"""The forms of this area. They only check."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import Actor
from gangmaker.actors.queries import name_for
from gangmaker.projects.operations.handing_over import Wish
from gangmaker.projects.operations.life import ways_to_end
from gangmaker.projects.queries.keeping import Kept, who_can_take_over
from gangmaker.trail.models import EndKind, Item, ItemKind
from gangmaker.web.joining.fields import Line, Prose

ALIVE = "alive"
LONGEST_REASON = 500
LONGEST_END = 1000


class LifeForm(forms.Form):
    """How one item stands: alive, finished, or stopped because."""

    choice = forms.ChoiceField(label=_("How does it stand?"), widget=forms.RadioSelect)
    because = Prose(
        label=_("Because"),
        help_text=_("In plain words. Whoever sees it reads this. Needed when it stopped."),
        max_length=LONGEST_END,
        required=False,
    )
    learnt = Prose(
        label=_("What was learnt"),
        help_text=_("The next ones read this. Needed when a project stops."),
        max_length=2000,
        required=False,
    )

    def __init__(self, *args: Any, item: Item, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.item = item
        words = {
            EndKind.FINISHED.value: _("It is finished"),
            EndKind.STOPPED.value: _("It stopped, because …"),
        }
        choices = [(ALIVE, _("It is alive")), *((how, words[how]) for how in ways_to_end(item))]
        self.fields["choice"].choices = choices  # type: ignore[attr-defined]
        self.fields["choice"].initial = ALIVE
        if item.kind != ItemKind.PROJECT:
            del self.fields["learnt"]
        if len(choices) == 1:
            del self.fields["because"]

    def clean(self) -> None:
        if self.cleaned_data.get("choice") != EndKind.STOPPED:
            return
        if "because" not in self.errors and not self.cleaned_data.get("because"):
            self.add_error("because", _("Say why it stopped."))
        if "learnt" in self.fields and not self.cleaned_data.get("learnt"):
            self.add_error("learnt", _("Say what was learnt."))


class AliveForm(forms.Form):
    """Which of several items are alive."""

    items = forms.MultipleChoiceField(
        label=_("Still alive"),
        error_messages={"required": _("Tick what is still alive.")},
    )

    def __init__(self, *args: Any, items: Sequence[Item], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = {item.slug: item for item in items}
        self.fields["items"].choices = [(slug, slug) for slug in self.rows]  # type: ignore[attr-defined]

    def chosen(self) -> list[Item]:
        return [self.rows[slug] for slug in self.cleaned_data["items"]]


class HandoverForm(forms.Form):
    """Who gets everything, why, and what does not go along."""

    to = forms.TypedChoiceField(label=_("Who takes over?"))
    reason = Line(
        label=_("Why?"),
        help_text=_("One sentence. The new keeper reads it, and so does whose it was."),
        max_length=LONGEST_REASON,
    )
    exceptions = forms.MultipleChoiceField(label=_("What does not go along"), required=False)
    others_to = forms.TypedChoiceField(label=_("What you ticked"), required=False, empty_value=None)
    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, giver: Actor, viewer: Actor | None, kept: Sequence[Kept], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        people = {str(one.pk): one for one in who_can_take_over(giver).select_related("area")}
        named = [(pk, name_for(person, viewer)) for pk, person in people.items()]
        for name, nobody in (("to", _("Choose somebody")), ("others_to", _("Stays"))):
            field = self.fields[name]
            field.choices = [("", nobody), *named]  # type: ignore[attr-defined]
            field.coerce = people.get  # type: ignore[attr-defined]
        keys = dict.fromkeys([one.key for one in kept] + [one.group for one in kept])
        self.fields["exceptions"].choices = [(key, key) for key in keys]  # type: ignore[attr-defined]

    def clean(self) -> None:
        to, others_to = self.cleaned_data.get("to"), self.cleaned_data.get("others_to")
        if to is not None and to == others_to:
            self.add_error("others_to", _("That is who gets everything else. Choose another."))

    def wish(self, *, only: frozenset[str] | None) -> Wish:
        said = self.cleaned_data
        return Wish(
            to=said["to"],
            exceptions=frozenset(said["exceptions"]),
            others_to=said["others_to"],
            only=only,
        )
