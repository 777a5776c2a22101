"""Making, changing, linking and withdrawing items of any kind."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string
from modelsearch import index

from gangmaker.actors.models import Actor, Area
from gangmaker.actors.rules import NotYours
from gangmaker.core.text import slugify_title
from gangmaker.trail import rules
from gangmaker.trail.models import Item, ItemTranslation, Link, LinkVerb, Promise, Withdrawal

from .journal import record
from .life import ask_anew

CODE_ALPHABET = "bcdfghjkmnpqrstvwxz23456789"
CODE_LENGTH = 8


@dataclass(frozen=True)
class NewItem:
    """What every new item says, whatever its kind."""

    title: str
    summary: str
    language: str
    by: Actor
    owner: Actor
    deputy: Actor | None = None
    on_behalf_of: Actor | None = None
    audience: str = "public"
    area: Area | None = None
    source: str = ""
    entered_by: Actor | None = None
    published_at: datetime | None = None
    form_token: UUID | None = None


def item_fields(new: NewItem, *, kind: str, now: datetime) -> dict[str, Any]:
    """The columns of an item of ``kind``, with its short address and its slug."""
    code = get_random_string(CODE_LENGTH, CODE_ALPHABET)
    return {
        "kind": kind,
        "code": code,
        "slug": f"{slugify_title(new.title, limit=80)}-{code[:5]}",
        "created_at": now,
        "updated_at": now,
        "alive_on": timezone.localdate(now),
        **{name: getattr(new, name) for name in NewItem.__dataclass_fields__},
    }


@transaction.atomic
def edit_item(
    *, item: Item, by: Actor, title: str, summary: str, language: str, now: datetime
) -> None:
    """Change what an item says. Its addresses stay; translations are shown as older than it."""
    if not rules.can_edit_words(by, item):
        raise NotYours
    item.title, item.summary, item.language, item.updated_at = title, summary, language, now
    item.save(update_fields=["title", "summary", "language", "updated_at"])
    record("item.edited", by=by, item=item, at=now)


@transaction.atomic
def translate_item(
    *, item: Item, by: Actor, language: str, title: str, summary: str, now: datetime
) -> ItemTranslation:
    """Say in another language what the item says, replacing an earlier translation into it."""
    if not rules.can_translate(by, item) or language == item.language:
        raise NotYours
    translation, _created = ItemTranslation.objects.update_or_create(
        item=item,
        language=language,
        defaults={"title": title, "summary": summary, "by": by, "at": now},
    )
    item.updated_at = now
    item.save(update_fields=["updated_at"])  # also tells the search index
    record("item.translated", by=by, item=item, at=now, data={"language": language})
    index.insert_or_update_object(item)  # found in this language too, from now on
    return translation


@transaction.atomic
def link_items(*, source: Item, verb: str, target: Item, by: Actor | None, now: datetime) -> Link:
    """Say how one item hangs together with another; saying it twice changes nothing."""
    author = by or source.by
    link, created = Link.objects.get_or_create(
        source=source, verb=LinkVerb(verb), target=target, defaults={"by": author, "at": now}
    )
    if created:
        record(
            "item.linked", by=author, item=source, at=now, data={"verb": verb, "target": target.pk}
        )
    return link


@transaction.atomic
def publish(*, item: Item, by: Actor, now: datetime) -> None:
    """Show a draft to its audience from now on. Publishing twice changes nothing."""
    won = Item.objects.filter(pk=item.pk, published_at=None).update(published_at=now)
    if won:
        item.published_at = now
        record("item.published", by=by, item=item, at=now)


@transaction.atomic
def withdraw(*, item: Item, by: Actor, reason: str, now: datetime) -> None:
    """Show what one made to nobody but the team any more. What happened stays on record.

    What others made is withdrawn with a statement of reasons (``deciding``).
    """
    if not rules.can_withdraw(by, item):
        raise NotYours
    _withdrawal, created = Withdrawal.objects.get_or_create(
        item=item, defaults={"by": by, "at": now, "reason": reason}
    )
    if created:
        record("item.withdrawn", by=by, item=item, at=now)


@transaction.atomic
def hand_over(*, item: Item, by: Actor, owner: Actor, deputy: Actor | None, now: datetime) -> None:
    """Give an item and its open promises another owner and deputy."""
    wanted = [owner] if deputy is None else [owner, deputy]
    new = [one for one in wanted if one.pk not in (item.owner_id, item.deputy_id)]
    if not rules.can_hand_over(by, item) or not all(
        rules.can_be_given(item.kind, one) for one in new
    ):
        raise NotYours
    item.owner, item.deputy = owner, deputy
    item.save(update_fields=["owner", "deputy"])
    Promise.objects.filter(item=item, kept_by=None).update(owner=owner)
    ask_anew([item.pk], now=now)
    record("item.handed_over", by=by, item=item, subject=owner, at=now)
