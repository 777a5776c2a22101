"""A region with very many available members and open briefs, in a database of its own.

What people confirmed is spread as words are: few concepts by very many, most by few (Zipf, over
our own thesaurus). The same seed gives the same region.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from random import Random
from typing import Any, Final
from uuid import UUID

import numpy as np
from django.db import connection, transaction
from rich.progress import Progress

from gangmaker.actors.models import Actor, ActorLanguage, ActorSector, Area, AreaKind
from gangmaker.actors.models import Language as Languages
from gangmaker.actors.models import Sector as Sectors
from gangmaker.brokerage.models import (
    Availability,
    Brief,
    Candidate,
    Introduction,
    Side,
    Step,
)
from gangmaker.concepts.models import ActorConcept, Concept, ItemConcept
from gangmaker.concepts.operations.loading import load_thesaurus
from gangmaker.config.seeding.table import Table
from gangmaker.contributions.models import Form
from gangmaker.trail.models import Item

A_MEMBER, A_BRIEF = 8, 4
"""So many concepts each confirmed."""
BATCH: Final = 2_000
AREAS: Final = 40
STATES = ("asked", "accepted", "met", "project", "declined", "ended")


@dataclass(frozen=True)
class Size:
    members: int
    briefs: int

    @property
    def introductions(self) -> int:
        return self.briefs // 4


class Filling:
    """Rows with ids that are known beforehand, in batches of one transaction."""

    def __init__(self, size: Size, now: datetime) -> None:
        self.size, self.now, self.random = size, now, Random(5)  # noqa: S311 (no secret)
        self.dice = np.random.default_rng(5)
        self.concepts: Sequence[int] = []
        self.chances = np.zeros(0)
        self.pieces = count(1)

    def fill(self, progress: Progress) -> None:
        load_thesaurus(self.now)
        self.concepts = list(Concept.objects.in_use().order_by("pk").values_list("pk", flat=True))
        self.random.shuffle(list(self.concepts))
        weights = 1 / np.arange(1, len(self.concepts) + 1)
        self.chances = weights / weights.sum()
        self._areas()
        for name, many, write in (
            ("Members", self.size.members, self._members),
            ("Briefs", self.size.briefs, self._briefs),
            ("Introductions", self.size.introductions, self._introductions),
        ):
            task = progress.add_task(name, total=many)
            for start in range(0, many, BATCH):
                stop = min(start + BATCH, many)
                with transaction.atomic():
                    write(start, stop)
                progress.update(task, completed=stop)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")

    def _areas(self) -> None:
        Area.objects.bulk_create(
            Area(
                kind=AreaKind.MUNICIPALITY,
                key=f"place-{number}",
                name=f"Place {number}",
                latitude=50.7 + number % 8 / 25,
                longitude=3.0 + number // 8 / 15,
            )
            for number in range(AREAS)
        )
        self.areas = list(Area.objects.order_by("pk").values_list("pk", flat=True))

    def _uuid(self) -> UUID:
        return UUID(int=self.random.getrandbits(128), version=4)

    def _some(self, values: Sequence[Any], most: int) -> list[Any]:
        return self.random.sample(list(values), self.random.randint(1, most))

    def _meant(self, many: int) -> list[int]:
        drawn = self.dice.choice(len(self.concepts), size=many, p=self.chances)
        return [self.concepts[place] for place in sorted(set(drawn.tolist()))]

    def _members(self, start: int, stop: int) -> None:
        names = ("id", "kind", "slug", "name", "public_id", "area_id", "audience", "age_group")
        actors = Table(Actor, *names)
        sectors, languages = Table(ActorSector, "actor_id", "sector"), Table(
            ActorLanguage, "actor_id", "language"
        )  # fmt: skip
        said = ("actor_id", "since", "forms", "hours_a_month", "at_once", "free_from")
        available = Table(Availability, *said)
        meant = Table(ActorConcept, "actor_id", "direction", *MEANT)
        for pk in range(start + 1, stop + 1):
            area = self.random.choice(self.areas)
            actors.add(
                pk, "person", f"member-{pk}", f"Member {pk}", self._uuid(), area, "members", "adult"
            )
            for sector in self._some(Sectors.values, 2):
                sectors.add(pk, sector)
            for language in self._some(Languages.values[:4], 3):
                languages.add(pk, language)
            hours = self.random.choice([None, 4, 8, 16])
            free = self.random.choice([None, None, (self.now + timedelta(days=60)).date()])
            available.add(pk, self.now, self._some(Form.values, 3), hours, 3, free)
            for concept in self._meant(A_MEMBER):
                meant.add(pk, "offers", *self._confirmed(concept, pk))
        for table in (actors, sectors, languages, available, meant):
            table.write()

    def _confirmed(self, concept: int, by: int) -> tuple[object, ...]:
        return (concept, "confirmed", ["such a word", "another"], by, self.now)

    def _item(self, kind: str, pk: int, by: int, owner: int) -> tuple[object, ...]:
        slug = f"{kind}-{pk}"
        return (
            pk, kind, self._uuid(), f"{pk:x}", slug, slug, "nl", owner, by, "members", self.now,
            self.random.choice(self.areas),
        )  # fmt: skip

    def _briefs(self, start: int, stop: int) -> None:
        items = Table(Item, *ITEM)
        said = ("link_nonce", "approved_at", "approved_by_id", "words_on", "by_when")
        briefs = Table(Brief, "item_ptr_id", "forms", "sectors", "languages", *said)
        meant = Table(ItemConcept, "item_id", *MEANT)
        names = ("brief_id", "actor_id", "state", "position", "by_id", "at")
        candidates = Table(Candidate, *names)
        soon = (self.now + timedelta(days=30)).date()
        for number in range(start, stop):
            pk = next(self.pieces)
            by, *proposed = self.random.sample(range(1, self.size.members + 1), 4)
            items.add(*self._item("brief", pk, by, by))
            forms, sectors = self._some(Form.values, 2), self._some(Sectors.values, 2)
            languages = self._some(Languages.values[:3], 2)
            approved = (self._uuid(), self.now, by, self.now.date())
            briefs.add(pk, forms, sectors, languages, *approved, soon if number % 2 else None)
            for concept in self._meant(A_BRIEF):
                meant.add(pk, *self._confirmed(concept, by))
            for position, actor in enumerate(proposed):
                past = self.now - timedelta(days=self.random.randint(1, 500))
                candidates.add(pk, actor, "shortlisted", position, by, past)
        for table in (items, briefs, meant, candidates):
            table.write()

    def _introductions(self, start: int, stop: int) -> None:
        items = Table(Item, *ITEM)
        introductions = Table(Introduction, "item_ptr_id", "origin", "state", "words_on")
        sides = Table(Side, "introduction_id", "actor_id", "position", "nonce")
        steps = Table(Step, "introduction_id", "state", "on", "at", "by_id")
        for _number in range(start, stop):
            pk, state = next(self.pieces), self.random.choice(STATES)
            two = self.random.sample(range(1, self.size.members + 1), 2)
            items.add(*self._item("introduction", pk, two[0], two[0]))
            day = (self.now - timedelta(days=self.random.randint(1, 700))).date()
            introductions.add(pk, "broker", state, day)
            for position, actor in enumerate(two):
                sides.add(pk, actor, position, self._uuid())
            if state not in ("asked", "declined"):
                steps.add(pk, "accepted", day, self.now, two[0])
        for table in (items, introductions, sides, steps):
            table.write()


MEANT = ("concept_id", "state", "words", "decided_by_id", "decided_at")
ITEM = (
    "id", "kind", "public_id", "code", "slug", "title", "language", "owner_id", "by_id",
    "audience", "published_at", "area_id",
)  # fmt: skip
