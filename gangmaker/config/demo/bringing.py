"""What people of the demo region confirmed that they bring, and for what they are available."""

from datetime import datetime, timedelta
from functools import partial

from gangmaker.actors.models import Actor, Direction
from gangmaker.brokerage.operations.availability import Terms, be_available
from gangmaker.concepts.models import ActorConcept, Concept
from gangmaker.concepts.operations import add_meaning
from gangmaker.concepts.reading import read_what_was_written
from gangmaker.config.demo.past import Past
from gangmaker.config.demo.rows import Available, Organisation, Person

Row = Organisation | Person

SOON = timedelta(minutes=20)


def say_what_they_bring(past: Past) -> None:
    """The day after she came: by then the worker read what she wrote."""
    people = {person.key: person for person in past.content.people}
    for row in past.content.actors:
        speaker = people.get(row.told_by or "") if isinstance(row, Organisation) else row
        if speaker is None:
            continue
        after = past.latest([row.key, speaker.key])
        at = past.days.ago(speaker.joined_days_ago - 1, f"brings {row.key}", after=after)
        past.happen(at, partial(_confirm, past, row, speaker.key), name=f"brings {row.key}")
        if row.available:
            soon = partial(_be_available, past, row.key, row.available, speaker.key)
            past.happen(min(at + SOON, past.days.now), soon)


def _confirm(past: Past, row: Row, by: str, now: datetime) -> None:
    """What her words suggested keeps those words; the rest she adds by hand."""
    chosen = {Direction.OFFERS: row.concepts}
    if isinstance(row, Person):
        chosen[Direction.SEEKS] = row.seeks_concepts
    wanted = {key for keys in chosen.values() for key in keys}
    if not wanted:
        return
    read_what_was_written(now=now)
    concepts = Concept.objects.in_bulk(wanted, field_name="key")
    actor, speaker = past.actors[row.key], past.actors[by]
    for direction, keys in chosen.items():
        for key in keys:
            meant = ActorConcept(actor=actor, direction=direction, concept=concepts[key])
            add_meaning(meaning=meant, by=speaker, now=now)


def _be_available(past: Past, key: str, said: Available, by: str, now: datetime) -> None:
    terms = Terms(
        forms=said.forms,
        free_from=past.days.ahead(said.free_from_in_days),
        hours_a_month=said.hours_a_month,
        at_once=said.at_once,
        digest=said.digest,
    )
    actor: Actor = past.actors[key]
    be_available(actor=actor, terms=terms, by=past.actors[by], now=now)
