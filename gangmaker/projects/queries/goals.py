"""What pages look up about goals."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from gangmaker.actors.models import Actor
from gangmaker.projects.models import Goal
from gangmaker.trail.models import Item, ItemKind, Link, LinkVerb
from gangmaker.trail.queries import Told, told_in


@dataclass(frozen=True)
class GoalNode:
    """A goal with what it says in the reader's language, and the goals below it."""

    id: int
    slug: str
    key: str
    title: str
    summary: str
    language: str
    is_translation: bool
    year: int
    below: tuple["GoalNode", ...]


def goal_tree(viewer: Actor | None, *, at: datetime, language: str) -> list[GoalNode]:
    """The goals that ``viewer`` may see, as a tree; two queries.

    A goal below one that the viewer may not see stands at the top.
    """
    goals = _visible(viewer, at=at)
    texts = told_in(goals, language)
    seen = {goal.pk for goal in goals}
    below: dict[int | None, list[Goal]] = {}
    for goal in goals:
        parent = goal.parent_id if goal.parent_id in seen else None
        below.setdefault(parent, []).append(goal)

    def branch(parent: int | None) -> tuple[GoalNode, ...]:
        return tuple(_node(goal, texts[goal.pk], branch(goal.pk)) for goal in below.get(parent, []))

    return list(branch(None))


def _node(goal: Goal, told: Told, below: tuple[GoalNode, ...]) -> GoalNode:
    return GoalNode(
        id=goal.pk,
        slug=goal.slug,
        key=str(goal.public_id),
        title=told.title,
        summary=told.summary,
        language=told.language,
        is_translation=told.is_translation,
        year=goal.year,
        below=below,
    )


def _visible(viewer: Actor | None, *, at: datetime) -> list[Goal]:
    visible = Item.objects.visible_to(viewer, at=at).published(at=at)
    goals = visible.filter(kind=ItemKind.GOAL).select_related("goal")
    in_order = goals.order_by("goal__year", "goal__position", "pk")
    return [_as_goal(item) for item in in_order]


def _as_goal(item: Item) -> Goal:
    goal: Goal = item.goal
    return goal


def serving_counts(*, at: datetime) -> dict[int, dict[str, int]]:
    """How many public items of each kind serve each goal and action, themselves and not what is
    below them; actions are not counted. One query, which reads all those links."""
    rows = (
        Link.objects.filter(
            verb=LinkVerb.SERVES_GOAL,
            source__audience="public",
            source__published_at__lte=at,
            source__withdrawal=None,
        )
        .exclude(source__kind=ItemKind.ACTION)
        .values("target", "source__kind")
        .annotate(count=Count("source", distinct=True))
        .order_by()
    )
    found: dict[int, dict[str, int]] = {}
    for row in rows:
        found.setdefault(row["target"], {})[row["source__kind"]] = row["count"]
    return found


def goal_choices(
    viewer: Actor | None, *, at: datetime, language: str = ""
) -> list[tuple[str, str]]:
    """Slug and title of each goal that ``viewer`` may see, for a list to choose from."""
    goals = _visible(viewer, at=at)
    texts = told_in(goals, language) if language else {}
    return [(goal.slug, texts[goal.pk].title if goal.pk in texts else goal.title) for goal in goals]
