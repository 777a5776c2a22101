"""The same figures between sectors: who brings to whom, and who works with whom."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import product

from django.db.models import Min
from django.db.models.functions import Coalesce

from gangmaker.actors.models import ActorSector
from gangmaker.insight.figures import Found, Row, Scope
from gangmaker.trail.models import Item, ItemAudience, ItemKind

from .ideas import CAME_OF_IT, JOINED
from .projects import pairs_of
from .scopes import in_area, shown_in

Told = tuple[Sequence[str], Sequence[str], bool]
"""The sectors of the one, those of the other, and whether it came to something."""


def conversion_by_sectors(scope: Scope) -> Found:
    """Ideas for somebody, by the sectors of who left them and of who asked; ordered pairs."""
    ideas = Item.objects.filter(
        kind=ItemKind.IDEA,
        audience=ItemAudience.PUBLIC,
        withdrawal=None,
        idea__target__isnull=False,
    )
    facts = [
        (giver, asker, bool(led or joined))
        for giver, asker, led, joined in in_area(shown_in(ideas, scope), scope)
        .annotate(
            giver=_who(""),
            asker=_who("idea__target__"),
            led_at=Min("links_in__at", filter=CAME_OF_IT),
            joined_at=Min("links_out__at", filter=JOINED),
        )
        .order_by("pk")
        .values_list("giver", "asker", "led_at", "joined_at")
    ]
    return _found(facts, sign=">")


def _who(of: str) -> Coalesce:
    """The organisation behind it, else the person; of a merged record the one that stands."""
    ways = ("on_behalf_of__claimed_by", "on_behalf_of", "by__claimed_by", "by")
    return Coalesce(*(f"{of}{way}" for way in ways))


def first_time_by_sectors(scope: Scope) -> Found:
    """Pairs of parties, by their sectors; business with education is education with business."""
    return _found([(one, other, new) for _pk, one, other, new in pairs_of(scope)], sign="+")


def _found(facts: Sequence[tuple[int, int, bool]], *, sign: str) -> Found:
    """Of each pair of sectors how many came to something. Who has two sectors counts in both."""
    sectors = _sectors()
    told = [(sectors[one], sectors[other], came) for one, other, came in facts]
    known = [each for each in told if each[0] and each[1]]
    came, all_of_it = _counted(known, sign=sign)
    return Found(
        value=Fraction(100 * sum(came for *_pair, came in known), len(known)) if known else None,
        rows=tuple(
            Row(pair, came[pair], of=count)
            for pair, count in sorted(all_of_it.items(), key=lambda row: (-row[1], row[0]))
        ),
        known=len(known),
        total=len(facts),
        inputs=lambda: facts,
    )


def _counted(known: Iterable[Told], *, sign: str) -> tuple[Counter[str], Counter[str]]:
    came: Counter[str] = Counter()
    counts: Counter[str] = Counter()
    for ones, others, came_to_something in known:
        pairs = {_key(one, other, sign=sign) for one, other in product(ones, others)}
        counts.update(pairs)
        came.update(pairs if came_to_something else ())
    return came, counts


def _key(one: str, other: str, *, sign: str) -> str:
    """With an arrow the order says who gave; otherwise there is none."""
    return sign.join((one, other) if sign == ">" else sorted((one, other)))


def _sectors() -> defaultdict[int, list[str]]:
    """The sectors of everybody who has one. One query."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    for actor, sector in ActorSector.objects.order_by("actor", "sector").values_list(
        "actor", "sector"
    ):
        found[actor].append(sector)
    return found
