"""Pictures and documents: kept once under what is in them, and put back under their names."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from .digests import copy_and_digest, digest_of, written_whole
from .invariants import Read
from .store import Manifest, Store

Known = Mapping[str, tuple[str, int]]
"""Paths beneath the media folder, each with SHA-256 and size."""

NAMED: Final = (
    (
        "projects_attachment",
        "SELECT DISTINCT file FROM projects_attachment WHERE kind = 'picture'",
        "items/{start}/{name}-large.webp",
    ),
    (
        "projects_attachment",
        "SELECT DISTINCT file FROM projects_attachment WHERE kind <> 'picture'",
        "documents/{start}/{name}",
    ),
    (
        "actors_actor",
        "SELECT DISTINCT picture FROM actors_actor WHERE picture <> ''",
        "actors/{start}/{name}-large.webp",
    ),
    (
        "actors_region",
        "SELECT DISTINCT logo FROM actors_region WHERE logo <> ''",
        "actors/{start}/{name}-large.webp",
    ),
)
"""Where rows name files: the table, what to ask of it, and the path that follows."""


def named_files(read: Read, tables: Sequence[str]) -> set[str]:
    """The paths that must be there, for the rows that ``read`` reads."""
    return {
        path.format(start=name[:2], name=name)
        for table, asked, path in NAMED
        if table in tables
        for (name,) in read(asked)
    }


def paths(media: Path) -> Iterator[str]:
    """Every file beneath ``media``, without what begins with a dot."""
    for path in sorted(media.rglob("*")):
        relative = path.relative_to(media)
        if path.is_file() and not any(part.startswith(".") for part in relative.parts):
            yield relative.as_posix()


def keep(media: Path, store: Store, *, known: Known) -> dict[str, tuple[str, int]]:
    """Copy what the store does not have yet.

    A file that is known by its path and size is not read again: what is in it is in its name, and
    never changes. One that goes away meanwhile is left out.
    """
    kept = {}
    for path in paths(media) if media.is_dir() else ():
        try:
            kept[path] = _keep(media / path, store, known.get(path))
        except FileNotFoundError:
            continue
    return kept


def _keep(file: Path, store: Store, known: tuple[str, int] | None) -> tuple[str, int]:
    size = file.stat().st_size
    if known and known[1] == size and _is_there(store, known):
        return known[0], size
    digest = digest_of(file)
    if not _is_there(store, (digest, size)):
        with written_whole(store.blob(digest)) as blob, file.open("rb") as source:
            copy_and_digest(source, blob)
    return digest, size


def _is_there(store: Store, known: tuple[str, int]) -> bool:
    blob = store.blob(known[0])
    return blob.is_file() and blob.stat().st_size == known[1]


def damaged(manifest: Manifest, store: Store) -> Iterator[str]:
    """Files of a backup that are gone or are not what they were; every one is read."""
    for path, (digest, _size) in manifest.media.items():
        blob = store.blob(digest)
        if not blob.is_file():
            yield f"the file {path} is missing"
        elif digest_of(blob) != digest:
            yield f"the file {path} is damaged"


def put_back(manifest: Manifest, store: Store, media: Path) -> int:
    """Write what is not there; answers how many files that were."""
    written = 0
    for path, (digest, size) in manifest.media.items():
        place = media / path
        if place.is_file() and place.stat().st_size == size and digest_of(place) == digest:
            continue
        with written_whole(place) as file, store.blob(digest).open("rb") as blob:
            copy_and_digest(blob, file)
        written += 1
    return written
