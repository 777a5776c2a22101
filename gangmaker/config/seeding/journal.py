"""The acts of the large region: exactly as many as asked for, spread over all its items."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta
from random import Random

from django.db.models import Model

from gangmaker.config.seeding.people import People
from gangmaker.config.seeding.table import Table
from gangmaker.contributions.models import Support
from gangmaker.trail.models import Act

SHARE_OF_SUPPORT = 0.7


class Journal:
    """Gives ids to acts, no faster than items come: after half of the items half of the acts.

    What is left for an item after its own acts becomes support, more for items that have some
    already, and edits.
    """

    models: tuple[type[Model], ...] = (Act,)

    def __init__(
        self, *, count: int, acts: int, people: People, now: datetime, rng: Random
    ) -> None:
        newest = Act.objects.order_by("-pk").values_list("pk", flat=True).first()
        self._first = (newest or 0) + 1
        self.wanted = max(0, acts - Act.objects.count())
        self.written = 0
        self._count, self._people, self._now, self._rng = count, people, now, rng
        self._item = 0
        self._supports: Counter[int] = Counter()
        self._acts = Table(
            *(Act, "id", "verb", "by_id", "on_behalf_of_id", "item_id", "subject_id", "at", "data")
        )
        self._support_rows = Table(Support, "item_id", "actor_id", "at")
        self.tables = (self._acts, self._support_rows)

    def act(
        self,
        verb: str,
        at: datetime,
        *,
        by: int | None = None,
        behalf: int | None = None,
        item: int | None = None,
        subject: int | None = None,
        data: Mapping[str, object] | None = None,
    ) -> int | None:
        """The id of the act, or None when there is no room for it."""
        if self.written >= self._allowed(self._item + 1):
            return None
        pk = self._first + self.written
        self.written += 1
        self._acts.add(pk, verb, by, behalf, item, subject, min(at, self._now), dict(data or {}))
        return pk

    def fill_up(self, item: int) -> None:
        """``item`` is written: use what is left for it."""
        self._item = item
        while self.written < self._allowed(item):
            at = self._now - timedelta(days=self._rng.random() * 30)
            if not (self._rng.random() < SHARE_OF_SUPPORT and self._support(item, at)):
                about = self._rng.randint(1, item)
                broker = self._rng.choice(self._people.brokers)
                self._fill("item.edited", at, by=broker, item=about)

    def _support(self, newest: int, at: datetime) -> bool:
        """Old items have had longer to be found; nobody supports the same item twice."""
        item = 1 + int(newest * self._rng.random() ** 3)
        persons, before = self._people.persons, self._supports[item]
        if before >= len(persons):
            return False
        actor = persons[(item * 7919 + before) % len(persons)]
        self._supports[item] += 1
        self._support_rows.add(item, actor, at)
        self._fill("item.supported", at, by=actor, item=item)
        return True

    def _fill(self, verb: str, at: datetime, *, by: int, item: int) -> None:
        self._acts.add(self._first + self.written, verb, by, None, item, None, at, {})
        self.written += 1

    def _allowed(self, items: int) -> int:
        return self.wanted * min(items, self._count) // self._count
