"""A31: how long the answer takes does not tell whether an address is known either."""

from statistics import median
from time import perf_counter

import pytest
from django.core.cache import cache
from django.test import Client

from tests.world import make_person

pytestmark = pytest.mark.django_db

RUNS = 200
MOST_MILLISECONDS = 5


def milliseconds(email: str) -> float:
    cache.clear()  # not the limit on mails to one address is measured here
    visitor = Client()
    start = perf_counter()
    answer = visitor.post("/nl/sign-in/", {"email": email})
    taken = (perf_counter() - start) * 1000
    assert answer.status_code == 302
    return taken


def test_a_known_address_takes_as_long_as_an_unknown_one():
    make_person(email="known@example.org")
    known, unknown = [], []

    for number in range(RUNS):
        known.append(milliseconds("known@example.org"))
        unknown.append(milliseconds(f"unknown{number}@example.org"))

    assert abs(median(known) - median(unknown)) < MOST_MILLISECONDS
