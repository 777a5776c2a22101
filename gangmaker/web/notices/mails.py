"""Mails with notices: single ones and digests. Everything is asked again when one is written."""

from collections.abc import Sequence
from itertools import groupby

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gangmaker.actors.models import Actor, ActorKind
from gangmaker.actors.queries import current_region
from gangmaker.actors.tokens import token_for
from gangmaker.contributions.mails import farewell, greeting, language_for, paragraphs, quoted
from gangmaker.core.text import normalise_line, unlinked
from gangmaker.trail.mails import Mail, renders
from gangmaker.trail.models import Follow, HowOften, Message, Notice, NoticeKind
from gangmaker.trail.operations import how_often
from gangmaker.trail.operations.notices import DIGEST, NOTICES

from .shown import Shown, shown, visible_items, with_people
from .stopping import STOP_NOTICES

LONGEST_TITLE = 70
MOST_ITEMS = 20
MOST_OF_ONE = 5
"""What else happened with an item is on its page, the rest on that of the notices."""


@renders(NOTICES)
def notices_mail(message: Message) -> Mail | None:
    return _mail(message, digest=False)


@renders(DIGEST)
def digest_mail(message: Message) -> Mail | None:
    return _mail(message, digest=True)


def _mail(message: Message, *, digest: bool) -> Mail | None:
    reader = message.to
    if reader is None or not may_be_told(reader, message.address):
        return None
    with translation.override(language_for(message.language)):
        told = _told(message, reader)
        return _written(told, reader, digest=digest) if told else None


def may_be_told(reader: Actor, address: str) -> bool:
    """Whether she can still be reached there, and wants such mails."""
    return is_reached(reader, address) and how_often(reader) != HowOften.NONE


def is_reached(reader: Actor, address: str) -> bool:
    """Whether she can still sign in, with the address this goes to."""
    account = reader.account if reader.kind == ActorKind.PERSON else None
    return (
        account is not None
        and account.is_active
        and reader.claimed_by_id is None
        and reader.email == address
        and not hasattr(reader, "suspension")
    )


def _told(message: Message, reader: Actor) -> list[Shown]:
    """What she may still see, still follows, and has not seen on the site in the meantime."""
    now = timezone.now()
    seen = Notice.objects.unseen().filter(
        message=message, item__in=visible_items(reader, at=now).values("pk")
    )
    found = list(with_people(seen).order_by("item_id", "at", "pk"))
    items = [notice.item_id for notice in found]
    follows = Follow.objects.filter(actor=reader, item__in=items)
    followed = set(follows.values_list("item", flat=True))
    wanted = [
        notice
        for notice in found
        if notice.kind != NoticeKind.FOLLOWED or notice.item_id in followed
    ]
    language = language_for(message.language)
    return shown(wanted, reader=reader, language=language)


def _written(told: Sequence[Shown], reader: Actor, *, digest: bool) -> Mail:
    token = token_for(str(reader.public_id), purpose=STOP_NOTICES)
    stop = f"{settings.BASE_URL}{reverse('web:stop-notices', args=[token])}"
    return Mail(
        subject=_subject(told, digest=digest),
        body=paragraphs(
            greeting(reader),
            *_by_item(told),
            _how_to_have_less(stop),
            farewell(),
        ),
        headers={
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    )


def _subject(told: Sequence[Shown], *, digest: bool) -> str:
    titles = dict.fromkeys(one.title for one in told)
    title = unlinked(normalise_line(Truncator(next(iter(titles))).chars(LONGEST_TITLE)))
    if len(titles) == 1:
        return _("News about “%(title)s”") % {"title": title}
    if not digest:
        more = len(titles) - 1
        said = ngettext(
            "News about “%(title)s” and %(count)s more",
            "News about “%(title)s” and %(count)s more",
            more,
        )
        return said % {"title": title, "count": more}
    said = ngettext(
        "%(region)s: news about %(count)s thing",
        "%(region)s: news about %(count)s things",
        len(titles),
    )
    return said % {"region": current_region().name, "count": len(titles)}


def _by_item(told: Sequence[Shown]) -> list[str]:
    """The newest of each item, each in the order in which it happened."""
    items = [list(news) for _item, news in groupby(told, lambda one: one.item)]
    parts = []
    for news in items[:MOST_ITEMS]:
        first = news[0]
        parts.append(f"{first.kind}\n{quoted(first.title)}")
        parts += [_line(one) for one in news[-MOST_OF_ONE:]]
        parts.append(and_more(len(news) - MOST_OF_ONE))
        for_all = f"{settings.BASE_URL}{first.page}"
        parts.append(for_all if first.for_all else _after_signing_in(first.page))
    if more := sum(map(len, items[MOST_ITEMS:])):
        parts.append(f"{and_more(more)}\n{_after_signing_in(reverse('web:notices'))}")
    return parts


def and_more(count: int) -> str:
    """That there is more than a mail says; nothing when there is not."""
    if count <= 0:
        return ""
    return ngettext("And %(count)s more.", "And %(count)s more.", count) % {"count": count}


def _after_signing_in(page: str) -> str:
    return f"{settings.BASE_URL}{reverse('web:sign-in')}?next={page}"


def _line(one: Shown) -> str:
    on = date_format(timezone.localtime(one.at), "j F, H:i")
    said = f"- {on}: {unlinked(one.sentence)}"
    return f"{said}\n\n{quoted(one.excerpt)}" if one.excerpt else said


def _how_to_have_less(stop: str) -> str:
    return "\n".join(
        [
            _("What you follow, and how often we write:"),
            _after_signing_in(reverse("web:notice-settings")),
            _("No more mails like this, without signing in:"),
            stop,
        ]
    )
