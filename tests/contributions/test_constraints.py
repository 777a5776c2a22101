"""What must hold about needs, offers and the ledger holds in the database itself (A87)."""

from collections.abc import Callable

import pytest
from django.apps import apps
from django.db import connection

from gangmaker.contributions.models import Confirmation, LedgerEntry, Need, Offer
from gangmaker.contributions.operations import (
    confirm_entry,
    correct_entry,
    pledge,
    said_by,
    support,
)
from tests.contributions.test_table_constraints import BROKEN as TABLES_BROKEN
from tests.trail.violations import constraints_of, copy, refused, refused_change, refused_copy
from tests.world import (
    NOON,
    make_contribution,
    make_need,
    make_person,
    make_question,
    make_team,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def a_need() -> Need:
    make_question(needs=[make_need()])
    return Need.objects.get()


def an_offer() -> Offer:
    make_team()
    item = make_contribution(by=make_person(), form="time", quantity=120).item
    return Offer.objects.get(pk=item.pk)


def an_entry() -> LedgerEntry:
    owner = make_team()
    question = make_question(owner=owner)
    item = make_contribution(by=make_person(), form="time", target=question, quantity=120).item
    offer = Offer.objects.get(pk=item.pk)
    entry = pledge(brought=offer, to=question, by=owner, given_on=NOON.date(), now=NOON)
    assert entry
    return entry


def a_correction(entry: LedgerEntry) -> LedgerEntry:
    return correct_entry(
        entry=entry,
        seen=said_by(entry),
        difference=-30,
        reason="Vroeger weg.",
        by=entry.entered_by,
        now=NOON,
    )


def a_need_of_nothing() -> None:
    refused_change(a_need(), quantity=0)


def a_need_of_minutes_of_money() -> None:
    need = a_need()
    refused_change(need, unit="cents")
    refused_change(need, form="money")
    refused_change(need, form="space")


def an_offer_of_cents_of_time() -> None:
    refused_change(an_offer(), unit="cents")


def an_offer_of_nothing() -> None:
    refused_change(an_offer(), quantity=0)


def less_than_nothing_pledged() -> None:
    entry = an_entry()
    refused_copy(entry, quantity=0)
    refused_copy(entry, quantity=-60)


def a_correction_of_nothing_or_without_a_reason() -> None:
    correction = a_correction(an_entry())
    refused_copy(correction, quantity=0)
    refused_copy(correction, reason="")


def entries_that_are_not_right() -> None:
    less_than_nothing_pledged()
    a_correction_of_nothing_or_without_a_reason()


def an_entry_in_another_unit() -> None:
    entry = an_entry()
    refused_copy(entry, unit="cents")
    refused_copy(entry, form="money")


def an_entry_that_corrects_itself() -> None:
    entry = an_entry()
    refused_copy(entry, id=10**6, corrects_id=10**6, reason="x")


def a_support_twice() -> None:
    refused_copy(support(item=make_question(), actor=make_person(), now=NOON))


BROKEN: dict[str, Callable[[], None]] = {
    "need_asks_for_something": a_need_of_nothing,
    "need_unit_matches_form": a_need_of_minutes_of_money,
    "offer_unit_matches_form": an_offer_of_cents_of_time,
    "offer_of_something": an_offer_of_nothing,
    "ledger_only_a_correction_is_negative": entries_that_are_not_right,
    "ledger_unit_matches_form": an_entry_in_another_unit,
    "ledger_entry_does_not_correct_itself": an_entry_that_corrects_itself,
    "support_once_each": a_support_twice,
}


@pytest.mark.parametrize("name", BROKEN)
def test_the_database_refuses_what_breaks(name):
    BROKEN[name]()


def test_every_constraint_is_broken_once_above():
    models = apps.get_app_config("contributions").get_models()

    assert constraints_of(*models) == set(BROKEN) | set(TABLES_BROKEN)


def test_an_entry_can_be_added():
    copy(an_entry())

    assert LedgerEntry.objects.count() == 2


@pytest.mark.parametrize("table", ["contributions_ledgerentry", "contributions_confirmation"])
def test_the_ledger_is_neither_changed_nor_erased(table):
    entry = an_entry()
    confirm_entry(entry=entry, by=entry.entered_by, now=NOON)

    refused(f"UPDATE {table} SET id = id")
    refused(f"DELETE FROM {table}")
    if connection.vendor == "postgresql":
        refused(f"TRUNCATE {table} CASCADE")

    assert (LedgerEntry.objects.count(), Confirmation.objects.count()) == (1, 1)


def test_nobody_confirms_what_she_gave_herself():
    entry = an_entry()

    refused(
        "INSERT INTO contributions_confirmation (entry_id, by_id, at) VALUES (%s, %s, %s)",
        entry.pk,
        entry.giver_id,
        NOON,
    )

    assert Confirmation.objects.count() == 0


def test_an_entry_is_confirmed_once():
    entry = an_entry()
    confirm_entry(entry=entry, by=entry.entered_by, now=NOON)

    refused_copy(Confirmation.objects.get())


def test_a_correction_is_about_the_same_giver_item_and_form():
    correction = a_correction(an_entry())
    other = make_question()

    refused_copy(correction, giver_id=make_person().pk)
    refused_copy(correction, item_id=other.pk)
    refused_copy(correction, form="money", unit="cents")


def test_a_correction_is_not_corrected():
    entry = an_entry()
    correction = a_correction(entry)

    refused_copy(correction, corrects_id=correction.pk)


def test_a_second_correction_of_the_same_entry_fits():
    copy(a_correction(an_entry()), quantity=15)

    assert LedgerEntry.objects.count() == 3
