"""The page of one item: what it says, who answers for it, what is promised, and its trail."""

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from gangmaker.actors.models import Actor
from gangmaker.actors.queries import name_for
from gangmaker.contributions.queries import progress_of, supports_of
from gangmaker.trail import rules
from gangmaker.trail.models import Item, ItemAudience, ItemKind, PromiseKind
from gangmaker.trail.queries import (
    Told,
    Trail,
    goals_of,
    newest_ids,
    open_promise,
    promises_of,
    told_in,
    trail_of,
)
from gangmaker.web.guards import ActorRequest
from gangmaker.web.results.sections import cover_in
from gangmaker.web.results.shapes import Picture
from gangmaker.web.trails.sharing import share_of

from . import asks, doings, figures, gifts, replies, rows
from .sections import sections_of
from .shapes import State
from .threads import Telling, drawing_of

SERVING = 20
ASKING = (ItemKind.QUESTION, ItemKind.PROJECT)
CLOSED = (ItemKind.OFFER, ItemKind.RESULT)
STATIONS = 7  # drawn here; the page of the trail has all of them


@dataclass(frozen=True)
class Shown:
    """What item.html asks for as ``page``."""

    kind: str
    who: str
    where: str
    title: str
    summary: str
    lang: str
    is_translation: bool
    original_url: str
    key: str
    state: State | None
    goals: list[dict[str, str]]
    owner: str
    deputy: str
    join_url: str
    poster_url: str
    short_address: str
    published_on: date | None
    updated_on: date | None
    back_url: str
    back_label: str
    picture_url: str = ""
    picture_alt: str = ""


def item_page(request: ActorRequest, item: Item) -> HttpResponse:
    now = timezone.now()
    viewer = request.actor
    original = request.GET.get("original") == "language"
    language = item.language if original else rows.current_language()
    trail = trail_of(item, viewer=viewer, at=now)
    goals = goals_of(item, viewer=viewer, at=now)
    texts = told_in([item, *trail.items, *goals], language)
    promises = promises_of(item)
    promise = open_promise(promises)
    public = is_public(item, at=now)
    may_answer = (
        promise is not None
        and promise.kept_on is None
        and promise.kind == PromiseKind.ANSWER
        and rules.can_answer(viewer, item)
    )
    asking = [item.pk] if item.kind in ASKING and not _ended(item) else []
    needs = progress_of(asking).get(item.pk, [])
    end = replies.closes_on(item)
    join_url = _join_url(item, end=end, at=now)
    sections = sections_of(item, viewer=viewer, at=now)
    return render(
        request,
        "web/item.html",
        {
            "page": _shown(
                item,
                texts,
                goals=goals,
                viewer=viewer,
                at=now,
                join_url=join_url,
                end=end,
                cover=cover_in(sections),
            ),
            "promise": replies.owed(promise, item, viewer=viewer, on=timezone.localdate(now)),
            "asks": [asks.ask_of(need, join_url, language=item.language) for need in needs],
            "contributions": gifts.gifts_of(item, trail, texts, viewer=viewer, at=now),
            "answers": replies.answers_of(promises, viewer=viewer),
            "drawing": _drawing(trail, texts, item=item, viewer=viewer),
            "trail_url": reverse("web:trail", args=[item.slug]),
            "stations": len(trail.items),
            "share": share_of(item, texts[item.pk]) if public else None,
            "may_answer": may_answer,
            "answer_url": reverse("web:item-answer", args=[item.slug]) if may_answer else "",
            "happened": doings.happened(item, viewer=viewer),
            "doings": doings.doings(item, viewer=viewer),
            "supports": supports_of([item.pk]).get(item.pk, 0),
            "serving": _serving(item, viewer=viewer, at=now),
            "sections": sections,
            "canonical": settings.BASE_URL + rows.item_url(item) if public else "",
            "noindex": not public,
        },
    )


def is_public(item: Item, *, at: datetime) -> bool:
    """Whether everybody may know of it now."""
    return (
        item.audience == ItemAudience.PUBLIC
        and item.is_published(at=at)
        and not hasattr(item, "withdrawal")
    )


def _shown(
    item: Item,
    texts: dict[int, Told],
    *,
    goals: list[Item],
    viewer: Actor | None,
    at: datetime,
    join_url: str,
    end: date | None,
    cover: Picture | None,
) -> Shown:
    told = texts[item.pk]
    public = is_public(item, at=at)
    back_url, back_label = replies.way_back(item)
    return Shown(
        kind=rows.kind_of(item.kind),
        who=rows.who_of(item, viewer),
        where=item.area.name if item.area else "",
        title=told.title,
        summary=told.summary,
        lang=told.language,
        is_translation=told.is_translation,
        original_url=f"{rows.item_url(item)}?original=language" if told.is_translation else "",
        key=str(item.public_id),
        state=replies.where_it_stands(item, end=end, at=at),
        goals=[{"title": texts[goal.pk].title, "url": rows.item_url(goal)} for goal in goals],
        owner=name_for(item.owner, viewer),
        deputy=name_for(item.deputy, viewer) if item.deputy else "",
        join_url=join_url,
        poster_url=reverse("web:item-poster", args=[item.slug]) if public else "",
        short_address=short_address(item) if public else "",
        published_on=timezone.localdate(item.published_at) if item.published_at else None,
        updated_on=timezone.localdate(item.updated_at),
        back_url=back_url,
        back_label=back_label,
        picture_url=cover.large_url if cover else "",
        picture_alt=cover.alt if cover else "",
    )


def short_address(item: Item) -> str:
    """As people read it: without the scheme."""
    address = settings.BASE_URL + reverse("short-address", args=[item.code])
    return address.partition("://")[2]


def _join_url(item: Item, *, end: date | None, at: datetime) -> str:
    """Where to join in with it; offers and results, and what is not shown, take nothing."""
    if item.kind in CLOSED or not item.is_published(at=at) or hasattr(item, "withdrawal"):
        return ""
    if end is not None and end < timezone.localdate(at):
        return ""
    if _ended(item):
        return ""
    return f"{reverse('web:join')}?item={item.code}"


def _ended(item: Item) -> bool:
    """Whether it is a project that finished or stopped: it asks for nothing any more."""
    return item.kind == ItemKind.PROJECT and item.project.ended_on is not None


def _drawing(
    trail: Trail, texts: dict[int, Told], *, item: Item, viewer: Actor | None
) -> object | None:
    if len(trail.items) < 2:
        return None
    trail_url = reverse("web:trail", args=[item.slug])
    how = Telling(texts, viewer, current=item, most=STATIONS, trail_url=trail_url)
    return drawing_of(trail, how)


def _serving(item: Item, *, viewer: Actor | None, at: datetime) -> dict[str, object] | None:
    """For a goal: the newest items that serve it, and how many public ones there are."""
    if item.kind != ItemKind.GOAL:
        return None
    serving = Item.objects.filter(links_out__verb="serves_goal", links_out__target=item.pk).exclude(
        kind=ItemKind.ACTION
    )
    ids = newest_ids(serving, viewer=viewer, at=at, limit=SERVING)
    count = sum(figures.serving(at=at).get(item.pk, {}).values())
    return {
        "rows": rows.rows_of(ids, viewer=viewer, at=at),
        "count": count,
        "url": f"{reverse('web:explore')}?goal={item.slug}" if count else "",
    }
