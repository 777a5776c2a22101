"""The demo region as it stands in the database after loading."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from gangmaker.actors.models import Account, Actor, ActorKind, Area, Region
from gangmaker.config.demo.load import is_outdated, load_demo
from gangmaker.config.setup import set_up_region
from gangmaker.contributions.models import Confirmation, LedgerEntry, Support
from gangmaker.trail.models import (
    Act,
    Answer,
    AnswerTemplate,
    Item,
    ItemTranslation,
    Link,
    Message,
    Promise,
    PromiseTerm,
)
from gangmaker.trail.operations import record
from gangmaker.trail.queries import matching, words_of

NOON = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)
TODAY = timezone.localdate(NOON)

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def not_told(what: str, count: int, total: int) -> None:
    """Nobody looks on."""


@pytest.fixture(scope="module", autouse=True)
def region(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> object:
    """Loaded once for all tests here, and thrown away after them."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        load_demo(now=NOON, progress=not_told)
        yield
        transaction.set_rollback(True)


def test_the_region_is_as_large_as_it_promises() -> None:
    assert Actor.objects.filter(kind=ActorKind.ORGANISATION).count() >= 45
    assert Item.objects.count() >= 120
    assert Act.objects.count() >= 300


def test_everything_that_hangs_together_is_there() -> None:
    assert Link.objects.count() >= 200
    assert LedgerEntry.objects.filter(corrects=None).count() >= 50
    assert LedgerEntry.objects.exclude(corrects=None).count() >= 2
    assert Confirmation.objects.count() >= 50
    assert Support.objects.count() >= 200
    assert ItemTranslation.objects.count() >= 40


def test_answers_came_in_time_and_late_and_some_are_overdue() -> None:
    kept = [
        (answer.promise.kept_on, answer.promise.due_on)
        for answer in Answer.objects.select_related("promise")
    ]

    late = [kept_on for kept_on, due_on in kept if kept_on and kept_on > due_on]
    overdue = Promise.objects.overdue(on=TODAY)

    assert len(kept) >= 100
    assert 6 <= len(late) <= len(kept) // 10
    assert 6 <= overdue.filter(kind="answer").count() <= 9
    assert Promise.objects.waiting().filter(kind="answer", due_on__gte=TODAY).count() >= 8


def test_answers_are_given_on_working_days_in_office_hours() -> None:
    moments = [timezone.localtime(answer.at) for answer in Answer.objects.all()]

    assert [at for at in moments if at.weekday() >= 5 or not 9 <= at.hour < 18] == []


def test_every_audience_and_state_occurs() -> None:
    audiences = set(Item.objects.values_list("audience", flat=True))

    assert audiences == {"public", "members", "parties", "team"}
    assert Item.objects.filter(published_at=None).exists()
    assert Item.objects.filter(published_at__gt=NOON).exists()
    assert Item.objects.exclude(withdrawal=None).exists()
    assert Item.objects.exclude(parties=None).exists()


def test_nothing_happened_after_now_and_all_in_order() -> None:
    moments = list(Act.objects.order_by("pk").values_list("at", flat=True))

    assert moments == sorted(moments)
    assert moments[-1] == NOON
    assert max(moments[:-1]) > NOON - timedelta(days=7)


def test_each_role_has_an_account_of_its_own() -> None:
    accounts = Account.objects.filter(email__endswith="@demo.gangmaker.example")
    roles = {
        account.email.partition("@")[0]: sorted(account.actor.roles)
        for account in accounts.select_related("actor")
    }
    administrator = Actor.objects.get(account__email="organisation-admin@demo.gangmaker.example")

    assert roles == {
        "broker": ["broker"],
        "member": [],
        "moderator": ["moderator"],
        "organisation-admin": [],
        "region-admin": ["region_admin"],
    }
    assert list(administrator.organisation_roles.values()) == ["admin"]


def test_no_mail_waits_to_be_sent() -> None:
    assert Message.objects.exists()
    assert not Message.objects.due(at=NOON + timedelta(days=365)).exists()


def test_search_finds_by_text_and_by_translation() -> None:
    public = Item.objects.visible_to(None, at=NOON)

    dutch = matching(public, words_of("korte vlasvezels"))
    french = matching(public, words_of("fibres courtes"))

    assert dutch.exists()
    assert french.exists()


def test_the_region_is_set_up_with_places_terms_and_reasons() -> None:
    assert Area.objects.filter(parent=None).count() == 13
    assert Area.objects.exclude(parent=None).count() >= 30
    assert set(PromiseTerm.objects.values_list("working_days", flat=True)) == {10}
    assert AnswerTemplate.objects.count() >= 9
    assert str(Region.objects.get().name) == "Zuid-West-Vlaanderen"


def test_loading_twice_changes_nothing() -> None:
    acts = Act.objects.count()

    loaded = load_demo(now=NOON + timedelta(days=1), progress=not_told)

    assert not loaded
    assert Act.objects.count() == acts


def test_setting_up_again_changes_nothing() -> None:
    acts, areas = Act.objects.count(), Area.objects.count()

    set_up_region(NOON)

    assert (Act.objects.count(), Area.objects.count()) == (acts, areas)


def test_a_demo_that_nobody_touched_is_outdated_after_a_week() -> None:
    assert not is_outdated(now=NOON + timedelta(days=7))
    assert is_outdated(now=NOON + timedelta(days=8))


def test_a_demo_in_which_somebody_did_something_is_kept() -> None:
    record("item.supported", by=None, at=NOON + timedelta(days=1))

    assert not is_outdated(now=NOON + timedelta(days=8))
