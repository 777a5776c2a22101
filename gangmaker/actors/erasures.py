"""Who asked to be erased, written outside the database, so that no backup brings anybody back.

The journal holds public ids, never names. Whoever erases notes it here in the same breath, and
registers with ``erases`` how the same is done again; ``gangmaker restore`` calls ``erase_again``
before anybody can look.
"""

import json
import os
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Final

from django.conf import settings

FILE: Final = "erasures.jsonl"
Erase = Callable[[str], None]

_erasers: dict[str, Erase] = {}


def journal() -> Path:
    return Path(settings.DATA_DIR) / FILE


def erases(kind: str, erase: Erase) -> None:
    """``erase`` takes the public id of a ``kind``; doing it twice must change nothing."""
    _erasers[kind] = erase


def note_erasure(*, kind: str, public_id: str, at: datetime) -> None:
    """On the disk for good when this returns; call it before the rows are erased."""
    _append(json.dumps({"kind": kind, "id": public_id, "at": at.isoformat()}))


def _append(*lines: str) -> None:
    """Below the last whole line: what a full disk left half would spoil the next one too."""
    with journal().open("ab+") as file:
        file.seek(0)
        there = file.read()
        if not there.endswith(b"\n"):
            file.truncate(there.rfind(b"\n") + 1)
        file.write("".join(f"{line}\n" for line in lines).encode())
        file.flush()
        os.fsync(file.fileno())


def merge_journals(*others: Path) -> None:
    """What any of the journals knows, this one knows afterwards."""
    there = set(_lines(journal()))
    new = dict.fromkeys(line for path in others for line in _lines(path) if line not in there)
    if new:
        _append(*new)


def erase_again() -> tuple[int, list[str]]:
    """Erase everybody in the journal once more.

    Answers how many, and the lines that nobody here knows how to obey: the platform must stay
    closed until somebody did.
    """
    done, unknown = 0, []
    for line in _lines(journal()):
        said = json.loads(line)
        if erase := _erasers.get(said["kind"]):
            erase(said["id"])
            done += 1
        else:
            unknown.append(line)
    return done, unknown


def _lines(path: Path) -> Iterable[str]:
    """Whole lines only: what a power cut left half is no erasure that anybody was told of."""
    if not path.exists():
        return []
    return [
        line.rstrip("\n")
        for line in path.read_text(encoding="utf-8").splitlines(keepends=True)
        if line.endswith("\n")
    ]
