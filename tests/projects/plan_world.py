"""Makers of a plan: indicators, actions and realised projects."""

from datetime import date
from decimal import Decimal
from typing import Any

from gangmaker.actors.models import Actor
from gangmaker.projects.models import Action, Evidence, Goal, Indicator, Project, Stage
from gangmaker.projects.operations import IndicatorTerms, add_action, add_indicator
from tests.world import NOON, make_new_item, make_project, make_result

TODAY = NOON.date()


def terms(**changed: Any) -> IndicatorTerms:
    said: dict[str, Any] = {
        "name": {"nl": "Toepassingen van korte vezels"},
        "definition": {"nl": "Producten die iemand kan kopen of zien."},
        "unit": {"nl": "producten"},
        "source": "Designregio Kortrijk",
        "how_often": "yearly",
        "baseline": Decimal(4),
        "baseline_on": date(2024, 1, 1),
        "target": Decimal(50),
        "target_on": date(2030, 12, 31),
    }
    return IndicatorTerms(**said | changed)


def make_indicator(goal: Goal, *, by: Actor, **changed: Any) -> Indicator:
    return add_indicator(
        goal=goal, terms=terms(**changed), reason="Zo meten we het.", by=by, now=NOON
    )


def make_action(
    goal: Goal, *, by: Actor, owner: Actor | None = None, due_on: date = TODAY, **new: Any
) -> Action:
    item = make_new_item(by=by, owner=owner or by, **({"title": "Vezelbank openen"} | new))
    return add_action(
        goal=goal, new=item, starts_on=None, due_on=due_on, reason="Beslist in de raad.", now=NOON
    )


def make_realised(*, ended_on: date = TODAY, **new: Any) -> Project:
    """A finished public project whose result has one piece of evidence, seen today."""
    project = make_project(stage=Stage.FINISHED, ended_on=ended_on, **new)
    Evidence.objects.create(
        result=make_result(project),
        kind="link",
        url="https://example.org/lamp",
        seen_on=ended_on,
        by=project.by,
        at=NOON,
    )
    return project
