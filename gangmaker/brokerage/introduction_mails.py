"""What each side reads by mail of an introduction. Until both said yes, nothing of the other."""

from collections.abc import Container
from typing import Final

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from gangmaker.actors.models import Actor
from gangmaker.actors.queries import current_region, name_for
from gangmaker.actors.tokens import token_for
from gangmaker.contributions.mails import farewell, greeting, language_for, paragraphs, quoted
from gangmaker.core.text import normalise_line, unlinked
from gangmaker.projects.operations.telling import people_behind
from gangmaker.trail.mails import Mail, renders
from gangmaker.trail.models import Message, Party

from . import introduction_rules as rules
from .introduction_rules import Seen, seen_by_side
from .models import FollowUp, FollowUpKind, Introduction, Side

SIDE: Final = "brokerage.side"
"""What the link of a side is signed for."""


def token_of(side_nonce: str) -> str:
    return token_for(side_nonce, purpose=SIDE)


@renders("introduction_asked")
def asked_mail(message: Message) -> Mail | None:
    """While she did not answer and it is open; whatever the other answered."""
    side = _side(message)
    if side is None or message.to is None or seen_by_side(side) != Seen.ASKED:
        return None
    with translation.override(language_for(message.language)):
        broker = unlinked(name_for(side.introduction.owner, message.to))
        link = settings.BASE_URL + _page(side)
        title, why = side.introduction.title, side.introduction.summary
        return Mail(
            subject=_("May we introduce you to somebody?"),
            body=paragraphs(greeting(message.to), *_asking(title, why, broker, link), farewell()),
        )


def preview(title: str, why: str, *, broker: Actor, language: str) -> Mail:
    """The mail that both get, as the broker reads it before it goes; the link is not made yet."""
    with translation.override(language_for(language)):
        asking = _asking(title, why, unlinked(broker.name), "…")
        return Mail(
            subject=_("May we introduce you to somebody?"), body=paragraphs(*asking, farewell())
        )


def _asking(title: str, why: str, broker: str, link: str) -> list[str]:
    said = _("%(broker)s (%(region)s) thinks that you and somebody else should meet.")
    return [
        said % {"broker": broker, "region": current_region().name},
        _("It is about this:"),
        quoted(title),
        quoted(why),
        _("Say yes or no here. You need no account:") + f"\n{link}",
        _("We ask the other as well. Only when you both say yes do you learn who it is."),
        _("If you say no, the other is never told, and your reason stays with us."),
        _("Nobody gets your address unless you want that."),
    ]


@renders("introduction_accepted")
def accepted_mail(message: Message) -> Mail | None:
    """Who the other is; her address as she says when this is written."""
    side, other = _both(message)
    if side is None or other is None or message.to is None:
        return None
    with translation.override(language_for(message.language)):
        name, reach = unlinked(name_of(other)), address_of(other)
        by_hand = _("%(name)s gave no address. %(broker)s helps you to find a day.")
        broker = unlinked(name_for(side.introduction.owner, message.to))
        lines = [_("You reach %(name)s here:") % {"name": name}, *map(normalise_line, reach)]
        return Mail(
            subject=normalise_line(_("You both said yes: meet %(name)s") % {"name": name}),
            body=paragraphs(
                greeting(message.to),
                _("You both want to meet. The other is %(name)s.") % {"name": name},
                _("It is about this:"),
                quoted(side.introduction.title),
                quoted(side.introduction.summary),
                "\n".join(lines) if reach else by_hand % {"name": name, "broker": broker},
                _("How far it is, and what you give of yourself:")
                + f"\n{settings.BASE_URL}{_page(side)}",
                farewell(),
            ),
        )


@renders("introduction_closed")
def closed_mail(message: Message) -> Mail | None:
    """In the same words, whatever the reason."""
    side = _side(message)
    if side is None or message.to is None or seen_by_side(side) != Seen.CLOSED:
        return None
    with translation.override(language_for(message.language)):
        broker = {"broker": unlinked(name_for(side.introduction.owner, message.to))}
        return Mail(
            subject=_("Nothing comes of it this time"),
            body=paragraphs(
                greeting(message.to),
                _("We asked you whether you want to meet somebody. It was about this:"),
                quoted(side.introduction.title),
                _("Nothing comes of it this time. There can be many reasons for that."),
                _("%(broker)s keeps you in mind.") % broker,
                farewell(),
            ),
        )


@renders("introduction_follow_up")
def follow_up_mail(message: Message) -> Mail | None:
    """How was it: each answer is a link to a page on which it is ticked. None is counted before
    she presses a button: mail programs open links by themselves."""
    side, other = _both(message)
    asked = FollowUp.objects.filter(pk=message.payload["follow_up"], done_at=None).first()
    if side is None or other is None or asked is None or message.to is None:
        return None
    if rules.is_closed(side.introduction) or asked.words.filter(side=side).exists():
        return None
    with translation.override(language_for(message.language)):
        name = {"name": unlinked(name_of(other))}
        page = reverse("web:introduction-word", args=[token_of(side.nonce.hex), asked.kind])
        how = [f"{label}: {settings.BASE_URL}{page}?how={value}" for value, label in how_it_was()]
        subject = (
            _("How was it with %(name)s?")
            if asked.kind == FollowUpKind.MEETING
            else _("How is it going with %(name)s?")
        )
        return Mail(
            subject=normalise_line(subject % name),
            body=paragraphs(
                greeting(message.to),
                _met(asked.kind) % name,
                _("It was about this:"),
                quoted(side.introduction.title),
                _("Tell us in two clicks. How is it?"),
                "\n".join(how),
                _("Then say what comes next. How it was, only the broker reads."),
                farewell(),
            ),
        )


def how_it_was() -> list[tuple[int, str]]:
    """The four answers, the best first."""
    return [(4, _("very good")), (3, _("good")), (2, _("not so good")), (1, _("bad"))]


def _met(kind: str) -> str:
    return {
        FollowUpKind.MEETING: _("You met %(name)s."),
        FollowUpKind.TWO_WEEKS: _("Two weeks ago you met %(name)s."),
        FollowUpKind.THREE_MONTHS: _("Three months ago you met %(name)s."),
        FollowUpKind.ONE_YEAR: _("A year ago you met %(name)s."),
    }[FollowUpKind(kind)]


# --- What they have in common -----------------------------------------------------------------


def other_side(side: Side) -> Side | None:
    """The other; ``None`` once she left or may not take part. For who knows of her already."""
    others = Side.objects.filter(introduction=side.introduction_id).exclude(pk=side.pk)
    other = others.select_related(*rules.WHO).first()
    return None if other is None or rules.is_out(other) else other


def name_of(side: Side) -> str:
    """For the other, once both said yes: who she is, and who speaks for an organisation."""
    actor, person = side.actor.standing.name, side.person
    return f"{person.name}, {actor}" if person is not None else actor


def reachable_in(introduction: Introduction) -> set[int]:
    """Whose address the other may have, of the two; one query."""
    parties = Party.objects.filter(item=introduction.pk, role=rules.REACHABLE)
    return set(parties.values_list("actor", flat=True))


def address_of(side: Side, reachable: Container[int] | None = None) -> list[str]:
    """Mail and phone, when she lets the other have them. ``reachable``: when that is known."""
    found = reachable_in(side.introduction) if reachable is None else reachable
    if side.actor_id not in found:
        return []
    speaker = rules.speaker_of(side)
    return [line for line in (speaker.email, speaker.phone) if line]


def _both(message: Message) -> tuple[Side | None, Side | None]:
    """Her side and the other, while they may know of each other."""
    side = _side(message)
    if side is None or seen_by_side(side) != Seen.TOGETHER:
        return None, None
    return side, other_side(side)


def _side(message: Message) -> Side | None:
    """The side, when who reads this takes part, still answers for it, and has that address."""
    to = message.to
    if to is None or to.email != message.address or hasattr(to, "suspension"):
        return None
    side = (
        Side.objects.filter(pk=message.payload["side"], introduction__withdrawal=None)
        .select_related("introduction__owner__area", *rules.WHO)
        .first()
    )
    if side is None or rules.is_out(side) or to not in people_behind([rules.speaker_of(side)]):
        return None
    return side


def _page(side: Side) -> str:
    return reverse("web:introduction-side", args=[token_of(side.nonce.hex)])
