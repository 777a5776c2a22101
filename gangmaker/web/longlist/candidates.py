"""Who could answer a brief: a list with reasons, from which the broker chooses."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import Actor
from gangmaker.brokerage.models import Brief, Candidate, CandidateState
from gangmaker.brokerage.operations.candidates import (
    drop,
    order_candidates,
    put_back,
    say_why,
    shortlist,
)
from gangmaker.brokerage.queries.longlist import longlist
from gangmaker.core.brokerage.fit import Fit
from gangmaker.core.refusals import Refused
from gangmaker.web.guards import ActorRequest
from gangmaker.web.keeping.requests import who
from gangmaker.web.limits import searched_within_limits

from .forms import ByNameForm, WhyForm
from .shapes import Typed
from .showing import FIRST, MOST, found_again, found_by_name, page_of

UNFIT = 422

SAID: Final[Mapping[str, "str | Promise"]] = {
    "shortlist": _("%(name)s is on the shortlist."),
    "add": _("%(name)s is on the shortlist."),
    "drop": _("%(name)s is left out."),
    "back": _("%(name)s is no candidate any more."),
    "noted": _("Noted why, for the team."),
}
PLACES: Final = {"up": -1, "down": 1}


@searched_within_limits
def brief_candidates(request: ActorRequest, brief: Brief) -> HttpResponse:
    """The longlist beside the shortlist; each press changes one thing."""
    if request.method == "POST":
        return _change(request, brief)
    return _page(request, brief)


def _page(
    request: ActorRequest,
    brief: Brief,
    *,
    status: int = 200,
    typed: Typed | None = None,
    adding: Actor | None = None,
) -> HttpResponse:
    """``typed``: a note that could not be kept; ``adding``: with it somebody was added by hand."""
    limit = MOST if "all" in request.GET else FIRST
    found = longlist(brief, at=timezone.now(), limit=limit)
    search = ByNameForm(request.GET if "q" in request.GET else None)
    searched = search.is_valid()
    named = found_by_name(search.cleaned_data["q"], brief) if searched else []
    if typed and adding:
        named = found_again(adding, typed, brief)
    return render(
        request,
        "web/longlist/candidates.html",
        {
            "brief": brief,
            "page": page_of(brief, found, limit=limit, typed=typed),
            "over": brief.ended_at is not None,
            "search": search,
            "searched": searched,
            "found": named,
            "concepts_url": reverse("web:item-concepts", args=[brief.slug]),
        },
        status=UNFIT if search.errors else status,
    )


def _change(request: ActorRequest, brief: Brief) -> HttpResponse:
    """What was pressed is the name of the button, her public id its value."""
    by, now = who(request), timezone.now()
    form = WhyForm(request.POST)
    pressed = next((name for name in (*SAID, *PLACES, "order") if name in request.POST), "")
    if not form.is_valid() or not pressed:
        error = next((error for errors in form.errors.values() for error in errors), "")
        messages.warning(request, str(error or _("Choose somebody from the list.")))
        typed = Typed(request.POST.get("noted", ""), request.POST.get("why", ""), str(error))
        adding = _named(request.POST.get("add", ""))
        return _page(request, brief, status=UNFIT, typed=typed, adding=adding)
    try:
        if pressed == "order":
            ordered = _ids_of(request.POST["order"].split(","))
            order_candidates(brief=brief, actors=ordered, by=by, now=now)
        else:
            _press(request, brief, pressed, form.cleaned_data["why"], by=by, now=now)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect("web:brief-candidates", slug=brief.slug)


def _press(
    request: ActorRequest, brief: Brief, pressed: str, why: str, *, by: Actor, now: datetime
) -> None:
    actor = _named(request.POST[pressed])
    if actor is None:
        messages.warning(request, _("Choose somebody from the list."))
        return
    if pressed in PLACES:
        _move(brief, actor, PLACES[pressed], by=by, now=now)
        return
    does: dict[str, Callable[[], object]] = {
        "shortlist": lambda: shortlist(
            brief=brief, actor=actor, by=by, now=now, why=why, found=_fit(brief, actor, now)
        ),
        "add": lambda: shortlist(brief=brief, actor=actor, by=by, now=now, why=why),
        "drop": lambda: drop(
            brief=brief, actor=actor, by=by, now=now, why=why, found=_fit(brief, actor, now)
        ),
        "back": lambda: put_back(brief=brief, actor=actor, by=by, now=now),
        "noted": lambda: say_why(brief=brief, actor=actor, why=why, by=by, now=now),
    }
    does[pressed]()
    messages.success(request, str(SAID[pressed]) % {"name": actor.name})


def _fit(brief: Brief, actor: Actor, now: datetime) -> Fit | None:
    """What the arithmetic says of her now; never what a form says that it said."""
    found = longlist(brief, at=now, limit=1, about=[actor.pk]).also.get(actor.pk)
    return found.fit if found else None


def _move(brief: Brief, actor: Actor, step: int, *, by: Actor, now: datetime) -> None:
    """One place up or down; nothing at the ends."""
    listed = Candidate.objects.filter(brief=brief, state=CandidateState.SHORTLISTED)
    order = list(listed.order_by("position", "pk").values_list("actor", flat=True))
    if actor.pk not in order:
        return
    place = order.index(actor.pk)
    order.insert(max(0, place + step), order.pop(place))
    order_candidates(brief=brief, actors=order, by=by, now=now)


def _ids_of(keys: list[str]) -> list[int]:
    """In their order; what is nobody's public id is left out."""
    known = dict(
        Actor.objects.filter(public_id__in=filter(None, map(_uuid, keys))).values_list(
            "public_id", "pk"
        )
    )
    return [known[key] for each in keys if (key := _uuid(each)) in known]


def _named(public_id: str) -> Actor | None:
    key = _uuid(public_id)
    return Actor.objects.filter(public_id=key).first() if key else None


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
