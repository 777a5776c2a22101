"""The demo: a region that looks alive, and a way in for each role."""

import os
import shutil
from pathlib import Path

from gangmaker.config.cli import preparing, serving
from gangmaker.config.cli.console import done, out, progress_bars, say

FOLDER = Path("var/demo")
ALL_ADDRESSES = ("0.0.0.0", "::")  # noqa: S104 (recognised, not listened on by default)


def show(*, host: str, port: int, fresh: bool) -> None:
    if fresh:
        shutil.rmtree(FOLDER, ignore_errors=True)
    base_url = _settle_settings(host, port)
    parts = serving.parts(host=host, port=port)
    serving.prepare(migrate=True, set_up=False)
    _load_region()
    serving.serve(parts, when_ready=lambda: _welcome(host, port, base_url))


def _settle_settings(host: str, port: int) -> str:
    """The demo's own values, unless the environment says otherwise."""
    os.environ.setdefault("GANGMAKER_DEMO", "yes")
    os.environ.setdefault("GANGMAKER_DATA_DIR", str(FOLDER.absolute()))
    os.environ.setdefault("GANGMAKER_LOG_LEVEL", "warning")
    os.environ.setdefault("GANGMAKER_BASE_URL", f"http://{_reachable(host)}:{port}")
    return os.environ["GANGMAKER_BASE_URL"].rstrip("/")


def _load_region() -> None:
    from django.utils import timezone

    from gangmaker.config.demo.load import is_loaded, is_outdated, load_demo

    now = timezone.now()
    if is_outdated(now=now):
        _begin_with_an_empty_database()
    if is_loaded():
        return
    with progress_bars() as report:
        load_demo(now=now, progress=report)
    done("The demo region is loaded.")


def _begin_with_an_empty_database() -> None:
    """Only a file of our own can be begun anew; a server's database stays as it is."""
    from django.db import connection

    if connection.vendor != "sqlite":
        return
    file = Path(connection.settings_dict["NAME"])
    connection.close()
    for name in (file.name, f"{file.name}-wal", f"{file.name}-shm"):
        (file.parent / name).unlink(missing_ok=True)
    preparing.migrate(set_up=False)


def _welcome(host: str, port: int, base_url: str) -> None:
    """One ``role: address`` a line, plain, so that people and programs can copy it."""
    from gangmaker.web.demo_signin import links

    serving.wait_until_it_answers(_reachable(host, bracketed=False), port)
    out.print(f"\n[bold]Gangmaker is at {base_url}/[/bold]\n")
    say("Sign in with one click as:")
    for role, address in links(base_url):
        say(f"{role}: {address}")
    say("\nCtrl-C stops it.")
    out.file.flush()


def _reachable(host: str, *, bracketed: bool = True) -> str:
    """An address to go to: what listens everywhere is reached on this machine."""
    if host in ALL_ADDRESSES:
        return "127.0.0.1"
    return f"[{host}]" if ":" in host and bracketed else host
