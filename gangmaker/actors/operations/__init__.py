"""Everything that changes people and organisations. Keyword-only, actor and time passed in."""

from .organisations import (
    InvitationIsNotForYou,
    InvitationIsUsed,
    LastAdministrator,
    accept_invitation,
    change_role,
    invite,
    leave_organisation,
    revoke_invitation,
    start_organisation,
)
from .people import (
    LinkIsUsed,
    attach_account,
    confirm_address,
    enter_actor,
    grant_team_role,
    send_confirmation,
    welcome_guest,
)
from .profile import Profile, edit_profile
from .region import RegionSettings, set_region
from .restricting import (
    AlreadySuspended,
    EndsTooEarly,
    Reasons,
    ReasonsMissing,
    RuleIsOld,
    end_suspension,
    give_statement,
    suspend,
    tell_of_statement,
)

__all__ = [
    "AlreadySuspended",
    "EndsTooEarly",
    "InvitationIsNotForYou",
    "InvitationIsUsed",
    "LastAdministrator",
    "LinkIsUsed",
    "Profile",
    "Reasons",
    "ReasonsMissing",
    "RegionSettings",
    "RuleIsOld",
    "accept_invitation",
    "attach_account",
    "change_role",
    "confirm_address",
    "edit_profile",
    "end_suspension",
    "enter_actor",
    "give_statement",
    "grant_team_role",
    "invite",
    "leave_organisation",
    "revoke_invitation",
    "send_confirmation",
    "set_region",
    "start_organisation",
    "suspend",
    "tell_of_statement",
    "welcome_guest",
]
