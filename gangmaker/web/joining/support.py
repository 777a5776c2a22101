"""Standing behind something that exists already, instead of leaving it a second time."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from gangmaker.contributions.operations import support, support_as_guest
from gangmaker.trail.models import Item
from gangmaker.web.guards import ActorRequest
from gangmaker.web.limits import JOIN_PER_NETWORK

from .doors import SUPPORT_RECEIPT, receipt_token
from .fields import find_target
from .forms import SupportForm
from .join import TOO_MANY, UNFIT, too_many

KEPT = (
    *("form", "level", "item", "title", "summary", "amount", "language", "form_token"),
    *("met_before", "met_source", "photo_alt", "photo_kept"),
)
"""What was typed about something of one's own, carried along so that it is not lost."""
ASKED = "asked"
"""Sent by the page of this form: who comes from the form of something new did nothing wrong yet."""


def join_support(request: ActorRequest) -> HttpResponse:
    item = _asked_for(request)
    if request.method != "POST":
        return _page(request, item, SupportForm(viewer=request.actor))
    if request.actor is not None:
        support(item=item, actor=request.actor, now=timezone.now())
        return thanked(request, item)
    form = SupportForm(request.POST, viewer=None)
    if not form.is_valid() and ASKED not in request.POST:
        return _page(request, item, SupportForm(viewer=None, initial=request.POST.dict()))
    if not form.is_valid():
        return _page(request, item, form, status=UNFIT)
    if too_many(request, form.cleaned_data["email"]):
        return _page(request, item, form, status=TOO_MANY)
    support_as_guest(item=item, guest=form.guest(), now=timezone.now())
    return redirect("web:join-received", token=receipt_token(item, purpose=SUPPORT_RECEIPT))


def item_support(request: ActorRequest, item: Item) -> HttpResponse:
    if request.actor is not None:
        support(item=item, actor=request.actor, now=timezone.now())
    return thanked(request, item)


def thanked(request: ActorRequest, item: Item) -> HttpResponse:
    messages.success(request, _("You support this, and follow it from now on. Its owner sees it."))
    return redirect("web:item", slug=item.slug)


def _asked_for(request: ActorRequest) -> Item:
    code = request.POST.get("support") or request.GET.get("support", "")
    item = find_target(code, viewer=request.actor)
    if item is None:
        raise Http404
    return item


def _page(
    request: ActorRequest, item: Item, form: SupportForm, *, status: int = 200
) -> HttpResponse:
    kept = [(name, request.POST[name]) for name in KEPT if request.POST.get(name)]
    response = render(
        request,
        "web/joining/support.html",
        {"form": form, "item": item, "kept": kept, "too_many": status == TOO_MANY},
        status=status,
    )
    if status == TOO_MANY:
        response["Retry-After"] = str(JOIN_PER_NETWORK.seconds)
    return response
