"""Translations: compiled when they changed, and complete before anything is merged.

Compiling needs nothing but Babel. Looking for texts without a translation uses Django's own
``makemessages`` on a copy, which needs the gettext programs.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from gangmaker.config.cli.console import complain, done
from gangmaker.config.cli.exits import FAILED

PACKAGE = Path(__file__).resolve().parents[2]
TRANSLATED_INTO = ("nl", "fr")
DOMAIN = "django"


def compile_translations(folder: Path) -> list[Path]:
    """Write the .mo of every .po that is newer; returns what was written."""
    stale = [po for po in sorted(folder.glob(f"*/LC_MESSAGES/{DOMAIN}.po")) if _is_newer(po)]
    for po in stale:
        with po.open("rb") as source, po.with_suffix(".mo").open("wb") as target:
            write_mo(target, read_po(source, locale=po.parent.parent.name))
    return [po.with_suffix(".mo") for po in stale]


def stale_translations(folder: Path) -> list[str]:
    return [po.parent.parent.name for po in folder.glob("*/LC_MESSAGES/*.po") if _is_newer(po)]


def missing_translations(package: Path = PACKAGE) -> Iterator[str]:
    """One sentence for each text in the sources that a language does not say yet."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / package.name
        shutil.copytree(package, copy, ignore=shutil.ignore_patterns("*.mo", "__pycache__"))
        for language in TRANSLATED_INTO:
            (copy / "locale" / language / "LC_MESSAGES").mkdir(parents=True, exist_ok=True)
        _extract(copy)
        for language in TRANSLATED_INTO:
            po = copy / "locale" / language / "LC_MESSAGES" / f"{DOMAIN}.po"
            yield from _gaps(po, language)


def _is_newer(po: Path) -> bool:
    mo = po.with_suffix(".mo")
    return not mo.exists() or mo.stat().st_mtime < po.stat().st_mtime


def _extract(package: Path) -> None:
    languages = [word for language in TRANSLATED_INTO for word in ("--locale", language)]
    command = [sys.executable, "-m", "django", "makemessages", *languages, "--no-wrap"]
    # Without our settings: the copy is not an installation.
    variables = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
    subprocess.run(command, cwd=package, env=variables, check=True, stdout=subprocess.DEVNULL)


def _gaps(po: Path, language: str) -> Iterator[str]:
    if not po.exists():
        return
    with po.open("rb") as file:
        catalog = read_po(file, locale=language)
    for message in catalog:
        if message.id and (message.fuzzy or not _is_said(message)):
            state = "is only guessed" if message.fuzzy else "is missing"
            text = message.id if isinstance(message.id, str) else message.id[0]
            yield f"{language} {state}: {text!r} ({_place(message)})"


def _is_said(message: Message) -> bool:
    said = message.string if isinstance(message.string, (list, tuple)) else (message.string,)
    return all(part and part.strip() for part in said)


def _place(message: Message) -> str:
    return f"{message.locations[0][0]}:{message.locations[0][1]}" if message.locations else "?"


def main() -> None:
    if shutil.which("xgettext") is None:
        complain("The gettext programs are needed to look for untranslated texts.")
        sys.exit(FAILED)
    gaps = sorted(missing_translations())
    if gaps:
        complain(f"{len(gaps)} texts are not translated:", *gaps)
        sys.exit(FAILED)
    done(f"Every text is translated into {' and '.join(TRANSLATED_INTO)}.")


if __name__ == "__main__":
    main()
