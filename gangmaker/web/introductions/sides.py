"""What a side reads and says by her link. Until both said yes it shows herself alone: the same
page, the same words and as many queries, whatever the other answered."""

from collections.abc import Callable
from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control

from gangmaker.brokerage import introduction_rules as rules
from gangmaker.brokerage.introduction_mails import (
    address_of,
    how_it_was,
    name_of,
    other_side,
    reachable_in,
)
from gangmaker.brokerage.introduction_rules import Seen, seen_by_side
from gangmaker.brokerage.models import FollowUp, IntroductionState, Side, Word
from gangmaker.brokerage.operations import follow_ups, introductions
from gangmaker.core.refusals import Refused
from gangmaker.trail.models import Item
from gangmaker.web.guards import ActorRequest
from gangmaker.web.items.rows import item_url
from gangmaker.web.keeping.requests import typed

from .forms import NO, YES_ADDRESS, YES_NAME, AnswerForm, WordForm

UNFIT: Final = 422
TICKED: Final = (YES_ADDRESS, YES_NAME, NO)
KEY: Final = cache_control(private=True, no_store=True)
"""The address of these pages is a key: nobody keeps them, and nobody hears of it but us, whom forms
have to tell where they come from (``SECURE_REFERRER_POLICY``)."""


@KEY
def side(request: ActorRequest, side: Side, token: str) -> HttpResponse:
    """Read why, and answer. Opening it changes nothing: mail programs follow links."""
    reachable = reachable_in(side.introduction)
    form = AnswerForm(typed(request), initial=_ticked(request, side, reachable))
    if form.is_valid():
        reply, speaker = form.reply(), rules.speaker_of(side)
        try:
            introductions.answer(side=side, reply=reply, by=speaker, now=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Thank you. Your answer is kept."))
            return redirect("web:introduction-side", token)
    return _page(request, side, token, form, reachable)


def _ticked(request: ActorRequest, side: Side, reachable: set[int]) -> dict[str, Any]:
    """What she answered before, or chose in the mail."""
    if side.answer == "no":
        return {"answer": NO, "reason": side.reason}
    if side.answer == "yes":
        return {
            "answer": YES_ADDRESS if side.actor_id in reachable else YES_NAME,
            "reason": side.reason,
        }
    asked = request.GET.get("answer", "")
    return {"answer": asked} if asked in TICKED else {}


def _page(
    request: ActorRequest, side: Side, token: str, form: AnswerForm, reachable: set[int]
) -> HttpResponse:
    introduction, seen = side.introduction, seen_by_side(side)
    together = seen == Seen.TOGETHER
    other = other_side(side) if together else None
    return render(
        request,
        "web/introductions/side.html",
        {
            "introduction": introduction,
            "token": token,
            "seen": seen.value,
            "who": side.person.name if side.person is not None else side.actor.name,
            "broker": introduction.owner.name,
            "form": form if rules.may_answer(side) else None,
            "brief": _brief(request, side),
            "other": name_of(other) if other is not None else "",
            "address": address_of(other, reachable) if other is not None else [],
            "gives": side.actor_id in reachable,
            "reached": IntroductionState(rules.reached(introduction)).label if together else "",
            "steps": _steps(side) if together else [],
            "asked": _asked(side) if together and not rules.is_closed(introduction) else [],
        },
        status=UNFIT if form.errors else 200,
    )


def _brief(request: ActorRequest, side: Side) -> dict[str, str] | None:
    """The brief it is for, when this reader may know of it without the link."""
    brief = side.introduction.for_brief
    if brief is None:
        return None
    seen = Item.objects.visible_to(request.actor, at=timezone.now()).filter(pk=brief.pk)
    if not seen.exists():
        return None
    return {"title": brief.title, "lang": brief.language, "url": item_url(brief)}


def _steps(side: Side) -> list[dict[str, object]]:
    """How far the two came; neither notes nor silence."""
    told = (*rules.TOGETHER, IntroductionState.ENDED)
    steps = side.introduction.steps.filter(state__in=told).order_by("on", "pk")
    return [{"label": step.get_state_display(), "on": step.on} for step in steps]


def _asked(side: Side) -> list[dict[str, object]]:
    """What she is asked after they met, and what she said herself."""
    follow_ups = FollowUp.objects.filter(introduction=side.introduction_id)
    said = {word.follow_up_id: word for word in side.words.all()}
    return [
        {
            "kind": each.kind,
            "label": each.get_kind_display(),
            "said": _said(said.get(each.pk)),
        }
        for each in follow_ups.filter(asked_at__isnull=False).order_by("due_on", "pk")
    ]


def _said(word: Word | None) -> str:
    if word is None:
        return ""
    how = dict(how_it_was()).get(word.how or 0, "")
    return ", ".join(part for part in (how, word.get_next_display() if word.next else "") if part)


@KEY
def address(request: ActorRequest, side: Side, token: str) -> HttpResponse:
    """Give the other one's address, or not any more."""
    gives = request.POST.get("gives") == "yes"
    introductions.give_address(
        side=side, gives=gives, by=rules.speaker_of(side), now=timezone.now()
    )
    messages.success(
        request,
        _("The other sees your address now.")
        if gives
        else _("Your address is not shown any more."),
    )
    return redirect("web:introduction-side", token)


@KEY
def word(request: ActorRequest, side: Side, token: str, follow_up: FollowUp) -> HttpResponse:
    """Two clicks. What was clicked in the mail is ticked; only the button keeps it."""
    before = Word.objects.filter(follow_up=follow_up, side=side).first()
    form = WordForm(typed(request), initial=_chosen(request, before))
    if form.is_valid() and _kept(
        form,
        lambda: follow_ups.say(
            follow_up=follow_up,
            side=side,
            said=form.said(),
            by=rules.speaker_of(side),
            now=timezone.now(),
        ),
    ):
        messages.success(request, _("Thank you. Your answer is kept."))
        return redirect("web:introduction-side", token)
    other = other_side(side)
    return render(
        request,
        "web/introductions/word.html",
        {
            "introduction": side.introduction,
            "token": token,
            "form": form,
            "label": follow_up.get_kind_display(),
            "other": name_of(other) if other is not None else "",
        },
        status=UNFIT if form.errors else 200,
    )


def _chosen(request: ActorRequest, before: Word | None) -> dict[str, Any]:
    asked = request.GET.get("how", "")
    if asked in {"1", "2", "3", "4"}:
        return {"how": int(asked), "next": before.next if before is not None else ""}
    return {"how": before.how, "next": before.next} if before is not None else {}


def _kept(form: WordForm, say: Callable[[], object]) -> bool:
    try:
        say()
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True
