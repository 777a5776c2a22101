"""The team brings something for somebody whom it met."""

import pytest
import time_machine
from django.urls import reverse
from django.utils import translation

from gangmaker.actors.models import Account, Actor
from gangmaker.actors.operations import enter_actor
from gangmaker.contributions.models import Idea
from gangmaker.trail.models import Item, Promise
from tests.web.joining.typed import typed
from tests.world import (
    NOON,
    make_guest,
    make_person,
    make_team,
    suspend,
)

pytestmark = [pytest.mark.django_db]


@pytest.fixture(autouse=True)
def _at_noon():
    with time_machine.travel(NOON, tick=False), translation.override("en"):
        yield


def test_the_team_enters_what_somebody_brought_at_a_coffee(client):
    broker = make_team()
    client.force_login(broker.account)

    client.post(
        reverse("web:join"),
        typed(
            met_kind="person",
            met_name="Baker, Harelbeke",
            met_phone="056 12 34 56",
            met_source="Coffee at the market",
        ),
    )

    idea = Idea.objects.get()
    met = idea.by
    assert (met.name, met.phone, met.entered_by) == ("Baker, Harelbeke", "056 12 34 56", broker)
    assert (idea.entered_by, idea.source, idea.published_at) == (
        broker,
        "Coffee at the market",
        NOON,
    )
    assert Promise.objects.get().to == met


@pytest.mark.parametrize(
    ("met", "field"),
    [
        ({"met_name": "Baker"}, {"met_source", "met_phone"}),
        ({"met_source": "Coffee"}, {"met_name", "met_phone"}),
        ({"met_name": "Baker", "met_source": "Coffee"}, {"met_phone"}),
    ],
)
def test_somebody_met_needs_a_name_a_way_to_answer_and_a_source(client, met, field):
    broker = make_team()
    client.force_login(broker.account)

    page = client.post(reverse("web:join"), typed(**met))

    assert page.status_code == 422
    assert set(page.context["form"].errors) == field


def met_at(place: str, *, by: Actor) -> Actor:
    return enter_actor(
        by=by, kind="person", name="Baker, Harelbeke", source=place, phone="056 1", now=NOON
    )


def test_the_team_brings_something_more_for_somebody_whom_it_met_before(client):
    broker, colleague = make_team(), make_team("editor")
    baker = met_at("Coffee at the market", by=colleague)
    client.force_login(broker.account)

    way = client.get(reverse("web:join"), {"met_before": baker.slug})
    client.post(reverse("web:join"), typed(met_before=baker.slug, met_source="Phone, 18 November"))

    form, idea = way.context["form"], Idea.objects.get()
    assert (form.known, "met_name" in form.fields) == (baker, False)
    assert "Baker, Harelbeke" in way.content.decode()
    assert (idea.by, idea.entered_by, idea.source) == (baker, broker, "Phone, 18 November")
    assert (idea.published_at, Promise.objects.get().to) == (NOON, baker)
    assert Actor.objects.filter(name=baker.name).count() == 1


def test_where_they_met_this_time_has_to_be_said(client):
    broker = make_team()
    baker = met_at("Coffee at the market", by=broker)
    client.force_login(broker.account)

    page = client.post(reverse("web:join"), typed(met_before=baker.slug))

    assert (page.status_code, set(page.context["form"].errors)) == (422, {"met_source"})
    assert page.context["form"].known == baker


@pytest.mark.parametrize("who", ["a guest", "a member", "joined", "claimed", "suspended", "nobody"])
def test_nothing_is_brought_for_who_was_not_met_or_speaks_for_herself(client, who):
    broker = make_team()
    baker = met_at("Coffee at the market", by=broker)
    if who == "joined":
        Actor.objects.filter(pk=baker.pk).update(account=Account.objects.create_user("b@x.org"))
    if who == "claimed":
        Actor.objects.filter(pk=baker.pk).update(claimed_by=make_person())
    if who == "suspended":
        suspend(baker, by=broker)
    others = {"a guest": make_guest().slug, "a member": make_person().slug, "nobody": "nobody"}
    client.force_login(broker.account)

    page = client.post(
        reverse("web:join"),
        typed(met_before=others.get(who, baker.slug), met_source="Phone, 18 November"),
    )

    assert (page.status_code, Item.objects.count()) == (422, 0)
    assert "met_before" in page.context["form"].errors


@pytest.mark.parametrize("role", ["moderator", None, "guest"])
def test_who_may_not_enter_others_brings_nothing_for_them(client, role):
    baker = met_at("Coffee at the market", by=make_team())
    if role != "guest":
        client.force_login((make_team(role) if role else make_person()).account)

    page = client.get(reverse("web:join"), {"met_before": baker.slug})
    client.post(reverse("web:join"), typed(met_before=baker.slug, met_source="x"))

    assert page.context["form"].known is None
    assert "Baker, Harelbeke" not in page.content.decode()
    assert Idea.objects.get().by != baker


@pytest.mark.parametrize("role", ["moderator", None])
def test_who_may_not_enter_others_contributes_as_herself(client, role):
    make_team()
    person = make_team(role) if role else make_person()
    client.force_login(person.account)

    client.post(reverse("web:join"), typed(met_name="Baker", met_phone="1", met_source="x"))

    assert Idea.objects.get().by == person
