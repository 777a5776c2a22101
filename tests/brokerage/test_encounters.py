"""Two who met by themselves: noted by the team, taken back as easily, followed in hindsight."""

from datetime import timedelta

import pytest

from gangmaker.actors.models import Actor, AgeGroup, TeamRoleName
from gangmaker.actors.rules import NotYours
from gangmaker.brokerage.introduction_mails import address_of
from gangmaker.brokerage.models import Encounter
from gangmaker.brokerage.operations.encounters import (
    MayNotBeLogged,
    NotLogged,
    Who,
    introduce_in_hindsight,
    log_encounter,
    take_back_encounter,
)
from gangmaker.brokerage.operations.introduction_steps import NotYet
from gangmaker.brokerage.operations.introductions import NotTwo
from gangmaker.trail.models import Act, Message
from tests.brokerage.introduced import anew, sides_of
from tests.world import NOON, make_person, make_team

pytestmark = pytest.mark.django_db


def log(one: Actor | str, other: Actor | str, **said: object) -> Encounter:
    by = said.pop("by", None) or make_team()
    who = [Who(name=each) if isinstance(each, str) else Who(each) for each in (one, other)]
    return log_encounter(one=who[0], other=who[1], by=by, now=NOON, **said)  # type: ignore[arg-type]


def test_two_names_are_enough_and_nobody_is_told():
    met = log(make_person(), make_person())

    assert met.on == NOON.date()
    assert Message.objects.count() == 0
    assert Act.objects.get(verb="encounter.logged").data == {"encounter": met.pk}


def test_somebody_new_is_entered_with_where_she_was_met():
    met = log(make_person(), "Weefster, Menen", where="Budascoop")

    assert met.other.name == "Weefster, Menen"
    assert met.other.source == "Budascoop, 18/11/2026"


def test_a_form_that_is_sent_twice_logs_once_and_enters_nobody_twice():
    one, broker = make_person(), make_team()

    first = log(one, "Weefster, Menen", by=broker, where="Budascoop")
    again = log(one, "Weefster, Menen", by=broker, where="Budascoop")

    assert again == first
    assert Actor.objects.filter(name="Weefster, Menen").count() == 1
    assert log(one, "Weefster, Menen", by=make_team(), where="Budascoop") != first
    assert log(one, "Weefster, Menen", by=broker, where="Elders") != first


def test_two_who_are_called_the_same_are_two():
    one, broker = make_person(), make_team()
    weavers = [make_person(name="Weefster, Menen") for _number in range(2)]

    logged = [log(one, weaver, by=broker) for weaver in weavers]

    assert [each.other for each in logged] == weavers


def test_who_may_not_enter_others_chooses_who_is_here():
    moderator = make_team(TeamRoleName.MODERATOR)

    log(make_person(), make_person(), by=moderator)
    with pytest.raises(NotYours):
        log(make_person(), "Weefster, Menen", by=moderator)
    with pytest.raises(NotYours):
        log(make_person(), make_person(), by=make_person())


def test_nobody_meets_herself_or_tomorrow_and_minors_are_not_noted():
    one = make_person()

    with pytest.raises(NotTwo):
        log(one, one)
    with pytest.raises(NotYet):
        log(one, make_person(), on=NOON.date() + timedelta(days=1))
    with pytest.raises(MayNotBeLogged):
        log(one, make_person(age_group=AgeGroup.MINOR))


def test_who_noted_it_takes_it_back_and_others_of_the_team_do_not():
    editor = make_team(TeamRoleName.EDITOR)
    met = log(make_person(), make_person(), by=editor)

    with pytest.raises(NotYours):
        take_back_encounter(encounter=met, by=make_team(TeamRoleName.EDITOR), now=NOON)
    take_back_encounter(encounter=met, by=editor, now=NOON)

    assert Encounter.objects.count() == 0


def test_in_hindsight_it_is_followed_from_the_day_on_which_they_met():
    day = NOON.date() - timedelta(days=3)
    broker, met = make_team(), log(make_person(), make_person(), on=day)

    made = introduce_in_hindsight(
        encounter=met,
        title="Vlas",
        why="Zij spraken over vlas.",
        language="nl",
        by=broker,
        now=NOON,
    )

    assert (anew(made).state, anew(made).audience, made.origin) == ("met", "parties", "encounter")
    assert list(made.steps.order_by("pk").values_list("state", "on")) == [
        ("proposed", day),
        ("accepted", day),
        ("met", day),
    ]
    assert made.follow_ups.count() == 4
    assert [address_of(side) for side in sides_of(made)] == [[], []]
    met.refresh_from_db()
    with pytest.raises(NotLogged):
        take_back_encounter(encounter=met, by=broker, now=NOON)


def test_who_claimed_a_record_since_is_the_one_who_met():
    met = log(make_person(), "Weefster, Menen")
    member = make_person("Weefster, Menen")
    Actor.objects.filter(pk=met.other.pk).update(claimed_by=member)

    made = introduce_in_hindsight(
        encounter=met, title="Vlas", why="Vlas.", language="nl", by=make_team(), now=NOON
    )

    assert sides_of(made)[1].actor == member
