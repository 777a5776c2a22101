"""Is it still alive? By the link in a mail, on one page for all, and on the page of each."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from gangmaker.actors.models import Actor
from gangmaker.core.refusals import Refused
from gangmaker.core.text import normalise_line
from gangmaker.projects.operations.life import end_item, say_all_alive, take_up
from gangmaker.projects.queries.life import asked_of
from gangmaker.trail.models import EndKind, Inquiry, Item
from gangmaker.web.guards import ActorRequest
from gangmaker.web.keeping.requests import typed, who

from .forms import ALIVE, AliveForm, LifeForm
from .shapes import AskedRow

UNFIT: Final = 422
GONE: Final = 410
AT_ONCE: Final = 100
"""So many on one page; the next ones follow when these are answered."""
LINK_LIVES: Final = timedelta(days=60)


def life(request: ActorRequest) -> HttpResponse:
    """All that the reader is asked, and what of hers is asleep."""
    return _asked(request, who(request), until=None)


def life_asked(request: ActorRequest, inquiry: Inquiry, token: str) -> HttpResponse:
    """The same without signing in, for what the mail asked about. Opening it changes nothing."""
    if timezone.localdate() > inquiry.on + LINK_LIVES:
        return render(request, "web/handing/too_old.html", status=GONE)
    return _asked(request, inquiry.person, until=inquiry)


def _asked(request: ActorRequest, person: Actor, *, until: Inquiry | None) -> HttpResponse:
    now = timezone.now()
    asked = asked_of(person, at=now, until=until.on if until else None)
    whole = asked.select_related("project", "ending", "owner__area")
    named = normalise_line(request.GET.get("item", ""))
    if named:
        one = whole.filter(slug=named).first()
        return _one(request, person, one) if one else redirect(request.path)
    count = asked.count()
    items = list(whole[:AT_ONCE])
    if count == 1:
        return _one(request, person, items[0])
    return _several(request, person, items, count=count)


def _one(request: ActorRequest, person: Actor, item: Item) -> HttpResponse:
    form = LifeForm(typed(request), item=item)
    if form.is_valid() and _said(request, form, person):
        return redirect(request.path)
    return _form_page(request, item, form)


def _form_page(request: ActorRequest, item: Item, form: LifeForm) -> HttpResponse:
    context = {"item": item, "form": form, "action": request.get_full_path()}
    status = UNFIT if form.is_bound else 200
    return render(request, "web/handing/alive.html", context, status=status)


def _said(request: ActorRequest, form: LifeForm, by: Actor) -> bool:
    """Do what the form says; a refusal stands on the form."""
    said, now = form.cleaned_data, timezone.now()
    try:
        if said["choice"] == ALIVE:
            take_up(item=form.item, by=by, now=now)
        else:
            end_item(
                item=form.item,
                how=EndKind(said["choice"]),
                by=by,
                reason=said.get("because", ""),
                learnt=said.get("learnt", ""),
                language=get_language() or "nl",
                now=now,
            )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _thanks(said["choice"]))
    return True


def _thanks(choice: str) -> str:
    if choice == ALIVE:
        return _("Thank you. It counts as alive from today.")
    return _("Thank you. Its page says how it ended.")


def _several(
    request: ActorRequest, person: Actor, items: Sequence[Item], *, count: int
) -> HttpResponse:
    form = AliveForm(typed(request), items=items)
    if items and form.is_valid():
        said = say_all_alive(items=form.chosen(), by=person, now=timezone.now())
        told = ngettext("%(count)s counts as alive.", "%(count)s count as alive.", said)
        messages.success(request, told % {"count": said})
        return redirect(request.path)
    chosen = form.data.getlist("items") if form.is_bound else [item.slug for item in items]  # type: ignore[attr-defined]
    context = {
        "form": form,
        "rows": [AskedRow.of(item, ticked=item.slug in chosen) for item in items],
        "more": count - len(items),
        "by_mail": request.actor is None,
    }
    status = UNFIT if form.is_bound else 200
    return render(request, "web/handing/alive_all.html", context, status=status)


def item_life(request: ActorRequest, item: Item) -> HttpResponse:
    """How one item stands, for who keeps or made it and for the team."""
    form = LifeForm(typed(request), item=item)
    if form.is_valid() and _said(request, form, who(request)):
        return redirect("web:item", slug=item.slug)
    return _form_page(request, item, form)


def item_awake(request: ActorRequest, item: Item) -> HttpResponse:
    """One press: it is alive."""
    take_up(item=item, by=who(request), now=timezone.now())
    messages.success(request, _thanks(ALIVE))
    return redirect("web:item", slug=item.slug)
