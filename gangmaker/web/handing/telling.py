"""What somebody keeps, in words."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from gangmaker.actors.models import Actor
from gangmaker.actors.queries import name_for
from gangmaker.projects.operations.handing_over import Plan
from gangmaker.projects.queries.keeping import Kept
from gangmaker.trail.models import ItemKind, PartKind

from .shapes import KeptGroup, KeptRow, Moving

NAMED = 12
"""So many titles of a preview; the numbers count all of them."""

KINDS: dict[str, "Promise"] = {
    ItemKind.QUESTION: gettext_lazy("questions"),
    ItemKind.IDEA: gettext_lazy("ideas"),
    ItemKind.OFFER: pgettext_lazy("several offers", "offers"),
    ItemKind.PROJECT: gettext_lazy("projects"),
    ItemKind.RESULT: gettext_lazy("results"),
    ItemKind.GOAL: gettext_lazy("goals"),
    ItemKind.ACTION: gettext_lazy("actions"),
    ItemKind.BRIEF: gettext_lazy("briefs"),
    ItemKind.INTRODUCTION: gettext_lazy("introductions"),
}
AS: dict[str, "Promise"] = {
    PartKind.OWNED: gettext_lazy("Answers for: %(what)s"),
    PartKind.DEPUTISED: gettext_lazy("As deputy: %(what)s"),
    PartKind.PROMISED: gettext_lazy("Promised on what others keep: %(what)s"),
    PartKind.LED: gettext_lazy("Leads: %(what)s"),
    PartKind.TASK: gettext_lazy("Tasks"),
    PartKind.GRANT: gettext_lazy("Keeps grants"),
    PartKind.GRANT_DEPUTISED: gettext_lazy("As deputy: grants"),
}


def label_of(kind: str, item_kind: str) -> str:
    return str(AS[kind]) % {"what": KINDS.get(item_kind, "")}


def groups_of(kept: Iterable[Kept], *, ticked: Collection[str]) -> list[KeptGroup]:
    """In the order in which they come; in each group what it holds."""
    groups: dict[str, list[Kept]] = {}
    for one in kept:
        groups.setdefault(one.group, []).append(one)
    return [
        KeptGroup(
            key=key,
            label=label_of(rows[0].kind, rows[0].item_kind),
            rows=tuple(_row(one, ticked=one.key in ticked) for one in rows),
            ticked=key in ticked,
        )
        for key, rows in groups.items()
    ]


def _row(one: Kept, *, ticked: bool) -> KeptRow:
    return KeptRow(one.key, one.title, one.language, _note(one), ticked)


def _note(one: Kept) -> str:
    told = []
    if one.waiting and one.kind == PartKind.OWNED:
        told.append(
            ngettext("%(count)s promise waits", "%(count)s promises wait", one.waiting)
            % {"count": one.waiting}
        )
    if one.due_on:
        told.append(_("by %(date)s") % {"date": _day(one.due_on)})
    if one.asleep:
        told.append(_("asleep"))
    if one.ended:
        told.append(_("ended"))
    return ", ".join(told)


def _day(day: date) -> str:
    return date_format(day, "j F Y")


def moving_of(plan: Plan, *, viewer: Actor | None) -> list[Moving]:
    return [
        Moving(
            name=name_for(to, viewer),
            count=len(kept),
            groups=tuple(counted(kept)),
            titles=tuple((one.title, one.language) for one in kept[:NAMED]),
        )
        for to, kept in plan.moves.items()
    ]


def counted(kept: Sequence[Kept]) -> list[tuple[str, int]]:
    counts = Counter((one.kind, one.item_kind) for one in kept)
    return [(label_of(*key), count) for key, count in counts.items()]
