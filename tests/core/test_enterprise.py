"""The number under which Belgium knows an organisation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gangmaker.core.enterprise import read_enterprise_number, written


@pytest.mark.parametrize("typed", ["BE 0477.472.701", "0477472701", "477472701", "be0477-472-701"])
def test_a_number_is_read_however_it_is_typed(typed):
    assert read_enterprise_number(typed) == "0477472701"


@pytest.mark.parametrize(
    "typed", ["", "0477472702", "2477472701", "04774727011", "NL477472701B01", "٠٤٧٧٤٧٢٧٠١", "a"]
)
def test_what_is_no_such_number_is_refused(typed):
    assert read_enterprise_number(typed) is None


@given(st.integers(min_value=0, max_value=19_999_999))
def test_of_all_ends_exactly_one_is_right(beginning):
    ends = [end for end in range(100) if read_enterprise_number(f"{beginning:08d}{end:02d}")]

    assert ends == [97 - beginning % 97]


def test_a_number_is_printed_as_on_a_bill():
    assert (written("0477472701"), written("")) == ("0477.472.701", "")
