"""What everybody may do with everything: all rules of all rooms, asked of all rows.

Rules are found by their shape, ``rule(viewer, thing)``, so that a new one is asked too.
"""

import inspect
from collections.abc import Callable, Iterator
from importlib import import_module
from itertools import product
from typing import Any, get_type_hints

from django.db.models import Model

from gangmaker.actors.directory import shown
from gangmaker.actors.models import Actor
from gangmaker.actors.models.actor import FIELD_AUDIENCE
from gangmaker.actors.queries import organisations_to_act_for
from gangmaker.actors.rules import acts_for, can_see_field
from gangmaker.contributions.models import LedgerEntry
from gangmaker.projects.models import Grant, Project, Task
from gangmaker.projects.queries.statement import years_of
from gangmaker.trail.models import Comment, Item
from tests.world import NOON

RULES = (
    "gangmaker.actors.rules",
    "gangmaker.actors.record_rules",
    "gangmaker.trail.rules",
    "gangmaker.trail.talk_rules",
    "gangmaker.contributions.rules",
    "gangmaker.projects.rules",
)
THINGS: tuple[type[Model], ...] = (Actor, Item, Project, Task, LedgerEntry, Grant, Comment)
Right = tuple[Any, ...]


def rights_of_everybody() -> set[Right]:
    """Who may what with which row, as (person, rule, table, id); and what each can read."""
    people = [person.pk for person in Actor.objects.filter(account__isnull=False)]
    found: set[Right] = set()
    for pk in people:
        found.update(_granted(pk))
        found.update(_known(Actor.objects.get(pk=pk)))
    return found


def _granted(pk: int) -> Iterator[Right]:
    for (name, rule, model), viewer in product(_rules(), [Actor.objects.get(pk=pk)]):
        for thing in model._default_manager.all():
            if rule(viewer, thing):
                yield pk, name, model.__name__, thing.pk


def _known(viewer: Actor) -> Iterator[Right]:
    for item in Item.objects.visible_to(viewer, at=NOON):
        yield viewer.pk, "sees", "Item", item.pk
    for actor in Actor.objects.visible_to(viewer):
        yield viewer.pk, "sees", "Actor", actor.pk
        for field in FIELD_AUDIENCE:
            if can_see_field(viewer, actor, field):
                yield viewer.pk, "sees field", field, actor.pk
        fields = shown(actor, viewer)
        for text in (fields.about, fields.phone, fields.email, actor.name):
            yield viewer.pk, "reads", text
    for acted_for in (*acts_for(viewer), *(one.pk for one in organisations_to_act_for(viewer))):
        yield viewer.pk, "acts for", acted_for
    for year in years_of(viewer):
        yield viewer.pk, "states", year


def _rules() -> Iterator[tuple[str, Callable[..., bool], type[Model]]]:
    for module in map(import_module, RULES):
        for name, rule in inspect.getmembers(module, inspect.isfunction):
            model = _asked_of(rule)
            if rule.__module__ == module.__name__ and model is not None:
                yield f"{module.__name__}.{name}", _at_noon(rule), model


def _asked_of(rule: Callable[..., bool]) -> type[Model] | None:
    """The table whose rows the rule is asked of, when it has that shape."""
    parameters = list(inspect.signature(rule).parameters.values())
    hints = get_type_hints(rule)
    if hints.get("return") is not bool or len(parameters) < 2 or parameters[0].name != "viewer":
        return None
    if any(more.name != "at" and more.default is more.empty for more in parameters[2:]):
        return None
    return next((model for model in THINGS if hints[parameters[1].name] is model), None)


def _at_noon(rule: Callable[..., bool]) -> Callable[..., bool]:
    if "at" not in inspect.signature(rule).parameters:
        return rule
    return lambda viewer, thing: rule(viewer, thing, at=NOON)
