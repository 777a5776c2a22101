"""``gangmaker retention``: what goes, in numbers, never whose."""

from gangmaker.config.cli import preparing
from gangmaker.config.cli.console import done, out, waiting


def let_go(*, dry_run: bool) -> None:
    preparing.start_django()
    from django.utils import timezone
    from rich.table import Table

    from gangmaker.upkeep.rights.retention import retain

    with preparing.reachable_database(), waiting("Looking for what is due"):
        found = retain(now=timezone.now(), dry_run=dry_run)
    table = Table("What", "Due" if dry_run else "Gone")
    for one in found:
        table.add_row(one.what, f"{one.count:,}")
    out.print(table)
    total = sum(one.count for one in found)
    done(f"{total:,} due; nothing was changed." if dry_run else f"{total:,} done.")
