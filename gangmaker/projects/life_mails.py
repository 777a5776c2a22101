"""What people read by mail about what they keep: is it alive, whose is it now, who is away."""

from collections.abc import Iterable, Sequence
from typing import Final

from django.conf import settings
from django.db.models import Q
from django.template import Context
from django.urls import reverse
from django.utils import timezone, translation

from gangmaker.actors.models import Actor
from gangmaker.actors.queries import current_region, name_for
from gangmaker.actors.rules import acts_for, is_region_admin
from gangmaker.actors.tokens import token_for
from gangmaker.contributions.mails import language_for, quoted
from gangmaker.core.text import normalise_line, unlinked
from gangmaker.trail.mails import Mail, renders
from gangmaker.trail.models import (
    Ending,
    Handover,
    HandoverPart,
    Inquiry,
    Item,
    Message,
    Promise,
    Silence,
)

from .mails import PLAIN
from .queries.life import asked_of
from .queries.silence import silent_for

ALIVE: Final = "projects.still-alive"
"""What the link in a mail is signed for: to say of what she was asked about how it stands."""
NAMED: Final = 20


@renders("still_alive")
def still_alive_mail(message: Message) -> Mail | None:
    """What she is asked and keeps at this moment; nothing when all of it was answered since."""
    inquiry = Inquiry.objects.filter(pk=message.payload["inquiry"]).first()
    to = _reader(message)
    if inquiry is None or to is None:
        return None
    asked = asked_of(to, at=timezone.now(), until=inquiry.on).filter(asleep_since=None)
    count = asked.count()
    if not count:
        return None
    token = token_for(inquiry.nonce, purpose=ALIVE)
    return _written(
        "still_alive",
        message,
        to,
        path=_path("life-asked", message, token),
        titles=_titles(asked[:NAMED]),
        count=count,
        more=max(0, count - NAMED),
    )


@renders("ended")
def ended_mail(message: Message) -> Mail | None:
    """For who was promised a next step: it ended, and why."""
    ending = (
        Ending.objects.filter(pk=message.payload["ending"], item__withdrawal=None)
        .select_related("item", "by__area")
        .first()
    )
    to = _reader(message)
    if ending is None or to is None:
        return None
    return _written(
        "ended",
        message,
        to,
        path=_sign_in(_path("item", message, ending.item.slug), message),
        titles=_titles([ending.item]),
        stopped=ending.how == "stopped",
        by=unlinked(name_for(ending.by, to)),
        reason=quoted(ending.reason),
    )


@renders("taken_over")
def taken_over_mail(message: Message) -> Mail | None:
    """For who has it now: all that came with one handover and that she may still know of."""
    handover, to = _handover(message), _reader(message)
    if handover is None or to is None:
        return None
    seen = Item.objects.visible_to(to, at=timezone.now()).filter(withdrawal=None)
    parts = handover.parts.filter(Q(item=None) | Q(item__in=seen.values("pk")), to__in=acts_for(to))
    parts = parts.select_related("item").order_by("kind", "pk")
    return _listed("taken_over", message, to, handover, list(parts))


@renders("given_away")
def given_away_mail(message: Message) -> Mail | None:
    """For whose it was, when somebody else decided it."""
    handover, to = _handover(message), _reader(message)
    if handover is None or to is None or handover.giver_id not in (to.pk, to.claimed_by_id):
        return None
    return _listed("given_away", message, to, handover, list(handover.parts.order_by("pk")))


@renders("new_keeper")
def new_keeper_mail(message: Message) -> Mail | None:
    """For who waits: somebody else keeps what was promised, and by the same day."""
    handover, to = _handover(message), _reader(message)
    if handover is None or to is None:
        return None
    waiting = (
        Promise.objects.waiting()
        .filter(pk__in=message.payload["promises"])
        .select_related("item", "owner__area", "to")
        .order_by("due_on", "pk")
    )
    promises = [promise for promise in waiting if to.pk in (promise.to_id, promise.to.reader_id)]
    if not promises:
        return None
    return _written(
        "new_keeper",
        message,
        to,
        path=_sign_in(_path("today", message), message),
        giver=unlinked(name_for(handover.giver, to)),
        promises=[
            {
                "title": quoted(promise.item.title),
                "owner": unlinked(name_for(promise.owner, to)),
                "due_on": promise.due_on,
            }
            for promise in promises[:NAMED]
        ],
        more=max(0, len(promises) - NAMED),
    )


@renders("colleague_silent")
def colleague_silent_mail(message: Message) -> Mail | None:
    """Those of whom she is warned who are silent still."""
    to = _reader(message)
    if to is None:
        return None
    wanted = Silence.objects.filter(person__in=message.payload["people"], ended_on=None)
    slugs = set(wanted.values_list("person__slug", flat=True))
    silent = [row for row in silent_for(to) if row.slug in slugs]
    if not silent:
        return None
    return _written(
        "colleague_silent",
        message,
        to,
        path=_sign_in(_path("today", message), message),
        people=[
            {"name": unlinked(row.name), "since": row.since, "waiting": row.waiting}
            for row in silent
        ],
        may_hand_over=is_region_admin(to),
    )


def _handover(message: Message) -> Handover | None:
    rows = Handover.objects.filter(pk=message.payload["handover"])
    return rows.select_related("giver__area", "by__area").first()


def _reader(message: Message) -> Actor | None:
    """Who may read it: she takes part, and the address is still hers."""
    to = message.to
    if to is None or hasattr(to, "suspension") or to.email != message.address:
        return None
    return to


def _listed(
    template: str, message: Message, to: Actor, handover: Handover, parts: Sequence[HandoverPart]
) -> Mail | None:
    if not parts:
        return None
    titles = _titles(part.item for part in parts[:NAMED] if part.item is not None)
    return _written(
        template,
        message,
        to,
        path=_sign_in(_path("handover", message, str(handover.public_id)), message),
        titles=titles,
        count=len(parts),
        more=max(0, len(parts) - NAMED),
        giver=unlinked(name_for(handover.giver, to)),
        by=unlinked(name_for(handover.by, to)),
        by_herself=handover.by_id == handover.giver_id,
        reason=quoted(handover.reason),
    )


def _titles(items: Iterable[Item]) -> list[str]:
    return [quoted(title) for title in dict.fromkeys(item.title for item in items)]


def _path(name: str, message: Message, *args: str) -> str:
    with translation.override(language_for(message.language)):
        return reverse(f"web:{name}", args=args)


def _sign_in(path: str, message: Message) -> str:
    return f"{_path('sign-in', message)}?next={path}"


def _written(template: str, message: Message, to: Actor, *, path: str, **values: object) -> Mail:
    with translation.override(language_for(message.language)):
        region = current_region()
        context = {
            "name": unlinked(to.name) if to.is_confirmed() else "",
            "url": settings.BASE_URL + path,
            "region": region.name,
            "contact": region.contact_email,
            **values,
        }
        text = PLAIN.get_template(f"projects/mail/{template}.txt").render(
            Context(context, autoescape=False)
        )
    subject, _blank, body = text.strip().partition("\n")
    parts = [part.strip("\n") for part in body.split("\n\n")]
    paragraphs = "\n\n".join(part for part in parts if part.strip())
    return Mail(subject=normalise_line(subject), body=paragraphs + "\n")
