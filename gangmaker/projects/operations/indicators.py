"""How goals are measured: indicators and their measurements."""

from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from i18nfield.strings import LazyI18nString

from gangmaker.actors.models import Actor
from gangmaker.actors.rules import NotYours, is_team
from gangmaker.core.refusals import Refused
from gangmaker.projects import rules
from gangmaker.projects.models import Goal, Indicator, Measurement
from gangmaker.trail.operations import record

from .changes import record_change


class TargetTooEarly(Refused):
    code = "target_too_early"
    message = _("The day of the target comes after the day of the baseline.")


class MeasuredMeanwhile(Refused):
    code = "measured_meanwhile"
    message = _("Somebody corrected this measurement in the meantime. Look again.")


class MeasuredInFuture(Refused):
    code = "measured_in_future"
    message = _("A measurement is of today or earlier.")


class CountsItself(Refused):
    code = "counts_itself"
    message = _("The platform counts this by itself. Nobody can enter it.")


@dataclass(frozen=True)
class IndicatorTerms:
    """What an indicator says. Texts by language, at least one."""

    name: dict[str, str]
    definition: dict[str, str]
    unit: dict[str, str]
    source: str
    how_often: str
    baseline: Decimal
    baseline_on: date
    target: Decimal
    target_on: date
    counter: str = ""
    position: int = 0


@transaction.atomic
def add_indicator(
    *, goal: Goal, terms: IndicatorTerms, reason: str, by: Actor, now: datetime
) -> Indicator:
    """Measure a goal by one more indicator from now on."""
    if not is_team(by):
        raise NotYours
    indicator = Indicator(goal=goal)
    _write(indicator, terms)
    record_change(
        "indicator.added",
        goal=goal,
        by=by,
        reason=reason,
        before={},
        after=indicator_terms(indicator),
        indicator=indicator,
        now=now,
    )
    return indicator


@transaction.atomic
def change_indicator(
    *, indicator: Indicator, terms: IndicatorTerms, reason: str, by: Actor, now: datetime
) -> None:
    """Change what is measured or aimed at. What was measured before stays as it was."""
    if not is_team(by):
        raise NotYours
    before = indicator_terms(indicator)
    _write(indicator, terms)
    record_change(
        "indicator.changed",
        goal=indicator.goal,
        by=by,
        reason=reason,
        before=before,
        after=indicator_terms(indicator),
        indicator=indicator,
        now=now,
    )


@transaction.atomic
def end_indicator(*, indicator: Indicator, reason: str, by: Actor, now: datetime) -> None:
    """Measure no longer. The indicator leaves the plan; its measurements stay on record."""
    if not is_team(by):
        raise NotYours
    before = indicator_terms(indicator)
    indicator.ended_on = timezone.localdate(now)
    indicator.save(update_fields=["ended_on"])
    record_change(
        "indicator.ended",
        goal=indicator.goal,
        by=by,
        reason=reason,
        before=before,
        after={},
        indicator=indicator,
        now=now,
    )


def _write(indicator: Indicator, terms: IndicatorTerms) -> None:
    if terms.target_on <= terms.baseline_on:
        raise TargetTooEarly
    for field in fields(terms):
        value = getattr(terms, field.name)
        setattr(indicator, field.name, LazyI18nString(value) if isinstance(value, dict) else value)
    indicator.save()


def indicator_terms(indicator: Indicator) -> dict[str, object]:
    """What the plan says of an indicator, as plain values."""
    return {field.name: _plain(getattr(indicator, field.name)) for field in fields(IndicatorTerms)}


def _plain(value: object) -> object:
    if isinstance(value, LazyI18nString):
        return value.data
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    return value.isoformat() if isinstance(value, date) else value


@transaction.atomic
def measure(
    *,
    indicator: Indicator,
    value: Decimal,
    measured_on: date,
    note: str,
    by: Actor,
    now: datetime,
    corrects: Measurement | None = None,
) -> Measurement:
    """Enter what an indicator was on a day: the team, or who answers for the goal.

    A correction names what it corrects, says why in ``note``, and is of the same day. Of two
    corrections of the same row at once one wins.
    """
    if not rules.can_measure(by, indicator.goal):
        raise NotYours
    if indicator.counter:
        raise CountsItself
    if measured_on > timezone.localdate(now):
        raise MeasuredInFuture
    try:
        with transaction.atomic():
            measurement = Measurement.objects.create(
                indicator=indicator,
                value=value,
                measured_on=corrects.measured_on if corrects else measured_on,
                note=note,
                corrects=corrects,
                by=by,
                at=now,
            )
    except IntegrityError as error:
        raise MeasuredMeanwhile from error
    record(
        "indicator.measured",
        by=by,
        item=indicator.goal,
        at=now,
        data={"indicator": indicator.pk, "measurement": measurement.pk},
    )
    return measurement
