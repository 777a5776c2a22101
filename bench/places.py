"""What is measured on, in var/bench: made once, kept between runs."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from bench import servers
from bench.region import Page, as_pages

FOLDER = servers.ROOT / "var" / "bench"
SEED = ("seed", "--actors", "100000", "--items", "200000", "--acts", "1000000")
PEER = "pretalx==2025.2.2"
ENTRIES = 1_000
EVENT = "bench"


def large() -> Path:
    """100,000 actors, 200,000 items, 1,000,000 acts: under five minutes, once."""
    place = FOLDER / "large"
    if not (place / "main.sqlite3").exists():
        _gangmaker(place, *SEED)
    _gangmaker(place, "migrate")
    return place


def demo() -> Path:
    """The region of the demo, as it is loaded for visitors."""
    place = FOLDER / "demo"
    if not (place / "main.sqlite3").exists():
        _gangmaker(place, "migrate")
        _python(place, "-c", LOAD_DEMO)
    _gangmaker(place, "migrate")
    return place


LOAD_DEMO = """
import django; django.setup()
from django.utils import timezone
from gangmaker.actors.models import Actor
from gangmaker.config.demo.load import load_demo
Actor.objects.exists() or load_demo(now=timezone.now(), progress=lambda *told: None)
"""


def pages_of(place: Path) -> Sequence[Page]:
    return as_pages(_python(place, "-m", "bench.region"))


def _gangmaker(place: Path, *arguments: str) -> None:
    place.mkdir(parents=True, exist_ok=True)
    _python(place, "-m", "gangmaker.config.cli", *arguments)


def _python(place: Path, *arguments: str) -> str:
    settings = {
        "GANGMAKER_DATA_DIR": str(place),
        "GANGMAKER_BASE_URL": servers.ADDRESS,
        "GANGMAKER_LOG_LEVEL": "error",
        "GANGMAKER_TRUSTED_PROXY_COUNT": "1",
        "DJANGO_SETTINGS_MODULE": "gangmaker.config.settings",
    }
    return _run([sys.executable, *arguments], settings)


def peer() -> tuple[Path, dict[str, str], str]:
    """Its interpreter, its settings, and the address of one of its entries. Installed once."""
    place = FOLDER / "pretalx"
    python = place / "venv" / "bin" / "python"
    if not python.exists():
        place.mkdir(parents=True, exist_ok=True)
        _run([sys.executable, "-m", "venv", str(place / "venv")], {})
        _run([str(python), "-m", "pip", "install", "--quiet", PEER, f"granian=={_granian()}"], {})
    config = place / "pretalx.cfg"
    config.write_text(CONFIG.format(place=place, address=servers.ADDRESS), encoding="utf-8")
    settings = {
        "PRETALX_CONFIG_FILE": str(config),
        "PRETALX_NO_INITIAL_LOG": "1",
        "DJANGO_SETTINGS_MODULE": "pretalx.settings",
    }
    if not (place / "static").exists():
        _run([str(python), "-m", "pretalx", "migrate", "--verbosity", "0"], settings)
        _run([str(python), "-m", "pretalx", "rebuild"], settings)
    fill = Path(__file__).with_name("peer") / "fill.py"
    code = _run([str(python), str(fill), str(ENTRIES)], settings).strip().splitlines()[-1]
    return python, settings, code


CONFIG = """[filesystem]
data = {place}/data
static = {place}/static
[site]
debug = False
url = {address}
[logging]
email_level = CRITICAL
[mail]
from = bench@example.org
"""


def _granian() -> str:
    from importlib.metadata import version

    return version("granian")


def _run(command: Sequence[str], settings: dict[str, str]) -> str:
    done = subprocess.run(
        command,
        cwd=servers.ROOT,
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(command[:6])} failed:\n{done.stderr[-2000:]}")
    return done.stdout
