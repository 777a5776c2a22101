"""Erasing somebody: by what the rooms say of each field, and for good.

It is noted outside the database first, so that no backup brings anybody back. What stays names
“Somebody who left”, so that a trail still reads well and every sum stays what it was.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import models, transaction
from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelsearch import index

from gangmaker.actors.erasures import erases, note_erasure
from gangmaker.actors.models import Account, Actor, ActorKind, Invitation, Region
from gangmaker.actors.models.names import MARK
from gangmaker.actors.operations.merges import part
from gangmaker.actors.operations.people import new_slug
from gangmaker.actors.personal import Fate, Table
from gangmaker.actors.pictures import SIZES, picture_path
from gangmaker.brokerage.models import Brief, BriefCorrection, BriefEnd
from gangmaker.concepts.models import ItemConcept, ItemVector
from gangmaker.core.refusals import Refused
from gangmaker.projects.models import Attachment
from gangmaker.trail.models import Comment, Item, ItemKind, ItemTranslation, Message, Report
from gangmaker.trail.operations import record

from .holding import what_holds
from .passing import pass_on
from .tables import TABLES, model_of, rows_of

PERSON: Final = "person"
PERSON_AND_WORDS: Final = "person and words"
HER_WORDS: Final = (ItemKind.IDEA, ItemKind.OFFER, ItemKind.QUESTION, ItemKind.BRIEF)
"""Kinds that one person writes alone; the words of a project are of those who take part."""

BY_HAND: Final = frozenset({"actors.Actor", "actors.Account", "sessions.Session"})


class StillNeeded(Refused):
    code = "still_needed"
    message = _("Others count on you for something. Hand that over first.")


def erase_person(*, person: Actor, words: bool, now: datetime) -> None:
    """Erase ``person`` with every record for which hers stands; ``words``: also what she wrote.

    Raises ``StillNeeded`` while she owes something to others (``holding.what_holds``).
    """
    if person.kind != ActorKind.PERSON or what_holds(person, at=now):
        raise StillNeeded
    kind = PERSON_AND_WORDS if words else PERSON
    for one in _all_of(person):
        note_erasure(kind=kind, public_id=str(one.public_id), at=now)
    _erase(person, words=words, now=now)


def erase_again(public_id: str, *, words: bool) -> None:
    """After a backup was put back: whoever is in it and was erased since."""
    person = Actor.objects.filter(public_id=public_id).exclude(name=MARK).first()
    if person is not None:
        _erase(person, words=words, now=timezone.now())


def register() -> None:
    """Say how those in the journal are erased again."""
    erases(PERSON, lambda public_id: erase_again(public_id, words=False))
    erases(PERSON_AND_WORDS, lambda public_id: erase_again(public_id, words=True))


def _all_of(person: Actor) -> list[Actor]:
    return list(Actor.objects.filter(models.Q(pk=person.pk) | models.Q(claimed_by=person.pk)))


def _erase(person: Actor, *, words: bool, now: datetime) -> None:
    people = _all_of(person)
    pictures = {one.picture for one in people if one.picture}
    with transaction.atomic():
        _erase_rows(people, words=words, now=now)
        pass_on(person, frozenset(one.pk for one in people), now=now)
        record("actor.erased", by=None, subject=person, at=now, data={"words": words})
    _remove_files(pictures, people)


def _erase_rows(people: list[Actor], *, words: bool, now: datetime) -> None:
    selves = frozenset(one.pk for one in people)
    addresses = _addresses_of(people)
    accounts = {one.account_id for one in people if one.account_id}
    if words:
        _take_words(selves, now=now)
    _end_links(selves)
    for one in people:
        if one.claimed_by_id not in selves:
            part(one, by=one, now=now)
    _end_sessions(accounts, addresses)
    Message.objects.filter(address__in=addresses).delete()
    Invitation.objects.filter(email__in=addresses).delete()
    Report.objects.filter(email__in=addresses).update(name="", email="", by=None)
    for table in TABLES:
        if table.label not in BY_HAND:
            _erase_in(table, selves)
    Account.objects.filter(pk__in=accounts).delete()
    for one in people:
        _make_nameless(one)


def _addresses_of(people: Iterable[Actor]) -> set[str]:
    accounts = [one.account_id for one in people if one.account_id]
    proved = EmailAddress.objects.filter(user__in=accounts).values_list("email", flat=True)
    signs_in = Account.objects.filter(pk__in=accounts).values_list("email", flat=True)
    return {*(one.email for one in people if one.email), *proved, *signs_in}


def _erase_in(table: Table, selves: frozenset[int]) -> None:
    fates = {fate for _name, fate in table.tagged()}
    if not table.hers or not fates & {Fate.GOES, Fate.EMPTIED}:
        return
    rows = rows_of(table, selves)
    if Fate.GOES in fates:
        model_of(table)._base_manager.filter(pk__in=rows.values("pk")).delete()
        return
    rows.update(**_emptied(table))


def _emptied(table: Table) -> dict[str, Any]:
    fields = {one.name: one for one in model_of(table)._meta.local_concrete_fields}
    return {**{name: _nothing(fields[name]) for name in table.emptied}, **table.also}


def _nothing(field: "models.Field[Any, Any]") -> Any:
    if isinstance(field, models.JSONField):
        return field.get_default()
    return None if field.null else ""


def _make_nameless(person: Actor) -> None:
    """Her record stays for what she did; nothing finds or tells her by it."""
    table = next(table for table in TABLES if table.label == "actors.Actor")
    index.remove_object(person)
    Actor.objects.filter(pk=person.pk).update(slug=new_slug("left"), **_emptied(table))


def _take_words(selves: frozenset[int], *, now: datetime) -> None:
    """Her comments, and what she alone wrote: not for an organisation, not with others."""
    Comment.objects.filter(by__in=selves, removed_at=None).update(text="", removed_at=now)
    items = Item.objects.filter(by__in=selves, on_behalf_of=None, kind__in=HER_WORDS)
    ItemTranslation.objects.filter(item__in=items).delete()
    ItemConcept.objects.filter(item__in=items).delete()
    ItemVector.objects.filter(item__in=items).delete()
    Attachment.objects.filter(item__in=items, by__in=selves).delete()
    _take_words_of_briefs(QuerySet(Brief).filter(pk__in=items.values("pk")), now=now)
    for item in items:
        with translation.override(item.language):
            item.title = gettext("Taken away by who wrote it")
        item.summary, item.slug, item.updated_at = "", f"taken-away-{item.code}", now
        item.save(update_fields=["title", "summary", "slug", "updated_at"])
        index.insert_or_update_object(item)


def _take_words_of_briefs(briefs: "QuerySet[Brief]", *, now: datetime) -> None:
    """Also those of before a correction, whoever made it. Nobody is looked for any more."""
    table = next(table for table in TABLES if table.label == "brokerage.Brief")
    BriefCorrection.objects.filter(brief__in=briefs).delete()
    briefs.update(**dict.fromkeys(table.chosen, ""))
    for brief in briefs.filter(ended_at=None, withdrawal=None):
        brief.ended_at, brief.end = now, BriefEnd.STOPPED
        brief.save(update_fields=["ended_at", "end"])
        record("brief.ended", by=None, item=brief, at=now, data={"end": str(BriefEnd.STOPPED)})


def _end_links(selves: frozenset[int]) -> None:
    """The link by which she approved a brief opens nothing any more, for whoever has it."""
    hers: QuerySet[Brief] = QuerySet(Brief).filter(by__in=selves)
    for brief in hers:
        brief.link_nonce = uuid4()
        brief.save(update_fields=["link_nonce"])


def _end_sessions(accounts: set[int], addresses: set[str]) -> None:
    """Those in which she is signed in, and those in which she asked for a code."""
    names = {str(account) for account in accounts}
    for session in Session.objects.iterator():
        said = session.get_decoded()
        if said.get("_auth_user_id") in names or _names_one(said, addresses):
            session.delete()


def _names_one(said: object, addresses: set[str]) -> bool:
    """Whether one of the addresses stands by itself somewhere in what a session holds."""
    if isinstance(said, Mapping):
        return any(_names_one(each, addresses) for each in said.values())
    if isinstance(said, list | tuple):
        return any(_names_one(each, addresses) for each in said)
    return isinstance(said, str) and said.casefold() in addresses


def _remove_files(pictures: set[str], people: Iterable[Actor]) -> None:
    """Her picture, unless somebody else shows the very same; and a download that waits."""
    for name in pictures:
        if Actor.objects.filter(picture=name).exists() or Region.objects.filter(logo=name).exists():
            continue
        for size in SIZES:
            picture_path(name, size).unlink(missing_ok=True)
    for one in people:
        download_of(one).unlink(missing_ok=True)


def download_of(person: Actor) -> Path:
    """Where a file with her data waits until she fetches it."""
    return Path(settings.DATA_DIR) / "downloads" / f"{person.public_id}.zip"
