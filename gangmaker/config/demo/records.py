"""Records of the demo region that the team has to look at, by the real operations."""

from datetime import datetime
from functools import partial

from gangmaker.actors.models import ActorKind
from gangmaker.actors.operations import enter_actor
from gangmaker.actors.operations.claims import claim
from gangmaker.config.demo.past import Past
from gangmaker.config.demo.record_rows import Claim, Twin


def leave_to_look_at(past: Past) -> None:
    for twin in past.content.twins:
        after = past.latest([twin.of, twin.entered_by])
        past.happen(
            past.days.ago(twin.days_ago, twin.name, after=after), partial(_enter, past, twin)
        )
    for row in past.content.claims:
        after = past.latest([row.organisation, row.by])
        at = past.days.ago(row.days_ago, row.words, after=after)
        past.happen(at, partial(_claim, past, row))


def _enter(past: Past, row: Twin, now: datetime) -> None:
    enter_actor(
        by=past.actors[row.entered_by],
        kind=ActorKind.ORGANISATION,
        name=row.name,
        source=row.source,
        phone=row.phone,
        area=past.actors[row.of].area,
        now=now,
    )


def _claim(past: Past, row: Claim, now: datetime) -> None:
    actor, by = past.actors[row.organisation], past.actors[row.by]
    claim(actor=actor, by=by, words=row.words, now=now)
