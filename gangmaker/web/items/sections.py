"""What the page of an item shows only for its kind: one line for each part."""

from datetime import datetime

from gangmaker.actors.models import Actor
from gangmaker.trail.models import Item
from gangmaker.web.plan import section as plan
from gangmaker.web.projects import section as projects
from gangmaker.web.results import sections as results

from .shapes import Section

PARTS = (
    projects.project_section,
    projects.ways_section,
    plan.goal_section,
    plan.action_section,
    results.project_section,
    results.result_section,
)
"""Each says what it shows for an item, or None for a kind that it does not know."""


def sections_of(item: Item, *, viewer: Actor | None, at: datetime) -> list[Section]:
    """The parts of a page in their order; ``item`` is one that ``viewer`` may see."""
    found = [part(item, viewer=viewer, at=at) for part in PARTS]
    return [section for section in found if section is not None]
