"""Since when nothing happened: what may be kept, and for how long."""

from datetime import datetime

from django.db import connection
from django.db.models import Min
from django_tasks_db.models import DBTaskResult
from modelsearch.tasks import insert_or_update_object_task

from gangmaker.trail.models import Item, ItemAudience

NEWEST = {
    # One writer at a time: the newest act is the last that was written.
    "sqlite": "SELECT MAX(id) FROM trail_act",
    # An act with a lower number may be written after one with a higher: so also how many there
    # are of the latest numbers, and who is still writing (decision 006).
    "postgresql": """
        SELECT MAX(id),
               (SELECT COUNT(*) FROM trail_act
                 WHERE id > (SELECT MAX(id) FROM trail_act) - 256),
               SPLIT_PART(PG_CURRENT_SNAPSHOT()::text, ':', 3)
          FROM trail_act
    """,
}


def newest_act() -> str:
    """A text that is another one as soon as any act was written. One query."""
    with connection.cursor() as cursor:
        cursor.execute(NEWEST[connection.vendor])
        return ":".join(str(value) for value in cursor.fetchone())


def next_publication(*, after: datetime) -> datetime | None:
    """When the next item that waits for its moment is shown. One query, on an index."""
    waiting = Item.objects.filter(audience__in=ItemAudience.values, published_at__gt=after)
    moment: datetime | None = waiting.aggregate(moment=Min("published_at"))["moment"]
    return moment


def index_is_up_to_date() -> bool:
    """Whether search finds what was written: the worker indexes it a moment later. One query.

    The task is written in the transaction of the change, so none is ever overlooked.
    """
    unfinished = DBTaskResult.objects.filter(
        status__in=("READY", "RUNNING"), task_path=insert_or_update_object_task.module_path
    )
    return not unfinished.exists()
