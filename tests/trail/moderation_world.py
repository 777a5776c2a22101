"""Makers for what is reported and decided, through the operations of the product."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from gangmaker.actors.models import Actor, HouseRule, HouseRules, Measure, Statement
from gangmaker.actors.operations import Reasons
from gangmaker.actors.operations.house_rules import Rule, set_house_rules
from gangmaker.trail.models import (
    Comment,
    Item,
    Objection,
    ObjectionOutcome,
    Report,
    ReportDecision,
)
from gangmaker.trail.operations.deciding import Verdict, decide
from gangmaker.trail.operations.objections import decide_objection, object_to_statement
from gangmaker.trail.operations.reports import NewReport, report
from gangmaker.trail.operations.talk import comment_on
from gangmaker.trail.things import Thing
from tests.world import NOON, make_person, make_question, make_team

LATER = NOON + timedelta(hours=2)
IN_A_WEEK = NOON + timedelta(days=7)


def make_moderator(name: str = "Moderator, Kortrijk") -> Actor:
    return make_team("moderator", name)


def make_house_rules(*titles: str, by: Actor | None = None, now: datetime = NOON) -> HouseRules:
    said = titles or ("Wees jezelf.", "Ga met respect met elkaar om.")
    rules = [Rule(title={"nl": title}, text={"nl": f"{title} Altijd."}) for title in said]
    change = {"nl": "Nieuwe regels."}
    return set_house_rules(rules=rules, change=change, by=by, in_force_from=now, now=now)


def make_rule(number: int = 2) -> HouseRule:
    version = HouseRules.objects.order_by("-version").first() or make_house_rules()
    return HouseRule.objects.get(rules=version, number=number)


def make_comment(
    *, by: Actor | None = None, item: Item | None = None, text: str = "Jij bent een sukkel."
) -> Comment:
    return comment_on(
        item=item or make_question(),
        by=by or make_person("Buur, Menen"),
        text=text,
        language="nl",
        now=NOON,
    )


def make_report(
    thing: Thing, *, by: Actor | None = None, words: str = "Dit is een belediging.", email: str = ""
) -> Report:
    new = NewReport(reason="house_rules", words=words, language="nl", by=by, email=email)
    return report(thing=thing, new=new, now=NOON)


def make_reasons(*, until: datetime | None = None, facts: str = "Je schold iemand uit.") -> Reasons:
    return Reasons(facts=facts, language="nl", rule=make_rule(), until=until)


def make_decision(
    thing: Thing,
    *,
    by: Actor | None = None,
    measure: Measure | None = Measure.HIDDEN,
    seen: Iterable[Report] = (),
    until: datetime | None = None,
    now: datetime = NOON,
) -> ReportDecision:
    reasons = make_reasons(until=until) if measure else None
    verdict = Verdict(measure=measure, reasons=reasons, words="We lazen het.")
    numbers = [each.pk for each in seen]
    return decide(thing=thing, by=by or make_moderator(), verdict=verdict, seen=numbers, now=now)


def make_hidden(*, by: Actor | None = None, until: datetime | None = None) -> Statement:
    """The statement of a comment that was hidden."""
    statement = make_decision(make_comment(), by=by, until=until).statement
    assert statement
    return statement


def make_objection(statement: Statement | None = None) -> Objection:
    return object_to_statement(
        statement=statement or make_hidden(),
        words="Het was een citaat.",
        language="nl",
        now=LATER,
    )


def decide_on(
    objection: Objection, *, by: Actor, outcome: ObjectionOutcome = ObjectionOutcome.UPHELD
) -> None:
    decide_objection(objection=objection, by=by, outcome=outcome, reason="Dat is zo.", now=LATER)
