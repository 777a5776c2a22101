"""A large invented region, to measure with: the same for the same numbers and the same day.

It is written batch by batch, each in a short transaction, with plain values instead of through
the operations: those would take days. The database checks the same constraints and triggers.
"""

from datetime import datetime
from random import Random

from django.db import connection

from gangmaker.config.progress import Report
from gangmaker.config.seeding.items import Work
from gangmaker.config.seeding.people import Crowd
from gangmaker.config.seeding.searching import index_everything
from gangmaker.config.setup import set_up_region

SEED = 2030
ROOM_FOR_INDEXES = "PRAGMA cache_size = -256000"
"""In kibibytes, as SQLite wants it: indexes of a million rows do not fit in its usual 2 MB."""


def seed_region(*, actors: int, items: int, acts: int, progress: Report, now: datetime) -> None:
    """Fill an empty database. ``acts`` contains the few that setting up the region writes."""
    rng = Random(SEED)  # noqa: S311 (the same region each time)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(ROOM_FOR_INDEXES)
    set_up_region(now)
    people = Crowd(count=actors, now=now, rng=rng).write(progress)
    Work(count=items, acts=acts, people=people, now=now, rng=rng).write(progress)
    index_everything(progress)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # so that the database knows which of its indexes helps
