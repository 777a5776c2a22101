"""What must hold about items, promises and acts holds in the database itself."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection

from gangmaker.trail.models import (
    Act,
    Answer,
    AnswerTemplate,
    Item,
    ItemTranslation,
    Link,
    Message,
    Outcome,
    Party,
    Promise,
    PromiseTerm,
    Withdrawal,
)
from gangmaker.trail.operations import Reply, answer, link_items, owe_mail, translate_item, withdraw
from tests.world import NOON, make_contribution, make_person, make_question, make_team

from .life_violations import LIFE_BROKEN
from .moderation_violations import MODERATION_BROKEN
from .notice_violations import NOTICES_BROKEN
from .sheet_violations import SHEETS_BROKEN
from .talk_violations import TALK_BROKEN
from .violations import constraints_of, copy, refused, refused_change, refused_copy

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def make_item() -> Item:
    return Item.objects.get(pk=make_question().pk)


def make_promise() -> Promise:
    make_team()
    return make_contribution(by=make_person()).promise


def make_answer() -> Answer:
    owner = make_team()
    promise = make_contribution(by=make_person()).promise
    reply = Reply(outcome=Outcome.DECLINED, reason="Nee, want.", language="nl")
    return answer(promise=promise, by=owner, reply=reply, now=NOON)


def make_link() -> Link:
    owner = make_team()
    one, other = make_question(owner=owner), make_question(owner=owner)
    return link_items(source=one, verb="came_from", target=other, by=owner, now=NOON)


def make_translation() -> ItemTranslation:
    item = make_item()
    return translate_item(
        item=item, by=item.owner, language="fr", title="Oui", summary="", now=NOON
    )


def a_deputy_who_is_the_owner() -> None:
    item = make_item()
    refused_change(item, deputy_id=item.owner_id)


def a_second_translation_into_a_language() -> None:
    refused_copy(make_translation())


def a_party_twice() -> None:
    refused_copy(Party.objects.create(item=make_item(), actor=make_person()))


def a_link_twice() -> None:
    refused_copy(make_link())


def a_link_to_itself() -> None:
    link = make_link()
    refused_change(link, target_id=link.source_id)


def a_promise_due_before_it_was_made() -> None:
    promise = make_promise()
    refused_change(promise, due_on=promise.made_on - timedelta(days=1))


def a_promise_kept_without_a_day() -> None:
    promise = make_promise()
    refused_change(promise, kept_by_id=Act.objects.latest("pk").pk)
    refused_change(promise, kept_on=promise.made_on)


def two_answers_promised_at_once() -> None:
    refused_copy(make_promise())


def an_answer_without_a_reason() -> None:
    refused_change(make_answer(), reason="")


def a_yes_without_a_next_step() -> None:
    given = make_answer()
    refused_change(given, outcome="accepted")
    refused_change(given, outcome="accepted", next_step="We bellen")
    refused_change(given, outcome="accepted", next_step_on="2026-11-25")


def a_redirection_to_nobody() -> None:
    refused_change(make_answer(), outcome="redirected")


def a_template_of_a_name_twice() -> None:
    refused_copy(AnswerTemplate.objects.create(kind="idea", outcome="declined", name="x", text="y"))


def a_term_of_no_days_or_too_many() -> None:
    term = PromiseTerm.objects.create(kind="idea", working_days=10)
    refused_change(term, working_days=0)
    refused_change(term, working_days=61)


BROKEN: dict[str, Callable[[], None]] = {
    "item_deputy_is_not_the_owner": a_deputy_who_is_the_owner,
    "item_translated_once_a_language": a_second_translation_into_a_language,
    "party_once_to_an_item": a_party_twice,
    "link_once": a_link_twice,
    "link_not_to_itself": a_link_to_itself,
    "promise_due_after_made": a_promise_due_before_it_was_made,
    "promise_kept_has_a_date": a_promise_kept_without_a_day,
    "promise_one_answer_at_a_time": two_answers_promised_at_once,
    "answer_has_a_reason": an_answer_without_a_reason,
    "answer_accepted_has_a_next_step": a_yes_without_a_next_step,
    "answer_redirected_says_where": a_redirection_to_nobody,
    "answer_template_named_once": a_template_of_a_name_twice,
    "promise_term_between_1_and_60_days": a_term_of_no_days_or_too_many,
    **LIFE_BROKEN,
    **TALK_BROKEN,
    **MODERATION_BROKEN,
    **NOTICES_BROKEN,
    **SHEETS_BROKEN,
}


@pytest.mark.parametrize("name", BROKEN)
def test_the_database_refuses_what_breaks(name):
    BROKEN[name]()


def test_every_constraint_is_broken_once_above():
    models = apps.get_app_config("trail").get_models()

    assert constraints_of(*models) == set(BROKEN)


@pytest.mark.parametrize("column", ["public_id", "code", "slug"])
def test_the_addresses_of_items_are_their_own(column):
    one, other = make_item(), make_item()

    refused(
        f"UPDATE trail_item SET {column} = (SELECT {column} FROM trail_item WHERE id = %s) "
        "WHERE id = %s",
        other.pk,
        one.pk,
    )


def test_a_form_makes_one_item_and_items_without_a_form_do_not_meet():
    one, other = make_item(), make_item()
    token = "0" * 32

    Item.objects.filter(pk=one.pk).update(form_token=token)

    refused_change(other, form_token=token)


@pytest.mark.parametrize("verb", ["update", "delete"])
def test_an_act_is_neither_changed_nor_erased(verb):
    make_item()
    act = Act.objects.latest("pk")

    if verb == "update":
        refused("UPDATE trail_act SET verb = 'x' WHERE id = %s", act.pk)
    else:
        refused("DELETE FROM trail_act WHERE id = %s", act.pk)

    assert Act.objects.get(pk=act.pk).verb == act.verb


def test_an_act_can_be_added():
    make_item()
    before = Act.objects.count()

    copy(Act.objects.latest("pk"))

    assert Act.objects.count() == before + 1


def test_not_even_all_acts_at_once_are_erased():
    make_item()

    if connection.vendor == "postgresql":
        refused("TRUNCATE trail_act CASCADE")
    else:
        refused("DELETE FROM trail_act")

    assert Act.objects.exists()


def test_one_act_keeps_one_promise():
    answered = make_answer()
    other = make_contribution(by=make_person()).promise

    refused_change(other, kept_by_id=answered.promise.kept_by_id, kept_on="2026-11-18")


def test_one_promise_has_one_answer():
    refused_copy(make_answer())


def test_an_item_is_withdrawn_once():
    item = make_item()
    withdraw(item=item, by=item.by, reason="x", now=NOON)

    refused_copy(Withdrawal.objects.get())


def test_a_mail_is_owed_once_for_its_key():
    owe_mail("received", dedupe_key="k", address="a@example.org", language="nl", at=NOON)

    refused_copy(Message.objects.get())


def test_a_kind_has_one_term():
    refused_copy(PromiseTerm.objects.create(kind="idea", working_days=10))


@pytest.mark.parametrize("column", ["owner_id", "by_id", "deputy_id", "area_id"])
def test_an_item_names_nobody_who_is_not_there(column):
    refused_change(make_item(), **{column: 10**9})
