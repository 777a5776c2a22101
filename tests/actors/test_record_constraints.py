"""What must hold about claims, merges and what is alike holds in the database itself."""

from collections.abc import Callable

import pytest

from gangmaker.actors.models import (
    Actor,
    Claim,
    ClaimDecision,
    Difference,
    Likeness,
    Merge,
)
from tests.trail.violations import constraints_of, refused_change, refused_copy
from tests.world import NOON, make_organisation, make_person, make_team

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def make_claim() -> Claim:
    return Claim.objects.create(actor=make_organisation(), by=make_person())


def make_merge() -> Merge:
    stands, other = make_organisation(), make_organisation()
    return Merge.objects.create(stands=stands, other=other, by=make_team(), reason="x")


def a_person_with_an_enterprise_number() -> None:
    refused_change(make_person(), enterprise_number="0477472701")


def a_merge_that_points_nowhere() -> None:
    refused_change(make_organisation(), merged_at=NOON)


def a_claim_of_oneself() -> None:
    claim = make_claim()
    refused_change(claim, by_id=claim.actor_id)


def a_link_without_an_end() -> None:
    refused_change(make_claim(), asked_address_at=NOON)


def a_decision_of_the_team_without_a_reason() -> None:
    decision = ClaimDecision.objects.create(
        claim=make_claim(), granted=True, check_used="team", by=make_team(), reason="x"
    )
    refused_change(decision, reason="")


def a_merge_of_one_record() -> None:
    merge = make_merge()
    refused_change(merge, other_id=merge.stands_id)


def a_merge_without_a_reason() -> None:
    refused_change(make_merge(), reason="")


def a_merge_undone_by_nobody() -> None:
    refused_change(make_merge(), undone_at=NOON)


def a_record_merged_twice() -> None:
    merge = make_merge()
    refused_copy(merge, public_id="0" * 32, stands_id=make_organisation().pk)


def _pair(model: type[Likeness] | type[Difference], **more: object) -> Likeness | Difference:
    one, other = make_organisation(), make_organisation()
    return model.objects.create(one=one, other=other, **more)


def a_likeness_twice() -> None:
    refused_copy(_pair(Likeness, strength=1))


def a_likeness_the_wrong_way_round() -> None:
    row = _pair(Likeness, strength=1)
    refused_change(row, one_id=row.other_id, other_id=row.one_id)


def a_difference_twice() -> None:
    refused_copy(_pair(Difference, by=make_team()))


def a_difference_the_wrong_way_round() -> None:
    row = _pair(Difference, by=make_team())
    refused_change(row, one_id=row.other_id, other_id=row.one_id)


VIOLATIONS: dict[str, Callable[[], None]] = {
    "actor_enterprise_is_an_organisation": a_person_with_an_enterprise_number,
    "actor_merged_into_another": a_merge_that_points_nowhere,
    "claim_of_another": a_claim_of_oneself,
    "claim_link_has_an_end": a_link_without_an_end,
    "claim_decision_has_its_check": a_decision_of_the_team_without_a_reason,
    "merge_of_two": a_merge_of_one_record,
    "merge_has_a_reason": a_merge_without_a_reason,
    "merge_undone_by_somebody": a_merge_undone_by_nobody,
    "merge_once_at_a_time": a_record_merged_twice,
    "likeness_once": a_likeness_twice,
    "likeness_low_id_first": a_likeness_the_wrong_way_round,
    "difference_once": a_difference_twice,
    "difference_low_id_first": a_difference_the_wrong_way_round,
}
OURS = {"actor_enterprise_is_an_organisation", "actor_merged_into_another"}


@pytest.mark.parametrize("name", sorted(VIOLATIONS))
def test_the_database_refuses(name):
    VIOLATIONS[name]()


def test_every_constraint_of_these_tables_has_its_violation():
    tables = constraints_of(Claim, ClaimDecision, Merge, Likeness, Difference)

    assert set(VIOLATIONS) == tables | OURS
    assert constraints_of(Actor) >= OURS
