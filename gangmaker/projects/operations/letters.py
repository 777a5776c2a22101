"""Task-assignment letters: entered, corrected by another, ended early; never rewritten."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import Actor
from gangmaker.actors.rules import NotYours
from gangmaker.core.refusals import Refused
from gangmaker.projects import rules
from gangmaker.projects.files import Kept
from gangmaker.projects.models import AssignmentLetter, LetterEnd, Project
from gangmaker.trail.operations import record

from .papers import attach


class LetterOutOfForce(Refused):
    code = "letter_out_of_force"
    message = _("This letter was corrected or ended in the meantime. Look again.")


class NotADayOfTheLetter(Refused):
    code = "not_a_day_of_the_letter"
    message = _("The last day is one of the days of the letter, before the end that it says now.")


@dataclass(frozen=True)
class LetterText:
    """What a letter says. The days include the last one."""

    percentage: int
    starts_on: date
    ends_on: date
    function: str
    signed_by: str
    signed_on: date


@transaction.atomic
def enter_letter(
    *,
    person: Actor,
    project: Project,
    text: LetterText,
    by: Actor,
    now: datetime,
    paper: Kept | None = None,
) -> AssignmentLetter:
    """Enter a signed letter. That somebody has letters for more than all the work is no refusal:
    the paper says what it says, and the page warns."""
    _refuse_others(by)
    letter = _create(person, project, text, by=by, now=now, paper=paper)
    record("letter.entered", by=by, item=project, at=now, data={"letter": letter.pk})
    return letter


@transaction.atomic
def correct_letter(
    *,
    letter: AssignmentLetter,
    text: LetterText,
    reason: str,
    by: Actor,
    now: datetime,
    paper: Kept | None = None,
) -> AssignmentLetter:
    """Put a mistake right by a letter that counts instead; the one before stays on record.

    Its document stays with it when no other is given.
    """
    _refuse_others(by)
    if hasattr(letter, "end"):
        raise LetterOutOfForce
    try:
        with transaction.atomic():
            new = _create(
                letter.person,
                letter.project,
                text,
                by=by,
                now=now,
                paper=paper,
                corrects=letter,
                reason=reason,
            )
    except IntegrityError as error:
        raise LetterOutOfForce from error
    data = {"letter": new.pk, "instead_of": letter.pk}
    record("letter.corrected", by=by, item=letter.project, at=now, data=data)
    return new


@transaction.atomic
def end_letter(
    *, letter: AssignmentLetter, last_day: date, reason: str, by: Actor, now: datetime
) -> LetterEnd:
    """Say that a letter stops early. Costs of days after that are no longer covered."""
    _refuse_others(by)
    if not letter.starts_on <= last_day < letter.ends_on:
        raise NotADayOfTheLetter
    if AssignmentLetter.objects.filter(corrects=letter).exists():
        raise LetterOutOfForce
    try:
        with transaction.atomic():
            end = LetterEnd.objects.create(
                letter=letter, last_day=last_day, reason=reason, by=by, at=now
            )
    except IntegrityError as error:
        raise LetterOutOfForce from error
    record("letter.ended", by=by, item=letter.project, at=now, data={"letter": letter.pk})
    return end


def _refuse_others(by: Actor) -> None:
    if not rules.can_keep_grants(by):
        raise NotYours


def _create(
    person: Actor,
    project: Project,
    text: LetterText,
    *,
    by: Actor,
    now: datetime,
    paper: Kept | None,
    corrects: AssignmentLetter | None = None,
    reason: str = "",
) -> AssignmentLetter:
    document = corrects.document if corrects else None
    if paper is not None:
        document = attach(item=project, kept=paper, parties_only=True, by=by, now=now)
    return AssignmentLetter.objects.create(
        person=person,
        project=project,
        document=document,
        corrects=corrects,
        reason=reason,
        by=by,
        at=now,
        **vars(text),
    )
