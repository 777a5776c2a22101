"""What ``gangmaker`` can do. Each command is a few lines; the work is in the module it names."""

from enum import Enum
from typing import Annotated

import typer

from gangmaker import __version__
from gangmaker.config.cli import commands_concepts, commands_keeping
from gangmaker.config.cli.console import done, examples, out, progress_bars, say

HOST = Annotated[str, typer.Option(envvar="HOST", help="The address to listen on.")]
PORT = Annotated[int, typer.Option(envvar="PORT", help="The port to listen on.", min=1, max=65535)]
EXIT_CODES = "Exit codes: 0 done · 1 failed · 2 wrong use · 3 wrong settings."

app = typer.Typer(
    help="Gangmaker, the open platform of a creative region.",
    epilog=EXIT_CODES,
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(commands_keeping.app)
app.add_typer(commands_concepts.app, name="concepts")


class Role(Enum):
    """The tasks of the team, as the database calls them; a test compares the two."""

    BROKER = "broker"
    MODERATOR = "moderator"
    EDITOR = "editor"
    REGION_ADMIN = "region_admin"


def _show_version(wanted: bool) -> None:
    if wanted:
        say(f"gangmaker {__version__}")
        raise typer.Exit


@app.callback()
def gangmaker(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """Gangmaker, the open platform of a creative region."""


@app.command(
    epilog=examples(
        "gangmaker run",
        "gangmaker run --host 0.0.0.0 --port 8080",
        "gangmaker run --web-only --no-migrate",
        "gangmaker run --worker-only",
    )
)
def run(
    host: HOST = "127.0.0.1",
    port: PORT = 8000,
    web_only: Annotated[bool, typer.Option("--web-only", help="No worker.")] = False,
    worker_only: Annotated[bool, typer.Option("--worker-only", help="No web server.")] = False,
    migrate: Annotated[
        bool,
        typer.Option(help="Bring the database up to date first; never with one of the -only's."),
    ] = True,
) -> None:
    """Serve the platform: web server and worker together.

    When one of them stops, the other is stopped too and the command fails, so that whatever
    watches over it (systemd, a container) starts both again.
    """
    from gangmaker.config.cli import serving

    if web_only and worker_only:
        raise typer.BadParameter("--web-only and --worker-only exclude each other")
    parts = serving.parts(host=host, port=port, web=not worker_only, worker=not web_only)
    serving.prepare(migrate=migrate and not web_only and not worker_only)
    serving.serve(parts)


@app.command(
    epilog=examples("gangmaker demo", "PORT=8080 gangmaker demo", "gangmaker demo --fresh")
)
def demo(
    host: HOST = "127.0.0.1",
    port: PORT = 8000,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Throw the demo's data away and load it again.")
    ] = False,
) -> None:
    """Show the platform with the demo region of Kortrijk, and a sign-in link for each role.

    Everything it writes is in var/demo; delete that folder and nothing is left of it.
    """
    from gangmaker.config.cli import showing

    showing.show(host=host, port=port, fresh=fresh)


@app.command(epilog=examples("gangmaker doctor", "gangmaker doctor || echo 'somebody look'"))
def doctor() -> None:
    """Look whether everything is well, and say what to do where it is not.

    Fails (exit code 1) when something must be mended; a warning alone does not.
    """
    from gangmaker.config.cli import examining

    if not examining.examine():
        raise typer.Exit(1)


@app.command(
    epilog=examples(
        "gangmaker seed --actors 1000 --items 2000 --acts 10000",
        "GANGMAKER_DATA_DIR=var/large gangmaker seed --actors 100000 --items 200000 --acts 1000000",
    )
)
def seed(
    actors: Annotated[int, typer.Option(min=1, help="How many people and organisations.")] = 1_000,
    items: Annotated[int, typer.Option(min=1, help="How many questions, ideas, offers.")] = 2_000,
    acts: Annotated[int, typer.Option(min=1, help="How many things that happened.")] = 10_000,
) -> None:
    """Fill an empty database with a large invented region, for measuring."""
    from gangmaker.config.cli import filling

    with progress_bars() as report:
        filling.fill(actors=actors, items=items, acts=acts, report=report)
    done(f"A region of {actors:,} actors, {items:,} items and {acts:,} acts is there.")


@app.command(epilog=examples("gangmaker migrate"))
def migrate(
    save: Annotated[bool, typer.Option(help="Make a backup first, when there is anybody.")] = True,
) -> None:
    """Bring the database up to date with this version, after a backup."""
    from gangmaker.config.cli import preparing

    preparing.refuse_wrong_settings()
    preparing.migrate(save=save)
    done("The database is up to date.")


@app.command(
    epilog=examples(
        "gangmaker team els@gangmaker.example.org --role region_admin",
        "gangmaker team an@gangmaker.example.org --role broker",
    )
)
def team(
    email: Annotated[str, typer.Argument(help="The address that signs in.")],
    role: Annotated[Role, typer.Option(help="The task in the team.")],
) -> None:
    """Give somebody a task in the team: the way in for the first region administrator."""
    from gangmaker.config.cli import enlisting

    enlisting.enlist(email=email, role=role.value)
    done(f"{email} is {role.value.replace('_', ' ')} from now on.")


@app.command(epilog=examples("gangmaker check", "gangmaker check --deploy"))
def check(
    deploy: Annotated[
        bool, typer.Option("--deploy", help="Also what only matters where real people take part.")
    ] = False,
) -> None:
    """Check the settings and the program itself; a warning fails too."""
    from gangmaker.config.cli import preparing

    preparing.check(deploy=deploy)
    done("Nothing is wrong.")


@app.command(epilog=examples("gangmaker settings"))
def settings() -> None:
    """Show every setting, what it does and the value in use; secrets stay hidden."""
    from rich.table import Table

    from gangmaker.config.settings import env

    table = Table("Setting", "In use", "What it does", show_lines=True)
    for setting in env.declared:
        table.add_row(setting.name, setting.shown, setting.description)
    out.print(table)


@app.command(
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
    add_help_option=False,
    epilog=examples("gangmaker manage shell", "gangmaker manage dbshell", "gangmaker manage help"),
)
def manage(context: typer.Context) -> None:
    """Run one of Django's own commands."""
    from gangmaker.config.cli import preparing

    preparing.start_django()
    from django.core.management import execute_from_command_line

    execute_from_command_line(["gangmaker manage", *context.args])
