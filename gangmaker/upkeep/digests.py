"""Files that are written whole or not at all, and known by the SHA-256 of what is in them."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final, Protocol

CHUNK: Final = 1024 * 1024


def digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def written_whole(place: Path) -> Iterator[IO[bytes]]:
    """A file that appears at ``place``, on the disk for good, when all is written; else nothing.

    For its owner only: what is kept here is of people.
    """
    place.parent.mkdir(parents=True, exist_ok=True)
    half = place.with_name(f".{place.name}.half")
    try:
        with half.open("wb") as file:
            half.chmod(0o600)
            yield file
            file.flush()
            os.fsync(file.fileno())
        half.replace(place)
    finally:
        half.unlink(missing_ok=True)
    keep_names(place.parent)


def keep_names(folder: Path) -> None:
    """After this a power cut does not take the names in ``folder`` back."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


class Writable(Protocol):
    def write(self, content: bytes, /) -> object: ...


def copy_and_digest(source: Readable, target: Writable) -> tuple[str, int]:
    """The SHA-256 and the size of what was copied."""
    digest, size = hashlib.sha256(), 0
    while part := source.read(CHUNK):
        digest.update(part)
        target.write(part)
        size += len(part)
    return digest.hexdigest(), size
