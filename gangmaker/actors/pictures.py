"""Pictures: checked before they are decoded, then woven anew.

What was sent is never kept. We draw pictures of our own from it, in fixed sizes, without the
place and camera that the original may carry, and name them after what is in them.
"""

import hashlib
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from secrets import token_hex
from typing import IO, Final

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from gangmaker.core.refusals import Refused

from .models import Actor
from .ports import plugs
from .rules import NotYours, can_edit

FORMATS: Final = ("JPEG", "PNG", "WEBP")
MOST_BYTES: Final = 8 * 1024 * 1024
MOST_PIXELS: Final = 16_000_000
MOST_PIXELS_OF_A_JPEG: Final = 60_000_000
"""A JPEG is made smaller while it is decoded, so a large one costs no more memory."""


@dataclass(frozen=True)
class Size:
    """A picture that fits in ``width`` by ``height``, or with ``fills`` is cut to exactly that."""

    width: int
    height: int
    fills: bool = False


Sizes = Mapping[str, Size]

SIZES: Final[Sizes] = {"small": Size(192, 192, fills=True), "large": Size(960, 960)}
"""The two sizes of a person or organisation: a square for lists, and one that fits in a page.

Every set of sizes has a ``large``, after which the picture is named.
"""


class NotAPicture(Refused):
    code = "not_a_picture"
    message = _("We cannot read this file. Choose a photo or drawing: JPEG, PNG or WebP.")


class PictureTooLarge(Refused):
    code = "picture_too_large"
    message = _("This picture is too large. Choose one of at most 8 MB and 4,000 by 4,000 pixels.")


@transaction.atomic
def change_picture(*, actor: Actor, picture: str, alt: str, by: Actor, now: datetime) -> None:
    """Show what ``keep_picture`` wrote; with an empty ``picture`` none is shown any more."""
    if not can_edit(by, actor):
        raise NotYours
    actor.picture = picture
    actor.picture_alt = alt if picture else ""
    actor.save(update_fields=["picture", "picture_alt"])
    plugs.write_act(
        "actor.picture_changed", by=by, subject=actor, at=now, data={"shown": bool(picture)}
    )


def keep_picture(
    sent: IO[bytes], *, size: int, sizes: Sizes = SIZES, folder: str = "actors"
) -> str:
    """Write all sizes to the media folder; answers the name under which they are found."""
    if size > MOST_BYTES:
        raise PictureTooLarge
    renditions = read_picture(sent, sizes=sizes)
    name = hashlib.sha256(renditions["large"]).hexdigest()[:40]
    for key, content in renditions.items():
        write_file(picture_path(name, key, folder=folder), content)
    return name


def picture_path(name: str, size: str, *, folder: str = "actors") -> Path:
    return Path(settings.MEDIA_ROOT) / folder / name[:2] / f"{name}-{size}.webp"


def write_file(place: Path, content: bytes) -> None:
    """Whole or not at all: what is found under a name is what the name says."""
    place.parent.mkdir(parents=True, exist_ok=True)
    half = place.with_name(f".{token_hex(8)}")
    try:
        half.write_bytes(content)
        half.chmod(0o600)
        half.replace(place)
    finally:
        half.unlink(missing_ok=True)  # there when the disk is full


def read_picture(sent: IO[bytes], *, sizes: Sizes = SIZES) -> dict[str, bytes]:
    """WebP bytes by size. Refuses by what is in the file; its name and type say nothing."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _drawn(sent, sizes)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise PictureTooLarge from None
    except (OSError, ValueError, SyntaxError, EOFError):  # all that decoders raise on bad files
        raise NotAPicture from None


def _drawn(sent: IO[bytes], sizes: Sizes) -> dict[str, bytes]:
    with Image.open(sent, formats=FORMATS) as opened:
        is_jpeg = opened.format == "JPEG"
        width, height = opened.size
        if width * height > (MOST_PIXELS_OF_A_JPEG if is_jpeg else MOST_PIXELS):
            raise PictureTooLarge
        if is_jpeg:
            opened.draft("RGB", (sizes["large"].width, sizes["large"].height))
        image = ImageOps.exif_transpose(opened)
        image = image.convert("RGBA" if "A" in image.getbands() else "RGB")
    return {name: _webp(_fitted(image, size)) for name, size in sizes.items()}


def _fitted(image: Image.Image, size: Size) -> Image.Image:
    box = (size.width, size.height)
    if size.fills:
        return ImageOps.fit(image, box)
    if image.width > size.width or image.height > size.height:
        return ImageOps.contain(image, box)
    return image


def _webp(image: Image.Image) -> bytes:
    plain = Image.new(image.mode, image.size)  # a new image: nothing of the old one comes along
    plain.paste(image)
    out = BytesIO()
    plain.save(out, "WEBP", quality=82, method=4)
    return out.getvalue()
