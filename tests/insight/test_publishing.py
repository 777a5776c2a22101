"""What was published stays, with the digest of what it was computed from."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from gangmaker.actors.models import TeamRoleName
from gangmaker.actors.rules import NotYours
from gangmaker.insight import operations
from gangmaker.insight.figures import Scope
from gangmaker.insight.models import Publication
from gangmaker.insight.registry import indicator
from tests.world import NOON, make_contribution, make_person, make_team

pytestmark = pytest.mark.django_db

AFTER = NOON + timedelta(days=1)


def _publish(by, *, until: date = date(2026, 11, 19)) -> Publication:
    figure = indicator("contributions_by_form")
    assert figure is not None
    scope = Scope(date(2026, 1, 1), until, AFTER)
    return operations.publish_figure(indicator=figure, scope=scope, by=by, now=AFTER)


@pytest.mark.both_databases
def test_a_published_figure_is_never_changed_or_deleted():
    admin = make_team(TeamRoleName.REGION_ADMIN)
    make_team()
    make_contribution(by=make_person())

    published = _publish(admin)

    assert (published.value, published.inputs_count) == ("1", 1)
    for change in (
        lambda: Publication.objects.filter(pk=published.pk).update(value="99"),
        lambda: Publication.objects.filter(pk=published.pk).delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


@pytest.mark.both_databases
def test_a_figure_is_published_once_for_a_period_and_an_area():
    admin = make_team(TeamRoleName.REGION_ADMIN)
    _publish(admin)

    with pytest.raises(operations.PublishedAlready):
        _publish(admin)


def test_only_a_region_administrator_publishes_and_only_what_is_over():
    admin, broker = make_team(TeamRoleName.REGION_ADMIN), make_team()

    with pytest.raises(NotYours):
        _publish(broker)
    with pytest.raises(operations.PeriodNotOver):
        _publish(admin, until=date(2027, 1, 1))


@pytest.mark.both_databases
def test_a_correction_is_a_new_version_with_a_reason_and_the_old_one_stays():
    admin = make_team(TeamRoleName.REGION_ADMIN)
    make_team()
    first = _publish(admin)
    make_contribution(by=make_person())

    correction = operations.correct_publication(
        publication=first, reason="Een idee was nog niet ingevoerd.", by=admin, now=AFTER
    )

    assert (first.value, correction.value) == ("0", "1")
    assert correction.corrects == first
    assert correction.inputs_digest != first.inputs_digest
    with pytest.raises(operations.CorrectedMeanwhile):
        operations.correct_publication(publication=first, reason="Nog eens.", by=admin, now=AFTER)


def test_a_figure_that_comes_out_the_same_has_nothing_to_correct():
    admin = make_team(TeamRoleName.REGION_ADMIN)
    published = _publish(admin)

    with pytest.raises(operations.SameAsBefore):
        operations.correct_publication(publication=published, reason="x", by=admin, now=AFTER)
    with pytest.raises(operations.CorrectionNeedsAReason):
        operations.correct_publication(publication=published, reason=" ", by=admin, now=AFTER)


@pytest.mark.both_databases
def test_a_correction_of_another_period_is_refused_by_the_database():
    admin = make_team(TeamRoleName.REGION_ADMIN)
    first = _publish(admin)

    with pytest.raises(IntegrityError), transaction.atomic():
        Publication.objects.create(
            indicator=first.indicator,
            version=1,
            since=date(2025, 1, 1),
            until=date(2026, 1, 1),
            known=0,
            total=0,
            computed_at=AFTER,
            inputs_digest="0" * 64,
            inputs_count=0,
            corrects=first,
            reason="Een andere periode.",
            by=admin,
            at=AFTER,
        )
