"""What the page of an item shows only for its kind: one line for each part."""

from gangmaker.projects.queries.hanging import Hanging
from gangmaker.web.briefs.section import brief_section
from gangmaker.web.introductions.section import introduction_section, of_brief_section
from gangmaker.web.plan import section as plan
from gangmaker.web.projects import section as projects
from gangmaker.web.results import filing
from gangmaker.web.results import sections as results

from .shapes import Section

PARTS = (
    introduction_section,
    brief_section,
    of_brief_section,
    projects.project_section,
    projects.ways_section,
    plan.goal_section,
    plan.action_section,
    filing.files_section,
    results.project_section,
    results.result_section,
)
"""Each says what it shows for an item, or None for a kind that it does not know."""


def sections_of(on: Hanging) -> list[Section]:
    """The parts of a page in their order."""
    found = [part(on) for part in PARTS]
    return [section for section in found if section is not None]
