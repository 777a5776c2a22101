"""Today tells who brings people together what waits there, and members what asks for an answer."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from gangmaker.actors.models import Actor
from gangmaker.brokerage.operations.introductions import close_quietly
from tests.brokerage.introduced import NO, make_asked, make_introduction, make_met, say, sides_of
from tests.world import NOON, make_person, make_team

pytestmark = pytest.mark.django_db


def today(actor: Actor, *, days: int = 0) -> str:
    client = Client()
    with time_machine.travel(NOON + timedelta(days=days), tick=False):
        assert actor.account
        client.force_login(actor.account)
        answer = client.get(reverse("web:today"))
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_member_reads_what_asks_for_her_answer_until_she_gave_it():
    made = make_asked(make_person("Bakker, Menen"), make_person("Ontwerper, Gent"))
    one, other = sides_of(made)

    before = today(one.actor)
    say(other, NO)
    in_between = today(one.actor)
    say(one, NO)

    assert "Een lamp uit korte vezels" in before
    assert "Een lamp uit korte vezels" in in_between
    assert "Een lamp uit korte vezels" not in today(one.actor)


def test_the_broker_reads_that_somebody_said_no_and_the_other_still_waits():
    made = make_asked()
    _one, other = sides_of(made)
    assert "Een lamp uit korte vezels" not in today(made.owner)

    say(other, NO)

    assert "Een lamp uit korte vezels" in today(made.owner)
    assert "Een lamp uit korte vezels" not in today(make_team())


def test_what_was_only_proposed_waits_for_who_proposed_it():
    made = make_introduction()

    assert "Een lamp uit korte vezels" in today(made.owner)


def test_nothing_waits_of_what_both_declined_or_was_closed():
    made = make_asked()
    for side in sides_of(made):
        say(side, NO)
    closed = make_asked(title="Een tafel uit rest")
    close_quietly(introduction=closed, by=closed.owner, now=NOON)

    assert "Een lamp uit korte vezels" not in today(made.owner)
    assert "Een tafel uit rest" not in today(sides_of(closed)[0].actor)


def test_a_follow_up_waits_once_both_had_a_week_to_answer_by_themselves():
    made = make_met()

    assert "Een lamp uit korte vezels" not in today(made.owner, days=7)
    assert "Een lamp uit korte vezels" in today(made.owner, days=8)
