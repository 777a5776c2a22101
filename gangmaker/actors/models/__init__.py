"""Who takes part: an account signs in, an actor takes part."""

from .accounts import Account, EmailConfirmation
from .actor import (
    Actor,
    ActorKind,
    ActorLanguage,
    ActorQuerySet,
    ActorSector,
    AgeGroup,
    Audience,
    Language,
    Sector,
    WebLink,
)
from .consents import Consent, ConsentPurpose, ConsentWhere
from .exchange import Direction, Exchange, Tag
from .organisations import Invitation, Membership, MembershipRole
from .region import Area, AreaKind, Region
from .team import Suspension, TeamRole, TeamRoleName

__all__ = [
    "Account",
    "Actor",
    "ActorKind",
    "ActorLanguage",
    "ActorQuerySet",
    "ActorSector",
    "AgeGroup",
    "Area",
    "AreaKind",
    "Audience",
    "Consent",
    "ConsentPurpose",
    "ConsentWhere",
    "Direction",
    "EmailConfirmation",
    "Exchange",
    "Invitation",
    "Language",
    "Membership",
    "MembershipRole",
    "Region",
    "Sector",
    "Suspension",
    "Tag",
    "TeamRole",
    "TeamRoleName",
    "WebLink",
]
