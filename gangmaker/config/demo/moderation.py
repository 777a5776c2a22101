"""Reports, decisions and objections in the demo region, by the real operations."""

from datetime import datetime
from functools import partial

from gangmaker.actors.models import HouseRule, Measure
from gangmaker.actors.operations import Reasons
from gangmaker.config.demo.moderation_rows import Decided, Moderated, Objected, Reported
from gangmaker.config.demo.past import Past
from gangmaker.trail.models import Comment, Objection, ObjectionOutcome, Report, ReportDecision
from gangmaker.trail.operations.deciding import Verdict, decide
from gangmaker.trail.operations.objections import decide_objection, object_to_statement
from gangmaker.trail.operations.reports import NewReport, report
from gangmaker.trail.operations.talk import comment_on

LANGUAGE = "nl"


def moderate(past: Past) -> None:
    """Each comment is said, reported, and then decided about, in that order."""
    for row in past.content.moderated:
        said = _Said(past, row)
        at = past.days.ago(row.days_ago, row.key, after=past.latest([row.on, row.by]))
        past.happen(at, said.say)
        for reported in row.reports:
            later = past.days.ago(reported.days_ago, reported.words, after=at)
            past.happen(later, partial(said.report, reported))
            at = later
        if row.decision is not None:
            at = past.days.ago(row.decision.days_ago, row.decision.words, after=at)
            past.happen(at, partial(said.decide, row.decision))
        if row.objection is not None:
            at = past.days.ago(row.objection.days_ago, row.objection.words, after=at)
            past.happen(at, partial(said.object_to_it, row.objection))
            at = past.days.ago(row.objection.decided_days_ago, row.objection.reason, after=at)
            past.happen(at, partial(said.decide_objection, row.objection))


class _Said:
    """One comment with what became of it so far."""

    comment: Comment
    decision: ReportDecision
    objection: Objection

    def __init__(self, past: Past, row: Moderated) -> None:
        self.past, self.row = past, row
        self.reports: list[Report] = []

    def say(self, now: datetime) -> None:
        self.comment = comment_on(
            item=self.past.items[self.row.on],
            by=self.past.actors[self.row.by],
            text=self.row.text,
            language=LANGUAGE,
            now=now,
        )

    def report(self, row: Reported, now: datetime) -> None:
        new = NewReport(
            reason=row.reason,
            words=row.words,
            place=row.place,
            language=LANGUAGE,
            name=row.name,
            email=row.email,
        )
        self.reports.append(report(thing=self.comment, new=new, now=now))

    def decide(self, row: Decided, now: datetime) -> None:
        self.decision = decide(
            thing=self.comment,
            by=self.past.actors[row.by],
            verdict=_verdict(row),
            seen=[each.pk for each in self.reports],
            now=now,
        )

    def object_to_it(self, row: Objected, now: datetime) -> None:
        statement = self.decision.statement
        if statement is None:
            raise ValueError(f"Nothing was decided against {self.row.key}.")
        self.objection = object_to_statement(
            statement=statement, words=row.words, language=LANGUAGE, now=now
        )

    def decide_objection(self, row: Objected, now: datetime) -> None:
        decide_objection(
            objection=self.objection,
            by=self.past.actors[row.by],
            outcome=ObjectionOutcome(row.outcome),
            reason=row.reason,
            now=now,
        )


def _verdict(row: Decided) -> Verdict:
    """By the house rules with which the region starts."""
    if not row.measure:
        return Verdict(words=row.words)
    rule = HouseRule.objects.get(rules__version=1, number=row.rule)
    reasons = Reasons(facts=row.facts, language=LANGUAGE, rule=rule)
    return Verdict(measure=Measure(row.measure), reasons=reasons, words=row.words)
