"""Objections are decided by somebody else, and a restriction ends."""

from datetime import timedelta

import pytest

from gangmaker.actors.models import (
    Lifting,
    LiftingReason,
    Measure,
    Statement,
    Suspension,
)
from gangmaker.actors.rules import NotYours
from gangmaker.trail import mails
from gangmaker.trail.models import (
    CommentHiding,
    Message,
    ObjectionOutcome,
    Report,
)
from gangmaker.trail.operations.objections import (
    DecidedFirst,
    DecidedMeanwhile,
    TooLateToObject,
    lift_what_is_over,
    object_as_reporter,
    object_to_statement,
    reconsider,
)
from gangmaker.trail.queries.moderation import decisions
from gangmaker.trail.queries.transparency import transparency_of
from tests.trail.told import told
from tests.world import (
    NOON,
)

from .moderation_world import (
    IN_A_WEEK,
    LATER,
    decide_on,
    make_comment,
    make_decision,
    make_hidden,
    make_moderator,
    make_objection,
    make_report,
)

pytestmark = pytest.mark.django_db


class TestAnObjection:
    def test_is_decided_by_somebody_else_than_who_decided_first(self):
        objection = make_objection()

        with pytest.raises(DecidedFirst):
            decide_on(objection, by=objection.first_by)

    def test_of_the_team_is_not_decided_by_whom_it_concerns(self):
        author = make_moderator("Moderator en auteur")
        statement = make_decision(make_comment(by=author)).statement

        with pytest.raises(DecidedFirst):
            decide_on(make_objection(statement), by=author)

    def test_that_is_right_ends_the_restriction_and_is_told(self):
        objection = make_objection()

        decide_on(objection, by=make_moderator())

        assert CommentHiding.objects.count() == 0
        assert Lifting.objects.get().why == LiftingReason.OBJECTION
        mail = mails.render(Message.objects.get(kind="objection_decided"))
        assert mail
        assert "> Dat is zo." in mail.body

    def test_that_is_wrong_changes_nothing_but_is_told(self):
        objection = make_objection()

        decide_on(objection, by=make_moderator(), outcome=ObjectionOutcome.REJECTED)

        assert (CommentHiding.objects.count(), Lifting.objects.count()) == (1, 0)
        assert Message.objects.filter(kind="objection_decided").count() == 1

    def test_is_decided_once(self):
        objection = make_objection()
        decide_on(objection, by=make_moderator())

        with pytest.raises(DecidedMeanwhile):
            decide_on(objection, by=make_moderator())

    @pytest.mark.parametrize(("days", "fits"), [(184, True), (185, False)])
    def test_comes_within_half_a_year(self, days, fits):
        statement = make_hidden()
        moment = NOON + timedelta(days=days)

        def send() -> None:
            object_to_statement(statement=statement, words="Nee.", language="nl", now=moment)

        if fits:
            send()
        else:
            with pytest.raises(TooLateToObject):
                send()

    def test_comes_once(self):
        objection = make_objection()

        with pytest.raises(TooLateToObject):
            make_objection(objection.statement)

    def test_of_a_reporter_who_is_right_puts_the_report_in_the_queue_again(self):
        comment = make_comment()
        report = make_report(comment, email="melder@example.org")
        make_decision(comment, measure=None, seen=[report])
        objection = object_as_reporter(
            report=report, words="Lees het nog eens.", language="nl", now=LATER
        )

        decide_on(objection, by=make_moderator())

        assert list(Report.objects.waiting()) == [report]
        assert ("report_objection_decided", "melder@example.org") in told()
        assert Message.objects.filter(kind="reports_wait", created_at=LATER).exists()
        assert transparency_of(2026).decisions_unasked == 0
        assert [vars(row)["reported"] for row in decisions()] == [1]


class TestTheEndOfARestriction:
    @pytest.mark.parametrize("measure", [Measure.HIDDEN, Measure.SUSPENDED])
    def test_comes_by_itself_once_its_time_is_over(self, measure):
        make_decision(make_comment(), measure=measure, until=IN_A_WEEK)

        early = lift_what_is_over(now=IN_A_WEEK - timedelta(seconds=1))
        ended = [lift_what_is_over(now=IN_A_WEEK) for _again in range(2)]

        assert (early, ended) == (0, [1, 0])
        assert (CommentHiding.objects.count(), Suspension.objects.count()) == (0, 0)
        assert Message.objects.filter(kind="restriction_lifted").count() == 1

    def test_comes_sooner_when_a_moderator_sees_it_in_another_light(self):
        statement = make_hidden()

        reconsider(statement=statement, by=make_moderator(), now=LATER)

        assert CommentHiding.objects.count() == 0
        assert Lifting.objects.get().why == LiftingReason.RECONSIDERED

    def test_comes_once_also_when_two_moderators_ended_it_from_the_same_page(self):
        statement = make_hidden()
        read_before = Statement.objects.select_related("lifting").get(pk=statement.pk)

        reconsider(statement=statement, by=make_moderator(), now=LATER)
        reconsider(statement=read_before, by=make_moderator(), now=LATER)

        assert Lifting.objects.count() == 1
        assert Message.objects.filter(kind="restriction_lifted").count() == 1

    def test_does_not_come_from_whom_it_concerns(self):
        author = make_moderator()
        statement = make_decision(make_comment(by=author)).statement
        assert statement

        with pytest.raises(NotYours):
            reconsider(statement=statement, by=author, now=LATER)
