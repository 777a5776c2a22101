"""F01, F04, F07: one of many wins, nothing is counted twice, no writer is turned away."""

import multiprocessing
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection, connections, transaction

from gangmaker.actors.consents import give_consent
from gangmaker.actors.models import (
    Area,
    Consent,
    ConsentPurpose,
    ConsentWhere,
    HouseRules,
    Invitation,
    Membership,
    MembershipRole,
    TeamRoleName,
)
from gangmaker.actors.operations import accept_invitation, invite
from gangmaker.contributions.models import Confirmation, Form, LedgerEntry, Support
from gangmaker.contributions.operations import (
    Contribution,
    answer_contribution,
    confirm_entry,
    correct_entry,
    join_in,
    said_by,
    support,
)
from gangmaker.trail.models import Act, Answer, Item, Outcome, Promise, Thanks
from gangmaker.trail.operations import Reply
from gangmaker.trail.operations.talk import comment_on, thank
from tests import world
from tests.faults.crowds import all_at_once, in_processes
from tests.trail.moderation_world import make_house_rules

pytestmark = [
    pytest.mark.faults,
    pytest.mark.both_databases,
    pytest.mark.django_db(transaction=True),
]

ACCEPTED = Reply(
    outcome=Outcome.ACCEPTED,
    reason="Welkom.",
    language="nl",
    next_step="We bellen je.",
    next_step_on=(world.NOON + timedelta(days=3)).date(),
)


def test_of_200_answers_at_once_one_is_given():
    broker = world.make_team()
    brought = world.make_contribution(by=world.make_person())

    outcomes = all_at_once(
        200,
        lambda number: answer_contribution(
            promise=Promise.objects.get(pk=brought.promise.pk),
            by=broker,
            reply=ACCEPTED,
            now=world.NOON,
        ),
    )

    assert outcomes == {"done": 1, "already_answered": 199}
    assert Answer.objects.count() == 1
    assert Act.objects.filter(verb="item.answered").count() == 1


def test_of_200_who_accept_one_invitation_at_once_one_gets_in():
    admin = world.make_person()
    organisation = world.make_organisation(admin=admin)
    invited = world.make_person(email="invited@example.org")
    invitation = invite(
        organisation=organisation,
        email="invited@example.org",
        role=MembershipRole.EDITOR,
        by=admin,
        now=world.NOON,
    )

    outcomes = all_at_once(
        200,
        lambda number: accept_invitation(
            invitation=Invitation.objects.get(pk=invitation.pk), by=invited, now=world.NOON
        ),
    )

    assert outcomes == {"done": 1, "invitation_is_used": 199}
    assert Membership.objects.filter(person=invited).count() == 1


def test_a_hundred_supports_of_one_person_count_once():
    idea = world.make_contribution(by=world.make_person(), target=world.make_question()).item
    fan = world.make_person()

    outcomes = all_at_once(100, lambda number: support(item=idea, actor=fan, now=world.NOON))

    assert outcomes == {"done": 100}
    assert Support.objects.filter(item=idea).count() == 1
    assert Act.objects.filter(verb="item.supported").count() == 1


def test_a_hundred_thanks_of_one_person_count_once():
    """A81."""
    item = Item.objects.get(pk=world.make_question().pk)
    said = comment_on(item=item, by=world.make_person(), text="x", language="nl", now=world.NOON)
    fan = world.make_person()

    outcomes = all_at_once(
        100,
        lambda number: thank(
            item=item, comment=said if number % 2 else None, by=fan, now=world.NOON
        ),
    )

    assert outcomes == {"done": 100}
    assert Thanks.objects.filter(by=fan).count() == 2
    assert Act.objects.filter(verb__in=["item.thanked", "comment.thanked"]).count() == 2


def test_a_hundred_supporters_at_once_are_all_counted():
    question = world.make_question()
    fans = [world.make_person() for _ in range(100)]

    outcomes = all_at_once(
        100, lambda number: support(item=question, actor=fans[number], now=world.NOON)
    )

    assert outcomes == {"done": 100}
    assert Support.objects.filter(item=question).count() == 100
    assert Act.objects.filter(verb="item.supported").count() == 100


def test_somebody_who_agrees_twenty_times_at_once_agreed_once():
    person = world.make_person()

    outcomes = all_at_once(
        20,
        lambda number: give_consent(
            actor=person,
            purpose=ConsentPurpose.DIRECTORY,
            where=ConsentWhere.MY_DATA,
            by=person,
            now=world.NOON,
        ),
    )

    assert outcomes == {"done": 20}
    assert Consent.objects.filter(actor=person).count() == 1


def test_ten_new_house_rules_at_once_are_ten_versions():
    make_house_rules()
    admin = world.make_team(TeamRoleName.REGION_ADMIN)

    outcomes = all_at_once(10, lambda number: make_house_rules("Wees jezelf.", by=admin))

    assert outcomes == {"done": 10}
    versions = HouseRules.objects.order_by("version").values_list("version", flat=True)
    assert list(versions) == list(range(1, 12))


def test_fifty_confirmations_of_one_gift_are_one():
    question = world.make_question(needs=[world.make_need()])
    brought = world.make_contribution(
        by=world.make_person(), form=Form.TIME, target=question, quantity=120
    )
    answer_contribution(promise=brought.promise, by=question.owner, reply=ACCEPTED, now=world.NOON)
    entry = LedgerEntry.objects.get()

    outcomes = all_at_once(
        50, lambda number: confirm_entry(entry=entry, by=question.owner, now=world.NOON)
    )

    assert outcomes == {"done": 1, "already_confirmed": 49}
    assert Confirmation.objects.count() == 1


def test_of_twenty_corrections_of_what_all_saw_one_is_made():
    question = world.make_question(needs=[world.make_need()])
    brought = world.make_contribution(
        by=world.make_person(), form=Form.TIME, target=question, quantity=120
    )
    answer_contribution(promise=brought.promise, by=question.owner, reply=ACCEPTED, now=world.NOON)
    entry = LedgerEntry.objects.get()

    outcomes = all_at_once(
        20,
        lambda number: correct_entry(
            entry=entry,
            difference=-60,
            seen=120,
            reason="Een uur minder.",
            by=question.owner,
            now=world.NOON,
        ),
    )

    assert outcomes == {"done": 1, "corrected_meanwhile": 19}
    assert said_by(entry) == 60


def test_one_form_sent_twenty_times_at_once_is_received_once():
    world.make_team()
    token = uuid4()
    what = Contribution(
        form=Form.IDEA,
        level="operational",
        title="Een lamp uit vlasafval",
        summary="",
        language="nl",
        form_token=token,
    )
    giver = world.make_person()

    outcomes = all_at_once(20, lambda number: join_in(what=what, giver=giver, now=world.NOON))

    assert outcomes == {"done": 20}
    assert Item.objects.filter(form_token=token).count() == 1
    assert Promise.objects.count() == 1


def _count_up(number: int) -> None:
    """Read, add one, write: twenty times, as 50 processes do at once."""
    for _ in range(20):
        with transaction.atomic():
            area = Area.objects.select_for_update().get(key="kortrijk")
            area.inhabitants = (area.inhabitants or 0) + 1
            area.save(update_fields=["inhabitants"])


def test_fifty_processes_lose_no_update_and_none_is_locked_out():
    area = world.make_area()
    before = area.inhabitants or 0

    exit_codes = in_processes(50, _count_up)

    area.refresh_from_db()
    assert exit_codes == [0] * 50
    assert area.inhabitants == before + 50 * 20


@pytest.mark.skipif(
    "sqlite" not in settings.DATABASES["default"]["ENGINE"], reason="the setting is SQLite's own"
)
def test_without_immediate_transactions_writers_are_locked_out(monkeypatch: pytest.MonkeyPatch):
    """The negative control: Django's own default loses a writer, once both have read."""
    world.make_area()
    deferred: dict[str, Any] = dict(connection.settings_dict["OPTIONS"])
    del deferred["transaction_mode"]
    monkeypatch.setitem(connections["default"].settings_dict, "OPTIONS", deferred)

    both_have_read = multiprocessing.get_context("fork").Barrier(2)

    def count_up(number: int) -> None:
        with transaction.atomic():
            area = Area.objects.get(key="kortrijk")
            both_have_read.wait(timeout=60)
            area.inhabitants = (area.inhabitants or 0) + 1
            area.save(update_fields=["inhabitants"])

    exit_codes = in_processes(2, count_up)

    assert sorted(exit_codes) == [0, 1]
