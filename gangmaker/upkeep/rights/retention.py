"""What is not needed any more goes by itself, once a day: whatever has become due, at once.

Nothing here depends on having run yesterday. Each rule is counted first, so that
``gangmaker retention --dry-run`` says the same numbers and changes nothing. How long each thing
is kept is in ``actors.terms``; the pages say it from there.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext_noop
from django_tasks_db.models import DBTaskResult

from gangmaker.actors import terms
from gangmaker.actors.erasures import note_erasure
from gangmaker.actors.models import (
    Account,
    Actor,
    ActorKind,
    EmailConfirmation,
    Invitation,
)
from gangmaker.trail.models import Message, Promise, Report
from gangmaker.trail.operations import owe_mail, record

from .erasing import PERSON, _erase
from .holding import what_holds
from .mails import INACTIVE

EVERY: Final = timedelta(hours=24)
MARK: Final = "retained"
AT_ONCE: Final = 500


@dataclass(frozen=True)
class Rule:
    """One thing that goes: what it is, how many are due, and how they go."""

    key: str
    what: str
    due: Callable[[datetime], "QuerySet[Any] | list[Any]"]
    go: Callable[[Any, datetime], None]


@dataclass(frozen=True)
class Done:
    key: str
    what: str
    count: int


def retain(*, now: datetime, dry_run: bool = False) -> list[Done]:
    """Let go of whatever is due; answers how many of each. ``dry_run`` only counts."""
    done = [_apply(rule, now, dry_run=dry_run) for rule in RULES]
    if not dry_run:
        counts = {one.key: one.count for one in done if one.count}
        if counts:
            record("retention.done", by=None, at=now, data=counts)
    return done


def retain_daily(*, now: datetime) -> None:
    """A duty of the worker. A day that was missed is caught up by the next."""
    mark = Path(settings.DATA_DIR) / MARK
    if mark.exists() and now.timestamp() - mark.stat().st_mtime < EVERY.total_seconds():
        return
    mark.touch()
    retain(now=now)


def _apply(rule: Rule, now: datetime, *, dry_run: bool) -> Done:
    due = rule.due(now)
    count = len(due) if isinstance(due, list) else due.count()
    if count and not dry_run:
        rule.go(due, now)
    return Done(rule.key, rule.what, count)


# --- What is due --------------------------------------------------------------------------------


def unconfirmed_guests(now: datetime) -> "QuerySet[Actor]":
    """Guests who never confirmed their address, who wait for nothing any more."""
    waits = Promise.objects.waiting().filter(to=OuterRef("pk"))
    before = now - terms.UNCONFIRMED
    return (
        Actor.objects.unclaimed()
        .filter(
            ~Exists(waits),
            ~Exists(Promise.objects.filter(to=OuterRef("pk"), kept_on__gt=before.date())),
            kind=ActorKind.PERSON,
            account=None,
            entered_by=None,
            email_confirmed_at=None,
            created_at__lt=before,
        )
        .exclude(email="", phone="")
    )


def used_confirmations(now: datetime) -> "QuerySet[EmailConfirmation]":
    before = now - terms.USED_LINKS
    return EmailConfirmation.objects.filter(Q(expires_at__lt=before) | Q(confirmed_at__lt=before))


def used_invitations(now: datetime) -> "QuerySet[Invitation]":
    before = now - terms.USED_LINKS
    over = Q(expires_at__lt=before) | Q(used_at__lt=before) | Q(revoked_at__lt=before)
    return Invitation.objects.filter(over)


def sent_mail(now: datetime) -> "QuerySet[Message]":
    """Mails that are done. Their rows stay without address, so that none is sent twice."""
    before = now - terms.SENT_MAIL
    over = Q(sent_at__lt=before) | Q(dropped_at__lt=before)
    return Message.objects.filter(over).exclude(address="", to=None)


def reporters(now: datetime) -> "QuerySet[Report]":
    """Who reported something that was decided; nobody may object any more."""
    decided = Report.objects.filter(decision__at__lt=now - terms.REPORTS)
    return decided.exclude(name="", email="", by=None)


def ended_sessions(now: datetime) -> "QuerySet[Session]":
    return Session.objects.filter(expire_date__lt=now)


def finished_work(now: datetime) -> "QuerySet[Any]":
    over: QuerySet[Any] = DBTaskResult.objects.filter(finished_at__lt=now - terms.FINISHED_WORK)
    return over


def old_downloads(now: datetime) -> list[Path]:
    before = (now - terms.DOWNLOADS).timestamp()
    folder = Path(settings.DATA_DIR) / "downloads"
    return [path for path in sorted(folder.glob("*")) if path.stat().st_mtime < before]


def not_asked_yet(now: datetime) -> "QuerySet[Account]":
    """Accounts that nobody used for long, and that were not asked since."""
    unused = _unused(now)
    asked = Message.objects.filter(
        kind=INACTIVE, to__account=OuterRef("pk"), created_at__gte=OuterRef("seen_at")
    )
    return unused.filter(~Exists(asked))


def asked_in_vain(now: datetime) -> list[Actor]:
    """Who was asked, waited for, and whom nobody needs any more."""
    before = now - terms.ASKED_BEFORE
    asked = Message.objects.filter(
        kind=INACTIVE,
        to__account=OuterRef("pk"),
        created_at__gte=OuterRef("seen_at"),
        sent_at__lt=before,
    )
    accounts = _unused(now).filter(Exists(asked)).values("pk")
    people = Actor.objects.filter(account__in=accounts, team_roles=None)
    return [person for person in people.order_by("pk") if not what_holds(person, at=now)]


def _unused(now: datetime) -> "QuerySet[Account]":
    seen = Coalesce("last_login", "joined_at")
    accounts = Account.objects.annotate(seen_at=Greatest(seen, "joined_at"))
    return accounts.filter(seen_at__lt=now - terms.INACTIVE, is_active=True)


# --- How it goes --------------------------------------------------------------------------------


def _delete(rows: Any, now: datetime) -> None:
    rows.delete()


def _forget_how_to_reach(rows: Any, now: datetime) -> None:
    rows.update(email="", phone="")


def _forget_to_whom(rows: Any, now: datetime) -> None:
    rows.update(address="", to=None, payload={})


def _forget_who_reported(rows: Any, now: datetime) -> None:
    rows.update(name="", email="", by=None)


def _unlink(paths: list[Path], now: datetime) -> None:
    for path in paths:
        path.unlink(missing_ok=True)


def _ask(accounts: Any, now: datetime) -> None:
    """Whoever signs in again keeps everything."""
    for account in accounts.select_related("actor")[:AT_ONCE]:
        if person := getattr(account, "actor", None):
            owe_mail(
                INACTIVE,
                dedupe_key=f"{INACTIVE}:{account.pk}:{now:%Y%m%d}",
                address=account.email,
                language=person.reads,
                to=person,
                at=now,
            )


def _erase_all(people: list[Actor], now: datetime) -> None:
    for person in people:
        note_erasure(kind=PERSON, public_id=str(person.public_id), at=now)
        _erase(person, words=False, now=now)


RULES: Final = (
    Rule(
        "guests",
        gettext_noop("Addresses of guests who never confirmed"),
        unconfirmed_guests,
        _forget_how_to_reach,
    ),
    Rule(
        "confirmations", gettext_noop("Links that proved an address"), used_confirmations, _delete
    ),
    Rule("invitations", gettext_noop("Invitations that are over"), used_invitations, _delete),
    Rule("mail", gettext_noop("To whom mails went"), sent_mail, _forget_to_whom),
    Rule("reporters", gettext_noop("Who reported something"), reporters, _forget_who_reported),
    Rule("sessions", gettext_noop("Sessions that ended"), ended_sessions, _delete),
    Rule("work", gettext_noop("Work that is done"), finished_work, _delete),
    Rule("downloads", gettext_noop("Downloads that nobody fetched"), old_downloads, _unlink),
    Rule("asked", gettext_noop("Accounts to ask whether they may go"), not_asked_yet, _ask),
    Rule("accounts", gettext_noop("Accounts that were asked in vain"), asked_in_vain, _erase_all),
)
