"""Mails about people: in the reader's language, plain, and only while they are true."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail

from gangmaker.actors.operations import confirm_address, invite, send_confirmation
from gangmaker.trail import mails
from gangmaker.trail.models import Message
from gangmaker.trail.outbox import deliver_due
from tests.world import NOON, make_guest, make_organisation, make_person, make_team, suspend

pytestmark = [pytest.mark.django_db]

EVIL = 'Eve <b>"x"</b> & co\r\nBcc: all@example.org'


@pytest.fixture(autouse=True)
def _at_noon():
    with time_machine.travel(NOON, tick=False):
        yield


def owed(kind):
    return Message.objects.filter(kind=kind).latest("pk")


def test_a_guest_gets_a_link_to_confirm_in_her_own_language():
    send_confirmation(actor=make_guest(), now=NOON)

    deliver_due(now=NOON)

    assert len(mail.outbox) == 1
    assert "http://127.0.0.1:8000/nl/confirm/" in mail.outbox[0].body


def test_an_address_that_nobody_proved_is_not_told_what_somebody_typed_as_a_name():
    send_confirmation(actor=make_guest(EVIL), now=NOON)

    written = mails.render(owed("confirm_address"))

    assert written is not None
    assert "Eve" not in written.body
    assert "all@example.org" not in written.body.replace("\u2060", "")
    assert "\n" not in written.subject


@pytest.mark.parametrize("case", ["used", "too old", "other address", "suspended"])
def test_a_link_that_is_worth_nothing_is_not_mailed(case):
    guest = make_guest()
    confirmation = send_confirmation(actor=guest, now=NOON)
    if case == "used":
        confirm_address(confirmation=confirmation, now=NOON)
    elif case == "too old":
        type(confirmation).objects.update(expires_at=NOON - timedelta(days=1))
    elif case == "other address":
        type(guest).objects.filter(pk=guest.pk).update(email="other@example.org")
    else:
        suspend(guest, by=make_team())

    assert mails.render(owed("confirm_address")) is None


def test_no_header_is_added_by_the_name_of_an_organisation():
    admin = make_person()
    organisation = make_organisation(EVIL, admin=admin)
    invite(organisation=organisation, email="a@example.org", role="member", by=admin, now=NOON)

    deliver_due(now=NOON)

    sent = mail.outbox[0]
    assert (sent.to, sent.bcc) == (["a@example.org"], [])
    assert "Bcc" not in sent.message()
