"""Which records may be the same: the same pairs as when all are compared with all."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gangmaker.core.duplicates import (
    MOST_IN_A_GROUP,
    Pair,
    Reason,
    Record,
    alike,
    likely_pairs,
    name_key,
    site_key,
)

NAMES = ["Weverij De Vries bv", "de vries, WEVERIJ", "weverij de vires", "Weverij Vriesx", "Jan"]
SITES = ["https://www.vries.example/a", "vries.example", "https://facebook.com/vries", ""]

alike_enough = st.builds(
    Record,
    id=st.just(0),
    kind=st.sampled_from(["person", "organisation"]),
    name=st.sampled_from(NAMES) | st.text(alphabet="abv ", max_size=10),
    email=st.sampled_from(["", "a@example.org", "A@example.org", "b@example.org"]),
    websites=st.lists(st.sampled_from(SITES), max_size=2).map(tuple),
    number=st.sampled_from(["", "", "0477472701"]),
    proved=st.booleans(),
)
few_records = st.lists(alike_enough, max_size=12).map(
    lambda found: [Record(**{**vars(one), "id": pk}) for pk, one in enumerate(found, start=1)]
)


def all_with_all(records: list[Record]) -> list[Pair]:
    pairs = [Pair(one.id, other.id, alike(one, other)) for one, other in combinations(records, 2)]
    return [pair for pair in pairs if pair.reasons]


@given(few_records)
def test_the_keys_miss_no_pair_that_comparing_all_with_all_finds(records):
    assert likely_pairs(records) == all_with_all(records)


@given(few_records, st.randoms())
def test_the_order_of_the_records_does_not_matter(records, random):
    shuffled = random.sample(records, len(records))

    assert likely_pairs(shuffled) == likely_pairs(records)


@pytest.mark.parametrize(
    ("one", "other", "reasons"),
    [
        (Record(1, "o", "Weverij De Vries bv"), Record(2, "o", "De Vries Weverij"), ["name"]),
        (Record(1, "o", "Café Zwevegem"), Record(2, "o", "Cafe Zwevegen vzw"), ["spelling"]),
        (Record(1, "o", "Café Zwevegem"), Record(2, "o", "Cafe Zwevegemm"), ["spelling"]),
        (Record(1, "p", "Jan"), Record(2, "p", "Jef"), []),
        (Record(1, "p", "Buurthuis"), Record(2, "o", "Buurthuis"), []),
        (Record(1, "p", "Anne", "a@x.be"), Record(2, "p", "A. Maes", "A@x.be"), ["address"]),
        (Record(1, "o", "A", number="0477472701"), Record(2, "o", "B", number="0477472701"),
         ["number"]),
        (Record(1, "o", "A", websites=("https://www.a.be/x",)),
         Record(2, "o", "B", websites=("http://a.be",)), ["website"]),
        (Record(1, "o", "A", websites=("https://facebook.com/a",)),
         Record(2, "o", "B", websites=("https://facebook.com/b",)), []),
        (Record(1, "p", "Anne Maes", proved=True), Record(2, "p", "Anne Maes", proved=True), []),
    ],
)  # fmt: skip
def test_two_records_are_alike_for_reasons_that_a_person_can_check(one, other, reasons):
    assert [reason.value for reason in alike(one, other)] == reasons


def test_a_name_of_nothing_but_particles_keeps_them():
    assert (name_key("De NV"), name_key("L’Atelier du Textile asbl")) == (
        "de nv",
        "atelier textile",
    )


def test_an_address_that_cannot_be_read_is_no_website():
    assert (site_key("http://["), site_key("facebook.com"), site_key("a.be/x")) == ("", "", "a.be")


def test_a_thousand_of_one_name_are_no_half_million_pairs():
    many = [Record(pk, "person", "Jan Peeters") for pk in range(1, 1001)]
    few = many[:MOST_IN_A_GROUP]

    found, among_few = likely_pairs(many), likely_pairs(few)

    assert len(found) < 2 * len(many)
    assert among_few == all_with_all(few)


def test_the_strongest_pair_has_the_most_certain_reasons():
    number, name = Pair(1, 2, (Reason.NUMBER,)), Pair(1, 3, (Reason.NAME, Reason.SPELLING))

    assert number.strength > name.strength
