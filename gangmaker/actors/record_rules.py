"""Who may claim a record that the team entered, and who keeps records: merges, claims, sheets."""

from .models import Actor, ActorKind, Membership
from .models.names import Left
from .rules import is_broker


def can_keep_records(viewer: Actor | None) -> bool:
    """Merge records, decide about claims, import and export: brokers, region administrators."""
    return is_broker(viewer)


def can_be_claimed(actor: Actor) -> bool:
    """The team entered it, and nobody has it: no account, no members, no other record.

    Of who left nobody takes over what she left nameless.
    """
    if actor.entered_by_id is None or actor.account_id or actor.claimed_by_id:
        return False
    if hasattr(actor, "suspension") or isinstance(actor.name, Left):
        return False
    if actor.kind == ActorKind.PERSON:
        return True
    return not Membership.objects.filter(organisation=actor).exists()


def can_claim(viewer: Actor | None, actor: Actor) -> bool:
    """Say that it is hers: who signed in as a person, of a record that can be claimed."""
    if viewer is None or viewer.pk == actor.pk or viewer.kind != ActorKind.PERSON:
        return False
    return viewer.account_id is not None and can_be_claimed(actor)
