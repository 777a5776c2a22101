"""Writing a brief while on the phone: made once, saved bit by bit, nothing typed is refused whole.

What happens with it afterwards is in ``approving``, who may read it before it is open in
``secrecy``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import Actor, ActorKind, Audience
from gangmaker.actors.operations import enter_actor
from gangmaker.actors.rules import NotYours, can_bring_for
from gangmaker.brokerage import rules
from gangmaker.brokerage.models import Brief, BriefCorrection, Confidentiality
from gangmaker.contributions.operations import NobodyToAnswer, owner_for
from gangmaker.core.refusals import Refused
from gangmaker.trail.models import Item, ItemAudience, ItemKind, LinkVerb
from gangmaker.trail.operations import NewItem, item_fields, link_items, record

UNTITLED: Final = "…"
"""The title of a brief as long as nobody gave it one."""

WORDS: Final = (
    "title",
    "summary",
    "behind",
    "for_whom",
    "tried",
    "hours",
    "money",
    "data",
    "people",
    "machines",
    "must_not",
)
"""What is written in words, in the order of the page."""
CHOICES: Final = ("by_when", "forms", "languages", "sectors", "language", "confidentiality")

AUDIENCES: Final[Mapping[str, str]] = {
    Confidentiality.PUBLIC: ItemAudience.PUBLIC,
    Confidentiality.MEMBERS: ItemAudience.MEMBERS,
    Confidentiality.NAMED: ItemAudience.PARTIES,
    Confidentiality.BROKER: ItemAudience.BROKERS,
}
NARROW_TO_WIDE: Final = tuple(reversed(list(AUDIENCES)))


class WiderThanAgreed(Refused):
    code = "wider_than_agreed"
    message = _("Who asks agreed to fewer readers. Only with a new approval more may read it.")


@dataclass(frozen=True)
class Caller:
    """Who is on the phone: somebody who is here already, or a name and how to reach her."""

    actor: Actor | None = None
    name: str = ""
    phone: str = ""
    email: str = ""
    kind: str = ActorKind.PERSON

    def __bool__(self) -> bool:
        return self.actor is not None or bool(self.name)


NOBODY: Final = Caller()


@dataclass(frozen=True)
class Draft:
    """A brief as far as it was typed. ``said`` has fields of ``WORDS`` and ``CHOICES``."""

    said: Mapping[str, Any]
    asker: Caller = NOBODY
    organisation: Caller = NOBODY
    source: str = ""
    came_from: Item | None = None
    form_token: UUID | None = None


def write_brief(*, draft: Draft, by: Actor, now: datetime) -> Brief:
    """Begin a brief, once however often the form is sent. ``by`` keeps it.

    Until a caller is named it stands in the name of who types it. Only brokers see it before
    who asks approved it, and its address says nothing of what it is about.
    """
    if not rules.can_broker(by):
        raise NotYours
    try:
        with transaction.atomic():
            return written_before(draft.form_token) or _write(draft, by=by, now=now)
    except IntegrityError:
        first = written_before(draft.form_token)
        if first is None:
            raise
        return first


def written_before(form_token: UUID | None) -> Brief | None:
    return Brief.objects.filter(form_token=form_token).first() if form_token else None


def _write(draft: Draft, *, by: Actor, now: datetime) -> Brief:
    asker = _known(draft.asker, by=by, source=draft.source, now=now) or by
    behalf = _known(draft.organisation, by=by, source=draft.source, now=now)
    new = NewItem(
        title=UNTITLED,
        summary="",
        language=str(draft.said.get("language") or asker.reads),
        by=asker,
        owner=by,
        deputy=_deputy_of(by),
        on_behalf_of=behalf,
        audience=ItemAudience.BROKERS,
        area=(behalf or asker).area,
        source=draft.source,
        entered_by=by if asker != by else None,
        form_token=draft.form_token,
    )
    fields = item_fields(new, kind=ItemKind.BRIEF, now=now)
    fields["slug"] = f"brief-{fields['code']}"
    brief = Brief(**fields, words_on=timezone.localdate(now))
    put(brief, draft.said)
    brief.save()
    record("brief.written", by=by, on_behalf_of=asker if asker != by else None, item=brief, at=now)
    if draft.came_from is not None:
        answers = draft.came_from.kind == ItemKind.QUESTION
        verb = LinkVerb.ANSWERS if answers else LinkVerb.CAME_FROM
        link_items(source=brief, verb=verb, target=draft.came_from, by=by, now=now)
    return brief


def _deputy_of(by: Actor) -> Actor | None:
    try:
        brokers = owner_for(None)
    except NobodyToAnswer:
        return None
    return next((broker for broker in brokers if broker is not None and broker != by), None)


def _known(caller: Caller, *, by: Actor, source: str, now: datetime) -> Actor | None:
    """The record of a caller; a new one for a new name.

    An organisation that rings in confidence is not in the directory for that: the team sees it.
    """
    if caller.actor is not None or not caller.name:
        return caller.actor
    entered = enter_actor(
        by=by,
        kind=caller.kind,
        name=caller.name,
        phone=caller.phone,
        email=caller.email,
        source=source,
        now=now,
    )
    if entered.audience != Audience.TEAM:
        entered.audience = Audience.TEAM
        entered.save(update_fields=["audience"])
    return entered


def put(brief: Brief, said: Mapping[str, Any]) -> dict[str, str]:
    """Take over what was said; answers what stood there before, of each that is other now."""
    before = {}
    for name in (*WORDS, *CHOICES):
        if name in said and getattr(brief, name) != (value := _put(said, name)):
            before[name] = as_text(getattr(brief, name))
            setattr(brief, name, value)
    return before


def _put(said: Mapping[str, Any], name: str) -> Any:
    return said[name] or (UNTITLED if name == "title" else said[name])


def as_text(value: object) -> str:
    """A field in words, to keep what it said before."""
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    return value.isoformat() if isinstance(value, date) else str(value or "")


@transaction.atomic
def save_brief(
    *,
    brief: Brief,
    by: Actor,
    said: Mapping[str, Any],
    now: datetime,
    opened_at: datetime | None = None,
) -> list[str]:
    """Keep what was typed; answers which fields changed. ``said`` may be a part of the page.

    What was corrected since the page was opened is not undone by who did not touch it; who wrote
    the same lines anew has the last word, and the correction is kept. After the approval every
    change is told to who asks and the words before are kept; and more readers than she agreed to
    are refused.
    """
    if not rules.can_broker(by):
        raise NotYours
    lock(brief)
    approved = brief.approved_at is not None
    if approved and is_wider(said.get("confidentiality"), than=brief.confidentiality):
        raise WiderThanAgreed
    since = _corrected_since(brief, opened_at)
    touched = [name for name in said if since.get(name) != as_text(_put(said, name))]
    before = put(brief, {name: said[name] for name in touched})
    if not before:
        return []
    kept = before if approved else {name: was for name, was in before.items() if name in since}
    keep_words_before(brief, kept, by=by, now=now)
    if approved:
        brief.audience = AUDIENCES[brief.confidentiality]
        record("brief.changed", by=by, item=brief, at=now, data={"fields": sorted(before)})
    moved(brief, now=now)
    brief.save()
    return list(before)


def _corrected_since(brief: Brief, opened_at: datetime | None) -> dict[str, str]:
    """What each field said when the page was opened, of those that were corrected since."""
    if opened_at is None:
        return {}
    since = BriefCorrection.objects.filter(brief=brief, at__gt=opened_at)
    newest_first = since.order_by("-at", "-pk").values_list("field", "was")
    return dict(newest_first)  # of several the first one stays: it was there when it was opened


def lock(brief: Brief) -> None:
    """Read it anew, and let nobody else change it until this is done."""
    brief.refresh_from_db(from_queryset=Brief.objects.select_for_update())


def is_wider(confidentiality: Any, *, than: str) -> bool:
    """Whether more people may read it so than before."""
    if not confidentiality:
        return False
    return NARROW_TO_WIDE.index(confidentiality) > NARROW_TO_WIDE.index(than)


def keep_words_before(
    brief: Brief, before: Mapping[str, str], *, by: Actor, now: datetime
) -> list[BriefCorrection]:
    return BriefCorrection.objects.bulk_create(
        BriefCorrection(brief=brief, field=name, was=was, by=by, at=now)
        for name, was in before.items()
    )


def moved(brief: Brief, *, now: datetime) -> None:
    """Something happened with it today; not saved here."""
    brief.updated_at, brief.words_on = now, timezone.localdate(now)


def note_words(brief_id: int, *, on: date) -> None:
    """Somebody had words about a brief on that day, elsewhere: with a candidate, for example."""
    brief: QuerySet[Brief] = Brief.objects.filter(pk=brief_id)
    brief.filter(words_on__lt=on).update(words_on=on)


@transaction.atomic
def say_who_asks(
    *, brief: Brief, asker: Caller, organisation: Caller, by: Actor, source: str = "", now: datetime
) -> None:
    """Who is on the phone, as long as the brief is a draft; what is left open stays as it was.

    Of somebody who was entered for this brief the name and how to reach her can be put right. The
    brief is locked, so that what saves itself and who presses save enter nobody twice.
    """
    lock(brief)
    if not rules.can_broker(by) or brief.sent_at is not None or brief.approved_at is not None:
        raise NotYours
    known = brief.on_behalf_of
    _correct_record(asker, brief.by, brief, by=by)
    if asker and not _is_same(asker, brief.by, brief, by=by):
        brief.by = _known(asker, by=by, source=source, now=now) or brief.by
        brief.entered_by = by if brief.by != by else None
    if known is not None:
        _correct_record(organisation, known, brief, by=by)
    if organisation and not (known and _is_same(organisation, known, brief, by=by)):
        brief.on_behalf_of = _known(organisation, by=by, source=source, now=now)
    brief.area = (brief.on_behalf_of or brief.by).area
    brief.save(update_fields=["by", "entered_by", "on_behalf_of", "area"])


def _is_same(caller: Caller, known: Actor, brief: Brief, *, by: Actor) -> bool:
    """Whether the brief has that one already, under her new name if there is one."""
    if caller.actor is not None:
        return bool(caller.actor == known)
    return caller.name == known.name or _entered_for(brief, known, by=by)


def _entered_for(brief: Brief, known: Actor, *, by: Actor) -> bool:
    """Whether her record is of this brief alone: who is here for anything else is not renamed."""
    keepers = {brief.owner_id, brief.deputy_id, by.pk}
    if not can_bring_for(by, known) or known.entered_by_id not in keepers:
        return False
    hers = Item.objects.filter(Q(by=known) | Q(on_behalf_of=known)).exclude(pk=brief.pk)
    return known.created_at >= brief.created_at and not hers.exists()


def _correct_record(caller: Caller, known: Actor, brief: Brief, *, by: Actor) -> None:
    if caller.actor is not None or not caller.name or not _entered_for(brief, known, by=by):
        return
    known.name, known.phone, known.email = caller.name, caller.phone, caller.email.lower()
    known.save(update_fields=["name", "phone", "email"])
