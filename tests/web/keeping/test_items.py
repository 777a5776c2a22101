"""Handing over, taking down, changing, translating: each at its door."""

import pytest
import time_machine
from django.urls import reverse
from django.utils import translation

from gangmaker.actors.models import MembershipRole
from gangmaker.trail.models import Act, Item, ItemTranslation, Promise, Withdrawal
from gangmaker.trail.operations import withdraw
from tests.world import (
    NOON,
    make_contribution,
    make_membership,
    make_organisation,
    make_person,
    make_question,
    make_team,
    suspend,
)

pytestmark = [pytest.mark.django_db]

DOORS = ("item-owner", "item-withdrawal", "item-edit", "item-translation")


@pytest.fixture(autouse=True)
def _at_noon():
    with time_machine.travel(NOON, tick=False), translation.override("en"):
        yield


def door(name: str, item: Item) -> str:
    more = ["fr"] if name == "item-translation" else []
    return reverse(f"web:{name}", args=[item.slug, *more])


@pytest.mark.parametrize("name", DOORS)
def test_a_stranger_may_know_of_a_public_item_and_change_nothing(client, name):
    item = make_question()
    client.force_login(make_person().account)

    statuses = [client.get(door(name, item)).status_code, client.post(door(name, item)).status_code]

    assert statuses == [403, 403]
    assert Act.objects.filter(verb__startswith="item.").exclude(verb="item.linked").count() == 0


@pytest.mark.parametrize("name", DOORS)
def test_what_one_may_not_know_has_no_doors(client, name):
    item = make_question(audience="parties")
    client.force_login(make_person().account)

    statuses = [client.get(door(name, item)).status_code, client.post(door(name, item)).status_code]

    assert statuses == [404, 404]


@pytest.mark.parametrize("name", DOORS)
def test_who_is_not_signed_in_signs_in_to_open_it_and_sends_nothing(client, name):
    item = make_question()

    statuses = [client.get(door(name, item)).status_code, client.post(door(name, item)).status_code]

    assert statuses == [302, 403]


@pytest.mark.parametrize("name", DOORS)
def test_an_empty_form_is_not_right_and_changes_nothing(client, name):
    owner = make_team("region_admin")
    item = make_question(owner=owner)
    client.force_login(owner.account)

    page = client.post(door(name, item))

    assert page.status_code == 422
    assert Act.objects.filter(verb__startswith="item.").count() == 0


def test_handing_over_takes_the_promises_along(client):
    owner, new, deputy = make_team(), make_team(), make_team("editor")
    brought = make_contribution(by=make_person())
    client.force_login(owner.account)

    client.post(door("item-owner", brought.item), {"owner": new.pk, "deputy": deputy.pk})

    brought.item.refresh_from_db()
    assert (brought.item.owner, brought.item.deputy) == (new, deputy)
    assert Promise.objects.get().owner == new


def test_the_owner_is_not_her_own_deputy(client):
    owner = make_team()
    item = make_question(owner=owner)
    client.force_login(owner.account)

    page = client.post(door("item-owner", item), {"owner": owner.pk, "deputy": owner.pk})

    assert (page.status_code, list(page.context["form"].errors)) == (422, ["deputy"])


def test_an_item_goes_to_the_team_or_to_who_acts_for_the_organisation_that_asked(client):
    owner, colleague, gone = make_team(), make_team("editor"), make_team()
    suspend(gone, by=owner)
    admin, editor, member, stranger = (make_person() for _ in range(4))
    organisation = make_organisation(admin=admin)
    make_membership(editor, organisation, MembershipRole.EDITOR)
    make_membership(member, organisation, MembershipRole.MEMBER)
    item = make_question(by=admin, owner=owner, on_behalf_of=organisation)
    client.force_login(owner.account)

    page = client.get(door("item-owner", item))

    offered = set(page.context["form"].fields["owner"].queryset)
    assert offered == {owner, colleague, admin, editor}
    assert stranger not in offered


def test_an_organisation_that_keeps_an_item_hands_it_to_its_people_or_the_team(client):
    broker, admin, editor, member = make_team(), *(make_person() for _ in range(3))
    house = make_organisation(admin=admin)
    make_membership(editor, house, MembershipRole.EDITOR)
    make_membership(member, house, MembershipRole.MEMBER)
    item = make_question(by=make_person(), owner=broker)
    Item.objects.filter(pk=item.pk).update(owner=house, deputy=broker)
    client.force_login(admin.account)

    page = client.get(door("item-owner", item))
    answer = client.post(door("item-owner", item), {"owner": editor.pk, "deputy": house.pk})

    item.refresh_from_db()
    assert set(page.context["form"].fields["owner"].queryset) == {broker, admin, editor, house}
    assert (answer.status_code, item.owner, item.deputy) == (302, editor, house)


def test_who_made_an_item_takes_it_down_with_a_reason(client):
    make_team()
    maker = make_person()
    item = make_contribution(by=maker).item
    client.force_login(maker.account)

    answer = client.post(door("item-withdrawal", item), {"reason": "Het is al gebeurd."})

    assert (answer.status_code, Withdrawal.objects.get().reason) == (302, "Het is al gebeurd.")
    assert client.get(door("item-edit", item)).status_code == 404


def test_opening_the_page_to_take_down_takes_nothing_down(client):
    make_team()
    maker = make_person()
    item = make_contribution(by=maker).item
    client.force_login(maker.account)

    client.get(door("item-withdrawal", item))

    assert Withdrawal.objects.count() == 0


def test_changing_what_an_item_says_keeps_its_address(client):
    make_team()
    maker = make_person()
    item = make_contribution(by=maker).item
    client.force_login(maker.account)

    client.post(door("item-edit", item), {"title": "Twee lampen", "summary": "", "language": "nl"})

    changed = Item.objects.get()
    assert (changed.title, changed.summary, changed.slug) == ("Twee lampen", "", item.slug)


def test_a_withdrawn_item_is_changed_by_the_team_only(client):
    broker = make_team()
    maker = make_person()
    item = make_contribution(by=maker).item
    withdraw(item=item, by=maker, reason="x", now=NOON)
    statuses = {}
    for name, person in (("maker", maker), ("broker", broker)):
        client.force_login(person.account)
        statuses[name] = client.get(door("item-edit", item)).status_code

    assert statuses == {"maker": 404, "broker": 200}


def test_a_translation_is_written_beside_the_original_and_replaced_later(client):
    owner = make_team()
    item = make_question(owner=owner)
    client.force_login(owner.account)

    for title in ("Que faire des fibres courtes?", "Que faire encore des fibres courtes?"):
        client.post(door("item-translation", item), {"title": title, "summary": "Un tiers."})

    assert ItemTranslation.objects.values_list("language", "title").get() == (
        "fr",
        "Que faire encore des fibres courtes?",
    )


@pytest.mark.parametrize("language", ["nl", "de", "xx", "FR"])
def test_an_item_is_not_translated_into_its_own_or_an_unknown_language(client, language):
    owner = make_team()
    item = make_question(owner=owner)
    client.force_login(owner.account)

    page = client.get(f"/en/items/{item.slug}/translations/{language}/")

    assert page.status_code == 404
