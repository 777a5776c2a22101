"""Which documents we take: decided by what is in a file, never by its name or declared type."""

import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from django.utils.translation import gettext_lazy as _

from gangmaker.core.refusals import Refused
from gangmaker.core.text import normalise_line

LONGEST_NAME: Final = 100
MOST_BYTES_OF_A_TEXT: Final = 5 * 1024 * 1024
"""Letters take four times the room while they are looked at."""
MOST_PARTS: Final = 2_000
MOST_UNPACKED: Final = 100 * 1024 * 1024
"""Larger than any letter or budget; a bomb is larger still."""

OPEN_DOCUMENTS: Final = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
}
OFFICE_PARTS: Final = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}
MEDIA_TYPES: Final = {
    "pdf": "application/pdf",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "webp": "image/webp",
}
PICTURE_STARTS: Final = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
PROGRAMS_IN_PDF: Final = ("JavaScript", "Launch", "EmbeddedFile")
PACKED_IN_PDF: Final = "ObjStm"
MOST_UNPACKED_OF_A_PDF: Final = 32 * 1024 * 1024
PROGRAMS_IN_PACKAGE: Final = re.compile(
    r"(^|/)(vbaProject\.bin|Basic/|Scripts/|macrosheets/|activeX/)", re.IGNORECASE
)
MARKUP: Final = re.compile(
    r"^\s*<|^GIF8|%PDF-|<(!doctype|html|script|svg|iframe|object|\?php|\?xml)\b", re.IGNORECASE
)
CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")


class NotADocument(Refused):
    code = "not_a_document"
    message = _(
        "We do not take this file. Choose a PDF, a text or spreadsheet (ODT, DOCX, ODS, XLSX) "
        "without macros, a CSV or plain text, or a photo (JPEG, PNG, WebP)."
    )


class DocumentTooLarge(Refused):
    code = "document_too_large"
    message = _(
        "This file is too large. A document is at most 20 MB, a photo at most 8 MB, a text or CSV "
        "at most 5 MB."
    )


@dataclass(frozen=True)
class Recognised:
    """What a file is: the content to keep, and how it is called and served."""

    suffix: str
    content: bytes

    @property
    def media_type(self) -> str:
        return MEDIA_TYPES[self.suffix]

    @property
    def is_picture(self) -> bool:
        return self.suffix == "webp"


def recognise(content: bytes, *, name: str) -> Recognised:
    """The kind of a file by its content; only between .csv and .txt does its name choose."""
    for reads in READERS:
        known = reads(content)
        if known is not None:
            return known
    return _text(content, suffix="csv" if name.lower().endswith(".csv") else "txt")


def file_name(name: str, suffix: str) -> str:
    """The name that others get it under: one line, no folder, one suffix, which is the true one."""
    plain = normalise_line(re.split(r"[/\\]", name)[-1])
    stem = re.sub(r"[^\w ()&+,-]+", "-", plain.rpartition(".")[0] or plain).strip(" -")
    return f"{stem[:LONGEST_NAME] or 'document'}.{suffix}"


def _picture(content: bytes) -> Recognised | None:
    webp = content[:4] == b"RIFF" and content[8:12] == b"WEBP"
    return Recognised("webp", content) if webp or content.startswith(PICTURE_STARTS) else None


def _pdf(content: bytes) -> Recognised | None:
    """Begins and ends as a PDF. A program inside is refused, also one that is packed away."""
    if not content.startswith(b"%PDF-"):
        return None
    whole = b"%%EOF" in content[-2048:]
    if not whole or RUNS.search(content) or any(map(RUNS.search, _packed_objects(content))):
        raise NotADocument
    return Recognised("pdf", content)


def _packed_objects(content: bytes) -> Iterator[bytes]:
    """The objects that a PDF packs away. What cannot be unpacked, or is a bomb, is refused."""
    left = MOST_UNPACKED_OF_A_PDF
    for said in PACKS.finditer(content):
        start = STREAM.search(content, said.end(), said.end() + 1_000)
        if start is None:
            continue
        try:
            part = zlib.decompressobj().decompress(memoryview(content)[start.end() :], left + 1)
        except zlib.error:
            raise NotADocument from None
        left -= len(part)
        if left < 0:
            raise NotADocument
        yield part


def _package(content: bytes) -> Recognised | None:
    """Open documents and Office files: packages whose parts are looked at before unpacking."""
    if not content.startswith(b"PK\x03\x04"):
        return None
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            _refuse_unfit(package.infolist())
            suffix = _kind_of(package)
            whole = package.testzip() is None  # reads no more than what the parts said they are
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError, RuntimeError):
        raise NotADocument from None
    if not whole:
        raise NotADocument
    return Recognised(suffix, content)


def _refuse_unfit(parts: list[zipfile.ZipInfo]) -> None:
    names = [part.filename for part in parts]
    unfit = (
        len(parts) > MOST_PARTS,
        sum(part.file_size for part in parts) > MOST_UNPACKED,
        len(set(names)) != len(names),
        any(_leads_out(name) or PROGRAMS_IN_PACKAGE.search(name) for name in names),
        any(part.flag_bits & 1 or part.external_attr >> 28 == 0xA for part in parts),
    )
    if any(unfit):  # the last: locked with a password, or a link to elsewhere
        raise NotADocument


def _leads_out(name: str) -> bool:
    return name.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", name) or ":" in name


def _kind_of(package: zipfile.ZipFile) -> str:
    names = package.namelist()
    if names and names[0] == "mimetype":
        with package.open("mimetype") as said:
            suffix = OPEN_DOCUMENTS.get(said.read(100).strip())
        if suffix and "content.xml" in names:
            return suffix
    if "[Content_Types].xml" in names:
        for part, suffix in OFFICE_PARTS.items():
            if part in names:
                return suffix
    raise NotADocument


def _text(content: bytes, *, suffix: str) -> Recognised:
    """Letters only: no control signs, and nothing that a browser could take for a page."""
    if len(content) > MOST_BYTES_OF_A_TEXT:
        raise DocumentTooLarge
    text = _letters(content)
    if not text.strip() or CONTROLS.search(text) or MARKUP.search(text):
        raise NotADocument
    return Recognised(suffix, text.encode())


def _letters(content: bytes) -> str:
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        pass
    try:
        return content.decode("cp1252")  # as spreadsheets on Windows write a CSV
    except UnicodeDecodeError:
        raise NotADocument from None


def _names(*words: str) -> re.Pattern[bytes]:
    """Names of a PDF, of which any letter may be written as a number."""
    spelt = ("".join(f"(?:{letter}|#(?i:{ord(letter):x}))" for letter in word) for word in words)
    return re.compile(f"/(?:{'|'.join(spelt)})(?![A-Za-z0-9])".encode())


RUNS: Final = _names(*PROGRAMS_IN_PDF)
PACKS: Final = _names(PACKED_IN_PDF)
STREAM: Final = re.compile(rb"\bstream\r?\n")
READERS: Final[tuple[Callable[[bytes], Recognised | None], ...]] = (_picture, _pdf, _package)
