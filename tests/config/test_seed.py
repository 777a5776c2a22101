"""A small invented region has the counts it was asked for, and holds what must hold."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.models import Count, F
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from gangmaker.actors.models import Actor, ActorKind, Membership, TeamRole
from gangmaker.config.seed import seed_region
from gangmaker.config.seeding.people import code_of
from gangmaker.contributions.models import Confirmation, LedgerEntry, Need, Support
from gangmaker.projects.models import (
    Action,
    Evidence,
    Goal,
    Indicator,
    Measurement,
    Project,
    Result,
    Stage,
)
from gangmaker.projects.queries.projects import realised
from gangmaker.trail.models import Act, Answer, Item, ItemKind, Link, Promise
from gangmaker.trail.operations import record
from gangmaker.trail.queries import matching, words_of
from tests.indexing import forget_what_waits

NOON = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)
TODAY = timezone.localdate(NOON)
ACTORS, ITEMS, ACTS = 200, 400, 2_000

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def not_told(what: str, count: int, total: int) -> None:
    """Nobody looks on."""


@pytest.fixture(scope="module", autouse=True)
def region(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Seeded once for all tests here, and thrown away after them."""
    forget_what_waits()  # of a test before, whose rows are gone
    with django_db_blocker.unblock(), transaction.atomic():
        seed_region(actors=ACTORS, items=ITEMS, acts=ACTS, progress=not_told, now=NOON)
        yield
        transaction.set_rollback(True)


def test_there_is_as_much_as_was_asked_for() -> None:
    counts = (Actor.objects.count(), Item.objects.count(), Act.objects.count())

    assert counts == (ACTORS, ITEMS, ACTS)


def test_nothing_refers_to_what_is_not_there() -> None:
    connection.check_constraints()


def test_every_kind_audience_and_state_occurs() -> None:
    brokered = {ItemKind.BRIEF, ItemKind.INTRODUCTION}  # seeded by bench.matching
    assert set(Item.objects.values_list("kind", flat=True)) == set(ItemKind.values) - brokered
    assert set(Item.objects.values_list("audience", flat=True)) == {
        "public",
        "members",
        "parties",
        "team",
    }
    assert Item.objects.filter(published_at=None).exists()
    assert Item.objects.exclude(withdrawal=None).exists()


def test_each_item_has_the_row_of_its_kind() -> None:
    kinds = Counter(Item.objects.values_list("kind", flat=True))
    models = (
        *(("projects", kind) for kind in ("goal", "project", "result", "action")),
        *(("contributions", kind) for kind in ("question", "idea", "offer")),
    )

    rows = {
        kind: apps.get_model(app, kind).objects.filter(kind=kind).count() for app, kind in models
    }

    assert rows == kinds


def test_projects_are_in_every_stage_with_parties_and_results_that_are_shown() -> None:
    stages = set(Project.objects.values_list("stage", flat=True))
    produced = set(Link.objects.filter(verb="produced").values_list("source", "target"))

    assert stages == set(Stage.values)
    assert not Project.objects.filter(parties=None).exists()
    assert produced == set(Result.objects.values_list("from_project", "item_ptr"))
    assert Evidence.objects.count() > 5
    assert realised(at=NOON).exists()


def test_goals_are_measured_and_have_actions() -> None:
    counters = Indicator.objects.exclude(counter="").values_list("counter", flat=True)

    assert list(counters) == ["projects_realised"]
    assert Indicator.objects.count() == Goal.objects.count()
    assert Measurement.objects.exists()
    assert Action.objects.exists()


def test_most_is_answered_in_time_and_some_is_late_or_waits() -> None:
    answers = Promise.objects.filter(kind="answer")

    in_time = answers.filter(kept_on__lte=F("due_on")).count()
    late = answers.filter(kept_on__gt=F("due_on")).count()
    waiting = answers.waiting().count()

    assert in_time > late > 0
    assert waiting > 0
    assert Answer.objects.count() == in_time + late
    assert set(Answer.objects.values_list("outcome", flat=True)) == {
        "accepted",
        "redirected",
        "declined",
    }


def test_gifts_links_and_support_are_spread_over_the_region() -> None:
    most = Support.objects.values("item").annotate(people=Count("pk")).order_by("-people")

    assert Need.objects.exists()
    assert Link.objects.count() > ITEMS // 2
    assert LedgerEntry.objects.filter(corrects=None).exists()
    assert (
        Confirmation.objects.exclude(by=F("entry__giver")).count() == Confirmation.objects.count()
    )
    assert most[0]["people"] > 5
    assert Membership.objects.exists()
    assert set(TeamRole.objects.values_list("role", flat=True)) == {
        "broker",
        "moderator",
        "region_admin",
    }


def test_people_are_named_by_what_they_do_and_where() -> None:
    names = Actor.objects.filter(kind=ActorKind.PERSON).values_list("name", flat=True)

    assert [name for name in names if ", " not in name] == []


def test_nothing_happened_after_now() -> None:
    assert not Act.objects.filter(at__gt=NOON).exists()
    assert not Answer.objects.filter(at__gt=NOON).exists()


def test_everything_can_be_found_by_its_words() -> None:
    entries = apps.get_model("modelsearch", "IndexEntry").objects.count()
    item = Item.objects.filter(kind=ItemKind.IDEA, language="nl").first()

    assert entries == ACTORS + ITEMS
    assert item is not None
    assert matching(Item.objects.all(), words_of(item.title)).filter(pk=item.pk).exists()


def test_life_goes_on_after_the_last_id() -> None:
    act = record("item.edited", by=None, at=NOON)

    assert act.pk > ACTS


def test_each_number_has_a_code_of_its_own() -> None:
    codes = {code_of(number) for number in range(1, 20_001)}

    assert len(codes) == 20_000
    assert {len(code) for code in codes} == {8}
