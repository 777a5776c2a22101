"""What Today says of what is alive: how much is asked of the reader, and who fell silent."""

from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet, Subquery, Value

from gangmaker.actors.models import Actor
from gangmaker.actors.together import Found, Lists, together
from gangmaker.projects.queries.life import asked_of
from gangmaker.projects.queries.silence import Silent, silences_for, silent_in


def handing_today(
    viewer: Actor, *, at: datetime, more: Lists | None = None
) -> tuple[int, list[Silent], Found]:
    """One query, in which what else the page asks for (``more``) comes along."""
    asked = asked_of(viewer, at=at).order_by().annotate(all_of_them=Value(1))
    counted = asked.values("all_of_them").annotate(count=Count("pk")).values("count")
    lists: dict[str, QuerySet[Any]] = {
        "me": Actor.objects.filter(pk=viewer.pk).annotate(asked=Subquery(counted)),
        "silent": silences_for(viewer),
        **(more or {}),
    }
    found = together(lists)
    (me,) = found["me"]
    return vars(me)["asked"] or 0, silent_in(found["silent"], viewer), found
