"""The broker's page of one introduction: both sides, their answers, each step, and what is next."""

from collections.abc import Callable
from typing import Any, Final

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from gangmaker.actors.queries import know_who_stands, name_for
from gangmaker.brokerage import introduction_rules as rules
from gangmaker.brokerage.introduction_mails import how_it_was, reachable_in, token_of
from gangmaker.brokerage.models import FollowUp, Introduction, Side, Word
from gangmaker.brokerage.operations import follow_ups, introduction_steps, introductions
from gangmaker.core.refusals import Refused
from gangmaker.projects.models import Project
from gangmaker.web.guards import ActorRequest
from gangmaker.web.keeping.requests import who

from .forms import EnteredAnswerForm, EnteredWordForm, StepForm

UNFIT: Final = 422
MOST_PROJECTS: Final = 200

Forms = dict[str, Any]


def introduction(request: ActorRequest, introduction: Introduction) -> HttpResponse:
    return _page(request, introduction)


def _page(
    request: ActorRequest, introduction: Introduction, *, bound: Forms | None = None
) -> HttpResponse:
    """``bound``: forms that were sent and are not right yet, by their place on the page."""
    viewer, bound = who(request), bound or {}
    sides = _sides(introduction)
    asked = list(introduction.follow_ups.order_by("due_on", "pk"))
    steps = list(introduction.steps.select_related("by__area").order_by("pk"))
    accepted, closed = rules.is_accepted(introduction), rules.is_closed(introduction)
    last = steps[-1] if steps else None
    may_undo = last is not None and introduction_steps.can_take_back(introduction, last)
    names = {side.pk: name_for(side.actor, viewer) for side in sides}
    return render(
        request,
        "web/introductions/one.html",
        {
            "item": introduction,
            "state": introduction.get_state_display(),
            "silent_from": introduction.get_silent_from_display()
            if introduction.silent_from
            else "",
            "owner": name_for(introduction.owner, viewer),
            "brief": introduction.for_brief,
            "project": introduction.came_of_it,
            "sides": _shown_sides(introduction, sides, names, bound),
            "may_ask": not accepted and not closed and any(not side.answer for side in sides),
            "may_reword": rules.may_reword(introduction, sides),
            "asked_before": any(side.asked_at for side in sides),
            "may_close": not accepted and not closed,
            "tells": [names[side.pk] for side in sides if side.asked_at and side.answer != "no"],
            "steps": [
                {
                    "label": step.get_state_display(),
                    "on": step.on,
                    "note": step.note,
                    "by": name_for(step.by, viewer) if step.by else "",
                }
                for step in steps
            ],
            "undone": last if may_undo else None,
            "step_form": bound.get("step") or _step_form(introduction),
            "follow_ups": _told(introduction, asked, names),
            "word_form": bound.get("word") or _word_form(introduction, sides, asked, names),
        },
        status=UNFIT if bound else 200,
    )


def _sides(introduction: Introduction) -> list[Side]:
    sides = list(
        introduction.sides.select_related(
            "actor__area", "person__area", "entered_by", "introduction__withdrawal", *rules.WHO
        ).order_by("position")
    )
    know_who_stands(each for side in sides for each in (side.actor, side.person))
    return sides


def _shown_sides(
    introduction: Introduction, sides: list[Side], names: dict[int, str], bound: Forms
) -> list[dict[str, Any]]:
    gives = reachable_in(introduction)
    return [
        {
            "side": side,
            "name": names[side.pk],
            "slug": side.actor.standing.slug,
            "left": rules.has_left(side),
            "speaker": rules.speaker_of(side),
            "gives": side.actor_id in gives,
            "link": token_of(side.nonce.hex) if side.asked_at and not rules.is_out(side) else "",
            "form": _answer_form(introduction, side, bound),
        }
        for side in sides
    ]


def _answer_form(introduction: Introduction, side: Side, bound: Forms) -> EnteredAnswerForm | None:
    if rules.is_accepted(introduction) or rules.is_closed(introduction):
        return None
    sent = bound.get(f"answer {side.position}")
    return sent or EnteredAnswerForm(
        initial={"position": side.position}, auto_id=f"id_side{side.position}_%s"
    )


def _step_form(introduction: Introduction, sent: Any = None) -> StepForm | None:
    states = introduction_steps.steps_from(introduction)
    if not states:
        return None
    return StepForm(sent, states=states, projects=_projects(), auto_id="id_step_%s")


def _projects() -> "QuerySet[Any]":
    """The newest, by name of nobody: the team sees all of them."""
    newest = Project.objects.filter(withdrawal=None).order_by("-created_at", "-pk")
    return Project.objects.filter(pk__in=newest[:MOST_PROJECTS].values("pk")).order_by("title")


def _word_form(
    introduction: Introduction,
    sides: list[Side],
    asked: list[FollowUp],
    names: dict[int, str],
    sent: Any = None,
) -> EnteredWordForm | None:
    if not asked or rules.is_closed(introduction):
        return None
    return EnteredWordForm(
        sent,
        sides=[(side.position, names[side.pk]) for side in sides],
        follow_ups=[(each.kind, each.get_kind_display()) for each in asked],
        auto_id="id_word_%s",
    )


def _told(
    introduction: Introduction, asked: list[FollowUp], names: dict[int, str]
) -> list[dict[str, Any]]:
    """By follow-up what each side said."""
    how = dict(how_it_was())
    words = Word.objects.filter(follow_up__introduction=introduction.pk).order_by("pk")
    said: dict[int, list[dict[str, str]]] = {}
    for word in words:
        parts = [how.get(word.how or 0, ""), word.get_next_display() if word.next else ""]
        told = ", ".join(part for part in parts if part)
        said.setdefault(word.follow_up_id, []).append({"name": names[word.side_id], "said": told})
    return [{"one": each, "words": said.get(each.pk, [])} for each in asked]


# --- What the broker does ---------------------------------------------------------------------


def asking(request: ActorRequest, introduction: Introduction) -> HttpResponse:
    """Ask both, or the one whose place was sent."""
    place = request.POST.get("position", "")
    position = int(place) if place in ("0", "1") else None
    return _done(
        request,
        introduction,
        lambda: introductions.ask(
            introduction=introduction, by=who(request), position=position, now=timezone.now()
        ),
        said=_("Asked. Each gets a mail of her own; who has no address you ask by phone."),
    )


def answers(request: ActorRequest, introduction: Introduction) -> HttpResponse:
    """What one of the two said on the phone."""
    form = EnteredAnswerForm(request.POST)
    if not form.is_valid():
        place = request.POST.get("position", "")
        if place not in ("0", "1"):
            return redirect("web:introduction", introduction.slug)
        form.auto_id = f"id_side{place}_%s"
        return _page(request, introduction, bound={f"answer {place}": form})
    side = introduction.sides.get(position=form.cleaned_data["position"])
    return _done(
        request,
        introduction,
        lambda: introductions.answer(
            side=side,
            reply=form.reply(),
            by=rules.speaker_of(side),
            entered_by=who(request),
            now=timezone.now(),
        ),
        said=_("The answer is kept. The other is told nothing of it."),
    )


def steps(request: ActorRequest, introduction: Introduction) -> HttpResponse:
    """One more step, or the last one taken back."""
    viewer, now = who(request), timezone.now()
    if "undo" in request.POST:
        return _done(
            request,
            introduction,
            lambda: introduction_steps.undo_step(
                introduction=introduction, state=request.POST["undo"], by=viewer, now=now
            ),
            said=_("The last step is taken back."),
        )
    form = _step_form(introduction, request.POST)
    if form is None:
        messages.warning(request, str(introduction_steps.NotThatStep()))
        return redirect("web:introduction", introduction.slug)
    if not form.is_valid():
        return _page(request, introduction, bound={"step": form})
    said = form.cleaned_data
    return _done(
        request,
        introduction,
        lambda: introduction_steps.step(introduction=introduction, by=viewer, now=now, **said),
        said=_("It is kept."),
    )


def words(request: ActorRequest, introduction: Introduction) -> HttpResponse:
    """How it goes, as one of the two said on the phone."""
    viewer = who(request)
    sides = _sides(introduction)
    asked = list(introduction.follow_ups.order_by("due_on", "pk"))
    names = {side.pk: name_for(side.actor, viewer) for side in sides}
    form = _word_form(introduction, sides, asked, names, request.POST)
    if form is None:
        messages.warning(request, str(follow_ups.NothingAsked()))
        return redirect("web:introduction", introduction.slug)
    if not form.is_valid():
        return _page(request, introduction, bound={"word": form})
    side = sides[form.cleaned_data["position"]]
    follow_up = next(each for each in asked if each.kind == form.cleaned_data["follow_up"])
    return _done(
        request,
        introduction,
        lambda: follow_ups.say(
            follow_up=follow_up,
            side=side,
            said=form.said(),
            by=rules.speaker_of(side),
            entered_by=viewer,
            now=timezone.now(),
        ),
        said=_("It is kept."),
    )


def closing(request: ActorRequest, introduction: Introduction) -> HttpResponse:
    return _done(
        request,
        introduction,
        lambda: introductions.close_quietly(
            introduction=introduction, by=who(request), now=timezone.now()
        ),
        said=_("It is closed. Who was asked and did not say no reads that nothing comes of it."),
    )


def _done(
    request: ActorRequest, introduction: Introduction, do: Callable[[], object], *, said: str
) -> HttpResponse:
    try:
        do()
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, said)
    return redirect("web:introduction", introduction.slug)
