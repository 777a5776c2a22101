"""What people bring, who answers it, and the ledger that keeps it."""

import uuid
from datetime import timedelta

import pytest

from gangmaker.actors.models import Actor, EmailConfirmation
from gangmaker.actors.rules import NotYours
from gangmaker.contributions.models import Confirmation, LedgerEntry, Offer, Support
from gangmaker.contributions.operations import (
    Acquaintance,
    AlreadyConfirmed,
    Brought,
    Contribution,
    Guest,
    NobodyToAnswer,
    answer_contribution,
    confirm_entry,
    confirm_guest,
    contribute,
    correct_entry,
    join_in,
    owner_for,
    said_by,
    support,
    support_as_guest,
)
from gangmaker.contributions.queries import (
    NeedProgress,
    progress_of,
    similar_items,
    supports_of,
    to_confirm,
)
from gangmaker.trail.models import Act, Item, Message, Outcome
from gangmaker.trail.operations import Reply
from tests.world import (
    NOON,
    make_contribution,
    make_guest,
    make_need,
    make_organisation,
    make_person,
    make_question,
    make_team,
    suspend,
)

pytestmark = [pytest.mark.django_db]


def accept(brought: Brought, *, by: Actor) -> None:
    reply = Reply(
        outcome=Outcome.ACCEPTED,
        reason="Graag.",
        language="nl",
        next_step="We bellen.",
        next_step_on=NOON.date() + timedelta(days=2),
    )
    answer_contribution(promise=brought.promise, by=by, reply=reply, now=NOON)


def pledged(*, giver: Actor, owner: Actor, quantity: int | None = 120) -> LedgerEntry:
    question = make_question(owner=owner, needs=[make_need()])
    need = question.needs.get()
    brought = make_contribution(
        by=giver, form="time", target=question, need=need, quantity=quantity
    )
    accept(brought, by=owner)
    return LedgerEntry.objects.latest("pk")


def what(**said: object) -> Contribution:
    return Contribution(
        **{  # type: ignore[arg-type]
            "form": "idea",
            "level": "operational",
            "title": "Een lamp",
            "summary": "",
            "language": "nl",
            "form_token": uuid.uuid4(),
            **said,
        }
    )


def test_the_owner_of_a_question_answers_what_comes_in_for_it():
    owner, deputy = make_team("editor"), make_team()
    question = make_question(owner=owner, deputy=deputy)

    assert owner_for(question) == (owner, deputy)


def test_else_the_broker_answers_who_owes_the_fewest_and_the_next_replaces_her():
    first, second, third = make_team(), make_team(), make_team()
    suspend(third, by=first)

    owners = [make_contribution(by=make_person()).item for _ in range(3)]

    assert [(item.owner, item.deputy) for item in owners] == [
        (first, second),
        (second, first),
        (first, second),
    ]


def test_a_question_kept_by_somebody_outside_the_team_is_answered_by_a_broker():
    broker = make_team()
    member = make_person()

    assert owner_for(make_question(by=member, owner=member)) == (broker, None)


def test_without_a_broker_nothing_is_promised_that_nobody_keeps():
    with pytest.raises(NobodyToAnswer):
        make_contribution(by=make_person())

    assert Item.objects.count() == 0


def test_what_a_guest_leaves_is_shown_once_she_confirms_her_address():
    make_team()
    guest = make_guest()
    item = make_contribution(by=guest).item
    confirmation = EmailConfirmation.objects.get(actor=guest)

    confirm_guest(confirmation=confirmation, now=NOON)

    item.refresh_from_db()
    assert item.published_at == NOON
    assert list(Message.objects.values_list("kind", flat=True)) == ["confirm_address"]


def test_a_member_gets_a_receipt_by_mail():
    make_team()
    member = make_person(email="member@example.org")

    brought = make_contribution(by=member)

    assert Message.objects.values_list("kind", "address", "payload").get() == (
        "received",
        "member@example.org",
        {"promise": brought.promise.pk},
    )


def test_nobody_contributes_on_behalf_of_an_organisation_that_is_not_hers():
    make_team()

    with pytest.raises(NotYours):
        contribute(what=what(), by=make_person(), on_behalf_of=make_organisation(), now=NOON)

    assert Item.objects.count() == 0


def test_only_the_team_enters_what_others_brought():
    make_team()
    met = Acquaintance(name="Baker", source="Coffee", reads="nl", phone="056 1")

    with pytest.raises(NotYours):
        join_in(what=what(), giver=met, by=make_person(), now=NOON)

    assert (Item.objects.count(), Actor.objects.filter(name="Baker").count()) == (0, 0)


def test_who_was_met_is_named_in_the_act_beside_who_entered_it():
    broker = make_team()
    met = Acquaintance(name="Baker", source="Coffee", reads="nl", phone="056 1")

    item = join_in(what=what(), giver=met, by=broker, now=NOON).item

    act = Act.objects.get(verb="idea.received")
    assert (act.by, act.on_behalf_of, item.entered_by) == (broker, item.by, broker)


def test_a_form_is_received_once_and_no_guest_is_left_over():
    make_team()
    form, guest = what(), Guest(name="R", email="r@example.org", reads="nl")

    first, second = (join_in(what=form, giver=guest, now=NOON) for _ in range(2))

    assert (first.item.pk, first.promise) == (second.item.pk, second.promise)
    assert Actor.objects.filter(email="r@example.org").count() == 1


def test_a_guest_never_lands_in_the_record_of_somebody_with_that_address():
    make_team()
    member = make_person(email="member@example.org")
    guest = Guest(name="Somebody else", email="member@example.org", reads="nl")

    item = join_in(what=what(), giver=guest, now=NOON).item

    assert item.by != member


def test_an_accepted_offer_is_pledged_once_and_a_declined_one_is_not():
    owner = make_team()
    question = make_question(owner=owner)
    accepted, declined = (
        make_contribution(by=make_person(), form="time", target=question, quantity=60)
        for _ in range(2)
    )

    accept(accepted, by=owner)
    answer_contribution(
        promise=declined.promise,
        by=owner,
        reply=Reply(outcome=Outcome.DECLINED, reason="Nee.", language="nl"),
        now=NOON,
    )

    assert list(LedgerEntry.objects.values_list("contribution", "quantity")) == [
        (accepted.item.pk, 60)
    ]


def test_a_room_of_which_nobody_said_how_many_counts_as_one():
    owner = make_team()
    question = make_question(owner=owner, needs=[make_need(form="space", quantity=2)])

    accept(make_contribution(by=make_person(), form="space", target=question), by=owner)

    assert LedgerEntry.objects.get().quantity == 1


def test_time_of_which_nobody_said_how_much_is_not_pledged():
    owner = make_team()
    question = make_question(owner=owner, needs=[make_need()])

    accept(make_contribution(by=make_person(), form="time", target=question), by=owner)

    assert not LedgerEntry.objects.exists()


def test_an_accepted_idea_is_pledged_where_ideas_are_asked_for():
    owner = make_team()
    question = make_question(owner=owner, needs=[make_need(form="idea", quantity=15)])
    need = question.needs.get()

    for asked in (need, None):
        accept(make_contribution(by=make_person(), target=question, need=asked), by=owner)

    assert list(LedgerEntry.objects.values_list("need", "form", "quantity")) == [
        (need.pk, "idea", 1)
    ]


def test_an_offer_for_nothing_in_particular_is_not_pledged():
    owner = make_team()

    accept(make_contribution(by=make_person(), form="time", quantity=60), by=owner)

    assert (Offer.objects.count(), LedgerEntry.objects.count()) == (1, 0)


def test_the_receiver_confirms_and_not_twice():
    owner = make_team()
    entry = pledged(giver=make_person(), owner=owner)

    confirm_entry(entry=entry, by=owner, now=NOON)
    with pytest.raises(AlreadyConfirmed):
        confirm_entry(entry=entry, by=owner, now=NOON)

    assert Act.objects.filter(verb="ledger.confirmed").count() == 1


def test_the_giver_confirms_nothing_and_corrects_nothing_also_as_deputy():
    owner, giver = make_team(), make_team()
    entry = pledged(giver=giver, owner=owner)
    entry.item.deputy = giver

    with pytest.raises(NotYours):
        confirm_entry(entry=entry, by=giver, now=NOON)
    with pytest.raises(NotYours):
        correct_entry(
            entry=entry, seen=said_by(entry), difference=60, reason="x", by=giver, now=NOON
        )


def test_who_gave_as_a_guest_does_not_confirm_it_after_claiming_that_guest():
    owner, guest = make_team(), make_guest()
    entry = pledged(giver=guest, owner=owner)
    guest.claimed_by = owner
    guest.save(update_fields=["claimed_by"])

    with pytest.raises(NotYours):
        confirm_entry(entry=LedgerEntry.objects.get(pk=entry.pk), by=owner, now=NOON)

    assert to_confirm(viewer=owner) == []


def test_somebody_who_supported_as_a_guest_and_as_a_member_counts_once():
    question, member = make_question(), make_person()
    guest = make_guest()
    guest.claimed_by, guest.email_confirmed_at = member, NOON
    guest.save(update_fields=["claimed_by", "email_confirmed_at"])

    support(item=question, actor=guest, now=NOON)
    support(item=question, actor=member, now=NOON)

    assert supports_of([question.pk]) == {question.pk: 1}


def test_a_correction_of_what_was_confirmed_is_confirmed_with_it():
    owner = make_team()
    entry = pledged(giver=make_person(), owner=owner)
    confirm_entry(entry=entry, by=owner, now=NOON)

    correction = correct_entry(
        entry=entry, seen=said_by(entry), difference=-30, reason="x", by=owner, now=NOON
    )

    assert set(Confirmation.objects.values_list("entry", flat=True)) == {entry.pk, correction.pk}


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
def test_progress_costs_two_queries_however_many_items(django_assert_num_queries, count):
    owner = make_team()
    items = [pledged(giver=make_person(), owner=owner).item_id for _ in range(count)]

    with django_assert_num_queries(2):
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
