"""What the tables of this room hold of people."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from gangmaker.actors.personal import Basis, Nobody, Purpose, Table
from gangmaker.actors.purposes import UNTIL_YOU_LEAVE, WITH_THE_REGION

BRINGING_TOGETHER: Final = Purpose(
    key="bringing-together",
    title=_("Bringing people together"),
    why=_("So that who asks something and who can answer it meet, and we learn what came of it."),
    basis=Basis.PUBLIC_TASK,
    of_whom=_("who asks something, who is introduced, and who met somebody here"),
    seen_by=_("you and the team; once both said yes, the two of you"),
    kept=WITH_THE_REGION,
)
BEING_PROPOSED: Final = Purpose(
    key="being-proposed",
    title=_("Being proposed for questions of others"),
    why=_("So that you are asked for what you bring, as often as you want."),
    basis=Basis.CONSENT,
    of_whom=_("members who agreed"),
    seen_by=_("you and the team"),
    kept=UNTIL_YOU_LEAVE,
)
COUNTED: Final = _("What came of introductions stays countable; who it was is gone.")

TABLES: Final = (
    Table(
        "brokerage.Availability",
        _("What you want to be asked for"),
        BEING_PROPOSED,
        hers=("actor",),
        goes=("actor", "forms"),
    ),
    Table(
        "brokerage.Brief",
        _("What you ask, on one page"),
        BRINGING_TOGETHER,
        hers=("by",),
        secret=("link_nonce",),
        nameless=("approved_by",),
        chosen=("behind", "for_whom", "tried", "must_not"),
        stays=("hours", "money", "data", "people", "machines"),
        plain=("forms", "sectors", "languages"),
        because=_("What was there to solve it stays; who asked is gone."),
    ),
    Table(
        "brokerage.BriefCorrection",
        _("What you changed in a brief"),
        BRINGING_TOGETHER,
        hers=("by",),
        goes=("was", "by"),
        plain=("field",),
    ),
    Table(
        "brokerage.SecrecyAgreement",
        _("What you promised to be silent about"),
        BRINGING_TOGETHER,
        hers=("actor",),
        nameless=("actor", "by"),
        because=_("That somebody promised stays provable; who it was is gone."),
    ),
    Table(
        "brokerage.Candidate",
        _("For which briefs you were considered"),
        BRINGING_TOGETHER,
        hers=("actor",),
        goes=("actor", "why", "reasons", "by"),
    ),
    Table(
        "brokerage.Side",
        _("To whom you were introduced, and what you answered"),
        BRINGING_TOGETHER,
        hers=("actor", "person"),
        secret=("nonce",),
        emptied=("reason",),
        nameless=("actor", "person", "entered_by"),
        because=COUNTED,
    ),
    Table(
        "brokerage.Step",
        _("How far an introduction came"),
        BRINGING_TOGETHER,
        hers=("by",),
        nameless=("by",),
        stays=("note",),
        because=COUNTED,
    ),
    Table(
        "brokerage.Word",
        _("How you found a meeting"),
        BRINGING_TOGETHER,
        hers=("side__actor", "side__person"),
        nameless=("entered_by",),
        because=COUNTED,
    ),
    Table(
        "brokerage.Encounter",
        _("Whom you met here"),
        BRINGING_TOGETHER,
        hers=("one", "other"),
        emptied=("about",),
        nameless=("one", "other", "by"),
        stays=("where",),
        because=COUNTED,
    ),
)

NOBODY: Final = (
    Nobody("brokerage.Introduction", "what an introduction has beside an item: how far it came"),
    Nobody("brokerage.FollowUp", "days on which both are asked"),
)
