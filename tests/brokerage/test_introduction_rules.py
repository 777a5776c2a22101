"""Who follows an introduction, and who is brought together with nobody any more."""

from functools import partial

import pytest

from gangmaker.actors.models import Actor, AgeGroup, TeamRoleName
from gangmaker.actors.models.names import MARK
from gangmaker.brokerage import introduction_mails as mails
from gangmaker.brokerage.introduction_rules import Seen, is_out, may_follow, seen_by_side
from gangmaker.brokerage.models import Introduction
from gangmaker.brokerage.operations.introductions import MayNotBeIntroduced, ask
from gangmaker.brokerage.queries.introductions import Wanted, answers_waiting, found
from gangmaker.trail.operations.talk import NotBothAgreed, comment_on
from gangmaker.trail.queries.trails import parties_among
from tests.brokerage.introduced import (
    NO,
    YES,
    anew,
    bodies,
    mailed,
    make_accepted,
    make_asked,
    make_introduction,
    say,
    sides_of,
)
from tests.world import NOON, make_guest, make_person, make_team, suspend

pytestmark = pytest.mark.django_db


def test_who_said_yes_is_on_no_trail_before_both_did():
    made = make_asked()
    say(sides_of(made)[0], YES)
    assert list(parties_among([made.pk])) == []

    say(sides_of(made)[1], YES)

    assert [party.actor for party in parties_among([made.pk])] == [
        side.actor for side in sides_of(made)
    ]


def test_the_team_says_nothing_on_its_page_that_both_would_read_once_they_said_yes():
    made = make_asked()
    write = partial(comment_on, by=made.owner, text="Ze aarzelt.", language="nl", now=NOON)

    with pytest.raises(NotBothAgreed):
        write(item=made)
    for side in sides_of(made):
        say(side, YES)

    assert write(item=anew(made)).text == "Ze aarzelt."


def test_a_deputy_who_is_one_of_the_two_is_reminded_of_nothing_that_the_other_did():
    deputy = make_team()
    made = make_asked(deputy, make_person())
    Introduction.objects.filter(pk=made.pk).update(deputy=deputy)
    say(sides_of(made)[1], NO)

    assert list(answers_waiting(made.owner)) == [made]
    assert list(answers_waiting(deputy)) == []


def test_a_broker_who_is_one_of_the_two_does_not_follow_it_unless_she_keeps_it():
    colleague, broker = make_team(), make_team()
    made = make_asked(colleague, make_person(), by=broker)
    hers = make_introduction(colleague, make_person(), by=colleague)

    assert not may_follow(colleague, made)
    assert list(found(Wanted(), colleague)) == [hers]
    assert may_follow(colleague, hers)
    assert may_follow(broker, made)
    assert not may_follow(make_team(TeamRoleName.MODERATOR), made)
    assert not may_follow(None, made)


# --- Who may not meet anybody any more --------------------------------------------------------


def suspends(actor: Actor) -> None:
    suspend(actor, by=make_team())


def turns_out_a_minor(actor: Actor) -> None:
    Actor.objects.filter(pk=actor.pk).update(age_group=AgeGroup.MINOR)


def leaves(actor: Actor) -> None:
    Actor.objects.filter(pk=actor.pk).update(name=MARK)


WAYS_OUT = pytest.mark.parametrize("goes", [suspends, turns_out_a_minor, leaves])


@WAYS_OUT
def test_nobody_is_asked_for_who_may_not_meet_anybody_any_more(goes):
    made = make_introduction()
    goes(sides_of(made)[0].actor)

    with pytest.raises(MayNotBeIntroduced):
        ask(introduction=made, by=made.owner, now=NOON)

    assert mailed("introduction_asked") == []


@WAYS_OUT
def test_who_said_yes_and_may_not_meet_anybody_since_is_brought_together_with_nobody(goes):
    made = make_asked(make_person("Bakker, Menen"), make_person("Ontwerper, Gent"))
    first, second = sides_of(made)
    say(first, YES)
    goes(first.actor)

    say(second, YES)

    assert (anew(made).state, anew(made).audience) == ("asked", "team")
    assert seen_by_side(sides_of(made)[1]) == Seen.YES
    assert mailed("introduction_accepted") == []


@WAYS_OUT
def test_a_mail_that_waits_names_nobody_who_may_not_meet_anybody_since(goes):
    made = make_accepted(make_person("Bakker, Menen"), make_person("Ontwerper, Gent"))
    one, other = sides_of(made)

    goes(one.actor)

    assert bodies("introduction_accepted", other.actor) == []
    assert mails.other_side(sides_of(made)[1]) is None


def test_who_stands_for_a_record_decides_whether_it_may_meet_others():
    guest, member = make_guest(), make_person()
    made = make_asked(guest, make_person())
    Actor.objects.filter(pk=guest.pk).update(claimed_by=member)
    assert not is_out(sides_of(made)[0])

    suspend(member, by=make_team())

    assert is_out(sides_of(made)[0])
