"""What became of ideas."""

from datetime import datetime
from fractions import Fraction

from django.db.models import Min, Q

from gangmaker.insight.figures import Found, Row, Scope
from gangmaker.trail.models import Item, ItemAudience, ItemKind
from gangmaker.trail.queries.figures import median

from .scopes import in_area, shown_in

CAME_OF_IT = Q(
    links_in__verb="came_from",
    links_in__source__kind=ItemKind.PROJECT,
    links_in__source__audience=ItemAudience.PUBLIC,
    links_in__source__withdrawal=None,
)
JOINED = Q(
    links_out__verb="is_part_of",
    links_out__target__kind=ItemKind.PROJECT,
    links_out__target__audience=ItemAudience.PUBLIC,
    links_out__target__withdrawal=None,
)

Fact = tuple[object, datetime, datetime | None]


def _facts(scope: Scope) -> list[Fact]:
    """The public ideas of the period: when shown, and when a public project first came of each."""
    ideas = Item.objects.filter(kind=ItemKind.IDEA, audience=ItemAudience.PUBLIC, withdrawal=None)
    rows = (
        in_area(shown_in(ideas, scope), scope)
        .annotate(
            led_at=Min("links_in__at", filter=CAME_OF_IT),
            joined_at=Min("links_out__at", filter=JOINED),
        )
        .values_list("public_id", "published_at", "led_at", "joined_at")
    )
    return [
        (public_id, shown, min((at for at in (led, joined) if at), default=None))
        for public_id, shown, led, joined in rows
        if shown
    ]


def idea_to_project(scope: Scope) -> Found:
    """Of the public ideas of the period, of how many a public project came, until now."""
    facts = _facts(scope)
    became = sum(1 for _id, _shown, led in facts if led)
    return Found(
        value=Fraction(100 * became, len(facts)) if facts else None,
        rows=(Row("became_project", became), Row("no_project", len(facts) - became)),
        known=len(facts),
        total=len(facts),
        inputs=lambda: _facts(scope),
    )


def days_to_project(scope: Scope) -> Found:
    """The lower median of the days between an idea and the project that came of it."""
    days: dict[int, int] = {}
    facts = _facts(scope)
    for _id, shown, led in facts:
        if led:
            passed = max((led - shown).days, 0)
            days[passed] = days.get(passed, 0) + 1
    middle = median(days)
    return Found(
        value=None if middle is None else Fraction(middle),
        rows=(),
        known=sum(days.values()),
        total=len(facts),
        inputs=lambda: _facts(scope),
    )
