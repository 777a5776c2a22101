"""The guards of this area."""

from collections.abc import Mapping
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from gangmaker.actors import rules as actor_rules
from gangmaker.actors.models import Actor
from gangmaker.actors.tokens import nonce_from
from gangmaker.brokerage import introduction_rules as rules
from gangmaker.brokerage.introduction_mails import SIDE
from gangmaker.brokerage.models import Encounter, FollowUp, Introduction, Side
from gangmaker.brokerage.rules import can_broker
from gangmaker.trail.models import Item
from gangmaker.web.guards import ActorRequest, Found, Guard


def _may_broker(viewer: Actor | None, found: Found) -> bool:
    return can_broker(viewer)


broker = Guard("may broker", _may_broker)


def _find_introduction(request: ActorRequest, named: Mapping[str, str]) -> Found:
    """An introduction that the visitor may know of, with what its page says of it."""
    visible = Item.objects.visible_to(request.actor, at=timezone.now()).filter(slug=named["slug"])
    rows = Introduction.objects.select_related(
        "owner__area", "for_brief", "came_of_it", "withdrawal"
    )
    return {"introduction": get_object_or_404(rows, pk__in=visible.values("pk"))}


introduction_brokered = Guard(
    "introduction: may broker",
    lambda viewer, found: rules.may_follow(viewer, found["introduction"]),
    _find_introduction,
)
team = Guard("team", lambda viewer, found: actor_rules.is_team(viewer))


def _find_side(request: ActorRequest, named: Mapping[str, str]) -> Found:
    """The side of a link; none any more once she was erased or may not take part."""
    side = side_of_nonce(nonce_from(named["token"], purpose=SIDE))
    if rules.is_out(side):
        raise Http404
    if side.asked_at is None and not rules.is_accepted(side.introduction):
        raise Http404
    return {"side": side, "token": named["token"]}


def side_of_nonce(nonce: str | None) -> Side:
    """The side with that in its link."""
    try:
        key = UUID(nonce or "")
    except ValueError:
        raise Http404 from None
    sides = Side.objects.select_related(
        *("introduction__owner__area", "introduction__withdrawal", "introduction__for_brief"),
        *rules.WHO,
    )
    return get_object_or_404(sides, nonce=key)


def _find_word(request: ActorRequest, named: Mapping[str, str]) -> Found:
    """What this side was asked after a meeting; nothing while they do not know of each other."""
    found = _find_side(request, named)
    introduction: Introduction = found["side"].introduction
    if not rules.is_accepted(introduction) or rules.is_closed(introduction):
        raise Http404
    asked = FollowUp.objects.filter(introduction=introduction, asked_at__isnull=False)
    return {**found, "follow_up": get_object_or_404(asked, kind=named["kind"])}


side_held = Guard("holds the link of a side", lambda viewer, found: True, _find_side)
word_asked = Guard("holds the link of a side", lambda viewer, found: True, _find_word)


def _find_encounter(request: ActorRequest, named: Mapping[str, str]) -> Found:
    if not actor_rules.is_team(request.actor):
        raise Http404
    rows = Encounter.objects.select_related("one__area", "other__area", "by", "introduction")
    return {"encounter": get_object_or_404(rows, pk=named["encounter"])}


encounter_logged = Guard(
    "encounter: logged it, or may broker",
    lambda viewer, found: (
        can_broker(viewer) or (viewer is not None and viewer.pk == found["encounter"].by_id)
    ),
    _find_encounter,
)
encounter_brokered = Guard("encounter: may broker", _may_broker, _find_encounter)
