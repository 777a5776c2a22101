"""The first page: what is asked, how we answer, what came of it."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gangmaker.actors.models import Actor
from gangmaker.contributions.models import Form
from gangmaker.core.workdays import working_days_between
from gangmaker.trail.models import Answer, Item, ItemKind, ItemQuerySet
from gangmaker.trail.operations import working_days_for
from gangmaker.trail.queries import items_in_order, newest_ids, told_in, trail_of
from gangmaker.web.guards import ActorRequest

from . import figures, rows
from .minis import minis_of
from .shapes import Card, Example, FormLink
from .threads import Telling, drawing_of

WANTED = 6
CARDS = 6
STATIONS = 7  # of the example: what fits beside each other


def home(request: ActorRequest) -> HttpResponse:
    now = timezone.now()
    found = figures.figures(at=now)
    wanted = newest_ids(open_questions(at=now), viewer=None, at=now)
    return render(
        request,
        "web/home.html",
        {
            "form_links": form_links(),
            "answer_days": working_days_for(ItemKind.IDEA),
            "example": _example(at=now),
            "wanted": rows.rows_of(wanted[:WANTED], viewer=request.actor, at=now),
            "wanted_total": len(wanted),
            "stats": figures.stats(found),
            "counted": figures.counted(found),
            "cards": _cards(request.actor, at=now),
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
    """Questions that still take contributions."""
    today = timezone.localdate(at)
    still_open = Q(question__closes_on=None) | Q(question__closes_on__gte=today)
    return Item.objects.filter(still_open, kind=ItemKind.QUESTION)


def _example(*, at: datetime) -> Example | None:
    """The longest public trail, drawn as far as everybody may see it now."""
    ids = figures.example_ids(at=at)
    visible = Item.objects.visible_to(None, at=at).select_related(
        "by__area", "on_behalf_of__area", "area"
    )
    item = visible.filter(pk__in=ids[:1]).first()
    if item is None:
        return None
    trail = trail_of(item, viewer=None, at=at)
    if len(trail.items) < 2:
        return None
    texts = told_in(trail.items, rows.current_language())
    whole_url = reverse("web:trail", args=[item.slug])
    return Example(
        title=texts[trail.items[0].pk].title,
        url=whole_url,
        drawing=drawing_of(trail, Telling(texts, viewer=None, most=STATIONS, trail_url=whole_url)),
    )


def _cards(viewer: Actor | None, *, at: datetime) -> list[Card]:
    """The latest answers and, where there are few, the latest ideas; public only."""
    public = Item.objects.visible_to(None, at=at)
    answered: dict[int, Answer] = {}
    seen = Exists(public.filter(pk=OuterRef("item")))  # asked row by row: twelve are enough
    latest = Answer.objects.filter(seen, at__lte=at).select_related("promise")
    for answer in latest.order_by("-at", "-pk")[: CARDS * 2]:
        answered.setdefault(answer.item_id, answer)
    ideas = newest_ids(Item.objects.filter(kind=ItemKind.IDEA), viewer=None, at=at, limit=CARDS)
    chosen = list(dict.fromkeys([*list(answered)[: CARDS // 2], *ideas, *answered]))[:CARDS]
    items = items_in_order(chosen)
    texts = told_in(items, rows.current_language())
    minis = minis_of(chosen, at=at)
    return [
        rows.card_of(
            item,
            thread=minis.get(item.pk),
            title=texts[item.pk].title,
            lang=texts[item.pk].language,
            note=_note(item, answered.get(item.pk)),
        )
        for item in items
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
