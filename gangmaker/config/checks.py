"""What must be true before the house opens; Django runs these at every start."""

import os
import pwd
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

NETWORK_FILE_SYSTEMS = frozenset(
    {"afs", "ceph", "cifs", "fuse.glusterfs", "fuse.sshfs", "glusterfs", "lustre", "nfs", "nfs4"}
    | {"ncpfs", "smb3", "smbfs"}
)
MOUNTS = Path("/proc/self/mounts")


@register(Tags.database, Tags.compatibility)
def no_transaction_around_a_whole_request(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """Together with IMMEDIATE it would make every page that is read wait for a writer."""
    if not any(database.get("ATOMIC_REQUESTS") for database in settings.DATABASES.values()):
        return []
    return [
        Error(
            "ATOMIC_REQUESTS is on: every page would lock the whole database.",
            hint="Leave it out; operations open their own short transactions.",
            id="gangmaker.E001",
        )
    ]


@register(Tags.compatibility)
def sqlite_on_a_disk_of_this_machine(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """Write-ahead logging needs memory that is shared, so it loses data over a network."""
    database = settings.DATABASES["default"]
    if not database["ENGINE"].endswith("sqlite3") or ":memory:" in str(database["NAME"]):
        return []
    kind = file_system_of(Path(database["NAME"]))
    if kind not in NETWORK_FILE_SYSTEMS:
        return []
    return [
        Error(
            f"The SQLite database {database['NAME']} is on a network disk ({kind}).",
            hint="Put GANGMAKER_DATA_DIR on a local disk, or use PostgreSQL.",
            id="gangmaker.E002",
        )
    ]


@register(Tags.compatibility)
def what_is_kept_can_be_written(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """A read-only disk, or files of another user: better told now than at the first answer."""
    return [
        Error(
            f"{path} cannot be written by {_name_of(os.geteuid())} ({why}); it belongs to "
            f"{_name_of(path.stat().st_uid)}.",
            hint="Start as the user it belongs to, or make its disk writable.",
            id="gangmaker.E004",
        )
        for path in _kept()
        if path.exists() and (why := _why_not_written(path))
    ]


def _why_not_written(path: Path) -> str:
    """Tried where that harms nothing: a system may say yes and refuse all the same."""
    try:
        if path.is_dir():
            tempfile.TemporaryFile(dir=path).close()
        else:
            os.close(os.open(path, os.O_RDWR))
    except OSError as error:
        return error.strerror or str(error)
    return ""


def _kept() -> Iterator[Path]:
    yield from (Path(settings.DATA_DIR), Path(settings.MEDIA_ROOT), Path(settings.BACKUP_DIR))
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        for end in ("", "-wal", "-shm"):
            yield Path(f"{database['NAME']}{end}")


def _name_of(user: int) -> str:
    try:
        return pwd.getpwuid(user).pw_name
    except KeyError:
        return f"user {user}"


@register(Tags.models)
def every_field_says_what_it_holds_of_people(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """What nobody tagged would not be in the register, not be given, and not be erased."""
    from gangmaker.upkeep.rights import tables  # late: needs loaded models

    nobody = [
        Error(
            f"Nobody says what {field} holds of people, for what, and what becomes of it.",
            hint="Tag it in the privacy.py of its room, or say there why it is about nobody.",
            id="gangmaker.E020",
        )
        for field in tables.untagged()
    ]
    wrong = [
        Error(
            f"What is said of {field} does not fit: it is gone, said twice, or has no reason.",
            hint="See gangmaker.actors.personal.Table.",
            id="gangmaker.E021",
        )
        for field in tables.tagged_twice_or_gone()
    ]
    return [*nobody, *wrong]


@register(Tags.security, deploy=True)
def people_sign_in_over_https(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    if settings.BASE_URL.startswith("https://"):
        return []
    return [
        Error(
            f"GANGMAKER_BASE_URL is {settings.BASE_URL}, so nothing is encrypted.",
            hint="Give the https:// address that people use.",
            id="gangmaker.E003",
        )
    ]


@register(Tags.security, deploy=True)
def the_demo_is_not_for_real_people(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    if not settings.DEMO:
        return []
    return [
        Warning(
            "GANGMAKER_DEMO is on: everybody can sign in as anybody.",
            hint="Leave it out where real people take part.",
            id="gangmaker.W001",
        )
    ]


def file_system_of(path: Path, *, mounts: str | None = None) -> str:
    """The kind of file system that holds ``path``, or an empty text where nobody can say."""
    wanted = path.absolute()
    best, kind = "", ""
    for place, file_system in _mounted(mounts):
        if wanted.is_relative_to(place) and len(place) >= len(best):
            best, kind = place, file_system
    return kind


def _mounted(mounts: str | None) -> Iterator[tuple[str, str]]:
    if mounts is None:
        mounts = MOUNTS.read_text(encoding="utf-8") if MOUNTS.exists() else ""
    for line in mounts.splitlines():
        _device, place, file_system, *_rest = line.split(" ")
        yield place.replace("\\040", " "), file_system
