"""No field that can hold something of a person goes without a purpose, a term and an end."""

from datetime import timedelta

import pytest
from django.db import models

from gangmaker.actors.consents import (
    AgeNotSaid,
    TooYoung,
    give_consent,
    say_age,
    standing,
    withdraw_consent,
)
from gangmaker.actors.directory import Wanted, find_actors
from gangmaker.actors.models import Actor, AgeGroup, Consent, ConsentPurpose, ConsentWhere
from gangmaker.actors.operations import Profile, edit_profile
from gangmaker.actors.queries import name_for
from gangmaker.config.checks import every_field_says_what_it_holds_of_people
from gangmaker.upkeep.rights import tables
from gangmaker.upkeep.rights.register import register, without_words
from tests.world import NOON, make_area, make_guest, make_person, make_team

DIRECTORY = ConsentPurpose.DIRECTORY
LATER = NOON + timedelta(hours=1)


@pytest.mark.both_databases
def test_every_field_is_tagged():
    assert tables.untagged() == []


@pytest.mark.both_databases
def test_nothing_is_tagged_that_is_not_there_or_without_a_reason_to_stay():
    assert tables.tagged_twice_or_gone() == []


def test_a_field_that_nobody_tagged_is_found(monkeypatch):
    monkeypatch.setattr(tables, "TABLES", tables.TABLES[1:])

    found = tables.untagged()

    assert "actors.Actor.phone" in found
    assert "actors.Actor.created_at" not in found


def test_the_house_does_not_open_with_a_field_that_nobody_tagged(monkeypatch):
    monkeypatch.setattr(tables, "TABLES", tables.TABLES[1:])

    found = {error.id for error in every_field_says_what_it_holds_of_people(None)}

    assert found == {"gangmaker.E020"}


@pytest.mark.parametrize(
    ("field", "personal"),
    [
        (models.CharField(), True),
        (models.JSONField(), True),
        (models.CharField(choices=[("a", "A")]), False),
        (models.DateTimeField(), False),
        (models.UUIDField(), False),
    ],
)
def test_words_can_be_personal_choices_and_moments_cannot(field, personal):
    assert tables.can_be_personal(field) is personal


def test_every_purpose_says_for_how_long_and_every_field_has_a_name_for_people():
    said = register()

    assert all(str(one.purpose.kept) and one.tables for one in said)
    assert without_words() == []


# --- Consent and age ----------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_consent_says_by_which_words_where_and_when():
    person = make_person()

    give_consent(actor=person, purpose=DIRECTORY, where=ConsentWhere.MY_DATA, by=person, now=NOON)

    consent = Consent.objects.get()
    assert (consent.version, consent.language, consent.given_in, consent.given_at) == (
        1,
        "nl",
        "my_data",
        NOON,
    )
    assert found_by_everybody() == [person]


@pytest.mark.django_db
def test_taking_it_back_works_at_once_and_stays_on_record():
    person = make_person()
    give_consent(actor=person, purpose=DIRECTORY, where=ConsentWhere.MY_DATA, by=person, now=NOON)

    withdraw_consent(actor=person, purpose=DIRECTORY, by=person, now=LATER)

    assert found_by_everybody() == []
    assert Consent.objects.get().withdrawn_at == LATER
    assert standing(person, DIRECTORY) is None


@pytest.mark.django_db
def test_a_profile_for_everybody_is_a_consent_and_closing_it_takes_it_back():
    person = make_person()

    edit_profile(actor=person, profile=Profile("A", "public", "nl"), by=person, now=NOON)
    edit_profile(actor=person, profile=Profile("A", "members", "nl"), by=person, now=LATER)

    assert list(Consent.objects.values_list("given_in", "withdrawn_at")) == [("profile", LATER)]


@pytest.mark.django_db
def test_who_is_13_to_17_is_not_found_by_everybody():
    person = make_person(audience="members", area=make_area())
    give_consent(actor=person, purpose=DIRECTORY, where=ConsentWhere.PROFILE, by=person, now=NOON)

    say_age(actor=person, group=AgeGroup.MINOR, by=person, now=LATER)

    assert found_by_everybody() == []
    with pytest.raises(TooYoung):
        give_consent(
            actor=person, purpose=DIRECTORY, where=ConsentWhere.PROFILE, by=person, now=LATER
        )


@pytest.mark.django_db
def test_who_did_not_say_how_old_she_is_says_that_first():
    person = make_person(age_group="")

    with pytest.raises(AgeNotSaid):
        edit_profile(actor=person, profile=Profile("A", "public", "nl"), by=person, now=NOON)


@pytest.mark.django_db
def test_where_a_minor_is_from_is_for_the_team():
    reader, area = make_person(), make_area()
    minor = make_person(audience="members", area=area, age_group=AgeGroup.MINOR)
    adult = make_person(audience="members", area=area)

    there = find_actors(Wanted(area=area.key), reader)
    seen_by_team = find_actors(Wanted(area=area.key), make_team())

    assert list(there) == [adult]
    assert set(seen_by_team) == {adult, minor}
    Actor.objects.filter(pk=minor.pk).update(audience="team")
    minor.refresh_from_db()
    assert "Kortrijk" not in name_for(minor, reader)


@pytest.mark.django_db
def test_the_team_notes_what_somebody_told_it():
    broker, guest = make_team(), make_guest()

    edit_profile(actor=guest, profile=Profile("A", "public", "nl"), by=broker, now=NOON)

    assert Consent.objects.get().given_in == "told"


def found_by_everybody() -> list[Actor]:
    return list(find_actors(Wanted(), None))
