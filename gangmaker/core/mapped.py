"""Large arrays of numbers in one file, which any number of processes read without holding them.

A new file is written beside the old one and takes its place in one step; whoever still reads the
old one goes on reading that. What is missing, cut off or no file of ours is simply not there.
"""

import contextlib
import json
import os
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import prod
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

MAGIC: Final = "gangmaker arrays 1"
HEAD: Final = 4096
"""The first line says what is where, as JSON; the numbers begin here."""
ALIGNED: Final = 64
LEFT_BEHIND: Final = 3600
"""So many seconds after anybody wrote in it, nobody finishes a file any more."""

Array = NDArray[Any]
Shapes = Mapping[str, tuple[str, tuple[int, ...]]]
"""By name the type (as numpy writes it: ``<f4``) and the lengths of an array."""


@dataclass(frozen=True, eq=False)
class Mapped:
    """What a file says, and its arrays as they are on the disk; they cannot be written."""

    label: str
    arrays: Mapping[str, Array]


@contextlib.contextmanager
def written(path: Path, label: str, shapes: Shapes) -> Iterator[Mapping[str, Array]]:
    """Arrays to fill in; when that is done without an error, the file is at ``path``.

    The room is asked for first: a full disk is an ``OSError`` here, and not the end of the process
    while it writes.
    """
    head, places, size = _laid_out(label, shapes)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    _sweep(path)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    beside = Path(name)
    try:
        with os.fdopen(handle, "r+b") as file:
            _make_room(file.fileno(), size)
            file.write(head)
            file.flush()
            yield {key: _array(beside, "r+", shapes[key], place) for key, place in places.items()}
            os.fsync(file.fileno())
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _sweep(path: Path) -> None:
    """Take away what was left unfinished by who was stopped in the middle."""
    for beside in path.parent.glob(f".{path.name}.*"):
        with contextlib.suppress(FileNotFoundError):  # somebody else was first
            if beside.stat().st_mtime < time.time() - LEFT_BEHIND:
                beside.unlink()


def opened(path: Path) -> Mapped | None:
    """None when it is not there, cut off, or something else."""
    try:
        with path.open("rb") as file:
            head = file.read(HEAD)
        told = json.loads(head.partition(b"\n")[0])
        shapes = {key: (kind, tuple(lengths)) for key, kind, lengths in told["arrays"]}
        expected, places, size = _laid_out(told["label"], shapes)
        if told["magic"] != MAGIC or head != expected or path.stat().st_size != size:
            return None
        arrays = {key: _array(path, "r", shapes[key], place) for key, place in places.items()}
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return Mapped(told["label"], arrays)


@dataclass
class Watched:
    """The file at a path as it is now: opened again when another one has taken its place."""

    path: Path
    _seen: tuple[tuple[int, int, int] | None, Mapped | None] = field(default=(None, None))

    def now(self) -> Mapped | None:
        try:
            found = self.path.stat()
        except OSError:
            return None
        mark = (found.st_ino, found.st_mtime_ns, found.st_size)
        if self._seen[0] != mark:
            self._seen = (mark, opened(self.path))
        return self._seen[1]


def _laid_out(label: str, shapes: Shapes) -> tuple[bytes, dict[str, int], int]:
    """The head of the file, where each array begins, and how long the whole is."""
    told = {
        "magic": MAGIC,
        "label": label,
        "arrays": [[key, kind, list(lengths)] for key, (kind, lengths) in shapes.items()],
    }
    line = json.dumps(told).encode() + b"\n"
    if len(line) > HEAD:
        raise ValueError("Too much to say of the arrays of one file.")
    places, at = {}, HEAD
    for key, (kind, lengths) in shapes.items():
        places[key] = at
        at += -(-prod(lengths) * np.dtype(kind).itemsize // ALIGNED) * ALIGNED
    return line.ljust(HEAD, b"\0"), places, at


def _array(path: Path, mode: Any, shape: tuple[str, tuple[int, ...]], place: int) -> Array:
    kind, lengths = shape
    if not prod(lengths):  # no file can be mapped for nothing
        return np.zeros(lengths, dtype=kind)
    return np.memmap(path, dtype=kind, mode=mode, offset=place, shape=lengths)


def _make_room(handle: int, size: int) -> None:
    if hasattr(os, "posix_fallocate"):
        os.posix_fallocate(handle, 0, size)
    else:
        os.truncate(handle, size)
