"""No restriction without its statement, no decision without its reason: in the database itself."""

import pytest

from .moderation_violations import STATED, STATEMENTS_BROKEN, TRIGGERS
from .violations import constraints_of

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

EVERY = STATEMENTS_BROKEN | TRIGGERS


@pytest.mark.parametrize("name", EVERY)
def test_the_database_refuses_what_breaks(name):
    EVERY[name]()


def test_every_constraint_of_statements_is_broken_once():
    assert constraints_of(*STATED) == set(STATEMENTS_BROKEN)
