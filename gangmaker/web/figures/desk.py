"""The figures of the team: what they name, with who answers for it and the way to the next step."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from gangmaker.actors.models import Actor
from gangmaker.actors.queries import name_for
from gangmaker.actors.rules import can_edit
from gangmaker.insight.figures import Indicator, Row
from gangmaker.trail.models import Item, PromiseKind
from gangmaker.trail.rules import can_answer, can_hand_over

from .counting import Counted
from .shapes import Named

BY_ITEM: Final = ("asleep_items", "waiting_longest")
BY_RECORD: Final = "records_with_gaps"
BY_OWNER: Final = "promises_by_owner"
LACKS: Final[Mapping[str, Promise]] = {
    "place": gettext_lazy("no municipality"),
    "sector": gettext_lazy("no sector"),
    "form": gettext_lazy("asks for no form"),
}


@dataclass(frozen=True)
class Known:
    """What the rows of the team's figures name, as it is now; two queries for all of them."""

    viewer: Actor | None
    items: Mapping[int, Item] = field(default_factory=dict)
    actors: Mapping[int, Actor] = field(default_factory=dict)

    def name(self, actor: int) -> str:
        return name_for(self.actors[actor], self.viewer) if actor in self.actors else "?"


def known_in(found: Mapping[str, Counted], *, viewer: Actor | None) -> Known:
    """Looked up anew for each page: what was counted and kept holds no names. Who may not know of
    an item does not read its title here either."""
    items: set[int] = set()
    actors: set[int] = set()
    for key, counted in found.items():
        for row in counted.rows:
            parts = row.key.split(":")
            if key in BY_ITEM:
                items.add(int(parts[0]))
                actors.update(int(part) for part in parts[1:2])
            elif key == BY_RECORD:
                (items if parts[0] == "item" else actors).add(int(parts[1]))
            elif key == BY_OWNER:
                actors.add(int(row.key))
    visible = Item.objects.visible_to(viewer, at=timezone.now())
    known = visible.select_related("owner__area").in_bulk(items) if items else {}
    named = Actor.objects.select_related("area").in_bulk(actors) if actors else {}
    return Known(viewer, known, named)


def named(indicator: Indicator, rows: Iterable[Row], known: Known) -> tuple[Named, ...]:
    """The rows of a figure as things; none of a figure whose rows are groups."""
    tell = {
        "asleep_items": _sleeping,
        "waiting_longest": _waiting,
        BY_RECORD: _record,
    }.get(indicator.key)
    if tell is None:
        return ()
    return tuple(told for row in rows if (told := tell(row, known)) is not None)


def in_words(indicator: Indicator, known: Known) -> Indicator:
    """The same figure, whose rows are called by the names of now."""
    if indicator.key not in (*BY_ITEM, BY_RECORD, BY_OWNER):
        return indicator

    def called(key: str) -> str:
        if indicator.key == BY_OWNER:
            return known.name(int(key))
        table, pk = key.split(":")[:2] if indicator.key == BY_RECORD else ("item", key)
        number = int(pk.split(":")[0])
        if table == "actor":
            return known.name(number)
        return known.items[number].title if number in known.items else "?"

    return replace(indicator, label=called)


def _sleeping(row: Row, known: Known) -> Named | None:
    item = known.items.get(int(row.key))
    if item is None:
        return None
    return Named(
        title=item.title,
        lang=item.language,
        url=reverse("web:item", args=[item.slug]),
        note=name_for(item.owner, known.viewer),
        days=_days(row.count or 0),
        do_url=reverse("web:item-life", args=[item.slug]),
        do_label=_("Say how it stands"),
    )


def _to(name: str, slug: str, *, may: bool) -> str:
    return reverse(f"web:{name}", args=[slug]) if may else ""


def _waiting(row: Row, known: Known) -> Named | None:
    pk, owner, kind, late = row.key.split(":")
    item = known.items.get(int(pk))
    if item is None:
        return None
    answers = kind == PromiseKind.ANSWER
    viewer = known.viewer
    may = can_answer(viewer, item) if answers else can_hand_over(viewer, item)
    return Named(
        title=item.title,
        lang=item.language,
        url=reverse("web:item", args=[item.slug]),
        note=(_("an answer by %(owner)s") if answers else _("a next step by %(owner)s"))
        % {"owner": known.name(int(owner))},
        days=_days(row.count or 0),
        late=bool(late),
        do_url=_to("item-answer" if answers else "item-owner", item.slug, may=may),
        do_label=_("Answer") if answers else _("Hand over"),
    )


def _record(row: Row, known: Known) -> Named | None:
    table, pk, lacks = row.key.split(":")
    note = ", ".join(str(LACKS[fact]) for fact in lacks.split("+"))
    if table == "actor":
        actor = known.actors.get(int(pk))
        return actor and Named(
            title=known.name(actor.pk),
            lang="",
            url=reverse("web:actor", args=[actor.slug]),
            note=note,
            days=_days(row.count or 0),
            do_url=_to("actor-edit", actor.slug, may=can_edit(known.viewer, actor)),
            do_label=_("Edit"),
        )
    item = known.items.get(int(pk))
    return item and Named(
        title=item.title,
        lang=item.language,
        url=reverse("web:item", args=[item.slug]),
        note=note,
        days=_days(row.count or 0),
    )


def _days(count: int) -> str:
    return ngettext("%(days)s day", "%(days)s days", count) % {"days": count}
