"""Joining in, at the door: by guests, by members, by the team for somebody else."""

from datetime import date

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import translation

from gangmaker.actors.models import Actor
from gangmaker.contributions.models import Form, Idea, Need, Offer
from gangmaker.contributions.operations import ask_question
from gangmaker.trail.models import Item, Link, Message, Promise
from gangmaker.trail.operations import withdraw
from tests.web.joining.typed import typed
from tests.world import (
    NOON,
    make_need,
    make_new_item,
    make_organisation,
    make_person,
    make_question,
    make_team,
    suspend,
)

pytestmark = [pytest.mark.django_db]


@pytest.fixture(autouse=True)
def _at_noon():
    with time_machine.travel(NOON, tick=False), translation.override("en"):
        yield


def test_a_guest_leaves_an_idea_and_sees_at_once_who_answers_and_by_when(client):
    broker = make_team(name="Broker, Kortrijk")

    page = client.post(reverse("web:join"), typed(), follow=True)

    idea = Idea.objects.get()
    promise = Promise.objects.get()
    assert (page.status_code, page.templates[0].name) == (200, "web/joining/received.html")
    assert (idea.title, idea.owner, idea.published_at) == ("Een lamp uit vlasafval", broker, None)
    assert (promise.due_on, promise.owner) == (date(2026, 12, 2), broker)
    assert "Broker, Kortrijk" in page.content.decode()
    assert "Wednesday 2 December" in page.content.decode()
    assert Message.objects.values_list("kind", "address").get() == (
        "confirm_address",
        "resident@example.org",
    )


def test_two_hours_for_a_question_answer_its_need(client):
    question = make_question(needs=[make_need(form=Form.MONEY), make_need(form=Form.TIME)])

    client.post(
        reverse("web:join"),
        typed(form="time", item=question.code, amount="2 uur"),
    )

    offer = Offer.objects.get()
    assert (offer.form, offer.quantity, offer.target_id) == ("time", 120, question.pk)
    assert offer.need == Need.objects.get(form="time")
    assert Link.objects.values_list("source", "verb", "target").get() == (
        offer.pk,
        "answers",
        question.pk,
    )


@pytest.mark.parametrize(
    ("form", "amount", "quantity"),
    [
        ("time", "1,5", 90),
        ("money", "€ 1.250,50", 125050),
        ("space", "2", 2),
        ("material", "", None),
        ("introduction", "", None),
    ],
)
def test_an_amount_is_read_in_the_unit_of_its_form(client, form, amount, quantity):
    make_team()

    client.post(reverse("web:join"), typed(form=form, amount=amount))

    assert Offer.objects.get().quantity == quantity


def test_what_stands_in_fields_that_an_idea_does_not_need_does_not_matter(client):
    make_team()

    answer = client.post(reverse("web:join"), typed(form="idea", amount="as much as you like"))

    assert (answer.status_code, Idea.objects.count()) == (302, 1)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"form": ""}, "form"),
        ({"form": "gold"}, "form"),
        ({"level": ""}, "level"),
        ({"title": ""}, "title"),
        ({"title": " \u200e\x00 "}, "title"),
        ({"title": "a" * 161}, "title"),
        ({"summary": "a" * 4001}, "summary"),
        ({"name": ""}, "name"),
        ({"email": ""}, "email"),
        ({"email": "nobody"}, "email"),
        ({"form": "time", "amount": "a lot"}, "amount"),
        ({"form": "time", "amount": "-2"}, "amount"),
        ({"item": "bcdfghjk"}, "item"),
        ({"item": "\x00"}, "item"),
        ({"area": "999999"}, "area"),
        ({"language": "xx"}, "language"),
        ({"website": "https://spam.example"}, "website"),
    ],
)
def test_what_is_not_right_is_said_and_what_was_typed_is_kept(client, changed, field):
    make_team()

    page = client.post(reverse("web:join"), typed(**{"summary": "Kept words", **changed}))

    assert (page.status_code, Item.objects.count()) == (422, 0)
    assert list(page.context["form"].errors) == [field]
    if "summary" not in changed:
        assert "Kept words" in page.content.decode()


def test_control_signs_and_overrides_never_reach_the_database(client):
    make_team()

    client.post(
        reverse("web:join"),
        typed(
            title="Een \u202elamp\x00  uit\tvlas", summary="Een\x00 regel\r\n\r\n\r\n\r\nnog een"
        ),
    )

    idea = Idea.objects.get()
    assert (idea.title, idea.summary) == ("Een lamp uit vlas", "Een regel\n\nnog een")


def test_a_form_that_is_sent_twice_makes_one_contribution_one_guest_and_one_mail(client):
    make_team()
    sent = typed()

    first = client.post(reverse("web:join"), sent)
    second = client.post(reverse("web:join"), sent)

    assert first["Location"] == second["Location"]
    assert Item.objects.count() == 1
    assert Actor.objects.filter(email="resident@example.org").count() == 1
    assert Message.objects.count() == 1


def test_a_new_form_has_a_new_token_each_time(client):
    pages = [client.get(reverse("web:join")) for _ in range(2)]

    tokens = [page.context["form"]["form_token"].value() for page in pages]
    assert tokens[0] != tokens[1]


def test_a_member_is_not_asked_for_a_name_and_contributes_at_once(client):
    make_team()
    member = make_person()
    client.force_login(member.account)

    page = client.get(reverse("web:join"))
    client.post(reverse("web:join"), typed())

    idea = Idea.objects.get()
    assert "name" not in page.context["form"].fields
    assert (idea.by, idea.published_at) == (member, NOON)


def test_a_member_who_acts_for_an_organisation_contributes_on_its_behalf(client):
    make_team()
    member = make_person()
    organisation = make_organisation(admin=member)
    client.force_login(member.account)
    session = client.session
    session["acting_for"] = organisation.pk
    session.save()

    client.post(reverse("web:join"), typed())

    assert Idea.objects.get().on_behalf_of == organisation


def test_a_suspended_member_contributes_nothing_as_herself(client):
    broker = make_team()
    member = make_person()
    client.force_login(member.account)
    suspend(member, by=broker)

    page = client.post(reverse("web:join"), {**typed(), "name": "", "email": ""})

    assert (page.status_code, Item.objects.count()) == (422, 0)


def test_the_way_in_is_prefilled_by_its_address(client):
    question = make_question()

    page = client.get(reverse("web:join"), {"form": "time", "item": question.code})

    form = page.context["form"]
    assert (form["form"].value(), page.context["target"].pk) == ("time", question.pk)


@pytest.mark.parametrize("audience", ["members", "parties", "team"])
def test_an_item_that_the_visitor_may_not_know_is_not_shown_by_its_code(client, audience):
    hidden = make_question(title="CANARY", audience=audience)

    page = client.get(reverse("web:join"), {"item": hidden.code})
    refused = client.post(reverse("web:join"), typed(item=hidden.code))

    assert (page.status_code, page.context["target"]) == (200, None)
    assert "CANARY" not in page.content.decode() + refused.content.decode()
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["item"])


def test_a_withdrawn_question_and_a_closed_one_take_nothing_more(client):
    broker = make_team()
    gone = make_question(owner=broker)
    withdraw(item=gone, by=broker, reason="x", now=NOON)
    closed = ask_question(
        new=make_new_item(by=broker), needs=[], closes_on=date(2026, 11, 17), now=NOON
    )

    pages = [client.post(reverse("web:join"), typed(item=item.code)) for item in (gone, closed)]

    assert [list(page.context["form"].errors) for page in pages] == [["item"], ["item"]]


def test_without_anybody_to_answer_nothing_is_taken_and_it_says_so(client):
    page = client.post(reverse("web:join"), typed())

    assert (page.status_code, Item.objects.count()) == (422, 0)
    assert Actor.objects.count() == 0
    assert len(page.context["form"].non_field_errors()) == 1


def test_the_sixth_from_one_address_within_an_hour_is_refused_openly(client):
    make_team()
    for _ in range(5):
        client.post(reverse("web:join"), typed())

    page = client.post(reverse("web:join"), typed(email="RESIDENT@example.org", summary="Kept"))

    assert (page.status_code, Item.objects.count()) == (429, 5)
    assert page["Retry-After"] == "3600"
    assert "Kept" in page.content.decode()


def test_one_network_is_refused_after_sixty_also_with_other_addresses_and_headers(client):
    make_team()
    for number in range(60):
        client.post(
            reverse("web:join"),
            typed(email=f"r{number}@example.org"),
            headers={"x-forwarded-for": f"10.0.0.{number}"},
        )

    refused = client.post(
        reverse("web:join"),
        typed(email="new@example.org"),
        headers={"x-forwarded-for": "10.9.9.9"},
    )
    elsewhere = client.post(
        reverse("web:join"), typed(email="new2@example.org"), REMOTE_ADDR="192.0.2.7"
    )

    assert (refused.status_code, elsewhere.status_code) == (429, 302)


def test_one_household_has_one_ipv6_network(client):
    make_team()
    statuses = [
        client.post(
            reverse("web:join"),
            typed(email=f"r{number}@example.org"),
            REMOTE_ADDR=f"2001:db8:1:2::{number:x}",
        ).status_code
        for number in range(1, 62)
    ]

    assert statuses[-1] == 429


def test_opening_the_way_in_changes_nothing(client):
    make_question()

    with time_machine.travel(NOON):
        client.get(reverse("web:join"))

    assert Actor.objects.filter(account=None).count() == 0
    assert Item.objects.count() == 1


def test_a_form_from_elsewhere_is_refused():
    make_team()

    answer = Client(enforce_csrf_checks=True).post(reverse("web:join"), typed())

    assert (answer.status_code, Item.objects.count()) == (403, 0)
