"""Giving all that one person keeps to others: choose, look, do. And what was given."""

import hashlib
from collections.abc import Iterable
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from gangmaker.actors.models import Actor
from gangmaker.actors.queries import name_for
from gangmaker.actors.rules import acts_for, is_region_admin
from gangmaker.core.refusals import Refused
from gangmaker.projects.operations.handing_over import Plan, hand_over_all, plan_of
from gangmaker.projects.queries.keeping import Kept, kept_by, who_waits
from gangmaker.projects.rules import can_hand_over_all
from gangmaker.trail.models import Handover, HandoverPart, Item, PartKind
from gangmaker.web.guards import ActorRequest
from gangmaker.web.keeping.requests import who

from . import telling
from .forms import HandoverForm
from .shapes import Moved

UNFIT: Final = 422
CONFLICT: Final = 409
LOOK, DO, CHANGE = "look", "do", "change"


def hand_over(request: ActorRequest, giver: Actor) -> HttpResponse:
    """First the choice, then what would happen, then it happens, as one page that is sent on."""
    back = _given_back(request, giver)
    only = _keys_of(back, giver)
    kept = [one for one in kept_by(giver, at=timezone.now()) if only is None or one.key in only]
    step = request.POST.get("step", LOOK) if request.method == "POST" else ""
    if step in (LOOK, DO):
        form = _form(request, giver, kept, data=request.POST)
        if not form.is_valid():
            return _choose(request, giver, kept, form, status=UNFIT)
        plan = plan_of(form.wish(only=only), kept, by=who(request))
        if step == DO and form.cleaned_data["seen"] == _digest(plan):
            return _do(request, giver, kept, form, only=only)
        return _look(request, giver, form, plan, status=CONFLICT if step == DO else 200)
    form = _form(request, giver, kept, initial=_initial(request, back))
    return _choose(request, giver, kept, form)


def _form(request: ActorRequest, giver: Actor, kept: list[Kept], **more: object) -> HandoverForm:
    return HandoverForm(giver=giver, viewer=request.actor, kept=kept, **more)


def _initial(request: ActorRequest, back: Handover | None) -> dict[str, object]:
    """What was typed before she went back to change it; of a handing back, to whom."""
    if request.method == "POST":
        sent = request.POST
        return {**sent.dict(), "exceptions": sent.getlist("exceptions")}
    return {"to": back.giver_id} if back else {}


def _choose(
    request: ActorRequest, giver: Actor, kept: list[Kept], form: HandoverForm, status: int = 200
) -> HttpResponse:
    ticked = form["exceptions"].value() or []
    context = {
        "giver": giver,
        "herself": request.actor == giver,
        "form": form,
        "count": len(kept),
        "groups": telling.groups_of(kept, ticked=ticked),
        "back": request.GET.get("back", ""),
    }
    return render(request, "web/handing/hand_over.html", context, status=status)


def _look(
    request: ActorRequest, giver: Actor, form: HandoverForm, plan: Plan, status: int
) -> HttpResponse:
    people = {promise.to_id for promise in who_waits(plan.moving, giver)}
    context = {
        "giver": giver,
        "moving": telling.moving_of(plan, viewer=request.actor),
        "stays": telling.counted(plan.stays),
        "stuck": telling.counted(plan.stuck),
        "waiting": len(people),
        "sent": _sent(request),
        "seen": _digest(plan),
        "changed": status == CONFLICT,
        "reason": form.cleaned_data["reason"],
    }
    return render(request, "web/handing/preview.html", context, status=status)


def _sent(request: ActorRequest) -> list[tuple[str, str]]:
    """What was chosen, to be sent once more."""
    names = ("to", "reason", "others_to", "exceptions")
    return [(name, value) for name in names for value in request.POST.getlist(name)]


def _digest(plan: Plan) -> str:
    """What was looked at is what happens: else she looks again."""
    told = "\n".join(
        sorted(f"{to.pk} {one.key}" for to, kept in plan.moves.items() for one in kept)
    )
    return hashlib.sha256(told.encode()).hexdigest()


def _do(
    request: ActorRequest,
    giver: Actor,
    kept: list[Kept],
    form: HandoverForm,
    *,
    only: frozenset[str] | None,
) -> HttpResponse:
    try:
        done = hand_over_all(
            giver=giver,
            wish=form.wish(only=only),
            reason=form.cleaned_data["reason"],
            by=who(request),
            now=timezone.now(),
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _choose(request, giver, kept, form, status=UNFIT)
    messages.success(request, _("Handed over. Everybody concerned is told in one mail each."))
    return redirect("web:handover", handover=done.public_id)


def _given_back(request: ActorRequest, giver: Actor) -> Handover | None:
    """The handover that is undone: of what ``giver`` got by it."""
    asked = request.GET.get("back", "")
    mine = HandoverPart.objects.filter(to=giver).values("handover")
    try:
        return Handover.objects.filter(pk__in=mine, public_id=UUID(asked)).first()
    except ValueError:
        return None


def _keys_of(back: Handover | None, giver: Actor) -> frozenset[str] | None:
    if back is None:
        return None
    return frozenset(f"{part.kind}:{part.of}" for part in back.parts.filter(to=giver))


def handover(request: ActorRequest, handover: Handover) -> HttpResponse:
    """All of it for whose it was and who decided; for who got something, that."""
    viewer = who(request)
    seen = Item.objects.visible_to(viewer, at=timezone.now())
    rows = handover.parts.filter(Q(item=None) | Q(item__in=seen.values("pk")))
    if viewer.pk not in (handover.giver_id, handover.by_id) and not is_region_admin(viewer):
        rows = rows.filter(to__in=acts_for(viewer))
    parts: dict[Actor, list[HandoverPart]] = {}
    for part in rows.select_related("item", "to__area").order_by("to", "kind", "pk"):
        parts.setdefault(part.to, []).append(part)
    context = {
        "giver": name_for(handover.giver, viewer),
        "by": name_for(handover.by, viewer),
        "herself": handover.by_id == handover.giver_id,
        "on": timezone.localdate(handover.at),
        "reason": handover.reason,
        "moved": [_moved(handover, to, of, viewer) for to, of in parts.items()],
    }
    return render(request, "web/handing/handover.html", context)


def _moved(handover: Handover, to: Actor, parts: Iterable[HandoverPart], viewer: Actor) -> Moved:
    back = f"{reverse('web:hand-over', args=[to.slug])}?back={handover.public_id}"
    return Moved(
        name=name_for(to, viewer),
        rows=tuple(_part(part) for part in parts),
        back_url=back if can_hand_over_all(viewer, to) else "",
    )


def _part(part: HandoverPart) -> tuple[str, str, str, str]:
    """Title, language, address and as what it was kept."""
    told = capfirst(str(PartKind(part.kind).label))
    if part.item is None:
        return str(_("A grant")), "", reverse("web:grant", args=[part.of]), told
    return part.item.title, part.item.language, reverse("web:item", args=[part.item.slug]), told
