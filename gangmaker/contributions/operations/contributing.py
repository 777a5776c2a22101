"""The one way in: an idea or an offer, for an item or openly, by anybody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import Actor, Area, EmailConfirmation, TeamRoleName
from gangmaker.actors.operations import confirm_address, send_confirmation
from gangmaker.actors.rules import NotYours, can_act_for, can_enter_others
from gangmaker.contributions.models import UNIT_OF_FORM, Form, Idea, Need, Offer, Question
from gangmaker.core.refusals import Refused
from gangmaker.trail.models import Item, ItemAudience, ItemKind, LinkVerb, Promise, Silence
from gangmaker.trail.operations import (
    NewItem,
    item_fields,
    link_items,
    owe_mail,
    promise_answer,
    publish,
    record,
)
from gangmaker.trail.operations.talk import begin_to_follow


class NobodyToAnswer(Refused):
    code = "nobody_to_answer"
    message = _("The region has nobody yet who can answer. Try again later.")


@dataclass(frozen=True)
class Contribution:
    """What somebody brings. ``quantity`` in minutes, cents or pieces, when it was said."""

    form: str
    level: str
    title: str
    summary: str
    language: str
    target: Item | None = None
    need: Need | None = None
    quantity: int | None = None
    area: Area | None = None
    form_token: UUID | None = None


@dataclass(frozen=True)
class Brought:
    """A contribution that was received, and the promise that somebody answers it."""

    item: Item
    promise: Promise


def owner_for(target: Item | None) -> tuple[Actor, Actor | None]:
    """Who answers: the owner of what it is for; else the broker who owes the fewest answers.

    Of brokers who owe as many, the one who was here first. The deputy is the next in that order.
    Who fell silent gets nothing new while anybody else is here.
    """
    if target is not None and target.owner.is_team:
        return target.owner, target.deputy
    brokers = list(
        Actor.objects.filter(team_roles__role=TeamRoleName.BROKER, suspension=None)
        .annotate(
            owes=Count("promises_to_keep", filter=Q(promises_to_keep__kept_by=None)),
            away=Exists(Silence.objects.filter(person=OuterRef("pk"), ended_on=None)),
        )
        .order_by("away", "owes", "pk")[:2]
    )
    if not brokers:
        raise NobodyToAnswer
    return brokers[0], brokers[1] if len(brokers) > 1 else None


@transaction.atomic
def contribute(
    *,
    what: Contribution,
    by: Actor,
    on_behalf_of: Actor | None = None,
    entered_by: Actor | None = None,
    source: str = "",
    now: datetime,
) -> Brought:
    """Receive an idea or an offer, and promise an answer.

    A guest's contribution is promised at once, and shown to others when she confirms her
    address. Staff who enter it for somebody met in person say where (``source``).
    """
    if on_behalf_of is not None and not can_act_for(by, on_behalf_of):
        raise NotYours
    if entered_by is not None and not can_enter_others(entered_by):
        raise NotYours
    owner, deputy = owner_for(what.target)
    shown = by.is_confirmed() or entered_by is not None
    new = NewItem(
        title=what.title,
        summary=what.summary,
        language=what.language,
        by=by,
        owner=owner,
        deputy=deputy,
        on_behalf_of=on_behalf_of,
        audience=_audience(what),
        area=what.area or by.area,
        source=source,
        entered_by=entered_by,
        published_at=now if shown else None,
        form_token=what.form_token,
    )
    item = _make_idea(new, what, now=now) if what.form == Form.IDEA else _make_offer(new, what, now)
    record(
        f"{item.kind}.received",
        by=entered_by or by,
        on_behalf_of=by if entered_by else on_behalf_of,
        item=item,
        at=now,
        data={"form": what.form, "level": what.level},
    )
    if what.target is not None:
        link_items(source=item, verb=LinkVerb.ANSWERS, target=what.target, by=by, now=now)
        begin_to_follow(item=what.target, actor=by, now=now)
    promise = promise_answer(item=item, to=by, now=now)
    _write_to_giver(item, by=by, promise=promise, now=now)
    return Brought(item=item, promise=promise)


def _audience(what: Contribution) -> str:
    """An offer is for those involved; an idea for whoever may see what it is for."""
    if what.form != Form.IDEA:
        return ItemAudience.PARTIES
    return what.target.audience if what.target is not None else ItemAudience.PUBLIC


def _make_idea(new: NewItem, what: Contribution, *, now: datetime) -> Idea:
    return Idea.objects.create(
        **item_fields(new, kind=ItemKind.IDEA, now=now),
        level=what.level,
        target=what.target,
        need=what.need,
    )


def _make_offer(new: NewItem, what: Contribution, now: datetime) -> Offer:
    return Offer.objects.create(
        **item_fields(new, kind=ItemKind.OFFER, now=now),
        form=what.form,
        level=what.level,
        unit=UNIT_OF_FORM[Form(what.form)],
        quantity=what.quantity,
        target=what.target,
        need=what.need,
    )


def _write_to_giver(item: Item, *, by: Actor, promise: Promise, now: datetime) -> None:
    """A receipt; for a guest it also asks to confirm the address, in the same mail."""
    if not by.is_confirmed() and by.email:
        send_confirmation(actor=by, now=now)
        return
    owe_mail(
        "received",
        dedupe_key=f"received:{item.pk}",
        address=by.email,
        language=by.reads,
        to=by,
        at=now,
        payload={"promise": promise.pk},
    )


@transaction.atomic
def confirm_guest(*, confirmation: EmailConfirmation, now: datetime) -> Actor:
    """Confirm a guest's address, and show what she left from now on."""
    guest = confirm_address(confirmation=confirmation, now=now)
    for item in Item.objects.filter(by=guest, published_at=None, withdrawal=None):
        publish(item=item, by=guest, now=now)
    return guest


@transaction.atomic
def ask_question(
    *,
    new: NewItem,
    needs: Sequence[Need],
    closes_on: date | None,
    goal: Item | None = None,
    now: datetime,
) -> Question:
    """Ask the region for contributions. ``needs`` are unsaved: form, level, quantity, label.

    Somebody outside the team who asks is promised an answer too.
    """
    by_staff = new.entered_by is not None
    if new.on_behalf_of and not by_staff and not can_act_for(new.by, new.on_behalf_of):
        raise NotYours
    if new.entered_by is not None and not can_enter_others(new.entered_by):
        raise NotYours
    question = Question.objects.create(
        **item_fields(new, kind=ItemKind.QUESTION, now=now), closes_on=closes_on
    )
    for position, need in enumerate(needs):
        need.item, need.position, need.unit = question, position, UNIT_OF_FORM[Form(need.form)]
        need.save()
    record("question.asked", by=new.by, on_behalf_of=new.on_behalf_of, item=question, at=now)
    if goal is not None:
        link_items(source=question, verb=LinkVerb.SERVES_GOAL, target=goal, by=new.by, now=now)
    if not new.by.is_team:
        promise = promise_answer(item=question, to=new.by, now=now)
        _write_to_giver(question, by=new.by, promise=promise, now=now)
    return question
