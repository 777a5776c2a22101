"""One reported thing: as it was and as it is, who was restricted before, and deciding about it."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from gangmaker.actors.models import Actor, Statement
from gangmaker.core.refusals import Refused
from gangmaker.trail.mail_texts import page_url
from gangmaker.trail.mails import Mail
from gangmaker.trail.models import Report
from gangmaker.trail.moderation_mails import statement_mail
from gangmaker.trail.moderation_rules import can_decide
from gangmaker.trail.operations.deciding import Verdict, decide
from gangmaker.trail.queries.moderation import decisions_about, history_of, waiting_about
from gangmaker.trail.things import Thing, answers_for, language_of, words_of
from gangmaker.web.guards import ActorRequest
from gangmaker.web.keeping.requests import typed, who

from .forms import DecisionForm
from .sentences import SENTENCES, sentence
from .shapes import (
    changed_since,
    decision_row,
    is_gone,
    report_shown,
    statement_shown,
    thing_shown,
)

UNFIT = 422
NOT_WRITTEN_YET = "…"


def moderate(request: ActorRequest, thing: Thing) -> HttpResponse:
    """The page of one thing, also when nobody reported it: moderators come across things too."""
    reports, now = waiting_about(thing), timezone.now()
    sent = typed(request)
    if sent is not None and "sentence" in sent:
        initial = _with_sentence(sent, thing)
        return _page(request, thing, reports, DecisionForm(initial=initial, thing=thing, now=now))
    form = DecisionForm(sent, initial={"seen": _numbers(reports)}, thing=thing, now=now)
    if not form.is_valid():
        return _page(request, thing, reports, form, status=UNFIT if form.is_bound else 200)
    if "preview" in request.POST:
        preview = _preview(thing, form.verdict(), by=who(request), now=now)
        return _page(request, thing, reports, form, preview=preview)
    return _decide(request, thing, reports, form, now=now)


def _decide(
    request: ActorRequest, thing: Thing, reports: list[Report], form: DecisionForm, *, now: datetime
) -> HttpResponse:
    try:
        decide(
            thing=thing, by=who(request), verdict=form.verdict(), seen=form.reports_seen(), now=now
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        reports = waiting_about(thing)
        return _page(request, thing, reports, _shown_anew(form, reports, now=now), status=UNFIT)
    messages.success(request, _("Decided. Whom it concerns is told, and so is who reported it."))
    return redirect("web:moderation")


def _shown_anew(form: DecisionForm, reports: list[Report], *, now: datetime) -> DecisionForm:
    """The form as it was typed, about the reports that are on the page now."""
    again = DecisionForm(
        {**form.data.dict(), "seen": _numbers(reports)},  # type: ignore[attr-defined]  # as it was sent
        thing=form.thing,
        now=now,
    )
    again.full_clean()
    for error in form.non_field_errors():
        again.add_error(None, error)
    return again


def _numbers(reports: list[Report]) -> str:
    return ",".join(str(report.pk) for report in reports)


def _with_sentence(sent: QueryDict, thing: Thing) -> dict[str, str]:
    """What was typed, with a sentence at the end of the facts."""
    more = sentence(str(sent["sentence"]), language=_read_by(thing))
    facts = "\n\n".join(part for part in (str(sent.get("facts", "")).strip(), more) if part)
    return {**sent.dict(), "facts": facts}  # type: ignore[dict-item]  # of text fields only


def _read_by(thing: Thing) -> str:
    """The language of the author's messages, when it is one of ours."""
    reads = answers_for(thing).reads
    return reads if reads in ("nl", "en", "fr") else "nl"


def _preview(thing: Thing, verdict: Verdict, *, by: Actor, now: datetime) -> Mail | None:
    """The statement of reasons as its author would get it; None when nothing is wrong."""
    if verdict.measure is None or verdict.reasons is None:
        return None
    reasons = verdict.reasons
    statement = Statement(
        to=answers_for(thing),
        measure=verdict.measure,
        ground=reasons.ground,
        rule=reasons.rule,
        law=reasons.law,
        facts=reasons.facts,
        content=words_of(thing),
        language=reasons.language,
        until=reasons.until,
        by=by,
        at=now,
    )
    with translation.override(_read_by(thing)):
        return statement_mail(statement, url=page_url("statement-of-reasons", NOT_WRITTEN_YET))


def _page(
    request: ActorRequest,
    thing: Thing,
    reports: list[Report],
    form: DecisionForm,
    *,
    preview: Mail | None = None,
    status: int = 200,
) -> HttpResponse:
    viewer = who(request)
    author = answers_for(thing)
    first = reports[0] if reports else None
    return render(
        request,
        "web/moderation/thing.html",
        {
            "thing": thing_shown(thing, viewer=viewer),
            "words": words_of(thing),
            "words_then": first.seen if first and changed_since(thing, first) else "",
            "lang": language_of(thing),
            "gone": is_gone(thing),
            "reports": [report_shown(report) for report in reports],
            "form": form,
            "sentences": SENTENCES,
            "author": author,
            "reachable": bool(author.email),
            "history": [statement_shown(each) for each in history_of(author)],
            "decided": [decision_row(each, viewer=viewer) for each in decisions_about(thing)],
            "may_decide": can_decide(viewer, thing, reports),
            "preview": preview,
        },
        status=status,
    )
