"""How a wish became a brief in the demo region, and whom the broker thought of for it."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from gangmaker.brokerage.models import Brief, Candidate
from gangmaker.brokerage.operations.approving import (
    approve_brief,
    correct_brief,
    end_brief,
    send_for_approval,
)
from gangmaker.brokerage.operations.briefs import WORDS, Caller, Draft, write_brief
from gangmaker.brokerage.operations.candidates import drop, shortlist
from gangmaker.brokerage.operations.secrecy import promise_secrecy
from gangmaker.brokerage.queries.longlist import longlist
from gangmaker.concepts.models import Concept, ItemConcept
from gangmaker.concepts.operations import add_meaning
from gangmaker.config.demo.brokerage_rows import Brief as Row
from gangmaker.config.demo.brokerage_rows import Considered
from gangmaker.config.demo.past import Past

CALL = timedelta(minutes=8)
"""So long after the first line the broker confirmed what it is about."""


def keep_briefs(past: Past) -> None:
    for row in past.content.briefs:
        known = [row.by, *filter(None, [row.on_behalf_of])]
        at = past.days.ago(row.days_ago, row.key, after=past.latest(known))
        past.happen(at, partial(_write, past, row), name=row.key)
        at = past.happen(min(at + CALL, past.days.now), partial(_mean, past, row))
        if row.sent_days_ago is None:
            continue
        at = past.days.ago(row.sent_days_ago, f"send {row.key}", after=at)
        past.happen(at, partial(_send, past, row))
        if row.approved_days_ago is None:
            continue
        at = past.days.ago(row.approved_days_ago, f"approve {row.key}", after=at)
        past.happen(at, partial(_approve, past, row), name=f"approved {row.key}")
        for thought in row.considered:
            _consider(past, row, thought, after=at)
        if row.end and row.ended_days_ago is not None:
            end = past.days.ago(row.ended_days_ago, f"end {row.key}", after=at)
            past.happen(end, partial(_end, past, row))


def brief_of(past: Past, key: str) -> Brief:
    """As it is now: operations keep their own copies of it."""
    return Brief.objects.get(pk=past.items[key].pk)


def _said(past: Past, row: Row) -> dict[str, Any]:
    words = {name: getattr(row, name) for name in WORDS}
    by_when = past.days.ahead(row.by_when_in_days)
    return {
        **words,
        **row.corrections,
        "by_when": by_when,
        "forms": list(row.forms),
        "sectors": list(row.sectors),
        "languages": list(row.languages),
        "language": row.language,
        "confidentiality": row.confidentiality,
    }


def _write(past: Past, row: Row, now: datetime) -> None:
    draft = Draft(
        said=_said(past, row),
        asker=Caller(actor=past.actors[row.by]),
        organisation=Caller(actor=past.actor(row.on_behalf_of)),
        source="Telefoon",
    )
    brief = write_brief(draft=draft, by=past.actors[row.owner], now=now)
    brief.deputy = past.actors[row.deputy]
    brief.save(update_fields=["deputy"])
    past.items[row.key] = brief


def _mean(past: Past, row: Row, now: datetime) -> None:
    """The broker confirms what it is about while she still hears it."""
    concepts = Concept.objects.in_bulk(row.concepts, field_name="key")
    for key in row.concepts:
        meant = ItemConcept(item=past.items[row.key], concept=concepts[key])
        add_meaning(meaning=meant, by=past.actors[row.owner], now=now)


def _send(past: Past, row: Row, now: datetime) -> None:
    send_for_approval(brief=brief_of(past, row.key), by=past.actors[row.owner], now=now)


def _approve(past: Past, row: Row, now: datetime) -> None:
    """By the link; who has no account says yes on the phone."""
    brief = brief_of(past, row.key)
    better: Mapping[str, Any] = {name: getattr(row, name) for name in row.corrections}
    correct_brief(brief=brief, said=better, now=now)
    signs = past.actors[row.by].account_id is not None
    approve_brief(brief=brief, by=None if signs else past.actors[row.owner], now=now)


def _consider(past: Past, row: Row, thought: Considered, *, after: datetime) -> None:
    name = f"{row.key} {thought.actor}"
    after = past.latest([f"brings {thought.actor}"], after)
    at = past.days.ago(thought.days_ago, name, after=after + CALL * 3)
    past.happen(at, partial(_weigh, past, row, thought), name=f"considered {name}")
    if thought.actor in row.secrecy:
        soon = past.days.ago(thought.days_ago - 1, name, after=at)
        past.happen(soon, partial(_promise, past, row, thought.actor))


def _weigh(past: Past, row: Row, thought: Considered, now: datetime) -> None:
    """With what the longlist said of her that day."""
    brief, actor = brief_of(past, row.key), past.actors[thought.actor]
    found = None
    if not thought.by_hand:
        there = longlist(brief, at=now, limit=1, about=[actor.pk])
        shown = {each.actor: each for each in (*there.also.values(), *there.rows)}.get(actor.pk)
        found = shown.fit if shown else None
    act = drop if thought.out else shortlist
    act(
        brief=brief,
        actor=actor,
        by=past.actors[row.owner],
        now=now,
        why=thought.why,
        found=found,
    )


def _promise(past: Past, row: Row, actor: str, now: datetime) -> None:
    candidates = Candidate.objects.select_related("brief", "actor")
    candidate = candidates.get(brief=past.items[row.key].pk, actor=past.actors[actor].pk)
    promise_secrecy(candidate=candidate, by=past.actors[actor], now=now)


def _end(past: Past, row: Row, now: datetime) -> None:
    brief, by = brief_of(past, row.key), past.actors[row.owner]
    end_brief(brief=brief, end=row.end or "", by=by, now=now)
