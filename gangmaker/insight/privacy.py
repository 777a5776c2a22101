"""What the tables of this room hold of people."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from gangmaker.actors.personal import Nobody, Table
from gangmaker.actors.purposes import TEAM

TABLES: Final = (
    Table(
        "insight.Publication",
        _("Published figures"),
        TEAM,
        hers=("by",),
        nameless=("by",),
        stays=("reason",),
        plain=("indicator", "area", "value", "rows", "inputs_digest"),
        because=_("A published figure and why it was corrected stay on record."),
    ),
)
NOBODY: Final[tuple[Nobody, ...]] = ()
