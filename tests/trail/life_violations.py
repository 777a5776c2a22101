"""What must hold about what is alive, how it ended, who fell silent and what changed hands."""

from collections.abc import Callable
from datetime import timedelta

from gangmaker.projects.operations.handing_over import Wish, hand_over_all
from gangmaker.projects.operations.life import end_item
from gangmaker.trail.models import (
    Asking,
    Ending,
    Handover,
    HandoverPart,
    Inquiry,
    Item,
    Silence,
)
from tests.world import NOON, make_question, make_team

from .violations import copy, refused, refused_change, refused_copy

DAY = timedelta(days=1)
TODAY = NOON.date()


def make_asking() -> Asking:
    return Asking.objects.create(item_id=make_question().pk, owner_asked_on=TODAY)


def make_silence() -> Silence:
    return Silence.objects.create(person=make_team(), last_seen_on=TODAY - DAY, warned_on=TODAY)


def make_handover() -> Handover:
    giver, to = make_team(), make_team(name="Broker, Menen")
    make_question(owner=giver)
    return hand_over_all(giver=giver, wish=Wish(to=to), reason="Weg.", by=giver, now=NOON)


def asleep_before_it_was_alive() -> None:
    item = Item.objects.get(pk=make_question().pk)
    refused_change(item, asleep_since=item.alive_on)


def asked_twice_at_once() -> None:
    asking = make_asking()
    refused_copy(asking)
    copy(asking, ended_on=TODAY)


def the_deputy_before_the_owner() -> None:
    refused_change(make_asking(), deputy_asked_on=TODAY)


def asked_twice_a_day() -> None:
    Inquiry.objects.create(person=make_team(), on=TODAY)
    refused(
        'INSERT INTO trail_inquiry (person_id, "on", nonce) '
        "SELECT person_id, \"on\", 'another' FROM trail_inquiry"
    )


def a_stop_without_a_reason() -> None:
    question = Item.objects.get(pk=make_question().pk)
    end_item(item=question, how="stopped", by=question.owner, reason="Weg", language="nl", now=NOON)
    refused_change(Ending.objects.get(), reason="")


def silent_twice_at_once() -> None:
    silence = make_silence()
    refused_copy(silence)
    copy(silence, ended_on=TODAY)


def warned_before_she_was_last_seen() -> None:
    refused_change(make_silence(), warned_on=TODAY - DAY)


def a_handover_without_a_reason() -> None:
    refused_change(make_handover(), reason="")


def a_part_twice() -> None:
    make_handover()
    refused_copy(HandoverPart.objects.get())


def a_part_to_whose_it_was() -> None:
    make_handover()
    refused("UPDATE trail_handoverpart SET to_id = giver_id")


LIFE_BROKEN: dict[str, Callable[[], None]] = {
    "item_asleep_after_it_was_alive": asleep_before_it_was_alive,
    "asking_one_at_a_time": asked_twice_at_once,
    "asking_owner_before_deputy": the_deputy_before_the_owner,
    "inquiry_once_a_day": asked_twice_a_day,
    "ending_stopped_has_a_reason": a_stop_without_a_reason,
    "silence_one_at_a_time": silent_twice_at_once,
    "silence_before_the_warning": warned_before_she_was_last_seen,
    "handover_has_a_reason": a_handover_without_a_reason,
    "handover_part_once": a_part_twice,
    "handover_part_to_somebody_else": a_part_to_whose_it_was,
}
