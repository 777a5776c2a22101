"""Two are asked each by herself. What one of them answers, the other never learns."""

from datetime import timedelta

import pytest

from gangmaker.actors.models import Actor, AgeGroup, TeamRoleName
from gangmaker.actors.rules import NotYours
from gangmaker.brokerage import introduction_mails as mails
from gangmaker.brokerage.introduction_rules import Seen, seen_by_side
from gangmaker.brokerage.introduction_rules import sides_of as hers
from gangmaker.brokerage.models import Brief, Introduction, Side, Step
from gangmaker.brokerage.operations import introduction_steps as steps
from gangmaker.brokerage.operations.introduction_words import WordsStay, reword
from gangmaker.brokerage.operations.introductions import (
    AnswerIsClosed,
    IntroducedAlready,
    MayNotBeIntroduced,
    NewIntroduction,
    NewSide,
    NotAskedThatWay,
    NotTwo,
    OfTheSame,
    answer,
    ask,
    close_quietly,
    give_address,
    propose,
)
from gangmaker.trail.models import Act, Item, Message
from tests.brokerage.introduced import (
    BY_NAME,
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
from tests.brokerage.rows import make_brief
from tests.world import (
    NOON,
    make_guest,
    make_membership,
    make_organisation,
    make_person,
    make_team,
    suspend,
)

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(days=3)


def sees(person: Actor, introduction: Introduction) -> bool:
    return Item.objects.visible_to(person, at=LATER).filter(pk=introduction.pk).exists()


def states(introduction: Introduction) -> list[str]:
    return list(
        Step.objects.filter(introduction=introduction)
        .order_by("pk")
        .values_list("state", flat=True)
    )


# --- Proposing --------------------------------------------------------------------------------


def test_nobody_but_the_team_knows_of_what_is_only_proposed():
    one, other = make_person(), make_person()

    made = make_introduction(one, other)

    assert (made.state, made.audience) == ("proposed", "team")
    assert not sees(one, made)
    assert not sees(other, made)
    assert Message.objects.count() == 0


def test_only_brokers_and_region_administrators_introduce():
    with pytest.raises(NotYours):
        make_introduction(by=make_team(TeamRoleName.EDITOR))

    make_introduction(by=make_team(TeamRoleName.REGION_ADMIN))


def test_minors_who_left_and_who_may_not_take_part_are_never_introduced():
    minor = make_person(age_group=AgeGroup.MINOR)
    suspended = make_person()
    suspend(suspended, by=make_team())
    merged = make_person()
    merged.claimed_by = make_person()

    for one in (minor, suspended, merged):
        with pytest.raises(MayNotBeIntroduced):
            make_introduction(one)


def test_two_are_two_and_not_of_the_same_organisation():
    person = make_person()
    organisation = make_organisation()
    make_membership(person, organisation, "member")

    with pytest.raises(NotTwo):
        make_introduction(person, person)
    with pytest.raises(OfTheSame):
        make_introduction(organisation, person)


def test_the_same_two_are_not_introduced_twice_at_a_time():
    one, other = make_person(), make_person()
    first = make_introduction(one, other)

    with pytest.raises(IntroducedAlready):
        make_introduction(other, one)
    close_quietly(introduction=first, by=first.owner, now=NOON)

    assert make_introduction(other, one).pk != first.pk


def test_who_claimed_a_record_is_not_introduced_once_more_to_the_same():
    guest, member, other = make_guest(), make_person(), make_person()
    make_introduction(guest, other)
    Actor.objects.filter(pk=guest.pk).update(claimed_by=member)

    with pytest.raises(IntroducedAlready):
        make_introduction(member, other)


def test_for_a_brief_its_deputy_keeps_it_too_and_every_word_is_one_about_the_brief():
    broker, deputy = make_team(), make_team()
    brief = make_brief(owner=broker, deputy=deputy)
    sides = (NewSide(brief.by), NewSide(make_person()))
    new = NewIntroduction("Een lamp", "Het past.", "nl", sides, for_brief=brief)

    made = propose(new=new, by=broker, now=NOON)
    ask(introduction=made, by=broker, now=LATER)

    assert (made.owner, made.deputy, made.origin) == (broker, deputy, "brief")
    assert made.links_out.get().target_id == brief.pk
    assert Brief.objects.get(pk=brief.pk).words_on == LATER.date()


def test_its_address_says_nothing_of_what_it_is_about():
    assert make_introduction(title="Het geheim van de bakker").slug.startswith("introduction-")


def test_a_form_that_is_sent_twice_makes_one():
    broker = make_team()
    sides = (NewSide(make_person()), NewSide(make_person()))
    token = "6b0f5d1c-5a3e-4c3a-9a55-0d5a3f3f2b11"
    new = NewIntroduction(
        title="Licht",
        why="Vlas",
        language="nl",
        sides=sides,
        form_token=token,  # type: ignore[arg-type]
    )

    first = propose(new=new, by=broker, now=NOON)

    assert propose(new=new, by=broker, now=NOON).pk == first.pk


# --- Asking -----------------------------------------------------------------------------------


def test_each_is_asked_by_a_mail_that_names_nobody_and_holds_no_address():
    one, other = make_person("Bakker, Menen"), make_person("Ontwerper, Gent")

    made = make_asked(one, other)

    assert anew(made).state == "asked"
    assert mailed("introduction_asked") == sorted([one.email, other.email])
    (to_one,) = bodies("introduction_asked", one)
    (to_other,) = bodies("introduction_asked", other)
    for text, stranger in ((to_one, other), (to_other, one)):
        assert "De een zoekt een vorm" in text
        assert stranger.name not in text
        assert stranger.email not in text
    assert not sees(one, made)


def test_for_an_organisation_the_person_who_asked_answers():
    contact = make_person("Bakker, Menen")
    bakery = make_organisation("Bakkerij", admin=make_person())

    make_asked(bakery, make_person(), person=contact)

    assert contact.email in mailed("introduction_asked")
    assert len(mailed("introduction_asked")) == 2


def test_who_answered_is_not_asked_again():
    made = make_asked()
    one, other = sides_of(made)
    say(one, YES)

    ask(introduction=made, by=made.owner, now=LATER)

    assert Message.objects.filter(kind="introduction_asked", to=one.actor).count() == 1
    assert Message.objects.filter(kind="introduction_asked", to=other.actor).count() == 2


def test_a_button_that_is_pressed_twice_asks_by_one_mail():
    made = make_asked()

    ask(introduction=made, by=made.owner, now=NOON + timedelta(seconds=1))

    assert len(mailed("introduction_asked")) == 2


def test_a_mail_that_waits_is_not_sent_once_she_answered():
    made = make_asked()
    one, _other = sides_of(made)

    say(one, NO)

    assert bodies("introduction_asked", one.actor) == []


# --- Answering --------------------------------------------------------------------------------


def test_when_both_say_yes_each_learns_who_the_other_is():
    one, other = make_person("Bakker, Menen"), make_person("Ontwerper, Gent")
    one.phone = "056 11 22 33"
    one.save()
    made = make_asked(one, other)
    first, second = sides_of(made)

    say(first, YES)
    say(second, BY_NAME)

    assert (anew(made).state, anew(made).audience) == ("accepted", "parties")
    assert sees(one, made)
    assert sees(other, made)
    (to_one,) = bodies("introduction_accepted", one)
    (to_other,) = bodies("introduction_accepted", other)
    assert "Ontwerper, Gent" in to_one
    assert other.email not in to_one
    assert one.email in to_other
    assert "056 11 22 33" in to_other


def test_who_gave_her_address_can_take_that_back():
    made = make_accepted()
    one, other = sides_of(made)
    assert mails.address_of(one) == [one.actor.email]

    give_address(side=one, gives=False, by=one.actor, now=LATER)

    assert mails.address_of(one) == []
    assert one.actor.email not in bodies("introduction_accepted", other.actor)[0]


@pytest.mark.parametrize("reply", [None, NO])
def test_a_side_sees_the_same_whether_the_other_said_no_or_nothing(reply):
    made = make_asked()
    one, other = sides_of(made)
    before = set(Message.objects.filter(to=one.actor).values_list("kind", flat=True))

    if reply is not None:
        say(other, reply)
    say(sides_of(made)[0], YES)

    assert seen_by_side(sides_of(made)[0]) == Seen.YES
    assert set(Message.objects.filter(to=one.actor).values_list("kind", flat=True)) == before
    assert not sees(one.actor, made)


def test_a_no_stays_with_the_broker_and_its_act_says_nothing():
    made = make_asked()
    _one, other = sides_of(made)

    say(other, NO)

    assert anew(made).state == "declined"
    assert sides_of(made)[1].reason == "Te druk dit jaar."
    acts = Act.objects.filter(item=made, verb__startswith="introduction.")
    assert all(act.data == {} and act.subject_id is None for act in acts)


def test_somebody_may_change_her_mind_until_both_said_yes():
    made = make_asked()
    _one, other = sides_of(made)
    say(other, NO)
    say(other, YES, now=LATER)
    assert anew(made).state == "asked"

    say(sides_of(made)[0], YES, now=LATER)

    assert anew(made).state == "accepted"
    with pytest.raises(AnswerIsClosed):
        say(sides_of(made)[0], NO, now=LATER)


def test_who_says_no_after_all_takes_no_part():
    made = make_asked()
    say(sides_of(made)[0], YES)

    say(sides_of(made)[0], NO)

    assert made.parties.count() == 0


def test_the_broker_enters_what_somebody_said_on_the_phone():
    made = make_introduction()
    one, other = sides_of(made)

    answer(side=one, reply=YES, by=one.actor, entered_by=made.owner, now=NOON)
    answer(side=other, reply=BY_NAME, by=other.actor, entered_by=made.owner, now=NOON)

    assert states(made) == ["proposed", "asked", "accepted"]
    assert sides_of(made)[0].entered_by == made.owner
    with pytest.raises(NotYours):
        answer(side=one, reply=NO, by=one.actor, entered_by=make_person(), now=NOON)


@pytest.mark.parametrize("how", ["declined", "silent", "stopped"])
def test_closing_tells_the_other_in_the_same_words_whatever_the_reason(how):
    one, other = make_person("Bakker, Menen"), make_person("Ontwerper, Gent")
    made = make_asked(one, other)
    say(sides_of(made)[0], YES)
    if how == "declined":
        say(sides_of(made)[1], NO)
    if how == "silent":
        steps.fall_silent_on((NOON + timedelta(days=20)).date(), now=LATER)

    close_quietly(introduction=made, by=made.owner, now=LATER)

    (text,) = bodies("introduction_closed", one)
    assert "Ontwerper" not in text
    assert seen_by_side(sides_of(made)[0]) == Seen.CLOSED
    assert "Deze keer komt er niets van. Daar kunnen veel redenen voor zijn." in text
    told = {"declined": [one.email], "silent": [one.email, other.email]}
    assert mailed("introduction_closed") == sorted(told.get(how, [one.email, other.email]))
    with pytest.raises(NotAskedThatWay):
        ask(introduction=made, by=made.owner, now=LATER)


def test_what_a_guest_showed_to_be_hers_is_hers_to_answer():
    guest = make_guest()
    made = make_asked(guest, make_person())
    member = make_person()
    Actor.objects.filter(pk=guest.pk).update(claimed_by=member)

    assert list(Side.objects.filter(hers(member))) == [sides_of(made)[0]]


# --- In other words ---------------------------------------------------------------------------


def test_the_words_are_put_right_as_long_as_nobody_was_asked_in_them():
    made = make_introduction()
    other = {"title": "Vlas", "why": "In andere woorden.", "language": "fr"}

    reword(introduction=made, by=made.owner, now=LATER, **other)

    now = anew(made)
    assert (now.title, now.summary, now.language) == ("Vlas", "In andere woorden.", "fr")
    assert now.slug == made.slug
    with pytest.raises(NotYours):
        reword(introduction=made, by=make_team(TeamRoleName.EDITOR), now=LATER, **other)
    answer(side=sides_of(made)[0], reply=NO, by=made.owner, entered_by=made.owner, now=LATER)
    with pytest.raises(WordsStay):
        reword(introduction=made, by=made.owner, now=LATER, **other)
