"""Saying thanks and following: one press, and the same press takes it back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from gangmaker.trail.models import Comment, Item
from gangmaker.trail.operations.talk import follow, take_back_thanks, thank, unfollow
from gangmaker.trail.queries.talk import know
from gangmaker.web.guards import ActorRequest
from gangmaker.web.keeping.requests import who
from gangmaker.web.limits import Limit
from gangmaker.web.people.limits import MINUTE, too_many

from .places import where
from .telling import Teller

PRESSED = Limit("pressed", 60, MINUTE)
BACK = "back"
"""The value of ``wanted`` in a form that takes back what was said or followed."""


def item_thanks(request: ActorRequest, item: Item) -> HttpResponse:
    if refusal := _too_often(request):
        return refusal
    if _takes_back(request):
        take_back_thanks(item=item, by=who(request), now=timezone.now())
        messages.success(request, _("Your thanks are taken back."))
    else:
        thank(item=item, by=who(request), now=timezone.now())
        messages.success(request, _("You said thanks. Who made this reads it."))
    return redirect("web:item", slug=item.slug)


def item_following(request: ActorRequest, item: Item) -> HttpResponse:
    if refusal := _too_often(request):
        return refusal
    if _takes_back(request):
        unfollow(item=item, actor=who(request), now=timezone.now())
        messages.success(request, _("You do not follow this any more."))
    else:
        follow(item=item, actor=who(request), now=timezone.now())
        messages.success(request, _("You follow this: you hear what happens with it."))
    return redirect("web:item", slug=item.slug)


def comment_thanks(request: ActorRequest, comment: Comment) -> HttpResponse:
    """With htmx only the button changes."""
    if refusal := _too_often(request):
        return refusal
    change = take_back_thanks if _takes_back(request) else thank
    change(item=comment.item, comment=comment, by=who(request), now=timezone.now())
    if not request.htmx:
        return redirect(where(comment))
    know(comment, viewer=request.actor)
    button = Teller(comment.item, request.actor).thanks(comment)
    return render(request, "web/talk/thanks.html", {"thanks": button})


def _takes_back(request: ActorRequest) -> bool:
    return request.POST.get("wanted") == BACK


def _too_often(request: ActorRequest) -> HttpResponse | None:
    if PRESSED.allows(f"actor {who(request).pk}"):
        return None
    return too_many(request, wait=MINUTE)
