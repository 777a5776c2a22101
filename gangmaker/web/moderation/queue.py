"""What waits for a moderator, the oldest first; what she and others decided."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gangmaker.actors.models import Actor
from gangmaker.core.refusals import Refused
from gangmaker.trail.models import Flag, FlagVerdict, Objection
from gangmaker.trail.moderation_rules import can_decide_objection
from gangmaker.trail.operations.flags import look_at_flag
from gangmaker.trail.queries.moderation import (
    Flagged,
    decisions,
    flags_waiting,
    heaps,
    objections_waiting,
    waiting_on,
    waiting_things,
)
from gangmaker.web.guards import ActorRequest
from gangmaker.web.keeping.requests import who

from .shapes import Row, decision_row, waiting_row

PER_PAGE = 30


class Heap(StrEnum):
    WAITING = "waiting"
    OBJECTIONS = "objections"
    FLAGS = "flags"
    MINE = "mine"
    DECIDED = "decided"


HEAP_NAMES = {
    Heap.WAITING: gettext_lazy("Waiting"),
    Heap.OBJECTIONS: gettext_lazy("Objections"),
    Heap.FLAGS: gettext_lazy("Flags"),
    Heap.MINE: gettext_lazy("Decided by me"),
    Heap.DECIDED: gettext_lazy("Decided"),
}


@dataclass(frozen=True)
class ObjectionRow:
    url: str
    who: str
    first_by: str
    objection: Objection
    may_decide: bool


def queue(request: ActorRequest) -> HttpResponse:
    viewer = who(request)
    heap = _chosen(request)
    page, rows = SHOWN[heap](request, viewer)
    waiting = heaps(viewer)
    sizes = {
        Heap.WAITING: waiting.reports,
        Heap.OBJECTIONS: waiting.objections,
        Heap.FLAGS: waiting.flags,
    }
    links = [
        {"value": each.value, "label": name, "size": sizes.get(each), "current": each == heap}
        for each, name in HEAP_NAMES.items()
    ]
    return render(
        request,
        "web/moderation/queue.html",
        {"heaps": links, "heap": heap.value, "page": page, "rows": rows},
    )


def _chosen(request: ActorRequest) -> Heap:
    asked = request.GET.get("show", "")
    return next((heap for heap in Heap if heap.value == asked), Heap.WAITING)


Rows = Sequence[Row | ObjectionRow | Flagged]
Shown = tuple[object, Rows]
"""A page of a list, or None, and what is shown of it."""


def _waiting(request: ActorRequest, viewer: Actor) -> Shown:
    page = Paginator(waiting_things(), PER_PAGE).get_page(request.GET.get("page"))
    return page, [waiting_row(each, viewer=viewer) for each in waiting_on(list(page))]


def _decided(request: ActorRequest, viewer: Actor) -> Shown:
    page = Paginator(decisions(), PER_PAGE).get_page(request.GET.get("page"))
    return page, [decision_row(each, viewer=viewer) for each in page]


def _mine(request: ActorRequest, viewer: Actor) -> Shown:
    page = Paginator(decisions(by=viewer), PER_PAGE).get_page(request.GET.get("page"))
    return page, [decision_row(each, viewer=viewer) for each in page]


def _objections(request: ActorRequest, viewer: Actor) -> Shown:
    page = Paginator(objections_waiting(), PER_PAGE).get_page(request.GET.get("page"))
    return page, [_objection_row(each, viewer) for each in page]


def _objection_row(objection: Objection, viewer: Actor) -> ObjectionRow:
    """Who reported is named only to who may decide: an author who moderates never hears it."""
    statement, report = objection.statement, objection.report
    may_decide = can_decide_objection(viewer, objection)
    by_author = statement.to.name if statement is not None else ""
    reporter = report.name if report is not None and may_decide else ""
    return ObjectionRow(
        url=reverse("web:moderation-objection", args=[objection.public_id]),
        who=by_author or reporter or _("Somebody who reported"),
        first_by=objection.first_by.name,
        objection=objection,
        may_decide=may_decide,
    )


def _flags(request: ActorRequest, viewer: Actor) -> Shown:
    return None, flags_waiting()


SHOWN: dict[Heap, Callable[[ActorRequest, Actor], Shown]] = {
    Heap.WAITING: _waiting,
    Heap.OBJECTIONS: _objections,
    Heap.FLAGS: _flags,
    Heap.MINE: _mine,
    Heap.DECIDED: _decided,
}


def flag_looked_at(request: ActorRequest, flag: Flag) -> HttpResponse:
    fine = request.POST.get("verdict") != FlagVerdict.ACTED
    verdict = FlagVerdict.FINE if fine else FlagVerdict.ACTED
    try:
        look_at_flag(flag=flag, by=who(request), verdict=verdict, now=timezone.now())
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("Noted that you looked."))
    return redirect(f"{reverse('web:moderation')}?show={Heap.FLAGS.value}")
