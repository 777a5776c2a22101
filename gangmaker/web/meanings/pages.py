"""Confirming, dismissing and adding what an item is about, or what somebody offers and seeks."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gangmaker.actors.models import Actor, Direction
from gangmaker.concepts.models import ActorConcept, Concept, ItemConcept, MeaningState
from gangmaker.concepts.operations import add_meaning, confirm_meaning, dismiss_meaning
from gangmaker.concepts.queries import named
from gangmaker.concepts.queries.meanings import AnyMeaning, concepts_beginning, open_or_confirmed
from gangmaker.core.refusals import Refused
from gangmaker.trail.models import Item
from gangmaker.web.guards import ActorRequest
from gangmaker.web.items.rows import current_language
from gangmaker.web.keeping.requests import who

LONGEST_ASKED = 80


class NotThere(Refused):
    """Somebody else took it away meanwhile, or it never was among these."""

    code = "not_there"
    message = gettext_lazy("That concept is not there any more.")


@dataclass(frozen=True)
class Row:
    """One concept that something is about; ``words`` gave rise to it, none when it was added."""

    number: int
    url: str
    name: str
    lang: str
    words: str
    confirmed: bool


@dataclass(frozen=True)
class Group:
    """What can be decided about one text."""

    key: str
    title: str
    text: str
    rows: Sequence[Row]

    @property
    def confirmed(self) -> list[Row]:
        return [row for row in self.rows if row.confirmed]

    @property
    def suggested(self) -> list[Row]:
        return [row for row in self.rows if not row.confirmed]


def item_concepts(request: ActorRequest, item: Item) -> HttpResponse:
    rows = ItemConcept.objects.filter(item=item)
    if request.method == "POST":
        return _change(request, list(rows.select_related("item")), ItemConcept(item=item))
    text = f"{item.title}\n{item.summary}"
    groups = [_group("item", _("What is this about?"), text, list(rows))]
    back = (reverse("web:item", args=[item.slug]), item.title)
    return _page(request, groups, back)


def actor_concepts(request: ActorRequest, actor: Actor) -> HttpResponse:
    rows = list(ActorConcept.objects.filter(actor=actor).select_related("actor"))
    if request.method == "POST":
        wanted = request.POST.get("group", "")
        direction = wanted if wanted in Direction.values else Direction.OFFERS
        return _change(request, rows, ActorConcept(actor=actor, direction=direction))
    said = {one.direction: one.text for one in actor.exchanges.all()}
    titles = {Direction.OFFERS: _("Offers"), Direction.SEEKS: _("Seeks")}
    groups = [
        _group(way, title, said.get(way, ""), [row for row in rows if row.direction == way])
        for way, title in titles.items()
    ]
    back = (reverse("web:actor", args=[actor.slug]), actor.name)
    return _page(request, groups, back)


def _page(request: ActorRequest, groups: Sequence[Group], back: tuple[str, str]) -> HttpResponse:
    asked = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST_ASKED]
    context = {
        "groups": groups,
        "back_url": back[0],
        "back": back[1],
        "asked": asked,
        "asked_for": request.GET.get("group", "") or groups[0].key,
        "found": concepts_beginning(asked, current_language()),
    }
    return render(request, "web/meanings/page.html", context)


def _group(key: str, title: str, text: str, rows: Sequence[AnyMeaning]) -> Group:
    shown = open_or_confirmed(rows)
    names = named([row.concept_id for row in shown], current_language())
    return Group(
        key=key,
        title=title,
        text=text,
        rows=[
            Row(
                number=row.pk,
                url=reverse("web:concept", args=[names[row.concept_id].key]),
                name=names[row.concept_id].name,
                lang=_other(names[row.concept_id].language),
                words=", ".join(row.words),
                confirmed=row.state == MeaningState.CONFIRMED,
            )
            for row in shown
            if row.concept_id in names
        ],
    )


def _other(language: str) -> str:
    return "" if language == current_language() else language


def _change(request: ActorRequest, rows: Sequence[AnyMeaning], new: AnyMeaning) -> HttpResponse:
    """One press: which of the rows is meant, or which concept comes."""
    by, now = who(request), timezone.now()
    try:
        if key := request.POST.get("add", ""):
            new.concept = _concept(key)
            add_meaning(meaning=new, by=by, now=now)
        elif number := request.POST.get("confirm", ""):
            confirm_meaning(meaning=_named(rows, number), by=by, now=now)
        else:
            row = _named(rows, request.POST.get("dismiss", ""))
            dismiss_meaning(meaning=row, by=by, now=now)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    group = request.POST.get("group", "")
    return redirect(f"{request.path}?{urlencode({'group': group})}#{group or 'main'}")


def _named(rows: Sequence[AnyMeaning], number: str) -> AnyMeaning:
    for row in rows:
        if str(row.pk) == number:
            return row
    raise NotThere


def _concept(key: str) -> Concept:
    found = Concept.objects.filter(key=key.replace("\0", "")).first()
    if found is None:
        raise NotThere
    return found
