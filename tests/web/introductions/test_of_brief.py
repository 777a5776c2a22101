"""The page of a brief names who was introduced for it, to who may bring people together."""

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from gangmaker.actors.models import Actor
from gangmaker.brokerage.models import Brief, Introduction
from gangmaker.trail.operations import item_fields
from tests.brokerage.introduced import make_asked, sides_of
from tests.web.introductions.visits import client_of
from tests.world import NOON, make_guest, make_new_item, make_person, make_team

pytestmark = pytest.mark.django_db


def make_brief(broker: Actor) -> Brief:
    new = make_new_item(by=broker, title="Een lichte stoel")
    fields = item_fields(new, kind="brief", now=NOON)
    approved = {"approved_at": NOON, "approved_by": broker, "words_on": NOON.date()}
    return Brief.objects.create(**fields, confidentiality="public", **approved)


@pytest.mark.parametrize("count", [1, 3])
@time_machine.travel(NOON, tick=False)
def test_the_broker_reads_who_was_introduced_and_others_do_not(
    count, django_assert_max_num_queries
):
    broker = make_team()
    brief = make_brief(broker)
    for _number in range(count):
        made = make_asked(make_person("Bakker, Menen"), make_person("Ontwerper, Gent"), by=broker)
        made.for_brief = brief
        made.save(update_fields=["for_brief"])
    client, url = Client(), reverse("web:item", args=[brief.slug])
    assert broker.account
    client.force_login(broker.account)

    client.get(url)  # what is looked up once is kept now

    with django_assert_max_num_queries(12):
        page = client.get(url).content.decode()

    assert page.count("Ontwerper, Gent") == count
    assert "Ontwerper, Gent" not in Client().get(url).content.decode()


@time_machine.travel(NOON, tick=False)
def test_a_broker_who_is_one_of_the_two_reads_nothing_of_it_on_the_page_of_the_brief():
    broker, colleague = make_team(), make_team()
    brief = make_brief(broker)
    made = make_asked(colleague, make_person("Ontwerper, Gent"), by=broker)
    made.for_brief = brief
    made.save(update_fields=["for_brief"])

    pages = [
        client_of(actor).get(reverse("web:item", args=[brief.slug])).content.decode()
        for actor in (broker, colleague)
    ]

    assert ["Ontwerper, Gent" in page for page in pages] == [True, False]


@time_machine.travel(NOON, tick=False)
def test_of_who_asks_the_record_that_stands_for_her_is_introduced():
    broker, member = make_team(), make_person("Bakker, Menen")
    brief = make_brief(broker)
    guest = make_guest()
    Brief.objects.filter(pk=brief.pk).update(by=guest)
    Actor.objects.filter(pk=guest.pk).update(claimed_by=member)
    said = {"title": "Een lamp", "why": "Omdat het past.", "language": "nl"}
    other = make_person("Ontwerper, Gent")

    url = f"{reverse('web:introduction-new')}?brief={brief.slug}&candidate={other.slug}"
    client_of(broker).post(url, said)

    assert [side.actor for side in sides_of(Introduction.objects.get())] == [member, other]
