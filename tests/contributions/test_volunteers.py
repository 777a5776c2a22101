from datetime import date, timedelta

import pytest

from gangmaker.actors.rules import NotYours
from gangmaker.contributions.models import Acknowledgement, Allowance, VolunteerCap
from gangmaker.contributions.operations import (
    DayCapReached,
    NoCapKnown,
    SchemesMixed,
    YearCapReached,
    acknowledge_note,
    set_up_caps,
    take_back_allowance,
)
from gangmaker.contributions.operations.volunteers import (
    DayNotOver,
    NoRaisedCeiling,
    NotAVolunteerHere,
    TooManyKilometres,
)
from gangmaker.contributions.queries import (
    latest_note,
    nominative_list,
    paid_to,
    rooms,
    volunteer_rows,
)
from tests.contributions.ledger_world import (
    YESTERDAY,
    make_caps,
    make_house,
    make_note,
    make_volunteer,
    pay,
)
from tests.faults.crowds import all_at_once
from tests.world import NOON, make_membership, make_person, make_team

both_databases = pytest.mark.both_databases
pytestmark = pytest.mark.django_db


def two_houses():
    """A volunteer of two organisations, each with its administrator."""
    (one, one_admin), (other, other_admin) = make_house(), make_house("Jeugdhuis, Kuurne")
    volunteer = make_volunteer(one)
    make_membership(volunteer, other, "member")
    return volunteer, (one, one_admin), (other, other_admin)


def test_a_day_counts_over_all_organisations_together():
    make_caps()
    volunteer, (one, one_admin), (other, other_admin) = two_houses()
    pay(one, volunteer, by=one_admin, cents=3000)

    with pytest.raises(DayCapReached):
        pay(other, volunteer, by=other_admin, cents=1149)

    assert pay(other, volunteer, by=other_admin, cents=1148).cents == 1148


def paid_for_forty_days(organisation, admin, volunteer) -> int:
    """41.48 on each of forty days: 1,659.20 of the 1,659.29 for the year."""
    for number in range(40):
        pay(organisation, volunteer, by=admin, day=YESTERDAY - timedelta(days=number))
    return 40 * 4148


def test_a_year_counts_over_all_organisations_together():
    make_caps()
    volunteer, (one, one_admin), (other, other_admin) = two_houses()
    used = paid_for_forty_days(one, one_admin, volunteer)
    day = YESTERDAY - timedelta(days=50)

    with pytest.raises(YearCapReached):
        pay(other, volunteer, by=other_admin, cents=165_929 - used + 1, day=day)

    assert pay(other, volunteer, by=other_admin, cents=165_929 - used, day=day).cents == 9


def test_the_raised_ceiling_is_for_a_listed_job():
    make_caps()
    volunteer, (one, admin), _other = two_houses()
    paid_for_forty_days(one, admin, volunteer)
    day = YESTERDAY - timedelta(days=50)

    pay(one, volunteer, by=admin, day=day, raised_for="Sport: trainer")

    room = rooms([volunteer.pk], year=2026)[volunteer.pk]
    assert (room.ceiling, room.left) == (304_743, 304_743 - 41 * 4148)


def test_near_a_cap_it_says_what_is_left():
    make_caps()
    volunteer, (one, admin), _other = two_houses()
    for number in range(32):
        pay(one, volunteer, by=admin, day=YESTERDAY - timedelta(days=number))
    room = rooms([volunteer.pk], year=2026)[volunteer.pk]
    assert (room.near, room.left) == (False, 165_929 - 32 * 4148)

    pay(one, volunteer, by=admin, day=YESTERDAY - timedelta(days=40))

    assert rooms([volunteer.pk], year=2026)[volunteer.pk].near


def test_a_lump_sum_and_real_costs_are_not_mixed_in_a_year():
    make_caps()
    make_caps(2025)
    volunteer, (one, one_admin), (other, other_admin) = two_houses()
    pay(one, volunteer, by=one_admin, cents=1000)

    with pytest.raises(SchemesMixed):
        pay(other, volunteer, by=other_admin, cents=1000, kind="real_costs")

    pay(other, volunteer, by=other_admin, cents=99_999, kind="real_costs", day=date(2025, 3, 3))
    assert Allowance.objects.count() == 2


def test_a_scheme_can_be_chosen_anew_when_everything_was_taken_back():
    make_caps()
    volunteer, (one, admin), _other = two_houses()
    allowance = pay(one, volunteer, by=admin, cents=1000)
    take_back_allowance(allowance=allowance, by=admin, reason="Vergissing.", now=NOON)

    assert pay(one, volunteer, by=admin, cents=5000, kind="real_costs").kind == "real_costs"


def test_travel_beside_a_lump_sum_is_up_to_2000_kilometres():
    make_caps()
    volunteer, (one, one_admin), (other, other_admin) = two_houses()
    pay(one, volunteer, by=one_admin)
    pay(one, volunteer, by=one_admin, kind="travel", cents=80_000, kilometres=1999)

    with pytest.raises(TooManyKilometres):
        pay(other, volunteer, by=other_admin, kind="travel", cents=100, kilometres=2)

    assert (
        pay(other, volunteer, by=other_admin, kind="travel", cents=43, kilometres=1).kilometres == 1
    )


def test_travel_takes_nothing_of_the_caps_for_lump_sums():
    make_caps()
    volunteer, (one, admin), _other = two_houses()
    pay(one, volunteer, by=admin, kind="travel", cents=90_000, kilometres=1500)

    assert pay(one, volunteer, by=admin, cents=4148).cents == 4148
    room = rooms([volunteer.pk], year=2026)[volunteer.pk]
    assert (room.used, room.kilometres_left) == (4148, 500)


def test_a_raised_ceiling_that_the_table_does_not_have_is_not_guessed():
    make_caps(raised=None)
    volunteer, (one, admin), _other = two_houses()

    with pytest.raises(NoRaisedCeiling):
        pay(one, volunteer, by=admin, raised_for="Sport: trainer")


def test_only_the_house_itself_takes_back_and_writes_its_note():
    make_caps()
    volunteer, (one, admin), (_other, other_admin) = two_houses()
    allowance = pay(one, volunteer, by=admin)

    for somebody in (volunteer, other_admin, make_team("region_admin")):
        with pytest.raises(NotYours):
            take_back_allowance(allowance=allowance, by=somebody, reason="x", now=NOON)
        with pytest.raises(NotYours):
            make_note(one, by=somebody)


def test_what_was_taken_back_stands_in_no_list_and_counts_for_nothing():
    make_caps()
    volunteer, (one, admin), _other = two_houses()
    allowance = pay(one, volunteer, by=admin)
    pay(one, volunteer, by=admin, cents=100, day=YESTERDAY - timedelta(days=1))

    take_back_allowance(allowance=allowance, by=admin, reason="Vergissing.", now=NOON)

    assert [line.cents for line in nominative_list(one, year=2026)] == [100]
    assert [line.cents for line in paid_to(volunteer, year=2026)] == [100]
    assert rooms([volunteer.pk], year=2026)[volunteer.pk].used == 100


def test_real_costs_take_nothing_of_the_cap():
    make_caps()
    volunteer, (one, admin), _other = two_houses()
    pay(one, volunteer, by=admin, cents=900_000, kind="real_costs")

    assert rooms([volunteer.pk], year=2026)[volunteer.pk].used == 0


def test_nothing_is_paid_by_guess():
    volunteer, (one, admin), _other = two_houses()

    with pytest.raises(NoCapKnown):
        pay(one, volunteer, by=admin)
    make_caps()
    with pytest.raises(DayNotOver):
        pay(one, volunteer, by=admin, day=NOON.date() + timedelta(days=1))
    with pytest.raises(NotAVolunteerHere):
        pay(one, make_person(), by=admin)
    with pytest.raises(NotYours):
        pay(one, volunteer, by=make_team("region_admin"))


def test_a_record_that_she_claimed_counts_as_her():
    make_caps()
    volunteer, (one, admin), (other, other_admin) = two_houses()
    before = make_volunteer(one, "The same person, as a guest")
    pay(one, before, by=admin, cents=4000)
    before.claimed_by = volunteer
    before.save()

    with pytest.raises(DayCapReached):
        pay(other, volunteer, by=other_admin, cents=149)

    assert rooms([volunteer.pk], year=2026)[volunteer.pk].used == 4000


def test_schemes_are_not_mixed_over_a_record_that_she_claimed():
    make_caps()
    volunteer, (one, admin), _other = two_houses()
    before = make_volunteer(one, "The same person, as a guest")
    pay(one, before, by=admin, cents=9000, kind="real_costs")
    before.claimed_by = volunteer
    before.save()

    with pytest.raises(SchemesMixed):
        pay(one, volunteer, by=admin, cents=1000)


def test_the_nominative_list_is_of_one_organisation_and_one_year():
    make_caps()
    volunteer, (one, one_admin), (other, other_admin) = two_houses()
    pay(one, volunteer, by=one_admin, cents=1000)
    pay(other, volunteer, by=other_admin, cents=2000)

    assert [(line.name, line.day, line.cents) for line in nominative_list(one, year=2026)] == [
        (volunteer.name, YESTERDAY, 1000)
    ]
    assert [line.cents for line in paid_to(volunteer, year=2026)] == [1000, 2000]
    assert nominative_list(one, year=2025) == []


def test_a_note_is_read_by_version():
    organisation, admin = make_house()
    first = make_note(organisation, by=admin)
    reader = make_person()
    acknowledge_note(note=first, by=reader, now=NOON)
    acknowledge_note(note=first, by=reader, now=NOON)

    second = make_note(organisation, by=admin, aim="Nog meer buren ontmoeten.")

    assert latest_note(organisation) == second
    assert Acknowledgement.objects.count() == 1
    versions = {row.actor.pk: row.read_version for row in volunteer_rows(organisation)}
    assert versions == {reader.pk: 1, admin.pk: 0}


def test_the_caps_that_are_known_are_data_with_a_source():
    set_up_caps(NOON)
    set_up_caps(NOON)

    known = {
        cap.year: (cap.day_cents, cap.year_cents, cap.provisional)
        for cap in VolunteerCap.objects.all()
    }
    assert known[2017] == (3336, 133_455, False)
    assert known[2018] == (3403, 136_123, False)
    assert known[2020] == (3471, 138_840, False)
    assert known[2023] == (4067, 162_677, False)
    assert known[2024] == (4148, 165_929, False)
    assert known[2025] == (4231, 169_251, True)
    assert VolunteerCap.objects.get(year=2024).raised_year_cents == 304_743
    assert not VolunteerCap.objects.filter(source="").exists()


@pytest.mark.faults
@both_databases
@pytest.mark.django_db(transaction=True)
def test_two_organisations_at_once_do_not_pass_a_cap():
    make_caps()
    volunteer, (one, one_admin), (other, other_admin) = two_houses()

    outcomes = all_at_once(
        10,
        lambda number: pay(
            *((one, volunteer) if number % 2 else (other, volunteer)),
            by=one_admin if number % 2 else other_admin,
            cents=2000,
        ),
    )

    assert outcomes == {"done": 2, "day_cap_reached": 8}
