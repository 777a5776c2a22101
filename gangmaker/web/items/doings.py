"""What happened with an item, and what the reader may do with it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from gangmaker.actors.models import Actor
from gangmaker.actors.queries import name_for
from gangmaker.actors.rules import can_moderate
from gangmaker.brokerage.introduction_rules import may_follow
from gangmaker.concepts.rules import can_say_what_it_means
from gangmaker.projects.queries.hanging import Hanging
from gangmaker.trail import rules
from gangmaker.trail.models import Act, Item, ItemKind
from gangmaker.trail.moderation_rules import is_own
from gangmaker.web import acts

from .shapes import Doing, Happened


def is_insider(item: Item, viewer: Actor | None) -> bool:
    """Who reads everything that happened: the team, who keeps the item and who made it."""
    return viewer is not None and (
        viewer.is_team or rules.keeps(viewer, item) or rules.made(viewer, item)
    )


def verbs_for(item: Item, *, viewer: Actor | None) -> tuple[str, ...]:
    """What this reader may read of what happened with the item."""
    if item.kind == ItemKind.INTRODUCTION:
        return acts.ALL_VERBS if may_follow(viewer, item) else acts.PUBLIC_VERBS
    if viewer is not None and viewer.is_team:
        return acts.ALL_VERBS
    return acts.INSIDE_VERBS if is_insider(item, viewer) else acts.PUBLIC_VERBS


def happened(on: Hanging) -> list[Happened]:
    """The acts that the reader may read, newest first.

    What came of a step is told to insiders: who wrote it may not have meant it for everybody.
    """
    item, viewer, found = on.item, on.reader.viewer, on.journal.acts
    notes = on.journal.notes if is_insider(item, viewer) else {}
    at_once = _refused_at_once(found)
    told = [
        (act, _told(act, item, viewer, note=notes.get(act.pk, ""), at_once=act.pk in at_once))
        for act in found
    ]
    return _folded(told)


def _refused_at_once(found: Sequence[Act]) -> set[int]:
    """Refusals of who had not agreed before; ``found`` is newest first."""
    agreed: set[int | None] = set()
    refusals: set[int] = set()
    for act in reversed(found):
        if act.verb == "project.showing_agreed":
            agreed.add(act.subject_id)
        elif act.verb == "project.showing_refused" and act.subject_id not in agreed:
            refusals.add(act.pk)
    return refusals


def _folded(told: Sequence[tuple[Act, Happened]]) -> list[Happened]:
    """What one person did several times on one day, in the same words, stands there once."""
    times = Counter(_sameness(act, one) for act, one in told)
    shown: dict[tuple[object, ...], Happened] = {}
    for act, one in told:
        same = _sameness(act, one)
        shown.setdefault(same, replace(one, times=times[same]))
    return list(shown.values())


def _sameness(act: Act, told: Happened) -> tuple[object, ...]:
    return (act.verb, act.by_id, told.on, told.text, told.note)


def _told(act: Act, item: Item, viewer: Actor | None, *, note: str, at_once: bool) -> Happened:
    who = act.by
    if act.verb.endswith((".received", ".asked", ".set", ".proposed")):
        who = item.on_behalf_of or item.by
    return Happened(
        on=timezone.localdate(act.at),
        text=acts.sentence(
            act.verb,
            who=name_for(who, viewer) if who else "",
            subject=name_for(act.subject, viewer) if act.subject else "",
            data=act.data,
            at_once=at_once,
        ),
        note=note,
    )


def doings(item: Item, *, viewer: Actor | None) -> list[Doing]:
    """What the reader may do with it, as the rules say."""
    if viewer is None:
        return []
    wanted = [
        (_may_support(viewer, item), _("I support this"), "item-support"),
        (rules.can_edit_words(viewer, item), _("Change the text"), "item-edit"),
        (can_say_what_it_means(viewer, item), _("What this is about"), "item-concepts"),
        (rules.can_hand_over(viewer, item), _("Hand over"), "item-owner"),
        (_may_say_alive(viewer, item), _("Alive, finished or stopped"), "item-life"),
        (_may_withdraw(viewer, item), _("Withdraw"), "item-withdrawal"),
        (can_moderate(viewer) and not is_own(viewer, item), _("Moderate"), "moderation-item"),
    ]
    doors = [
        Doing(label, reverse(f"web:{name}", args=[item.slug]), posts=name == "item-support")
        for may, label, name in wanted
        if may
    ]
    return doors + (_translations(item) if _may_translate(viewer, item) else [])


def _may_support(viewer: Actor, item: Item) -> bool:
    fit = item.kind in (ItemKind.IDEA, ItemKind.QUESTION) and item.by_id != viewer.pk
    return fit and not hasattr(item, "withdrawal")


def _may_say_alive(viewer: Actor, item: Item) -> bool:
    """A project has stages of its own; what sleeps or ended has its button above."""
    fit = item.kind in (ItemKind.QUESTION, ItemKind.OFFER, ItemKind.IDEA)
    awake = item.asleep_since is None and not hasattr(item, "ending")
    return fit and awake and rules.can_say_alive(viewer, item) and not hasattr(item, "withdrawal")


def _may_withdraw(viewer: Actor, item: Item) -> bool:
    return rules.can_withdraw(viewer, item) and not hasattr(item, "withdrawal")


def _may_translate(viewer: Actor, item: Item) -> bool:
    return rules.can_translate(viewer, item) and not hasattr(item, "withdrawal")


def _translations(item: Item) -> list[Doing]:
    return [
        Doing(
            _("Translate into %(language)s") % {"language": str(name)},
            reverse("web:item-translation", args=[item.slug, code]),
        )
        for code, name in settings.LANGUAGES
        if code != item.language
    ]
