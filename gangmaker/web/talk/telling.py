"""Comments in the words and addresses of a page."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from gangmaker.actors.models import Actor, Language
from gangmaker.actors.queries import name_for
from gangmaker.actors.rules import can_moderate, is_team, sees
from gangmaker.trail import talk_rules as rules
from gangmaker.trail.models import Comment, Item
from gangmaker.trail.queries.talk import Thread

from .shapes import Foot, Said, ThanksButton, ThreadShown


class Teller:
    """Tells the comments of one item to one reader."""

    def __init__(self, item: Item, viewer: Actor | None) -> None:
        self.item, self.viewer = item, viewer
        self.at = timezone.now()
        self.language = get_language() or ""
        self.url = reverse("web:comments", args=[item.slug])
        self.people: dict[int, tuple[str, str]] = {}

    def threads(self, threads: Iterable[Thread]) -> list[ThreadShown]:
        return [self.thread(thread) for thread in threads]

    def thread(self, thread: Thread) -> ThreadShown:
        first = self.said(thread.first)
        can_reply = rules.can_reply(self.viewer, thread.first, at=self.at)
        may_write = can_reply or (self.viewer is None and rules.stands(thread.first))
        return ThreadShown(
            first=first,
            replies=tuple(self.said(reply) for reply in thread.replies),
            more=thread.more,
            more_url=f"{first.url}replies/" if thread.more else "",
            reply_url=f"{first.url}replies/new/" if may_write else "",
        )

    def said(self, comment: Comment) -> Said:
        """``comment`` is known with its people and its thanks."""
        comment.item = self.item
        url = f"{self.url}{comment.public_id}/"
        gone = self._gone(comment)
        reads = not gone or self._reads_hidden(comment)
        who, who_url = self._named(comment.by) if reads else ("", "")
        at = timezone.localtime(comment.at)
        return Said(
            anchor=f"c-{comment.public_id}",
            url=url,
            who=who,
            who_url=who_url,
            at=at.isoformat(timespec="minutes"),
            when=f"{in_words(at.date(), self.language)}, {at:%H:%M}",
            text=comment.text if reads else "",
            lang=comment.language if comment.language != Language.OTHER else "",
            notes=self._notes(comment) if reads else (),
            gone=gone,
            why_url=self._why_url(comment, gone),
            report_url="" if gone or self._is_hers(comment) else f"{url}report/",
            decide_url=self._decide_url(comment),
            thanked=self._thanked(comment),
            foot=self._foot(comment, url),
        )

    def _gone(self, comment: Comment) -> str:
        if comment.removed_at is not None:
            return _("Taken back by who wrote it.")
        if rules.is_hidden(comment):
            return _("Hidden by a moderator. The author was told why, and can object.")
        return ""

    def _why_url(self, comment: Comment, gone: str) -> str:
        """To the decisions about herself, for the author of what was hidden."""
        hidden = bool(gone) and comment.removed_at is None
        return reverse("web:statements-of-reasons") if hidden and self._is_hers(comment) else ""

    def _decide_url(self, comment: Comment) -> str:
        if not can_moderate(self.viewer) or self._is_hers(comment) or comment.removed_at:
            return ""
        return reverse("web:moderation-comment", args=[comment.public_id])

    def _reads_hidden(self, comment: Comment) -> bool:
        """Who decides about it, and who wrote it; of what was taken back there are no words."""
        there = self.viewer is not None and comment.removed_at is None
        return there and (is_team(self.viewer) or self._is_hers(comment))

    def _is_hers(self, comment: Comment) -> bool:
        return self.viewer is not None and comment.by_id == self.viewer.pk

    def _notes(self, comment: Comment) -> tuple[str, ...]:
        notes = []
        if comment.on_behalf_of is not None:
            notes.append(_("for %(name)s") % {"name": self._named(comment.on_behalf_of)[0]})
        if comment.changed_at is not None:
            day = in_words(timezone.localdate(comment.changed_at), self.language)
            notes.append(_("changed on %(date)s") % {"date": day})
        return tuple(notes)

    def _named(self, actor: Actor) -> tuple[str, str]:
        """The name by which the reader knows somebody, and her page where there is one."""
        if actor.pk not in self.people:
            seen = sees(self.viewer, actor, actor.audience)
            page = reverse("web:actor", args=[actor.slug]) if seen else ""
            self.people[actor.pk] = name_for(actor, self.viewer), page
        return self.people[actor.pk]

    def thanks(self, comment: Comment) -> ThanksButton | None:
        """The button of who may thank for it."""
        if not rules.can_thank_for(self.viewer, comment, at=self.at):
            return None
        known = vars(comment)
        return ThanksButton(
            anchor=f"t-{comment.public_id}",
            count=known.get("thanks_count", 0),
            url=f"{self.url}{comment.public_id}/thanks/",
            said=bool(known.get("is_thanked")),
        )

    def _thanked(self, comment: Comment) -> str:
        count = vars(comment).get("thanks_count", 0)
        if not count or rules.can_thank_for(self.viewer, comment, at=self.at):
            return ""
        return how_often(count, self.language)

    def _foot(self, comment: Comment, url: str) -> Foot | None:
        viewer = self.viewer
        if viewer is None:
            return None
        foot = Foot(
            thanks=self.thanks(comment),
            edit_url=f"{url}edit/" if rules.can_change(viewer, comment, at=self.at) else "",
            remove_url=f"{url}removal/" if rules.can_take_back(viewer, comment) else "",
        )
        return foot if foot.thanks or foot.edit_url or foot.remove_url else None


@lru_cache(maxsize=512)
def how_often(count: int, language: str) -> str:
    """How many said thanks, in ``language``, which is active."""
    said = ngettext("%(total)s person said thanks", "%(total)s people said thanks", count)
    return said % {"total": count}


@lru_cache(maxsize=512)
def in_words(day: date, language: str) -> str:
    """A day as people say it in ``language``, which is active; a page names the same few often."""
    return date_format(day, "j F Y")
