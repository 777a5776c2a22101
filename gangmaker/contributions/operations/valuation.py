"""The tables by which hours and goods can be given a value: methods and their rates."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import Actor
from gangmaker.actors.rules import NotYours
from gangmaker.contributions import rules
from gangmaker.contributions.models import Rate, ValuationMethod
from gangmaker.core import valuation
from gangmaker.core.refusals import Refused
from gangmaker.trail.operations import record


class KeyTaken(Refused):
    code = "method_key_taken"
    message = _("Another method has this key.")


class RatesOverlap(Refused):
    code = "rates_overlap"
    message = _("Another rate holds for some of these days. Replace that one instead.")


class ReplacedMeanwhile(Refused):
    code = "rate_replaced_meanwhile"
    message = _("Somebody replaced this rate in the meantime. Look again.")


@dataclass(frozen=True)
class NewMethod:
    """A stated way to value hours and goods; texts by language."""

    key: str
    name: Mapping[str, str]
    kind: str
    description: Mapping[str, str]
    source: str
    is_example: bool = False


@dataclass(frozen=True)
class NewRate:
    """Cents for an hour (time) or a piece (all else), from a day until (not on) another."""

    form: str
    profile: str
    cents: int
    valid_from: date
    source: str
    level: str = ""
    valid_until: date | None = None


@transaction.atomic
def enter_method(*, new: NewMethod, by: Actor | None, now: datetime) -> ValuationMethod:
    """Add a method; ``by`` is None for what an installation starts with."""
    if by is not None and not rules.can_keep_tables(by):
        raise NotYours
    try:
        with transaction.atomic():
            method = ValuationMethod.objects.create(
                key=new.key,
                name=dict(new.name),
                kind=new.kind,
                description=dict(new.description),
                source=new.source,
                is_example=new.is_example,
                by=by,
                at=now,
            )
    except IntegrityError as error:
        raise KeyTaken from error
    record("valuation.method_entered", by=by, at=now, data={"method": method.key})
    return method


@transaction.atomic
def enter_rate(
    *,
    method: ValuationMethod,
    new: NewRate,
    by: Actor | None,
    now: datetime,
    instead_of: Rate | None = None,
) -> Rate:
    """Add a rate, or replace one by a new row; the old row stays for what was computed with it.

    The method is locked, so that two rates for one day cannot be entered at once.
    """
    if by is not None and not rules.can_keep_tables(by):
        raise NotYours
    ValuationMethod.objects.select_for_update().get(pk=method.pk)
    if instead_of and Rate.objects.filter(supersedes=instead_of).exists():
        raise ReplacedMeanwhile
    _refuse_overlap(method, new, instead_of=instead_of)
    try:
        with transaction.atomic():
            rate = Rate.objects.create(
                method=method,
                form=new.form,
                level=new.level,
                profile=new.profile,
                cents=new.cents,
                valid_from=new.valid_from,
                valid_until=new.valid_until,
                source=new.source,
                supersedes=instead_of,
                by=by,
                at=now,
            )
    except IntegrityError as error:
        raise ReplacedMeanwhile from error
    if instead_of:
        record("valuation.rate_replaced", by=by, at=now, data={"rate": rate.pk})
    else:
        record("valuation.rate_entered", by=by, at=now, data={"rate": rate.pk})
    return rate


def _refuse_overlap(method: ValuationMethod, new: NewRate, *, instead_of: Rate | None) -> None:
    candidate = valuation.Rate(0, new.form, new.level, new.cents, new.valid_from, new.valid_until)
    others = method.rates.filter(superseded_by=None)
    if instead_of:
        others = others.exclude(pk=instead_of.pk)
    if any(valuation.overlap(candidate, as_rate(other)) for other in others):
        raise RatesOverlap


def as_rate(row: Rate) -> valuation.Rate:
    return valuation.Rate(row.pk, row.form, row.level, row.cents, row.valid_from, row.valid_until)
