"""What the page of an item says when it sleeps, or came to its end."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone

from gangmaker.actors.models import Actor
from gangmaker.actors.queries import name_for
from gangmaker.trail import rules
from gangmaker.trail.models import Item


@dataclass(frozen=True)
class Asleep:
    """For asleep.html; the addresses only for who may wake it up."""

    since: date
    alive_on: date
    owner: str
    wake_url: str
    life_url: str


@dataclass(frozen=True)
class Ended:
    """For asleep.html; ``wake_url`` only for who may take it up again."""

    how: str
    on: date
    by: str
    reason: str
    lang: str
    wake_url: str


def asleep_of(item: Item, viewer: Actor | None) -> Asleep | None:
    if item.asleep_since is None or hasattr(item, "withdrawal"):
        return None
    return Asleep(
        since=item.asleep_since,
        alive_on=item.alive_on,
        owner=name_for(item.owner, viewer),
        wake_url=_url("item-awake", item, viewer),
        life_url=_url("item-life", item, viewer),
    )


def ended_of(item: Item, viewer: Actor | None) -> Ended | None:
    """``item.ending`` comes with the item, and with who said so."""
    ending = getattr(item, "ending", None)
    if ending is None or hasattr(item, "withdrawal"):
        return None
    return Ended(
        how=ending.how,
        on=timezone.localdate(ending.at),
        by=name_for(ending.by, viewer),
        reason=ending.reason,
        lang=ending.language,
        wake_url=_url("item-awake", item, viewer),
    )


def _url(name: str, item: Item, viewer: Actor | None) -> str:
    return reverse(f"web:{name}", args=[item.slug]) if rules.can_say_alive(viewer, item) else ""
