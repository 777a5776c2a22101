"""Mails about briefs: to who may still read them, at the address that is still hers."""

import pytest

from gangmaker.brokerage.models import Availability
from gangmaker.brokerage.operations.approving import (
    approve_brief,
    end_brief,
    renew_link,
    send_for_approval,
)
from gangmaker.brokerage.operations.briefs import Caller
from gangmaker.brokerage.operations.secrecy import ask_secrecy, promise_secrecy
from gangmaker.trail.mails import Mail, render
from gangmaker.trail.models import Message
from tests.brokerage.written import make_brief, make_open, shortlist
from tests.world import NOON, make_person, make_team, suspend

pytestmark = pytest.mark.django_db


def mail(kind: str) -> Mail | None:
    return render(Message.objects.select_related("to").get(kind=kind))


def test_a_mail_that_waits_has_the_link_that_holds_when_it_goes() -> None:
    brief = make_brief()
    send_for_approval(brief=brief, by=brief.owner, now=NOON)

    renew_link(brief=brief, by=brief.owner, now=NOON)

    sent = mail("brief_to_read")
    assert sent is not None
    assert brief.link_nonce.hex in sent.body


def test_what_was_closed_or_approved_meanwhile_asks_nobody_to_read_it() -> None:
    brief = make_brief()
    send_for_approval(brief=brief, by=brief.owner, now=NOON)

    end_brief(brief=brief, end="stopped", by=brief.owner, now=NOON)

    assert mail("brief_to_read") is None


def test_who_asks_changed_her_address_gets_nothing_at_the_old_one() -> None:
    brief = make_brief()
    send_for_approval(brief=brief, by=brief.owner, now=NOON)

    brief.by.email = "nieuw@example.org"
    brief.by.save()

    assert mail("brief_to_read") is None


def test_who_showed_since_that_the_record_is_hers_is_not_reached_by_the_mail_before() -> None:
    brief = make_brief()
    send_for_approval(brief=brief, by=brief.owner, now=NOON)

    brief.by.claimed_by = make_person()
    brief.by.save()

    assert mail("brief_to_read") is None


def test_who_was_suspended_meanwhile_gets_no_mail() -> None:
    asker = make_person()
    brief = make_brief(asker=Caller(actor=asker))
    send_for_approval(brief=brief, by=brief.owner, now=NOON)

    suspend(asker, by=make_team("moderator"))

    assert mail("brief_to_read") is None


def test_the_broker_reads_no_title_in_the_mail_of_an_approval() -> None:
    brief = make_brief()

    approve_brief(brief=brief, now=NOON)

    sent = mail("brief_approved")
    assert sent is not None
    assert brief.title not in sent.subject + sent.body


def test_who_does_not_want_to_be_proposed_any_more_gets_no_mail() -> None:
    brief, person = make_open(), make_person()
    ask_secrecy(candidate=shortlist(brief, person), by=brief.owner, now=NOON)

    Availability.objects.filter(actor=person).delete()

    assert mail("secrecy_asked") is None


def test_who_promised_meanwhile_is_not_asked_by_mail() -> None:
    brief, person = make_open(), make_person()
    candidate = shortlist(brief, person)
    ask_secrecy(candidate=candidate, by=brief.owner, now=NOON)

    promise_secrecy(candidate=candidate, by=person, now=NOON)

    assert mail("secrecy_asked") is None


def test_a_candidate_who_was_left_out_meanwhile_gets_no_mail() -> None:
    brief = make_open()
    candidate = shortlist(brief, make_person())
    ask_secrecy(candidate=candidate, by=brief.owner, now=NOON)

    candidate.state = "dropped"
    candidate.save()

    assert mail("secrecy_asked") is None
