"""All that hangs on one item, for its page: three queries, however much that is."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from gangmaker.actors.models import Actor
from gangmaker.actors.rules import is_team
from gangmaker.actors.together import Found, Lists, first, know_everybody, together
from gangmaker.concepts.queries.meanings import names_of_item
from gangmaker.contributions.models import LedgerEntry
from gangmaker.contributions.queries import gifts_to, ideas_for
from gangmaker.projects.models import BudgetLine
from gangmaker.trail.models import Item, ItemKind
from gangmaker.trail.queries import Told, Trail
from gangmaker.trail.queries.journal import Journal, journal_lists, journal_of
from gangmaker.trail.queries.talk import newest_lists
from gangmaker.trail.queries.texts import told_of_all, words_of_all
from gangmaker.trail.queries.trails import goals_served, reach_of, trail_in, trail_lists

from .papers import documents_of, file_lists, pictures_of, updates_of
from .plan import action_lists, goal_lists
from .project import project_lists
from .results import result_lists, results_of

NEWEST_UPDATES = 3
NEWEST_PAPERS = 5


@dataclass(frozen=True)
class Reader:
    """Who reads a page, when and in which language.

    ``involved`` in the item, as ``rules.is_involved`` says; ``verbs`` are those she may read of.
    """

    viewer: Actor | None
    at: datetime
    language: str
    involved: bool
    verbs: Collection[str]

    @property
    def inside(self) -> bool:
        """As ``rules.sees_inside`` says."""
        return self.involved or is_team(self.viewer)


@dataclass(frozen=True)
class Hanging:
    """What the page of ``item`` is made of, as far as ``reader`` may know it.

    ``rows`` are the lists of its kind. Whomever a row names is loaded with it; ``texts`` has the
    words of every item among them.
    """

    item: Item
    reader: Reader
    trail: Trail
    goals: list[Item]
    texts: dict[int, Told]
    journal: Journal
    gifts: list[LedgerEntry]
    rows: Found


def hanging_on(item: Item, reader: Reader, *, more: Lists | None = None) -> Hanging:
    """``item`` comes with its people and the row of its kind; ``more`` are lists of the page."""
    reach = reach_of(item.pk, viewer=reader.viewer, at=reader.at)
    lists: dict[str, QuerySet[Any]] = {
        **trail_lists(reach, viewer=reader.viewer, at=reader.at),
        "goals": goals_served(item, viewer=reader.viewer, at=reader.at),
        "gifts": gifts_to(item, viewer=reader.viewer, at=reader.at),
        "ideas": ideas_for(item, viewer=reader.viewer, at=reader.at),
        **journal_lists(item, verbs=reader.verbs),
        **newest_lists(item),
        "concepts": names_of_item(item),
        **_lists_of_kind(item, reader),
        **(file_lists(item, inside=reader.inside) if item.kind != ItemKind.RESULT else {}),
        **(more or {}),
    }
    rows = together({**lists, **words_of_all(lists, reader.language)})
    know_everybody(*rows.values())
    return Hanging(
        item=item,
        reader=reader,
        trail=trail_in(rows, at=reader.at, cut=reach.cut, current=item),
        goals=rows["goals"],
        texts=told_of_all(rows),
        journal=journal_of(rows),
        gifts=rows["gifts"],
        rows=rows,
    )


def _lists_of_kind(item: Item, reader: Reader) -> Lists:
    viewer, at = reader.viewer, reader.at
    if item.kind == ItemKind.PROJECT:
        lists = project_lists(item.project, inside=reader.inside, at=at)
        return {**lists, **_shown_of(item, reader)}
    if item.kind == ItemKind.RESULT:
        return result_lists(item.result, viewer=viewer, at=at)
    if item.kind == ItemKind.GOAL:
        return goal_lists(item, viewer=viewer, at=at)
    if item.kind == ItemKind.ACTION:
        return action_lists(item.action, viewer=viewer, at=at)
    return {}


def _shown_of(project: Item, reader: Reader) -> Lists:
    """What a project shows of itself; one more than fits, so that it is known whether all did."""
    updates = first(updates_of(project, inside=reader.inside), NEWEST_UPDATES + 1)
    return {
        "results": results_of(project, viewer=reader.viewer, at=reader.at),
        "updates": updates,
        "pictures": pictures_of(updates),
        "papers": first(documents_of(project, inside=reader.inside), NEWEST_PAPERS + 1),
        "budget lines": BudgetLine.objects.filter(project=project.pk),
    }
