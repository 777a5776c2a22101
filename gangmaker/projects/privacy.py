"""What the tables of this room hold of people."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from gangmaker.actors.personal import Basis, Kept, Nobody, Purpose, Table
from gangmaker.actors.purposes import TEAM, WITH_THE_REGION

PROJECTS: Final = Purpose(
    key="projects",
    title=_("Working together, and showing what came of it"),
    why=_("So that those involved know who does what, and others can learn from it."),
    basis=Basis.PUBLIC_TASK,
    of_whom=_("who takes part in a project, and who is named in a result"),
    seen_by=_("as each page says: everybody, members, those involved, or the team"),
    kept=WITH_THE_REGION,
)
ACCOUNTS: Final = Purpose(
    key="accounts",
    title=_("Accounting for money"),
    why=_("So that a funder can see what its money was for, and no cost is claimed twice."),
    basis=Basis.LEGAL_DUTY,
    of_whom=_("who works on what a grant pays, and who enters costs"),
    seen_by=_("those involved, the team, and the funder"),
    kept=Kept(_("ten years after the grant; then the region decides by its list of records")),
)
OF_THE_PROJECT: Final = _("It is part of what several people made; who wrote it is gone.")
AUDITED: Final = _("A funder may ask for it for ten years, also who worked on what it pays.")
PLANNED: Final = _("How the plan came about stays on record; who it was is gone.")

TABLES: Final = (
    Table(
        "projects.StageChange",
        _("Where a project stands, and why"),
        PROJECTS,
        hers=("by",),
        nameless=("by",),
        stays=("reason", "learnt"),
        because=OF_THE_PROJECT,
    ),
    Table(
        "projects.ShowingConsent",
        _("Who agrees to show a project"),
        PROJECTS,
        hers=("party", "by"),
        nameless=("party", "by"),
        because=_("That everybody agreed must stay provable; who it was is gone."),
    ),
    Table(
        "projects.Task",
        _("Tasks"),
        PROJECTS,
        hers=("owner",),
        nameless=("owner", "done_by"),
        stays=("title",),
        because=OF_THE_PROJECT,
    ),
    Table(
        "projects.Update",
        _("News of projects"),
        PROJECTS,
        hers=("by",),
        nameless=("by", "on_behalf_of"),
        stays=("text",),
        because=OF_THE_PROJECT,
    ),
    Table(
        "projects.Attachment",
        _("Pictures and documents"),
        PROJECTS,
        hers=("by",),
        nameless=("by",),
        chosen=("name", "alt", "file"),
        plain=("media_type",),
        because=OF_THE_PROJECT,
    ),
    Table(
        "projects.Evidence",
        _("What shows that a result is real"),
        PROJECTS,
        hers=("by",),
        nameless=("by",),
        stays=("url", "text", "said_by"),
        plain=("unit", "method"),
        because=_(
            "A quote is kept with the consent of who said it. Taken back, no word of it stays."
        ),
    ),
    Table(
        "projects.Credit",
        _("Who made a result"),
        PROJECTS,
        hers=("actor",),
        emptied=("name",),
        nameless=("actor",),
        stays=("role",),
        because=_("For what somebody is thanked stays; who it was is gone."),
    ),
    Table(
        "projects.BudgetLine",
        _("Budgets"),
        ACCOUNTS,
        hers=("paid_by",),
        nameless=("paid_by",),
        plain=("label",),
        because=AUDITED,
    ),
    Table(
        "projects.Cost",
        _("Costs"),
        ACCOUNTS,
        hers=("staff", "borne_by", "by"),
        nameless=("borne_by", "staff", "by"),
        stays=("what", "reason"),
        because=AUDITED,
    ),
    Table(
        "projects.Grant",
        _("Grants"),
        ACCOUNTS,
        hers=("owner", "by"),
        nameless=("funder", "owner", "deputy", "by"),
        plain=("title", "reference", "currency"),
        because=AUDITED,
    ),
    Table(
        "projects.Deadline",
        _("What funders expect"),
        ACCOUNTS,
        hers=("met_by",),
        nameless=("met_by",),
        plain=("what",),
        because=AUDITED,
    ),
    Table(
        "projects.GrantLine",
        _("What was claimed"),
        ACCOUNTS,
        hers=("by",),
        nameless=("by", "withdrawn_by"),
        stays=("withdrawn_reason",),
        because=AUDITED,
    ),
    Table(
        "projects.AssignmentLetter",
        _("Assignment letters"),
        ACCOUNTS,
        hers=("person",),
        nameless=("person", "by"),
        stays=("function", "signed_by", "reason"),
        because=AUDITED,
    ),
    Table(
        "projects.LetterEnd",
        _("Ends of such letters"),
        ACCOUNTS,
        hers=("letter__person",),
        nameless=("by",),
        stays=("reason",),
        because=AUDITED,
    ),
    Table(
        "projects.VatRegime",
        _("What a party recovers of its VAT"),
        ACCOUNTS,
        hers=("party",),
        nameless=("party", "by"),
        plain=("source",),
        because=AUDITED,
    ),
    Table(
        "projects.Measurement",
        _("Measurements of the plan"),
        TEAM,
        hers=("by",),
        nameless=("by",),
        stays=("note",),
        because=PLANNED,
    ),
    Table(
        "projects.PlanChange",
        _("Changes of the plan"),
        TEAM,
        hers=("act__by",),
        stays=("before", "after", "reason"),
        because=PLANNED,
    ),
    Table(
        "projects.PlanVersion",
        _("Versions of the plan"),
        TEAM,
        hers=("by",),
        nameless=("by",),
        stays=("note", "content"),
        plain=("name", "digest"),
        because=PLANNED,
    ),
)

NOBODY: Final = (
    Nobody("projects.Project", "what a project has beside an item: days and stage"),
    Nobody("projects.Phase", "parts of a project"),
    Nobody("projects.Deliverable", "what a project has to have made"),
    Nobody("projects.Goal", "what a goal has beside an item: its year"),
    Nobody("projects.Action", "what an action has beside an item: its days"),
    Nobody("projects.Indicator", "how a goal is measured"),
    Nobody("projects.GrantForm", "what a grant counts"),
    Nobody("projects.Award", "how much of a grant is for a project"),
    Nobody("projects.Result", "what a result has beside an item: for whom and where, as a place"),
)
