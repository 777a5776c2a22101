"""The worker's question: is this still alive? And the three answers to it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, time, timedelta
from itertools import islice
from typing import Final, TypeVar

from django.core.cache import cache
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import Actor
from gangmaker.contributions.models import Question
from gangmaker.core.refusals import Refused
from gangmaker.projects.models import Project, Stage
from gangmaker.projects.queries import life
from gangmaker.trail.models import (
    Act,
    Asking,
    Ending,
    EndKind,
    Item,
    ItemKind,
    Promise,
    PromiseKind,
)
from gangmaker.trail.operations import keep_promise, owe_mail, record
from gangmaker.trail.operations import life as asking

from .moving import change_stage, next_stages
from .telling import people_behind

FROM: Final = time(8)
"""Nobody gets a mail about this in the night."""
CHECKED: Final = "projects.life"
MOST_A_DAY: Final = 200
"""Of one owner; who kept thousands before we asked is asked about the oldest first."""
AT_ONCE: Final = 200
"""Written in one transaction: others write in between."""

Thing = TypeVar("Thing")


class CannotEndLikeThat(Refused):
    code = "cannot_end_like_that"
    message = _("This cannot be ended here. Look at its page.")


def ask_whether_alive(*, now: datetime) -> int:
    """Ask, ask again, and put to sleep whatever is due; returns on how many items.

    Looked at once a day, by day. Each step goes by what is due, so that days on which no worker
    ran are caught up, and doing it twice asks nobody twice.
    """
    local = timezone.localtime(now)
    if local.time() < FROM or not cache.add(f"{CHECKED}:{local.date()}", 1, timeout=24 * 3600):
        return 0
    return ask_what_is_due(now=now)


def ask_what_is_due(*, now: datetime, told: Callable[[int], object] = lambda done: None) -> int:
    """``told`` hears after each batch how many items are done."""
    done = 0
    for over in batches(life.no_longer_a_question(at=now)):
        asking.stop_asking(over, now=now)
    for late in batches(list(life.to_put_to_sleep(at=now))):
        done += asking.put_to_sleep([row.item for row in late], now=now)
        told(done)
    for waited in batches(list(life.deputies_to_ask(at=now))):
        done += _ask_deputies(waited, now=now)
        told(done)
    for silent in batches(_not_too_many(life.to_ask_about(at=now))):
        done += _ask_owners(silent, now=now)
        told(done)
    return done


def batches(things: Iterable[Thing]) -> Iterator[list[Thing]]:
    rest = iter(things)
    while batch := list(islice(rest, AT_ONCE)):
        yield batch


def _not_too_many(items: Iterable[Item]) -> list[Item]:
    """So many of each owner, the longest silent first."""
    each: dict[int, int] = defaultdict(int)
    asked = []
    for item in items:
        each[item.owner_id] += 1
        if each[item.owner_id] <= MOST_A_DAY:
            asked.append(item)
    return asked


@transaction.atomic
def _ask_owners(items: list[Item], *, now: datetime) -> int:
    """The mail is owed with the question: who was asked was written to."""
    asked = asking.ask_owners(items, now=now)
    asking.write_to(people_behind({item.owner for item in items}), now=now)
    return asked


@transaction.atomic
def _ask_deputies(askings: list[Asking], *, now: datetime) -> int:
    asked = asking.ask_deputies(askings, now=now)
    deputies = {row.item.deputy for row in askings if row.item.deputy is not None}
    asking.write_to(people_behind(deputies), now=now)
    return asked


def ways_to_end(item: Item) -> list[str]:
    """How an item can end here, of ``EndKind``; none for what ended or has other ways.

    A project ends by its stages; only what was running is finished.
    """
    if item.kind == ItemKind.PROJECT:
        following = next_stages(Project.objects.get(pk=item.pk))
        return [how for how in EndKind.values if how in following]
    fit = item.kind in (ItemKind.QUESTION, ItemKind.OFFER, ItemKind.IDEA)
    return list(EndKind.values) if fit and not hasattr(item, "ending") else []


@transaction.atomic
def end_item(
    *,
    item: Item,
    how: str,
    by: Actor,
    reason: str,
    learnt: str = "",
    language: str,
    now: datetime,
) -> None:
    """Say that an item is finished, or stopped and why. A project also says what was learnt.

    A question takes nothing more; of an idea, who was promised a next step hears it.
    """
    if how not in ways_to_end(item):
        raise CannotEndLikeThat
    if item.kind == ItemKind.PROJECT:
        change_stage(
            project=Project.objects.get(pk=item.pk),
            stage={EndKind.FINISHED: Stage.FINISHED, EndKind.STOPPED: Stage.STOPPED}[EndKind(how)],
            by=by,
            reason=reason,
            learnt=learnt,
            language=language,
            now=now,
        )
        return
    ending = asking.write_ending(
        item=item, by=by, how=how, reason=reason, language=language, now=now
    )
    if item.kind == ItemKind.QUESTION:
        _question(item).update(closes_on=timezone.localdate(now) - timedelta(days=1))
    _keep_what_was_promised(ending, now=now)


def _question(item: Item) -> QuerySet[Question]:
    question: QuerySet[Question] = Question.objects.filter(pk=item.pk)
    return question


def _keep_what_was_promised(ending: Ending, *, now: datetime) -> None:
    """The next steps that were open: kept by the end, and who waited is told how it ended.

    One act keeps one promise; further ones have acts of their own.
    """
    steps = Promise.objects.filter(item=ending.item, kind=PromiseKind.NEXT_STEP, kept_on=None)
    for number, step in enumerate(steps.select_related("to").order_by("pk")):
        act = ending.act if number == 0 else _step_ended(ending, step, now=now)
        keep_promise(promise=step, act=act, now=now)
        if step.to_id != ending.by_id:
            owe_mail(
                "ended",
                dedupe_key=f"ended:{ending.pk}:{step.to_id}",
                address=step.to.email,
                language=step.to.reads,
                to=step.to,
                at=now,
                payload={"ending": ending.pk, "promise": step.pk},
            )


def _step_ended(ending: Ending, step: Promise, *, now: datetime) -> Act:
    data = {"promise": step.pk}
    item, by = ending.item, ending.by
    return record("promise.kept", by=by, item=item, subject=step.to, at=now, data=data)


@transaction.atomic
def take_up(*, item: Item, by: Actor, now: datetime) -> None:
    """Say that an item is alive: it wakes up, and an end that was said is taken back.

    A question is open again, until somebody ends it. What was promised and kept stays kept.
    """
    ended = asking.take_up_again(item=item, by=by, now=now)
    if ended and item.kind == ItemKind.QUESTION:
        _question(item).update(closes_on=None)
    asking.say_alive(item=item, by=by, now=now)


@transaction.atomic
def say_all_alive(*, items: Iterable[Item], by: Actor, now: datetime) -> int:
    """Say of each that it is alive; returns how many."""
    said = list(items)
    for item in said:
        asking.say_alive(item=item, by=by, now=now)
    return len(said)
