"""Reports are decided with reasons, by somebody without a part in it; objections by another."""

from datetime import UTC, datetime, timedelta

import pytest

from gangmaker.actors.models import (
    Actor,
    HouseRules,
    Measure,
    Suspension,
)
from gangmaker.actors.operations import Reasons, ReasonsMissing, RuleIsOld, suspend
from gangmaker.actors.operations.house_rules import DutchMissing, Rule, set_house_rules
from gangmaker.actors.rules import NotYours
from gangmaker.trail import mails
from gangmaker.trail.models import (
    Act,
    CommentHiding,
    Message,
    ObjectionOutcome,
    Report,
    Withdrawal,
    WithdrawalKind,
)
from gangmaker.trail.operations.deciding import (
    ConflictOfInterest,
    DoneAlready,
    NotForThis,
    ReportsChanged,
)
from gangmaker.trail.queries.transparency import transparency_of, years_known
from gangmaker.trail.things import Thing
from tests.trail.told import told
from tests.world import (
    NOON,
    make_membership,
    make_organisation,
    make_person,
    make_question,
    make_team,
)

from .moderation_world import (
    IN_A_WEEK,
    LATER,
    decide_on,
    make_comment,
    make_decision,
    make_house_rules,
    make_moderator,
    make_objection,
    make_reasons,
    make_report,
    make_rule,
)

pytestmark = pytest.mark.django_db


class TestAReport:
    def test_keeps_the_words_as_they_were(self):
        comment = make_comment(text="Eerst dit.")

        made = make_report(comment)
        type(comment).objects.filter(pk=comment.pk).update(text="Nu iets anders.")

        assert (made.seen, made.about) == ("Eerst dit.", comment.by)

    def test_leaves_no_trace_of_who_reported_in_what_happened(self):
        reporter = make_person()

        made = make_report(make_question(), by=reporter)

        act = Act.objects.get(verb="report.received")
        assert (act.by, act.item, act.subject) == (None, None, None)
        assert act.data == {"report": made.pk, "reason": "house_rules"}

    def test_tells_the_reporter_only(self):
        make_report(make_comment(), email="melder@example.org")

        assert told() == [("report_received", "melder@example.org")]

    def test_is_no_longer_answered_once_the_address_is_gone_or_is_another(self):
        made = make_report(make_comment(), email="melder@example.org")
        message = Message.objects.get(kind="report_received")

        before = mails.render(message)
        Report.objects.filter(pk=made.pk).update(email="")

        assert before
        assert mails.render(message) is None

    def test_is_told_to_moderators_once_a_day_while_it_waits(self):
        moderator, _broker = make_moderator(), make_team()
        item = make_question(by=make_person())
        reports = [make_report(item) for _ in range(3)]

        message = Message.objects.get(kind="reports_wait")
        mail = mails.render(message)
        make_decision(item, by=moderator, measure=None, seen=reports)

        assert message.to == moderator
        assert mail
        assert "Dit is een belediging." not in mail.body
        assert mails.render(message) is None

    @pytest.mark.parametrize("since", ["moderates no more", "has another address"])
    def test_is_told_to_no_moderator_who_has_no_part_in_it_when_the_mail_is_sent(self, since):
        moderator = make_moderator()
        make_report(make_question(by=make_person()))

        if since == "moderates no more":
            moderator.team_roles.all().delete()
        else:
            Actor.objects.filter(pk=moderator.pk).update(email="nieuw@example.org")

        assert mails.render(Message.objects.get(kind="reports_wait")) is None


class TestADecision:
    @pytest.mark.parametrize(
        ("measure", "gone"), [(Measure.REMINDED, False), (Measure.HIDDEN, True), (None, False)]
    )
    def test_about_a_comment_does_what_it_says(self, measure, gone):
        comment = make_comment()

        make_decision(comment, measure=measure)

        assert CommentHiding.objects.filter(comment=comment).exists() == gone

    def test_answers_all_reports_of_the_thing_at_once(self):
        comment = make_comment()
        reports = [make_report(comment, email=f"{n}@example.org") for n in "ab"]
        make_report(make_question())

        decision = make_decision(comment, seen=reports)

        assert list(decision.reports.order_by("pk")) == reports
        assert Report.objects.waiting().count() == 1
        assert told() == [
            *(("report_decided", f"{n}@example.org") for n in "ab"),
            *(("report_received", f"{n}@example.org") for n in "ab"),
            ("statement", comment.by.email),
        ]

    def test_tells_the_author_what_how_long_why_and_how_to_object(self):
        comment = make_comment(text="Jij bent een sukkel.")

        make_decision(comment, until=IN_A_WEEK)

        mail = mails.render(Message.objects.get(kind="statement"))
        assert mail
        for said in (
            "> Jij bent een sukkel.",
            "> Je schold iemand uit.",
            "25 november 2026",
            "Ga met respect met elkaar om.",
            "/statements/",
        ):
            assert said in mail.body

    def test_is_not_told_to_an_address_that_is_no_longer_the_authors(self):
        comment = make_comment()
        make_decision(comment)

        Actor.objects.filter(pk=comment.by.pk).update(email="nieuw@example.org")

        assert mails.render(Message.objects.get(kind="statement")) is None

    def test_is_refused_when_another_report_came_in(self):
        comment = make_comment()
        seen = [make_report(comment)]
        make_report(comment)

        with pytest.raises(ReportsChanged):
            make_decision(comment, seen=seen)

        assert Report.objects.waiting().count() == 2

    def test_is_refused_when_somebody_else_decided_meanwhile(self):
        comment = make_comment()
        seen = [make_report(comment)]
        make_decision(comment, seen=seen)

        with pytest.raises(ReportsChanged):
            make_decision(comment, seen=seen)

        assert CommentHiding.objects.count() == 1

    def test_is_not_for_whom_it_concerns(self):
        """Her own, of her organisation, or reported by herself."""
        moderator = make_moderator()
        house, colleague = make_organisation(admin=moderator), make_person()
        make_membership(colleague, house, "editor")
        reported = make_comment()
        cases: dict[str, tuple[Thing, tuple[Report, ...]]] = {
            "own": (make_comment(by=moderator), ()),
            "of the house": (make_question(by=colleague, on_behalf_of=house), ()),
            "reported": (reported, (make_report(reported, by=moderator),)),
            "herself": (moderator, ()),
        }

        for thing, seen in cases.values():
            with pytest.raises(ConflictOfInterest):
                make_decision(thing, by=moderator, measure=Measure.REMINDED, seen=seen)

    @pytest.mark.parametrize("role", ["broker", "editor"])
    def test_is_not_for_others_of_the_team(self, role):
        with pytest.raises(NotYours):
            make_decision(make_comment(), by=make_team(role))

    def test_names_a_rule_that_is_in_force(self):
        old = make_reasons()
        make_house_rules("Alleen deze.", now=LATER)

        with pytest.raises(RuleIsOld):
            suspend(actor=make_person(), by=make_moderator(), reasons=old, now=LATER)

    @pytest.mark.parametrize("said", [{"facts": " ", "law": "x"}, {"facts": "x", "law": " "}])
    def test_has_facts_and_a_ground(self, said):
        with pytest.raises(ReasonsMissing):
            suspend(
                actor=make_person(),
                by=make_moderator(),
                reasons=Reasons(language="nl", **said),
                now=NOON,
            )

    def test_hides_once_and_only_comments(self):
        comment = make_comment()
        make_decision(comment)

        with pytest.raises(DoneAlready):
            make_decision(comment)
        with pytest.raises(NotForThis):
            make_decision(make_question(by=make_person()), measure=Measure.HIDDEN)

    def test_takes_an_item_down_with_its_statement(self):
        item = make_question(by=make_person())

        decision = make_decision(item, measure=Measure.WITHDRAWN)

        withdrawal = Withdrawal.objects.get()
        assert (withdrawal.kind, withdrawal.statement) == (
            WithdrawalKind.MODERATION,
            decision.statement,
        )

    def test_about_an_organisation_is_told_to_whoever_acts_for_it(self):
        admin, member = make_person(email="admin@example.org"), make_person()
        house = make_organisation(admin=admin)
        make_membership(member, house, "member")
        statement = make_decision(house, measure=Measure.SUSPENDED).statement

        decide_on(make_objection(statement), by=make_moderator(), outcome=ObjectionOutcome.REJECTED)

        assert told() == [
            ("objection_decided", "admin@example.org"),
            ("statement", "admin@example.org"),
        ]

    def test_suspends_nobody_of_the_team_but_by_a_region_administrator(self):
        broker = make_team()

        with pytest.raises(NotYours):
            make_decision(broker, measure=Measure.SUSPENDED)
        make_decision(broker, by=make_team("region_admin"), measure=Measure.SUSPENDED)

        assert Suspension.objects.get().actor == broker


class TestHouseRules:
    def test_are_counted_by_version_and_the_newest_in_force_holds(self):
        make_house_rules("Eerst.")
        later = [Rule(title={"nl": "Straks."}, text={"nl": "Straks."})]
        set_house_rules(rules=later, change={"nl": "x"}, by=None, in_force_from=IN_A_WEEK, now=NOON)

        now, soon = (
            HouseRules.objects.in_force(at=moment).first() for moment in (LATER, IN_A_WEEK)
        )

        assert now
        assert soon
        assert (now.version, soon.version) == (1, 2)

    def test_are_there_in_dutch(self):
        rules = [Rule(title={"en": "Be kind."}, text={"en": "Always."})]

        with pytest.raises(DutchMissing):
            set_house_rules(rules=rules, change={"nl": "x"}, by=None, in_force_from=NOON, now=NOON)

    def test_are_changed_by_a_region_administrator_only(self):
        with pytest.raises(NotYours):
            make_house_rules(by=make_moderator())


def test_the_yearly_account_counts_what_happened():
    make_rule()
    comment, other = make_comment(), make_comment()
    reports = [make_report(comment), make_report(comment)]
    make_report(make_question())
    make_objection(make_decision(comment, seen=reports, now=LATER).statement)
    make_decision(other, measure=Measure.SUSPENDED, until=IN_A_WEEK)

    account = transparency_of(2026)

    assert (account.reports, account.reports_waiting) == (3, 1)
    assert account.reports_by_reason == {"house_rules": 3}
    assert account.median_time == timedelta(hours=2)
    assert (account.decisions, account.decisions_unasked, account.no_breach) == (2, 1, 0)
    assert account.measures == {"hidden": 1, "suspended": 1}
    assert account.taken_for == {("hidden", "house"): 1, ("suspended", "house"): 1}
    assert (account.suspensions, account.timed, account.automated) == (1, 1, 0)
    assert account.objections_by_outcome == {"": 1}
    assert transparency_of(2025).reports == 0


def test_the_first_year_is_that_of_the_region_and_not_of_greenwich():
    report = make_report(make_question())
    Report.objects.filter(pk=report.pk).update(at=datetime(2025, 12, 31, 23, 30, tzinfo=UTC))

    assert years_known(now=NOON) == [2026]
