"""What people bring, and who answers it."""

import uuid

import pytest

from gangmaker.actors.models import Actor, EmailConfirmation
from gangmaker.actors.rules import NotYours
from gangmaker.contributions.operations import (
    Acquaintance,
    Contribution,
    Guest,
    NobodyToAnswer,
    confirm_guest,
    contribute,
    join_in,
    owner_for,
)
from gangmaker.trail.models import Act, Item, Message
from tests.world import (
    NOON,
    make_contribution,
    make_guest,
    make_organisation,
    make_person,
    make_question,
    make_team,
    suspend,
)

pytestmark = [pytest.mark.django_db]


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
