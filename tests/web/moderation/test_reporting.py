"""Anybody reports anything without signing in, and follows what becomes of it."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from gangmaker.actors.models import Measure
from gangmaker.trail.models import Objection, Report
from gangmaker.trail.things import Thing
from gangmaker.web.moderation.reporting import BY_NETWORK
from gangmaker.web.moderation.shapes import report_url_of
from tests.trail.moderation_world import make_comment, make_decision, make_hidden, make_report
from tests.world import make_person, make_question

pytestmark = pytest.mark.django_db

SAID = {"reason": "spam", "words": "Dit staat hier al drie keer.", "good_faith": "on"}


def make_thing(kind: str) -> Thing:
    if kind == "actor":
        return make_person(audience="public")
    return make_comment() if kind == "comment" else make_question()


@pytest.mark.parametrize("kind", ["item", "comment", "actor"])
def test_anybody_reports_and_gets_a_receipt_with_a_code_at_once(client, kind):
    thing = make_thing(kind)

    answer = client.post(report_url_of(thing), SAID, follow=True)

    made = Report.objects.get()
    assert (made.reason, made.words, made.by, made.email) == ("spam", SAID["words"], None, "")
    assert answer.redirect_chain == [(reverse("web:report-receipt", args=[made.code]), 302)]
    assert made.code[:4] in answer.content.decode()


@pytest.mark.parametrize(
    ("left_out", "wrong"),
    [("reason", "reason"), ("words", "words"), ("good_faith", "good_faith")],
)
def test_what_is_missing_is_said_and_what_was_typed_is_kept(client, left_out, wrong):
    sent = {name: text for name, text in SAID.items() if name != left_out}

    answer = client.post(report_url_of(make_question()), {**sent, "place": "Derde zin"})

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [wrong])
    assert "Derde zin" in answer.content.decode()
    assert Report.objects.count() == 0


def test_the_trap_for_machines_is_said_openly(client):
    answer = client.post(report_url_of(make_question()), {**SAID, "website": "http://x.example"})

    assert (answer.status_code, Report.objects.count()) == (422, 0)


def test_a_member_is_known_to_who_moderates_without_being_asked(client):
    member = make_person()
    client.force_login(member.account)

    page = client.get(report_url_of(make_question()))
    client.post(report_url_of(make_question()), SAID)

    made = Report.objects.get()
    assert "email" not in page.context["form"].fields
    assert (made.by, made.email) == (member, member.email)


def test_more_than_a_person_would_report_is_refused_in_clear_words_with_all_that_was_typed(client):
    cache.clear()
    url = report_url_of(make_question())

    answers = [client.post(url, SAID) for _ in range(BY_NETWORK.most + 1)]

    assert [answer.status_code for answer in answers] == [302] * BY_NETWORK.most + [429]
    assert SAID["words"] in answers[-1].content.decode()
    assert answers[-1]["Retry-After"] == "3600"


def test_a_form_sent_twice_makes_one_report(client):
    url = report_url_of(make_question())
    token = client.get(url).context["form"]["form_token"].value()

    for _ in range(2):
        client.post(url, {**SAID, "form_token": token})

    assert Report.objects.count() == 1


@pytest.mark.parametrize("state", ["hidden", "of the team"])
def test_what_a_visitor_may_not_know_of_cannot_be_reported(client, state):
    if state == "hidden":
        make_hidden()
        thing = make_comment()
        make_decision(thing)
    else:
        thing = make_question(audience="team")

    assert client.get(report_url_of(thing)).status_code == 404


def test_who_has_the_code_reads_what_was_decided_and_objects(client):
    comment = make_comment()
    report = make_report(comment)
    waiting = client.get(reverse("web:report-receipt", args=[report.code]))
    make_decision(comment, measure=None, seen=[report])

    decided = client.get(reverse("web:report-receipt", args=[report.code]))
    url = reverse("web:report-objection", args=[report.code])
    empty = client.post(url, {"words": ""})
    sent = client.post(url, {"words": "Lees het nog eens."})

    assert (waiting.context["may_object"], decided.context["may_object"]) == (False, True)
    assert "We lazen het." in decided.content.decode()
    assert (empty.status_code, sent.status_code) == (422, 302)
    assert Objection.objects.get().report == report


def test_a_code_that_nobody_has_leads_nowhere():
    assert Client().get(reverse("web:report-receipt", args=["bcdfghjkmnpqrstv"])).status_code == 404


@pytest.mark.both_databases
def test_a_code_that_no_database_takes_leads_nowhere(client):
    assert client.get("/en/reports/%00%00/").status_code == 404


def test_the_pages_of_things_lead_to_the_form(client):
    item = make_question()
    person = make_person(audience="public")

    for thing, page in ((item, "web:item"), (person, "web:actor")):
        shown = client.get(reverse(page, args=[thing.slug])).content.decode()
        assert f'href="{report_url_of(thing)}"' in shown


def test_a_measure_is_told_to_the_reporter_without_what_it_rests_on(client):
    comment = make_comment()
    report = make_report(comment)
    make_decision(comment, measure=Measure.HIDDEN, seen=[report])

    page = client.get(reverse("web:report-receipt", args=[report.code])).content.decode()

    assert "Je schold iemand uit." not in page
    assert comment.by.name not in page
