"""Publishing figures, and correcting what was published."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import Actor
from gangmaker.actors.rules import NotYours, is_region_admin
from gangmaker.core.published import inputs_digest
from gangmaker.core.refusals import Refused
from gangmaker.trail.operations import record

from .figures import Indicator, Scope
from .models import Publication
from .registry import indicator as by_key


class PublishedAlready(Refused):
    code = "published_already"
    message = _("This figure was published already. Correct it, with a reason.")


class PeriodNotOver(Refused):
    code = "period_not_over"
    message = _("This period is not over yet. Publish it when it is.")


class CorrectionNeedsAReason(Refused):
    code = "correction_needs_a_reason"
    message = _("Say why the figure changes. Everybody can read this.")


class SameAsBefore(Refused):
    code = "same_as_before"
    message = _("The figure comes out as it was published. There is nothing to correct.")


class NoLongerCounted(Refused):
    code = "no_longer_counted"
    message = _("This figure is no longer counted.")


class CorrectedMeanwhile(Refused):
    code = "publication_corrected_meanwhile"
    message = _("Somebody corrected this figure in the meantime. Look again.")


@transaction.atomic
def publish_figure(*, indicator: Indicator, scope: Scope, by: Actor, now: datetime) -> Publication:
    """Freeze what the figure is for a period that is over, with the digest of its inputs."""
    _refuse_others(by)
    if scope.until > timezone.localdate(now):
        raise PeriodNotOver
    publication = _computed(indicator, scope, by=by, now=now)
    try:
        with transaction.atomic():
            publication.save()
    except IntegrityError as error:
        raise PublishedAlready from error
    record("figure.published", by=by, at=now, data={"publication": publication.pk})
    return publication


@transaction.atomic
def correct_publication(
    *, publication: Publication, reason: str, by: Actor, now: datetime
) -> Publication:
    """Publish the figure anew as it comes out now, beside the old one, with a reason."""
    _refuse_others(by)
    if not reason.strip():
        raise CorrectionNeedsAReason
    correction = recomputed(publication, by=by, now=now)
    if correction.inputs_digest == publication.inputs_digest and (
        correction.version == publication.version
    ):
        raise SameAsBefore
    correction.corrects, correction.reason = publication, reason.strip()
    try:
        with transaction.atomic():
            correction.save()
    except IntegrityError as error:
        raise CorrectedMeanwhile from error
    record("figure.corrected", by=by, at=now, data={"publication": correction.pk})
    return correction


def recomputed(publication: Publication, *, by: Actor, now: datetime) -> Publication:
    """What a publication would be now: not saved."""
    indicator = by_key(publication.indicator)
    if indicator is None:
        raise NoLongerCounted
    scope = Scope(publication.since, publication.until, now, publication.area)
    return _computed(indicator, scope, by=by, now=now)


def _refuse_others(by: Actor) -> None:
    if not is_region_admin(by):
        raise NotYours


def _computed(indicator: Indicator, scope: Scope, *, by: Actor, now: datetime) -> Publication:
    found = indicator.compute(scope).for_everybody()
    digest, count = inputs_digest(found.inputs())
    return Publication(
        indicator=indicator.key,
        version=indicator.version,
        since=scope.since,
        until=scope.until,
        area=scope.area,
        value="" if found.value is None else str(found.value),
        rows=[{"key": row.key, "count": row.count, "of": row.of} for row in found.rows],
        known=found.known,
        total=found.total,
        computed_at=now,
        inputs_digest=digest,
        inputs_count=count,
        by=by,
        at=now,
    )
