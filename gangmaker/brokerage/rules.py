"""Who may do what with briefs and introductions. One-line predicates."""

from gangmaker.actors.models import Actor, TeamRoleName
from gangmaker.projects.rules import stands_for

__all__ = ["can_broker", "stands_for"]


def can_broker(viewer: Actor | None) -> bool:
    """Write briefs, weigh who fits, bring people together: brokers and region administrators."""
    return viewer is not None and bool(
        viewer.roles & {TeamRoleName.BROKER, TeamRoleName.REGION_ADMIN}
    )
