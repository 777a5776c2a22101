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
from .claims import Claim, ClaimCheck, ClaimDecision
from .consents import Consent, ConsentPurpose, ConsentWhere
from .exchange import Direction, Exchange, Tag
from .house_rules import HouseRule, HouseRules
from .merges import Difference, Likeness, Merge
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
    "Claim",
    "ClaimCheck",
    "ClaimDecision",
    "Consent",
    "ConsentPurpose",
    "ConsentWhere",
    "Difference",
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
    "Likeness",
    "Measure",
    "Membership",
    "MembershipRole",
    "Merge",
    "Region",
    "Sector",
    "Statement",
    "Suspension",
    "Tag",
    "TeamRole",
    "TeamRoleName",
    "WebLink",
]
