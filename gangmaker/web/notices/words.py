"""What happened, said to somebody whom it concerns."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import Actor
from gangmaker.actors.queries import name_for
from gangmaker.trail.models import Notice, NoticeKind
from gangmaker.web import acts

TO_HER: Final[dict[tuple[str, str], "str | Promise"]] = {
    ("comment.written", NoticeKind.REPLIED): _("%(who)s replied to your comment."),
    ("comment.thanked", NoticeKind.ABOUT_YOU): _("%(who)s thanks you for your comment."),
    ("item.thanked", NoticeKind.YOURS): _("%(who)s says thanks for this."),
    ("item.answered", NoticeKind.ABOUT_YOU): _("%(who)s answered you."),
    ("promise.kept", NoticeKind.ABOUT_YOU): _("%(who)s did what was promised to you."),
    ("item.handed_over", NoticeKind.ABOUT_YOU): _("%(who)s handed this over to you."),
    ("item.deputy_named", NoticeKind.ABOUT_YOU): _("You step in from now on when needed."),
    ("project.party_joined", NoticeKind.ABOUT_YOU): _("You take part in this project."),
    ("task.added", NoticeKind.ABOUT_YOU): _("You got a task."),
}
"""Where it is said otherwise to whom it concerns than on the page of the item."""

TO_ALL: Final[dict[str, "str | Promise"]] = {
    "comment.written": _("%(who)s said something about this."),
    "item.linked": _("A result came of this."),
}


def sentence_of(notice: Notice, *, reader: Actor) -> str:
    """With the names by which the reader knows people."""
    act = notice.act
    who = act.on_behalf_of or act.by
    name = name_for(who, reader) if who else str(_("Somebody"))
    told = TO_HER.get((act.verb, notice.kind)) or TO_ALL.get(act.verb)
    if told is not None:
        return str(told) % {"who": name}
    subject = name_for(act.subject, reader) if act.subject else ""
    return acts.sentence(act.verb, who=name, subject=subject, data=act.data)
