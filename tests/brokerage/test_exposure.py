"""How evenly people come up, over rows."""

from datetime import timedelta
from fractions import Fraction

import pytest

from gangmaker.brokerage.models import IntroductionState, Origin
from gangmaker.brokerage.queries.exposure import Exposure, exposure
from tests.brokerage.rows import make_available, make_brief, make_candidate, make_introduced
from tests.world import NOON, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def test_it_is_counted_over_who_is_available_and_over_what_was_proposed_lately():
    often, once, _never, before = (make_available() for _number in range(4))
    record, quiet = make_person(), make_person()
    record.claimed_by = often
    record.save()
    make_candidate(make_brief(), often)
    make_candidate(make_brief(), record)
    make_candidate(make_brief(), before, at=NOON - timedelta(days=366))
    make_introduced(once, quiet, state=IntroductionState.PROPOSED)
    seen = make_introduced(before, quiet)
    seen.origin = Origin.ENCOUNTER
    seen.save()

    found = exposure(at=NOON)

    assert found == Exposure(available=4, proposals=3, never=2, gini=Fraction(7, 12))


def test_of_nobody_nothing_is_uneven():
    assert exposure(at=NOON) == Exposure(available=0, proposals=0, never=0, gini=Fraction(0))
