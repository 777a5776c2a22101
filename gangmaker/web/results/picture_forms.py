"""The forms of the pictures of an item."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gangmaker.projects.models import Attachment
from gangmaker.projects.operations.papers import Described
from gangmaker.trail.models import Item
from gangmaker.web.joining.fields import Line

from . import telling
from .forms import ALT_HELP, PICTURE_HELP
from .shapes import Shown
from .uploads import PictureField, Slot, UploadForm

LONGEST_ALT = 300


class PictureForm(UploadForm):
    """One picture of an item, and what it shows."""

    photo = PictureField(label=_("Picture"), help_text=PICTURE_HELP)
    alt = Line(label=_("What does the picture show?"), max_length=LONGEST_ALT, help_text=ALT_HELP)
    parties_only = forms.BooleanField(
        label=_("Only for those involved and the team"), required=False
    )

    def check_files(self) -> None:
        if "photo" not in self.kept and "photo" not in self.errors:
            self.add_error("photo", _("Choose a file."))

    @property
    def file_slot(self) -> Slot:
        return self.slot("photo")


@dataclass(frozen=True)
class PictureLine:
    """A picture in the form that orders them."""

    shown: Shown
    position: forms.BoundField
    alt: forms.BoundField


class ArrangeForm(forms.Form):
    """For each picture its place and what it shows."""

    def __init__(
        self, *args: Any, item: Item, pictures: Sequence[Attachment], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.item, self.pictures = item, pictures
        for place, picture in enumerate(pictures, start=1):
            self.fields[f"position_{picture.pk}"] = forms.IntegerField(
                label=_("Place"), min_value=1, max_value=999, initial=place
            )
            self.fields[f"alt_{picture.pk}"] = Line(
                label=_("What does the picture show?"),
                max_length=LONGEST_ALT,
                initial=picture.alt,
            )

    def lines(self) -> list[PictureLine]:
        return [
            PictureLine(
                shown=Shown(
                    picture=telling.picture_of(self.item.slug, one),
                    parties_only=one.parties_only,
                    remove_url=reverse("web:paper-removal", args=[self.item.slug, one.pk]),
                ),
                position=self[f"position_{one.pk}"],
                alt=self[f"alt_{one.pk}"],
            )
            for one in self.pictures
        ]

    def described(self) -> dict[int, Described]:
        said = self.cleaned_data
        return {
            one.pk: Described(alt=said[f"alt_{one.pk}"], position=said[f"position_{one.pk}"])
            for one in self.pictures
        }
