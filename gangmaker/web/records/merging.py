"""Records that may be the same: the list, the two sides beside each other, and the way back."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F, Func, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gangmaker.actors.duplicates import likenesses, looked_at
from gangmaker.actors.models import Actor, ActorKind, Likeness, Membership, Merge
from gangmaker.actors.models.merges import UNDO_WITHIN
from gangmaker.actors.operations import merges as operations
from gangmaker.actors.operations.merges import obstacle
from gangmaker.actors.sides import Names, sides_of
from gangmaker.contributions.models import LedgerEntry
from gangmaker.core.duplicates import Reason
from gangmaker.core.refusals import Refused
from gangmaker.trail.models import Item
from gangmaker.web.guards import ActorRequest
from gangmaker.web.keeping.requests import typed, who

from .forms import MergeForm

PER_PAGE = 30
MOST_FOUND = 20
REASONS: Final = {
    Reason.NUMBER: gettext_lazy("same enterprise number"),
    Reason.ADDRESS: gettext_lazy("same e-mail address"),
    Reason.WEBSITE: gettext_lazy("same website"),
    Reason.NAME: gettext_lazy("same name"),
    Reason.SPELLING: gettext_lazy("nearly the same name"),
}


@dataclass(frozen=True)
class PairRow:
    """Two records that may be the same, as the list shows them."""

    one: "Shown"
    other: "Shown"
    reasons: tuple[str, ...]
    url: str
    apart_url: str


@dataclass(frozen=True)
class Shown:
    """One of two records: what tells it from the other at a glance."""

    name: str
    url: str
    where: str
    since: datetime
    proved: bool


def alike(request: ActorRequest) -> HttpResponse:
    page = Paginator(likenesses(), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [_pair_row(row) for row in page],
        "looked_at": looked_at(),
    }
    return render(request, "web/records/alike.html", context)


def _pair_row(row: Likeness) -> PairRow:
    stands, other = _who_should_stand(row.one, row.other)
    ids = [stands.public_id, other.public_id]
    return PairRow(
        one=_shown(stands),
        other=_shown(other),
        reasons=tuple(str(REASONS[Reason(name)]) for name in row.reasons),
        url=reverse("web:merge-new", args=ids),
        apart_url=reverse("web:told-apart", args=ids),
    )


def _who_should_stand(one: Actor, other: Actor) -> tuple[Actor, Actor]:
    """Who showed who she is, else whoever was here first; the page lets one turn it round."""
    return (other, one) if other.is_confirmed() and not one.is_confirmed() else (one, other)


def _shown(actor: Actor) -> Shown:
    return Shown(
        name=actor.name,
        url=reverse("web:actor", args=[actor.slug]),
        where=actor.area.name if actor.area else "",
        since=actor.created_at,
        proved=actor.kind == ActorKind.PERSON and actor.is_confirmed(),
    )


def find_other(request: ActorRequest, actor: Actor) -> HttpResponse:
    """Look for another record of the same actor: those that are alike, or by name."""
    asked = request.GET.get("q", "").replace("\0", "").strip()[:80]
    others = Actor.objects.visible_to(who(request)).filter(kind=actor.kind).exclude(pk=actor.pk)
    if asked:
        found = others.filter(name__icontains=asked)
    else:
        pairs = Likeness.objects.filter(one=actor) | Likeness.objects.filter(other=actor)
        ids = {pk for pair in pairs.values_list("one", "other") for pk in pair}
        found = others.filter(pk__in=ids)
    rows = [
        {"shown": _shown(one), "url": reverse("web:merge-new", args=_ids(actor, one))}
        for one in found.select_related("area").order_by("name", "pk")[:MOST_FOUND]
    ]
    context = {"actor": actor, "rows": rows, "asked": asked, "most": MOST_FOUND}
    return render(request, "web/records/find_other.html", context)


def _ids(one: Actor, other: Actor) -> list[object]:
    stands, second = _who_should_stand(one, other)
    return [stands.public_id, second.public_id]


def merge(request: ActorRequest, stands: Actor, other: Actor) -> HttpResponse:
    """Both sides beside each other; which value stays is chosen for each field."""
    refusal = obstacle(stands=stands, other=other)
    form = MergeForm(typed(request), stands=stands, other=other)
    if refusal is None and form.is_valid():
        try:
            made = operations.merge(
                stands=stands,
                other=other,
                takes=form.takes(),
                by=who(request),
                reason=form.cleaned_data["reason"],
                now=timezone.now(),
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Merged. You can undo that for thirty days."))
            return redirect("web:merge", made.public_id)
    hanging = _what_hangs_on(stands, other)
    context = {
        "form": form,
        "stands": {"shown": _shown(stands), **hanging[stands.pk]},
        "other": {"shown": _shown(other), **hanging[other.pk]},
        "refusal": refusal.message if refusal else "",
        "turned_url": reverse("web:merge-new", args=[other.public_id, stands.public_id]),
        "turned_works": refusal is not None and obstacle(stands=other, other=stands) is None,
        "apart_url": reverse("web:told-apart", args=[stands.public_id, other.public_id]),
        "rows": form.sides(),
    }
    invalid = bool(form.errors) or (refusal is not None and request.method == "POST")
    return render(request, "web/records/merge_new.html", context, status=422 if invalid else 200)


def _what_hangs_on(*actors: Actor) -> dict[int, dict[str, int]]:
    """How much hangs on each record, so that it is plain what is joined; none of it moves."""
    counted = Actor.objects.filter(pk__in=[actor.pk for actor in actors]).annotate(
        members_=_number_of(Membership.objects.filter(organisation=OuterRef("pk"))),
        items_=_number_of(Item.objects.filter(_made_by("by"))),
        entries_=_number_of(LedgerEntry.objects.filter(_made_by("giver"))),
    )
    rows = counted.values_list("pk", "members_", "items_", "entries_")
    return {
        pk: {"members": members, "items": items, "entries": entries}
        for pk, members, items, entries in rows
    }


def _made_by(who: str) -> Q:
    return Q(**{who: OuterRef("pk")}) | Q(on_behalf_of=OuterRef("pk"))


def _number_of(rows: QuerySet[Any]) -> Subquery:
    counted = rows.order_by().annotate(all=Func(F("pk"), function="COUNT")).values("all")
    return Subquery(counted, output_field=IntegerField())


def tell_apart(request: ActorRequest, stands: Actor, other: Actor) -> HttpResponse:
    try:
        operations.tell_apart(one=stands, other=other, by=who(request), now=timezone.now())
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("Noted: these are two different ones. Nobody is asked again."))
    return redirect("web:alike")


def merges(request: ActorRequest) -> HttpResponse:
    """What was merged, the newest first."""
    rows = Merge.objects.select_related("stands", "other", "by").order_by("-at", "-pk")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "web/records/merges.html", {"page": page, "now": timezone.now()})


def merged(request: ActorRequest, merge: Merge) -> HttpResponse:
    """One merge: what was taken over, and the way back while there is one."""
    now = timezone.now()
    values = {
        name: [taken["before"]["value"], taken["after"]["value"]]
        for name, taken in merge.taken.items()
    }
    names = Names.of_values(values)
    context = {
        "merge": merge,
        "taken": [
            [side.label, *(side.show(value, names) for value in values[side.name])]
            for side in sides_of(merge.stands.kind)
            if side.name in values
        ],
        "can_undo": merge.can_be_undone(at=now),
        "until": merge.at + UNDO_WITHIN,
    }
    return render(request, "web/records/merge.html", context)


def undo(request: ActorRequest, merge: Merge) -> HttpResponse:
    try:
        edited = operations.undo_merge(merge=merge, by=who(request), now=timezone.now())
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("Undone. They are two records again, each as it was."))
        if edited:
            messages.warning(
                request, _("What was edited since the merge stays as it is now. Look at it.")
            )
    return redirect("web:merge", merge.public_id)
