"""Today: what needs a human, oldest promise first, for owner, deputy and those who stand in."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import translation

from gangmaker.actors.models import Actor, MembershipRole
from gangmaker.contributions.models import Form
from gangmaker.contributions.operations import answer_contribution, confirm_entry
from gangmaker.contributions.queries import Heap, as_owed, heap_of, heap_sizes
from gangmaker.projects.models import Task
from gangmaker.trail.models import Item, Outcome, Promise
from gangmaker.trail.operations import Reply, hand_over, withdraw
from tests.world import (
    NOON,
    make_contribution,
    make_guest,
    make_membership,
    make_organisation,
    make_person,
    make_project,
    make_question,
    make_team,
)

pytestmark = [pytest.mark.django_db]


@pytest.fixture(autouse=True)
def _at_noon():
    with time_machine.travel(NOON, tick=False), translation.override("en"):
        yield


def titles(client, show: str = "") -> list[str]:
    page = client.get(reverse("web:today"), {"show": show})
    return [row.title for row in page.context["rows"]]


def made_due(item: Item, days: int) -> None:
    Promise.objects.filter(item=item).update(
        made_on=(NOON - timedelta(days=60)).date(), due_on=(NOON + timedelta(days=days)).date()
    )


def accept(brought, *, by: Actor) -> None:
    reply = Reply(
        outcome=Outcome.ACCEPTED,
        reason="Graag.",
        language="nl",
        next_step="We bellen je.",
        next_step_on=NOON.date() + timedelta(days=3),
    )
    answer_contribution(promise=brought.promise, by=by, reply=reply, now=NOON)


def test_whoever_is_not_signed_in_signs_in_first(client):
    page = client.get(reverse("web:today"))

    assert (page.status_code, page["Location"]) == (302, "/en/sign-in/?next=%2Fen%2Ftoday%2F")


def test_the_oldest_promise_comes_first_and_what_is_late_is_shown_as_late(client):
    broker = make_team()
    for title, days in (("Later", 5), ("Too late", -3), ("Soon", 1)):
        made_due(make_contribution(by=make_guest(), title=title).item, days)
    client.force_login(broker.account)

    page = client.get(reverse("web:today"))

    rows = page.context["rows"]
    assert [(row.title, row.overdue) for row in rows] == [
        ("Too late", True),
        ("Soon", False),
        ("Later", False),
    ]
    assert all(row.address_unconfirmed for row in rows)
    assert titles(client, "overdue") == ["Too late"]


def test_a_deputy_sees_what_she_steps_in_for_and_that_she_does(client):
    owner, deputy = make_team(), make_team()
    brought = make_contribution(by=make_person())
    client.force_login(deputy.account)

    page = client.get(reverse("web:today"), {"show": "deputy"})

    assert (brought.item.owner, brought.item.deputy) == (owner, deputy)
    assert [(row.title, row.as_deputy) for row in page.context["rows"]] == [
        (brought.item.title, True)
    ]


def test_who_acts_for_an_organisation_sees_what_it_owes_and_the_team_replaces_it(client):
    broker, admin, member = make_team(), make_person(), make_person()
    house = make_organisation("Buurthuis, Menen", admin=admin)
    make_membership(member, house, MembershipRole.MEMBER)
    brought = make_contribution(by=make_person())
    reply = Reply(outcome=Outcome.REDIRECTED, reason="Zij.", language="nl", redirected_to=house)
    answer_contribution(promise=brought.promise, by=broker, reply=reply, now=NOON)

    shown = {}
    for name, person in (("admin", admin), ("broker", broker), ("member", member)):
        client.force_login(person.account)
        rows = client.get(reverse("web:today")).context["rows"]
        shown[name] = [(row.owner, row.on_behalf, row.as_deputy, row.may_keep) for row in rows]

    assert shown == {
        "admin": [("Buurthuis, Menen", True, False, True)],
        "broker": [("Buurthuis, Menen", False, True, True)],
        "member": [],
    }
    assert titles(client, "deputy") == []


@pytest.mark.parametrize("count", [1, 3])
def test_today_costs_the_same_however_much_an_organisation_owes(
    client, count, django_assert_num_queries
):
    broker, admin = make_team(), make_person()
    house = make_organisation(admin=admin)
    for _ in range(count):
        brought = make_contribution(by=make_person())
        hand_over(item=brought.item, by=broker, owner=house, deputy=broker, now=NOON)
    viewer = Actor.objects.get(pk=admin.pk)

    with django_assert_num_queries(4):
        rows = [
            as_owed(promise, viewer=viewer, on=NOON.date())
            for promise in heap_of(Heap.MINE, viewer=viewer, on=NOON.date())
        ]
        sizes = heap_sizes(viewer=viewer, on=NOON.date())

    assert len(rows) == count
    assert (sizes[Heap.MINE], sizes[Heap.AS_DEPUTY]) == (count, 0)


def test_everybodys_promises_are_for_those_who_stand_in_for_all(client):
    owner = make_team()
    make_contribution(by=make_person(), title="Of another")
    shown = {}
    for role in ("broker", "region_admin", "moderator", "editor"):
        client.force_login(make_team(role).account)
        shown[role] = titles(client, "everybodys")

    assert owner.is_team
    assert shown == {
        "broker": ["Of another"],
        "region_admin": ["Of another"],
        "moderator": [],
        "editor": [],
    }


def test_what_was_withdrawn_or_answered_needs_nobody(client):
    broker = make_team()
    withdrawn, answered = (make_contribution(by=make_person()) for _ in range(2))
    withdraw(item=withdrawn.item, by=withdrawn.item.by, reason="x", now=NOON)
    reply = Reply(outcome=Outcome.DECLINED, reason="Nee.", language="nl")
    answer_contribution(promise=answered.promise, by=broker, reply=reply, now=NOON)
    client.force_login(broker.account)

    page = client.get(reverse("web:today"))

    assert page.context["rows"] == []
    assert "Nobody waits for you" in page.content.decode()


def test_a_late_task_is_never_called_nothing(client):
    lead = make_person()
    project = make_project(by=lead)
    Task.objects.create(
        project=project, title="Bel", owner=lead, due_on=NOON.date() - timedelta(days=1)
    )
    client.force_login(lead.account)

    page = client.get(reverse("web:today")).content.decode()

    assert "1 task or deadline of yours is late." in page
    assert "Nobody waits" not in page


def test_a_member_who_keeps_an_item_has_a_today_of_her_own(client):
    make_team()
    member = make_person()
    brought = make_contribution(by=make_person(), title="For her")
    hand_over(item=brought.item, by=brought.item.owner, owner=member, deputy=None, now=NOON)
    make_contribution(by=make_person(), title="For the team")
    client.force_login(member.account)

    assert titles(client) == ["For her"]
    assert titles(client, "everybodys") == ["For her"]


def test_the_names_of_people_are_shown_as_far_as_the_reader_may_know(client):
    make_team()
    member = make_person()
    brought = make_contribution(by=make_guest("CANARY name"))
    hand_over(item=brought.item, by=brought.item.owner, owner=member, deputy=None, now=NOON)
    client.force_login(member.account)

    page = client.get(reverse("web:today"))

    assert "CANARY" not in page.content.decode()
    assert "Somebody from the region" in page.content.decode()


def test_a_page_of_today_has_thirty_and_there_is_a_next_one(client):
    broker = make_team()
    for _ in range(31):
        make_contribution(by=make_person())
    client.force_login(broker.account)

    pages = [client.get(reverse("web:today"), {"page": number}) for number in (1, 2, "x")]

    assert [len(page.context["rows"]) for page in pages] == [30, 1, 30]


def test_a_next_step_is_marked_as_done_with_what_came_of_it(client):
    broker = make_team()
    brought = make_contribution(by=make_person())
    accept(brought, by=broker)
    step = Promise.objects.get(kind="next_step")
    client.force_login(broker.account)

    answer = client.post(
        reverse("web:item-step", args=[brought.item.slug, step.pk]),
        {"note": "We talked.\x00\nIt starts in May."},
    )

    step.refresh_from_db()
    assert answer.status_code == 302
    assert (step.kept_on, step.kept_note) == (NOON.date(), "We talked. It starts in May.")
    assert step.kept_by is not None
    assert step.kept_by.verb == "promise.kept"


def test_a_step_is_done_once(client):
    broker = make_team()
    brought = make_contribution(by=make_person())
    accept(brought, by=broker)
    step = Promise.objects.get(kind="next_step")
    client.force_login(broker.account)
    address = reverse("web:item-step", args=[brought.item.slug, step.pk])

    client.post(address, {"note": "First"})
    second = client.post(address, {"note": "Second"}, follow=True)

    step.refresh_from_db()
    assert step.kept_note == "First"
    assert "in the meantime" in second.content.decode()


def test_a_step_of_another_item_or_an_answer_is_no_step_of_this_one(client):
    broker = make_team()
    one, other = (make_contribution(by=make_person()) for _ in range(2))
    accept(one, by=broker)
    step = Promise.objects.get(kind="next_step")
    client.force_login(broker.account)

    statuses = [
        client.post(reverse("web:item-step", args=[other.item.slug, step.pk])).status_code,
        client.post(reverse("web:item-step", args=[other.item.slug, other.promise.pk])).status_code,
        client.post(f"/en/items/{one.item.slug}/steps/99999999999999999999/").status_code,
    ]

    assert statuses == [404, 404, 404]


def test_who_waits_cannot_mark_the_step_as_done_herself(client):
    broker = make_team()
    giver = make_person()
    brought = make_contribution(by=giver)
    accept(brought, by=broker)
    step = Promise.objects.get(kind="next_step")
    client.force_login(giver.account)

    answer = client.post(reverse("web:item-step", args=[brought.item.slug, step.pk]))

    step.refresh_from_db()
    assert (answer.status_code, step.kept_on) == (403, None)


def test_today_lists_what_one_may_confirm_and_never_what_one_gave(client):
    broker = make_team()
    asker, editor, giver = make_person(), make_person(), make_person()
    organisation = make_organisation(admin=asker)
    make_membership(editor, organisation, MembershipRole.EDITOR)
    question = make_question(by=asker, owner=broker, on_behalf_of=organisation)
    offer = make_contribution(by=giver, form=Form.TIME, target=question, quantity=60)
    accept(offer, by=broker)

    waits = {}
    for name, person in (
        ("broker", broker),
        ("asker", asker),
        ("editor", editor),
        ("giver", giver),
        ("stranger", make_person()),
    ):
        client.force_login(person.account)
        waits[name] = len(client.get(reverse("web:today")).context["to_confirm"])

    assert waits == {"broker": 1, "asker": 1, "editor": 1, "giver": 0, "stranger": 0}


def test_what_was_confirmed_waits_no_more(client):
    broker = make_team()
    question = make_question(owner=broker)
    offer = make_contribution(by=make_person(), form=Form.TIME, target=question, quantity=60)
    accept(offer, by=broker)
    entry = question.ledger.get()
    confirm_entry(entry=entry, by=broker, now=NOON)
    client.force_login(broker.account)

    assert client.get(reverse("web:today")).context["to_confirm"] == []
