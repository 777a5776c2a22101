"""The secret key of an installation that was given none: made once, kept beside its data."""

import os
import secrets
import tempfile
from pathlib import Path

KEY_BYTES = 48


def kept_secret(folder: Path) -> str:
    """The key in ``folder``, made at the first call and readable by its owner only.

    It is written elsewhere and then linked into place, so that web and worker, started
    together, can never read half a key or two different ones.
    """
    place = folder / "secret_key"
    if not place.exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _make(place)
    return place.read_text(encoding="ascii").strip()


def replace_kept_secret(folder: Path, secret: str) -> None:
    """For a backup that is put back: what was signed with its key is valid again."""
    handle, draft = tempfile.mkstemp(dir=folder, prefix="secret_key.")
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secret)
    Path(draft).replace(folder / "secret_key")


def _make(place: Path) -> None:
    handle, draft = tempfile.mkstemp(dir=place.parent, prefix="secret_key.")
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(KEY_BYTES))
    try:
        os.link(draft, place)
    except FileExistsError:
        pass
    finally:
        Path(draft).unlink()
