"""Everything that is shown, to look through: filters, orders, pages of twenty."""

from datetime import date, datetime
from typing import Any, Final
from urllib.parse import urlencode

from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from gangmaker.actors.models import Actor, Area, Language
from gangmaker.contributions.models import Form, Need
from gangmaker.projects.models import Stage
from gangmaker.projects.queries import goal_choices
from gangmaker.trail.models import (
    Answer,
    Item,
    ItemKind,
    ItemQuerySet,
    Link,
    LinkVerb,
    Promise,
    PromiseKind,
)
from gangmaker.trail.models.promises import PromiseQuerySet
from gangmaker.trail.queries import MOST_LISTED, matching, newest_ids, words_of
from gangmaker.web import quantities
from gangmaker.web.guards import ActorRequest
from gangmaker.web.limits import searched_within_limits

from . import rows
from .home import open_questions

PAGE = 20
OPEN, WAITING, ANSWERED = "open", "waiting", "answered"
AWAKE, ASLEEP = "awake", "asleep"
NEWEST, CLOSING, LONGEST = "newest", "closing", "waiting"
STATES: Final = [
    ("", _("Any")),
    (OPEN, _("Open questions")),
    (WAITING, _("Waits for an answer")),
    (ANSWERED, _("Answered")),
    (AWAKE, _("Not asleep")),
    (ASLEEP, _("Asleep")),
]
SORTS: Final = [
    (NEWEST, _("Newest first")),
    (CLOSING, _("Closing soonest")),
    (LONGEST, _("Waiting longest")),
]


class Filters(forms.Form):
    """What to show. Every field is optional; a value that does not exist is said, not obeyed."""

    q = forms.CharField(label=_("Search"), required=False, max_length=200, widget=forms.SearchInput)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    state = forms.ChoiceField(label=_("Where it stands"), required=False, choices=STATES)
    stage = forms.ChoiceField(label=_("Stage of a project"), required=False)
    area = forms.ChoiceField(label=_("Municipality"), required=False)
    form = forms.ChoiceField(label=_("Asks for"), required=False)
    goal = forms.ChoiceField(label=_("Goal"), required=False)
    language = forms.ChoiceField(label=_("Language of the text"), required=False)
    sort = forms.ChoiceField(label=_("Order"), required=False, choices=SORTS)

    def __init__(self, *args: Any, goals: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        towns = list(Area.objects.filter(parent=None).order_by("name"))
        self.areas = {town.key: town.pk for town in towns}
        self._offer("kind", _("Everything"), _capitals(ItemKind.choices))
        self._offer("stage", _("Any"), _capitals(Stage.choices))
        self._offer("area", _("Everywhere"), [(town.key, town.name) for town in towns])
        self._offer("form", _("Anything"), _capitals(Form.choices))
        self._offer("goal", _("Any"), goals)
        self._offer("language", _("Any"), _capitals(Language.choices))

    def _offer(self, name: str, nothing: object, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 (for the type checker)
        field.choices = [("", nothing), *choices]

    def chosen(self) -> dict[str, str]:
        """The values that exist and narrow something; the others are left out."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


@searched_within_limits
def explore(request: ActorRequest) -> HttpResponse:
    now = timezone.now()
    viewer = request.actor
    filters = Filters(
        request.GET, goals=goal_choices(viewer, at=now, language=rows.current_language())
    )
    chosen = filters.chosen()
    ids = found_ids(filters, chosen, viewer=viewer, at=now)
    page = page_of(ids, request.GET.get("page"))
    return render(
        request,
        "web/items/explore.html",
        {
            "filters": filters,
            "unknown": [filters[name].label for name in filters.errors],
            "rows": rows.rows_of(list(page.object_list), viewer=viewer, at=now, trails=True),
            "page": page,
            "query": "".join(f"{urlencode({name: value})}&" for name, value in chosen.items()),
            "count": count_text(len(ids)),
            "cut": len(ids) >= MOST_LISTED,
            "clear_url": reverse("web:explore") if chosen or filters.errors else "",
        },
    )


def page_of(ids: list[int], number: str | None) -> "Page[int]":
    """The page asked for; the nearest that exists when there is no such page."""
    return Paginator(ids, PAGE).get_page(number)


def count_text(count: int) -> str:
    if count >= MOST_LISTED:
        return str(_("More than %(count)s found.")) % {"count": quantities.number(MOST_LISTED)}
    return ngettext("%(count)s found.", "%(count)s found.", count) % {"count": count}


def found_ids(
    filters: Filters, chosen: dict[str, str], *, viewer: Actor | None, at: datetime
) -> list[int]:
    """What is found, in the order asked for, no more than can be paged."""
    today = timezone.localdate(at)
    items = _narrowed(filters, chosen, at=at)
    if chosen.get("sort") == CLOSING:
        return _closing(items, viewer=viewer, at=at, today=today)
    if chosen.get("sort") == LONGEST:
        return _longest(items, viewer=viewer, at=at)
    return newest_ids(items, viewer=viewer, at=at)


def _narrowed(filters: Filters, chosen: dict[str, str], *, at: datetime) -> ItemQuerySet:
    items = _in_state(chosen.get("state", ""), at=at)
    if words := chosen.get("q"):
        items = matching(items, words_of(words))
    if kind := chosen.get("kind"):
        items = items.filter(kind=kind)
    if stage := chosen.get("stage"):
        items = items.filter(project__stage=stage)
    if language := chosen.get("language"):
        items = items.filter(language=language)
    if area := chosen.get("area"):
        town = filters.areas[area]
        districts = Area.objects.filter(Q(pk=town) | Q(parent=town))
        items = items.filter(area__in=districts.values("pk"))
    if form := chosen.get("form"):
        items = items.filter(pk__in=Need.objects.filter(form=form).values("item"))
    if goal := chosen.get("goal"):
        serving = Link.objects.filter(verb=LinkVerb.SERVES_GOAL, target__slug=goal)
        items = items.filter(pk__in=serving.values("source"))
    return items


def _in_state(state: str, *, at: datetime) -> ItemQuerySet:
    if state == OPEN:
        return open_questions(at=at)
    if state == WAITING:
        return Item.objects.filter(pk__in=_waiting().values("item"))
    if state == ANSWERED:
        return Item.objects.filter(pk__in=Answer.objects.values("item"))
    if state in (AWAKE, ASLEEP):
        return Item.objects.filter(asleep_since__isnull=state == AWAKE)
    return Item.objects.all()


def _waiting() -> PromiseQuerySet:
    return Promise.objects.waiting().filter(kind=PromiseKind.ANSWER)


def _closing(items: ItemQuerySet, *, viewer: Actor | None, at: datetime, today: date) -> list[int]:
    """Open questions with an end, the nearest first; those that ended or sleep are not in it."""
    ending = items.filter(question__closes_on__gte=today, asleep_since=None).published(at=at)
    nearest = ending.visible_to(viewer, at=at).order_by("question__closes_on", "pk")
    return list(nearest.values_list("pk", flat=True)[:MOST_LISTED])


def _longest(items: ItemQuerySet, *, viewer: Actor | None, at: datetime) -> list[int]:
    """What waits for an answer, the oldest promise first."""
    visible = items.visible_to(viewer, at=at).published(at=at)
    seen = Exists(visible.filter(pk=OuterRef("item")))
    promises = _waiting().filter(seen).order_by("made_on", "pk")
    return list(promises.values_list("item", flat=True)[:MOST_LISTED])


def _capitals(choices: Any) -> list[tuple[str, str]]:
    return [(value, capfirst(str(label))) for value, label in choices]
