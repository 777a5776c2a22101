"""Who contributed to an item: ideas by name, the ledger by name or summed up.

An offer is seen by those involved. For everybody else what it brought is counted together with
the rest of its form, so that a line never tells who gave it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gangmaker.actors.models import Actor
from gangmaker.actors.queries import name_for
from gangmaker.contributions.models import LedgerEntry
from gangmaker.contributions.rules import can_confirm, gave, receives
from gangmaker.projects.queries.hanging import Hanging
from gangmaker.trail.queries import Told
from gangmaker.web import quantities
from gangmaker.web.dates import short_day

from . import rows
from .shapes import Gift, State

MOST = 60


def gifts_of(on: Hanging) -> list[Gift]:
    """What the ledger holds, and the ideas for this item that are not in it."""
    viewer, ideas = on.reader.viewer, on.rows["ideas"]
    texts = {idea.pk: on.texts[idea.pk] for idea in ideas}
    gifts, in_ledger = _from_ledger(on, texts)
    return gifts + [
        Gift(
            who=rows.who_of(idea, viewer),
            what=texts[idea.pk].title,
            lang=texts[idea.pk].language,
            when=rows.shown_on(idea),
            state=State("", rows.kind_of(idea.kind)),
        )
        for idea in ideas
        if idea.pk not in in_ledger
    ]


@dataclass
class _Sum:
    """What several entries brought together, in the one unit of their form."""

    unit: str
    quantity: int = 0
    confirmed: int = 0
    givers: set[int] = field(default_factory=set)
    last: date = date.min

    def add(self, entry: LedgerEntry, *, confirmed: bool) -> None:
        self.quantity += entry.quantity
        self.confirmed += entry.quantity if confirmed else 0
        self.givers.add(entry.giver_id)
        self.last = max(self.last, entry.given_on)


def _from_ledger(on: Hanging, texts: Mapping[int, Told]) -> tuple[list[Gift], set[int]]:
    """Lines of the ledger, and which contributions stand in it by name."""
    viewer = on.reader.viewer
    for entry in on.gifts:
        entry.item = on.item
    visible = {entry.contribution_id or 0 for entry in on.gifts if vars(entry)["may_be_known"]}
    named = [entry for entry in on.gifts if _by_name(entry, visible, viewer)]
    others = [entry for entry in on.gifts if not _by_name(entry, visible, viewer)]
    gifts = _named(named, texts, viewer)[:MOST] + _together(others)
    return gifts, {entry.contribution_id or 0 for entry in named}


def _by_name(entry: LedgerEntry, visible: set[int], viewer: Actor | None) -> bool:
    if viewer is None:
        return entry.contribution_id in visible
    involved = viewer.is_team or receives(viewer, entry.item) or gave(viewer, entry)
    return involved or entry.contribution_id in visible


def _named(
    entries: Iterable[LedgerEntry], texts: Mapping[int, Told], viewer: Actor | None
) -> list[Gift]:
    """A line for each gift; its corrections are added in."""
    whole: dict[int, int] = defaultdict(int)
    first: dict[int, LedgerEntry] = {}
    for entry in entries:
        root = entry.corrects_id or entry.pk
        whole[root] += entry.quantity
        first.setdefault(root, entry)
    return [
        _gift(entry, whole[root], texts.get(entry.contribution_id or 0), viewer)
        for root, entry in first.items()
        if whole[root] > 0
    ]


def _gift(entry: LedgerEntry, quantity: int, idea: Told | None, viewer: Actor | None) -> Gift:
    confirmed = _is_confirmed(entry)
    may_confirm = not confirmed and entry.corrects_id is None and can_confirm(viewer, entry)
    return Gift(
        who=name_for(entry.on_behalf_of or entry.giver, viewer),
        what=idea.title if idea else quantities.amount(entry.unit, quantity, form=entry.form),
        lang=idea.language if idea else "",
        when=short_day(entry.given_on),
        state=_state(confirmed=confirmed),
        confirm_url=_confirm_url(entry) if may_confirm else "",
    )


def _is_confirmed(entry: LedgerEntry) -> bool:
    """By the receiver, itself or what it corrects."""
    return bool(vars(entry)["is_confirmed"])


def _confirm_url(entry: LedgerEntry) -> str:
    return reverse("web:entry-confirmation", args=[entry.item.slug, entry.pk])


def _together(entries: Iterable[LedgerEntry]) -> list[Gift]:
    """One line for each form, without names."""
    sums: dict[str, _Sum] = {}
    for entry in entries:
        total = sums.setdefault(entry.form, _Sum(entry.unit))
        total.add(entry, confirmed=_is_confirmed(entry))
    return [
        Gift(
            who=_people(len(total.givers)),
            what=quantities.amount(total.unit, total.quantity, form=form),
            when=short_day(total.last),
            state=_state(confirmed=total.confirmed >= total.quantity),
        )
        for form, total in sums.items()
        if total.quantity > 0
    ]


def _people(count: int) -> str:
    told = ngettext("%(count)s person or group", "%(count)s people or groups", count)
    return told % {"count": count}


def _state(*, confirmed: bool) -> State:
    return State("done", _("confirmed")) if confirmed else State("waiting", _("pledged"))
