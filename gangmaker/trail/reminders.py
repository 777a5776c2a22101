"""Reminding whoever owes an answer or a next step, and then who can step in. A duty of the worker.

Two working days before the day the owner; the working day after it owner and deputy; five
working days after it also the administrators of the region. Each is said once, and all that a
person is to be reminded of on one day is one mail.
"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Final

from django.core.cache import cache
from django.db import transaction
from django.db.models import Case, CharField, Exists, OuterRef, Value, When
from django.utils import timezone

from gangmaker.actors.models import Actor, ActorKind, TeamRoleName
from gangmaker.actors.queries import who_acts_for
from gangmaker.core.workdays import ONE_DAY, add_working_days, working_days_between

from .models import Message, Promise, Reminder, ReminderStep
from .operations.journal import owe_mail

REMINDERS: Final = "reminders"
FROM: Final = time(8)
"""Nobody gets a mail about this in the night."""
SOON: Final = 2
LATE: Final = 1
VERY_LATE: Final = 5
AT_A_TIME: Final = 500
GATHERED_FOR: Final = timedelta(minutes=5)
WORTH_SAYING_FOR: Final = timedelta(days=7)
CHECKED: Final = "trail.reminders"
A_DAY: Final = 24 * 3600


def remind_of_promises(*, now: datetime) -> int:
    """Owe the reminders that have become due; returns for how many promises there is one.

    Looked at until nothing is left, then not again that day. What was said is a row, so doing it
    twice says nothing twice, and what was missed is said by whoever looks next.
    """
    local = timezone.localtime(now)
    checked = f"{CHECKED}:{local.date()}"
    if local.time() < FROM or cache.get(checked):
        return 0
    found = remind_on(local.date(), now=now)
    if found < AT_A_TIME:
        cache.set(checked, 1, timeout=A_DAY)
    return found


def remind_on(day: date, *, now: datetime) -> int:
    due = _due(day)
    keepers = _Keepers()
    with transaction.atomic():
        Reminder.objects.bulk_create(
            (
                Reminder(promise=promise, person=person, step=step, at=now)
                for promise in due
                for step in [ReminderStep(promise.step)]  # type: ignore[attr-defined]  # annotated
                for person in keepers.of(promise, step) or [promise.owner]
            ),
            ignore_conflicts=True,
        )
        _owe_mails(day, now=now)
    return len(due)


def _due(day: date) -> list[Promise]:
    """Promises at a step of which nobody was told yet; ``step`` is in each. One query."""
    step = Case(
        When(due_on__lte=_before(day, VERY_LATE), then=Value(ReminderStep.VERY_LATE.value)),
        When(due_on__lte=_before(day, LATE), then=Value(ReminderStep.LATE.value)),
        default=Value(ReminderStep.SOON.value),
        output_field=CharField(),
    )
    said = Reminder.objects.filter(promise=OuterRef("pk"), step=OuterRef("step"))
    waiting = Promise.objects.waiting().filter(
        due_on__lte=add_working_days(day, SOON), made_on__lt=day
    )
    due = waiting.annotate(step=step).exclude(Exists(said)).order_by("due_on", "pk")
    return list(due.select_related("owner", "item__deputy")[:AT_A_TIME])


def _before(day: date, working_days: int) -> date:
    """The last day since which so many working days went by."""
    before = day
    while working_days_between(before, day) < working_days:
        before -= ONE_DAY
    return before


class _Keepers:
    """Who reads mail for whom; each organisation is asked for once."""

    def __init__(self) -> None:
        self._people: dict[int, list[Actor]] = {}
        self._administrators: list[Actor] | None = None

    def of(self, promise: Promise, step: ReminderStep) -> list[Actor]:
        """Without those whom no mail reaches; what is late is said to the next one too."""
        deputy = promise.item.deputy
        people = self._behind(promise.owner)
        if step != ReminderStep.SOON and deputy is not None:
            people = people + self._behind(deputy)
        if step == ReminderStep.VERY_LATE:
            people = people + self._region()
        return list({person.pk: person for person in people}.values())

    def _behind(self, keeper: Actor) -> list[Actor]:
        if keeper.pk not in self._people:
            if keeper.kind == ActorKind.ORGANISATION:
                self._people[keeper.pk] = _who_read(who_acts_for(keeper))
            else:
                self._people[keeper.pk] = _who_read([keeper])
        return self._people[keeper.pk]

    def _region(self) -> list[Actor]:
        if self._administrators is None:
            people = Actor.objects.filter(team_roles__role=TeamRoleName.REGION_ADMIN)
            self._administrators = _who_read(people)
        return self._administrators


def _who_read(people: Iterable[Actor]) -> list[Actor]:
    """Those who can sign in now; for a record that was claimed who stands for it."""
    ids = {person.claimed_by_id or person.pk for person in people}
    able = Actor.objects.filter(pk__in=ids, account__is_active=True, suspension=None)
    return list(able.exclude(email="").order_by("pk"))


def _owe_mails(day: date, *, now: datetime) -> None:
    """Everything that no mail says yet, in one mail for each person and day.

    Where the mail of today was tried already, it waits for the one of tomorrow.
    """
    unsaid = Reminder.objects.filter(message=None, at__gt=now - WORTH_SAYING_FOR)
    people = Actor.objects.filter(pk__in=unsaid.values("person"), account__is_active=True)
    for person in people.filter(suspension=None):
        message = owe_mail(
            REMINDERS,
            dedupe_key=f"{REMINDERS}:{person.pk}:{day}",
            address=person.email,
            language=person.reads,
            to=person,
            at=now,
            not_before=now + GATHERED_FOR,
        )
        if message is not None and _is_untried(message):
            unsaid.filter(person=person).update(message=message)


def _is_untried(message: Message) -> bool:
    untried = Message.objects.open().filter(pk=message.pk, attempts=0, lease_until=None)
    return untried.select_for_update().exists()
