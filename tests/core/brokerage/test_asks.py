"""What fits one member, all at once: the points are those of the arithmetic one by one."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from gangmaker.core.brokerage.asks import NO_END, OpenAsks, ranked
from gangmaker.core.brokerage.fit import Ask, AskedConcept, Member, fit
from gangmaker.core.brokerage.weights import Weights
from tests.core.brokerage.test_fit import (
    CONCEPTS,
    DAY,
    FORMS,
    asked_concepts,
    asks,
    days,
    facts,
    weights,
)

Holds = Callable[[Ask], object]
NOT_OPEN = 555


@st.composite
def open_asks(draw: st.DrawFn) -> tuple[list[AskedConcept], list[Ask]]:
    """A concept is worth the same whoever asks it."""
    asked = draw(st.lists(asked_concepts, min_size=1, unique_by=lambda each: each.concept))
    some = st.lists(st.sampled_from(asked), min_size=1, unique_by=lambda each: each.concept)
    drawn = draw(st.lists(st.tuples(asks, some, days), max_size=8))
    return asked, [
        replace(ask, concepts=tuple(concepts), by_when=day) for ask, concepts, day in drawn
    ]


members = facts.filter(lambda each: each.open < each.at_once)
times = st.dictionaries(st.integers(1, 8), st.integers(1, 20))


@given(open_asks(), members, times, weights, st.sets(st.integers(1, 8)))
def test_all_at_once_comes_to_the_same_as_one_by_one(
    found: tuple[list[AskedConcept], list[Ask]],
    member: Member,
    not_counted: dict[int, int],
    chosen: Weights,
    closing: set[int],
):
    asked, pool = found
    proposed = {one: min(many, member.proposals) for one, many in not_counted.items()}
    ends = {
        one: ask.by_when or (DAY if one in closing else NO_END)
        for one, ask in enumerate(pool, start=1)
    }

    told = ranked(
        columns_of(pool, member, closing), member, asked, not_counted=proposed, weights=chosen
    )

    one_by_one = [
        (-each.points, ends[one].toordinal(), one)
        for one, ask in enumerate(pool, start=1)
        if (each := fit(ask, _for(member, proposed.get(one, 0)), chosen))
    ]
    rows = zip(told.keys.tolist(), told.ids.tolist(), strict=True)
    assert [(points, end, one) for (points, end), one in rows] == sorted(one_by_one)


def _for(member: Member, not_counted: int) -> Member:
    return replace(member, proposals=member.proposals - not_counted)


def columns_of(pool: list[Ask], member: Member, closing: set[int]) -> OpenAsks:
    """The facts of these by column, with something in them that is not open."""

    def ids(holds: Holds) -> np.ndarray:
        those = [one for one, ask in enumerate(pool, start=1) if holds(ask)]
        return np.array([*those, NOT_OPEN], dtype=np.int64)

    def asking(concept: int) -> Holds:
        return lambda ask: concept in {each.concept for each in ask.concepts}

    def by(day: date) -> Holds:
        return lambda ask: ask.by_when == day

    numbered = list(enumerate(pool, start=1))
    closes = [one for one, ask in numbered if one in closing and not ask.by_when]
    return OpenAsks(
        counted=np.arange(1, len(pool) + 1),
        concepts={concept: ids(asking(concept)) for concept in CONCEPTS},
        forms={form: ids(lambda ask, form=form: form in ask.forms) for form in FORMS},  # type: ignore[misc]
        language=ids(lambda ask: ask.languages & member.languages),
        sector=ids(lambda ask: ask.sectors & member.sectors),
        same_place=ids(lambda ask: ask.place is not None and ask.place == member.place),
        near=ids(lambda ask: member.place in ask.near),
        other_sectors=ids(
            lambda ask: (
                member.sectors and ask.asker_sectors and not ask.asker_sectors & member.sectors
            )
        ),
        by_when={ask.by_when: ids(by(ask.by_when)) for ask in pool if ask.by_when},
        closes={DAY: np.array(closes, dtype=np.int64)},
    )
