"""Nobody decides about her own; what is decided reaches who stands for a record."""

import pytest

from gangmaker.actors.models import Actor, Measure, Suspension
from gangmaker.actors.operations.claiming import claim_record
from gangmaker.actors.rules import NotYours
from gangmaker.trail.models import Message, ObjectionOutcome
from gangmaker.trail.moderation_rules import can_decide, can_decide_objection
from gangmaker.trail.operations.objections import (
    DecidedFirst,
    decide_objection,
    object_as_reporter,
    reconsider,
)
from gangmaker.trail.queries.moderation import objections_waiting
from tests.world import NOON, make_membership, make_organisation, make_person, make_question

from .moderation_world import (
    LATER,
    make_comment,
    make_decision,
    make_moderator,
    make_objection,
    make_report,
)

pytestmark = pytest.mark.django_db


def make_claimed(*, by: Actor) -> Actor:
    """A record without an account, of which ``by`` showed that it is hers."""
    record = make_person("Iemand, Menen", email="record@example.org")
    claim_record(record, by=by, now=NOON)
    return record


def statement_about(thing, *, measure: Measure = Measure.REMINDED, seen=()):
    statement = make_decision(thing, measure=measure, seen=seen).statement
    assert statement
    return statement


def test_nobody_decides_about_what_a_record_of_hers_made():
    moderator = make_moderator()

    comment = make_comment(by=make_claimed(by=moderator))

    assert not can_decide(moderator, comment)
    assert can_decide(make_moderator("Another moderator"), comment)


@pytest.mark.parametrize("why", ["her house", "made for her house", "her record", "reported"])
def test_an_objection_is_not_decided_by_who_has_a_part_in_it(why):
    viewer = make_moderator("Moderator, Menen")
    house, colleague = make_organisation(admin=viewer), make_person()
    make_membership(colleague, house, "editor")
    comment = make_comment()
    things = {
        "her house": (house, ()),
        "made for her house": (make_question(by=colleague, on_behalf_of=house), ()),
        "her record": (make_comment(by=make_claimed(by=viewer)), ()),
        "reported": (comment, [make_report(comment, by=viewer)] if why == "reported" else ()),
    }
    thing, seen = things[why]
    objection = make_objection(statement_about(thing, seen=seen))

    with pytest.raises(DecidedFirst):
        decide_objection(
            objection=objection,
            by=viewer,
            outcome=ObjectionOutcome.UPHELD,
            reason="Dat is zo.",
            now=LATER,
        )
    assert can_decide_objection(make_moderator("Another moderator"), objection)


def test_who_reported_the_same_decides_no_objection_of_another_reporter():
    viewer, comment = make_moderator("Moderator, Menen"), make_comment()
    reports = [make_report(comment), make_report(comment, by=viewer)]
    make_decision(comment, measure=None, seen=reports)
    reports[0].refresh_from_db()

    objection = object_as_reporter(
        report=reports[0], words="Kijk nog eens.", language="nl", now=LATER
    )

    assert not can_decide_objection(viewer, objection)


@pytest.mark.parametrize("why", ["her house", "made for her house", "her record"])
def test_nobody_ends_a_restriction_of_her_own(why):
    viewer = make_moderator("Moderator, Menen")
    house, colleague = make_organisation(admin=viewer), make_person()
    make_membership(colleague, house, "editor")
    thing = {
        "her house": house,
        "made for her house": make_question(by=colleague, on_behalf_of=house),
        "her record": make_comment(by=make_claimed(by=viewer)),
    }[why]
    statement = statement_about(thing)

    with pytest.raises(NotYours):
        reconsider(statement=statement, by=viewer, now=LATER)


def test_what_a_claimed_record_made_is_answered_for_by_who_claimed_it():
    person = make_person(email="ik@example.org")
    comment = make_comment(by=make_claimed(by=person))

    statement = statement_about(comment, measure=Measure.SUSPENDED)

    assert Suspension.objects.get().actor == person
    assert Message.objects.get(kind="statement").address == "ik@example.org"
    assert statement.to == person


def test_a_record_that_was_claimed_since_it_was_reported_can_be_decided_about(client):
    moderator, record = make_moderator(), make_person("Iemand, Menen")
    make_report(record)
    claim_record(record, by=make_person(), now=NOON)
    client.force_login(moderator.account)

    page = client.get(f"/en/moderation/actors/{record.slug}/")

    assert page.status_code == 200


def test_who_may_decide_which_objections_is_known_in_as_many_queries_for_all(
    django_assert_num_queries,
):
    viewer = make_moderator("Moderator, Menen")
    for _ in range(3):
        comment = make_comment()
        make_objection(statement_about(comment, seen=[make_report(comment)]))
    assert viewer.organisation_ids is not None

    with django_assert_num_queries(3):
        allowed = [can_decide_objection(viewer, each) for each in objections_waiting()]

    assert allowed == [True, True, True]
