"""Today: what needs a human, the oldest promise first."""

from datetime import date, timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gangmaker.actors.models import Claim
from gangmaker.actors.record_rules import can_keep_records
from gangmaker.actors.rules import can_moderate
from gangmaker.brokerage.queries.today import asked_for, bringing_of
from gangmaker.contributions.models import Form
from gangmaker.contributions.queries import (
    Heap,
    Owed,
    Unconfirmed,
    as_owed,
    heap_of,
    heap_sizes,
    to_confirm,
)
from gangmaker.core.refusals import Refused
from gangmaker.core.text import normalise_line
from gangmaker.projects.queries.grants import deadlines_of
from gangmaker.trail.models import Promise
from gangmaker.trail.operations import finish_step
from gangmaker.trail.queries.moderation import heaps
from gangmaker.web.guards import ActorRequest
from gangmaker.web.handing.today import handing_today
from gangmaker.web.introductions.today import bringing_today
from gangmaker.web.items.rows import current_language
from gangmaker.web.projects.today import tasks_today, weak_today
from gangmaker.web.quantities import amount

from .requests import who

PER_PAGE = 30
LONGEST_NOTE = 500
SOON = timedelta(days=7)
HEAP_NAMES = {
    Heap.MINE: gettext_lazy("For you"),
    Heap.AS_DEPUTY: gettext_lazy("As deputy"),
    Heap.OVERDUE: gettext_lazy("Overdue"),
    Heap.EVERYBODYS: gettext_lazy("Everybody's"),
}


def today(request: ActorRequest) -> HttpResponse:
    viewer, now = who(request), timezone.now()
    on = timezone.localdate(now)
    sizes = heap_sizes(viewer=viewer, on=on)
    heap = _chosen(request, sizes)
    pages = Paginator(heap_of(heap, viewer=viewer, on=on), PER_PAGE)
    pages.count = sizes[heap]  # known: not counted again
    page = pages.get_page(request.GET.get("page"))
    rows = [as_owed(promise, viewer=viewer, on=on) for promise in page]
    tasks = tasks_today(viewer, at=now)
    weak = weak_today(viewer, at=now)
    deadlines = deadlines_of(viewer)
    gifts = [_gift(entry) for entry in to_confirm(viewer=viewer)]
    more = asked_for(viewer, at=now)
    asked, silent, found = handing_today(viewer, at=now, more=more.lists)
    bringing = bringing_today(bringing_of(more, found, current_language()))
    return render(
        request,
        "web/keeping/today.html",
        {
            "heaps": [
                {
                    "value": name.value,
                    "label": HEAP_NAMES[name],
                    "size": size,
                    "current": name == heap,
                }
                for name, size in sizes.items()
            ],
            "heap": heap.value,
            "page": page,
            "rows": rows,
            "groups": _by_urgency(rows, on=on),
            "to_confirm": gifts,
            "tasks": tasks,
            "weak": weak,
            "deadlines": deadlines,
            "claims": Claim.objects.open().count() if can_keep_records(viewer) else 0,
            "overdue": sizes[Heap.OVERDUE],
            "late": sum(task.overdue for task in tasks)
            + sum(deadline.due_on < on for deadline in deadlines),
            "bringing": bringing,
            "anything_else": any(
                (sizes[Heap.AS_DEPUTY], tasks, weak, deadlines, gifts, bringing["anything"])
            ),
            "moderation": heaps(viewer) if can_moderate(viewer) else None,
            "today": on,
            "longest_note": LONGEST_NOTE,
            "asked": asked,
            "silent": silent,
            "me": viewer.slug,
        },
    )


def _chosen(request: ActorRequest, sizes: dict[Heap, int]) -> Heap:
    asked = request.GET.get("show", "")
    return next((heap for heap in sizes if heap.value == asked), Heap.MINE)


def _by_urgency(rows: list[Owed], *, on: date) -> list[dict[str, object]]:
    """The rows in the order they came, cut where they become less urgent."""
    overdue = [row for row in rows if row.overdue]
    soon = [row for row in rows if not row.overdue and row.due_on <= on + SOON]
    later = [row for row in rows if row.due_on > on + SOON]
    groups = (
        ("overdue", _("Overdue"), overdue),
        ("soon", _("In the next seven days"), soon),
        ("later", _("Later"), later),
    )
    return [{"id": name, "label": label, "rows": kept} for name, label, kept in groups if kept]


def _gift(entry: Unconfirmed) -> dict[str, object]:
    return {
        "entry": entry,
        "form": Form(entry.form).label,
        "amount": amount(entry.unit, entry.quantity),
    }


def step_done(request: ActorRequest, step: Promise) -> HttpResponse:
    note = normalise_line(request.POST.get("note", ""))[:LONGEST_NOTE]
    try:
        finish_step(promise=step, by=who(request), note=note, now=timezone.now())
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("Marked as done. It is on the trail."))
    return redirect("web:today")
