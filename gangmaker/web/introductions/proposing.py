"""Proposing an introduction: who the two are, and the words that both will read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import Count, F, Max, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from gangmaker.actors.directory import ActorRow, actor_rows
from gangmaker.actors.models import Actor, AgeGroup
from gangmaker.brokerage import introduction_rules as rules
from gangmaker.brokerage.introduction_mails import preview
from gangmaker.brokerage.models import Brief, Introduction
from gangmaker.brokerage.operations.introduction_words import WordsStay, reword
from gangmaker.brokerage.operations.introductions import NewIntroduction, NewSide, propose
from gangmaker.core.refusals import Refused
from gangmaker.core.text import normalise_line
from gangmaker.projects.operations.telling import people_behind
from gangmaker.trail.models import ItemKind
from gangmaker.web.guards import ActorRequest
from gangmaker.web.keeping.requests import typed, who
from gangmaker.web.limits import searched_within_limits

from .forms import WordsForm

UNFIT: Final = 422
MOST_FOUND: Final = 12
ASKED: Final = ("brief", "one", "candidate")


@dataclass(frozen=True)
class SideShown:
    """One of the two, as the broker weighs her: nothing here refuses."""

    name: str
    url_slug: str
    person: str
    by_phone: bool
    going: int
    at_once: int | None
    last_on: datetime | None


@dataclass(frozen=True)
class Pair:
    """Who was chosen so far, and for which brief."""

    brief: Brief | None
    one: NewSide | None
    other: NewSide | None


@searched_within_limits
def new(request: ActorRequest) -> HttpResponse:
    """First who, by search or from a brief and its candidate; then the words. With ``of`` other
    words for an introduction that nobody was asked about yet."""
    viewer = who(request)
    reworded = _reworded(request)
    if reworded is not None:
        return _reword(request, reworded)
    pair = _pair(request)
    form = WordsForm(typed(request), initial=_initial(pair))
    if pair.one is None or pair.other is None:
        return _page(request, pair, form=None)
    if form.is_valid() and "preview" not in request.POST:
        words = NewIntroduction(
            **_words(form),
            sides=(pair.one, pair.other),
            for_brief=pair.brief,
            form_token=form.cleaned_data["form_token"],
        )
        try:
            made = propose(new=words, by=viewer, now=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("web:introduction", made.slug)
    return _page(request, pair, form=form)


def _words(form: WordsForm) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in ("title", "why", "language")}


def _reworded(request: ActorRequest) -> Introduction | None:
    """The introduction that the address names, when the reader may go on with it."""
    slug = normalise_line(request.GET.get("of", ""))[:100]
    if not slug:
        return None
    named = Introduction.objects.filter(rules.not_one_of(who(request)), slug=slug, withdrawal=None)
    found: Introduction | None = named.first()
    return found


def _reword(request: ActorRequest, introduction: Introduction) -> HttpResponse:
    sides = list(introduction.sides.select_related("actor", "person").order_by("position"))
    if not rules.may_reword(introduction, sides):
        messages.warning(request, str(WordsStay()))
        return redirect("web:introduction", introduction.slug)
    words = {name: getattr(introduction, name) for name in ("title", "language")}
    form = WordsForm(typed(request), initial={**words, "why": introduction.summary})
    if form.is_valid() and "preview" not in request.POST:
        try:
            reword(introduction=introduction, by=who(request), now=timezone.now(), **_words(form))
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("web:introduction", introduction.slug)
    one, other = (NewSide(side.actor, side.person) for side in sides)
    pair = Pair(introduction.for_brief, one, other)
    return _page(request, pair, form=form, reworded=introduction)


def _page(
    request: ActorRequest,
    pair: Pair,
    form: WordsForm | None,
    reworded: Introduction | None = None,
) -> HttpResponse:
    viewer = who(request)
    chosen = {name: value for name, value in _asked(request).items() if value}
    words = normalise_line(request.GET.get("q", ""))[:100]
    mail = None
    if form is not None:
        title, why = form["title"].value() or "…", form["why"].value() or "…"
        language = str(form["language"].value())
        mail = preview(str(title), str(why), broker=viewer, language=language)
    return render(
        request,
        "web/introductions/new.html",
        {
            "form": form,
            "brief": pair.brief,
            "sides": _shown([side for side in (pair.one, pair.other) if side is not None]),
            "asks_for": "one" if pair.one is None else "candidate",
            "chosen": chosen,
            "query": f"{urlencode(chosen)}&" if chosen else "",
            "words": words,
            "found": _found(words, viewer, pair) if form is None and words else [],
            "mail": mail,
            "reworded": reworded,
        },
        status=UNFIT if form is not None and form.errors else 200,
    )


def _asked(request: ActorRequest) -> Mapping[str, str]:
    return {name: normalise_line(request.GET.get(name, ""))[:100] for name in ASKED}


def _pair(request: ActorRequest) -> Pair:
    """What the address names, as far as it is there: two people, or a brief and a candidate."""
    asked, viewer = _asked(request), who(request)
    brief = _brief(asked["brief"])
    one: NewSide | None = None
    if brief is not None:
        by = brief.by.standing
        asks = brief.on_behalf_of.standing if brief.on_behalf_of is not None else by
        one = NewSide(asks, by if by != asks else None)
    elif (named := _actor(asked["one"], viewer)) is not None:
        one = NewSide(named)
    other = _actor(asked["candidate"], viewer)
    return Pair(brief, one, NewSide(other) if other is not None else None)


def _brief(slug: str) -> Brief | None:
    if not slug:
        return None
    found: Brief | None = (
        Brief.objects.filter(slug=slug, withdrawal=None, kind=ItemKind.BRIEF)
        .select_related("by__claimed_by", "on_behalf_of__claimed_by", "deputy")
        .first()
    )
    return found


def _actor(slug: str, viewer: Actor) -> Actor | None:
    if not slug:
        return None
    return Actor.objects.visible_to(viewer).filter(slug=slug).select_related("suspension").first()


def _initial(pair: Pair) -> dict[str, Any]:
    return {"language": pair.brief.language} if pair.brief is not None else {}


def _found(words: str, viewer: Actor, pair: Pair) -> list[ActorRow]:
    """Whom the reader may know of by that name; nobody who is never introduced."""
    chosen = [side.actor.pk for side in (pair.one, pair.other) if side is not None]
    actors = (
        Actor.objects.visible_to(viewer)
        .filter(name__icontains=words, suspension=None)
        .exclude(Q(age_group=AgeGroup.MINOR) | Q(pk__in=chosen))
        .select_related("area")
        .order_by("name", "pk")[:MOST_FOUND]
    )
    return list(actor_rows(list(actors), viewer))


def _shown(sides: list[NewSide]) -> list[SideShown]:
    """How busy they are is a hint: the broker may know better. One query, and two for each
    organisation."""
    counted = Actor.objects.filter(pk__in=[side.actor.pk for side in sides]).annotate(
        going=Count(
            "introduction_sides",
            filter=Q(introduction_sides__introduction__state__in=rules.STANDING),
        ),
        last=Max("introduction_sides__introduction__created_at"),
        at_once=F("availability__at_once"),
    )
    facts = {actor.pk: vars(actor) for actor in counted}
    return [
        SideShown(
            name=side.actor.name,
            url_slug=side.actor.slug,
            person=side.person.name if side.person is not None else "",
            by_phone=not people_behind([side.person or side.actor]),
            going=facts[side.actor.pk]["going"],
            at_once=facts[side.actor.pk]["at_once"],
            last_on=facts[side.actor.pk]["last"],
        )
        for side in sides
    ]
