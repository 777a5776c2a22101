"""What is promised about an item and what was answered, for its page."""

from collections.abc import Sequence
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from gangmaker.actors.models import Actor
from gangmaker.actors.queries import name_for
from gangmaker.trail.models import Answer, EndKind, Item, ItemKind, Promise, PromiseKind
from gangmaker.trail.queries.journal import Journal

from .rows import outcome_label, stage_state
from .shapes import Owed, Said, State


def way_back(item: Item) -> tuple[str, str]:
    """The list where people found it: its address and its name."""
    if item.kind in (ItemKind.GOAL, ItemKind.ACTION):
        return reverse("web:goals"), _("Goals")
    lists = {
        ItemKind.QUESTION: _("Questions"),
        ItemKind.IDEA: _("Ideas"),
        ItemKind.OFFER: pgettext("a list of items", "Offers"),
        ItemKind.PROJECT: _("Projects"),
        ItemKind.RESULT: _("Results"),
        ItemKind.BRIEF: _("Briefs"),
        ItemKind.INTRODUCTION: _("Introductions"),
    }
    return f"{reverse('web:explore')}?kind={item.kind}", lists[ItemKind(item.kind)]


def owed(promise: Promise | None, item: Item, *, viewer: Actor | None, on: date) -> Owed | None:
    """What is owed now, or how the last promise was kept; nothing about what was withdrawn."""
    if promise is None or hasattr(item, "withdrawal"):
        return None
    return Owed(
        kind=promise.kind,
        due_on=promise.due_on,
        owner=name_for(promise.owner, viewer),
        deputy=name_for(item.deputy, viewer) if item.deputy else "",
        overdue=promise.is_overdue(on=on),
        kept_on=promise.kept_on,
    )


def answers_of(journal: Journal, *, viewer: Actor | None) -> list[Said]:
    """Everything that was answered, newest first."""
    done = _steps_done(journal.promises)
    return [
        _said(answer, viewer, done.get((answer.next_step, timezone.localdate(answer.at))))
        for answer in reversed(journal.answers)
    ]


def _steps_done(promises: Sequence[Promise]) -> dict[tuple[str, date], date | None]:
    """When each step was done that an answer promised, by its words and the day of the answer."""
    steps = (promise for promise in promises if promise.kind == PromiseKind.NEXT_STEP)
    return {(step.what, step.made_on): step.kept_on for step in steps}


def _said(answer: Answer, viewer: Actor | None, done_on: date | None) -> Said:
    receiver, behalf = answer.redirected_to, answer.on_behalf_of
    open_receiver = receiver is not None and receiver.audience == "public"
    return Said(
        outcome_label=outcome_label(answer.outcome),
        reason=answer.reason,
        lang=answer.language,
        by=name_for(answer.by, viewer),
        on_behalf_of=name_for(behalf, viewer) if behalf else "",
        on=timezone.localdate(answer.at),
        next_step=answer.next_step,
        next_step_on=answer.next_step_on,
        next_step_done_on=done_on,
        redirected_to_name=name_for(receiver, viewer) if receiver else "",
        redirected_to_url=(
            reverse("web:actor", args=[receiver.slug]) if receiver and open_receiver else ""
        ),
        late=timezone.localdate(answer.at) > answer.promise.due_on,
    )


def closes_on(item: Item) -> date | None:
    """Until when a question is open; ``item.question`` comes with the item."""
    if item.kind != ItemKind.QUESTION:
        return None
    end: date | None = item.question.closes_on
    return end


def where_it_stands(item: Item, *, end: date | None, at: datetime) -> State | None:
    """What a reader should know first: not shown (yet), closed or open; a project's stage."""
    if hasattr(item, "withdrawal"):
        return State("overdue", _("withdrawn"))
    if item.kind == ItemKind.BRIEF:
        return None  # its section says more
    if item.published_at is None:
        return State("waiting", _("draft"))
    if item.published_at > at:
        return State("waiting", _("not shown yet"))
    return _shown_as(item, end=end, at=at)


def _shown_as(item: Item, *, end: date | None, at: datetime) -> State | None:
    """Of what is shown: asleep, ended, closed, open, or the stage of a project."""
    if item.asleep_since is not None:
        return State("asleep", _("asleep"))
    if hasattr(item, "ending"):
        return State("done", str(EndKind(item.ending.how).label))
    if item.kind == ItemKind.PROJECT:
        return stage_state(item.project.stage)
    if item.kind != ItemKind.QUESTION:
        return None
    if end is not None and end < timezone.localdate(at):
        return State("done", _("closed"))
    return State("open", _("open"))
