"""Pictures: checked before they are decoded, then woven anew.

What was sent is never kept. We draw pictures of our own from it, in fixed sizes, without the
place and camera that the original may carry, and name them after what is in them.
"""

import hashlib
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from secrets import token_hex
from threading import Lock
from typing import IO, Final

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, PngImagePlugin
from PIL.JpegImagePlugin import JpegImageFile

from gangmaker.core.refusals import Refused

from .models import Actor
from .ports import plugs
from .rules import NotYours, can_edit

FORMATS: Final = ("JPEG", "PNG", "WEBP")
MOST_BYTES: Final = 8 * 1024 * 1024
MOST_PIXELS: Final = 16_000_000
MOST_PIXELS_WITH_HOLES: Final = 7_500_000
"""What is transparent here and there is copied once more to make it smaller."""
MOST_PIXELS_OF_A_WEBP: Final = 3_200_000
"""It is decoded through several copies."""
MOST_PIXELS_OF_A_JPEG: Final = 60_000_000
"""A JPEG is made smaller while it is decoded, so a large one costs no more memory."""
MOST_COEFFICIENTS: Final = 36_000_000
"""Of a progressive JPEG, which is held as a whole: each takes two bytes."""
MOST_PIXELS_AT_ONCE: Final = 12_000_000
REDUCIBLE: Final = frozenset({"L", "LA", "RGB", "RGBA", "CMYK"})

PngImagePlugin.MAX_TEXT_MEMORY = 1024 * 1024  # else 64 MB of packed words fit in a small file

LONGEST_WAIT: Final = 10  # seconds
_drawing = Lock()


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
    message = _(
        "This picture is too large. Choose one of at most 8 MB. When it has very many pixels, "
        "save it smaller or as a plain JPEG."
    )


class TooManyPicturesAtOnce(Refused):
    code = "too_many_pictures_at_once"
    message = _("Many pictures come in just now. Wait a minute, then send it again.")


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
    write_files(
        {picture_path(name, key, folder=folder): content for key, content in renditions.items()}
    )
    return name


def picture_path(name: str, size: str, *, folder: str = "actors") -> Path:
    return Path(settings.MEDIA_ROOT) / folder / name[:2] / f"{name}-{size}.webp"


def write_files(contents: Mapping[Path, bytes]) -> None:
    """All of them or none; what was there before stays."""
    new = [place for place in contents if not place.exists()]
    try:
        for place, content in contents.items():
            write_file(place, content)
    except OSError:  # the disk is full, for one
        for place in new:
            place.unlink(missing_ok=True)
        raise


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
    """WebP bytes by size. Refuses by what is in the file; its name and type say nothing.

    One after the other, so that many at once need no more memory than one: under 100 MB.
    """
    try:
        with _one_at_a_time(), warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _drawn(sent, sizes)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError):
        raise PictureTooLarge from None
    except (OSError, ValueError, SyntaxError, EOFError):  # all that decoders raise on bad files
        raise NotAPicture from None


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Who has to wait for long gets an answer, so that pages do not wait for pictures."""
    if not _drawing.acquire(timeout=LONGEST_WAIT):
        raise TooManyPicturesAtOnce
    try:
        yield
    finally:
        _drawing.release()


def _drawn(sent: IO[bytes], sizes: Sizes) -> dict[str, bytes]:
    large = sizes["large"]
    image = _fitted(_decoded(sent, longest=max(large.width, large.height)), large)
    return {
        name: _webp(image if size == large else _fitted(image, size))
        for name, size in sizes.items()
    }


def _decoded(sent: IO[bytes], *, longest: int) -> Image.Image:
    """The right way up and in plain colours, not much larger than ``longest``."""
    with Image.open(sent, formats=FORMATS) as opened:
        if _is_too_large(opened):
            raise PictureTooLarge
        times = _times_smaller(opened.size, longest)
        opened.draft("RGB", (opened.width // times, opened.height // times))  # only of a JPEG
        image = opened if opened.mode in REDUCIBLE else opened.convert(_reducible_mode(opened))
        times = _times_smaller(image.size, longest)
        if times > 1 or opened.format == "WEBP":  # of which the decoder holds two pictures more
            image = image.reduce(times)
        image.load()
    ImageOps.exif_transpose(image, in_place=True)
    return image if image.mode == _plain_mode(image) else image.convert(_plain_mode(image))


def _is_too_large(opened: Image.Image) -> bool:
    """Whether it would take too much memory to decode, by what its header says."""
    pixels = opened.width * opened.height
    if opened.format == "WEBP":
        return pixels > MOST_PIXELS_OF_A_WEBP
    if not isinstance(opened, JpegImageFile):
        return pixels > (MOST_PIXELS_WITH_HOLES if _has_holes(opened) else MOST_PIXELS)
    return pixels > MOST_PIXELS_OF_A_JPEG or _coefficients(opened) > MOST_COEFFICIENTS


def _coefficients(opened: JpegImageFile) -> int:
    """How many numbers of a progressive JPEG are held until its last pass; of others none."""
    if not opened.info.get("progressive"):
        return 0
    shares = [across * down for _number, across, down, _table in opened.layer]
    return opened.width * opened.height * sum(shares) // max(shares)


def _times_smaller(size: tuple[int, int], longest: int) -> int:
    """How many times a side may be divided: whole times, and at least twice when very large."""
    least = 2 if size[0] * size[1] > MOST_PIXELS_AT_ONCE else 1
    return max(max(size) // longest, least)


def _reducible_mode(image: Image.Image) -> str:
    return _plain_mode(image) if image.mode in ("P", "PA") else "L"


def _plain_mode(image: Image.Image) -> str:
    return "RGBA" if _has_holes(image) else "RGB"


def _has_holes(image: Image.Image) -> bool:
    return "A" in image.getbands() or "transparency" in image.info


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
