"""What ``gangmaker`` can do so that nothing is lost. The work is in ``keeping``."""

from pathlib import Path
from typing import Annotated

import typer

from gangmaker.config.cli.console import examples, progress_bars

app = typer.Typer(rich_markup_mode="rich", pretty_exceptions_enable=False)

FOLDER = Annotated[
    Path | None, typer.Option("--from", help="A folder of backups other than our own.")
]
FORCE = Annotated[
    bool,
    typer.Option(
        "--force", help="Also over a database with people in it; that is backed up first."
    ),
]


@app.command(
    epilog=examples(
        "gangmaker backup",
        "gangmaker backup --to /mnt/elsewhere",
        "gangmaker backup --list",
    )
)
def backup(
    to: Annotated[
        Path | None, typer.Option("--to", help="A folder of backups other than our own.")
    ] = None,
    reason: Annotated[str, typer.Option(help="A word for its name.")] = "by-hand",
    list_them: Annotated[bool, typer.Option("--list", help="Show which there are.")] = False,
) -> None:
    """Back everything up, while the platform runs, and read it back before it counts.

    The worker does this every hour by itself (GANGMAKER_BACKUP_HOURS).
    """
    from gangmaker.config.cli import keeping

    if not reason.replace("-", "").isalnum():
        raise typer.BadParameter("--reason is a word of letters, digits and dashes")
    if list_them:
        keeping.show_backups(of=to)
        return
    with progress_bars() as report:
        keeping.back_up(to=to, reason=reason, report=report)


@app.command(
    epilog=examples(
        "gangmaker restore",
        "gangmaker restore 20261121T180000Z-hourly --force",
        "gangmaker restore --from /mnt/elsewhere",
        "gangmaker restore --rehearse",
    )
)
def restore(
    name: Annotated[str, typer.Argument(help="Which backup; the newest when none is said.")] = "",
    of: FOLDER = None,
    force: FORCE = False,
    open_at_once: Annotated[
        bool, typer.Option("--open", help="Let everybody in at once, instead of reading only.")
    ] = False,
    rehearse: Annotated[
        bool,
        typer.Option("--rehearse", help="Only try it, on an empty place that is then removed."),
    ] = False,
) -> None:
    """Put a backup back, after every byte of it was found good. Stop the platform first.

    All sessions end, who was erased since is erased again, and everything stays read-only until
    somebody looked: gangmaker thaw.
    """
    from gangmaker.config.cli import keeping

    if rehearse:
        keeping.rehearse()
        return
    with progress_bars() as report:
        keeping.restore(name=name, of=of, force=force, open_at_once=open_at_once, report=report)


@app.command(epilog=examples("gangmaker export region.zip"))
def export(target: Annotated[Path, typer.Argument(help="The file to write.")]) -> None:
    """Write everything into one documented file that any database can take in."""
    from gangmaker.config.cli import keeping

    with progress_bars() as report:
        keeping.export(target=target, report=report)


@app.command(
    "import",
    epilog=examples(
        "gangmaker import region.zip",
        "GANGMAKER_DATABASE_URL=postgresql://… gangmaker import region.zip",
    ),
)
def bring_in(
    source: Annotated[Path, typer.Argument(exists=True, help="What gangmaker export wrote.")],
    force: FORCE = False,
) -> None:
    """Take in what was exported, from SQLite or PostgreSQL, row by row as it was."""
    from gangmaker.config.cli import keeping

    with progress_bars() as report:
        keeping.bring_in(source=source, force=force, report=report)


@app.command(epilog=examples("gangmaker retention --dry-run", "gangmaker retention"))
def retention(
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only count what is due; change nothing.")
    ] = False,
) -> None:
    """Let go of what is not needed any more: addresses, links, sessions, accounts.

    The worker does this once a day by itself.
    """
    from gangmaker.config.cli import letting_go

    letting_go.let_go(dry_run=dry_run)


@app.command(epilog=examples("gangmaker freeze", "gangmaker thaw"))
def freeze() -> None:
    """Let everybody read and nobody change anything; mail waits. For work on the machine."""
    from gangmaker.config.cli import keeping

    keeping.freeze()


@app.command(epilog=examples("gangmaker thaw"))
def thaw() -> None:
    """Let things be changed again, after gangmaker freeze or gangmaker restore."""
    from gangmaker.config.cli import keeping

    keeping.thaw()
