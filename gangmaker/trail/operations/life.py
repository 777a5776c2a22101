"""Asking whether items are still alive, putting to sleep what nobody confirms, and waking it."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import Actor
from gangmaker.actors.rules import NotYours
from gangmaker.core.refusals import Refused
from gangmaker.trail import rules, signs
from gangmaker.trail.models import Act, Asking, Ending, EndKind, Inquiry, Item, PartKind

from .journal import owe_mail, record

ASKED = "item.asked"


class EndNeedsAReason(Refused):
    code = "end_needs_a_reason"
    message = _("Say why it stops. Who joined in reads this.")


class EndedAlready(Refused):
    code = "ended_already"
    message = _("Somebody ended this in the meantime. Look again.")


@transaction.atomic
def say_alive(*, item: Item, by: Actor, now: datetime) -> None:
    """Say that an item is still alive; what was asleep wakes up. Twice a day changes nothing."""
    if not rules.can_say_alive(by, item):
        raise NotYours
    held = Item.objects.select_for_update().get(pk=item.pk)
    if held.asleep_since is None and held.alive_on >= timezone.localdate(now):
        return
    verb = signs.ALIVE if held.asleep_since is None else signs.WOKE_UP
    record(verb, by=by, on_behalf_of=rules.speaks_for(by, held), item=held, at=now)
    item.alive_on, item.asleep_since = held.alive_on, None


@transaction.atomic
def write_ending(
    *, item: Item, by: Actor, how: str, reason: str, language: str, now: datetime
) -> Ending:
    """Say that an item came to its end. What is not asked for any more is not asleep either."""
    if not rules.can_say_alive(by, item):
        raise NotYours
    if how == EndKind.STOPPED and not reason.strip():
        raise EndNeedsAReason
    held = Item.objects.select_for_update().get(pk=item.pk)
    if Ending.objects.filter(item=held).exists():
        raise EndedAlready
    act = record(
        "item.ended",
        by=by,
        on_behalf_of=rules.speaks_for(by, held),
        item=held,
        at=now,
        data={"how": EndKind(how).value},
    )
    today = timezone.localdate(now)
    Item.objects.filter(pk=item.pk).update(alive_on=today, asleep_since=None)
    ask_anew([item.pk], now=now)
    item.alive_on, item.asleep_since = today, None
    return Ending.objects.create(
        item=held,
        act=act,
        how=EndKind(how),
        reason=reason.strip(),
        language=language,
        by=by,
        at=now,
    )


@transaction.atomic
def take_up_again(*, item: Item, by: Actor, now: datetime) -> bool:
    """Take back that an item ended; whether it had."""
    if not rules.can_say_alive(by, item):
        raise NotYours
    gone, _each = Ending.objects.filter(item=item).delete()
    if gone:
        record("item.taken_up", by=by, item=item, at=now)
    return bool(gone)


def ask_anew(items: Collection[int], *, now: datetime) -> None:
    """Whoever keeps these now was not asked yet; what sleeps goes on being asked about.

    The caller writes the act.
    """
    awake = Asking.objects.filter(item__in=items, item__asleep_since=None, ended_on=None)
    awake.update(ended_on=timezone.localdate(now))


def ask_deputy_anew(item: int) -> None:
    """Whoever is deputy now was not asked yet. The caller writes the act."""
    awake = Asking.objects.filter(item=item, item__asleep_since=None, ended_on=None)
    awake.update(deputy_asked_on=None)


@transaction.atomic
def ask_owners(items: Iterable[Item], *, now: datetime) -> int:
    """Ask who answers for each of ``items`` whether it is alive, once; returns how many."""
    on = timezone.localdate(now)
    items = list(items)
    asked = set(Asking.objects.filter(item__in=items, ended_on=None).values_list("item", flat=True))
    new = [item for item in items if item.pk not in asked]
    Asking.objects.bulk_create([Asking(item=item, owner_asked_on=on) for item in new])
    _write_acts(ASKED, new, to=PartKind.OWNED, now=now)
    return len(new)


@transaction.atomic
def ask_deputies(askings: Iterable[Asking], *, now: datetime) -> int:
    """Ask who replaces the owners, who said nothing; each asking comes with its item."""
    on = timezone.localdate(now)
    still = [
        asking
        for asking in askings
        if Asking.objects.filter(pk=asking.pk, deputy_asked_on=None, ended_on=None).update(
            deputy_asked_on=on
        )
    ]
    _write_acts(ASKED, [asking.item for asking in still], to=PartKind.DEPUTISED, now=now)
    return len(still)


@transaction.atomic
def put_to_sleep(items: Iterable[Item], *, now: datetime) -> int:
    """Nobody said that these are alive: say so on them. Woken up meanwhile: left alone."""
    on = timezone.localdate(now)
    fell = [
        item
        for item in items
        if Item.objects.filter(pk=item.pk, asleep_since=None, alive_on__lt=on)
        .filter(askings__ended_on=None, askings__isnull=False)
        .update(asleep_since=on)
    ]
    _write_acts("item.fell_asleep", fell, to=None, now=now)
    return len(fell)


@transaction.atomic
def stop_asking(askings: Iterable[Asking], *, now: datetime) -> None:
    """These ended, closed or are no longer shown: whether they are alive is no question."""
    rows = list(askings)
    Asking.objects.filter(pk__in=[row.pk for row in rows], ended_on=None).update(
        ended_on=timezone.localdate(now)
    )
    _write_acts("item.not_asked", [row.item for row in rows], to=None, now=now)


def _write_acts(verb: str, items: Iterable[Item], *, to: str | None, now: datetime) -> None:
    """Done by nobody, so never a sign of life."""
    Act.objects.bulk_create(
        Act(
            verb=verb,
            item=item,
            subject_id=item.owner_id if to == PartKind.OWNED else item.deputy_id if to else None,
            at=now,
        )
        for item in items
    )


@transaction.atomic
def write_to(people: Iterable[Actor], *, now: datetime) -> int:
    """Owe each of ``people`` one mail about all that she is asked now; one a day at most."""
    on = timezone.localdate(now)
    written = 0
    for person in people:
        inquiry, created = Inquiry.objects.get_or_create(person=person, on=on)
        written += created
        owe_mail(
            "still_alive",
            dedupe_key=f"still_alive:{inquiry.pk}",
            address=person.email,
            language=person.reads,
            to=person,
            at=now,
            payload={"inquiry": inquiry.pk},
        )
    return written
