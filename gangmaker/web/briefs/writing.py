"""Writing a brief while on the phone: it saves itself, and nothing typed is lost."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from gangmaker.actors.models import Actor, ActorKind
from gangmaker.brokerage.models import Brief
from gangmaker.brokerage.operations.approving import send_for_approval
from gangmaker.brokerage.operations.briefs import (
    NOBODY,
    Draft,
    save_brief,
    say_who_asks,
    write_brief,
    written_before,
)
from gangmaker.brokerage.queries.briefs import BriefState, corrections_of, state_of
from gangmaker.concepts.models import ItemConcept, MeaningState
from gangmaker.concepts.operations import add_meaning, dismiss_meaning
from gangmaker.concepts.operations.meanings import suggest_for_item
from gangmaker.concepts.queries import named
from gangmaker.concepts.queries.meanings import open_or_confirmed
from gangmaker.core.refusals import Refused
from gangmaker.core.text import normalise_line
from gangmaker.trail.models import Item
from gangmaker.web.guards import ActorRequest
from gangmaker.web.items.rows import current_language
from gangmaker.web.keeping.requests import who

from .forms import SOMEBODY_NEW_SLUG, BriefForm, called_so, values_of
from .shapes import Chip
from .shown import corrected, state_shown

UNFIT: Final = 422
CONFLICT: Final = 409
ITSELF: Final = "X-Saves-Itself"
"""The header by which the page says that it saves by itself: then it wants data, no page."""
NAMES: Final = ("asker_name", "organisation_name")
AGREED: Final = (BriefState.OPEN, BriefState.ENDED)


def brief_new(request: ActorRequest) -> HttpResponse:
    if request.method == "POST":
        return _saved(request, written_before(_token_of(request)))
    form = BriefForm(initial=_begun(request), viewer=request.actor)
    return _page(request, form, None)


def brief_edit(request: ActorRequest, brief: Brief) -> HttpResponse:
    if request.method == "POST":
        return _saved(request, brief)
    form = BriefForm(initial=values_of(brief), viewer=request.actor, brief=brief)
    return _page(request, form, brief)


def _token_of(request: ActorRequest) -> UUID | None:
    """Of a page that was opened before its first saving was answered."""
    try:
        return UUID(request.POST.get("form_token", ""))
    except ValueError:
        return None


def _begun(request: ActorRequest) -> dict[str, Any]:
    """What is known already when it is made of a question, an idea or an offer."""
    empty = BriefForm(initial={"came_from": request.GET.get("from", "")}, viewer=request.actor)
    source = empty.came_from_item()
    if source is None:
        return {}
    asker = _still_here(source.by, request.actor)
    behalf = _still_here(source.on_behalf_of, request.actor)
    return {
        "came_from": source.code,
        "title": source.title,
        "summary": source.summary,
        "language": source.language,
        "asker": asker.slug if asker else "",
        "asker_name": asker.name if asker else "",
        "asker_phone": asker.phone if asker else "",
        "asker_email": asker.email if asker else "",
        "organisation": behalf.slug if behalf else "",
        "organisation_name": behalf.name if behalf else "",
    }


def _still_here(actor: Actor | None, viewer: Actor | None) -> Actor | None:
    """Who stands for the one who said it; nobody where she left."""
    if actor is None:
        return None
    return Actor.objects.visible_to(viewer).filter(pk=actor.standing.pk).first()


def _saved(request: ActorRequest, brief: Brief | None) -> HttpResponse:
    """Keep what can be kept, and say of the rest why not.

    What was agreed to does not change by itself, half a sentence at a time: that takes a press.
    """
    shown = values_of(brief) if brief is not None else {}
    form = BriefForm(request.POST, initial=shown, viewer=request.actor, brief=brief)
    form.is_valid()
    by_itself = request.headers.get(ITSELF) == "1"
    if by_itself and brief is not None and state_of(brief) in AGREED:
        return HttpResponse(status=CONFLICT)
    undecided = form.is_undecided()
    waits = by_itself and (undecided or request.POST.get("typing") in NAMES)
    try:
        kept = _keep(request, form, brief, later=waits)
    except Refused as refusal:  # it was sent or approved at this very moment
        form.add_error(None, str(refusal))
        return HttpResponse(status=CONFLICT) if by_itself else _page(request, form, brief, UNFIT)
    _decide_about_concepts(request, kept)
    if by_itself:
        return _said(form, kept, undecided=undecided, waits=waits)
    if form.errors:
        return _page(request, form, kept, UNFIT)
    if "send" in request.POST:
        return _sent(request, form, kept)
    messages.success(request, _("Saved."))
    return redirect("web:brief-edit", slug=kept.slug)


def _keep(request: ActorRequest, form: BriefForm, brief: Brief | None, *, later: bool) -> Brief:
    by, now, said = who(request), timezone.now(), form.said()
    asker = NOBODY if later else form.caller()
    behalf = NOBODY if later else form.for_whom_she_rings()
    rang = _("On the phone, %(date)s") % {"date": date_format(timezone.localdate(now), "j F Y")}
    if brief is None:
        draft = Draft(
            said=said,
            asker=asker,
            organisation=behalf,
            source=rang,
            came_from=form.came_from_item(),
            form_token=form.cleaned_data.get("form_token"),
        )
        brief = write_brief(draft=draft, by=by, now=now)
    if state_of(brief) == BriefState.DRAFT:
        say_who_asks(brief=brief, asker=asker, organisation=behalf, by=by, source=rang, now=now)
    save_brief(brief=brief, by=by, said=said, now=now, opened_at=form.opened_at())
    brief.refresh_from_db()
    suggest_for_item(item=brief, now=now, by_words=True)
    return brief


def _decide_about_concepts(request: ActorRequest, brief: Brief) -> None:
    """What is ticked is confirmed. What was confirmed, was shown and is ticked no more is not."""
    ticked, shown = request.POST.getlist("concept"), request.POST.getlist("concept_shown")
    by, now = who(request), timezone.now()
    item = Item.objects.get(pk=brief.pk)
    rows = ItemConcept.objects.filter(item=item).select_related("concept", "item")
    for row in rows:
        confirmed = row.state == MeaningState.CONFIRMED
        try:
            if row.concept.key in ticked and not confirmed:
                add_meaning(meaning=row, by=by, now=now)
            elif confirmed and row.concept.key in shown and row.concept.key not in ticked:
                dismiss_meaning(meaning=row, by=by, now=now)
        except Refused:  # the concept went out of use meanwhile
            continue


def chips_of(brief: Brief | None) -> list[Chip]:
    if brief is None:
        return []
    rows = open_or_confirmed(list(ItemConcept.objects.filter(item=brief.pk)))
    language = current_language()
    names = named([row.concept_id for row in rows], language)
    return [
        Chip(
            key=name.key,
            name=name.name,
            lang="" if name.language == language else name.language,
            confirmed=row.state == MeaningState.CONFIRMED,
        )
        for row in rows
        if (name := names.get(row.concept_id)) is not None
    ]


def _said(form: BriefForm, brief: Brief, *, undecided: bool, waits: bool) -> JsonResponse:
    """For the page that saves itself: when, where, what could not be kept, and concepts.

    ``waits``: nobody is entered yet of whose name half may stand there.
    """
    chips = {"chips": chips_of(brief)}
    wrong = {form[name].auto_id: list(map(str, said)) for name, said in form.errors.items()}
    return JsonResponse(
        {
            "at": time_format(timezone.localtime(), "H:i"),
            "url": reverse("web:brief-edit", args=[brief.slug]),
            "key": brief.code,
            "base": brief.updated_at.isoformat(),
            "newer": form.newer(brief),
            "errors": wrong,
            "undecided": undecided,
            "waits": waits,
            "concepts": render_to_string("web/briefs/chips.html", chips),
        },
        status=UNFIT if form.errors else 200,
    )


def _sent(request: ActorRequest, form: BriefForm, brief: Brief) -> HttpResponse:
    try:
        told = send_for_approval(brief=brief, by=who(request), now=timezone.now())
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _page(request, form, brief, UNFIT)
    if told:
        messages.success(request, _("Who asks got the link by mail."))
    else:
        messages.warning(
            request, _("There is no address to write to. Copy the link, or read the page aloud.")
        )
    return redirect("web:item", slug=brief.slug)


def _page(
    request: ActorRequest, form: BriefForm, brief: Brief | None, status: int = 200
) -> HttpResponse:
    action = reverse("web:brief-edit", args=[brief.slug]) if brief else reverse("web:brief-new")
    return render(
        request,
        "web/briefs/write.html",
        {
            "form": form,
            "brief": brief,
            "action": action,
            "state": state_shown(brief) if brief else None,
            "agreed": brief is not None and state_of(brief) in AGREED,
            "base": brief.updated_at.isoformat() if brief else "",
            "began": (brief.created_at if brief else timezone.now()).isoformat(),
            "chips": chips_of(brief),
            "corrected": (corrected(corrections_of(brief), viewer=request.actor) if brief else []),
            "item_url": reverse("web:item", args=[brief.slug]) if brief else "",
        },
        status=status,
    )


def brief_callers(request: ActorRequest) -> HttpResponse:
    """Who is here already under the name that is being typed."""
    people = "asker_name" in request.GET
    typed = request.GET.get("asker_name" if people else "organisation_name", "")
    kind = ActorKind.PERSON if people else ActorKind.ORGANISATION
    found: Sequence[Any] = called_so(normalise_line(typed)[:160], kind, viewer=request.actor)
    return render(
        request,
        "web/briefs/callers.html",
        {
            "found": found,
            "field": "asker_pick" if people else "organisation_pick",
            "new": SOMEBODY_NEW_SLUG,
        },
    )
