"""The form of a profile: it only checks. What it knows of fields, the template lays out."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import Actor, ActorKind, Audience, Direction, Language, Sector
from gangmaker.actors.models.actor import FIELD_AUDIENCE
from gangmaker.actors.operations import Profile
from gangmaker.core.enterprise import written

from .fields import (
    EnterpriseNumberField,
    LineField,
    PlaceField,
    TagsField,
    WebAddressField,
    WordsField,
    WrittenField,
    named,
)

READS: Final = named(
    [(Language.NL, _("Dutch")), (Language.EN, _("English")), (Language.FR, _("French"))]
)
EMPTY_LINKS: Final = 3
MOST_LINKS: Final = 8

CIRCLES: Final = [
    (Audience.PUBLIC, _("Everybody")),
    (Audience.MEMBERS, _("Members")),
    (Audience.TEAM, _("Only the team")),
]
FIELD_NAMES: Final = {
    "about": _("About"),
    "area": _("Municipality"),
    "sectors": _("Sectors"),
    "languages": _("Languages"),
    "links": _("Links"),
    "picture": _("Picture"),
    "offers": _("What you offer"),
    "seeks": _("What you seek"),
    "email": _("E-mail address"),
    "phone": _("Phone"),
}


class ProfileForm(forms.Form):
    name = LineField(label=_("Name"), max_length=160)
    about = WrittenField(
        label=_("About"),
        max_length=2000,
        required=False,
        help_text=_("What you do, in your own words. Two or three sentences are enough."),
    )
    about_language = forms.ChoiceField(
        label=_("In which language did you write that?"), choices=named(Language.choices)
    )
    area = PlaceField(label=_("Municipality or district"))
    sectors = forms.MultipleChoiceField(
        label=_("Sectors"),
        choices=named(Sector.choices),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Several may apply."),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages you speak"),
        choices=named(Language.choices),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    offers = WordsField(
        label=_("What do you offer others?"),
        max_length=600,
        required=False,
        help_text=_("A machine, a room, an hour of advice, a network."),
    )
    offer_tags = TagsField(
        label=_("In a few words"),
        max_length=400,
        required=False,
        help_text=_("With commas between them, such as: illustration, screen printing"),
    )
    seeks = WordsField(label=_("What do you seek?"), max_length=600, required=False)
    seek_tags = TagsField(
        label=_("In a few words"),
        max_length=400,
        required=False,
        help_text=_("With commas between them."),
    )
    enterprise_number = EnterpriseNumberField(
        label=_("Enterprise number"),
        max_length=20,
        required=False,
        help_text=_("Of an organisation in Belgium, such as 0477.472.701. Everybody may see it."),
    )
    phone = LineField(
        label=_("Phone"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    reads = forms.ChoiceField(label=_("In which language do we write to you?"), choices=READS)
    audience = forms.ChoiceField(
        label=_("Who may know that you take part?"), choices=CIRCLES, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        self.actor = actor
        kwargs.setdefault("initial", said_by(actor))
        super().__init__(*args, **kwargs)
        self.link_rows = self._add_links(kwargs["initial"])
        for name, label in FIELD_NAMES.items():
            self.fields[f"audience_{name}"] = forms.ChoiceField(label=label, choices=CIRCLES)
        if actor.kind == ActorKind.ORGANISATION:
            self._speak_of_an_organisation()
        else:
            del self.fields["enterprise_number"]

    def _add_links(self, initial: dict[str, Any]) -> list[str]:
        """Rows for links: those that are there and three empty ones, at most eight."""
        filled = sum(1 for name in initial if name.startswith("link_url_"))
        rows = [str(number) for number in range(1, min(filled + EMPTY_LINKS, MOST_LINKS) + 1)]
        for row in rows:
            self.fields[f"link_url_{row}"] = WebAddressField(
                label=_("Web address"), max_length=300, required=False
            )
            self.fields[f"link_label_{row}"] = LineField(
                label=_("What it is"), max_length=80, required=False
            )
        return rows

    def _speak_of_an_organisation(self) -> None:
        self.fields["languages"].label = _("Languages you work in")
        self.fields["audience"].label = _("Who may know that this organisation takes part?")

    def links(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"link_url_{row}"], self[f"link_label_{row}"]) for row in self.link_rows]

    def audiences(self) -> list[forms.BoundField]:
        return [self[f"audience_{name}"] for name in FIELD_NAMES]

    def profile(self) -> Profile:
        """Everything that was typed; only after ``is_valid``."""
        typed = self.cleaned_data
        return Profile(
            name=typed["name"],
            audience=typed["audience"],
            reads=typed["reads"],
            about=typed["about"],
            about_language=typed["about_language"],
            area=typed["area"],
            phone=typed["phone"],
            enterprise_number=typed.get("enterprise_number", ""),
            sectors=typed["sectors"],
            languages=typed["languages"],
            links=[
                (typed[f"link_url_{row}"], typed[f"link_label_{row}"])
                for row in self.link_rows
                if typed[f"link_url_{row}"]
            ],
            offers=typed["offers"],
            offer_tags=typed["offer_tags"],
            seeks=typed["seeks"],
            seek_tags=typed["seek_tags"],
            field_audiences={name: typed[f"audience_{name}"] for name in FIELD_NAMES},
        )


def said_by(actor: Actor) -> dict[str, Any]:
    """What the actor says now, as the form asks it."""
    initial: dict[str, Any] = {
        "name": actor.name,
        "about": actor.about,
        "about_language": actor.about_language,
        "area": actor.area.key if actor.area else "",
        "sectors": list(actor.sectors.values_list("sector", flat=True)),
        "languages": list(actor.languages.values_list("language", flat=True)),
        "phone": actor.phone,
        "enterprise_number": written(actor.enterprise_number),
        "reads": actor.reads,
        "audience": actor.audience,
    }
    for number, link in enumerate(actor.links.order_by("pk"), start=1):
        initial[f"link_url_{number}"] = link.url
        initial[f"link_label_{number}"] = link.label
    for exchange in actor.exchanges.prefetch_related("tags"):
        words, tags = (
            ("offers", "offer_tags")
            if exchange.direction == Direction.OFFERS
            else ("seeks", "seek_tags")
        )
        initial[words] = exchange.text
        initial[tags] = ", ".join(sorted(tag.name for tag in exchange.tags.all()))
    for name in FIELD_AUDIENCE:
        initial[f"audience_{name}"] = actor.field_audience(name)
    return initial


class PictureForm(forms.Form):
    picture = forms.FileField(
        label=_("Photo or drawing"),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text=_(
            "JPEG, PNG or WebP, at most 8 MB. We keep a smaller copy, "
            "without the place where it was taken."
        ),
    )
    alt = LineField(
        label=_("What does the picture show?"),
        max_length=200,
        help_text=_("For who cannot see it, such as: a woman at a loom, laughing."),
    )
