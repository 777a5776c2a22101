"""What people read by mail: in their language, about what they may know, with nothing to click
that a stranger typed (A63)."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.utils import translation

from gangmaker.actors.models import Actor, Membership, MembershipRole
from gangmaker.contributions.mails import answered_mail, language_for, quoted
from gangmaker.contributions.operations import Brought, answer_contribution
from gangmaker.trail import mails
from gangmaker.trail.models import Answer, Item, Message, Outcome, Promise, PromiseKind
from gangmaker.trail.operations import Reply, finish_step, hand_over, withdraw
from tests.world import (
    NOON,
    make_contribution,
    make_guest,
    make_organisation,
    make_person,
    make_team,
    suspend,
)

pytestmark = [pytest.mark.django_db]


@pytest.fixture(autouse=True)
def _at_noon() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


def reader(reads: str = "en", *, name: str = "Illustrator, Kortrijk") -> Actor:
    person = make_person(name)
    person.reads = reads
    person.save(update_fields=["reads"])
    return person


def answered(brought: Brought, *, by: Actor, **said: object) -> Message:
    reply = Reply(
        **{"outcome": Outcome.DECLINED, "reason": "No, because.", "language": "en", **said}  # type: ignore[arg-type]
    )
    answer_contribution(promise=brought.promise, by=by, reply=reply, now=NOON)
    return Message.objects.get(kind="answered")


def body(message: Message) -> str:
    mail = mails.render(message)
    assert mail is not None
    return mail.body


def test_a_receipt_names_who_answers_and_by_when():
    make_team(name="Broker, Kortrijk")
    make_contribution(by=reader(), title="A lamp")

    mail = mails.render(Message.objects.get(kind="received"))

    assert mail is not None
    assert mail.subject == "We received your idea"
    assert "> A lamp" in mail.body
    assert "Broker, Kortrijk answers you by Wednesday 2 December 2026." in mail.body
    assert f"http://127.0.0.1:8000/en/items/{Item.objects.get().slug}/" in mail.body


def test_an_answer_says_the_outcome_the_reason_and_what_comes_next():
    owner = make_team(name="Broker, Kortrijk")
    brought = make_contribution(by=reader(), title="A lamp")

    said = body(
        answered(
            brought,
            by=owner,
            outcome=Outcome.ACCEPTED,
            reason="Yes.\nWith joy.",
            next_step="We call you.",
            next_step_on=NOON.date() + timedelta(days=7),
        )
    )

    assert "On Wednesday 18 November 2026 you left this with us:\n\n> A lamp" in said
    assert "Broker, Kortrijk says yes to your idea:\n\n> Yes.\n> With joy." in said
    assert "What happens next, by Wednesday 25 November 2026:\n\n> We call you." in said


def test_a_redirection_says_to_whom():
    owner, house = make_team(), make_organisation("Buurthuis, Menen")
    brought = make_contribution(by=reader())

    said = body(answered(brought, by=owner, outcome=Outcome.REDIRECTED, redirected_to=house))

    assert "passes your idea on to Buurthuis, Menen:" in said
    assert "Buurthuis, Menen has nobody here yet: we tell them ourselves" in said
    assert "Broker, Kortrijk answers you by Wednesday 2 December 2026." in said


def redirected(brought: Brought, *, by: Actor, to: Actor) -> Message:
    return answered(brought, by=by, outcome=Outcome.REDIRECTED, redirected_to=to)


def test_a_redirection_to_a_colleague_says_by_when_she_answers():
    owner, colleague = make_team(), make_team(name="Editor, Menen")
    brought = make_contribution(by=reader())

    said = body(redirected(brought, by=owner, to=colleague))

    assert "Editor, Menen answers you by Wednesday 2 December 2026." in said


def test_an_organisation_that_answers_from_now_on_is_named_with_the_day():
    owner, house = make_team(), make_organisation("Buurthuis, Menen", admin=make_person())
    brought = make_contribution(by=reader())

    said = body(redirected(brought, by=owner, to=house))

    assert "Buurthuis, Menen answers you by Wednesday 2 December 2026." in said
    assert "nobody here" not in said


def passed_on(admin: Actor, house: Actor) -> Message:
    owner = make_team(name="Broker, Kortrijk")
    brought = make_contribution(by=reader(), title="A lamp")
    redirected(brought, by=owner, to=house)
    return Message.objects.get(kind="passed_on", to=admin)


def test_who_acts_for_an_organisation_reads_in_her_language_what_was_passed_on():
    admin = reader("fr", name="Directeur, Menin")
    house = make_organisation("Buurthuis, Menen", admin=admin)

    message = passed_on(admin, house)

    mail = mails.render(message)
    assert (message.language, message.address) == ("fr", admin.email)
    assert mail is not None
    assert "> A lamp" in mail.body
    assert "> No, because." in mail.body
    assert "/fr/sign-in/?next=/fr/items/" in mail.body


@pytest.mark.parametrize(
    "happened", ["answered", "handed over", "role gone", "suspended", "withdrawn", "moved"]
)
def test_what_was_passed_on_is_not_mailed_any_more_once_it_may_not(happened):
    admin = reader()
    house = make_organisation("Buurthuis, Menen", admin=admin)
    message = passed_on(admin, house)
    promise = Promise.objects.select_related("item").get(owner=house)
    item, broker = promise.item, promise.item.deputy
    assert mails.render(message) is not None
    assert broker is not None

    if happened == "answered":
        reply = Reply(outcome=Outcome.DECLINED, reason="No.", language="en")
        answer_contribution(promise=promise, by=admin, reply=reply, now=NOON)
    elif happened == "handed over":
        hand_over(item=item, by=broker, owner=broker, deputy=None, now=NOON)
    elif happened == "role gone":
        Membership.objects.filter(person=admin).update(role=MembershipRole.MEMBER)
    elif happened == "suspended":
        suspend(admin, by=broker)
    elif happened == "withdrawn":
        withdraw(item=item, by=item.by, reason="x", now=NOON)
    else:
        Actor.objects.filter(pk=admin.pk).update(email="new@example.org")

    assert mails.render(Message.objects.get(pk=message.pk)) is None


def test_an_answer_for_an_organisation_says_on_whose_behalf_also_beforehand():
    admin = make_person("Director, Menen")
    house = make_organisation("Buurthuis, Menen", admin=admin)
    message = passed_on(admin, house)
    promise = Promise.objects.select_related("item__owner", "to").get(owner=house)
    draft = Answer(
        promise=promise,
        item=promise.item,
        outcome=Outcome.DECLINED,
        reason="No room.",
        language="en",
        by=admin,
        at=NOON,
    )

    with translation.override("en"):
        beforehand = answered_mail(draft).body
    reply = Reply(outcome=Outcome.DECLINED, reason="No room.", language="en")
    answer_contribution(promise=promise, by=admin, reply=reply, now=NOON)

    sent = body(Message.objects.filter(kind="answered").latest("pk"))
    line = "Director, Menen, on behalf of Buurthuis, Menen, does not go on with your idea:"
    assert message.to == admin
    assert line in beforehand
    assert line in sent


def test_a_redirection_that_was_answered_in_the_meantime_promises_nothing_any_more():
    owner, colleague = make_team(), make_team(name="Editor, Menen")
    brought = make_contribution(by=reader())
    message = redirected(brought, by=owner, to=colleague)
    again = brought.item.promises.get(kept_by=None)

    reply = Reply(outcome=Outcome.DECLINED, reason="No.", language="en")
    answer_contribution(promise=again, by=colleague, reply=reply, now=NOON)

    assert "answers you by" not in body(message)


def test_a_redirection_read_beforehand_says_the_day_that_it_would_be_promised():
    owner, colleague = make_team(), make_team(name="Editor, Menen")
    brought = make_contribution(by=reader())
    draft = Answer(
        promise=brought.promise,
        item=brought.item,
        outcome=Outcome.REDIRECTED,
        reason="She knows more.",
        redirected_to=colleague,
        language="en",
        by=owner,
        at=NOON,
    )

    with translation.override("en"):
        said = answered_mail(draft).body

    assert "Editor, Menen answers you by Wednesday 2 December 2026." in said


def stepped(to: Actor, *, owner: Actor, note: str = "It hangs in the hall.") -> Promise:
    """A next step that was promised to ``to`` and is done."""
    brought = make_contribution(by=to, title="A lamp")
    answered(
        brought,
        by=owner,
        outcome=Outcome.ACCEPTED,
        next_step="We hang it up.",
        next_step_on=NOON.date() + timedelta(days=7),
    )
    step = Promise.objects.get(kind=PromiseKind.NEXT_STEP, kept_by=None)
    finish_step(promise=step, by=owner, note=note, now=NOON)
    return step


def test_who_was_promised_a_next_step_reads_that_it_is_done_and_what_came_of_it():
    stepped(reader(), owner=make_team(name="Broker, Kortrijk"))

    mail = mails.render(Message.objects.get(kind="step_done"))

    assert mail is not None
    assert mail.subject == "News about your idea"
    assert "This is about your idea:\n\n> A lamp" in mail.body
    assert "Broker, Kortrijk did what was promised:\n\n> We hang it up." in mail.body
    assert "What came of it:\n\n> It hangs in the hall." in mail.body


def test_a_step_of_which_nothing_is_said_is_told_as_done():
    stepped(reader("nl"), owner=make_team(), note="")

    said = body(Message.objects.get(kind="step_done"))

    assert "> We hang it up." in said
    assert "Wat het opleverde" not in said


def test_who_did_it_for_herself_gets_no_mail_about_it():
    owner = make_team()

    stepped(owner, owner=owner)

    assert not Message.objects.filter(kind="step_done").exists()


@pytest.mark.parametrize("case", ["suspended", "withdrawn", "moved"])
def test_that_a_step_is_done_is_not_told_who_may_not_know_any_more(case):
    owner, waits = make_team(), reader()
    step = stepped(waits, owner=owner)
    message = Message.objects.get(kind="step_done")

    if case == "suspended":
        suspend(waits, by=owner)
    elif case == "withdrawn":
        withdraw(item=step.item, by=step.item.by, reason="x", now=NOON)
    else:
        Actor.objects.filter(pk=waits.pk).update(email="new@example.org")

    assert mails.render(message) is None


@pytest.mark.parametrize(
    ("reads", "expected"), [("nl", "nl"), ("en", "en"), ("fr", "fr"), ("de", "nl"), ("other", "nl")]
)
def test_a_mail_is_in_the_language_of_its_reader_or_else_of_the_region(reads, expected):
    owner = make_team()
    brought = make_contribution(by=reader(reads))

    with translation.override("de"):
        said = body(answered(brought, by=owner))

    assert language_for(reads) == expected
    assert re.search(r"http://127\.0\.0\.1:8000/(..)/items/", said)[1] == expected  # type: ignore[index]


def test_what_only_those_involved_may_see_is_reached_by_signing_in():
    owner = make_team()
    brought = make_contribution(by=reader(), form="time")

    said = body(answered(brought, by=owner))

    assert f"/en/sign-in/?next=/en/items/{brought.item.slug}/" in said


def test_what_waits_for_an_address_to_be_confirmed_is_not_linked_and_says_so():
    owner = make_team()
    brought = make_contribution(by=make_guest())

    said = body(answered(brought, by=owner))

    assert "http" not in said


def test_an_address_that_nobody_proved_is_not_greeted_by_the_name_it_gave():
    owner = make_team()
    guest = make_guest("Win a car at evil.example")
    guest.reads = "en"
    guest.save(update_fields=["reads"])
    brought = make_contribution(by=guest)

    said = body(answered(brought, by=owner))

    assert said.startswith("Hello,\n")
    assert "Win a car" not in said


def test_what_a_stranger_typed_becomes_no_link():
    owner = make_team()
    title = "See https://evil.example/x, evil.example or write to a@evil.example"
    brought = make_contribution(by=reader(), title=title)

    said = body(answered(brought, by=owner))

    assert "evil.example" not in said
    assert "https://" not in said
    assert title in said.replace("\u2060", "")


@pytest.mark.parametrize("text", ["At 10.30, for € 1.250", "One. Two.", "Yes: we do"])
def test_ordinary_words_and_numbers_are_left_as_they_are(text):
    assert quoted(text) == f"> {text}"


def test_a_title_or_name_adds_no_header():
    make_team()
    make_contribution(by=reader(name="Evil\r\nBcc: x@example.org"), title="Evil\r\nBcc: x")

    mail = mails.render(Message.objects.get(kind="received"))

    assert mail is not None
    assert mail.subject == "We received your idea"


def _suspended(brought: Brought, owner: Actor) -> None:
    suspend(brought.promise.to, by=owner)


def _withdrawn(brought: Brought, owner: Actor) -> None:
    withdraw(item=brought.item, by=brought.item.by, reason="x", now=NOON)


def _moved(brought: Brought, owner: Actor) -> None:
    brought.promise.to.email = "new@example.org"
    brought.promise.to.save(update_fields=["email"])


@pytest.mark.parametrize("change", [_suspended, _withdrawn, _moved])
def test_nothing_is_sent_when_it_may_not_be_any_more(change):
    owner = make_team()
    brought = make_contribution(by=reader())
    message = answered(brought, by=owner)

    change(brought, owner)

    assert mails.render(message) is None


def test_no_receipt_is_sent_for_what_was_answered_in_the_meantime():
    owner = make_team()
    brought = make_contribution(by=reader())
    answered(brought, by=owner)

    assert mails.render(Message.objects.get(kind="received")) is None
