"""Each rule about reports, decisions and objections, broken by raw SQL."""

from collections.abc import Callable

from gangmaker.actors.models import HouseRule, HouseRules, Lifting, Measure, Statement
from gangmaker.trail.models import CommentHiding, Flag, FlagKind
from gangmaker.trail.operations.flags import raise_flag
from gangmaker.trail.operations.objections import object_as_reporter
from tests.world import NOON, make_person, make_question, make_team, take_down

from .moderation_world import (
    LATER,
    make_comment,
    make_decision,
    make_hidden,
    make_house_rules,
    make_moderator,
    make_objection,
    make_report,
    make_rule,
)
from .violations import refused, refused_change, refused_copy


def make_flag() -> Flag:
    return raise_flag(kind=FlagKind.FLOOD, item=None, people=[], times=30, since=NOON, now=LATER)


def a_withdrawal_of_others_without_statement() -> None:
    withdrawal = take_down(make_question(by=make_person()), by=make_moderator())
    refused_change(withdrawal, statement_id=None)
    refused_change(withdrawal, kind="own")


def a_report_about_nothing_or_two_things() -> None:
    report = make_report(make_comment())
    refused_change(report, comment_id=None)
    refused_change(report, actor_id=report.about_id)


def a_report_in_bad_faith() -> None:
    refused_change(make_report(make_comment()), good_faith=False)


def a_report_without_words() -> None:
    refused_change(make_report(make_comment()), words="")


def a_decision_about_two_things() -> None:
    decision = make_decision(make_comment())
    refused_change(decision, actor_id=decision.by_id)
    refused_change(decision, comment_id=None)


def a_measure_without_its_statement() -> None:
    decision = make_decision(make_comment())
    refused_change(decision, statement_id=None)
    refused_change(decision, outcome="no_breach")


def an_objection_of_nobody() -> None:
    refused_change(make_objection(), statement_id=None)


def a_second_objection_of_a_reporter() -> None:
    comment = make_comment()
    report = make_report(comment)
    make_decision(comment, measure=None, seen=[report])
    refused_copy(object_as_reporter(report=report, words="Lees beter.", language="nl", now=LATER))


def an_objection_without_words() -> None:
    refused_change(make_objection(), words="")


def an_objection_too_late() -> None:
    refused_change(make_objection(), open_until="2026-11-01 12:00:00+00:00")


def an_answer_to_an_objection_without_a_reason() -> None:
    objection = make_objection()
    other = make_moderator().pk
    refused_change(objection, outcome="upheld", decided_by_id=other, decided_at=LATER)
    refused_change(objection, outcome="upheld", reason="Ja.", decided_at=LATER)


def an_objection_decided_by_who_decided_first() -> None:
    objection = make_objection()
    refused_change(
        objection,
        outcome="rejected",
        reason="Nee.",
        decided_at=LATER,
        decided_by_id=objection.first_by_id,
    )


def a_flag_judged_by_nobody() -> None:
    refused_change(make_flag(), verdict="fine", looked_at=LATER)
    refused_change(make_flag(), looked_by_id=make_team().pk)


def a_flag_of_one_time() -> None:
    refused_change(make_flag(), times=1)


MODERATION_BROKEN: dict[str, Callable[[], None]] = {
    "withdrawal_of_others_has_a_statement": a_withdrawal_of_others_without_statement,
    "report_about_one_thing": a_report_about_nothing_or_two_things,
    "report_in_good_faith": a_report_in_bad_faith,
    "report_says_what_is_wrong": a_report_without_words,
    "report_decision_about_one_thing": a_decision_about_two_things,
    "report_decision_has_its_statement": a_measure_without_its_statement,
    "objection_by_author_or_reporter": an_objection_of_nobody,
    "objection_once_to_a_decision": a_second_objection_of_a_reporter,
    "objection_says_why": an_objection_without_words,
    "objection_in_time": an_objection_too_late,
    "objection_decided_with_a_reason": an_answer_to_an_objection_without_a_reason,
    "objection_decided_by_somebody_else": an_objection_decided_by_who_decided_first,
    "flag_is_judged_by_somebody": a_flag_judged_by_nobody,
    "flag_of_several_times": a_flag_of_one_time,
}


def a_statement_without_rule_or_law() -> None:
    statement = make_hidden()
    refused_change(statement, rule_id=None)
    refused_change(statement, ground="legal")
    refused_change(statement, ground="legal", rule_id=None)
    refused_change(statement, law="Strafwetboek")


def a_statement_without_facts() -> None:
    refused_change(make_hidden(), facts="")


def a_statement_over_before_it_began() -> None:
    statement = make_hidden()
    refused_change(statement, until="2026-11-17 12:00:00")


def a_statement_by_a_machine() -> None:
    refused_change(make_hidden(), automated=True)


def a_statement_to_oneself() -> None:
    statement = make_hidden()
    refused_change(statement, by_id=statement.to_id)


def a_lifting_by_nobody() -> None:
    row = Lifting.objects.create(statement=make_hidden(), why="expired", at=LATER)
    refused_change(row, why="objection")
    refused_change(row, by_id=row.statement.by_id)


def rules_for_the_past() -> None:
    refused_copy(make_house_rules(), version=2, in_force_from="2026-11-01 12:00:00+00:00")


def rules_of_version_zero() -> None:
    refused_copy(make_house_rules(), version=0)


def a_rule_numbered_twice() -> None:
    refused_copy(make_rule())


def a_rule_of_number_zero() -> None:
    refused_copy(make_rule(), number=0)


STATEMENTS_BROKEN: dict[str, Callable[[], None]] = {
    "statement_names_its_rule_or_law": a_statement_without_rule_or_law,
    "statement_says_the_facts": a_statement_without_facts,
    "statement_ends_after_it_began": a_statement_over_before_it_began,
    "statement_is_decided_by_a_person": a_statement_by_a_machine,
    "statement_is_not_to_who_decides": a_statement_to_oneself,
    "lifting_is_by_time_or_by_somebody": a_lifting_by_nobody,
    "house_rules_hold_from_now_on": rules_for_the_past,
    "house_rules_are_counted_from_one": rules_of_version_zero,
    "house_rule_numbered_once": a_rule_numbered_twice,
    "house_rule_is_counted_from_one": a_rule_of_number_zero,
}
STATED = (Statement, Lifting, HouseRules, HouseRule)


def a_hiding_without_statement() -> None:
    hiding = CommentHiding.objects.get(statement=make_hidden())
    refused_change(hiding, statement_id=None)


def a_hiding_with_the_statement_of_another() -> None:
    """Of another comment's author, or of another measure."""
    hiding = CommentHiding.objects.get(statement=make_hidden())
    comment = make_comment()
    refused_copy(hiding, comment_id=comment.pk)
    reminder = make_decision(comment, measure=Measure.REMINDED).statement
    assert reminder
    refused_copy(hiding, comment_id=comment.pk, statement_id=reminder.pk)
    refused_change(hiding, comment_id=comment.pk)


def a_withdrawal_as_ones_own_by_another() -> None:
    item = make_question(by=make_person())
    refused(
        "INSERT INTO trail_withdrawal (item_id, kind, by_id, at, reason) "
        "VALUES (%s, 'own', %s, %s, '')",
        item.pk,
        make_moderator().pk,
        NOON,
    )


def a_suspension_without_statement() -> None:
    refused(
        "INSERT INTO actors_suspension (actor_id, by_id, at) VALUES (%s, %s, %s)",
        make_person().pk,
        make_moderator().pk,
        NOON,
    )


def an_objection_against_somebody_else() -> None:
    objection = make_objection()
    refused_change(objection, first_by_id=make_moderator().pk)


def a_house_rule_rewritten() -> None:
    refused_change(make_rule(), number=9)
    refused("DELETE FROM actors_houserule")
    refused_change(make_house_rules(), version=7)


TRIGGERS: dict[str, Callable[[], None]] = {
    "a hiding has a statement": a_hiding_without_statement,
    "a hiding has its own statement": a_hiding_with_the_statement_of_another,
    "others withdraw with a statement": a_withdrawal_as_ones_own_by_another,
    "a suspension has a statement": a_suspension_without_statement,
    "who decided first stays": an_objection_against_somebody_else,
    "house rules stay": a_house_rule_rewritten,
}
