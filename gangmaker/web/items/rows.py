"""Rows and cards of items, in the reader's language and as far as she may know the people."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import F, OuterRef, Subquery
from django.db.models.expressions import Combinable
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from gangmaker.actors.models import Actor
from gangmaker.actors.queries import name_for
from gangmaker.contributions.models import Form
from gangmaker.contributions.queries import NeedProgress, progress_of
from gangmaker.projects.models import Stage
from gangmaker.trail.models import Answer, EndKind, Item, ItemKind, Outcome, Promise, PromiseKind
from gangmaker.trail.queries import Told, items_in_order, told_in
from gangmaker.web import quantities
from gangmaker.web.dates import short_day
from gangmaker.web.results.shapes import Picture

from .minis import Mini, minis_of
from .shapes import Card, Progress, Row, State


def current_language() -> str:
    return get_language() or "nl"


def item_url(item: Item) -> str:
    return reverse("web:item", args=[item.slug])


def kind_of(kind: str) -> str:
    return capfirst(str(ItemKind(kind).label))


def who_of(item: Item, viewer: Actor | None) -> str:
    """Who contributed it: the organisation when it was done on its behalf."""
    return name_for(item.on_behalf_of or item.by, viewer)


def rows_of(
    ids: Sequence[int], *, viewer: Actor | None, at: datetime, trails: bool = False
) -> list[Row]:
    """Rows for these items in this order; three queries, however many; with ``trails`` four."""
    items = with_facts(ids)
    texts = told_in(items, current_language())
    threads = minis_of(ids, at=at) if trails else None
    return rows_from(items, texts, viewer=viewer, at=at, threads=threads)


def rows_from(
    items: Sequence[Item],
    texts: Mapping[int, Told],
    *,
    viewer: Actor | None,
    at: datetime,
    threads: Mapping[int, Mini] | None = None,
) -> list[Row]:
    """Rows for what was looked up ``with_facts``; one query."""
    progress = progress_of([item.pk for item in items])
    today = timezone.localdate(at)
    return [
        Row(
            url=item_url(item),
            title=texts[item.pk].title,
            lang=texts[item.pk].language,
            kind=kind_of(item.kind),
            who=who_of(item, viewer),
            forms=forms_asked(progress.get(item.pk, [])),
            when=_slept(item)
            or _when(item, _fact(item, "closes_on"), _fact(item, "stage"), today=today),
            progress=_progress(item, progress.get(item.pk, [])),
            state=(
                _waits(_fact(item, "answer_due_on"), today=today)
                or asleep_state(item)
                or _ended(_fact(item, "ended"))
                or _answered(_fact(item, "outcome"))
            ),
            thread=threads.get(item.pk) if threads else None,
        )
        for item in items
    ]


def with_facts(ids: Sequence[int]) -> list[Item]:
    """Items with what a row says of their kind and of their answers. One query."""
    return items_in_order(ids, **facts())


def facts() -> "dict[str, Combinable]":
    """What a row says of an item, to annotate with.

    Where it is from, until when a question is open, where a project stands, how it ended, by when
    an answer is owed, and how it was answered last.
    """
    owed = Promise.objects.waiting().filter(kind=PromiseKind.ANSWER, item=OuterRef("pk"))
    answered = Answer.objects.filter(item=OuterRef("pk")).order_by("-at", "-pk")
    return {
        "where": F("area__name"),
        "closes_on": F("question__closes_on"),
        "stage": F("project__stage"),
        "ended": F("ending__how"),
        "answer_due_on": Subquery(owed.values("due_on")[:1]),
        "outcome": Subquery(answered.values("outcome")[:1]),
    }


def _fact(item: Item, name: str) -> Any:
    return getattr(item, name)


def stage_state(stage: str | None) -> State | None:
    """Where a project stands, for the head of its page."""
    if not stage:
        return None
    kinds = {Stage.PROPOSED: "waiting", Stage.FINISHED: "done", Stage.STOPPED: "overdue"}
    return State(kinds.get(Stage(stage), "open"), str(Stage(stage).label))


def asleep_state(item: Item) -> State | None:
    return State("asleep", _("asleep")) if item.asleep_since else None


def _ended(how: str | None) -> State | None:
    return State("done", str(EndKind(how).label)) if how else None


def _slept(item: Item) -> str:
    """Since when it sleeps; empty for what is awake."""
    if item.asleep_since is None:
        return ""
    return _("since %(date)s") % {"date": short_day(item.asleep_since)}


def _progress(item: Item, needs: Sequence[NeedProgress]) -> Progress | None:
    """Nobody knows whether what sleeps still asks for something."""
    return None if item.asleep_since else main_progress(needs, language=item.language)


def outcome_label(outcome: str) -> str:
    told = {
        Outcome.ACCEPTED.value: _("Accepted"),
        Outcome.REDIRECTED.value: _("Passed on"),
        Outcome.DECLINED.value: _("Not now"),
    }
    return told[outcome]


def _answered(outcome: str | None) -> State | None:
    return State("done", outcome_label(outcome)) if outcome else None


def forms_asked(needs: Sequence[NeedProgress]) -> str:
    labels = dict.fromkeys(str(Form(need.form).label) for need in needs)
    return capfirst(", ".join(labels))


def main_progress(needs: Sequence[NeedProgress], *, language: str) -> Progress | None:
    """The need of which the largest part is still open; of equals the first."""
    if not needs:
        return None
    least = min(needs, key=lambda need: _share(need, need.pledged))
    return progress_on(least, language=language)


def progress_on(need: NeedProgress, *, language: str) -> Progress:
    """In the words of the item when the reader reads its language, otherwise in ours."""
    label = need.label if language == current_language() else ""
    return Progress(
        label=quantities.part(need.unit, need.pledged, need.needed, form=need.form, label=label),
        percent=_share(need, need.pledged),
        confirmed_percent=_share(need, need.confirmed),
        detail=_confirmed(need),
    )


def _confirmed(need: NeedProgress) -> str:
    if not need.confirmed:
        return ""
    given = quantities.amount(need.unit, need.confirmed, form=need.form)
    if need.unit == "items":
        given = quantities.number(need.confirmed)
    return _("%(amount)s confirmed") % {"amount": given}


def _share(need: NeedProgress, given: int) -> int:
    return quantities.percent(need.unit, given, need.needed)


def _waits(due_on: date | None, *, today: date) -> State | None:
    if due_on is None:
        return None
    if due_on < today:
        return State("overdue", _("answer is overdue"))
    return State("waiting", _("waits for an answer"))


def _when(item: Item, closes_on: date | None, stage: str | None, *, today: date) -> str:
    if stage:
        return capfirst(str(Stage(stage).label))
    if item.kind != ItemKind.QUESTION:
        return shown_on(item)
    if closes_on is None:
        return _("open-ended")
    left = (closes_on - today).days
    if left < 0:
        return _("closed")
    if left == 0:
        return _("until today")
    return ngettext("%(days)s day left", "%(days)s days left", left) % {"days": left}


def shown_on(item: Item) -> str:
    return short_day(timezone.localtime(item.published_at)) if item.published_at else ""


def card_of(
    item: Item,
    *,
    title: str,
    lang: str,
    note: str,
    thread: Mini | None = None,
    cover: Picture | None = None,
) -> Card:
    return Card(
        url=item_url(item),
        key=str(item.public_id),
        title=title,
        lang=lang,
        kicker=kind_of(item.kind),
        kicker_second=_fact(item, "where") or "",
        note=f"{_('asleep')} {_slept(item)}" if item.asleep_since else note,
        picture_url=cover.medium_url if cover else "",
        picture_alt=cover.alt if cover else "",
        thread=thread,
    )
