"""What the tables of this room hold of people."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from gangmaker.actors.personal import Basis, Nobody, Purpose, Table
from gangmaker.actors.purposes import UNTIL_YOU_LEAVE

MEANING: Final = Purpose(
    key="meaning",
    title=_("What your words are about"),
    why=_("So that people who use other words for the same thing find each other."),
    basis=Basis.PUBLIC_TASK,
    of_whom=_("whoever says what she offers or seeks, or writes something here"),
    seen_by=_("what is only suggested: you and the team; the rest: whoever sees your words"),
    kept=UNTIL_YOU_LEAVE,
)

TABLES: Final = (
    Table(
        "concepts.ActorConcept",
        _("What you offer and seek, in concepts"),
        MEANING,
        hers=("actor",),
        goes=("actor", "words", "decided_by"),
    ),
    Table(
        "concepts.ItemConcept",
        _("What something is about, in concepts"),
        MEANING,
        hers=("decided_by",),
        told=("item__by",),
        nameless=("decided_by",),
        chosen=("words",),
        because=_("It says what the text is about, as long as the text is there."),
    ),
    Table(
        "concepts.ItemVector",
        _("What something says, as numbers to compare it with"),
        MEANING,
        told=("item__by",),
        chosen=("digest", "values"),
        plain=("model",),
        because=_("It says what the text is about, as long as the text is there."),
    ),
)

NOBODY: Final = (
    Nobody("concepts.Concept", "what things are"),
    Nobody("concepts.ConceptName", "what things are called"),
    Nobody("concepts.ConceptLink", "how things hang together"),
    Nobody("concepts.TextVector", "names of concepts as numbers"),
)
