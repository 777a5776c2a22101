"""What pages look up: what is there of what was asked, support, and what is alike."""

import pytest

from gangmaker.actors.models import EmailConfirmation
from gangmaker.contributions.models import Support
from gangmaker.contributions.operations import (
    Guest,
    confirm_entry,
    confirm_guest,
    correct_entry,
    said_by,
    support,
    support_as_guest,
)
from gangmaker.contributions.queries import (
    NeedProgress,
    progress_of,
    similar_items,
    supports_of,
)
from gangmaker.trail.models import Act
from tests.contributions.test_ledger import pledged
from tests.world import (
    NOON,
    make_guest,
    make_need,
    make_person,
    make_question,
    make_team,
)

pytestmark = [pytest.mark.django_db]


def test_somebody_who_supported_as_a_guest_and_as_a_member_counts_once():
    question, member = make_question(), make_person()
    guest = make_guest()
    guest.claimed_by, guest.email_confirmed_at = member, NOON
    guest.save(update_fields=["claimed_by", "email_confirmed_at"])

    support(item=question, actor=guest, now=NOON)
    support(item=question, actor=member, now=NOON)

    assert supports_of([question.pk]) == {question.pk: 1}


@pytest.mark.parametrize("corrected_first", [True, False])
def test_progress_counts_corrections_whenever_they_were_made(corrected_first):
    owner = make_team()
    entry = pledged(giver=make_person(), owner=owner, quantity=120)
    if corrected_first:
        correct_entry(
            entry=entry, seen=said_by(entry), difference=-30, reason="x", by=owner, now=NOON
        )
        confirm_entry(entry=entry, by=owner, now=NOON)
    else:
        confirm_entry(entry=entry, by=owner, now=NOON)
        correct_entry(
            entry=entry, seen=said_by(entry), difference=-30, reason="x", by=owner, now=NOON
        )

    progress = progress_of([entry.item_id])[entry.item_id]

    assert progress == [
        NeedProgress(
            need_id=entry.need_id or 0,
            form="time",
            level="operational",
            unit="minutes",
            label="",
            needed=1200,
            pledged=90,
            confirmed=90,
        )
    ]


def test_progress_says_what_is_pledged_apart_from_what_is_confirmed():
    entry = pledged(giver=make_person(), owner=make_team(), quantity=120)

    (progress,) = progress_of([entry.item_id])[entry.item_id]

    assert (progress.needed, progress.pledged, progress.confirmed) == (1200, 120, 0)


@pytest.mark.parametrize("count", [1, 3])
def test_progress_costs_one_query_however_many_items(django_assert_num_queries, count):
    owner = make_team()
    items = [pledged(giver=make_person(), owner=owner).item_id for _ in range(count)]

    with django_assert_num_queries(1):
        progress = progress_of(items)

    assert set(progress) == set(items)


def test_needs_keep_their_order_and_items_without_any_are_left_out():
    owner = make_team()
    asks = make_question(owner=owner, needs=[make_need(form="space"), make_need(form="time")])
    silent = make_question(owner=owner)

    progress = progress_of([asks.pk, silent.pk])

    assert {pk: [need.form for need in needs] for pk, needs in progress.items()} == {
        asks.pk: ["space", "time"]
    }


def test_support_counts_once_for_each_who_proved_her_address():
    question, member = make_question(), make_person()
    guest = Guest(name="R", email="r@example.org", reads="nl")

    for _ in range(2):
        support(item=question, actor=member, now=NOON)
        support_as_guest(item=question, guest=guest, now=NOON)

    before = supports_of([question.pk])
    confirm_guest(confirmation=EmailConfirmation.objects.get(), now=NOON)
    assert (Support.objects.count(), before) == (2, {question.pk: 1})
    assert supports_of([question.pk]) == {question.pk: 2}
    assert Act.objects.filter(verb="item.supported").count() == 2


def test_what_is_alike_has_the_closest_first_and_costs_one_query(django_assert_num_queries):
    owner = make_team()
    make_question(owner=owner, title="Een lamp", summary="")
    make_question(owner=owner, title="Een lamp uit vlasafval", summary="")
    make_question(owner=owner, title="Iets anders", summary="Een lamp, ergens in de tekst.")

    with django_assert_num_queries(1):
        found = similar_items("Lampen van vlas", viewer=None, at=NOON)

    assert [item.title for item in found] == ["Een lamp uit vlasafval", "Een lamp"]
