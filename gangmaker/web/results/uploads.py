"""Files that come with a form: kept when they are fit, also while the rest of it is not yet."""

from collections.abc import Callable, Mapping
from dataclasses import astuple, dataclass
from typing import Any, Final
from uuid import uuid4

from django import forms
from django.core import signing
from django.core.cache import cache
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import Actor
from gangmaker.core.refusals import Refused
from gangmaker.projects.files import Kept, keep_document, keep_item_picture
from gangmaker.web.limits import Limit
from gangmaker.web.people.limits import HOUR

SALT: Final = "gangmaker.web.results.uploads"
KEPT_FOR: Final = 6 * HOUR
"""Less than an orphan lives, so that the file is still there."""

UPLOADS: Final = Limit("uploads", 120, HOUR)
UPLOADS_OF_GUESTS: Final = Limit("guest-uploads", 60, HOUR)
"""Of one network: as many as may join in from there."""
PICTURE_TYPES: Final = "image/jpeg,image/png,image/webp"
DOCUMENT_TYPES: Final = ".pdf,.odt,.docx,.ods,.xlsx,.csv,.txt,.jpg,.jpeg,.png,.webp"

Keep = Callable[..., Kept]


class PictureField(forms.FileField):
    """A photo or drawing; what it is is found out when it is kept."""

    keep: Keep = staticmethod(keep_item_picture)

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.FileInput(attrs={"accept": PICTURE_TYPES})
        super().__init__(**{"required": False, "widget": widget, **kwargs})


class DocumentField(forms.FileField):
    keep: Keep = staticmethod(keep_document)

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.FileInput(attrs={"accept": DOCUMENT_TYPES})
        super().__init__(**{"required": False, "widget": widget, **kwargs})


@dataclass(frozen=True)
class Slot:
    """A place for a file in a form, with what is kept for it."""

    field: forms.BoundField
    kept_name: str
    token_name: str
    token: str


@dataclass(frozen=True)
class Visitor:
    """Who sends a file without an account: counted by ``network``, known again by ``form``."""

    network: str
    form: str


class UploadForm(forms.Form):
    """A form with files of ``sender``; after ``is_valid``, ``kept`` holds them by field.

    A file that was kept comes back as a signed token, so that nobody has to choose it again.
    """

    def __init__(self, *args: Any, sender: Actor | Visitor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sender = sender
        self.fields["once"] = forms.UUIDField(
            required=False, widget=forms.HiddenInput, initial=uuid4
        )
        self.kept: dict[str, Kept] = {}
        self._received = False

    def is_valid(self) -> bool:
        """Whether all is well. Files are written here, once, outside any transaction."""
        if super().is_valid() or self.is_bound:
            self._receive_all()
        return self.is_bound and not self.errors

    def _receive_all(self) -> None:
        if self._received:
            return
        self._received = True
        for name, field in self.fields.items():
            if isinstance(field, PictureField | DocumentField) and name not in self.errors:
                self._receive(name, field.keep)
        self.check_files()

    def check_files(self) -> None:
        """What is wrong with the files, once they are known."""

    def _receive(self, name: str, keep: Keep) -> None:
        sent = self.files.get(name)
        if not isinstance(sent, UploadedFile):
            self.keep_still(name, self.data)
            return
        if not _may_send(self.sender):
            self.add_error(name, _("You sent many files in the last hour. Try again later."))
            return
        try:
            self.kept[name] = keep(sent, size=sent.size or 0, name=sent.name or "")
        except Refused as refusal:
            self.add_error(name, str(refusal))

    def keep_still(self, name: str, said: Mapping[str, Any]) -> None:
        """Remember the file of an earlier answer, when its token came along."""
        earlier = _read(str(said.get(_token_name(name), "")), self.sender)
        if earlier is not None:
            self.kept[name] = earlier

    def is_first(self) -> bool:
        """False when this very form was sent a moment ago: pressed twice counts once."""
        once = self.cleaned_data.get("once")
        return once is None or cache.add(f"once:{_mark(self.sender)}:{once}", 1, timeout=HOUR)

    def slot(self, name: str) -> Slot:
        kept = self.kept.get(name)
        return Slot(
            field=self[name],
            kept_name=kept.name if kept else "",
            token_name=_token_name(name),
            token=_token(kept, self.sender) if kept else "",
        )


def _token_name(name: str) -> str:
    return f"{name}_kept"


def _may_send(sender: Actor | Visitor) -> bool:
    """Count one more file of ``sender``."""
    if isinstance(sender, Visitor):
        return UPLOADS_OF_GUESTS.allows(sender.network)
    return UPLOADS.allows(f"actor {sender.pk}")


def _mark(sender: Actor | Visitor) -> int | str:
    return f"form {sender.form}" if isinstance(sender, Visitor) else sender.pk


def _token(kept: Kept, sender: Actor | Visitor) -> str:
    return signing.dumps([*astuple(kept), _mark(sender)], salt=SALT)


def _read(token: str, sender: Actor | Visitor) -> Kept | None:
    """The file of a token that we gave to the same person, not too long ago."""
    try:
        *fields, owner = signing.loads(token, salt=SALT, max_age=KEPT_FOR)
    except (signing.BadSignature, ValueError):
        return None
    return Kept(*fields) if owner == _mark(sender) else None
