"""What the figures of the team count and name."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from gangmaker.actors.models import Actor, ActorSector
from gangmaker.insight.figures import Found, Scope
from gangmaker.insight.registry import TEAM_INDICATORS, for_team, indicator
from gangmaker.trail.models import Item, LinkVerb, Party, Promise
from gangmaker.trail.operations import link_items, withdraw
from tests.world import (
    NOON,
    make_area,
    make_contribution,
    make_person,
    make_project,
    make_question,
    make_team,
)

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(days=1)
THIS_YEAR = Scope(date(2026, 1, 1), date(2027, 1, 1), LATER)


def compute(key: str) -> Found:
    found = for_team(key)
    assert found is not None
    return found.compute(THIS_YEAR)


def rows(found: Found) -> list[tuple[str, int | None, int | None]]:
    return [(row.key, row.count, row.of) for row in found.rows]


def of_sectors(*sectors: str) -> Actor:
    actor = make_person()
    for sector in sectors:
        ActorSector.objects.create(actor=actor, sector=sector)
    return actor


@pytest.mark.parametrize("one", TEAM_INDICATORS, ids=lambda one: one.key)
def test_nothing_of_it_is_told_to_everybody(one):
    assert indicator(one.key) is None
    assert for_team(one.key) is one


def test_what_is_asleep_counts_whoever_may_see_it_and_the_most_silent_is_first():
    today = LATER.date()
    for days, audience, asleep in ((121, "public", 3), (130, "parties", 12), (140, "public", 0)):
        silent = make_project(audience=audience)
        silent.alive_on = today - timedelta(days=days)
        silent.asleep_since = today - timedelta(days=asleep) if asleep else None
        silent.save(update_fields=["alive_on", "asleep_since"])

    found = compute("asleep_items")

    assert (found.value, found.total) == (Fraction(2), 2)
    assert [row.count for row in found.rows] == [130, 121]


def test_the_oldest_open_promise_is_first_and_what_was_withdrawn_waits_no_more():
    make_team()
    young, old, gone = (make_contribution(by=make_person()) for _number in range(3))
    Promise.objects.filter(pk=old.promise.pk).update(
        made_on=date(2026, 10, 1), due_on=date(2026, 10, 15)
    )
    withdraw(item=gone.item, by=gone.item.by, reason="x", now=NOON)

    found = compute("waiting_longest")

    days = (LATER.date() - date(2026, 10, 1)).days
    assert found.value == days
    assert rows(found) == [
        (f"{old.item.pk}:{old.promise.owner_id}:answer:late", days, None),
        (f"{young.item.pk}:{young.promise.owner_id}:answer:", 1, None),
    ]


def test_each_owner_has_so_many_late_of_so_many():
    owner = make_team()
    late, _other = (make_contribution(by=make_person()) for _number in range(2))
    Promise.objects.filter(pk=late.promise.pk).update(
        made_on=date(2026, 10, 1), due_on=date(2026, 10, 15)
    )

    found = compute("promises_by_owner")

    assert (found.value, rows(found)) == (Fraction(2), [(str(owner.pk), 1, 2)])


def test_ideas_become_projects_between_the_sectors_of_giver_and_asker():
    make_team()
    giver, unknown, asker = of_sectors("education"), make_person(), of_sectors("business")
    question = make_question(by=asker)
    ideas = [make_contribution(by=by, target=question).item for by in (giver, giver, unknown)]
    project = make_project()
    link_items(source=project, verb=LinkVerb.CAME_FROM, target=ideas[0], by=project.by, now=NOON)

    found = compute("conversion_by_sectors")

    assert (found.value, found.known, found.total) == (Fraction(50), 2, 3)
    assert rows(found) == [("education>business", 1, 2)]


def test_collaborations_are_new_between_their_sectors_whoever_comes_first():
    school, firm, both = (
        of_sectors("education"),
        of_sectors("business"),
        of_sectors("business", "education"),
    )
    for parties in ((school, firm), (firm, both)):
        project = make_project(published_at=NOON)
        for party in parties:
            Party.objects.create(item=project, actor=party, role="partner")

    found = compute("first_time_by_sectors")

    assert found.value == 100
    assert rows(found) == [("business+education", 2, 2), ("business+business", 1, 1)]


def test_a_record_without_sector_or_place_is_counted_and_named():
    area = make_area("Menen")
    person = make_person(area=area)
    complete = make_person(area=area)
    ActorSector.objects.create(actor=complete, sector="business")
    Item.objects.filter(pk=make_project(by=complete).pk).update(area=area)

    completeness, gaps = compute("completeness"), compute("records_with_gaps")

    assert ("person_sector", 1, 2) in rows(completeness)
    assert ("person_place", 2, 2) in rows(completeness)
    assert ("project_place", 1, 1) in rows(completeness)
    assert f"actor:{person.pk}:sector" in {row.key for row in gaps.rows}
    assert not any(row.key.startswith(f"actor:{complete.pk}:") for row in gaps.rows)
    assert gaps.known + (gaps.value or 0) == gaps.total
