"""Asking the region something, for oneself, an organisation, or somebody met in person."""

import uuid
from datetime import date

import pytest
import time_machine
from django.urls import reverse
from django.utils import translation

from gangmaker.contributions.models import Need, Question
from gangmaker.trail.models import Item, Link, Promise
from tests.world import (
    NOON,
    make_area,
    make_goal,
    make_organisation,
    make_person,
    make_team,
)

pytestmark = [pytest.mark.django_db]


@pytest.fixture(autouse=True)
def _at_noon():
    with time_machine.travel(NOON, tick=False), translation.override("en"):
        yield


def typed(**changed: str) -> dict[str, str]:
    rows = {
        f"needs-{number}-{name}": ""
        for number in range(5)
        for name in ("form", "level", "amount", "label")
    }
    return {
        "title": "Wat kan er nog met korte vlasvezels?",
        "summary": "Bij het zwingelen blijft een derde over.",
        "language": "nl",
        "goal": "",
        "closes_on": "",
        "audience": "public",
        "area": "",
        "form_token": str(uuid.uuid4()),
        "needs-TOTAL_FORMS": "5",
        "needs-INITIAL_FORMS": "0",
        **rows,
        **changed,
    }


def test_the_first_need_may_be_nothing_and_the_others_nothing_more(client):
    client.force_login(make_person().account)

    needs = client.get(reverse("web:ask")).context["needs"]

    assert [str(need.fields["form"].choices[0][1]) for need in needs] == [
        "Nothing in particular",
        *["Nothing more"] * 4,
    ]


def test_a_visitor_signs_in_before_asking(client):
    statuses = [
        client.get(reverse("web:ask")).status_code,
        client.post(reverse("web:ask"), typed()).status_code,
    ]

    assert (statuses, Item.objects.count()) == ([302, 403], 0)


def test_a_member_asks_is_promised_an_answer_and_a_broker_keeps_it(client):
    broker, second = make_team(), make_team()
    member, goal = make_person(), make_goal(by=second)
    area = make_area("Menen")
    client.force_login(member.account)

    answer = client.post(
        reverse("web:ask"),
        typed(
            goal=str(goal.pk),
            closes_on="2026-12-18",
            area=str(area.pk),
            **{
                "needs-0-form": "time",
                "needs-0-level": "operational",
                "needs-0-amount": "20 uur",
                "needs-0-label": "weven",
                "needs-2-form": "space",
                "needs-2-level": "strategic",
            },
        ),
    )

    question = Question.objects.get()
    promise = Promise.objects.get()
    assert answer.status_code == 302
    assert (question.by, question.owner, question.deputy) == (member, broker, second)
    assert (question.closes_on, question.area, question.published_at) == (
        date(2026, 12, 18),
        area,
        NOON,
    )
    assert list(Need.objects.values_list("form", "level", "quantity", "label", "position")) == [
        ("time", "operational", 1200, "weven", 0),
        ("space", "strategic", 1, "", 1),
    ]
    assert Link.objects.values_list("verb", "target").get() == ("serves_goal", goal.pk)
    assert (promise.to, promise.owner, promise.due_on) == (member, broker, date(2026, 12, 2))


def test_the_team_keeps_its_own_question_and_owes_itself_nothing(client):
    broker, other = make_team(), make_team("editor")
    client.force_login(other.account)

    client.post(reverse("web:ask"), typed())

    question = Question.objects.get()
    assert (question.owner, question.deputy, Promise.objects.count()) == (other, broker, 0)


def test_who_acts_for_an_organisation_asks_on_its_behalf(client):
    make_team()
    member = make_person()
    organisation = make_organisation(admin=member)
    client.force_login(member.account)
    session = client.session
    session["acting_for"] = organisation.pk
    session.save()

    client.post(reverse("web:ask"), typed())

    assert Question.objects.get().on_behalf_of == organisation


def test_the_team_asks_for_an_organisation_met_in_person(client):
    broker = make_team()
    client.force_login(broker.account)

    client.post(
        reverse("web:ask"),
        typed(
            met_kind="organisation",
            met_name="Vlasserij, Kuurne",
            met_phone="056 1",
            met_source="Visit",
        ),
    )

    question = Question.objects.get()
    assert (question.by.name, question.by.kind, question.entered_by, question.source) == (
        "Vlasserij, Kuurne",
        "organisation",
        broker,
        "Visit",
    )
    assert Promise.objects.get().to == question.by


def test_a_question_sent_twice_is_asked_once(client):
    make_team()
    client.force_login(make_person().account)
    sent = typed(**{"needs-0-form": "time", "needs-0-amount": "2"})

    answers = [client.post(reverse("web:ask"), sent) for _ in range(2)]

    assert answers[0]["Location"] == answers[1]["Location"]
    assert (Question.objects.count(), Need.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"title": ""}, "title"),
        ({"summary": ""}, "summary"),
        ({"closes_on": "2026-11-17"}, "closes_on"),
        ({"closes_on": "x"}, "closes_on"),
        ({"audience": "team"}, "audience"),
        ({"goal": "999"}, "goal"),
        ({"language": "xx"}, "language"),
    ],
)
def test_what_is_not_right_is_said_and_what_was_typed_is_kept(client, changed, field):
    make_team()
    client.force_login(make_person().account)

    page = client.post(
        reverse("web:ask"),
        typed(**{"needs-1-label": "Kept words", "needs-1-form": "time", **changed}),
    )

    assert (page.status_code, Item.objects.count()) == (422, 0)
    assert list(page.context["form"].errors) == [field]
    assert "Kept words" in page.content.decode()


@pytest.mark.parametrize(("make", "narrowest"), [(make_person, "parties"), (make_team, "team")])
def test_nobody_asks_for_brokers_alone_and_only_the_team_for_the_team(client, make, narrowest):
    client.force_login(make().account)

    offered = client.get(reverse("web:ask")).context["form"].fields["audience"].choices
    sent = client.post(reverse("web:ask"), typed(audience="brokers"))

    assert offered[-1][0] == narrowest
    assert (sent.status_code, list(sent.context["form"].errors)) == (422, ["audience"])


@pytest.mark.parametrize(
    "row",
    [
        {"needs-0-form": "time", "needs-0-amount": "many"},
        {"needs-0-form": "gold"},
        {"needs-0-label": "weven"},
    ],
)
def test_a_need_that_is_not_right_is_said(client, row):
    make_team()
    client.force_login(make_person().account)

    page = client.post(reverse("web:ask"), typed(**row))

    assert (page.status_code, Item.objects.count()) == (422, 0)
    assert page.context["needs"].errors[0] != {}


@pytest.mark.parametrize("count", ["6", "1000000", "-1", "x", ""])
def test_no_more_than_five_needs_are_read_whatever_is_claimed(client, count):
    make_team()
    client.force_login(make_person().account)

    client.post(
        reverse("web:ask"),
        typed(**{"needs-TOTAL_FORMS": count, "needs-5-form": "time", "needs-5-amount": "2"}),
    )

    assert Need.objects.count() == 0


def test_a_goal_that_the_asker_may_not_know_is_not_offered(client):
    broker = make_team()
    goal = make_goal(by=broker, title="CANARY")
    Item.objects.filter(pk=goal.pk).update(audience="team")
    client.force_login(make_person().account)

    opened = client.get(reverse("web:ask"))
    sent = client.post(reverse("web:ask"), typed(goal=str(goal.pk)))

    assert "CANARY" not in opened.content.decode() + sent.content.decode()
    assert sent.status_code == 422
