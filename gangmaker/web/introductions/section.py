"""What the page of an introduction shows of it: to both sides who the other is, and how far."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from gangmaker.actors.models import Actor
from gangmaker.actors.rules import acts_for
from gangmaker.brokerage import introduction_rules as rules
from gangmaker.brokerage.introduction_mails import name_of, token_of
from gangmaker.brokerage.models import Introduction, IntroductionState, Side
from gangmaker.brokerage.queries.introductions import IntroductionRow, introductions_of
from gangmaker.brokerage.rules import can_broker
from gangmaker.projects.queries.hanging import Hanging
from gangmaker.trail.models import ItemKind
from gangmaker.web.items.shapes import Section


@dataclass(frozen=True)
class IntroductionShown:
    """For introductions/section.html; ``names`` of the two, to who may know both."""

    state: str
    names: tuple[str, ...]
    url: str
    for_broker: bool


def introduction_section(on: Hanging) -> Section | None:
    """Two queries. The team besides brokers reads no more than that it is there."""
    if on.item.kind != ItemKind.INTRODUCTION:
        return None
    introduction: Introduction = on.item.introduction
    viewer = on.reader.viewer
    brokers = rules.may_follow(viewer, introduction)
    sides = list(
        Side.objects.filter(introduction=introduction.pk)
        .select_related("actor__claimed_by", "person")
        .order_by("position")
    )
    hers = _hers(sides, viewer)
    if not brokers and (hers is None or not rules.is_accepted(introduction)):
        return None
    if brokers:
        url = reverse("web:introduction", args=[introduction.slug])
    else:
        url = reverse("web:introduction-side", args=[token_of(hers.nonce.hex)]) if hers else ""
    state = introduction.state if brokers else rules.reached(introduction)
    shown = IntroductionShown(
        state=str(IntroductionState(state).label),
        names=tuple(name_of(side) for side in sides),
        url=url,
        for_broker=brokers,
    )
    return Section("web/introductions/section.html", shown)


@dataclass(frozen=True)
class OfBrief:
    """For introductions/of_brief.html."""

    rows: Sequence[IntroductionRow]


def of_brief_section(on: Hanging) -> Section | None:
    """Who was introduced for a brief, for who may bring people together. Two queries."""
    viewer = on.reader.viewer
    if on.item.kind != ItemKind.BRIEF or viewer is None or not can_broker(viewer):
        return None
    rows = introductions_of(on.item.brief, viewer)
    return Section("web/introductions/of_brief.html", OfBrief(rows)) if rows else None


def _hers(sides: list[Side], viewer: Actor | None) -> Side | None:
    """The side for which the reader speaks."""
    if viewer is None:
        return None
    selves = {viewer.pk, *acts_for(viewer)}
    for side in sides:
        if any(each.pk in selves or each.reader_id == viewer.pk for each in rules.people_of(side)):
            return side
    return None
