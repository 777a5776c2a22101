"""Answering at the door: who may, what must be said, and two who answer at once."""

from datetime import date

import pytest
import time_machine
from django.core import mail
from django.urls import reverse
from django.utils import translation
from i18nfield.strings import LazyI18nString

from gangmaker.actors.models import MembershipRole
from gangmaker.contributions.models import Form, LedgerEntry
from gangmaker.contributions.operations import answer_contribution
from gangmaker.trail.models import Answer, AnswerTemplate, Message, Outcome, Promise
from gangmaker.trail.operations import Reply
from tests.world import (
    NOON,
    make_contribution,
    make_guest,
    make_membership,
    make_organisation,
    make_person,
    make_question,
    make_team,
    suspend,
)

pytestmark = [pytest.mark.django_db]


@pytest.fixture(autouse=True)
def _at_noon():
    with time_machine.travel(NOON, tick=False), translation.override("en"):
        yield


def typed(promise: Promise, **changed: str) -> dict[str, str]:
    return {
        "promise": str(promise.pk),
        "outcome": "declined",
        "reason": "Dit past niet bij onze doelen.",
        "language": "nl",
        "next_step": "",
        "next_step_on": "",
        "redirected_to": "",
        "organisation": "",
        **changed,
    }


def test_an_idea_is_declined_with_a_reason_that_is_mailed(client):
    broker = make_team()
    brought = make_contribution(by=make_guest())
    client.force_login(broker.account)

    answer = client.post(
        reverse("web:item-answer", args=[brought.item.slug]), typed(brought.promise)
    )

    given = Answer.objects.get()
    brought.promise.refresh_from_db()
    assert (answer.status_code, answer["Location"]) == (302, "/en/today/")
    assert (given.outcome, given.by, brought.promise.kept_on) == (
        "declined",
        broker,
        NOON.date(),
    )
    assert Message.objects.get(kind="answered").payload == {"answer": given.pk}


def test_an_accepted_offer_is_pledged_and_its_next_step_is_promised(client):
    broker = make_team()
    question = make_question(owner=broker)
    brought = make_contribution(by=make_person(), form=Form.TIME, target=question, quantity=120)
    client.force_login(broker.account)

    client.post(
        reverse("web:item-answer", args=[brought.item.slug]),
        typed(
            brought.promise,
            outcome="accepted",
            next_step="Kom langs op het atelier.",
            next_step_on="2026-11-25",
        ),
    )

    assert LedgerEntry.objects.values_list("item", "quantity").get() == (question.pk, 120)
    step = Promise.objects.get(kind="next_step")
    assert (step.what, step.due_on) == ("Kom langs op het atelier.", date(2026, 11, 25))


def test_somebody_of_the_team_takes_it_on_and_owes_an_answer(client):
    broker, colleague = make_team(), make_team("editor", "Editor, Menen")
    brought = make_contribution(by=make_guest())
    client.force_login(broker.account)

    client.post(
        reverse("web:item-answer", args=[brought.item.slug]),
        typed(brought.promise, outcome="redirected", redirected_to=str(colleague.pk)),
    )

    brought.item.refresh_from_db()
    waiting = Promise.objects.get(kept_by=None)
    assert (brought.item.owner, waiting.owner) == (colleague, colleague)


def test_an_organisation_takes_it_on_by_its_name_however_it_is_capitalised(client):
    broker = make_team()
    house = make_organisation("Buurthuis, Menen")
    make_organisation("Buurthuis, Wevelgem")
    brought = make_contribution(by=make_guest())
    client.force_login(broker.account)

    client.post(
        reverse("web:item-answer", args=[brought.item.slug]),
        typed(brought.promise, outcome="redirected", organisation="buurthuis, menen"),
    )

    assert Answer.objects.get().redirected_to == house


def test_the_team_is_told_when_nobody_of_an_organisation_is_here(client):
    broker = make_team()
    house = make_organisation("Buurthuis, Menen")
    kept = make_organisation("Atelier, Kortrijk", admin=make_person())
    client.force_login(broker.account)
    told = {}

    for organisation in (house, kept):
        brought = make_contribution(by=make_person())
        page = client.post(
            reverse("web:item-answer", args=[brought.item.slug]),
            typed(brought.promise, outcome="redirected", organisation=organisation.name),
            follow=True,
        )
        told[organisation.name] = "has nobody here yet: tell them yourself" in page.content.decode()

    assert told == {"Buurthuis, Menen": True, "Atelier, Kortrijk": False}


def test_who_acts_for_the_organisation_it_was_passed_on_to_answers_and_nobody_else_does(client):
    broker = make_team()
    admin, editor, member, stranger = (make_person() for _ in range(4))
    house = make_organisation("Buurthuis, Menen", admin=admin)
    make_membership(editor, house, MembershipRole.EDITOR)
    make_membership(member, house, MembershipRole.MEMBER)
    brought = make_contribution(by=make_person(), form="time", quantity=60)
    client.force_login(broker.account)
    address = reverse("web:item-answer", args=[brought.item.slug])
    client.post(address, typed(brought.promise, outcome="redirected", organisation=house.name))
    waiting = Promise.objects.get(kept_by=None)

    doors = {}
    for name, person in (("editor", editor), ("member", member), ("stranger", stranger)):
        client.force_login(person.account)
        doors[name] = client.get(address).status_code
    client.force_login(editor.account)
    before = client.get(address)
    answer = client.post(address, typed(waiting, outcome="declined"))
    page = client.get(reverse("web:item", args=[brought.item.slug]))

    assert doors == {"editor": 200, "member": 403, "stranger": 404}
    assert before.context["on_behalf_of"] == "Buurthuis, Menen"
    assert answer.status_code == 302
    given = Answer.objects.get(promise=waiting)
    assert (given.by, given.on_behalf_of) == (editor, house)
    assert page.context["answers"][0].on_behalf_of == "Buurthuis, Menen"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"outcome": ""}, "outcome"),
        ({"outcome": "maybe"}, "outcome"),
        ({"reason": " \x00 "}, "reason"),
        ({"reason": "a" * 2001}, "reason"),
        ({"outcome": "accepted", "next_step_on": "2026-11-25"}, "next_step"),
        ({"outcome": "accepted", "next_step": "We bellen"}, "next_step_on"),
        (
            {"outcome": "accepted", "next_step": "x", "next_step_on": "2026-11-17"},
            "next_step_on",
        ),
        ({"outcome": "redirected"}, "redirected_to"),
        ({"outcome": "redirected", "redirected_to": "999999"}, "redirected_to"),
        ({"outcome": "redirected", "organisation": "Unknown"}, "organisation"),
        ({"outcome": "redirected", "organisation": "Buurthuis"}, "organisation"),
        ({"language": "xx"}, "language"),
    ],
)
def test_what_is_missing_is_said_and_the_reason_is_kept(client, changed, field):
    broker = make_team()
    make_organisation("Buurthuis, Menen")
    make_organisation("Buurthuis, Wevelgem")
    brought = make_contribution(by=make_guest())
    client.force_login(broker.account)

    page = client.post(
        reverse("web:item-answer", args=[brought.item.slug]),
        typed(brought.promise, **{"reason": "Kept words", **changed}),
    )

    assert (page.status_code, Answer.objects.count()) == (422, 0)
    assert field in page.context["form"].errors
    assert "reason" in changed or "Kept words" in page.content.decode()


def test_an_organisation_that_takes_no_part_any_more_takes_nothing_on(client):
    broker = make_team()
    suspend(make_organisation("Buurthuis, Menen"), by=broker)
    brought = make_contribution(by=make_guest())
    client.force_login(broker.account)

    page = client.post(
        reverse("web:item-answer", args=[brought.item.slug]),
        typed(brought.promise, outcome="redirected", organisation="Buurthuis, Menen"),
    )

    assert (page.status_code, Answer.objects.count()) == (422, 0)


@pytest.mark.parametrize("role", ["moderator", "editor", None])
def test_who_does_not_keep_it_does_not_answer(client, role):
    make_team()
    brought = make_contribution(by=make_person())
    brought.item.audience = "public"
    brought.item.save(update_fields=["audience"])
    person = make_team(role) if role else make_person()
    client.force_login(person.account)
    address = reverse("web:item-answer", args=[brought.item.slug])

    statuses = [client.get(address).status_code, client.post(address).status_code]

    assert (statuses, Answer.objects.count()) == ([403, 403], 0)


def test_who_may_not_know_an_item_finds_no_door_to_answer_it(client):
    make_team()
    brought = make_contribution(by=make_guest())
    client.force_login(make_person().account)

    page = client.get(reverse("web:item-answer", args=[brought.item.slug]))

    assert page.status_code == 404


def test_the_second_of_two_sees_the_answer_of_the_first_and_keeps_her_own_words(client):
    first, second = make_team(), make_team()
    brought = make_contribution(by=make_guest())
    client.force_login(second.account)
    client.get(reverse("web:item-answer", args=[brought.item.slug]))
    reply = Reply(outcome=Outcome.DECLINED, reason="De eerste was sneller.", language="nl")
    answer_contribution(promise=brought.promise, by=first, reply=reply, now=NOON)

    page = client.post(
        reverse("web:item-answer", args=[brought.item.slug]),
        typed(brought.promise, reason="Mijn eigen woorden."),
    )

    said = page.content.decode()
    assert (page.status_code, Answer.objects.count()) == (409, 1)
    assert "De eerste was sneller." in said
    assert "Mijn eigen woorden." in said


def test_an_answer_to_an_earlier_promise_does_not_answer_the_new_one(client):
    broker, colleague = make_team(), make_team()
    brought = make_contribution(by=make_guest())
    reply = Reply(
        outcome=Outcome.REDIRECTED, reason="Zij weet meer.", language="nl", redirected_to=colleague
    )
    answer_contribution(promise=brought.promise, by=broker, reply=reply, now=NOON)
    client.force_login(broker.account)

    page = client.post(reverse("web:item-answer", args=[brought.item.slug]), typed(brought.promise))

    assert (page.status_code, Answer.objects.count()) == (409, 1)
    assert page.context["still_waits"] is True


def test_what_was_answered_is_shown_when_the_page_is_opened_again(client):
    broker = make_team()
    brought = make_contribution(by=make_guest())
    reply = Reply(outcome=Outcome.DECLINED, reason="Nee, want.", language="nl")
    answer_contribution(promise=brought.promise, by=broker, reply=reply, now=NOON)
    client.force_login(broker.account)

    page = client.get(reverse("web:item-answer", args=[brought.item.slug]))

    assert (page.status_code, page.templates[0].name) == (200, "web/keeping/answered.html")


def make_template(kind: str = "idea", outcome: str = "declined") -> AnswerTemplate:
    return AnswerTemplate.objects.create(
        kind=kind,
        outcome=outcome,
        name="Not now",
        text=LazyI18nString({"nl": "Niet nu.", "en": "Not now.", "fr": "Pas maintenant."}),
    )


def test_a_template_speaks_the_language_of_who_waits(client):
    broker = make_team()
    brought = make_contribution(by=make_guest())
    template = make_template()
    client.force_login(broker.account)

    page = client.get(
        reverse("web:item-answer", args=[brought.item.slug]), {"template": template.pk}
    )

    form = page.context["form"]
    assert (form["reason"].value(), form["outcome"].value()) == ("Niet nu.", "declined")


def test_a_template_chosen_while_typing_replaces_the_reason_and_nothing_else(client):
    broker = make_team()
    brought = make_contribution(by=make_guest())
    template = make_template(outcome="accepted")
    client.force_login(broker.account)

    page = client.post(
        reverse("web:item-answer", args=[brought.item.slug]),
        {**typed(brought.promise, next_step="Bellen", language="fr"), "template": template.pk},
    )

    form = page.context["form"]
    assert (page.status_code, Answer.objects.count()) == (200, 0)
    assert [form[name].value() for name in ("reason", "outcome", "next_step")] == [
        "Pas maintenant.",
        "accepted",
        "Bellen",
    ]


@pytest.mark.parametrize("pk", ["x", "", "9" * 30, "²"])
def test_a_template_that_is_not_there_changes_nothing(client, pk):
    broker = make_team()
    brought = make_contribution(by=make_guest())
    client.force_login(broker.account)

    page = client.post(
        reverse("web:item-answer", args=[brought.item.slug]),
        {**typed(brought.promise, reason="Mine"), "template": pk},
    )

    assert page.context["form"]["reason"].value() == "Mine"


def test_the_mail_is_shown_before_it_goes_in_the_language_of_the_reader(client):
    broker = make_team()
    brought = make_contribution(by=make_guest())
    client.force_login(broker.account)

    page = client.post(
        reverse("web:item-answer", args=[brought.item.slug]),
        {**typed(brought.promise), "preview": "1"},
    )

    assert (page.status_code, Answer.objects.count(), len(mail.outbox)) == (200, 0, 0)
    assert "> Dit past niet bij onze doelen." in page.context["preview"].body


def test_a_phone_number_is_shown_to_the_team_only(client):
    broker = make_team()
    guest = make_guest()
    guest.phone = "056 CANARY"
    guest.save(update_fields=["phone"])
    brought = make_contribution(by=guest)
    member = make_person()
    shown = {}
    for person in (broker, member):
        brought.item.owner = person
        brought.item.save(update_fields=["owner"])
        client.force_login(person.account)
        page = client.get(reverse("web:item-answer", args=[brought.item.slug]))
        shown[person.pk] = "CANARY" in page.content.decode()

    assert shown == {broker.pk: True, member.pk: False}
