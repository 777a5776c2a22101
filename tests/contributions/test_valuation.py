from datetime import date

import pytest

from gangmaker.actors.rules import NotYours
from gangmaker.contributions.models import LedgerEntry, Rate
from gangmaker.contributions.operations import (
    NewRate,
    RatesOverlap,
    ReplacedMeanwhile,
    correct_entry,
    enter_rate,
)
from gangmaker.contributions.queries import given, usual_method, valued_by
from gangmaker.core.valuation import Valued
from tests.contributions.ledger_world import make_entry, make_method, make_rate
from tests.world import NOON, make_person, make_question, make_team

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def test_a_value_comes_with_its_method_and_the_rates_that_were_used():
    method = make_method()
    used, _other = make_rate(method), make_rate(method, form="space", cents=9000)
    entry = make_entry(make_question(), quantity=90)

    shown = valued_by(method, given(LedgerEntry.objects.all()))

    assert shown.method == method
    assert shown.value.valued == (Valued(entry.pk, "time", used.pk, 3750),)
    assert [rate.rate_id for rate in shown.rates] == [used.pk]


def test_corrections_are_added_before_an_entry_is_valued():
    question = make_question()
    entry = make_entry(question, quantity=120)
    correct_entry(
        entry=entry, difference=-61, seen=120, reason="Vroeger weg.", by=question.owner, now=NOON
    )

    assert [found.quantity for found in given(LedgerEntry.objects.all())] == [59]


def test_what_nobody_confirmed_or_what_was_taken_back_is_not_given():
    question = make_question()
    make_entry(question, confirmed=False)
    gone = make_entry(question, quantity=60)
    correct_entry(
        entry=gone, difference=-60, seen=60, reason="Niet gekomen.", by=question.owner, now=NOON
    )

    assert given(LedgerEntry.objects.all()) == []
    assert len(given(LedgerEntry.objects.all(), confirmed=False)) == 1


def test_a_rate_is_replaced_by_a_new_row():
    method = make_method()
    old = make_rate(method)

    new = make_rate(method, cents=2700, instead_of=old)

    assert list(Rate.objects.in_force()) == [new]
    with pytest.raises(ReplacedMeanwhile):
        make_rate(method, cents=2800, valid_from=date(2030, 1, 1), instead_of=old)


def test_two_rates_do_not_hold_on_one_day():
    method = make_method()
    make_rate(method)

    with pytest.raises(RatesOverlap):
        make_rate(method, cents=9999, valid_from=date(2026, 6, 1))


@pytest.mark.parametrize("who", ["member", "moderator"])
def test_only_brokers_and_administrators_keep_the_rates(who):
    person = make_person() if who == "member" else make_team("moderator")
    new = NewRate(
        form="time", profile="Any", cents=1, valid_from=date(2026, 1, 1), source="Nowhere"
    )

    with pytest.raises(NotYours):
        enter_rate(method=make_method(), new=new, by=person, now=NOON)


def test_an_example_is_used_only_when_there_is_nothing_else():
    example, real = make_method(is_example=True), make_method()
    make_rate(example)
    assert usual_method() == example

    make_rate(real)
    assert usual_method() == real


def test_where_only_a_replaced_rate_stood_another_may_stand():
    method = make_method()
    old = make_rate(method)
    make_rate(method, valid_from=date(2026, 6, 1), instead_of=old)

    before = make_rate(method, cents=2400, valid_until=date(2026, 6, 1))

    assert list(Rate.objects.in_force().order_by("valid_from").values_list("cents", flat=True)) == [
        before.cents,
        2500,
    ]
    with pytest.raises(RatesOverlap):
        make_rate(method, valid_from=date(2026, 5, 31), valid_until=date(2026, 6, 1))
