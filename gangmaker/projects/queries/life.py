"""Which items can fall asleep, who was asked, and what somebody still has to say.

Only what others may count on is asked about: an open question, an offer that anybody can take up,
a project that goes on, an idea with a next step that was promised. While somebody waits for a
first answer that is said instead. Goals and actions have their own dates, results stay what they
are, and what ended has said so.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from gangmaker.actors.models import Actor
from gangmaker.actors.rules import acts_for
from gangmaker.trail.models import (
    Answer,
    Asking,
    Item,
    ItemKind,
    ItemQuerySet,
    Outcome,
    Promise,
    PromiseKind,
)

from .weak_spots import GOING_ON

CONFIRMED_WITHIN: Final = timedelta(days=90)
"""So long nobody is asked after somebody who keeps or made it did something with an item."""

PATIENCE: Final = timedelta(days=14)
"""So long who was asked has to answer: the owner first, then the deputy."""


def counted_on(*, on: date) -> dict[str, Q]:
    """By kind of item, which of them can fall asleep."""
    item = OuterRef("pk")
    declined = Answer.objects.filter(item=item, outcome=Outcome.DECLINED)
    promised = Promise.objects.filter(item=item, kind=PromiseKind.NEXT_STEP, kept_on=None)
    still_open = Q(question__closes_on=None) | Q(question__closes_on__gte=on)
    return {
        ItemKind.QUESTION: still_open,
        ItemKind.OFFER: Q(offer__target=None) & ~Q(Exists(declined)),
        ItemKind.PROJECT: Q(project__stage__in=GOING_ON),
        ItemKind.IDEA: Q(Exists(promised)),
    }


def can_fall_asleep(kind: str, *, at: datetime) -> ItemQuerySet:
    """Items of one kind that are shown, go on, and wait for nothing; also those that sleep."""
    owed = Promise.objects.filter(item=OuterRef("pk"), kind=PromiseKind.ANSWER, kept_on=None)
    shown = Item.objects.published(at=at).filter(~Exists(owed), kind=kind, ending=None)
    return shown.filter(counted_on(on=timezone.localdate(at))[kind])


def to_ask_about(*, at: datetime) -> Iterator[Item]:
    """What nobody confirmed for 90 days and nobody was asked about, the longest silent first."""
    before = timezone.localdate(at) - CONFIRMED_WITHIN
    asked = Asking.objects.filter(item=OuterRef("pk"), ended_on=None)
    for kind in counted_on(on=timezone.localdate(at)):
        silent = can_fall_asleep(kind, at=at).filter(asleep_since=None, alive_on__lt=before)
        rows = silent.filter(~Exists(asked)).select_related("owner")
        yield from rows.order_by("alive_on", "pk").iterator(chunk_size=1000)


def open_askings() -> QuerySet[Asking]:
    """What was asked and not answered yet, of items that are awake."""
    rows = Asking.objects.filter(ended_on=None, item__asleep_since=None)
    return rows.select_related("item__owner", "item__deputy").order_by("owner_asked_on", "pk")


def deputies_to_ask(*, at: datetime) -> QuerySet[Asking]:
    """Their owners were asked fourteen days ago and said nothing."""
    since = timezone.localdate(at) - PATIENCE
    waited = open_askings().filter(owner_asked_on__lte=since, deputy_asked_on=None)
    return waited.exclude(item__deputy=None)


def to_put_to_sleep(*, at: datetime) -> QuerySet[Asking]:
    """The deputy said nothing for fourteen days either; without one, twice as long the owner."""
    since = timezone.localdate(at) - PATIENCE
    nobody_else = Q(item__deputy=None, owner_asked_on__lte=since - PATIENCE)
    return open_askings().filter(nobody_else | Q(deputy_asked_on__lte=since))


def no_longer_a_question(*, at: datetime) -> list[Asking]:
    """Askings about what ended, closed or is not shown any more, asleep or not."""
    rows = Asking.objects.filter(ended_on=None).select_related("item")
    goes_on = Q()
    for kind in counted_on(on=timezone.localdate(at)):
        goes_on |= Q(item__in=can_fall_asleep(kind, at=at).values("pk"))
    return list(rows.exclude(goes_on))


def asked_of(person: Actor, *, at: datetime, until: date | None = None) -> ItemQuerySet:
    """What ``person`` is asked now, as owner or as deputy; what sleeps is asked about still.

    Also for organisations that she acts for; longest silent first. With ``until`` only what she
    was asked by that day: that is what the link in a mail leads to. By the askings that are
    open, since these are fewer than what a broker answers for.
    """
    keepers = acts_for(person)
    day = until or timezone.localdate(at)
    as_owner = Q(item__owner__in=keepers, owner_asked_on__lte=day)
    as_deputy = Q(item__deputy__in=keepers, deputy_asked_on__lte=day)
    asked = Asking.objects.filter(as_owner | as_deputy, ended_on=None).values("item")
    known = Item.objects.visible_to(person, at=at).filter(withdrawal=None, ending=None)
    return known.filter(pk__in=asked).order_by("alive_on", "pk")
