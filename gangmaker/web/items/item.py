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
from gangmaker.actors.together import Lists, first
from gangmaker.brokerage.brief_rules import takes_offers
from gangmaker.contributions.queries import progress_of
from gangmaker.projects.queries.hanging import Hanging, Reader, hanging_on
from gangmaker.trail import rules
from gangmaker.trail.models import Item, ItemAudience, ItemKind
from gangmaker.trail.queries.lists import NEWEST
from gangmaker.trail.queries.talk import Talk
from gangmaker.web.guards import ActorRequest
from gangmaker.web.handing.said import Asleep, Ended, asleep_of, ended_of
from gangmaker.web.meanings.shown import about
from gangmaker.web.results.sections import cover_in
from gangmaker.web.results.shapes import Picture
from gangmaker.web.talk.section import doings_of, newest_on
from gangmaker.web.trails.sharing import share_of

from . import asks, doings, gifts, replies, rows
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
    picture_medium_url: str = ""
    picture_alt: str = ""
    asleep: Asleep | None = None
    ending: Ended | None = None


def item_page(
    request: ActorRequest, item: Item, supporters: int, serving: int, involved: bool, talk: Talk
) -> HttpResponse:
    now = timezone.now()
    viewer = request.actor
    original = request.GET.get("original") == "language"
    reader = Reader(
        viewer=viewer,
        at=now,
        language=item.language if original else rows.current_language(),
        involved=involved,
        verbs=doings.verbs_for(item, viewer=viewer),
    )
    on = hanging_on(item, reader, more=_more(item, viewer=viewer, at=now))
    promise = on.journal.open_promise
    public = is_public(item, at=now)
    may_answer = on.journal.waits_for_answer and rules.can_answer(viewer, item)
    asking = [item.pk] if item.kind in ASKING and not _ended(item) else []
    needs = progress_of(asking).get(item.pk, [])
    end = replies.closes_on(item)
    join_url = _join_url(item, end=end, at=now)
    sections = sections_of(on)
    cover = cover_in(sections)
    return render(
        request,
        "web/item.html",
        {
            "page": _shown(on, join_url=join_url, end=end, cover=cover),
            "promise": replies.owed(promise, item, viewer=viewer, on=timezone.localdate(now)),
            "asks": [asks.ask_of(need, join_url, language=item.language) for need in needs],
            "contributions": gifts.gifts_of(on),
            "answers": replies.answers_of(on.journal, viewer=viewer),
            "drawing": _drawing(on),
            "trail_url": reverse("web:trail", args=[item.slug]),
            "stations": len(on.trail.items),
            "share": share_of(item, on.texts[item.pk], cover) if public else None,
            "may_answer": may_answer,
            "answer_url": reverse("web:item-answer", args=[item.slug]) if may_answer else "",
            "about": about(on),
            "happened": doings.happened(on),
            "doings": [
                *doings.doings(item, viewer=viewer),
                *doings_of(item, talk, viewer=viewer, on=on),
            ],
            "thanks": talk.thanks,
            "newest": newest_on(on, talk),
            "supports": supporters,
            "serving": _serving(on, serving),
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


def _shown(on: Hanging, *, join_url: str, end: date | None, cover: Picture | None) -> Shown:
    item, viewer, at = on.item, on.reader.viewer, on.reader.at
    told = on.texts[item.pk]
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
        goals=[{"title": on.texts[one.pk].title, "url": rows.item_url(one)} for one in on.goals],
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
        picture_medium_url=cover.medium_url if cover else "",
        picture_alt=cover.alt if cover else "",
        asleep=asleep_of(item, viewer),
        ending=ended_of(item, viewer),
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
    if _ended(item) or not _takes_offers(item):
        return ""
    return f"{reverse('web:join')}?item={item.code}"


def _takes_offers(item: Item) -> bool:
    """An introduction takes nothing, and not every brief does."""
    if item.kind == ItemKind.BRIEF:
        return takes_offers(item.brief)
    return item.kind != ItemKind.INTRODUCTION


def _ended(item: Item) -> bool:
    """Whether it is a project that finished or stopped: it asks for nothing any more."""
    return item.kind == ItemKind.PROJECT and item.project.ended_on is not None


def _drawing(on: Hanging) -> object | None:
    if len(on.trail.items) < 2:
        return None
    trail_url = reverse("web:trail", args=[on.item.slug])
    how = Telling(on.texts, on.reader.viewer, current=on.item, most=STATIONS, trail_url=trail_url)
    return drawing_of(on.trail, how)


def _more(item: Item, *, viewer: Actor | None, at: datetime) -> Lists:
    """For a goal: the newest items that serve it; its actions stand apart."""
    if item.kind != ItemKind.GOAL:
        return {}
    linked = Item.objects.filter(links_out__verb="serves_goal", links_out__target=item.pk)
    seen = linked.exclude(kind=ItemKind.ACTION).visible_to(viewer, at=at).published(at=at)
    return {"serving": first(seen.order_by(*NEWEST), SERVING).annotate(**rows.facts())}


def _serving(on: Hanging, count: int) -> dict[str, object] | None:
    """For a goal: the newest items that serve it, and how many public ones there are."""
    if on.item.kind != ItemKind.GOAL:
        return None
    viewer, at = on.reader.viewer, on.reader.at
    return {
        "rows": rows.rows_from(on.rows["serving"], on.texts, viewer=viewer, at=at),
        "count": count,
        "url": f"{reverse('web:explore')}?goal={on.item.slug}" if count else "",
    }
