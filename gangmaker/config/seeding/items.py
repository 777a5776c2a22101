"""The items of the large region, in order of time, with what was promised and given.

What belongs to projects and results only is in ``projects``.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

from django.db import transaction
from django.utils import timezone

from gangmaker.config.progress import Report
from gangmaker.config.seeding.drafts import Asked, Brought
from gangmaker.config.seeding.journal import Journal
from gangmaker.config.seeding.owed import Owed
from gangmaker.config.seeding.people import DAYS, People, Towns, code_of, unique_id
from gangmaker.config.seeding.projects import Draft, Made
from gangmaker.config.seeding.table import Table, count_on
from gangmaker.config.seeding.words import Words
from gangmaker.contributions.models import (
    UNIT_OF_FORM,
    Form,
    Idea,
    LedgerEntry,
    Need,
    Offer,
    Question,
)
from gangmaker.core.text import slugify_title
from gangmaker.projects.models import Goal, Indicator
from gangmaker.trail.models import (
    Item,
    ItemTranslation,
    Link,
    Party,
    Promise,
    Withdrawal,
)

BATCH = 2_000
LEVELS = ("strategic", "operational")
AUDIENCES = {
    "goal": (("public",), (1,)),
    "question": (("public", "members", "parties", "team"), (88, 7, 3, 2)),
    "idea": (("public", "members", "parties", "team"), (90, 6, 2, 2)),
    "offer": (("public", "members", "parties", "team"), (45, 5, 48, 2)),
    "project": (("public", "members", "parties", "team"), (92, 4, 3, 1)),
    "result": (("public",), (1,)),
    "action": (("public",), (1,)),
}

VERBS = {
    "goal": "goal.set",
    "action": "action.added",
    "question": "question.asked",
    "result": "result.published",
}


class Work:
    """Writes ``count`` items, and ``acts`` acts about them (fewer when they are too few for it)."""

    def __init__(
        self, *, count: int, acts: int, people: People, now: datetime, rng: Random
    ) -> None:
        self._count, self._people, self._now, self._rng = count, people, now, rng
        self._words, self._towns = Words(rng), Towns(rng)
        self._journal = Journal(count=count, acts=acts, people=people, now=now, rng=rng)
        self._made = Made(
            people=people,
            words=self._words,
            journal=self._journal,
            link=self._connect,
            now=now,
            rng=rng,
        )
        self._goals: list[int] = []
        self._actions = 0
        self._questions: list[Asked] = []
        self._sources: list[int] = []
        self._write: dict[str, Callable[[Brought], Brought | None]] = {
            "goal": self._set_goal,
            "action": self._plan_action,
            "question": self._ask,
            "idea": self._think,
            "offer": self._offer,
            "project": self._begin,
            "result": self._show,
        }
        self._need = 0
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
        self._owed = Owed(people=people, words=self._words, journal=self._journal, now=now, rng=rng)

    def write(self, report: Report) -> None:
        for start in range(1, self._count + 1, BATCH):
            end = min(start + BATCH, self._count + 1)
            for number in range(start, end):
                self._bring(number)
                self._journal.fill_up(number)
            self._flush()
            report("Items", end - 1, self._count)
            report("Acts", self._journal.written, self._journal.wanted)
        count_on([Item, Need, Promise, LedgerEntry, Indicator, *self._journal.models])

    @transaction.atomic
    def _flush(self) -> None:
        """What is referred to comes before what refers to it."""
        for table in (
            *(self._items, self._goal_rows, self._question_rows, self._idea_rows, self._needs),
            *(self._offer_rows, self._links, self._parties, self._texts, self._withdrawals),
            *self._made.before_acts,
            *self._journal.tables,
            *self._made.after_acts,
            *self._owed.tables,
        ):
            table.write()

    def _bring(self, number: int) -> None:
        kind = self._kind(number)
        draft = self._draft(number, kind)
        if kind != "project":  # whose journal begins with its stages
            verb = VERBS.get(kind, f"{kind}.received")
            self._journal.act(verb, draft.at, by=draft.by, behalf=draft.behalf, item=number)
        brought = self._write[kind](draft)
        if brought is not None:
            self._join(brought)
            if brought.shown:
                self._owed.promise(brought)

    def _set_goal(self, draft: Brought) -> None:
        self._goal_rows.add(draft.pk, 2030, len(self._goals))
        self._goals.append(draft.pk)
        self._made.goal(self._made_of(draft))

    def _plan_action(self, draft: Brought) -> None:
        self._actions += 1
        self._made.action(self._made_of(draft), self._rng.choice(self._goals), self._actions)

    def _show(self, draft: Brought) -> None:
        self._made.result(self._made_of(draft))

    def _think(self, draft: Brought) -> Brought:
        self._idea_rows.add(draft.pk, self._rng.choice(LEVELS))
        if draft.shown and draft.audience == "public":
            self._sources.append(draft.pk)
        return draft

    def _made_of(self, draft: Brought) -> Draft:
        return Draft(
            *(draft.pk, draft.by, draft.owner, self._deputy(draft.owner), draft.at),
            *(draft.audience, draft.shown),
        )

    def _begin(self, draft: Brought) -> None:
        """A project: it came from a newer idea or question, asks for something, serves a goal."""
        rng = self._rng
        known = self._sources[-700:]
        sources = rng.choices(known, k=2 if rng.random() < 0.15 else 1) if known else []
        self._made.project(self._made_of(draft), behalf=draft.behalf, sources=sources)
        self._needs_of(draft)
        if self._goals and rng.random() < 0.8:
            self._connect(self._made_of(draft), "serves_goal", rng.choice(self._goals))

    def _connect(self, draft: Draft, verb: str, target: int) -> None:
        self._links.add(draft.pk, verb, target, draft.by, draft.at)
        data = {"verb": verb, "target": target}
        self._journal.act("item.linked", draft.at, by=draft.by, item=draft.pk, data=data)

    def _kind(self, number: int) -> str:
        goals = min(30, self._count // 100)
        if number <= goals:
            return "goal"
        if number <= goals * 3:
            return "action"
        if not self._questions:
            return "question"
        kinds = ("question", "idea", "offer", "project", "result")
        chosen = self._rng.choices(kinds, (18, 34, 32, 10, 6))[0]
        return "idea" if chosen == "result" and not self._made.can_result else chosen

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
        by = (
            owner
            if kind in ("goal", "action")
            else persons[int(len(persons) * rng.random() ** 1.5)]
        )
        group = self._people.organisation_of.get(by)
        behalf = group if group and rng.random() < 0.7 else None
        language = "nl" if rng.random() < 0.88 else rng.choice(("fr", "en"))
        title = self._words.title("idea" if kind == "goal" else kind, language)
        code = code_of(number)
        audience = rng.choices(*AUDIENCES[kind])[0]
        published = at if kind in VERBS and kind != "question" else self._published(at, number)
        self._items.add(
            *(number, kind, unique_id(rng), code, f"{slugify_title(title)}-{code}", title),
            *(self._words.summary(), language, owner, deputy, by, behalf, audience),
            *(self._towns.one()[1], published, at, at),
        )
        if audience == "parties" and self._people.organisations and kind != "project":
            self._parties.add(number, rng.choice(self._people.organisations))
        if language == "nl" and rng.random() < 0.03:
            self._texts.add(number, "en", self._words.title(kind, "en"), "", owner, at)
        shown = published is not None and published <= self._now
        return Brought(number, kind, by, behalf, owner, at, shown, audience)

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
        rng, closes_on = self._rng, None
        if rng.random() < 0.6:
            closes_on = timezone.localdate(draft.at) + timedelta(days=rng.randint(20, 200))
        self._question_rows.add(draft.pk, closes_on)
        self._needs_of(draft)
        if draft.shown and draft.audience == "public":
            self._sources.append(draft.pk)
        return draft

    def _needs_of(self, draft: Brought) -> None:
        """What a question or a project asks for: offers can be for it from now on."""
        rng, needs = self._rng, []
        for position, form in enumerate(rng.sample(Form.values, rng.randint(1, 3))):
            self._need += 1
            need = self._need
            self._needs.add(
                *(need, draft.pk, form, rng.choice(LEVELS), UNIT_OF_FORM[Form(form)].value),
                *(self._quantity(form) * 4, position),
            )
            needs.append((need, form))
        asked = Asked(draft.pk, draft.owner, self._deputy(draft.owner), tuple(needs))
        self._questions.append(asked)

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
            *(draft.audience, form, level, quantity, need, target),
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
