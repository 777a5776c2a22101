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
from .house_rules import HouseRule, HouseRules
from .organisations import Invitation, Membership, MembershipRole
from .region import Area, AreaKind, Region
from .statements import Ground, Lifting, LiftingReason, Measure, Statement
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
    "Ground",
    "HouseRule",
    "HouseRules",
    "Invitation",
    "Language",
    "Lifting",
    "LiftingReason",
    "Measure",
    "Membership",
    "MembershipRole",
    "Region",
    "Sector",
    "Statement",
    "Suspension",
    "Tag",
    "TeamRole",
    "TeamRoleName",
    "WebLink",
]
