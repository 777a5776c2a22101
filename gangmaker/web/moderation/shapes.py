"""Reported things and what was decided about them, as the pages show them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gangmaker.actors.models import Actor, Ground, Measure, Statement
from gangmaker.actors.queries import name_for
from gangmaker.trail.models import Comment, ItemKind, Report, ReportDecision, ReportReason
from gangmaker.trail.queries.moderation import Waiting
from gangmaker.trail.things import Thing, author_of, language_of, thing_of, words_of

SHORT = 12
"""Of a comment, which has no title, so many words are shown in a row."""


@dataclass(frozen=True)
class ThingShown:
    """A reported thing: what it is, how it is called, and where it is."""

    kind: str
    title: str
    lang: str
    url: str
    moderation_url: str
    author: str
    author_url: str


def thing_shown(thing: Thing, *, viewer: Actor | None) -> ThingShown:
    author = author_of(thing)
    return ThingShown(
        kind=kind_of(thing),
        title=title_of(thing),
        lang=language_of(thing),
        url=url_of(thing),
        moderation_url=moderation_url_of(thing),
        author=name_for(author, viewer),
        author_url=reverse("web:actor", args=[author.slug]),
    )


def kind_of(thing: Thing) -> str:
    if isinstance(thing, Comment):
        return _("Comment")
    if isinstance(thing, Actor):
        return str(capfirst(thing.get_kind_display()))
    return str(capfirst(ItemKind(thing.kind).label))


def title_of(thing: Thing) -> str:
    if isinstance(thing, Comment):
        return Truncator(thing.text).words(SHORT) or _("A comment that was taken back")
    return thing.name if isinstance(thing, Actor) else thing.title


def url_of(thing: Thing) -> str:
    if isinstance(thing, Comment):
        return reverse("web:comment", args=[thing.item.slug, thing.public_id])
    return reverse("web:actor" if isinstance(thing, Actor) else "web:item", args=[thing.slug])


def moderation_url_of(thing: Thing) -> str:
    if isinstance(thing, Comment):
        return reverse("web:moderation-comment", args=[thing.public_id])
    name = "actor" if isinstance(thing, Actor) else "item"
    return reverse(f"web:moderation-{name}", args=[thing.slug])


def report_url_of(thing: Thing) -> str:
    if isinstance(thing, Comment):
        return reverse("web:report-comment", args=[thing.item.slug, thing.public_id])
    name = "actor" if isinstance(thing, Actor) else "item"
    return reverse(f"web:report-{name}", args=[thing.slug])


def is_gone(thing: Thing) -> bool:
    """Whether it is shown to the team only by now."""
    if isinstance(thing, Comment):
        return hasattr(thing, "hiding") or thing.removed_at is not None
    return hasattr(thing, "suspension" if isinstance(thing, Actor) else "withdrawal")


@dataclass(frozen=True)
class Row:
    """One thing in the queue, or one decision."""

    thing: ThingShown
    reasons: str
    times: str
    at: datetime
    outcome: str = ""
    mine: bool = False


def waiting_row(waiting: Waiting, *, viewer: Actor) -> Row:
    reasons = dict.fromkeys(report.reason for report in waiting.reports)
    count = len(waiting.reports)
    return Row(
        thing=thing_shown(waiting.thing, viewer=viewer),
        reasons=", ".join(str(capfirst(ReportReason(reason).label)) for reason in reasons),
        times=ngettext("%(count)s report", "%(count)s reports", count) % {"count": count},
        at=waiting.since,
        mine=any(report.by_id == viewer.pk for report in waiting.reports),
    )


def decision_row(decision: ReportDecision, *, viewer: Actor) -> Row:
    count: int = vars(decision)["reported"]
    times = ngettext("%(count)s report", "%(count)s reports", count) % {"count": count}
    return Row(
        thing=thing_shown(thing_of(decision), viewer=viewer),
        reasons=_("Decided by %(name)s") % {"name": decision.by.name},
        times=times if count else _("Unasked"),
        at=decision.at,
        outcome=outcome_of(decision),
    )


def outcome_of(decision: ReportDecision) -> str:
    if decision.statement is None:
        return _("Nothing wrong")
    return str(capfirst(Measure(decision.statement.measure).label))


@dataclass(frozen=True)
class StatementShown:
    """A statement of reasons in words."""

    measure: str
    against: str
    facts: str
    content: str
    lang: str
    until: datetime | None
    at: datetime
    lifted: str
    reminder: bool


def statement_shown(statement: Statement) -> StatementShown:
    lifting = getattr(statement, "lifting", None)
    return StatementShown(
        measure=str(capfirst(Measure(statement.measure).label)),
        against=against(statement),
        facts=statement.facts,
        content=statement.content,
        lang=statement.language,
        until=statement.until,
        at=statement.at,
        lifted=str(lifting.get_why_display()) if lifting is not None else "",
        reminder=statement.measure == Measure.REMINDED,
    )


def against(statement: Statement) -> str:
    """The rule by its number and version, or the law."""
    if statement.rule is not None:
        return _("House rule %(number)s, version %(version)s: %(title)s") % {
            "number": statement.rule.number,
            "version": statement.rule.rules.version,
            "title": statement.rule.title,
        }
    if statement.ground == Ground.LEGAL:
        return _("The law: %(law)s") % {"law": statement.law}
    return _("Decided before our rules had numbers")


def report_shown(report: Report) -> dict[str, object]:
    """One report for who moderates: with her words, and her name when she gave one."""
    return {
        "report": report,
        "reason": str(capfirst(ReportReason(report.reason).label)),
        "who": report.name or (report.by.name if report.by is not None else ""),
    }


def changed_since(thing: Thing, report: Report) -> bool:
    return words_of(thing) != report.seen


def days_of(time: timedelta | None) -> str:
    """How long something took, as precisely as people say it."""
    if time is None:
        return ""
    hours = round(time.total_seconds() / 3600)
    if hours < 48:
        return ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": hours}
    days = round(hours / 24)
    return ngettext("%(count)s day", "%(count)s days", days) % {"count": days}
