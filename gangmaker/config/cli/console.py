"""How the program speaks: plain sentences, coloured where a person looks on."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)

from gangmaker.config.progress import Report

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)


def examples(*lines: str) -> str:
    """The end of a help text: commands that can be copied."""
    return "[bold]Examples[/bold]\n\n" + "\n\n".join(f"  $ {line}" for line in lines)


def say(sentence: str) -> None:
    out.print(sentence, markup=False)


def done(sentence: str) -> None:
    out.print(f"[green]✓[/green] {sentence}")


def complain(*sentences: str) -> None:
    first, *rest = sentences
    err.print(first, style="bold red", markup=False)
    for sentence in rest:
        err.print(f"  {sentence}", markup=False)


def waiting(sentence: str) -> AbstractContextManager[object]:
    """Something turns while nobody can say how far it is."""
    return err.status(sentence) if err.is_terminal else nullcontext()


@contextmanager
def progress_bars() -> Iterator[Report]:
    """One bar for each kind of thing that is made, in the order in which they are first named."""
    bars: dict[str, TaskID] = {}
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=err, disable=not err.is_terminal) as progress:

        def report(what: str, count: int, total: int) -> None:
            if what not in bars:
                bars[what] = progress.add_task(what, total=total)
            progress.update(bars[what], completed=count, total=total)

        yield report
