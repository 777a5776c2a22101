"""What the tables of this room hold of people."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from gangmaker.actors.personal import Basis, Kept, Nobody, Purpose, Table
from gangmaker.actors.purposes import TAKING_PART, TEAM, WITH_THE_REGION

TEN_YEARS: Final = Kept(_("ten years; then the region decides by its list of records"))

LEDGER: Final = Purpose(
    key="ledger",
    title=_("Who gave what"),
    why=_("So that what people give is seen, thanked, and counted once."),
    basis=Basis.PUBLIC_TASK,
    of_whom=_("whoever gave or received something"),
    seen_by=_("whoever sees the page on which it was given"),
    kept=WITH_THE_REGION,
)
VOLUNTEERS: Final = Purpose(
    key="volunteers",
    title=_("Paying volunteers back"),
    why=_("So that nobody is paid more than the law allows, over all organisations together."),
    basis=Basis.LEGAL_DUTY,
    of_whom=_("volunteers, and who pays them back"),
    seen_by=_("the volunteer, the organisation that pays, and the team"),
    kept=TEN_YEARS,
)
COUNTED: Final = _("Sums must stay right, so nothing is taken out; who it was is gone.")

TABLES: Final = (
    Table(
        "contributions.Support",
        _("What you support"),
        TAKING_PART,
        hers=("actor",),
        nameless=("actor",),
        because=_("It counts on."),
    ),
    Table(
        "contributions.LedgerEntry",
        _("What was given"),
        LEDGER,
        hers=("giver", "entered_by"),
        nameless=("giver", "on_behalf_of", "entered_by"),
        stays=("reason",),
        because=COUNTED,
    ),
    Table(
        "contributions.Confirmation",
        _("What was received"),
        LEDGER,
        hers=("by",),
        nameless=("by",),
        because=COUNTED,
    ),
    Table(
        "contributions.ValuationMethod",
        _("Ways to give hours and goods a value"),
        TEAM,
        hers=("by",),
        nameless=("by",),
        plain=("key", "name", "description", "source"),
        because=COUNTED,
    ),
    Table(
        "contributions.Rate",
        _("Rates"),
        TEAM,
        hers=("by",),
        nameless=("by",),
        plain=("profile", "source"),
        because=COUNTED,
    ),
    Table(
        "contributions.VolunteerYear",
        _("How a volunteer is paid back in a year"),
        VOLUNTEERS,
        hers=("volunteer",),
        nameless=("volunteer",),
        stays=("raised_for",),
        because=COUNTED,
    ),
    Table(
        "contributions.Allowance",
        _("What a volunteer was paid back"),
        VOLUNTEERS,
        hers=("in_year__volunteer", "by"),
        nameless=("organisation", "by", "taken_back_by"),
        stays=("taken_back_reason",),
        because=COUNTED,
    ),
    Table(
        "contributions.InformationNote",
        _("What an organisation tells its volunteers"),
        VOLUNTEERS,
        hers=("by",),
        nameless=("organisation", "by"),
        plain=("aim", "status", "insurance", "allowance", "secrecy"),
        because=_("An organisation has to show what it told its volunteers."),
    ),
    Table(
        "contributions.Acknowledgement",
        _("Who read that"),
        VOLUNTEERS,
        hers=("volunteer",),
        nameless=("volunteer",),
        because=_("An organisation has to show that its volunteers were told."),
    ),
)

NOBODY: Final = (
    Nobody("contributions.Question", "what a question has beside an item: until when"),
    Nobody("contributions.Need", "what is asked for, in a few words"),
    Nobody("contributions.Idea", "what an idea has beside an item: its level"),
    Nobody("contributions.Offer", "what an offer has beside an item: form and amount"),
    Nobody("contributions.VolunteerCap", "ceilings by law"),
)
