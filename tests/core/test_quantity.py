from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gangmaker.core.quantity import (
    LARGEST,
    Ambiguous,
    NotPositive,
    NotWhole,
    Quantity,
    TooLarge,
    Unit,
    UnitsDiffer,
    Unreadable,
    euros_and_cents,
    hours_and_minutes,
    parse,
    parse_cents,
    parse_items,
    parse_minutes,
    percent_given,
    still_needed,
    totals,
    unit_of,
)

amounts = st.integers(min_value=1, max_value=LARGEST)
quantities = st.builds(Quantity, st.sampled_from(Unit), st.integers(-10_000, 10_000))


@pytest.mark.parametrize(
    ("form", "unit"),
    [
        ("time", Unit.MINUTES),
        ("money", Unit.CENTS),
        ("idea", Unit.ITEMS),
        ("expertise", Unit.ITEMS),
        ("space", Unit.ITEMS),
        ("material", Unit.ITEMS),
        ("introduction", Unit.ITEMS),
    ],
)
def test_each_form_is_counted_in_one_unit(form: str, unit: Unit) -> None:
    assert unit_of(form) is unit


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("2", 120),
        ("2 uur", 120),
        ("1,5 uur", 90),
        ("1.5", 90),
        ("2u30", 150),
        ("2u", 120),
        ("2:30", 150),
        ("0:45", 45),
        ("2h30", 150),
        ("2 h 05", 125),
        ("2 uur en 30 minuten", 150),
        ("2 hours and 30 minutes", 150),
        ("2 heures et 15 min.", 135),
        ("90 min", 90),
        ("90 minuten", 90),
        ("90'", 90),
        ("20 m", 20),
        ("3 HRS", 180),
        (" 0,25\u00a0u ", 15),
    ],
)
def test_a_time_is_read_as_minutes(typed: str, minutes: int) -> None:
    assert parse_minutes(typed) == minutes


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ("", Unreadable),
        ("een dag", Unreadable),
        ("2 dagen", Unreadable),
        ("2 30", Unreadable),
        ("2:75", Unreadable),
        ("2:30:10", Unreadable),
        ("1.250,5", Unreadable),
        ("٣", Unreadable),
        ("²", Unreadable),
        ("2\x00", Unreadable),
        ("9" * 41, Unreadable),
        ("0", NotPositive),
        ("0 min", NotPositive),
        ("-2", NotPositive),
        ("0,33 uur", NotWhole),
        ("99999999999", TooLarge),
    ],
)
def test_what_is_no_time_is_refused_with_its_reason(typed: str, refusal: type[Unreadable]) -> None:
    with pytest.raises(Unreadable) as caught:
        parse_minutes(typed)

    assert caught.type is refusal


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("1250", 125_000),
        ("€ 1250", 125_000),
        ("1250 euro", 125_000),
        ("EUR 1.250,50", 125_050),
        ("1.250,50", 125_050),
        ("1,250.50", 125_050),
        ("1\u00a0250,50 €", 125_050),
        ("1'250.50", 125_050),
        ("1.250", 125_000),
        ("1,250", 125_000),
        ("1.250.000", 125_000_000),
        ("12,5", 1_250),
        ("12.50", 1_250),
        ("25,-", 2_500),
        ("25.--", 2_500),
        ("0,05", 5),
    ],
)
def test_an_amount_of_money_is_read_as_cents(typed: str, cents: int) -> None:
    assert parse_cents(typed) == cents


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ("", Unreadable),
        ("€", Unreadable),
        (",50", Unreadable),
        ("veel", Unreadable),
        ("1e400", Unreadable),
        ("12,3456", Unreadable),
        ("1.25.50", Unreadable),
        ("1.250,50,10", Unreadable),
        ("1.250,000", Unreadable),
        ("€ € 5", Unreadable),
        ("12 dollar", Unreadable),
        ("0.500", Ambiguous),
        ("0", NotPositive),
        ("€ -5", NotPositive),
        ("\u22125", NotPositive),
        ("30000000", TooLarge),
    ],
)
def test_what_is_no_money_is_refused_with_its_reason(typed: str, refusal: type[Unreadable]) -> None:
    with pytest.raises(Unreadable) as caught:
        parse_cents(typed)

    assert caught.type is refusal


def test_each_refusal_has_a_code_of_its_own() -> None:
    codes = [
        Unreadable.code,
        NotPositive.code,
        NotWhole.code,
        Ambiguous.code,
        TooLarge.code,
        UnitsDiffer.code,
    ]

    assert len(set(codes)) == len(codes)


@pytest.mark.parametrize(("typed", "items"), [("12", 12), ("1.200", 1200), ("1 200", 1200)])
def test_things_are_counted_whole(typed: str, items: int) -> None:
    assert parse_items(typed) == items


def test_half_a_chair_is_refused() -> None:
    with pytest.raises(NotWhole):
        parse_items("2,5")


def test_the_unit_decides_how_an_amount_is_read() -> None:
    assert [parse("2", unit) for unit in Unit] == [
        Quantity(Unit.MINUTES, 120),
        Quantity(Unit.CENTS, 200),
        Quantity(Unit.ITEMS, 2),
    ]


@given(st.text(max_size=50), st.sampled_from(Unit))
def test_whatever_is_typed_is_an_amount_or_a_refusal(typed: str, unit: Unit) -> None:
    try:
        quantity = parse(typed, unit)
    except Unreadable:
        return

    assert 0 < quantity.amount <= LARGEST


@given(amounts)
def test_money_is_read_back_in_each_language(cents: int) -> None:
    euros, rest = euros_and_cents(cents)
    english = f"{euros:,}.{rest:02}"
    dutch = english.translate(str.maketrans(".,", ",."))
    french = f"{euros:_}".replace("_", "\u202f") + f",{rest:02} €"

    assert {parse_cents(typed) for typed in (english, dutch, french)} == {cents}


@given(amounts)
def test_time_is_read_back_in_each_language(minutes: int) -> None:
    hours, rest = hours_and_minutes(minutes)

    assert {parse_minutes(f"{hours}{mark}{rest:02}") for mark in ("u", "h", ":")} == {minutes}


@given(st.lists(quantities), st.randoms())
def test_sums_are_per_unit_and_in_whatever_order(entries: list[Quantity], random: Random) -> None:
    shuffled = random.sample(entries, len(entries))

    assert totals(entries) == totals(shuffled)
    assert [total.unit for total in totals(entries)] == [
        unit for unit in Unit if any(entry.unit is unit for entry in entries)
    ]


def test_hours_and_euros_are_never_added() -> None:
    with pytest.raises(UnitsDiffer):
        Quantity(Unit.MINUTES, 60) + Quantity(Unit.CENTS, 60)


@pytest.mark.parametrize(
    ("asked", "given_", "left", "percent"),
    [(20, 12, 8, 60), (20, 0, 20, 0), (20, 20, 0, 100), (20, 25, 0, 100), (300, 299, 1, 99)],
)
def test_what_is_still_needed_is_never_below_nothing(
    asked: int, given_: int, left: int, percent: int
) -> None:
    need, ledger = Quantity(Unit.ITEMS, asked), Quantity(Unit.ITEMS, given_)

    assert still_needed(need, ledger) == Quantity(Unit.ITEMS, left)
    assert percent_given(need, ledger) == percent


def test_a_correction_below_nothing_shows_as_nothing_given() -> None:
    assert percent_given(Quantity(Unit.ITEMS, 2), Quantity(Unit.ITEMS, -1)) == 0
