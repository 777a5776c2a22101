"""What the tables of this room hold of people."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from gangmaker.actors.personal import Nobody, Table
from gangmaker.actors.purposes import MAIL, TAKING_PART

BUILT_ON: Final = _("Others answered it and built on it; who it was is gone.")
OWED: Final = _("What was promised and answered stays on record, so that nobody is forgotten.")

TABLES: Final = (
    Table(
        "trail.Item",
        _("What people bring and make"),
        TAKING_PART,
        hers=("by",),
        emptied=("source",),
        nameless=("owner", "deputy", "by", "on_behalf_of", "entered_by"),
        chosen=("title", "summary", "slug"),
        plain=("code",),
        because=BUILT_ON,
    ),
    Table(
        "trail.ItemTranslation",
        _("Translations"),
        TAKING_PART,
        hers=("by",),
        nameless=("by",),
        stays=("title", "summary"),
        because=_("They say in another language what somebody else wrote."),
    ),
    Table(
        "trail.Party",
        _("Who is involved"),
        TAKING_PART,
        hers=("actor",),
        nameless=("actor",),
        stays=("role",),
        because=_("As what somebody took part in a project stays; who it was is gone."),
    ),
    Table(
        "trail.Link",
        _("How things hang together"),
        TAKING_PART,
        hers=("by",),
        nameless=("by",),
        because=BUILT_ON,
    ),
    Table(
        "trail.Act",
        _("What happened"),
        TAKING_PART,
        hers=("by", "subject"),
        nameless=("by", "on_behalf_of", "subject"),
        plain=("verb", "data"),
        because=_("The memory of the region never changes; it holds numbers, no names."),
    ),
    Table(
        "trail.Promise",
        _("What is owed"),
        TAKING_PART,
        hers=("to", "owner"),
        nameless=("to", "owner"),
        stays=("what", "kept_note"),
        because=OWED,
    ),
    Table(
        "trail.Answer",
        _("Answers"),
        TAKING_PART,
        hers=("by",),
        nameless=("by", "redirected_to"),
        stays=("reason", "next_step"),
        because=OWED,
    ),
    Table(
        "trail.Comment",
        _("Comments"),
        TAKING_PART,
        hers=("by",),
        nameless=("by", "on_behalf_of"),
        chosen=("text",),
        because=_("Replies hang on it."),
    ),
    Table(
        "trail.Follow",
        _("What you follow"),
        TAKING_PART,
        hers=("actor",),
        goes=("actor",),
    ),
    Table(
        "trail.Thanks",
        _("Thanks that you said"),
        TAKING_PART,
        hers=("by",),
        nameless=("by",),
        because=_("They count on."),
    ),
    Table(
        "trail.Message",
        _("Mails that were sent or wait"),
        MAIL,
        hers=("to",),
        goes=("to", "address", "payload", "dedupe_key"),
        plain=("kind", "dropped_because"),
    ),
)

NOBODY: Final = (
    Nobody("trail.PromiseTerm", "how long the region takes"),
    Nobody("trail.AnswerTemplate", "texts of the team"),
)
