"""What must hold about consents and ages holds in the database itself."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from gangmaker.actors.models import AgeGroup, Consent
from tests.trail.violations import constraints_of, copy, refused_change, refused_copy
from tests.world import NOON, make_organisation, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def make_consent() -> Consent:
    return Consent.objects.create(
        actor=make_person(),
        purpose="directory",
        version=1,
        language="nl",
        given_in="profile",
        given_at=NOON,
    )


def a_consent_twice_at_a_time() -> None:
    refused_copy(make_consent())


def a_consent_taken_back_before_it_was_given() -> None:
    refused_change(make_consent(), withdrawn_at=NOON - timedelta(days=1))


BROKEN: dict[str, Callable[[], None]] = {
    "consent_once_at_a_time": a_consent_twice_at_a_time,
    "consent_withdrawn_after_it_was_given": a_consent_taken_back_before_it_was_given,
}


@pytest.mark.parametrize("name", BROKEN)
def test_the_database_refuses(name: str) -> None:
    BROKEN[name]()


def test_every_constraint_of_consents_is_tried() -> None:
    assert set(constraints_of(Consent)) == set(BROKEN)


def test_a_consent_that_was_taken_back_leaves_room_for_another() -> None:
    consent = make_consent()

    copy(consent, withdrawn_at=NOON)

    assert Consent.objects.count() == 2


def test_a_minor_is_never_public() -> None:
    refused_change(make_person(age_group=AgeGroup.MINOR), audience="public")


def test_an_organisation_has_no_age() -> None:
    refused_change(make_organisation(), age_group="adult")
