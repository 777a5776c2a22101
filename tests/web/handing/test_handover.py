"""Giving all that one person keeps to others: choose, look, do; nothing happens before."""

from typing import Any

import pytest
import time_machine
from django.urls import reverse
from django.utils import translation

from gangmaker.actors.models import Actor, TeamRoleName
from gangmaker.trail.models import Handover, Item
from tests.world import NOON, make_contribution, make_person, make_question, make_team

pytestmark = [pytest.mark.django_db]

WHY = "Ze werkt vanaf morgen elders."


@pytest.fixture(autouse=True)
def _at_noon():
    with time_machine.travel(NOON, tick=False), translation.override("en"):
        yield


def door(giver: Actor, back: Handover | None = None) -> str:
    address = reverse("web:hand-over", args=[giver.slug])
    return f"{address}?back={back.public_id}" if back else address


def sent(to: Actor, step: str, **more: Any) -> dict[str, Any]:
    return {"to": to.pk, "reason": WHY, "step": step, **more}


def owner_of(item: Item) -> Actor:
    return Item.objects.get(pk=item.pk).owner


def test_the_list_says_what_goes_along_and_what_waits(client):
    giver = make_team()
    question = make_question(owner=giver, title="Waar past een atelier?")
    make_contribution(by=make_person(), target=question)
    client.force_login(giver.account)

    page = client.get(door(giver))

    groups = [(group.label, len(group.rows)) for group in page.context["groups"]]
    assert groups == [("Answers for: ideas", 1), ("Answers for: questions", 1)]
    assert page.context["groups"][0].rows[0].note == "1 promise waits"


def test_looking_changes_nothing_and_counts_what_moves(client):
    giver, to, other = make_team(), make_team(name="Broker, Menen"), make_team(name="Broker, Tielt")
    first, second = make_question(owner=giver), make_question(owner=giver)
    make_contribution(by=make_person(), target=first)
    client.force_login(giver.account)

    chosen = {"exceptions": [f"owned:{second.pk}"], "others_to": other.pk}
    page = client.post(door(giver), sent(to, "look", **chosen))

    moving = [(one.name, one.count) for one in page.context["moving"]]
    assert moving == [("Broker, Menen", 2), ("Broker, Tielt", 1)]
    assert page.context["waiting"] == 1
    assert owner_of(first) == giver


def test_what_was_looked_at_happens_and_its_page_has_the_list(client):
    giver, to = make_team(), make_team(name="Broker, Menen")
    question = make_question(owner=giver, title="Waar past een atelier?")
    client.force_login(giver.account)
    seen = client.post(door(giver), sent(to, "look")).context["seen"]

    page = client.post(door(giver), sent(to, "do", seen=seen), follow=True)

    assert owner_of(question) == to
    assert question.title in page.content.decode()
    assert WHY in page.content.decode()


def test_what_changed_since_she_looked_is_looked_at_again(client):
    giver, to = make_team(), make_team(name="Broker, Menen")
    question = make_question(owner=giver)
    client.force_login(giver.account)
    seen = client.post(door(giver), sent(to, "look")).context["seen"]
    late = make_question(owner=giver)

    page = client.post(door(giver), sent(to, "do", seen=seen))

    assert page.status_code == 409
    assert (owner_of(question), owner_of(late)) == (giver, giver)


def test_a_wrong_form_says_so_and_keeps_what_was_ticked(client):
    giver = make_team()
    question = make_question(owner=giver)
    client.force_login(giver.account)

    page = client.post(
        door(giver), {"to": "", "reason": "", "exceptions": [f"owned:{question.pk}"]}
    )

    assert page.status_code == 422
    assert set(page.context["form"].errors) == {"to", "reason"}
    assert [row.ticked for row in page.context["groups"][0].rows] == [True]


def test_she_goes_back_to_change_it_without_losing_anything(client):
    giver, to = make_team(), make_team(name="Broker, Menen")
    question = make_question(owner=giver)
    client.force_login(giver.account)

    page = client.post(
        door(giver), sent(to, "change", exceptions=[f"owned:{question.pk}"], seen="x")
    )

    assert page.status_code == 200
    assert page.context["form"]["reason"].value() == WHY
    assert [row.ticked for row in page.context["groups"][0].rows] == [True]


def test_only_she_herself_and_the_region_administrator_may(client):
    giver, other = make_team(), make_team(name="Broker, Menen")
    admin = make_team(TeamRoleName.REGION_ADMIN, "Region administrator")

    answers = []
    for viewer in (other, giver, admin):
        client.force_login(viewer.account)
        answers.append(client.get(door(giver)).status_code)

    assert answers == [403, 200, 200]


def test_handing_back_lists_only_what_came_and_goes_the_same_way(client):
    giver, to = make_team(), make_team(name="Broker, Menen")
    own, question = make_question(owner=to), make_question(owner=giver)
    client.force_login(giver.account)
    seen = client.post(door(giver), sent(to, "look")).context["seen"]
    client.post(door(giver), sent(to, "do", seen=seen))
    done = Handover.objects.get()
    client.force_login(to.account)
    shown = client.get(reverse("web:handover", args=[done.public_id]))

    form = client.get(door(to, done))
    seen = client.post(door(to, done), sent(giver, "look")).context["seen"]
    client.post(door(to, done), sent(giver, "do", seen=seen))

    assert f"back={done.public_id}" in shown.content.decode()
    assert form.context["count"] == 1
    assert form.context["form"]["to"].value() == giver.pk
    assert (owner_of(own), owner_of(question)) == (to, giver)


def test_a_handover_is_read_only_by_those_concerned(client):
    giver, to, other = make_team(), make_team(name="Broker, Menen"), make_team(name="Broker, Tielt")
    make_question(owner=giver)
    client.force_login(giver.account)
    seen = client.post(door(giver), sent(to, "look")).context["seen"]
    client.post(door(giver), sent(to, "do", seen=seen))
    address = reverse("web:handover", args=[Handover.objects.get().public_id])

    answers = [client.get(address).status_code]
    for viewer in (to, other):
        client.force_login(viewer.account)
        answers.append(client.get(address).status_code)

    assert answers == [200, 200, 404]


def test_today_and_the_profile_have_the_way_to_it_for_who_may(client):
    giver, other = make_team(), make_team(name="Broker, Menen")
    admin = make_team(TeamRoleName.REGION_ADMIN, "Region administrator")
    profile = reverse("web:actor", args=[giver.slug])

    ways = []
    for viewer, address in (
        (giver, reverse("web:today")),
        (giver, profile),
        (admin, profile),
        (other, profile),
    ):
        client.force_login(viewer.account)
        ways.append(door(giver) in client.get(address).content.decode())

    assert ways == [True, True, True, False]
