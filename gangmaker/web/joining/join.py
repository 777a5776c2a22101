"""Joining in: one page with one form, for guests, members and the team."""

from typing import Any
from uuid import uuid4

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone

from gangmaker.actors.models import Actor
from gangmaker.actors.queries import name_for
from gangmaker.contributions.operations import NobodyToAnswer, join_in
from gangmaker.core.workdays import add_working_days
from gangmaker.projects.operations.papers import attach_once
from gangmaker.trail.models import Item, ItemKind, PromiseKind
from gangmaker.trail.operations import working_days_for
from gangmaker.web.guards import ActorRequest
from gangmaker.web.limits import JOIN_PER_NETWORK, network_of
from gangmaker.web.people.limits import may_mail
from gangmaker.web.results.uploads import Visitor

from .doors import receipt_token
from .forms import JoinForm
from .similar import similar_part, what_is_there

TOO_MANY = 429
UNFIT = 422
PREFILLED = ("form", "item", "title", "level", "met_before")


def join(request: ActorRequest) -> HttpResponse:
    if request.method != "POST":
        return _prefilled(request)
    if "draft" in request.POST:  # back from supporting something else: nothing is sent yet
        return _page(request, _form(request, initial=request.POST.dict()))
    form = _form(request, request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form, status=UNFIT)
    if _too_many(request, form):
        return _page(request, form, status=TOO_MANY)
    try:
        return _received(request, form)
    except NobodyToAnswer as refusal:
        form.add_error(None, str(refusal))
        return _page(request, form, status=UNFIT)


def _prefilled(request: ActorRequest) -> HttpResponse:
    initial = {name: request.GET[name] for name in PREFILLED if name in request.GET}
    return _page(request, _form(request, initial=initial))


def _form(request: ActorRequest, *sent: Any, **given: Any) -> JoinForm:
    """A guest is known again by the token of her form, so that a photo she chose is kept."""
    sender: Actor | Visitor | None = request.actor
    if sender is None:
        token = request.POST.get("form_token", "")
        sender = Visitor(network_of(request), form=token or str(uuid4()))
    return JoinForm(*sent, viewer=request.actor, sender=sender, **given)


def _too_many(request: ActorRequest, form: JoinForm) -> bool:
    return too_many(request, form.cleaned_data.get("email", ""))


def too_many(request: ActorRequest, email: str) -> bool:
    """Members are counted by themselves, guests by their network and by the address they give."""
    if request.actor is not None:
        return not JOIN_PER_NETWORK.allows(f"actor {request.actor.pk}")
    by_network = JOIN_PER_NETWORK.allows(network_of(request))
    return not (by_network and may_mail(request, email))


def _received(request: ActorRequest, form: JoinForm) -> HttpResponseRedirect:
    giver = form.giver()
    brought = join_in(
        what=form.contribution(),
        giver=giver,
        by=request.actor,
        on_behalf_of=request.acting if giver == request.actor else None,
        now=timezone.now(),
    )
    if photo := form.kept.get("photo"):
        attach_once(
            item=brought.item,
            kept=photo,
            alt=form.cleaned_data["photo_alt"],
            by=brought.item.by,
            now=timezone.now(),
        )
    return redirect("web:join-received", token=receipt_token(brought.item))


def _page(request: ActorRequest, form: JoinForm, *, status: int = 200) -> HttpResponse:
    title = str(form["title"].value() or "")
    target, days = form.chosen_target(), working_days_for(ItemKind.IDEA)
    response = render(
        request,
        "web/joining/join.html",
        {
            "form": form,
            "target": target,
            "working_days": days,
            "promise": _if_sent_today(request, target, days),
            **what_is_there(request, title),
            "too_many": status == TOO_MANY,
        },
        status=status,
    )
    if status == TOO_MANY:
        response["Retry-After"] = str(JOIN_PER_NETWORK.seconds)
    return response


def _if_sent_today(request: ActorRequest, target: Item | None, days: int) -> dict[str, object]:
    """What would be promised, as the component shows it. Nobody is named who is not known yet."""
    owner = target.owner if target is not None and target.owner.is_team else None
    return {
        "kind": PromiseKind.ANSWER,
        "due_on": add_working_days(timezone.localdate(), days),
        "owner": name_for(owner, request.actor) if owner else "",
    }


def similar(request: ActorRequest) -> HttpResponse:
    """What is there like the title being typed; on its own page without JavaScript."""
    if request.htmx:
        return similar_part(request)
    return _page(request, _form(request, initial={"title": request.GET.get("title", "")[:160]}))
