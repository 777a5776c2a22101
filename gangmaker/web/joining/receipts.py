"""After joining in: who answers and by when, and proving the address."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from gangmaker.actors.models import EmailConfirmation
from gangmaker.actors.operations import LinkIsUsed, send_confirmation
from gangmaker.actors.queries import name_for
from gangmaker.contributions.operations import confirm_guest
from gangmaker.trail.models import Item, Promise
from gangmaker.web.guards import ActorRequest
from gangmaker.web.people.limits import may_mail

from .doors import receipt_token

GONE = 410
TOO_MANY = 429


def join_received(request: ActorRequest, item: Item, supported: bool) -> HttpResponse:
    promise = None if supported else _promise_of(item)
    visible = Item.objects.visible_to(request.actor, at=timezone.now())
    return render(
        request,
        "web/joining/received.html",
        {
            "item": item,
            "supported": supported,
            "promise": promise and _for_reading(promise, request),
            "guest": request.actor is None and (supported or not item.by.is_confirmed()),
            "by_mail": bool(item.by.email),
            "somebody": _entered_for(item, request),
            "shown": visible.filter(pk=item.pk, withdrawal=None).exists(),
        },
    )


def _entered_for(item: Item, request: ActorRequest) -> str:
    """The name of who waits, for the one of the team who entered it; empty for oneself."""
    entered = request.actor is not None and item.by_id != request.actor.pk
    return name_for(item.by, request.actor) if entered else ""


def _promise_of(item: Item) -> Promise | None:
    return item.promises.select_related("owner__area").order_by("pk").first()


def _for_reading(promise: Promise, request: ActorRequest) -> dict[str, object]:
    """The promise as the component shows it."""
    deputy = promise.item.deputy
    return {
        "kind": promise.kind,
        "due_on": promise.due_on,
        "kept_on": promise.kept_on,
        "overdue": promise.is_overdue(on=timezone.localdate()),
        "owner": name_for(promise.owner, request.actor),
        "deputy": name_for(deputy, request.actor) if deputy else "",
    }


def confirm_address(
    request: ActorRequest, confirmation: EmailConfirmation, token: str
) -> HttpResponse:
    """A page with a button: mail programs follow links by themselves, people press."""
    if request.method != "POST":
        usable = confirmation.is_usable(at=timezone.now())
        return _confirm_page(request, confirmation, token, usable=usable)
    try:
        confirm_guest(confirmation=confirmation, now=timezone.now())
    except LinkIsUsed:
        return _confirm_page(request, confirmation, token, usable=False)
    return redirect(request.path)


def _confirm_page(
    request: ActorRequest, confirmation: EmailConfirmation, token: str, *, usable: bool
) -> HttpResponse:
    done = confirmation.confirmed_at is not None
    return render(
        request,
        "web/joining/confirm.html",
        {
            "usable": usable,
            "done": done,
            "token": token,
            "brought": _brought(confirmation) if done else [],
        },
        status=200 if usable or done else GONE,
    )


def _brought(confirmation: EmailConfirmation) -> list[dict[str, object]]:
    """What the link's holder left, each with its receipt."""
    items = Item.objects.filter(by=confirmation.actor, withdrawal=None).order_by("pk")
    return [
        {
            "title": item.title,
            "language": item.language,
            "token": receipt_token(item),
        }
        for item in items[:20]
    ]


def confirm_again(
    request: ActorRequest, confirmation: EmailConfirmation, token: str
) -> HttpResponse:
    """A new link to the same address, when the old one got too old before it was used."""
    actor = confirmation.actor
    sent = not actor.is_confirmed() and actor.email == confirmation.email
    allowed = may_mail(request, confirmation.email)
    if sent and allowed:
        send_confirmation(actor=actor, now=timezone.now())
    return render(
        request,
        "web/joining/confirm_again.html",
        {"too_many": not allowed},
        status=200 if allowed else TOO_MANY,
    )
