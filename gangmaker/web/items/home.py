"""The first page: what is asked, how we answer, what came of it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gangmaker.actors.together import Found, Lists, first, know_everybody, together
from gangmaker.contributions.models import Form
from gangmaker.core.workdays import working_days_between
from gangmaker.projects.queries.papers import covers_of
from gangmaker.trail.models import (
    Answer,
    Item,
    ItemKind,
    ItemQuerySet,
    Link,
    LinkVerb,
    Promise,
    PromiseTerm,
)
from gangmaker.trail.operations import DEFAULT_WORKING_DAYS
from gangmaker.trail.queries import Told, Trail, newest_ids
from gangmaker.trail.queries.lists import NEWEST
from gangmaker.trail.queries.texts import told_of_all, words_of_all
from gangmaker.trail.queries.trails import reach_of, trail_in, trail_lists
from gangmaker.web.guards import ActorRequest
from gangmaker.web.kept import kept
from gangmaker.web.results.shapes import Picture
from gangmaker.web.results.telling import picture_of

from . import figures, rows
from .minis import minis_of
from .shapes import Card, Example, FormLink
from .threads import Telling, drawing_of

WANTED = 6
CARDS = 6
STATIONS = 7  # of the example: what fits beside each other


def home(request: ActorRequest) -> HttpResponse:
    """Whatever is shown of items is looked up at once, in every part of the page."""
    now = timezone.now()
    found = figures.figures(at=now)
    wanted = newest_ids(open_questions(at=now), viewer=None, at=now)
    start = _trail_to_show(at=now)
    reach = reach_of(start, viewer=None, at=now) if start else None
    lists: dict[str, QuerySet[Any]] = {
        "wanted": Item.objects.filter(pk__in=wanted[:WANTED]).annotate(**rows.facts()),
        **_latest(at=now),
        "terms": PromiseTerm.objects.filter(kind=ItemKind.IDEA),
        **(trail_lists(reach, viewer=None, at=now) if reach else {}),
    }
    on = together({**lists, **words_of_all(lists, rows.current_language())})
    know_everybody(*on.values())
    texts = told_of_all(on)
    trail = trail_in(on, at=now, cut=reach.cut) if reach else None
    newest = sorted(on["wanted"], key=lambda item: wanted.index(item.pk))
    return render(
        request,
        "web/home.html",
        {
            "form_links": form_links(),
            "answer_days": next((term.working_days for term in on["terms"]), DEFAULT_WORKING_DAYS),
            "example": _example(start, trail, texts) if trail else None,
            "wanted": rows.rows_from(newest, texts, viewer=request.actor, at=now),
            "wanted_total": len(wanted),
            "stats": figures.stats(found),
            "counted": figures.counted(found),
            "cards": _cards(on, texts, at=now),
        },
    )


def form_links(code: str = "") -> list[FormLink]:
    """The seven forms, each to join in with it (for the item with short address ``code``)."""
    join = reverse("web:join")
    rest = f"&item={code}" if code else ""
    return [
        FormLink(value, capfirst(str(label)), f"{join}?form={value}{rest}")
        for value, label in Form.choices
    ]


def open_questions(*, at: datetime) -> ItemQuerySet:
    """Questions that still take contributions; what is asleep is not counted among them."""
    today = timezone.localdate(at)
    still_open = Q(question__closes_on=None) | Q(question__closes_on__gte=today)
    return Item.objects.filter(still_open, kind=ItemKind.QUESTION, asleep_since=None)


def _trail_to_show(*, at: datetime) -> int:
    """Whose trail went all the way, else the longest; 0 for none."""
    stories = kept(figures.STORIES, lambda: _stories(at=at), at=at)
    return next(iter(stories or figures.example_ids(at=at)), 0)


def _stories(*, at: datetime) -> tuple[int, ...]:
    """The newest public result that was handed on to a project of which a result came again."""
    public = Item.objects.visible_to(None, at=at)
    again = Link.objects.filter(verb=LinkVerb.PRODUCED, target__in=public.values("pk"))
    handed_on = Link.objects.filter(
        verb=LinkVerb.HANDED_ON_AS,
        source__in=public.filter(kind=ItemKind.RESULT).values("pk"),
        target__in=again.values("source"),
    )
    return tuple(handed_on.order_by("-at", "-pk").values_list("source", flat=True)[:1])


def _example(start: int, trail: Trail, texts: Mapping[int, Told]) -> Example | None:
    """As far as everybody may see it now; none when the item itself is hidden since."""
    items = {item.pk: item for item in trail.items}
    if start not in items or len(items) < 2:
        return None
    whole_url = reverse("web:trail", args=[items[start].slug])
    return Example(
        title=texts[trail.items[0].pk].title,
        url=whole_url,
        drawing=drawing_of(trail, Telling(texts, viewer=None, most=STATIONS, trail_url=whole_url)),
    )


def _latest(*, at: datetime) -> Lists:
    """The latest answers with their items, the latest ideas, and their covers; public only."""
    public = Item.objects.visible_to(None, at=at)
    seen = Exists(public.filter(pk=OuterRef("item")))  # asked row by row: twelve are enough
    answers = Answer.objects.filter(seen, at__lte=at).order_by("-at", "-pk")
    latest = first(answers, CARDS * 2)
    ideas = first(public.filter(kind=ItemKind.IDEA, asleep_since=None).order_by(*NEWEST), CARDS)
    shown = Q(pk__in=latest.values("item")) | Q(pk__in=ideas.values("pk"))
    return {
        "answers": latest,
        "promises": Promise.objects.filter(answer__in=latest),
        "answered": Item.objects.filter(pk__in=latest.values("item")).annotate(**rows.facts()),
        "ideas": ideas.annotate(**rows.facts()),
        "covers": covers_of(Item.objects.filter(shown)),
    }


def _cards(on: Found, texts: Mapping[int, Told], *, at: datetime) -> list[Card]:
    """Half of them the latest that were answered, the others ideas while there are any."""
    promises = {promise.pk: promise for promise in on["promises"]}
    answers: dict[int, Answer] = {}
    for answer in on["answers"]:
        answer.promise = promises[answer.promise_id]
        answers.setdefault(answer.item_id, answer)
    items = {item.pk: item for item in (*on["answered"], *on["ideas"])}
    ideas = [item.pk for item in on["ideas"]]
    chosen = list(dict.fromkeys([*list(answers)[: CARDS // 2], *ideas, *answers]))[:CARDS]
    minis = minis_of(chosen, at=at)
    covers: dict[int, Picture] = {}
    for cover in on["covers"]:
        if cover.item_id in items:
            covers.setdefault(cover.item_id, picture_of(items[cover.item_id].slug, cover))
    return [
        rows.card_of(
            items[pk],
            cover=covers.get(pk),
            thread=minis.get(pk),
            title=texts[pk].title,
            lang=texts[pk].language,
            note=_note(items[pk], answers.get(pk)),
        )
        for pk in chosen
    ]


def _note(item: Item, answer: Answer | None) -> str:
    if answer is None:
        return rows.shown_on(item)
    days = working_days_between(answer.promise.made_on, timezone.localdate(answer.at))
    if days == 0:
        return _("answered the same day")
    return ngettext(
        "answered in %(days)s working day", "answered in %(days)s working days", days
    ) % {"days": days}
