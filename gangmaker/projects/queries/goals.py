"""What pages look up about goals."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from gangmaker.actors.models import Actor
from gangmaker.actors.together import together
from gangmaker.projects.models import Goal
from gangmaker.trail.models import Item, ItemKind, ItemQuerySet, Link, LinkVerb
from gangmaker.trail.queries import Told, told_in
from gangmaker.trail.queries.texts import told_by, translations_into


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
    goals = [_as_goal(item) for item in _visible(viewer, at=at).select_related("goal")]
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


def _visible(viewer: Actor | None, *, at: datetime) -> ItemQuerySet:
    """The goals that ``viewer`` may see, in the order of the plan."""
    goals = Item.objects.visible_to(viewer, at=at).published(at=at).filter(kind=ItemKind.GOAL)
    return goals.order_by("goal__year", "goal__position", "pk")


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
    """Slug and title of each goal that ``viewer`` may see, for a list to choose from. One query.

    In its own words without ``language``.
    """
    goals = _visible(viewer, at=at)
    words = translations_into(language).filter(item__in=goals.values("pk"))
    rows = together({"goals": goals, "words": words})
    texts = told_by(rows["goals"], rows["words"])
    return [(goal.slug, texts[goal.pk].title) for goal in rows["goals"]]
