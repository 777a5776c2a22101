"""The page of one person or organisation: what this reader may see of it."""

from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from gangmaker.actors import record_rules, rules
from gangmaker.actors.directory import audiences_of, members_shown, organisations_shown, shown
from gangmaker.actors.models import Actor, ActorKind
from gangmaker.brokerage.availability_rules import can_say_available
from gangmaker.core.enterprise import written
from gangmaker.projects.rules import can_hand_over_all
from gangmaker.trail.models import Item, ItemKind
from gangmaker.web.guards import ActorRequest
from gangmaker.web.items.rows import asleep_state
from gangmaker.web.items.shapes import State
from gangmaker.web.meanings.shown import concepts_shown

from .look import actor_row, picture_url

PAGE = 24


@dataclass(frozen=True)
class ItemRow:
    """As ``components/item_row.html`` asks for it."""

    url: str
    title: str
    lang: str
    who: str
    when: str
    kind: str = ""
    forms: str = ""
    progress: None = None
    state: State | None = None


def actor_page(request: ActorRequest, actor: Actor, *, moved: bool = False) -> HttpResponse:
    """``moved``: the address is of a record for which this actor stands."""
    if moved:
        return redirect("web:actor", actor.slug)
    now = timezone.now()
    viewer = request.actor
    is_organisation = actor.kind == ActorKind.ORGANISATION
    page = Paginator(items_of(actor, viewer, at=now), PAGE).get_page(request.GET.get("page"))
    related = (
        members_shown(actor, viewer) if is_organisation else organisations_shown(actor, viewer)
    )
    fields = shown(actor, viewer)
    context = {
        "actor": actor,
        "kind": ActorKind(actor.kind).label,
        "fields": fields,
        "picture_url": picture_url(actor.slug, fields.picture, "large"),
        "is_organisation": is_organisation,
        "related": [actor_row(row) for row in related],
        "page": page,
        "rows": [_item_row(item) for item in page],
        "concepts": concepts_shown(actor),
        "may_edit": rules.can_edit(viewer, actor),
        "may_say_available": can_say_available(viewer, actor),
        "may_hand_over": actor.account_id is not None and can_hand_over_all(viewer, actor),
        "may_bring_for": rules.can_bring_for(viewer, actor),
        "may_claim": record_rules.can_be_claimed(actor)
        and (viewer is None or viewer.pk != actor.pk),
        "keeps_records": record_rules.can_keep_records(viewer),
        "enterprise_number": written(actor.enterprise_number),
        "knows_members": is_organisation and _knows_members(viewer, actor),
        "for_team": rules.is_team(viewer),
        "entered_by": actor.entered_by if rules.is_team(viewer) else None,
    }
    return render(request, "web/people/actor.html", context)


def items_of(actor: Actor, viewer: Actor | None, *, at: datetime) -> QuerySet[Item]:
    """What the actor contributed, newest first, of what ``viewer`` may know.

    So is what other records contributed for which the actor stands, of those that the viewer may
    know: who left something as a guest did not put a name to it.
    """
    also = Actor.objects.filter(claimed_by=actor)
    if viewer is None or viewer.pk != actor.pk:
        also = also.filter(audience__in=audiences_of(viewer))
    others = also.values("pk")
    mine = Q(by=actor) | Q(on_behalf_of=actor) | Q(by__in=others) | Q(on_behalf_of__in=others)
    return Item.objects.visible_to(viewer, at=at).filter(mine).order_by("-published_at", "-pk")


def _item_row(item: Item) -> ItemRow:
    return ItemRow(
        url=reverse("web:item", args=[item.slug]),
        title=item.title,
        lang=item.language,
        kind=ItemKind(item.kind).label.capitalize(),
        who="",
        when=date_format(item.published_at, "j F Y") if item.published_at else "",
        state=asleep_state(item),
    )


def _knows_members(viewer: Actor | None, organisation: Actor) -> bool:
    return viewer is not None and (
        organisation.pk in viewer.organisation_roles or rules.is_region_admin(viewer)
    )
