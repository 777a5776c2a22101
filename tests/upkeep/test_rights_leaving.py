"""What goes along when somebody leaves: pictures of her words, grants, what a merge copied."""

import os
from datetime import timedelta
from io import BytesIO

import pytest

from gangmaker.actors import terms
from gangmaker.actors.models import Account, Actor
from gangmaker.actors.operations import enter_actor
from gangmaker.actors.operations.merges import OTHER, merge
from gangmaker.projects.files import keep_item_picture
from gangmaker.projects.models import Attachment, Grant
from gangmaker.trail.models import Act, Message, Report, ReportDecision
from gangmaker.upkeep.rights.erasing import download_of, erase_person
from gangmaker.upkeep.rights.retention import retain
from tests.projects.grants_world import make_grant
from tests.projects.uploads import drawn
from tests.trail.moderation_world import make_report
from tests.world import (
    NOON,
    make_contribution,
    make_guest,
    make_person,
    make_question,
    make_team,
)

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _own_folders(settings, tmp_path):
    settings.MEDIA_ROOT = settings.DATA_DIR = tmp_path


def merged_guest(stands: Actor) -> Actor:
    guest = make_guest("Ana, Menen", email="ana@example.org")
    Actor.objects.filter(pk=guest.pk).update(phone="056 11 22 33")
    guest.refresh_from_db()
    merge(stands=stands, other=guest, takes={"phone": OTHER}, by=make_team(), reason="x", now=NOON)
    return Actor.objects.get(pk=guest.pk)


def entered() -> Actor:
    return enter_actor(by=make_team(), kind="person", name="Ana", source="x", now=NOON)


def test_what_a_merge_took_over_from_her_goes_too():
    stands = entered()
    guest = merged_guest(stands)

    erase_person(person=guest, words=False, now=NOON)

    stands.refresh_from_db()
    assert (str(stands.name), stands.phone) == ("Ana", "")
    assert Actor.objects.get(pk=guest.pk).claimed_by is None


def test_the_address_of_a_guest_whom_the_team_merged_goes_in_its_time_too():
    guest = merged_guest(entered())

    retain(now=NOON + terms.UNCONFIRMED + DAY)

    guest.refresh_from_db()
    assert (guest.email, guest.phone) == ("", "")


@pytest.mark.parametrize(("words", "left"), [(True, 1), (False, 2)])
def test_pictures_go_with_the_words_that_go(words, left):
    make_team()
    person, other = make_person(), make_person()
    for by in (person, other):
        kept = keep_item_picture(BytesIO(drawn()), size=99, name="stoel.jpg")
        Attachment.objects.create(
            item=make_contribution(by=by).item,
            kind=kept.kind,
            file=kept.file,
            name=kept.name,
            alt="Een stoel",
            media_type=kept.media_type,
            size=kept.size,
            by=by,
            at=NOON,
        )

    erase_person(person=person, words=words, now=NOON)

    assert Attachment.objects.count() == left


def test_somebody_is_reminded_of_what_funders_expect():
    broker, deputy, leaves = make_team(), make_team(), make_team()
    grants = [
        make_grant(owner=leaves, deputy=deputy),
        make_grant(owner=leaves),
        make_grant(owner=broker, deputy=leaves),
    ]

    erase_person(person=leaves, words=False, now=NOON)

    keepers = [Grant.objects.get(pk=one.pk) for one in grants]
    assert [one.deputy for one in (keepers[0], keepers[2])] == [None, None]
    assert (keepers[0].owner, keepers[2].owner) == (deputy, broker)
    assert keepers[1].owner in (broker, deputy)
    assert Act.objects.filter(verb="grant.handed_over").count() == 2


def test_who_could_not_go_when_she_was_asked_is_asked_again():
    keeper = make_team("editor")
    Account.objects.filter(actor=keeper).update(joined_at=NOON)
    unused = NOON + terms.INACTIVE + DAY
    retain(now=unused)
    Message.objects.update(sent_at=unused)
    forgotten = unused + terms.SENT_MAIL + DAY
    retain(now=forgotten)

    retain(now=forgotten + DAY)

    waiting = Message.objects.filter(kind="inactive_account", to=keeper)
    assert waiting.count() == 1
    assert {done.key for done in retain(now=forgotten + 2 * DAY) if done.count} == set()


def test_nobody_of_the_team_goes_by_herself():
    keeper, person = make_team("editor"), make_person()
    Account.objects.filter(actor__in=(keeper, person)).update(joined_at=NOON)
    unused = NOON + terms.INACTIVE + DAY
    retain(now=unused)
    Message.objects.update(sent_at=unused)

    retain(now=unused + terms.ASKED_BEFORE + DAY)

    assert list(Account.objects.filter(actor__isnull=False).values_list("actor", flat=True)) == [
        keeper.pk
    ]


def test_who_reported_is_forgotten_when_nobody_may_object_any_more():
    question, keeper = make_question(), make_team()
    open_one = make_report(question, email="bo@example.org")
    decided = make_report(question, email="ana@example.org")
    decided.decision = ReportDecision.objects.create(
        item=question, outcome="no_breach", by=keeper, at=NOON
    )
    decided.save(update_fields=["decision"])

    retain(now=NOON + terms.REPORTS - DAY)
    kept = set(Report.objects.values_list("email", flat=True))
    retain(now=NOON + terms.REPORTS + DAY)

    assert kept == {"ana@example.org", "bo@example.org"}
    assert Report.objects.exclude(email="").get() == open_one


def test_a_download_that_nobody_fetched_goes():
    waits, forgotten = download_of(make_person()), download_of(make_person())
    waits.parent.mkdir()
    for path, age in ((waits, terms.DOWNLOADS - DAY), (forgotten, terms.DOWNLOADS + DAY)):
        path.write_bytes(b"")
        made = (NOON - age).timestamp()
        os.utime(path, (made, made))

    retain(now=NOON)

    assert (waits.exists(), forgotten.exists()) == (True, False)
