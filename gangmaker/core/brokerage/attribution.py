"""What may be said to come of an introduction: only what came after it. Plain dates compared."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

Pair = tuple[int, int]


class Claim(StrEnum):
    """What a collaboration of two owes to their introduction."""

    NONE_YET = "none_yet"
    OURS = "ours"
    """The introduction comes first, by its day and on the trail."""
    EARLIER = "earlier"
    """They had agreed before they were introduced."""
    HINDSIGHT = "hindsight"
    """The introduction was written down only after they had agreed."""


@dataclass(frozen=True)
class Brought:
    """An introduction: the day on which it began and on which it was first written down.

    ``together_on``: the agreement, or the project, whichever came first; ``project`` came of it.
    """

    id: int
    pair: Pair
    began_on: date
    written_on: date
    together_on: date | None = None
    project: int | None = None


@dataclass(frozen=True)
class Shared:
    """A project in which both of a pair take part, since a day."""

    pair: Pair
    project: int
    since: date


@dataclass(frozen=True)
class Told:
    """``first_time``: no introduction of the two and no project of both came before.

    ``again``: the projects that the two began later by themselves.
    """

    id: int
    claim: Claim
    first_time: bool
    again: tuple[int, ...] = ()


def told(brought: Iterable[Brought], shared: Iterable[Shared]) -> dict[int, Told]:
    """Each introduction by its id. The order in which they are given does not matter."""
    projects: defaultdict[Pair, list[Shared]] = defaultdict(list)
    for one in shared:
        projects[_pair(one.pair)].append(one)
    of_pair: defaultdict[Pair, list[Brought]] = defaultdict(list)
    for each in brought:
        of_pair[_pair(each.pair)].append(each)
    claimed = {each.project for introductions in of_pair.values() for each in introductions}
    found: dict[int, Told] = {}
    for pair, introductions in of_pair.items():
        found |= _of_pair(introductions, projects[pair], claimed)
    return found


def _pair(pair: Pair) -> Pair:
    one, other = sorted(pair)
    return one, other


def _of_pair(
    introductions: list[Brought], shared: list[Shared], claimed: set[int | None]
) -> dict[int, Told]:
    ordered = sorted(introductions, key=lambda each: (each.began_on, each.id))
    begun = sorted(shared, key=lambda each: (each.since, each.project))
    found = {}
    for place, each in enumerate(ordered):
        earlier = place > 0 or any(
            one.since < each.began_on and one.project != each.project for one in begun
        )
        claim = _claim(each)
        after = ordered[place + 1].began_on if place + 1 < len(ordered) else None
        again = _again(each, begun, claimed, until=after) if claim is Claim.OURS else ()
        found[each.id] = Told(each.id, claim, not earlier and claim is not Claim.EARLIER, again)
    return found


def _claim(each: Brought) -> Claim:
    if each.together_on is None:
        return Claim.NONE_YET
    if each.together_on < each.began_on:
        return Claim.EARLIER
    return Claim.OURS if each.written_on <= each.together_on else Claim.HINDSIGHT


def _again(
    each: Brought, begun: list[Shared], claimed: set[int | None], *, until: date | None
) -> tuple[int, ...]:
    """Later projects that no introduction claims, and before the two were introduced anew.

    Where no project is said to come of it, the first after the agreement is taken to be that one.
    """
    later = [
        one.project
        for one in begun
        if each.together_on is not None
        and one.since >= each.together_on
        and one.project not in claimed
        and (until is None or one.since < until)
    ]
    return tuple(later if each.project is not None else later[1:])
