"""Every test of these pages happens at noon, in English, with a folder of its own for files."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
import time_machine
from django.utils import translation

from gangmaker.actors.models import Actor
from gangmaker.projects.models import Project, Result
from gangmaker.trail.models import Party
from tests.web.items.conftest import signed_in
from tests.world import NOON, make_person, make_project, make_result, make_team

__all__ = ["signed_in"]


@pytest.fixture(autouse=True)
def _at_noon() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False), translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@dataclass
class Cast:
    """A project and its result, and everybody who looks at them."""

    broker: Actor
    lead: Actor
    designer: Actor
    member: Actor
    project: Project
    result: Result


@pytest.fixture
def cast(db: None) -> Cast:
    broker = make_team()
    lead, designer, member = (make_person(name) for name in ("Lead", "Designer", "Member"))
    project = make_project(by=broker)
    Party.objects.create(item=project, actor=lead, role="lead")
    Party.objects.create(item=project, actor=designer, role="designer", position=1)
    return Cast(broker, lead, designer, member, project, make_result(project))
