"""Pictures and documents of items: known by what is in them, kept under the name of their content.

What is written here belongs to nobody until a row of ``Attachment`` names it. A file is written
before the transaction that makes the row, and ``sweep_orphans`` removes what no row names; also
the pictures of people and organisations, and the logo, that were replaced or taken away.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import IO, Final

from django.conf import settings

from gangmaker.actors.models import Actor, Region
from gangmaker.actors.operations.merges import replaced_pictures
from gangmaker.actors.pictures import (
    MOST_BYTES,
    NotAPicture,
    PictureTooLarge,
    Size,
    Sizes,
    keep_picture,
    picture_path,
    read_picture,
    write_file,
)

from .documents import DocumentTooLarge, NotADocument, file_name, recognise
from .models import Attachment, AttachmentKind

MOST_BYTES_OF_A_DOCUMENT: Final = 20 * 1024 * 1024
PICTURES: Final = "items"
DOCUMENTS: Final = "documents"
PICTURES_OF_ACTORS: Final = "actors"
SIZES: Final[Sizes] = {
    "small": Size(480, 360, fills=True),
    "medium": Size(960, 960),
    "large": Size(1920, 1920),
}
"""The only sizes of a picture of an item: for a list, for a phone, for a page."""

SCAN: Final[Sizes] = {"large": Size(2400, 2400)}
"""A photo sent as a document: large enough to read what stands on it."""

ORPHANS_LIVE: Final = timedelta(hours=24)
SWEEP_EVERY: Final = timedelta(hours=1)


@dataclass(frozen=True)
class Kept:
    """A file that is on the disk and that no row names yet."""

    kind: str
    file: str
    name: str
    media_type: str
    size: int


def keep_item_picture(sent: IO[bytes], *, size: int, name: str) -> Kept:
    """Draw a picture anew in our sizes. Raises ``NotAPicture`` or ``PictureTooLarge``."""
    file = keep_picture(sent, size=size, sizes=SIZES, folder=PICTURES)
    return Kept(
        kind=AttachmentKind.PICTURE,
        file=file,
        name=file_name(name, "webp"),
        media_type="image/webp",
        size=picture_path(file, "large", folder=PICTURES).stat().st_size,
    )


def keep_document(sent: IO[bytes], *, size: int, name: str) -> Kept:
    """Keep a document whose content we know. Raises ``NotADocument`` or ``DocumentTooLarge``.

    A photo is drawn anew; of a text the letters are kept, as UTF-8. Other kinds stay as sent.
    """
    if size > MOST_BYTES_OF_A_DOCUMENT:
        raise DocumentTooLarge
    content = sent.read(MOST_BYTES_OF_A_DOCUMENT + 1)
    if len(content) > MOST_BYTES_OF_A_DOCUMENT:
        raise DocumentTooLarge
    known = recognise(content, name=name)
    content = known.content
    if known.is_picture:
        content = _scan(content)
    file = hashlib.sha256(content).hexdigest()
    write_file(document_path(file), content)
    return Kept(
        kind=AttachmentKind.DOCUMENT,
        file=file,
        name=file_name(name, known.suffix),
        media_type=known.media_type,
        size=len(content),
    )


def _scan(content: bytes) -> bytes:
    if len(content) > MOST_BYTES:
        raise DocumentTooLarge
    try:
        return read_picture(BytesIO(content), sizes=SCAN)["large"]
    except PictureTooLarge:
        raise DocumentTooLarge from None
    except NotAPicture:
        raise NotADocument from None


def document_path(file: str) -> Path:
    return Path(settings.MEDIA_ROOT) / DOCUMENTS / file[:2] / file


def path_of(attachment: Attachment, size: str = "large") -> Path:
    """Where the bytes are. Only what asked ``rules.can_see_attachment`` may open it."""
    if attachment.kind == AttachmentKind.PICTURE:
        return picture_path(attachment.file, size, folder=PICTURES)
    return document_path(attachment.file)


def sweep_orphans(*, now: datetime) -> int:
    """Remove files that no row names and that are older than a day; at most once an hour.

    A form that was not finished keeps its file for that day. Returns how many were removed.
    """
    root = Path(settings.MEDIA_ROOT)
    swept = root / ".swept"
    if not root.is_dir() or (swept.exists() and _age(swept, now) < SWEEP_EVERY):
        return 0
    swept.touch()
    removed = 0
    for kind, folder in _folders(root):
        old = [path for path in folder.iterdir() if _age(path, now) > ORPHANS_LIVE]
        named = _named(kind, {_file_of(path) for path in old})
        for path in old:
            if _file_of(path) not in named and _age(path, now) > ORPHANS_LIVE:  # still
                path.unlink(missing_ok=True)
                removed += 1
    return removed


def _folders(root: Path) -> Iterator[tuple[str, Path]]:
    for kind in (PICTURES, DOCUMENTS, PICTURES_OF_ACTORS):
        if (root / kind).is_dir():
            yield from ((kind, folder) for folder in sorted((root / kind).iterdir()))


def _file_of(path: Path) -> str:
    """The name in the row that has it: a picture has a path for each size."""
    return path.name.partition("-")[0]


def _named(kind: str, files: set[str]) -> set[str]:
    """Which of ``files`` in the folder of a kind a row names."""
    if kind != PICTURES_OF_ACTORS:
        return set(Attachment.objects.filter(file__in=files).values_list("file", flat=True))
    faces = Actor.objects.filter(picture__in=files).values_list("picture", flat=True)
    logos = Region.objects.filter(logo__in=files).values_list("logo", flat=True)
    named = {*faces, *logos}
    return named if named >= files else named | replaced_pictures()


def _age(path: Path, now: datetime) -> timedelta:
    """Nothing for what another worker removed just now."""
    try:
        return timedelta(seconds=now.timestamp() - path.stat().st_mtime)
    except FileNotFoundError:
        return timedelta(0)
