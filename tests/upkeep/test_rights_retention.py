"""What is not needed any more goes by itself: when it is due, once, and not before."""

from datetime import datetime, timedelta

import pytest

from gangmaker.actors import terms
from gangmaker.actors.models import Account, Actor
from gangmaker.actors.operations import send_confirmation
from gangmaker.trail.models import Act, Message, Promise
from gangmaker.trail.operations import owe_mail
from gangmaker.upkeep.rights.retention import retain
from tests.world import NOON, make_contribution, make_guest, make_person, make_team

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def counts(now: datetime, *, dry_run: bool = False) -> dict[str, int]:
    """How many rows; files of other tests are beside the point."""
    found = retain(now=now, dry_run=dry_run)
    return {done.key: done.count for done in found if done.count}


def test_an_address_that_nobody_confirmed_goes_when_its_time_is_over():
    guest = make_guest()
    over = NOON + terms.UNCONFIRMED + DAY

    before, after = counts(over - 2 * DAY), counts(over)

    guest.refresh_from_db()
    assert (before, after, guest.email) == ({}, {"guests": 1}, "")
    assert counts(over) == {}


def test_who_waits_for_an_answer_is_reachable_as_long_as_she_waits():
    make_team()
    guest = make_guest()
    make_contribution(by=guest)
    much_later = NOON + 400 * DAY

    waiting = counts(much_later).get("guests", 0)
    act = Act.objects.create(verb="item.answered", by=None, at=much_later)
    Promise.objects.filter(to=guest).update(kept_by=act, kept_on=much_later.date())
    just_answered = counts(much_later + DAY).get("guests", 0)
    long_answered = counts(much_later + terms.UNCONFIRMED + 2 * DAY).get("guests", 0)

    assert (waiting, just_answered, long_answered) == (0, 0, 1)


def test_a_dry_run_says_the_same_numbers_and_changes_nothing():
    guest = make_guest()
    send_confirmation(actor=guest, now=NOON)
    over = NOON + 300 * DAY

    said = counts(over, dry_run=True)
    guest.refresh_from_db()

    assert guest.email != ""
    assert said == counts(over) == {"guests": 1, "confirmations": 1}


def test_of_a_mail_that_was_sent_the_address_goes_and_it_is_not_sent_twice():
    person = make_person()
    message = owe_mail(
        "x", dedupe_key="x:1", address=person.email, language="nl", to=person, at=NOON
    )
    Message.objects.update(sent_at=NOON)

    counts(NOON + terms.SENT_MAIL + DAY)

    again = owe_mail("x", dedupe_key="x:1", address=person.email, language="nl", to=person, at=NOON)
    assert (again, Message.objects.get().address) == (message, "")


def test_an_account_that_nobody_uses_is_asked_and_then_erased():
    person = make_person("Wever, Wevelgem")
    Account.objects.filter(actor=person).update(joined_at=NOON)
    unused = NOON + terms.INACTIVE + DAY

    asked = counts(unused)
    Message.objects.filter(kind="inactive_account").update(sent_at=unused)
    early = counts(unused + terms.ASKED_BEFORE - DAY)
    late = counts(unused + terms.ASKED_BEFORE + DAY)

    assert (asked, early, late) == ({"asked": 1}, {}, {"accounts": 1})
    assert Actor.objects.get(pk=person.pk).account_id is None


def test_who_signs_in_again_stays():
    person = make_person()
    Account.objects.filter(actor=person).update(joined_at=NOON)
    unused = NOON + terms.INACTIVE + DAY
    counts(unused)
    Message.objects.filter(kind="inactive_account").update(sent_at=unused)
    Account.objects.filter(actor=person).update(last_login=unused + DAY)

    assert counts(unused + terms.ASKED_BEFORE + 2 * DAY) == {}


def test_what_went_is_written_down_in_numbers():
    make_guest()

    counts(NOON + terms.UNCONFIRMED + DAY)

    act = Act.objects.get(verb="retention.done")
    assert act.data["guests"] == 1
