"""The team merged somebody who had not shown who she is; then she does: that is stronger."""

import pytest

from gangmaker.actors.consents import give_consent
from gangmaker.actors.models import Account, Actor, Consent, EmailConfirmation, Merge
from gangmaker.actors.operations import (
    attach_account,
    confirm_address,
    enter_actor,
    send_confirmation,
)
from gangmaker.actors.operations.merges import OTHER, TooLateToUndo, merge, undo_merge
from tests.world import NOON, make_guest, make_person, make_team

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

ADDRESS = "ana@example.org"


def merged_guest(stands: Actor) -> tuple[EmailConfirmation, Merge]:
    """The link that proves her address, and the merge that came before she followed it."""
    guest = make_guest("Ana, Menen", email=ADDRESS)
    Actor.objects.filter(pk=guest.pk).update(phone="056 11 22 33")
    link = send_confirmation(actor=guest, now=NOON)
    made = merge(
        stands=stands,
        other=Actor.objects.get(pk=guest.pk),
        takes={"phone": OTHER},
        by=make_team(),
        reason="Zelfde naam",
        now=NOON,
    )
    return EmailConfirmation.objects.get(pk=link.pk), made


def entered() -> Actor:
    return enter_actor(by=make_team(), kind="person", name="Ana", source="x", now=NOON)


def test_what_an_account_proves_is_hers_and_the_other_gets_its_own_back():
    stands, holder = entered(), make_person(email=ADDRESS)
    link, made = merged_guest(stands)

    guest = confirm_address(confirmation=link, now=NOON)

    assert list(Actor.objects.proved_hers(holder)) == [guest]
    assert Actor.objects.get(pk=stands.pk).phone == ""
    with pytest.raises(TooLateToUndo):
        undo_merge(merge=Merge.objects.get(pk=made.pk), by=make_team(), now=NOON)
    assert list(Actor.objects.proved_hers(holder)) == [guest]


def test_into_her_own_record_what_was_taken_over_stays():
    holder = make_person(email=ADDRESS)
    Actor.objects.filter(pk=holder.pk).update(field_audiences={"phone": "team"})
    guest = make_guest("Ana, Menen", email=ADDRESS)
    Actor.objects.filter(pk=guest.pk).update(about="Ik weef", audience="members")
    link = send_confirmation(actor=guest, now=NOON)
    merge(
        stands=Actor.objects.get(pk=holder.pk),
        other=Actor.objects.get(pk=guest.pk),
        takes={"about": OTHER},
        by=make_team(),
        reason="Zelfde adres",
        now=NOON,
    )

    confirm_address(confirmation=link, now=NOON)

    assert Actor.objects.get(pk=holder.pk).about == "Ik weef"
    assert Actor.objects.proved_hers(holder).get().pk == guest.pk


def test_who_joins_later_gets_her_own_record_and_no_second_one():
    stands = entered()
    link, _made = merged_guest(stands)
    guest = confirm_address(confirmation=link, now=NOON)
    account = Account.objects.create_user(ADDRESS)

    joined = attach_account(account=account, reads="nl", now=NOON)

    assert joined == guest
    assert Actor.objects.get(pk=guest.pk).standing == guest
    assert Actor.objects.get(pk=stands.pk).phone == ""


@pytest.mark.parametrize("told", [True, False])
def test_who_told_the_team_that_everybody_may_find_her_stays_found_when_she_joins(told):
    team = make_team()
    met = enter_actor(by=team, kind="person", name="Ana", source="x", email=ADDRESS, now=NOON)
    if told:
        give_consent(actor=met, purpose="directory", where="told", by=team, now=NOON)
    Actor.objects.filter(pk=met.pk).update(email_confirmed_at=NOON)
    account = Account.objects.create_user(ADDRESS)

    joined = attach_account(account=account, reads="nl", now=NOON)

    assert Actor.objects.get(pk=joined.pk).audience == ("public" if told else "members")
    assert Consent.objects.filter(actor=joined, withdrawn_at=None).exists() == told
