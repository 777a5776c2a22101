"""Somebody whom the team entered comes herself: nothing is given without a check."""

from datetime import timedelta

import pytest
import time_machine

from gangmaker.actors.models import Actor, Claim, Membership, MembershipRole
from gangmaker.actors.models.names import MARK
from gangmaker.actors.operations import LinkIsUsed, enter_actor
from gangmaker.actors.operations import claims as operations
from gangmaker.actors.operations.claims import ask_address, claim, decide_claim, say_yes
from gangmaker.actors.rules import NotYours, can_bring_for
from gangmaker.trail import mails
from gangmaker.trail.models import Message
from tests.world import NOON, make_organisation, make_person, make_team, suspend

pytestmark = pytest.mark.django_db


def enter(kind: str = "organisation", *, email: str = "", name: str = "Weverij") -> Actor:
    return enter_actor(
        by=make_team(), kind=kind, name=name, source="x", email=email, reads="en", now=NOON
    )


def make_claim(actor: Actor | None = None, *, by: Actor | None = None) -> Claim:
    return claim(actor=actor or enter(), by=by or make_person(), words="Ik weef", now=NOON)


def roles_in(organisation: Actor) -> list[tuple[int, str]]:
    return list(Membership.objects.filter(organisation=organisation).values_list("person", "role"))


@pytest.mark.parametrize("kind", ["organisation", "person"])
def test_saying_so_gives_nothing(kind):
    actor = enter(kind, email="info@weverij.example")

    made = make_claim(actor)

    actor.refresh_from_db()
    assert (hasattr(made, "decision"), actor.claimed_by, roles_in(actor)) == (False, None, [])


def test_saying_it_again_changes_the_words_of_what_waits():
    actor, by = enter(), make_person()

    first, second = make_claim(actor, by=by), make_claim(actor, by=by)

    assert first == second


def test_who_signs_in_with_the_address_on_record_has_it_at_once():
    by = make_person(email="info@weverij.example")

    organisation, person = enter(email=by.email), enter("person", email=by.email)
    for actor in (organisation, person):
        make_claim(actor, by=by)

    person.refresh_from_db()
    assert roles_in(organisation) == [(by.pk, MembershipRole.ADMIN)]
    assert (person.claimed_by, person.merged_at) == (by, None)


def test_the_address_on_record_says_yes_once_and_in_time():
    actor = enter(email="info@weverij.example")
    late, made = make_claim(actor), make_claim(actor)
    for one in (late, made):
        ask_address(claim=one, by=one.by, now=NOON)

    with pytest.raises(LinkIsUsed):
        say_yes(claim=late, now=NOON + timedelta(days=14))
    say_yes(claim=made, now=NOON + timedelta(days=13))
    with pytest.raises(operations.NobodysToClaim):
        say_yes(claim=late, now=NOON + timedelta(days=13))

    assert roles_in(actor) == [(made.by_id, MembershipRole.ADMIN)]


def test_the_address_on_record_is_asked_once_a_day_and_only_by_who_claims():
    made = make_claim(enter(email="info@weverij.example"))
    ask_address(claim=made, by=made.by, now=NOON)

    with pytest.raises(operations.AskedToday):
        ask_address(claim=made, by=made.by, now=NOON + timedelta(hours=23))
    with pytest.raises(NotYours):
        ask_address(claim=made, by=make_person(), now=NOON + timedelta(days=2))
    with pytest.raises(operations.NoAddress):
        ask_address(claim=(other := make_claim()), by=other.by, now=NOON)


def test_the_team_decides_with_a_reason_that_is_mailed(settings):
    refused, granted = make_claim(), make_claim()

    decide_claim(claim=refused, by=make_team(), granted=False, reason="Niemand kent u", now=NOON)
    decide_claim(claim=granted, by=make_team(), granted=True, reason="Gebeld", now=NOON)

    told = {
        message.to_id: str(mails.render(message))
        for message in Message.objects.filter(kind="claim_decided")
    }
    assert roles_in(refused.actor) == []
    assert roles_in(granted.actor) == [(granted.by_id, MembershipRole.ADMIN)]
    assert "Niemand kent u" in told[refused.by_id]
    assert "Gebeld" in told[granted.by_id]


def test_nobody_decides_about_her_own_claim_and_nobody_twice():
    keeper = make_team("region_admin")
    own, made = make_claim(by=keeper), make_claim()
    decide_claim(claim=made, by=keeper, granted=False, reason="Nee", now=NOON)

    with pytest.raises(operations.NotYourOwnClaim):
        decide_claim(claim=own, by=keeper, granted=True, reason="Ik", now=NOON)
    with pytest.raises(operations.ClaimIsDecided):
        decide_claim(claim=made, by=keeper, granted=True, reason="Toch", now=NOON)
    with pytest.raises(NotYours):
        decide_claim(claim=own, by=make_team("editor"), granted=True, reason="Ja", now=NOON)


def test_what_somebody_has_cannot_be_claimed():
    by, closed = make_person(), enter()
    suspend(closed, by=make_team("region_admin"))
    taken = enter()
    make_claim(taken, by=(other := make_person()))
    decide_claim(
        claim=Claim.objects.get(by=other), by=make_team(), granted=True, reason="Ja", now=NOON
    )

    for actor in (make_organisation(), make_person(), Actor.objects.get(pk=closed.pk), taken):
        with pytest.raises(NotYours):
            make_claim(actor, by=by)


@time_machine.travel(NOON, tick=False)
def test_the_mail_to_the_address_on_record_names_who_asks_and_is_not_sent_when_it_is_over():
    made = make_claim(enter(email="info@weverij.example"))
    ask_address(claim=made, by=made.by, now=NOON)
    message = Message.objects.get(kind="claim_to_confirm")

    mail = mails.render(message)
    decide_claim(claim=made, by=make_team(), granted=False, reason="Nee", now=NOON)

    assert mail is not None
    assert "person" in mail.body
    assert made.by.email in mail.body
    assert mails.render(message) is None


def test_nobody_takes_over_what_somebody_who_left_did():
    left = enter("person", name="Wever")
    waits = make_claim(left)
    Actor.objects.filter(pk=left.pk).update(name=MARK, email="")
    waits = Claim.objects.get(pk=waits.pk)

    with pytest.raises(operations.NobodysToClaim):
        decide_claim(claim=waits, by=make_team(), granted=True, reason="Ja", now=NOON)

    assert not can_bring_for(make_team(), Actor.objects.get(pk=left.pk))


def test_who_may_not_take_part_now_is_given_nothing():
    waits = make_claim()
    suspend(waits.by, by=make_team())
    waits = Claim.objects.get(pk=waits.pk)

    with pytest.raises(operations.NobodysToClaim):
        decide_claim(claim=waits, by=make_team(), granted=True, reason="Ja", now=NOON)
