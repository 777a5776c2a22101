"""F33: after somebody was erased nothing that says anything of her is left; sums stay."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import connection, models
from django.utils import translation
from modelsearch import index

from gangmaker.actors.erasures import erase_again as run_the_journal
from gangmaker.actors.erasures import journal, note_erasure
from gangmaker.actors.models import Account, Actor, MembershipRole, TeamRoleName
from gangmaker.actors.models.names import MARK
from gangmaker.actors.personal import Fate, Table
from gangmaker.actors.pictures import picture_path, write_file
from gangmaker.actors.queries import name_for
from gangmaker.actors.rules import sees
from gangmaker.contributions.models import Form, LedgerEntry
from gangmaker.contributions.operations import answer_contribution
from gangmaker.trail.models import Act, Answer, Item, Message, Outcome, Promise
from gangmaker.trail.operations import Reply, owe_mail
from gangmaker.upkeep.rights import erasing
from gangmaker.upkeep.rights.erasing import StillNeeded, erase_again, erase_person
from gangmaker.upkeep.rights.holding import Why, what_holds
from gangmaker.upkeep.rights.tables import TABLES, can_be_personal, fate_of, model_of
from tests.world import (
    NOON,
    make_contribution,
    make_guest,
    make_membership,
    make_need,
    make_organisation,
    make_person,
    make_question,
    make_team,
)

pytestmark = pytest.mark.django_db

LATER = NOON.date() + timedelta(days=9)
TOKEN = "tokenofherself"
NUMBER = 990_001
LEFT_ALONE = (
    *("sessions.Session", "modelsearch.IndexEntry", "django_tasks_database.DBTaskResult"),
    *("contenttypes.ContentType", "actors.Region"),
)
"""Nothing in these leads to a person; those that hold something are looked at by themselves."""


@pytest.fixture(autouse=True)
def nobody_in_the_journal() -> Iterator[None]:
    journal().unlink(missing_ok=True)
    yield
    journal().unlink(missing_ok=True)


# --- Every field there is, filled by hand, whatever the rules of its table say -----------------


@pytest.fixture
def no_rules() -> Iterator[None]:
    """Rows that nobody would write: what they hold must go all the same."""
    if connection.vendor != "sqlite":
        pytest.skip("rules of tables are put aside by means of SQLite")
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in cursor.fetchall():
            cursor.execute(f'DROP TRIGGER "{name}"')
        cursor.execute("PRAGMA ignore_check_constraints = ON")
    yield
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA ignore_check_constraints = OFF")


def fill_every_field(person: Actor) -> dict[str, str]:
    """One row of hers in every table, every word a token: label and field to the token."""
    by_label = {table.label: table for table in TABLES}
    for model in apps.get_models(include_auto_created=True):
        label = model._meta.label
        if label not in LEFT_ALONE and not label.startswith(("modelsearch.", "auth.")):
            _fill(model, by_label.get(label), person)
    return {
        f"{table.label}.{one.name}": _token(table.label, one)
        for table in TABLES
        if table.label not in LEFT_ALONE
        for one in model_of(table)._meta.local_concrete_fields
        if one.related_model is None and fate_of(table.label, one.name)
    }


def _fill(model: type[models.Model], table: Table | None, person: Actor) -> None:
    label, fields = model._meta.label, model._meta.local_concrete_fields
    row = {one.column: _value(label, one, person) for one in fields}
    existing = {"actors.Actor": person.pk, "actors.Account": person.account_id}.get(label)
    with connection.cursor() as cursor:
        if existing:
            said = {one.name for one in fields if one.related_model is None} & set(
                dict(table.tagged()) if table else ()
            )
            sets = ", ".join(f'"{name}" = %s' for name in said)
            cursor.execute(
                f'UPDATE "{model._meta.db_table}" SET {sets} WHERE id = %s',
                [*(row[name] for name in said), existing],
            )
            return
        columns = ", ".join(f'"{column}"' for column in row)
        places = ", ".join("%s" for _column in row)
        cursor.execute(
            f'INSERT INTO "{model._meta.db_table}" ({columns}) VALUES ({places})',
            list(row.values()),
        )


def _value(label: str, one: "models.Field[Any, Any]", person: Actor) -> Any:
    if (label, one.name) == ("trail.Item", "on_behalf_of"):
        return None  # the words of an organisation stay its own
    if one.related_model is Actor:
        return person.pk
    if one.related_model is Account:
        return person.account_id
    if one.related_model is not None:
        return None if one.null and not one.primary_key else NUMBER
    if one.primary_key:
        return NUMBER
    if can_be_personal(one) and fate_of(label, one.name):
        token = _token(label, one)
        return json.dumps({token: token}) if isinstance(one, models.JSONField) else token
    if label == "trail.Item" and one.name == "kind":
        return "idea"
    return _plain(one)


def _plain(one: "models.Field[Any, Any]") -> Any:
    if one.null:
        return None
    if one.has_default() and not callable(one.default):
        return one.get_db_prep_save(one.default, connection)
    if one.choices:
        return next(value for value, _label in one.flatchoices)
    if isinstance(one, models.UUIDField):
        return one.get_db_prep_save(one.get_default(), connection)
    return next((value for kind, value in ANYTHING if isinstance(one, kind)), "x")


ANYTHING: tuple[tuple[type, Any], ...] = (
    (models.DateTimeField, NOON),
    (models.DateField, NOON.date()),
    (models.JSONField, "{}"),
    (models.IntegerField, 1),
    (models.BooleanField, 1),
    (models.DecimalField, 1),
)


def _token(label: str, one: "models.Field[Any, Any]") -> str:
    name = f"{label}{one.name}".replace(".", "").replace("_", "").lower()
    return f"{TOKEN}{name}"[-(one.max_length or 200) :]


def everything_in_the_database() -> str:
    """Every column of every table, also of those that nobody manages."""
    said = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table.startswith("modelsearch_indexentry_fts_"):
                continue  # pages of the index; what can be found is in the table itself
            cursor.execute(f'SELECT * FROM "{table}"')
            said.append(repr(cursor.fetchall()))
    return "\n".join(said)


def test_nothing_that_is_tagged_is_left_but_what_the_page_says_that_stays(no_rules):
    person = make_person()
    tokens = fill_every_field(Actor.objects.get(pk=person.pk))
    before = everything_in_the_database()

    erasing._erase(Actor.objects.get(pk=person.pk), words=True, now=NOON)

    after = everything_in_the_database()
    filled = {place for place, token in tokens.items() if token in before}
    left = {place for place, token in tokens.items() if token in after}
    stays = {place for place in tokens if fate_of(*place.rsplit(".", 1)) == Fate.STAYS}
    assert (set(tokens) - filled, left - stays, stays - left) == (set(), set(), set())


def test_sessions_mails_and_words_for_search_go_too():
    person = make_person("Vlasser, Kuurne")
    session = SessionStore()
    session["_auth_user_id"] = str(person.account_id)
    session.save()
    asked = SessionStore()
    asked["sign_in"] = {"email": person.email}
    asked.save()
    owe_mail("sign_in_code", dedupe_key="x", address=person.email, language="nl", at=NOON)
    index.insert_or_update_object(person)

    erase_person(person=person, words=False, now=NOON)

    found = list(Actor.objects.all().search("Vlasser"))
    assert (Session.objects.count(), Message.objects.count(), found) == (0, 0, [])


def test_her_picture_goes_unless_somebody_else_shows_the_same():
    alone, shared = make_person(), make_person()
    for person, name in ((alone, "aa1"), (shared, "bb1"), (make_person(), "bb1")):
        Actor.objects.filter(pk=person.pk).update(picture=name, picture_alt="Wie")
        write_file(picture_path(name, "large"), b"x")

    for person in (alone, shared):
        erase_person(person=Actor.objects.get(pk=person.pk), words=False, now=NOON)

    assert [picture_path(name, "large").exists() for name in ("aa1", "bb1")] == [False, True]


def test_what_she_gave_and_promised_counts_on_as_of_somebody_who_left():
    broker, person = make_team(), make_person("Naaister, Menen")
    question = make_question(owner=broker, needs=[make_need()])
    brought = make_contribution(
        by=person, form=Form.TIME, target=question, need=question.needs.get(), quantity=120
    )
    answer_contribution(
        promise=brought.promise,
        reply=Reply(Outcome.ACCEPTED, "Graag.", "nl", next_step="Bellen", next_step_on=LATER),
        by=broker,
        now=NOON,
    )
    Promise.objects.waiting().update(kept_by=Act.objects.last(), kept_on=NOON.date())
    before = counted()

    erase_person(person=person, words=False, now=NOON)

    with translation.override("en"):
        item = Item.objects.get(pk=brought.item.pk)
        names = [name_for(item.by, None), name_for(item.by, broker)]
    assert counted() == before
    assert (item.title, item.by_id) == (brought.item.title, person.pk)
    assert names == ["Somebody who left", "Somebody who left"]
    assert person.name not in everything_in_the_database()


def counted() -> tuple[object, ...]:
    return (
        list(LedgerEntry.objects.order_by("pk").values_list("quantity", "unit", "giver")),
        Promise.objects.count(),
        Answer.objects.count(),
        Item.objects.count(),
    )


def test_words_stay_or_go_as_she_chooses():
    make_team()
    stays, goes = make_person(), make_person()
    kept = make_contribution(by=stays, title="Een stoel").item
    gone = make_contribution(by=goes, title="Een tafel").item

    erase_person(person=stays, words=False, now=NOON)
    erase_person(person=goes, words=True, now=NOON)

    titles = dict(Item.objects.values_list("pk", "title"))
    assert titles[kept.pk] == "Een stoel"
    assert titles[gone.pk] != "Een tafel"
    assert "tafel" not in everything_in_the_database()


def test_records_that_she_claimed_go_with_her():
    person, guest = make_person(), make_guest("Buur, Heule")
    Actor.objects.filter(pk=guest.pk).update(claimed_by=person)

    erase_person(person=person, words=False, now=NOON)

    assert "Buur, Heule" not in everything_in_the_database()
    assert str(guest.public_id) in journal().read_text(encoding="utf-8")


def test_who_is_in_a_backup_is_erased_again_and_twice_is_once():
    person = make_person("Wever, Wevelgem")

    erase_again(str(person.public_id), words=False)
    erase_again(str(person.public_id), words=False)

    assert "Wever" not in everything_in_the_database()
    assert Act.objects.filter(verb="actor.erased").count() == 1


def test_the_journal_is_obeyed_after_a_restore():
    person = make_person("Wever, Wevelgem")
    note_erasure(kind="person", public_id=str(person.public_id), at=NOON)

    done, unknown = run_the_journal()

    assert (done, unknown) == (1, [])
    assert "Wever" not in everything_in_the_database()


def test_who_left_has_no_page_for_nobody_and_stands_in_no_list():
    team, person = make_team(), make_person(audience="public")
    erase_person(person=person, words=False, now=NOON)

    left = Actor.objects.get(pk=person.pk)
    seen = [Actor.objects.visible_to(viewer).filter(pk=left.pk) for viewer in (None, team)]

    assert [rows.exists() for rows in seen] == [False, False]
    assert not sees(team, left, "public")


@pytest.mark.parametrize("code", ["nl", "fr", "en"])
def test_a_name_that_left_is_written_back_as_what_it_is(code):
    person = make_person()
    erase_person(person=person, words=False, now=NOON)

    with translation.override(code):
        left = Actor.objects.get(pk=person.pk)
        left.save()

    assert Actor.objects.filter(name=MARK).count() == 1


def test_what_she_answered_for_goes_to_her_deputy_or_a_broker():
    broker, leaves, deputy = make_team(), make_team("editor"), make_team("editor")
    with_deputy = make_question(owner=leaves, deputy=deputy)
    without = make_question(owner=leaves)
    deputised = make_question(owner=broker, deputy=leaves)

    erase_person(person=leaves, words=False, now=NOON)

    keepers = dict(Item.objects.values_list("pk", "owner"))
    assert (keepers[with_deputy.pk], keepers[without.pk]) == (deputy.pk, broker.pk)
    assert not Item.objects.filter(deputy=leaves).exists()
    assert Act.objects.filter(verb="item.handed_over", by=leaves).count() == 2
    assert keepers[deputised.pk] == broker.pk


def test_who_owes_something_hands_it_over_first():
    owner = make_team()
    make_contribution(by=make_person(), target=make_question(owner=owner))

    with pytest.raises(StillNeeded):
        erase_person(person=owner, words=False, now=NOON)

    assert [hold.why for hold in what_holds(owner, at=NOON)] == [Why.PROMISES]
    assert not journal().exists()


def test_the_last_administrator_of_an_organisation_with_members_cannot_go():
    admin, member = make_person(), make_person()
    organisation = make_organisation(admin=admin)
    alone = make_organisation(admin=member)
    make_membership(member, organisation, MembershipRole.MEMBER)

    assert [(hold.why, hold.organisation) for hold in what_holds(admin, at=NOON)] == [
        (Why.ORGANISATION, organisation)
    ]
    assert what_holds(member, at=NOON) == []  # of ``alone`` she is the only one; the team keeps it
    assert alone.members.count() == 1


def test_the_last_administrator_of_the_region_cannot_go():
    admin = make_team(TeamRoleName.REGION_ADMIN)

    assert [hold.why for hold in what_holds(admin, at=NOON)] == [Why.REGION]


@pytest.mark.both_databases
def test_erasing_works_on_both_databases():
    make_team()
    person = make_person("Drukker, Waregem")
    make_contribution(by=person)

    erase_person(person=person, words=True, now=NOON)

    with translation.override("en"):
        left = Actor.objects.get(pk=person.pk)
    assert (left.name, left.email, left.account_id, left.audience) == (
        "Somebody who left",
        "",
        None,
        "team",
    )
