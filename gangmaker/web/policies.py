"""The guards that pages use, by name. The rules themselves are in the rooms."""

from collections.abc import Callable, Mapping

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from gangmaker.actors import rules as actor_rules
from gangmaker.actors.models import Actor
from gangmaker.contributions import rules as contribution_rules
from gangmaker.contributions.models import LedgerEntry
from gangmaker.trail import rules as item_rules
from gangmaker.trail.models import Item, ItemKind, ItemQuerySet

from .guards import ActorRequest, Found, Guard

anyone = Guard("anyone", lambda viewer, found: True)
signed_in = Guard("signed in", lambda viewer, found: actor_rules.is_member(viewer))
team = Guard("team", lambda viewer, found: actor_rules.is_team(viewer))
may_enter_others = Guard(
    "may enter others", lambda viewer, found: actor_rules.can_enter_others(viewer)
)
region_admin = Guard("region admin", lambda viewer, found: actor_rules.is_region_admin(viewer))


def find_item(request: ActorRequest, named: Mapping[str, str]) -> Found:
    return {"item": get_object_or_404(item_named(request, named))}


def item_named(request: ActorRequest, named: Mapping[str, str]) -> ItemQuerySet:
    """The item of an address, as far as the visitor may know it, with its people."""
    visible = Item.objects.visible_to(request.actor, at=timezone.now())
    return visible.filter(slug=named["slug"]).select_related(
        *("owner__area", "deputy__area", "by__area", "on_behalf_of__area", "area"),
        *("withdrawal", "question", "project", "brief"),  # else a query each, of almost every page
        *("result__from_project", "ending__by__area"),
    )


def find_kind(kind: ItemKind) -> Callable[[ActorRequest, Mapping[str, str]], Found]:
    """An item of one kind, as the row of that kind and under its name: ``found["project"]``."""

    def find(request: ActorRequest, named: Mapping[str, str]) -> Found:
        found = find_item(request, named)["item"]
        if found.kind != kind:
            raise Http404
        return {kind.value: getattr(found, kind.value)}

    return find


def item(name: str, rule: Callable[[Actor | None, Item], bool]) -> Guard:
    return Guard(f"item: {name}", lambda viewer, found: rule(viewer, found["item"]), find_item)


item_seen = item("seen", lambda viewer, item: True)
item_answered = item("may answer", item_rules.can_answer)
item_edited = item("may edit", item_rules.can_edit_words)
item_translated = item("may translate", item_rules.can_translate)
item_withdrawn = item("may withdraw", item_rules.can_withdraw)
item_handed_over = item("may hand over", item_rules.can_hand_over)


def find_actor(request: ActorRequest, named: Mapping[str, str]) -> Found:
    visible = Actor.objects.visible_to(request.actor).filter(slug=named["slug"])
    whole = visible.select_related("area__parent", "entered_by", "suspension")
    actor: Actor = get_object_or_404(whole)
    return {"actor": actor}


def find_actor_or_who_stands(request: ActorRequest, named: Mapping[str, str]) -> Found:
    """``moved``: it is another record that stands for the one of the address.

    Told only to who may know of both.
    """
    try:
        return {**find_actor(request, named), "moved": False}
    except Http404:
        gone = Actor.objects.filter(slug=named["slug"]).exclude(claimed_by=None).first()
        if gone is None or not actor_rules.sees(request.actor, gone, gone.audience):
            raise
    standing = Actor.objects.visible_to(request.actor).filter(claimed=gone)
    return {"actor": get_object_or_404(standing), "moved": True}


def actor(name: str, rule: Callable[[Actor | None, Actor], bool]) -> Guard:
    return Guard(f"actor: {name}", lambda viewer, found: rule(viewer, found["actor"]), find_actor)


actor_page_seen = Guard(
    "actor: seen, or who stands for it", lambda viewer, found: True, find_actor_or_who_stands
)
actor_edited = actor("may edit", actor_rules.can_edit)
actor_administered = actor("may administer", actor_rules.can_administer)


def find_entry(request: ActorRequest, named: Mapping[str, str]) -> Found:
    """A ledger entry of an item that the visitor may see."""
    found = find_item(request, named)
    entry = get_object_or_404(
        LedgerEntry.objects.filter(item=found["item"], pk=named["entry"]).select_related(
            "item", "giver", "confirmation"
        )
    )
    return {"entry": entry}


entry_confirmed = Guard(
    "entry: may confirm",
    lambda viewer, found: contribution_rules.can_confirm(viewer, found["entry"]),
    find_entry,
)
entry_corrected = Guard(
    "entry: may correct",
    lambda viewer, found: contribution_rules.can_correct(viewer, found["entry"]),
    find_entry,
)
