"""The first page: what is asked, how we answer, what came of it."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db.models import Exists, OuterRef, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gangmaker.contributions.models import Form
from gangmaker.core.workdays import working_days_between
from gangmaker.trail.models import Answer, Item, ItemKind, ItemQuerySet, Link, LinkVerb
from gangmaker.trail.operations import working_days_for
from gangmaker.trail.queries import Told, Trail, newest_ids, public_trail, told_in
from gangmaker.web.epoch import remembered
from gangmaker.web.guards import ActorRequest
from gangmaker.web.kept import kept

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
    all_wanted = newest_ids(open_questions(at=now), viewer=None, at=now)
    wanted = all_wanted[:WANTED]
    latest = remembered("latest", lambda: _latest(at=now))
    items = rows.with_facts([*wanted, *latest])
    start, trail = _trail_to_show(at=now)
    stations = trail.items if trail else ()
    told = {item.pk: item for item in (*items, *stations)}
    texts = told_in(told.values(), rows.current_language())
    return render(
        request,
        "web/home.html",
        {
            "form_links": form_links(),
            "answer_days": remembered("answer days", lambda: working_days_for(ItemKind.IDEA)),
            "example": _example(told[start], trail, texts) if trail else None,
            "wanted": rows.rows_from(items[: len(wanted)], texts, viewer=request.actor, at=now),
            "wanted_total": len(all_wanted),
            "stats": figures.stats(found),
            "counted": figures.counted(found),
            "cards": _cards(items[len(wanted) :], latest, texts, at=now),
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


def _trail_to_show(*, at: datetime) -> tuple[int, Trail | None]:
    """Whose trail went all the way, else the longest, as far as everybody may see it now."""
    stories = kept(figures.STORIES, lambda: _stories(at=at), at=at)
    start = next(iter(stories or figures.example_ids(at=at)), 0)
    trail = public_trail(start, at=at) if start else None
    return start, trail if trail and len(trail.items) > 1 else None


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


def _example(item: Item, trail: Trail, texts: Mapping[int, Told]) -> Example:
    whole_url = reverse("web:trail", args=[item.slug])
    return Example(
        title=texts[trail.items[0].pk].title,
        url=whole_url,
        drawing=drawing_of(trail, Telling(texts, viewer=None, most=STATIONS, trail_url=whole_url)),
    )


def _latest(*, at: datetime) -> dict[int, Answer | None]:
    """The latest answered items and, where there are few, the latest ideas; public only."""
    public = Item.objects.visible_to(None, at=at)
    answered: dict[int, Answer] = {}
    seen = Exists(public.filter(pk=OuterRef("item")))  # asked row by row: twelve are enough
    latest = Answer.objects.filter(seen, at__lte=at).select_related("promise")
    for answer in latest.order_by("-at", "-pk")[: CARDS * 2]:
        answered.setdefault(answer.item_id, answer)
    ideas = newest_ids(Item.objects.filter(kind=ItemKind.IDEA), viewer=None, at=at, limit=CARDS)
    chosen = list(dict.fromkeys([*list(answered)[: CARDS // 2], *ideas, *answered]))[:CARDS]
    return {pk: answered.get(pk) for pk in chosen}


def _cards(
    items: Sequence[Item],
    latest: Mapping[int, Answer | None],
    texts: Mapping[int, Told],
    *,
    at: datetime,
) -> list[Card]:
    minis = minis_of(list(latest), at=at)
    return [
        rows.card_of(
            item,
            thread=minis.get(item.pk),
            title=texts[item.pk].title,
            lang=texts[item.pk].language,
            note=_note(item, latest.get(item.pk)),
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
