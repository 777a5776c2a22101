"""What the page of an item shows of what people say about it."""

from django.urls import reverse
from django.utils.translation import gettext as _

from gangmaker.actors.models import Actor
from gangmaker.projects.queries.hanging import Hanging
from gangmaker.trail import talk_rules as rules
from gangmaker.trail.models import Item
from gangmaker.trail.queries.talk import Talk
from gangmaker.web.items.shapes import Doing

from .doing import BACK
from .shapes import Newest, NewestThread
from .telling import Teller


def newest_on(on: Hanging, talk: Talk) -> Newest | None:
    """The newest threads of a page, the newest first; nothing where nobody can say anything."""
    viewer, item = on.reader.viewer, on.item
    may_comment = rules.can_comment(viewer, item, at=on.reader.at)
    shown = item.is_published(at=on.reader.at) and not hasattr(item, "withdrawal")
    if not shown and not talk.comments:
        return None
    teller = Teller(item, viewer)
    return Newest(
        count=talk.comments,
        threads=tuple(
            NewestThread(teller.said(comment), vars(comment)["replies_count"])
            for comment in on.rows["comments"]
        ),
        url=reverse("web:comments", args=[item.slug]) if talk.comments else "",
        new_url=reverse("web:comment-new", args=[item.slug]) if shown else "",
        may_comment=may_comment,
    )


def doings_of(item: Item, talk: Talk, *, viewer: Actor | None, on: Hanging) -> list[Doing]:
    """Thanks and following, for members: each press takes back the one before."""
    found = []
    if rules.can_thank(viewer, item, at=on.reader.at):
        found.append(_thanks(item, talk))
    if rules.can_follow(viewer, item):
        found.append(_following(item, talk))
    return found


def _thanks(item: Item, talk: Talk) -> Doing:
    label = _("Take back my thanks") if talk.thanked else _("Say thanks")
    url = reverse("web:item-thanks", args=[item.slug])
    return Doing(label, url, posts=True, wanted=BACK if talk.thanked else "")


def _following(item: Item, talk: Talk) -> Doing:
    label = _("Stop following") if talk.follows else _("Follow")
    url = reverse("web:item-following", args=[item.slug])
    return Doing(label, url, posts=True, wanted=BACK if talk.follows else "")
