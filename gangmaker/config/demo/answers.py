"""What the team of the demo region answered, what it did next, and who gave what."""

from datetime import datetime
from functools import partial

from django.utils import timezone

from gangmaker.config.demo.items import AnyItem
from gangmaker.config.demo.past import Past
from gangmaker.config.demo.rows import Answer as AnswerRow
from gangmaker.config.demo.rows import LedgerEntry as EntryRow
from gangmaker.contributions.models import UNIT_OF_FORM, Form, LedgerEntry
from gangmaker.contributions.operations import (
    answer_contribution,
    confirm_entry,
    correct_entry,
    said_by,
)
from gangmaker.trail.models import Promise, PromiseKind
from gangmaker.trail.operations import Reply, finish_step, record


def reply(past: Past) -> None:
    for row in past.content.items:
        if row.answer:
            _reply(past, row, row.answer, after=past.moments[row.key])


def _reply(past: Past, row: AnyItem, answer: AnswerRow, *, after: datetime) -> None:
    at = past.days.working_days_after(after, answer.working_days_after, row.key)
    past.happen(at, partial(_answer, past, row, answer), name=f"answer of {row.key}")
    if answer.next_step_done_days_ago is not None:
        done = past.days.ago(answer.next_step_done_days_ago, row.key, after=at)
        past.happen(done, partial(_take_step, past, row, answer.by or row.owner))
    if answer.then:
        _reply(past, row, answer.then, after=at)


def _answer(past: Past, row: AnyItem, answer: AnswerRow, now: datetime) -> None:
    in_days = answer.next_step_in_days
    said = Reply(
        outcome=answer.outcome,
        reason=answer.reason,
        language=row.language,
        next_step=answer.next_step or "",
        next_step_on=None if in_days is None else past.days.day(in_days),
        redirected_to=past.actor(answer.redirected_to),
    )
    promise = promise_on(past, row.key, PromiseKind.ANSWER)
    by = past.actors[answer.by or row.owner]
    answer_contribution(promise=promise, by=by, reply=said, now=now)


def _take_step(past: Past, row: AnyItem, by: str, now: datetime) -> None:
    promise = promise_on(past, row.key, PromiseKind.NEXT_STEP)
    finish_step(promise=promise, by=past.actors[by], note="", now=now)


def promise_on(past: Past, key: str, kind: str) -> Promise:
    """What somebody still waits for."""
    waiting = Promise.objects.filter(item=past.items[key], kind=kind, kept_by=None)
    return waiting.select_related("item", "to").get()


def keep_ledger(past: Past) -> None:
    """What was accepted is pledged by its answer; the rest is entered as it was told."""
    for row in past.content.entries:
        after = past.moments.get(f"answer of {row.offer}") or past.moments[row.item]
        after = max(after, past.moments[row.giver])
        if row.corrects:
            after = max(after, past.moments[row.corrects])
        at = past.days.ago(row.days_ago, row.key, after=after)
        past.happen(at, partial(_enter, past, row), name=row.key)
        if row.confirmed_days_ago is not None:
            confirmed = past.days.ago(row.confirmed_days_ago, row.key, after=at)
            past.happen(confirmed, partial(_confirm, past, row))


def _enter(past: Past, row: EntryRow, now: datetime) -> None:
    """An idea in answer to a question is pledged by nobody else; it is entered here."""
    if row.corrects:
        entry = _correct(past, row, now)
    else:
        entry = _pledged(past, row) or _pledge(past, row, now)
    past.entries[row.key] = entry


def _pledged(past: Past, row: EntryRow) -> LedgerEntry | None:
    """What the answer to an offer pledged at once."""
    if row.offer is None:
        return None
    return LedgerEntry.objects.filter(contribution=past.items[row.offer].pk, corrects=None).first()


def _correct(past: Past, row: EntryRow, now: datetime) -> LedgerEntry:
    entry = LedgerEntry.objects.select_related("item").get(pk=past.entries[row.corrects or ""].pk)
    return correct_entry(
        entry=entry,
        seen=said_by(entry),
        difference=row.quantity,
        reason=row.reason or "",
        by=past.actors[row.confirmed_by or _receiver(past, row)],
        now=now,
    )


def _pledge(past: Past, row: EntryRow, now: datetime) -> LedgerEntry:
    """A pledge that the team heard of, without an offer on the site."""
    item, need = past.items[row.item], past.needs[row.item, row.need]
    by = past.actors[_receiver(past, row)]
    entry = LedgerEntry.objects.create(
        giver=past.actors[row.giver],
        on_behalf_of=past.actor(row.on_behalf_of),
        item=item,
        need=need,
        form=need.form,
        level=need.level,
        unit=UNIT_OF_FORM[Form(need.form)],
        quantity=row.quantity,
        given_on=timezone.localdate(now),
        entered_by=by,
        entered_at=now,
    )
    facts = {"entry": entry.pk, "form": entry.form, "unit": entry.unit, "quantity": row.quantity}
    record("ledger.pledged", by=by, item=item, at=now, data=facts)
    return entry


def _receiver(past: Past, row: EntryRow) -> str:
    return next(item.owner for item in past.content.asking if item.key == row.item)


def _confirm(past: Past, row: EntryRow, now: datetime) -> None:
    """A correction of what was confirmed is confirmed with it."""
    entry = LedgerEntry.objects.select_related("item").get(pk=past.entries[row.key].pk)
    if not hasattr(entry, "confirmation"):
        confirm_entry(entry=entry, by=past.actors[row.confirmed_by or ""], now=now)
