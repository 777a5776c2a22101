"""What is owed: promising an answer, and giving it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import Actor
from gangmaker.actors.queries import who_acts_for
from gangmaker.actors.rules import NotYours
from gangmaker.core.refusals import Refused
from gangmaker.core.workdays import add_working_days
from gangmaker.trail import rules
from gangmaker.trail.models import Act, Answer, Item, Outcome, Promise, PromiseKind, PromiseTerm

from .journal import owe_mail, record

DEFAULT_WORKING_DAYS = 10


class AlreadyAnswered(Refused):
    code = "already_answered"
    message = _("Somebody answered this in the meantime. Read that answer first.")


class AlreadyKept(Refused):
    code = "already_kept"
    message = _("This step was marked as done in the meantime.")


class ReasonMissing(Refused):
    code = "reason_missing"
    message = _("Say why, in plain words. The person who waits reads this.")


class NextStepMissing(Refused):
    code = "next_step_missing"
    message = _("Say what happens next, and when.")


class RedirectMissing(Refused):
    code = "redirect_missing"
    message = _("Say who takes this on.")


class TheirsAlready(Refused):
    code = "theirs_already"
    message = _("This is theirs already. Name somebody else who takes it on.")


@dataclass(frozen=True)
class Reply:
    """What the owner wants to say to the person who waits."""

    outcome: str
    reason: str
    language: str
    next_step: str = ""
    next_step_on: date | None = None
    redirected_to: Actor | None = None


def working_days_for(kind: str) -> int:
    """Within how many working days the region answers an item of ``kind``; 10 unless set."""
    term = PromiseTerm.objects.filter(kind=kind).first()
    return term.working_days if term else DEFAULT_WORKING_DAYS


@transaction.atomic
def promise_answer(*, item: Item, to: Actor, now: datetime) -> Promise:
    """Owe ``to`` an answer about ``item``, counted in working days of Belgium from today."""
    today = timezone.localdate(now)
    promise = Promise.objects.create(
        item=item,
        kind=PromiseKind.ANSWER,
        to=to,
        owner=item.owner,
        made_on=today,
        due_on=add_working_days(today, working_days_for(item.kind)),
    )
    record(
        "promise.made",
        by=None,
        item=item,
        subject=item.owner,
        at=now,
        data={"promise": promise.pk, "due_on": promise.due_on},
    )
    return promise


@transaction.atomic
def answer(*, promise: Promise, by: Actor, reply: Reply, now: datetime) -> Answer:
    """Keep the promise of an answer; what comes next becomes a promise of its own.

    An accepted item gets a next step with a date, kept by the same owner. A redirected one
    goes to the team member or organisation named, and is promised again. Of two answers at once
    one wins.
    """
    item = promise.item
    if not rules.can_answer(by, item):
        raise NotYours
    _refuse_incomplete(reply)
    if reply.redirected_to is not None:
        _refuse_to_whom_it_is(item, reply.redirected_to)
    act = record(
        "item.answered",
        by=by,
        on_behalf_of=rules.speaks_for(by, item),
        item=item,
        subject=promise.to,
        at=now,
        data={"outcome": reply.outcome},
    )
    keep_promise(promise=promise, act=act, now=now)
    given = _write(promise, by=by, reply=reply, now=now)
    if given.next_step_on:
        _promise_next_step(given, on=given.next_step_on, now=now)
    if given.redirected_to:
        _pass_on(given, receiver=given.redirected_to, now=now)
    owe_mail(
        "answered",
        dedupe_key=f"answered:{given.pk}",
        address=promise.to.email,
        language=promise.to.reads,
        to=promise.to,
        at=now,
        payload={"answer": given.pk},
    )
    return given


def _refuse_incomplete(reply: Reply) -> None:
    if not reply.reason.strip():
        raise ReasonMissing
    if reply.outcome == Outcome.ACCEPTED and not (reply.next_step and reply.next_step_on):
        raise NextStepMissing
    if reply.outcome == Outcome.REDIRECTED and reply.redirected_to is None:
        raise RedirectMissing


def _refuse_to_whom_it_is(item: Item, receiver: Actor) -> None:
    """Who answers for it now passes it on to another; who brought it waits for an answer."""
    if receiver.pk in (item.owner_id, item.by_id, item.on_behalf_of_id):
        raise TheirsAlready


def _write(promise: Promise, *, by: Actor, reply: Reply, now: datetime) -> Answer:
    accepted = reply.outcome == Outcome.ACCEPTED
    redirected = reply.outcome == Outcome.REDIRECTED
    try:
        with transaction.atomic():
            return Answer.objects.create(
                promise=promise,
                item=promise.item,
                outcome=reply.outcome,
                reason=reply.reason.strip(),
                next_step=reply.next_step if accepted else "",
                next_step_on=reply.next_step_on if accepted else None,
                redirected_to=reply.redirected_to if redirected else None,
                language=reply.language,
                by=by,
                at=now,
            )
    except IntegrityError as error:
        raise AlreadyAnswered from error


@transaction.atomic
def keep_promise(*, promise: Promise, act: Act, now: datetime) -> None:
    """Mark a promise as kept by ``act``; refused when another act kept it first."""
    won = Promise.objects.filter(pk=promise.pk, kept_by=None).update(
        kept_by=act, kept_on=timezone.localdate(now)
    )
    if not won:
        raise AlreadyAnswered


@transaction.atomic
def finish_step(*, promise: Promise, by: Actor, note: str, now: datetime) -> None:
    """Keep the promise of a next step, saying in a sentence what came of it. Who waited is told."""
    if promise.kind != PromiseKind.NEXT_STEP or not rules.can_answer(by, promise.item):
        raise NotYours
    act = record(
        "promise.kept",
        by=by,
        on_behalf_of=rules.speaks_for(by, promise.item),
        item=promise.item,
        subject=promise.to,
        at=now,
        data={"promise": promise.pk},
    )
    try:
        keep_promise(promise=promise, act=act, now=now)
    except AlreadyAnswered as error:
        raise AlreadyKept from error
    Promise.objects.filter(pk=promise.pk).update(kept_note=note)
    if promise.to_id != by.pk:
        owe_mail(
            "step_done",
            dedupe_key=f"step_done:{promise.pk}",
            address=promise.to.email,
            language=promise.to.reads,
            to=promise.to,
            at=now,
            payload={"promise": promise.pk},
        )


def _promise_next_step(given: Answer, *, on: date, now: datetime) -> None:
    today = timezone.localdate(now)
    Promise.objects.create(
        item=given.item,
        kind=PromiseKind.NEXT_STEP,
        to=given.promise.to,
        owner=given.item.owner,
        what=given.next_step,
        made_on=today,
        due_on=max(on, today),
    )


def takes_on(receiver: Actor) -> bool:
    """Whether ``receiver`` can answer: of the team, or an organisation for which somebody acts."""
    return receiver.is_team or bool(who_acts_for(receiver))


def _pass_on(given: Answer, *, receiver: Actor, now: datetime) -> None:
    """Who can answer becomes the owner; who cannot is only involved. An answer is owed anew.

    An organisation is replaced by who passed it on, so that the team sees when it stays silent.
    """
    item = given.item
    if takes_on(receiver):
        item.deputy = _replacing(item, receiver)
        item.owner = receiver
        item.save(update_fields=["owner", "deputy"])
    else:
        item.parties.get_or_create(actor=receiver)
    promise = promise_answer(item=item, to=given.promise.to, now=now)
    for person in who_acts_for(receiver):
        if person.pk != given.by_id:
            _tell_receiver(person, promise, given, now=now)


def _replacing(item: Item, receiver: Actor) -> Actor | None:
    """The deputy from now on: the same for a colleague, for an organisation who kept it before."""
    if receiver.is_team:
        return None if item.deputy_id == receiver.pk else item.deputy
    before = [keeper for keeper in (item.owner, item.deputy) if keeper and keeper != receiver]
    return next((keeper for keeper in before if keeper.is_team), before[0])


def _tell_receiver(person: Actor, promise: Promise, given: Answer, *, now: datetime) -> None:
    owe_mail(
        "passed_on",
        dedupe_key=f"passed_on:{promise.pk}:{person.pk}",
        address=person.email,
        language=person.reads,
        to=person,
        at=now,
        payload={"promise": promise.pk, "answer": given.pk},
    )
