"""Whether a value of the environment is what it should be."""

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


def is_a_time_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
