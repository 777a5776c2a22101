"""Reading acts and writing down who is told of them. A duty of the worker.

It keeps its own place among the acts, so what happened while nobody read is told when somebody
does. An act that is read twice tells nobody twice.
"""

import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Max, Q

from gangmaker.actors.models import Actor, ActorKind, Membership
from gangmaker.actors.queries import ACTING

from .concerns import CONCERNS, MAILED, THANKING, Whom, has_own_mail, is_told
from .models import (
    Act,
    Comment,
    Follow,
    Item,
    ItemAudience,
    Message,
    Notice,
    NoticeKind,
    Thanks,
)
from .readers import has_read, held_place, newest_act, since

READER: Final = "notices"
BATCH: Final = 500
LONGEST_SECONDS: Final = 20.0
NEWS_FOR: Final = timedelta(days=14)
"""What is older is no news any more, however long nobody read."""
FIRST_LOOK: Final = timedelta(days=1)
"""An installation that never wrote notices begins with what happened since yesterday."""

Wanted = dict[tuple[int, int], tuple[NoticeKind, bool]]
"""By person and act: why she is told, and whether by mail."""


def write_notices(*, now: datetime) -> int:
    """Write the notices of all acts since the last time; returns how many there may be."""
    newest = newest_act()
    if has_read(READER, newest):
        return 0
    started, written, after = time.monotonic(), 0, None
    while (after is None or after < newest) and time.monotonic() - started < LONGEST_SECONDS:
        with transaction.atomic():
            place = held_place(READER, begin=lambda: _before_yesterday(now), now=now)
            acts = _next_acts(since(place) if after is None else Q(pk__gt=after), now=now)
            written += len(_write(acts, now=now))
            after = acts[-1].pk if len(acts) == BATCH else newest
            place.act, place.at = max(place.act, after), now
            place.save(update_fields=["act", "at"])
    return written


def _before_yesterday(now: datetime) -> int:
    before = Act.objects.filter(at__lt=now - FIRST_LOOK)
    return before.aggregate(newest=Max("pk"))["newest"] or 0


def _next_acts(which: Q, *, now: datetime) -> list[Act]:
    told = Act.objects.filter(verb__in=CONCERNS, item__isnull=False, at__gt=now - NEWS_FOR)
    return list(told.filter(which).select_related("item").order_by("pk")[:BATCH])


def _write(acts: Sequence[Act], *, now: datetime) -> list[Notice]:
    told = _still_standing([act for act in acts if is_told(act)])
    by_pk = {act.pk: act for act in told}
    wanted = _reachable(_wanted(told))
    seen = _seen_by(wanted, by_pk, now=now)
    mailed = _mailed(told, to={person for person, _act in wanted})
    notices = [
        Notice(
            person_id=person,
            act_id=act,
            item_id=by_pk[act].item_id or 0,
            kind=kind,
            at=by_pk[act].at,
            by_mail=by_mail and (person, act) not in mailed,
        )
        for (person, act), (kind, by_mail) in wanted.items()
        if by_pk[act].item_id in seen.get(person, ())
    ]
    return Notice.objects.bulk_create(notices, ignore_conflicts=True)


def _mailed(acts: Sequence[Act], *, to: set[int]) -> set[tuple[int | None, int]]:
    """By person and act: who got a mail of its own about it, which was owed at that moment."""
    kinds = {(MAILED[act.verb], act.at): act.pk for act in acts if act.verb in MAILED}
    if not kinds:
        return set()
    of_them = {kind for kind, _at in kinds}
    at_that_moment = {at for _kind, at in kinds}
    own = Message.objects.filter(to__in=to, kind__in=of_them, created_at__in=at_that_moment)
    found = own.values_list("to", "kind", "created_at")
    return {(person, kinds[kind, at]) for person, kind, at in found if (kind, at) in kinds}


def comment_of(act: Act) -> int | None:
    """The comment that an act is about."""
    comment: int | None = act.data.get("comment")
    return comment


def _still_standing(acts: Sequence[Act]) -> list[Act]:
    """Without what is about a comment that was hidden or taken back in the meantime, and without
    thanks that were: of those said, taken back and said again the last act stands."""
    comments = {comment for act in acts if (comment := comment_of(act))}
    shown = Comment.objects.standing().filter(pk__in=comments, hiding=None)
    standing = set(shown.values_list("pk", flat=True)) if comments else set()
    thanks = _thanks_of([act for act in acts if act.verb in THANKING])
    return [
        act
        for act in acts
        if (comment_of(act) is None or comment_of(act) in standing)
        and (
            act.verb not in THANKING or (act.item_id, comment_of(act), act.by_id, act.at) in thanks
        )
    ]


def _thanks_of(acts: Sequence[Act]) -> set[tuple[int, int | None, int, datetime]]:
    """The thanks that stand on the items of these acts, by those who said them."""
    if not acts:
        return set()
    said = Thanks.objects.filter(
        item__in={act.item_id for act in acts}, by__in={act.by_id for act in acts}
    )
    return set(said.values_list("item", "comment", "by", "at"))


# --- Who is concerned -------------------------------------------------------------------------


def _wanted(acts: Sequence[Act]) -> Wanted:
    """Everybody concerned, but for who did it herself."""
    followers = _followers(acts)
    named = {actor for act in acts for _whom, actor in _named(act)}
    behind = _people_behind(named)
    wanted: Wanted = {}
    for act in acts:
        concern = CONCERNS[act.verb]
        for whom, actor in [*_named(act), *followers.get(act.pk, ())]:
            kind = concern.whom.get(whom)
            if kind is None:
                continue
            for person in behind.get(actor, (actor,)):
                if person != act.by_id:
                    wanted.setdefault((person, act.pk), (kind, not has_own_mail(act, whom)))
    return wanted


def _named(act: Act) -> Iterator[tuple[Whom, int]]:
    item = act.item
    if item is None:
        return
    if act.subject_id:
        yield Whom.SUBJECT, act.subject_id
    yield Whom.MAKER, item.on_behalf_of_id or item.by_id
    yield Whom.KEEPERS, item.owner_id
    if item.deputy_id:
        yield Whom.KEEPERS, item.deputy_id


def _followers(acts: Sequence[Act]) -> Mapping[int, list[tuple[Whom, int]]]:
    """Of each act who followed its item when it happened."""
    follows = defaultdict(list)
    items = {act.item_id for act in acts if Whom.FOLLOWERS in CONCERNS[act.verb].whom}
    for follow in Follow.objects.filter(item__in=items) if items else ():
        follows[follow.item_id].append(follow)
    return {
        act.pk: [
            (Whom.FOLLOWERS, follow.actor_id)
            for follow in follows.get(act.item_id or 0, ())
            if follow.since <= act.at
        ]
        for act in acts
    }


def _people_behind(actors: Iterable[int]) -> Mapping[int, list[int]]:
    """For an organisation who acts for it; for a record that was claimed who stands for it."""
    actors = set(actors)
    behind = defaultdict(list)
    acting = Membership.objects.filter(organisation__in=actors, role__in=ACTING)
    for organisation, person in acting.values_list("organisation", "person"):
        behind[organisation].append(person)
    for record in Actor.objects.filter(pk__in=actors, claimed_by__isnull=False):
        behind[record.pk].append(record.claimed_by_id or record.pk)
    return behind


def _reachable(wanted: Wanted) -> Wanted:
    """Only people who can sign in now."""
    people = Actor.objects.filter(pk__in={person for person, _act in wanted})
    able = people.filter(
        kind=ActorKind.PERSON, account__is_active=True, suspension=None, claimed_by=None
    )
    known = set(able.values_list("pk", flat=True)) if wanted else set()
    return {place: why for place, why in wanted.items() if place[0] in known}


# --- Who may see it now -----------------------------------------------------------------------


def _seen_by(wanted: Wanted, acts: Mapping[int, Act], *, now: datetime) -> dict[int, set[int]]:
    """By person the items, among those that she would be told of, that she may see now.

    One query for what every member sees; of the rest each person is asked for by herself.
    """
    items: dict[int, set[int]] = defaultdict(set)
    for person, act in wanted:
        items[person].add(acts[act].item_id or 0)
    all_items = {item for found in items.values() for item in found}
    for_members = Q(audience__in=[ItemAudience.PUBLIC, ItemAudience.MEMBERS])
    shown = Item.objects.published(at=now).filter(for_members, pk__in=all_items)
    common = set(shown.values_list("pk", flat=True)) if all_items else set()
    narrow = {person: found - common for person, found in items.items() if found - common}
    people = Actor.objects.in_bulk(narrow)
    for person, found in narrow.items():
        visible = Item.objects.visible_to(people[person], at=now).filter(pk__in=found)
        items[person] = (items[person] & common) | set(visible.values_list("pk", flat=True))
    return items
