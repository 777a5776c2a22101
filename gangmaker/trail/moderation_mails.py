"""Mails about reports, statements of reasons and objections.

They go to whom they are about also while she is suspended: a decision that nobody hears of cannot
be objected to.
"""

from typing import Final

from gangmaker.actors.models import Actor, Statement
from gangmaker.actors.rules import can_moderate
from gangmaker.actors.tokens import nonce_from, token_for
from gangmaker.core.text import unlinked

from .mail_texts import page_url, write
from .mails import Mail, renders
from .models import Message, Report

STATEMENT: Final = "trail.statement"
FACTS: Final = ("to", "rule__rules", "lifting", "objection", "to__claimed_by")


def statement_token(statement: Statement) -> str:
    """What leads to the page of a statement, also for somebody without an account."""
    return token_for(statement.public_id.hex, purpose=STATEMENT)


def statement_nonce(token: str) -> str | None:
    return nonce_from(token, purpose=STATEMENT)


def quoted(text: str) -> str:
    """What somebody typed: marked line by line, and nothing in it is a link."""
    return "\n".join(f"> {line}".rstrip() for line in unlinked(text).splitlines())


def statement_mail(statement: Statement, *, url: str) -> Mail:
    """The statement of reasons as its mail says it; also of one that was not given yet."""
    return write(
        "statement",
        statement=statement,
        measure=statement.measure,
        content=quoted(statement.content),
        facts=quoted(statement.facts),
        law=unlinked(statement.law),
        url=url,
        rules_url=page_url("house-rules"),
    )


@renders("statement")
def _statement(message: Message) -> Mail | None:
    statement = _statement_of(message)
    if statement is None:
        return None
    return statement_mail(statement, url=_page_of(statement))


@renders("restriction_lifted")
def _restriction_lifted(message: Message) -> Mail | None:
    return _about_statement("restriction_lifted", message)


@renders("objection_decided")
def _objection_decided(message: Message) -> Mail | None:
    statement = _statement_of(message)
    if statement is None or not hasattr(statement, "objection"):
        return None
    return write(
        "objection_decided",
        upheld=statement.objection.outcome == "upheld",
        reason=quoted(statement.objection.reason),
        url=_page_of(statement),
    )


def _about_statement(template: str, message: Message) -> Mail | None:
    statement = _statement_of(message)
    if statement is None:
        return None
    return write(template, measure=statement.measure, at=statement.at, url=_page_of(statement))


def _page_of(statement: Statement) -> str:
    return page_url("statement-of-reasons", statement_token(statement))


def _statement_of(message: Message) -> Statement | None:
    """When who gets the mail may still read it: an address that changed hands gets nothing."""
    statements = Statement.objects.filter(pk=message.payload["statement"])
    statement = statements.select_related(*FACTS).first()
    to: Actor | None = message.to
    if statement is None or to is None or to.email != message.address:
        return None
    if to.pk != statement.to_id and statement.to_id not in to.organisation_ids:
        return None
    return statement


@renders("report_received")
def _report_received(message: Message) -> Mail | None:
    return _about_report("report_received", message)


@renders("report_decided")
def _report_decided(message: Message) -> Mail | None:
    return _about_report("report_decided", message, decided=True)


@renders("report_objection_decided")
def _report_objection_decided(message: Message) -> Mail | None:
    report = _report_of(message)
    objection = report.objections.order_by("-pk").first() if report else None
    if report is None or objection is None or objection.is_open():
        return None
    return write(
        "report_objection_decided",
        upheld=objection.outcome == "upheld",
        reason=quoted(objection.reason),
        url=page_url("report-receipt", report.code),
    )


@renders("reports_wait")
def _reports_wait(message: Message) -> Mail | None:
    """While there is something, for who still moderates. What was reported is not in it."""
    waiting = Report.objects.waiting().count()
    to = message.to
    if not waiting or not can_moderate(to) or to is None or to.email != message.address:
        return None
    return write("reports_wait", waiting=waiting, url=page_url("moderation"))


def _about_report(template: str, message: Message, *, decided: bool = False) -> Mail | None:
    report = _report_of(message)
    if report is None or (decided and report.decision is None):
        return None
    decision = report.decision
    return write(
        template,
        code=report.code,
        url=page_url("report-receipt", report.code),
        measure=decision.statement.measure if decision and decision.statement else "",
        words=quoted(decision.words) if decision else "",
    )


def _report_of(message: Message) -> Report | None:
    """While the address is still that of the reporter."""
    reports = Report.objects.filter(pk=message.payload["report"], email=message.address)
    return reports.select_related("decision__statement").first()
