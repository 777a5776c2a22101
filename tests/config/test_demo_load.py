"""The demo region as it stands in the database after loading."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.db.models import QuerySet
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from gangmaker.actors.models import Account, Actor, ActorKind, Area, Region
from gangmaker.brokerage.models import (
    Availability,
    Brief,
    BriefEnd,
    Introduction,
    IntroductionState,
    Step,
)
from gangmaker.concepts.models import ActorConcept
from gangmaker.config.demo.content import demo_content
from gangmaker.config.demo.load import is_outdated, load_demo
from gangmaker.config.demo.papers import pdf
from gangmaker.config.setup import set_up_region
from gangmaker.contributions.models import (
    Allowance,
    Confirmation,
    InformationNote,
    LedgerEntry,
    Support,
    VolunteerCap,
)
from gangmaker.insight.models import Publication
from gangmaker.projects.documents import recognise
from gangmaker.projects.files import path_of
from gangmaker.projects.models import (
    Action,
    Attachment,
    Cost,
    Credit,
    Evidence,
    EvidenceKind,
    Grant,
    GrantLine,
    Indicator,
    PartyRole,
    PlanVersion,
    Project,
    Result,
    ShowingConsent,
    Stage,
    Task,
)
from gangmaker.projects.queries.grants import dossier_of
from gangmaker.projects.queries.projects import realised
from gangmaker.projects.queries.weak_spots import weak_spots
from gangmaker.trail.models import (
    Act,
    Answer,
    AnswerTemplate,
    Item,
    ItemTranslation,
    Link,
    LinkVerb,
    Message,
    Party,
    Promise,
    PromiseTerm,
)
from gangmaker.trail.operations import record
from gangmaker.trail.queries import matching, trail_of, words_of

NOON = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)
TODAY = timezone.localdate(NOON)

SENTENCE = re.compile(r"[.?!](?=\s|$)")

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def not_told(what: str, count: int, total: int) -> None:
    """Nobody looks on."""


@pytest.fixture(scope="module", autouse=True)
def region(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[None]:
    """Loaded once for all tests here, and thrown away after them."""
    from django.conf import settings
    from django.db import transaction

    before, folder = settings.MEDIA_ROOT, tmp_path_factory.mktemp("media")
    settings.MEDIA_ROOT = folder
    with django_db_blocker.unblock(), transaction.atomic():
        load_demo(now=NOON, progress=not_told)
        yield
        transaction.set_rollback(True)
    settings.MEDIA_ROOT = before


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

    assert audiences == {"public", "members", "parties", "team", "brokers"}
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


def test_at_least_thirty_projects_are_in_every_stage() -> None:
    stages = set(Project.objects.values_list("stage", flat=True))

    assert Project.objects.count() >= 30
    assert stages == set(Stage.values)


def test_parties_are_in_every_role() -> None:
    roles = set(Party.objects.filter(item__kind="project").values_list("role", flat=True))

    assert roles == set(PartyRole.values)


def test_results_are_shown_by_every_kind_of_evidence_with_credits_in_order() -> None:
    kinds = set(Evidence.objects.values_list("kind", flat=True))

    assert Result.objects.count() >= 20
    assert kinds == set(EvidenceKind.values)
    assert Evidence.objects.exclude(removed_on=None).exists()
    assert Credit.objects.filter(position__gte=2).exists()


def test_some_are_realised_and_some_are_finished_without_evidence() -> None:
    finished = Project.objects.filter(stage=Stage.FINISHED)
    shown = realised(at=NOON)

    assert 10 <= shown.count() < finished.count()


def test_every_picture_and_document_is_a_real_file() -> None:
    attached = list(Attachment.objects.all())

    missing = [row for row in attached if not path_of(row).is_file()]

    assert {row.media_type.partition(";")[0] for row in attached} == {
        "image/webp",
        "application/pdf",
        "text/csv",
    }
    assert missing == []
    assert [row for row in attached if "{" in row.alt] == []


def test_a_document_of_ours_is_a_pdf() -> None:
    known = recognise(pdf(["Kop (met haakjes)", "Regel: één"]), name="x.pdf")

    assert known.media_type == "application/pdf"


def test_some_tasks_are_done_some_late_and_some_ahead() -> None:
    waiting = Task.objects.filter(done_on=None)

    assert Task.objects.exclude(done_on=None).exists()
    assert waiting.filter(due_on__lt=TODAY).exists()
    assert waiting.filter(due_on__gt=TODAY).exists()


def test_one_project_is_for_its_parties_and_not_all_agreed_to_show_it() -> None:
    hidden = Project.objects.get(audience="parties")
    said = set(ShowingConsent.objects.filter(project=hidden).values_list("agrees", flat=True))

    assert said == {True, False}


def test_some_projects_have_weak_spots() -> None:
    going = list(Project.objects.exclude(stage__in=[Stage.FINISHED, Stage.STOPPED]))

    weak = weak_spots(going, NOON)

    assert 2 <= len([pk for pk, spots in weak.items() if spots]) < len(going)


def test_the_trail_of_the_bread_goes_all_the_way() -> None:
    handed_on = Link.objects.filter(verb=LinkVerb.HANDED_ON_AS, source__title="De soepkar").get()

    trail = trail_of(handed_on.source, viewer=None, at=NOON)

    assert 10 < len(trail.items) <= 30
    assert {item.kind for item in trail.items} == {
        "question",
        "idea",
        "offer",
        "project",
        "result",
    }
    assert {"produced", "shown_at", "handed_on_as"} <= {link.verb for link in trail.links}


def test_the_plan_has_indicators_actions_and_two_versions_that_differ() -> None:
    one, two = PlanVersion.objects.order_by("pk")
    late = Action.objects.filter(done_on=None, dropped_on=None, due_on__lt=TODAY)

    assert one.digest != two.digest
    assert Indicator.objects.filter(counter="projects_realised").count() == 1
    assert Action.objects.exclude(done_on=None).exists()
    assert Action.objects.exclude(dropped_on=None).exists()
    assert late.exists()


def test_two_grants_have_claims_reports_and_costs_that_they_do_not_count() -> None:
    administrator = Item.objects.filter(kind="goal").order_by("pk")[0].owner
    dossiers = [dossier_of(grant, viewer=administrator, at=NOON) for grant in Grant.objects.all()]

    assert len(dossiers) == 2
    assert all(dossier.claimed and dossier.reported for dossier in dossiers)
    assert all(dossier.ineligible for dossier in dossiers)
    assert {line.use for line in GrantLine.objects.all()} == {"reported", "claimed"}
    assert Cost.objects.exclude(corrects=None).exists()


def test_a_volunteer_is_near_the_cap_of_the_year() -> None:
    cap = VolunteerCap.objects.get(year=TODAY.year)
    paid = Allowance.objects.filter(
        in_year__year=TODAY.year, in_year__volunteer__name="Programmeur, Anzegem"
    )

    total = sum(paid.values_list("cents", flat=True))

    assert cap.year_cents * 80 // 100 < total <= cap.year_cents
    assert paid.values("organisation").distinct().count() == 2
    assert InformationNote.objects.count() == 2


def test_figures_are_published_and_one_is_corrected() -> None:
    corrected = Publication.objects.exclude(corrects=None).get()

    assert Publication.objects.count() >= 4
    assert corrected.corrects is not None
    assert corrected.inputs_digest != corrected.corrects.inputs_digest


def test_members_confirmed_what_they_bring_and_most_are_available() -> None:
    confirmed = ActorConcept.objects.filter(state="confirmed").exclude(actor__age_group="minor")

    assert confirmed.values("actor").distinct().count() >= 140
    assert confirmed.exclude(words=[]).exists()
    assert Availability.objects.filter(actor__concepts__in=confirmed).distinct().count() >= 120


def test_briefs_are_drafts_sent_open_and_ended() -> None:
    briefs: QuerySet[Brief] = Brief.objects.all()
    waiting = briefs.filter(approved_at=None)

    assert len(briefs) == 25
    assert waiting.filter(sent_at=None).exists()
    assert waiting.exclude(sent_at=None).exists()
    assert not waiting.exclude(audience="brokers").exists()
    assert {brief.end for brief in briefs} == {"", *BriefEnd.values}


def test_introductions_are_in_every_state_over_two_years() -> None:
    found_silent = Step.objects.filter(state="silent", by=None)
    introductions: QuerySet[Introduction] = Introduction.objects.all()
    declined = introductions.filter(state="declined")

    assert len(introductions) == 60
    assert {each.state for each in introductions} == set(IntroductionState.values)
    assert {each.audience for each in declined} == {"team"}
    assert found_silent.exists()
    assert Step.objects.filter(on__lt=TODAY - timedelta(days=690)).exists()
    assert not Step.objects.filter(on__gt=TODAY).exists()


def test_titles_are_short_and_summaries_have_a_few_sentences() -> None:
    projects = demo_content().projects

    odd = [row.key for row in projects if not 2 <= len(SENTENCE.findall(row.summary)) <= 5]

    assert [row.key for row in projects if len(row.title) > 60] == []
    assert odd == []
    assert [row.key for row in projects if "'" in row.title + row.summary] == []
