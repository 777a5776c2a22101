"""Saying that something does not belong here."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from gangmaker.actors.models import Actor, TeamRoleName
from gangmaker.trail.models import Report
from gangmaker.trail.things import Thing, author_of, columns_of, words_of

from .journal import owe_mail, record


@dataclass(frozen=True)
class NewReport:
    """What the reporter says. Name and address are hers to give or not."""

    reason: str
    words: str
    language: str
    place: str = ""
    by: Actor | None = None
    name: str = ""
    email: str = ""
    form_token: UUID | None = None

    @property
    def address(self) -> str:
        return self.email or (self.by.email if self.by is not None else "")


@transaction.atomic
def report(*, thing: Thing, new: NewReport, now: datetime) -> Report:
    """Put it in the queue, with the text as it is now. A form sent twice makes one report.

    The act does not say who reported: no list of acts may tell an author.
    """
    earlier = Report.objects.filter(form_token=new.form_token).first() if new.form_token else None
    if earlier is not None:
        return earlier
    made = Report.objects.create(
        **columns_of(thing),
        about=author_of(thing),
        seen=words_of(thing),
        reason=new.reason,
        words=new.words,
        place=new.place,
        by=new.by,
        name=new.name,
        email=new.address,
        language=new.language,
        good_faith=True,
        at=now,
        form_token=new.form_token,
    )
    record("report.received", by=None, at=now, data={"report": made.pk, "reason": made.reason})
    tell_reporter(made, kind="report_received", key=str(made.pk), now=now)
    tell_moderators(now)
    return made


def tell_moderators(now: datetime) -> None:
    """One mail a day to each, however much is reported; without any, to region administrators."""
    people = Actor.objects.filter(suspension=None).order_by("pk")
    moderators = people.filter(team_roles__role=TeamRoleName.MODERATOR)
    administrators = people.filter(team_roles__role=TeamRoleName.REGION_ADMIN)
    for reader in moderators or administrators:
        owe_mail(
            "reports_wait",
            dedupe_key=f"reports_wait:{reader.pk}:{timezone.localdate(now)}",
            address=reader.email,
            language=reader.reads,
            to=reader,
            at=now,
        )


def tell_reporter(made: Report, *, kind: str, key: str, now: datetime) -> None:
    """A mail about her report, when she gave an address."""
    owe_mail(
        kind,
        dedupe_key=f"{kind}:{key}",
        address=made.email,
        language=made.language,
        to=made.by,
        at=now,
        payload={"report": made.pk},
    )
