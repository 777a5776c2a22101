"""What is owed and given in the large region: promises, answers and the ledger."""

from datetime import date, datetime, timedelta
from functools import lru_cache
from random import Random

from django.utils import timezone

from gangmaker.config.seeding.drafts import Asked, Brought
from gangmaker.config.seeding.journal import Journal
from gangmaker.config.seeding.people import People
from gangmaker.config.seeding.table import Table
from gangmaker.config.seeding.words import Words
from gangmaker.contributions.models import UNIT_OF_FORM, Confirmation, Form, LedgerEntry
from gangmaker.core.workdays import add_working_days
from gangmaker.trail.models import Answer, Promise

TERM = 10

working_days_later = lru_cache(maxsize=200_000)(add_working_days)


class Owed:
    """Answers nearly everything, mostly in time; what is accepted for something is given."""

    def __init__(
        self, *, people: People, words: Words, journal: Journal, now: datetime, rng: Random
    ) -> None:
        self._people, self._words, self._journal = people, words, journal
        self._now, self._rng = now, rng
        self._ids = dict.fromkeys(("promise", "entry"), 0)
        self._promises = Table(
            *(Promise, "id", "item_id", "kind", "to_id", "owner_id", "what", "made_on", "due_on"),
            *("kept_by_id", "kept_on"),
        )
        self._answers = Table(
            *(Answer, "promise_id", "item_id", "outcome", "reason", "next_step", "next_step_on"),
            *("redirected_to_id", "language", "by_id", "at"),
        )
        self._ledger = Table(
            *(LedgerEntry, "id", "giver_id", "on_behalf_of_id", "item_id"),
            *("contribution_id", "need_id", "form", "level", "unit", "quantity", "given_on"),
            *("corrects_id", "reason", "entered_by_id", "entered_at"),
        )
        self._confirmations = Table(Confirmation, "entry_id", "by_id", "at")

    @property
    def tables(self) -> tuple[Table, ...]:
        return (self._promises, self._answers, self._ledger, self._confirmations)

    def promise(self, brought: Brought) -> None:
        """An answer within ten working days: nearly always in time, sometimes late or never."""
        rng, promise = self._rng, self._next("promise")
        made_on = timezone.localdate(brought.at)
        due_on = working_days_later(made_on, TERM)
        data = {"promise": promise, "due_on": due_on.isoformat()}
        self._journal.act(
            "promise.made", brought.at, item=brought.pk, subject=brought.owner, data=data
        )
        took = rng.randint(1, TERM) if rng.random() < 0.88 else rng.randint(TERM + 1, 25)
        at = self._office_hour(working_days_later(made_on, took), after=brought.at)
        outcome = rng.choices(("accepted", "redirected", "declined"), (60, 12, 28))[0]
        if not self._people.organisations and outcome == "redirected":
            outcome = "declined"
        act = None
        if at < self._now and rng.random() < 0.985:
            act = self._journal.act(
                "item.answered",
                at,
                by=brought.owner,
                item=brought.pk,
                subject=brought.by,
                data={"outcome": outcome},
            )
        kept_on = timezone.localdate(at) if act else None
        self._promises.add(
            *(promise, brought.pk, "answer", brought.by, brought.owner, "", made_on, due_on),
            *(act, kept_on),
        )
        if act:
            self._answer(brought, promise, outcome, at)

    def _office_hour(self, day: date, *, after: datetime) -> datetime:
        at = datetime(day.year, day.month, day.day, 9, tzinfo=timezone.get_default_timezone())
        return max(at + timedelta(minutes=self._rng.randint(0, 480)), after)

    def _answer(self, brought: Brought, promise: int, outcome: str, at: datetime) -> None:
        rng, accepted = self._rng, outcome == "accepted"
        step_on = timezone.localdate(at) + timedelta(days=rng.randint(3, 40)) if accepted else None
        step = self._words.step() if accepted else ""
        group = rng.choice(self._people.organisations) if outcome == "redirected" else None
        self._answers.add(
            *(promise, brought.pk, outcome, self._words.reason(), step, step_on),
            *(group, "nl", brought.owner, at),
        )
        if step_on:
            self._next_step(brought, step, timezone.localdate(at), step_on)
            if brought.target:
                self._give(brought, brought.target, at)

    def _next_step(self, brought: Brought, step: str, made_on: date, due_on: date) -> None:
        promise, act = self._next("promise"), None
        at = self._office_hour(due_on, after=brought.at)
        if at < self._now and self._rng.random() < 0.92:
            act = self._journal.act(
                "promise.kept",
                at,
                by=brought.owner,
                item=brought.pk,
                subject=brought.by,
                data={"promise": promise},
            )
        self._promises.add(
            *(promise, brought.pk, "next_step", brought.by, brought.owner, step, made_on),
            *(due_on, act, due_on if act else None),
        )

    def _give(self, brought: Brought, target: Asked, at: datetime) -> None:
        """Pledged; mostly confirmed by who keeps the question; seldom corrected downwards."""
        rng, entry = self._rng, self._enter(brought, target, brought.quantity, at)
        confirmed = at + timedelta(days=rng.randint(2, 60))
        if confirmed < self._now and rng.random() < 0.75:
            self._confirmations.add(entry, target.owner, confirmed)
            self._tell("ledger.confirmed", brought, target, entry, confirmed)
        if brought.quantity > 1 and rng.random() < 0.03:
            self._enter(brought, target, -1, min(confirmed, self._now), corrects=entry)

    def _enter(
        self,
        brought: Brought,
        target: Asked,
        quantity: int,
        at: datetime,
        corrects: int | None = None,
    ) -> int:
        entry, form = self._next("entry"), brought.form
        self._ledger.add(
            *(entry, brought.by, brought.behalf, target.pk, brought.pk, brought.need, form),
            *(brought.level, UNIT_OF_FORM[Form(form)].value, quantity, timezone.localdate(at)),
            *(corrects, "Bij het natellen was het minder." if corrects else "", target.owner, at),
        )
        verb = "ledger.corrected" if corrects else "ledger.pledged"
        self._tell(verb, brought, target, entry, at, quantity)
        return entry

    def _tell(
        self,
        verb: str,
        brought: Brought,
        target: Asked,
        entry: int,
        at: datetime,
        quantity: int | None = None,
    ) -> None:
        unit = UNIT_OF_FORM[Form(brought.form)].value
        amount = brought.quantity if quantity is None else quantity
        data = {"entry": entry, "form": brought.form, "unit": unit, "quantity": amount}
        self._journal.act(verb, at, by=target.owner, item=target.pk, data=data)

    def _next(self, what: str) -> int:
        self._ids[what] += 1
        return self._ids[what]
