"""Two records beside each other, one that stands for both, and the way back."""

from typing import Any

import pytest
import time_machine
from django.urls import reverse

from gangmaker.actors.duplicates import look_for_duplicates, renew
from gangmaker.actors.models import Actor, Difference, Likeness, Merge
from gangmaker.actors.operations import enter_actor
from gangmaker.actors.operations.merges import merge
from tests.world import (
    NOON,
    make_membership,
    make_organisation,
    make_person,
    make_question,
    make_team,
)

pytestmark = pytest.mark.django_db


def enter(name: str, **said: Any) -> Actor:
    return enter_actor(by=make_team(), kind="organisation", name=name, source="x", now=NOON, **said)


def join(stands: Actor, other: Actor) -> Merge:
    return merge(stands=stands, other=other, takes={}, by=make_team(), reason="x", now=NOON)


def pair(name: str, stands: Actor, other: Actor) -> str:
    return reverse(f"web:{name}", args=[stands.public_id, other.public_id])


def test_what_is_alike_is_listed_with_its_reason_until_somebody_tells_it_apart(as_actor):
    one, other, keeper = enter("Weverij De Vries"), enter("De Vries Weverij bv"), make_team()
    renew(now=NOON)
    client = as_actor(keeper)

    page = client.get(reverse("web:alike")).content.decode()
    client.post(pair("told-apart", one, other))
    renew(now=NOON)
    after = client.get(reverse("web:alike")).content.decode()

    assert ("Same name" in page, other.name in page, other.name in after) == (True, True, False)
    assert Difference.objects.get().by == keeper


def test_the_list_is_renewed_with_what_changed():
    one, other = enter("Weverij De Vries"), enter("De Vries Weverij bv")
    first, again = renew(now=NOON), renew(now=NOON)
    Actor.objects.filter(pk=other.pk).update(name="Bakkerij")

    changed = renew(now=NOON)

    assert [(done.found, done.gone) for done in (first, again, changed)] == [(1, 0), (0, 0), (0, 1)]
    assert (one.pk, Likeness.objects.count()) == (one.pk, 0)


def test_the_worker_looks_twice_a_day_and_one_worker_is_enough():
    assert look_for_duplicates(now=NOON) is not None
    assert look_for_duplicates(now=NOON) is None


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_costs_the_same_however_many(as_actor, count, django_assert_max_num_queries):
    for number in range(count):
        enter(f"Weverij nummer {number:05d}")
        enter(f"Weverij nummer {number:05d} bv")
    renew(now=NOON)
    client = as_actor(make_team())

    with django_assert_max_num_queries(8):
        page = client.get(reverse("web:alike"))

    assert len(page.context["rows"]) == min(count, 30)


def test_both_sides_are_shown_and_what_is_chosen_stays(as_actor):
    stands, other, keeper = enter("Weverij"), enter("Wevery", phone="056 1"), make_team()
    client, url = as_actor(keeper), pair("merge-new", stands, other)

    page = client.get(url).content.decode()
    without = client.post(url, {"phone": "other"})
    done = client.post(url, {"phone": "other", "name": "stands", "reason": "Zelfde huis"})

    stands.refresh_from_db()
    assert ("Wevery" in page, "056 1" in page) == (True, True)
    assert (without.status_code, done.status_code) == (422, 302)
    assert (stands.phone, Merge.objects.get().reason) == ("056 1", "Zelfde huis")


def test_what_cannot_be_merged_says_why_and_is_refused(as_actor):
    member, met = make_person(), enter("Weverij")
    client, url = as_actor(make_team()), pair("merge-new", met, member)

    page, sent = client.get(url), client.post(url, {"reason": "x"})

    assert "never the same" in page.content.decode()
    assert (page.status_code, sent.status_code, Merge.objects.count()) == (200, 422, 0)


def test_the_address_of_the_other_leads_to_the_one_that_stands(client, as_actor):
    stands, other = enter("Weverij"), enter("Wevery")
    join(stands, other)

    response = client.get(reverse("web:actor", args=[other.slug]))

    assert (response.status_code, response.url) == (302, reverse("web:actor", args=[stands.slug]))
    assert client.get(reverse("web:actor-edit", args=[other.slug])).status_code == 404


def test_who_may_not_know_of_the_other_is_not_led_from_it(client):
    stands, other = enter("Weverij"), enter("Wevery")
    Actor.objects.filter(pk=other.pk).update(audience="team")
    other.refresh_from_db()
    join(stands, other)

    assert client.get(reverse("web:actor", args=[other.slug])).status_code == 404


def test_lists_show_the_one_that_stands(client, as_actor):
    asker, stands = make_person(), make_organisation("Weverij")
    other = make_organisation("Wevery", admin=asker)
    make_question(by=asker, on_behalf_of=other, title="Wie spint?")
    join(stands, other)

    directory = client.get(reverse("web:directory")).content.decode()
    explore = client.get(reverse("web:explore") + "?kind=question").content.decode()
    brought = client.get(reverse("web:actor", args=[stands.slug])).content.decode()

    assert ("Weverij" in directory, "Wevery" in directory) == (True, False)
    assert ("Weverij" in explore, "Wevery" in explore) == (True, False)
    assert "Wie spint?" in brought


def test_a_member_of_the_other_gets_nothing_on_the_one_that_stands(as_actor):
    member, stands, other = make_person(), enter("Weverij"), enter("Wevery")
    make_membership(member, other, "admin")
    client = as_actor(member)

    join(stands, other)

    for name in ("actor-edit", "organisation-members"):
        assert client.get(reverse(f"web:{name}", args=[stands.slug])).status_code == 403


@time_machine.travel(NOON, tick=False)
def test_a_merge_is_undone_on_its_page(as_actor):
    stands, other = enter("Weverij"), enter("Wevery")
    made, client = join(stands, other), as_actor(make_team())

    page = client.get(reverse("web:merge", args=[made.public_id])).content.decode()
    client.post(reverse("web:merge-undone", args=[made.public_id]))

    other.refresh_from_db()
    assert "Undo the merge" in page
    assert other.claimed_by is None


@pytest.mark.parametrize("role", ["moderator", "editor"])
def test_others_of_the_team_come_to_no_page_of_records(as_actor, role):
    stands, other, client = enter("Weverij"), enter("Wevery"), as_actor(make_team(role))
    made = join(enter("Bakkerij"), enter("Bakker"))

    told = [
        client.get(reverse("web:alike")).status_code,
        client.get(pair("merge-new", stands, other)).status_code,
        client.post(pair("merge-new", stands, other), {"reason": "x"}).status_code,
        client.get(reverse("web:merge", args=[made.public_id])).status_code,
        client.post(reverse("web:merge-undone", args=[made.public_id])).status_code,
    ]

    assert told == [403, 404, 404, 404, 404]
