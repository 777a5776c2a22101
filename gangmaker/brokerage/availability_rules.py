"""Who says that somebody is available."""

from gangmaker.actors.models import Actor, ActorKind
from gangmaker.actors.models.names import Left

from .rules import can_broker, stands_for


def can_say_available(viewer: Actor | None, actor: Actor) -> bool:
    """Say whether ``actor`` wants to be proposed: she herself, and who acts for an organisation.

    Brokers write it down only for a person without an account, who said so in person.
    """
    if actor.claimed_by_id is not None or isinstance(actor.name, Left):
        return False
    on_paper = actor.kind == ActorKind.PERSON and actor.account_id is None
    return stands_for(viewer, actor) or (on_paper and can_broker(viewer))
