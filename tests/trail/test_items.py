"""Items: who may know of them, who changes them, how they hang together."""

from datetime import timedelta

import pytest

from gangmaker.actors.models import Actor, MembershipRole
from gangmaker.actors.rules import NotYours
from gangmaker.trail.models import Act, Item, ItemTranslation, Link, Party
from gangmaker.trail.operations import (
    edit_item,
    hand_over,
    link_items,
    publish,
    translate_item,
    withdraw,
)
from tests.world import (
    NOON,
    make_contribution,
    make_guest,
    make_membership,
    make_organisation,
    make_person,
    make_question,
    make_team,
)

pytestmark = [pytest.mark.django_db]


def seen_by(viewer: Actor | None) -> set[str]:
    return set(Item.objects.visible_to(viewer, at=NOON).values_list("title", flat=True))


def test_each_circle_sees_its_own_items_and_those_of_wider_circles():
    owner, asker = make_team(), make_person()
    for audience in ("public", "members", "parties", "team"):
        make_question(by=asker, owner=owner, audience=audience, title=audience)
    involved = make_person()
    for item in Item.objects.all():
        Party.objects.create(item=item, actor=involved)

    assert seen_by(None) == {"public"}
    assert seen_by(make_person()) == {"public", "members"}
    assert seen_by(involved) == {"public", "members", "parties"}
    assert seen_by(asker) == {"public", "members", "parties", "team"}
    assert seen_by(make_team("moderator")) == {"public", "members", "parties", "team"}


def test_what_is_for_brokers_only_the_rest_of_the_team_knows_nothing_of():
    owner, deputy, asker = make_team(), make_team("editor"), make_person()
    admin, involved = make_person(), make_person()
    kept = make_question(by=asker, owner=owner, audience="brokers", title="Kept")
    organisation = make_organisation(admin=admin)
    Item.objects.filter(pk=kept.pk).update(on_behalf_of=organisation, deputy=deputy)
    Party.objects.create(item=kept, actor=involved)

    others = [None, make_person(), involved, admin, make_team("editor"), make_team("moderator")]
    readers = [owner, deputy, asker, make_team("broker"), make_team("region_admin")]
    assert [seen_by(viewer) for viewer in others] == [set()] * len(others)
    assert [seen_by(viewer) for viewer in readers] == [{"Kept"}] * len(readers)


def test_an_organisation_lets_its_people_see_what_it_is_involved_in():
    admin, member = make_person(), make_person()
    organisation = make_organisation(admin=admin)
    make_membership(member, organisation, MembershipRole.MEMBER)
    make_question(by=admin, on_behalf_of=organisation, audience="parties", title="Ours")

    assert seen_by(member) == {"Ours"}


@pytest.mark.parametrize("published_at", [None, NOON + timedelta(seconds=1)])
def test_a_draft_and_what_comes_later_are_seen_by_those_involved(published_at):
    asker, owner = make_person(), make_team()
    make_question(by=asker, owner=owner, title="Later", published_at=published_at)

    assert (seen_by(None), seen_by(make_person())) == (set(), set())
    assert seen_by(asker) == seen_by(owner) == {"Later"}


def test_what_was_withdrawn_is_seen_by_the_team_only():
    asker, owner = make_person(), make_team()
    item = make_question(by=asker, owner=owner, title="Gone")
    withdraw(item=item, by=asker, reason="x", now=NOON)

    assert [seen_by(viewer) for viewer in (None, make_person(), asker)] == [set(), set(), set()]
    assert seen_by(owner) == {"Gone"}


def test_who_claimed_a_guest_sees_what_the_guest_left():
    make_team()
    guest, member = make_guest(), make_person()
    make_contribution(by=guest, title="Mine")
    guest.claimed_by = member
    guest.save(update_fields=["claimed_by"])

    assert seen_by(member) == {"Mine"}


def test_publishing_and_withdrawing_happen_once_however_often_they_are_asked():
    broker = make_team()
    item = make_contribution(by=make_guest()).item
    for _ in range(2):
        publish(item=item, by=broker, now=NOON)
    for _ in range(2):
        withdraw(item=item, by=item.by, reason="x", now=NOON)

    assert Act.objects.filter(verb="item.published").count() == 1
    assert Act.objects.filter(verb="item.withdrawn").count() == 1


def test_a_stranger_changes_nothing():
    item, stranger = make_question(), make_person()
    before = Act.objects.count()

    with pytest.raises(NotYours):
        edit_item(item=item, by=stranger, title="x", summary="", language="nl", now=NOON)
    with pytest.raises(NotYours):
        translate_item(item=item, by=stranger, language="fr", title="x", summary="", now=NOON)
    with pytest.raises(NotYours):
        withdraw(item=item, by=stranger, reason="x", now=NOON)
    with pytest.raises(NotYours):
        hand_over(item=item, by=stranger, owner=stranger, deputy=None, now=NOON)

    assert Act.objects.count() == before


def test_an_ordinary_member_of_an_organisation_changes_nothing_of_it():
    admin, member = make_person(), make_person()
    organisation = make_organisation(admin=admin)
    make_membership(member, organisation, MembershipRole.MEMBER)
    item = make_question(by=admin, on_behalf_of=organisation)

    with pytest.raises(NotYours):
        edit_item(item=item, by=member, title="x", summary="", language="nl", now=NOON)


def test_an_item_is_not_translated_into_its_own_language():
    owner = make_team()
    item = make_question(owner=owner)

    with pytest.raises(NotYours):
        translate_item(item=item, by=owner, language="nl", title="x", summary="", now=NOON)

    assert ItemTranslation.objects.count() == 0


def test_two_items_hang_together_once():
    owner = make_team()
    one, other = make_question(owner=owner), make_question(owner=owner)

    for _ in range(2):
        link_items(source=one, verb="came_from", target=other, by=owner, now=NOON)

    assert (Link.objects.count(), Act.objects.filter(verb="item.linked").count()) == (1, 1)
