"""What only looks wrong: many new people from one network, the same text again and again, floods.

Nothing is ever stopped here. What was counted is remembered in the cache for as long as it is
counted, networks by a keyed digest only; what stays is a flag for a human.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.core.cache import cache
from django.utils.crypto import salted_hmac

from gangmaker.actors.models import Actor
from gangmaker.core.text import fold

from .models import Act, Comment, FlagKind, Item
from .noting import ABOUT_AN_ITEM, MAKING
from .operations.flags import flag_more, raise_flag

NEW_FOR: Final = timedelta(days=1)
"""Somebody who came today is new."""
LONG_ENOUGH: Final = 40
"""Shorter texts, such as "well done", are the same by themselves."""


@dataclass(frozen=True)
class Rule:
    """So many within so many seconds is for a human to look at."""

    kind: FlagKind
    times: int
    seconds: int


SAME_NETWORK: Final = Rule(FlagKind.SAME_NETWORK, 8, 600)
SAME_TEXT: Final = Rule(FlagKind.SAME_TEXT, 4, 86_400)
FLOOD: Final = Rule(FlagKind.FLOOD, 30, 600)


def watch(acts: list[Act], *, network: str) -> None:
    """Count what a request did, after it was answered."""
    for act in acts:
        _same_network(act, network)
        _same_text(act)
        _count(FLOOD, f"{act.by_id}", act, item=None, once=f"act-{act.pk}")


def _same_network(act: Act, network: str) -> None:
    """New people only, each once, for one item; for what they make themselves, wherever."""
    known_before = Actor.objects.filter(pk=act.by_id or 0, created_at__lt=act.at - NEW_FOR)
    if known_before.exists():
        return
    item = act.item_id if act.verb in ABOUT_AN_ITEM else None
    digest = salted_hmac("gangmaker.trail.watching", network, algorithm="sha256").hexdigest()
    _count(SAME_NETWORK, f"{item}:{digest}", act, item=item, once=f"person-{act.by_id}")


def _same_text(act: Act) -> None:
    text = " ".join(fold(_text_of(act)).split())
    if len(text) < LONG_ENOUGH:
        return
    digest = salted_hmac("gangmaker.trail.watching", text, algorithm="sha256").hexdigest()
    _count(SAME_TEXT, digest, act, item=act.item_id, once=f"act-{act.pk}")


def _text_of(act: Act) -> str:
    if act.verb == "comment.written":
        said = Comment.objects.filter(pk=act.data.get("comment")).values_list("text", flat=True)
        return said.first() or ""
    if act.verb not in MAKING:
        return ""
    made = Item.objects.filter(pk=act.item_id or 0).values_list("title", "summary").first()
    return "\n".join(made or ())


def _count(rule: Rule, key: str, act: Act, *, item: int | None, once: str) -> None:
    """Count one more, and raise or enlarge the flag when there were as many as the rule says."""
    place = f"watch:{rule.kind}:{key}"
    if not cache.add(f"{place}:{once}", 1, timeout=rule.seconds):
        return
    cache.add(f"{place}:since", act.at, timeout=rule.seconds)
    times = 1 if cache.add(place, 1, timeout=rule.seconds) else _one_more(place, rule)
    cache.set(f"{place}:{times}", act.by_id, timeout=rule.seconds)
    if times < rule.times:
        return
    people = cache.get_many([f"{place}:{number}" for number in range(1, times + 1)]).values()
    flagged = cache.get(f"{place}:flag")
    if flagged is not None:
        flag_more(flagged, people=sorted(set(people)), times=times, now=act.at)
        return
    since: datetime = cache.get(f"{place}:since") or act.at
    flag = raise_flag(
        kind=rule.kind, item=item, people=sorted(set(people)), times=times, since=since, now=act.at
    )
    cache.set(f"{place}:flag", flag.pk, timeout=rule.seconds)


def _one_more(place: str, rule: Rule) -> int:
    try:
        return int(cache.incr(place))
    except ValueError:  # it ran out between the two
        cache.add(place, 1, timeout=rule.seconds)
        return 1
