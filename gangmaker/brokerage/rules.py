"""Who may do what with briefs and introductions. One-line predicates."""

from gangmaker.actors.models import Actor
from gangmaker.actors.rules import is_broker
from gangmaker.projects.rules import stands_for

__all__ = ["can_broker", "stands_for"]


def can_broker(viewer: Actor | None) -> bool:
    """Write briefs, weigh who fits, bring people together: brokers and region administrators."""
    return is_broker(viewer)
