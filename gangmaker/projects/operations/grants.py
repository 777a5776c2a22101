"""Grants: what a funder gives and by which rules, and what is reported to it or claimed from it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import Actor
from gangmaker.actors.rules import NotYours
from gangmaker.contributions.models import LedgerEntry, ValuationMethod
from gangmaker.core.refusals import Refused
from gangmaker.projects import rules
from gangmaker.projects.models import (
    Award,
    Cost,
    Deadline,
    Grant,
    GrantForm,
    GrantLine,
    Project,
    Use,
    VatRule,
)
from gangmaker.projects.queries.grant_rows import DossierRow
from gangmaker.projects.queries.grant_words import Reason
from gangmaker.projects.queries.grants import row_of
from gangmaker.trail.operations import record


class NotEligible(Refused):
    """``reasons`` says all that stands in the way."""

    code = "not_eligible"
    message = _("This grant does not count it.")

    def __init__(self, reasons: Iterable[Reason] = ()) -> None:
        super().__init__()
        self.reasons = tuple(reasons)

    def __str__(self) -> str:
        return " ".join(str(reason) for reason in self.reasons) or str(self.message)


class ClaimedMeanwhile(Refused):
    code = "claimed_meanwhile"
    message = _("It was claimed in the meantime. What is claimed once is not claimed again.")


class LineWithdrawn(Refused):
    code = "grant_line_withdrawn"
    message = _("This was taken out in the meantime.")


class AwardedAlready(Refused):
    code = "awarded_already"
    message = _("This project has a part of the grant already.")


class MoreThanTheGrant(Refused):
    code = "awards_more_than_the_grant"
    message = _("The parts for projects are together more than the grant.")


class StillClaimed(Refused):
    code = "project_still_claimed"
    message = _("Something of this project is claimed or reported. Take that out first.")


class DeadlineMet(Refused):
    code = "deadline_met"
    message = _("This was marked as done in the meantime.")


@dataclass(frozen=True)
class GrantTerms:
    """What a grant is and what it counts. ``own_share`` in hundredths of a percent."""

    funder: Actor
    title: str
    amount: int
    starts_on: date
    ends_on: date
    forms: frozenset[str]
    staff_method: str
    own_share: int
    owner: Actor
    reference: str = ""
    in_kind_counts: bool = False
    vat_rule: str = VatRule.NEVER
    deputy: Actor | None = None
    method: ValuationMethod | None = None

    def columns(self) -> dict[str, object]:
        return {name: value for name, value in vars(self).items() if name != "forms"}


@transaction.atomic
def enter_grant(*, terms: GrantTerms, by: Actor, now: datetime) -> Grant:
    _refuse_others(by)
    grant = Grant.objects.create(**terms.columns(), by=by, at=now)
    _keep_forms(grant, terms.forms)
    record("grant.entered", by=by, subject=terms.funder, at=now, data={"grant": grant.pk})
    return grant


@transaction.atomic
def change_grant(*, grant: Grant, terms: GrantTerms, by: Actor, now: datetime) -> None:
    """Other terms count from now on. What was claimed stays, and says when it no longer fits."""
    _refuse_others(by)
    grant = Grant.objects.select_for_update().get(pk=grant.pk)
    if sum(grant.awards.values_list("amount", flat=True)) > terms.amount:
        raise MoreThanTheGrant
    for name, value in terms.columns().items():
        setattr(grant, name, value)
    grant.save(update_fields=list(terms.columns()))
    _keep_forms(grant, terms.forms)
    record("grant.changed", by=by, subject=terms.funder, at=now, data={"grant": grant.pk})


def _refuse_others(by: Actor) -> None:
    if not rules.can_keep_grants(by):
        raise NotYours


def _keep_forms(grant: Grant, forms: frozenset[str]) -> None:
    grant.forms.exclude(form__in=forms).delete()
    there = set(grant.forms.values_list("form", flat=True))
    GrantForm.objects.bulk_create(
        GrantForm(grant=grant, form=form) for form in sorted(forms - there)
    )


@transaction.atomic
def award(*, grant: Grant, project: Project, amount: int, by: Actor, now: datetime) -> Award:
    """Say how much of the grant is for a project; together never more than the grant."""
    _refuse_others(by)
    grant = Grant.objects.select_for_update().get(pk=grant.pk)
    given = sum(grant.awards.values_list("amount", flat=True))
    if given + amount > grant.amount:
        raise MoreThanTheGrant
    try:
        with transaction.atomic():
            made = Award.objects.create(grant=grant, project=project, amount=amount, at=now)
    except IntegrityError as error:
        raise AwardedAlready from error
    record(
        "grant.awarded", by=by, item=project, subject=grant.funder, at=now, data={"grant": grant.pk}
    )
    return made


@transaction.atomic
def end_award(*, award: Award, by: Actor, now: datetime) -> None:
    """Take a project out of the grant, as long as nothing of it is reported or claimed."""
    _refuse_others(by)
    Grant.objects.select_for_update().get(pk=award.grant_id)
    alive = GrantLine.objects.filter(grant=award.grant_id, withdrawn_at=None)
    of_entries = alive.filter(entry__item=award.project_id)
    if of_entries.exists() or alive.filter(cost__line__project=award.project_id).exists():
        raise StillClaimed
    grant, project = award.grant_id, award.project
    award.delete()
    record("grant.award_ended", by=by, item=project, at=now, data={"grant": grant})


@transaction.atomic
def set_deadline(*, grant: Grant, what: str, due_on: date, by: Actor, now: datetime) -> Deadline:
    """What the funder expects by a day; Today and mails remind who keeps the grant."""
    _refuse_others(by)
    deadline = Deadline.objects.create(
        grant=grant, what=what, due_on=due_on, set_on=timezone.localdate(now)
    )
    record("grant.deadline_set", by=by, at=now, data={"grant": grant.pk, "due_on": due_on})
    return deadline


@transaction.atomic
def meet_deadline(*, deadline: Deadline, by: Actor, now: datetime) -> None:
    _refuse_others(by)
    won = Deadline.objects.filter(pk=deadline.pk, met_on=None).update(
        met_on=timezone.localdate(now), met_by=by
    )
    if not won:
        raise DeadlineMet
    record("grant.deadline_met", by=by, at=now, data={"grant": deadline.grant_id})


@transaction.atomic
def enter_line(
    *, grant: Grant, what: LedgerEntry | Cost, use: str, by: Actor, now: datetime
) -> GrantLine:
    """Report an entry or a cost to the funder, or claim it from the grant.

    The grant is locked, so that its amount cannot be passed; that nothing is claimed from two
    grants at once is a constraint. What was only reported becomes claimed by a line of its own.
    """
    _refuse_others(by)
    grant = Grant.objects.select_for_update().get(pk=grant.pk)
    row = row_of(grant, what)
    _refuse_ineligible(row, use)
    if row.line is not None:
        _take_out(row.line, by=by, reason=str(Use.CLAIMED), now=now)
    line = _create(grant, what, row, use=use, by=by, now=now)
    record(
        "grant.line_entered",
        by=by,
        item=_item_of(what),
        at=now,
        data={"grant": grant.pk, "line": line.pk, "use": use},
    )
    return line


def _refuse_ineligible(row: DossierRow, use: str) -> None:
    if use == Use.CLAIMED and not row.may_be_claimed:
        raise NotEligible(row.reasons)
    if use == Use.REPORTED and not row.may_be_reported:
        raise NotEligible(row.reasons)


def _create(
    grant: Grant, what: LedgerEntry | Cost, row: DossierRow, *, use: str, by: Actor, now: datetime
) -> GrantLine:
    try:
        with transaction.atomic():
            return GrantLine.objects.create(
                grant=grant,
                use=use,
                entry=what if isinstance(what, LedgerEntry) else None,
                cost=what if isinstance(what, Cost) else None,
                said=row.said,
                cents=row.cents,
                rate_id=row.rate_id,
                by=by,
                at=now,
            )
    except IntegrityError as error:
        raise ClaimedMeanwhile from error


def _item_of(what: LedgerEntry | Cost) -> "Project":
    if isinstance(what, Cost):
        return what.line.project
    return Project.objects.get(pk=what.item_id)


def _take_out(line: GrantLine, *, by: Actor, reason: str, now: datetime) -> None:
    won = GrantLine.objects.filter(pk=line.pk, withdrawn_at=None).update(
        withdrawn_at=now, withdrawn_by=by, withdrawn_reason=reason
    )
    if not won:
        raise LineWithdrawn


@transaction.atomic
def withdraw_line(*, line: GrantLine, by: Actor, reason: str, now: datetime) -> None:
    """Take an entry or a cost out of a grant; it can be claimed elsewhere from then on."""
    _refuse_others(by)
    Grant.objects.select_for_update().get(pk=line.grant_id)
    _take_out(line, by=by, reason=reason, now=now)
    record("grant.line_withdrawn", by=by, at=now, data={"grant": line.grant_id, "line": line.pk})


@transaction.atomic
def correct_line(*, line: GrantLine, by: Actor, now: datetime) -> GrantLine:
    """Enter a line anew with what its entry or cost says now, after a correction.

    Refused, with the line as it was, when the grant does not count it any more.
    """
    _refuse_others(by)
    grant = Grant.objects.select_for_update().get(pk=line.grant_id)
    what = line.entry or line.cost
    if what is None:
        raise TypeError("A line is about an entry or a cost.")
    _take_out(line, by=by, reason="corrected", now=now)
    row = row_of(grant, what)
    _refuse_ineligible(row, line.use)
    new = _create(grant, what, row, use=line.use, by=by, now=now)
    record(
        "grant.line_corrected",
        by=by,
        at=now,
        data={"grant": grant.pk, "line": new.pk, "instead_of": line.pk},
    )
    return new
