"""The items of the large region, in order of time, with what was promised and given."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from random import Random

from django.db import transaction
from django.utils import timezone

from gangmaker.config.progress import Report
from gangmaker.config.seeding.journal import Journal
from gangmaker.config.seeding.people import DAYS, People, Towns, code_of, unique_id
from gangmaker.config.seeding.table import Table, count_on
from gangmaker.config.seeding.words import Words
from gangmaker.contributions.models import (
    UNIT_OF_FORM,
    Confirmation,
    Form,
    Idea,
    LedgerEntry,
    Need,
    Offer,
    Question,
)
from gangmaker.core.text import slugify_title
from gangmaker.core.workdays import add_working_days
from gangmaker.projects.models import Goal
from gangmaker.trail.models import (
    Answer,
    Item,
    ItemTranslation,
    Link,
    Party,
    Promise,
    Withdrawal,
)

BATCH = 2_000
TERM = 10
LEVELS = ("strategic", "operational")
AUDIENCES = {
    "goal": (("public",), (1,)),
    "question": (("public", "members", "parties", "team"), (88, 7, 3, 2)),
    "idea": (("public", "members", "parties", "team"), (90, 6, 2, 2)),
    "offer": (("public", "members", "parties", "team"), (45, 5, 48, 2)),
}

working_days_later = lru_cache(maxsize=200_000)(add_working_days)


@dataclass(frozen=True)
class Asked:
    """A question that offers can be for, and what it needs: id and form."""

    pk: int
    owner: int
    deputy: int | None
    needs: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Brought:
    """An item as it is being written."""

    pk: int
    kind: str
    by: int
    behalf: int | None
    owner: int
    at: datetime
    shown: bool
    form: str = "idea"
    level: str = "operational"
    quantity: int = 1
    need: int | None = None
    target: Asked | None = None


class Work:
    """Writes ``count`` items, and ``acts`` acts about them (fewer when they are too few for it)."""

    def __init__(
        self, *, count: int, acts: int, people: People, now: datetime, rng: Random
    ) -> None:
        self._count, self._people, self._now, self._rng = count, people, now, rng
        self._words, self._towns = Words(rng), Towns(rng)
        self._journal = Journal(count=count, acts=acts, people=people, now=now, rng=rng)
        self._goals: list[int] = []
        self._questions: list[Asked] = []
        self._ids = dict.fromkeys(("need", "promise", "entry"), 0)
        self._items = Table(
            *(Item, "id", "kind", "public_id", "code", "slug", "title", "summary", "language"),
            *("owner_id", "deputy_id", "by_id", "on_behalf_of_id", "audience", "area_id"),
            *("published_at", "created_at", "updated_at"),
        )
        self._goal_rows = Table(Goal, "item_ptr_id", "year", "position")
        self._question_rows = Table(Question, "item_ptr_id", "closes_on")
        self._idea_rows = Table(Idea, "item_ptr_id", "level")
        self._offer_rows = Table(
            *(Offer, "item_ptr_id", "form", "level", "unit", "quantity", "target_id", "need_id"),
        )
        self._needs = Table(Need, "id", "item_id", "form", "level", "unit", "quantity", "position")
        self._links = Table(Link, "source_id", "verb", "target_id", "by_id", "at")
        self._parties = Table(Party, "item_id", "actor_id")
        self._texts = Table(
            *(ItemTranslation, "item_id", "language", "title", "summary", "by_id", "at")
        )
        self._withdrawals = Table(Withdrawal, "item_id", "by_id", "at", "reason")
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

    def write(self, report: Report) -> None:
        for start in range(1, self._count + 1, BATCH):
            end = min(start + BATCH, self._count + 1)
            for number in range(start, end):
                self._bring(number)
                self._journal.fill_up(number)
            self._flush()
            report("Items", end - 1, self._count)
            report("Acts", self._journal.written, self._journal.wanted)
        count_on([Item, Need, Promise, LedgerEntry, *self._journal.models])

    @transaction.atomic
    def _flush(self) -> None:
        """What is referred to comes before what refers to it."""
        for table in (
            *(self._items, self._goal_rows, self._question_rows, self._idea_rows, self._needs),
            *(self._offer_rows, self._links, self._parties, self._texts, self._withdrawals),
            *self._journal.tables,
            *(self._promises, self._answers, self._ledger, self._confirmations),
        ):
            table.write()

    def _bring(self, number: int) -> None:
        kind, brought = self._kind(number), None
        draft = self._draft(number, kind)
        if kind == "goal":
            self._goal_rows.add(number, 2030, len(self._goals))
            self._goals.append(number)
        elif kind == "question":
            brought = self._ask(draft)
        elif kind == "idea":
            self._idea_rows.add(number, self._rng.choice(LEVELS))
            brought = draft
        else:
            brought = self._offer(draft)
        received = "goal.set" if kind == "goal" else "question.asked"
        verb = received if kind in ("goal", "question") else f"{kind}.received"
        self._journal.act(verb, draft.at, by=draft.by, behalf=draft.behalf, item=number)
        if brought is not None:
            self._join(brought)
            if brought.shown:
                self._promise(brought)

    def _kind(self, number: int) -> str:
        if number <= min(30, self._count // 100):
            return "goal"
        if not self._questions:
            return "question"
        return self._rng.choices(("question", "idea", "offer"), (20, 40, 40))[0]

    def _when(self, number: int) -> datetime:
        """More and more often as the region grows, the last one today."""
        back = DAYS * (1 - number / self._count) ** 1.6
        return self._now - timedelta(days=back, minutes=self._rng.random() * 60)

    def _draft(self, number: int, kind: str) -> Brought:
        """The item itself. A few are drafts, and a few of the newest are published later."""
        rng, at = self._rng, self._when(number)
        owner = rng.choice(self._people.brokers)
        deputy = self._deputy(owner)
        persons = self._people.persons
        by = owner if kind == "goal" else persons[int(len(persons) * rng.random() ** 1.5)]
        group = self._people.organisation_of.get(by)
        behalf = group if group and rng.random() < 0.7 else None
        language = "nl" if rng.random() < 0.88 else rng.choice(("fr", "en"))
        title = self._words.title("idea" if kind == "goal" else kind, language)
        code = code_of(number)
        audience = rng.choices(*AUDIENCES[kind])[0]
        published = at if kind == "goal" else self._published(at, number)
        self._items.add(
            *(number, kind, unique_id(rng), code, f"{slugify_title(title)}-{code}", title),
            *(self._words.summary(), language, owner, deputy, by, behalf, audience),
            *(self._towns.one()[1], published, at, at),
        )
        if audience == "parties" and self._people.organisations:
            self._parties.add(number, rng.choice(self._people.organisations))
        if language == "nl" and rng.random() < 0.03:
            self._texts.add(number, "en", self._words.title(kind, "en"), "", owner, at)
        shown = published is not None and published <= self._now
        return Brought(number, kind, by, behalf, owner, at, shown)

    def _deputy(self, owner: int) -> int | None:
        brokers = self._people.brokers
        return brokers[(brokers.index(owner) + 1) % len(brokers)] if len(brokers) > 1 else None

    def _published(self, at: datetime, number: int) -> datetime | None:
        chance = self._rng.random()
        if chance < 0.03:
            return None
        if chance < 0.05 and number > self._count * 0.98:
            return self._now + timedelta(days=1 + self._rng.random() * 30)
        return at

    def _ask(self, draft: Brought) -> Brought:
        rng, needs = self._rng, []
        closes_on = None
        if rng.random() < 0.6:
            closes_on = timezone.localdate(draft.at) + timedelta(days=rng.randint(20, 200))
        self._question_rows.add(draft.pk, closes_on)
        for position, form in enumerate(rng.sample(Form.values, rng.randint(1, 3))):
            need = self._next("need")
            self._needs.add(
                *(need, draft.pk, form, rng.choice(LEVELS), UNIT_OF_FORM[Form(form)].value),
                *(self._quantity(form) * 4, position),
            )
            needs.append((need, form))
        asked = Asked(draft.pk, draft.owner, self._deputy(draft.owner), tuple(needs))
        self._questions.append(asked)
        return draft

    def _offer(self, draft: Brought) -> Brought:
        """For a need of a question, the newer the likelier; or openly."""
        rng, target, need = self._rng, None, None
        form, level = rng.choice(Form.values), rng.choice(LEVELS)
        if rng.random() < 0.8:
            target = self._questions[-1 - int(len(self._questions) * rng.random() ** 2)]
            need, form = rng.choice(target.needs)
        quantity = self._quantity(form)
        self._offer_rows.add(
            *(draft.pk, form, level, UNIT_OF_FORM[Form(form)].value, quantity),
            *(target and target.pk, need),
        )
        return Brought(
            *(draft.pk, draft.kind, draft.by, draft.behalf, draft.owner, draft.at, draft.shown),
            *(form, level, quantity, need, target),
        )

    def _quantity(self, form: str) -> int:
        if form == Form.TIME:
            return self._rng.randint(2, 32) * 30
        return self._rng.randint(10, 400) * 500 if form == Form.MONEY else self._rng.randint(1, 5)

    def _join(self, brought: Brought) -> None:
        """Its links, and now and then its withdrawal."""
        rng = self._rng
        if brought.target:
            self._link(brought, "answers", brought.target.pk)
        if self._goals and rng.random() < 0.5:
            self._link(brought, "serves_goal", rng.choice(self._goals))
        if brought.kind == "idea" and rng.random() < 0.35:
            self._link(brought, "came_from", rng.choice(self._questions).pk)
        if rng.random() < 0.015:
            self._withdrawals.add(brought.pk, brought.by, brought.at, "Het is al gelukt.")
            self._journal.act("item.withdrawn", brought.at, by=brought.by, item=brought.pk)

    def _link(self, brought: Brought, verb: str, target: int) -> None:
        if target == brought.pk:
            return
        self._links.add(brought.pk, verb, target, brought.by, brought.at)
        data = {"verb": verb, "target": target}
        self._journal.act("item.linked", brought.at, by=brought.by, item=brought.pk, data=data)

    def _promise(self, brought: Brought) -> None:
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
