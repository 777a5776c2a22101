"""What ``gangmaker concepts`` can do. The work is in ``thesaurus``."""

from pathlib import Path
from typing import Annotated

import typer

from gangmaker.config.cli.console import examples, progress_bars

app = typer.Typer(
    help="The thesaurus: take in what others made of words, and give out what we did.",
    epilog=examples(
        "gangmaker concepts import skills_nl.csv", "gangmaker concepts export thesaurus.jsonld"
    ),
    no_args_is_help=True,
    rich_markup_mode="rich",
)


@app.command(
    "import",
    epilog=examples(
        "gangmaker concepts import skills_nl.csv",
        "gangmaker concepts import occupations_fr.csv",
        "gangmaker concepts import 'skills (1).csv' --language lt",
        "gangmaker concepts import thesaurus.jsonld",
        "gangmaker concepts import materials.jsonld --facet materials",
    ),
)
def bring_in(
    source: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="The file to read.")],
    language: Annotated[
        str, typer.Option(help="Of an ESCO file whose name does not say its language.")
    ] = "",
    facet: Annotated[
        str, typer.Option(help="Of a SKOS file that does not say which kind of thing it is about.")
    ] = "",
) -> None:
    """Take in ESCO (skills_LANG.csv, occupations_LANG.csv) or SKOS (JSON-LD).

    A concept is known by its address. What is here stays: names come in languages that it had
    none in. Interrupted, the same command goes on; done twice, it changes nothing.
    """
    from gangmaker.config.cli import thesaurus

    with progress_bars() as report:
        thesaurus.bring_in(source=source, language=language, facet=facet, report=report)


@app.command(
    epilog=examples(
        "gangmaker concepts export thesaurus.jsonld",
        "gangmaker concepts export everything.jsonld --with-esco",
    )
)
def export(
    target: Annotated[Path, typer.Argument(help="The file to write.")],
    with_esco: Annotated[
        bool, typer.Option("--with-esco", help="Also what came from ESCO, which is large.")
    ] = False,
) -> None:
    """Write the thesaurus as SKOS in JSON-LD."""
    from gangmaker.config.cli import thesaurus

    thesaurus.export(target=target, with_esco=with_esco)
