"""The plan and the figures in the canary world, and what fills their addresses."""

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING

from gangmaker.actors.models import Actor
from gangmaker.actors.rules import is_team
from gangmaker.insight.figures import Scope
from gangmaker.insight.models import Publication
from gangmaker.insight.operations import publish_figure
from gangmaker.insight.registry import INDICATORS
from gangmaker.projects.models import Action, Goal, Indicator, PlanVersion
from gangmaker.projects.operations import drop_action, freeze_plan
from gangmaker.trail.models import Item
from tests import world
from tests.projects.plan_world import make_action, make_indicator

if TYPE_CHECKING:
    from tests.security.canaries import CanaryWorld

State = tuple[str, Mapping[str, str]]
SLUG = frozenset({"slug"})


def add_plan(w: "CanaryWorld") -> None:
    """A goal with an indicator and an action, one action for the team only, a frozen version and
    a published figure."""
    broker = w.viewer("broker")
    goal = w.items["goal"]
    assert isinstance(goal, Goal)
    make_indicator(goal, by=broker)
    w.items["action"] = make_action(goal, by=broker, owner=broker, title="Vezelbank openen")

    def team(viewer: Actor | None) -> bool:
        return is_team(viewer)

    hidden = make_action(
        goal, by=broker, audience="team", title=w.hide("action_title", team), summary=""
    )
    Item.objects.filter(pk=hidden.pk).update(slug="hidden-action")  # an address is not a secret
    hidden.refresh_from_db()
    drop_action(action=hidden, reason=w.hide("drop_reason", team), by=broker, now=world.NOON)
    freeze_plan(name="Actieplan", note="", by=broker, now=world.NOON)
    today = world.NOON.date()
    publish_figure(
        indicator=INDICATORS[0],
        scope=Scope(today - timedelta(days=30), today, world.NOON),
        by=w.viewer("region admin"),
        now=world.NOON,
    )


def _goals(w: "CanaryWorld") -> Iterator[State]:
    yield "goal", {"slug": w.items["goal"].slug}
    yield "public", {"slug": w.items["public"].slug}
    yield "nothing", {"slug": "nothing-here"}


def _indicators(w: "CanaryWorld") -> Iterator[State]:
    yield "measured", {"slug": w.items["goal"].slug, "indicator": str(Indicator.objects.get().pk)}
    yield "nothing", {"slug": w.items["goal"].slug, "indicator": "999999"}


def _actions(w: "CanaryWorld") -> Iterator[State]:
    yield "public", {"slug": w.items["action"].slug}
    yield "team", {"slug": Action.objects.get(audience="team").slug}
    yield "no action", {"slug": w.items["public"].slug}


def _versions(w: "CanaryWorld") -> Iterator[State]:
    yield "frozen", {"version": str(PlanVersion.objects.get().pk)}
    yield "nothing", {"version": "999999"}


def _figures(w: "CanaryWorld") -> Iterator[State]:
    yield "known", {"key": INDICATORS[0].key}
    yield "unknown", {"key": "happiness"}


def _team_figures(w: "CanaryWorld") -> Iterator[State]:
    yield "known", {"key": "waiting_longest"}
    yield "unknown", {"key": "happiness"}


def _publications(w: "CanaryWorld") -> Iterator[State]:
    yield "published", {"publication": str(Publication.objects.get().pk)}
    yield "nothing", {"publication": "999999"}


PLAN_FILLED: list[tuple[str, frozenset[str], Callable[["CanaryWorld"], Iterator[State]]]] = [
    ("goals/", SLUG, _goals),
    ("goals/", SLUG | {"indicator"}, _indicators),
    ("actions/", SLUG, _actions),
    ("plan/", frozenset({"version"}), _versions),
    ("figures/published/", frozenset({"publication"}), _publications),
    ("figures/team/", frozenset({"key"}), _team_figures),
    ("figures/", frozenset({"key"}), _figures),
]
