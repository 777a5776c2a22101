"""Whom an act concerns: one table, read by whoever writes notices.

Followers hear only what everybody who may see the item may read (``web.acts.PUBLIC_VERBS``, and
what is said about it). ``mailed`` names those who get a mail of its own about it anyway.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, Final

from .models import Act, NoticeKind


class Whom(Enum):
    SUBJECT = auto()
    """Whom the act names."""
    MAKER = auto()
    """Who made the item, or the organisation for which she did."""
    KEEPERS = auto()
    """Owner and deputy."""
    FOLLOWERS = auto()


@dataclass(frozen=True)
class Concern:
    """Why each of them is told; of several reasons the first holds."""

    whom: Mapping[Whom, NoticeKind]
    mailed: frozenset[Whom] = frozenset()


def _to(*whom: Whom, mailed: tuple[Whom, ...] = ()) -> Concern:
    reasons = {
        Whom.SUBJECT: NoticeKind.ABOUT_YOU,
        Whom.MAKER: NoticeKind.YOURS,
        Whom.KEEPERS: NoticeKind.YOURS,
        Whom.FOLLOWERS: NoticeKind.FOLLOWED,
    }
    return Concern({each: reasons[each] for each in whom}, frozenset(mailed))


_SAID = Concern(
    {
        Whom.SUBJECT: NoticeKind.REPLIED,
        Whom.MAKER: NoticeKind.YOURS,
        Whom.KEEPERS: NoticeKind.YOURS,
        Whom.FOLLOWERS: NoticeKind.FOLLOWED,
    }
)
_FOLLOWED = _to(Whom.FOLLOWERS)

CONCERNS: Final[Mapping[str, Concern]] = {
    "comment.written": _SAID,
    "comment.thanked": _to(Whom.SUBJECT),
    "item.thanked": _to(Whom.MAKER),
    "item.supported": _to(Whom.MAKER),
    "item.answered": _to(Whom.SUBJECT, Whom.FOLLOWERS, mailed=(Whom.SUBJECT,)),
    "promise.kept": _to(Whom.SUBJECT, Whom.FOLLOWERS, mailed=(Whom.SUBJECT,)),
    "item.handed_over": _to(Whom.SUBJECT, Whom.FOLLOWERS),
    "item.deputy_named": _to(Whom.SUBJECT),
    "item.fell_asleep": _to(Whom.MAKER, Whom.FOLLOWERS),
    "item.woke_up": _FOLLOWED,
    "item.ended": _to(Whom.MAKER, Whom.FOLLOWERS),
    "item.taken_up": _FOLLOWED,
    "item.linked": _FOLLOWED,
    "ledger.pledged": _FOLLOWED,
    "ledger.confirmed": _FOLLOWED,
    "brief.approved": _to(Whom.KEEPERS, mailed=(Whom.KEEPERS,)),
    "brief.corrected": _to(Whom.KEEPERS),
    "brief.changed": _to(Whom.MAKER),
    "brief.confidentiality_changed": _to(Whom.MAKER),
    "brief.ended": _to(Whom.MAKER, Whom.FOLLOWERS),
    "brief.reopened": _FOLLOWED,
    "brief.secrecy_promised": _to(Whom.KEEPERS),
    "project.accepted": _FOLLOWED,
    "project.started": _FOLLOWED,
    "project.finished": _FOLLOWED,
    "project.stopped": _FOLLOWED,
    "project.reopened": _FOLLOWED,
    "project.party_joined": _to(Whom.SUBJECT, Whom.FOLLOWERS, mailed=(Whom.SUBJECT,)),
    "project.update_posted": _FOLLOWED,
    "deliverable.delivered": _FOLLOWED,
    "task.added": _to(Whom.SUBJECT, mailed=(Whom.SUBJECT,)),
}

MAILED: Final[Mapping[str, str]] = {
    "project.accepted": "project_stage",
    "project.started": "project_stage",
    "project.finished": "project_stage",
    "project.stopped": "project_stage",
    "project.reopened": "project_stage",
    "project.update_posted": "project_update",
}
"""The kind of mail that those involved get of an act at once; of the followers they may be some."""

THANKING: Final = frozenset({"item.thanked", "comment.thanked"})
"""What can be taken back, and then is told to nobody any more."""


def has_own_mail(act: Act, whom: Whom) -> bool:
    """Whether a mail of its own tells her. Of all that somebody handed over at once one does."""
    part_of_more = whom is Whom.SUBJECT and "handover" in act.data
    return part_of_more or whom in CONCERNS[act.verb].mailed


def is_told(act: Act) -> bool:
    """Whether anybody is told: of links only that something came of it, of news what is not for
    the parties alone."""
    data: Mapping[str, Any] = act.data
    if act.verb == "item.linked":
        return data.get("verb") == "produced"
    return not data.get("parties_only", False)
