"""Candidates promise secrecy before they read a brief."""

from collections.abc import Callable

import pytest

from gangmaker.actors.models import Audience
from gangmaker.actors.operations import enter_actor
from gangmaker.brokerage.models import Availability, SecrecyAgreement
from gangmaker.brokerage.operations.candidates import drop, put_back
from gangmaker.brokerage.operations.candidates import shortlist as consider
from gangmaker.brokerage.operations.secrecy import NothingToPromise, ask_secrecy, promise_secrecy
from gangmaker.brokerage.queries.briefs import secrecy_of
from gangmaker.trail.mails import render
from gangmaker.trail.models import Message
from gangmaker.trail.queries.trails import trail_of
from tests.brokerage.written import CALLER, mails, make_open, reads, shortlist, verbs
from tests.world import (
    NOON,
    make_guest,
    make_membership,
    make_organisation,
    make_person,
)

pytestmark = pytest.mark.django_db


class TestSecrecy:
    def test_a_candidate_reads_once_she_promised(self) -> None:
        brief, candidate = make_open(), make_person()
        before = reads(candidate, brief)

        promise_secrecy(candidate=shortlist(brief, candidate), by=candidate, now=NOON)

        assert (before, reads(candidate, brief)) == (False, True)

    @pytest.mark.parametrize("leave_out", [drop, put_back])
    def test_who_is_considered_no_more_reads_no_more_until_she_is_again(
        self, leave_out: Callable[..., object]
    ) -> None:
        brief, candidate = make_open(), make_person()
        promise_secrecy(candidate=shortlist(brief, candidate), by=candidate, now=NOON)
        broker = brief.owner

        leave_out(brief=brief, actor=candidate, by=broker, now=NOON)
        left_out = reads(candidate, brief)
        consider(brief=brief, actor=candidate, by=broker, now=NOON)

        assert (left_out, reads(candidate, brief)) == (False, True)

    def test_promising_twice_is_one_promise(self) -> None:
        brief, candidate = make_open(), make_person()
        listed = shortlist(brief, candidate)

        for _time in range(2):
            promise_secrecy(candidate=listed, by=candidate, now=NOON)

        assert SecrecyAgreement.objects.count() == 1
        assert verbs(brief).count("brief.secrecy_promised") == 1

    def test_her_name_is_not_among_those_of_the_trail(self) -> None:
        brief, candidate = make_open(), make_person(audience=Audience.PUBLIC)
        promise_secrecy(candidate=shortlist(brief, candidate), by=candidate, now=NOON)

        trail = trail_of(brief, viewer=brief.by, at=NOON)

        assert trail.parties == {}

    def test_who_is_not_on_the_shortlist_promises_nothing(self) -> None:
        brief, candidate = make_open(), make_person()
        listed = shortlist(brief, candidate)
        listed.state = "dropped"

        with pytest.raises(NothingToPromise):
            promise_secrecy(candidate=listed, by=candidate, now=NOON)

    @pytest.mark.parametrize("confidentiality", ["public", "members", "broker"])
    def test_secrecy_is_asked_for_a_brief_of_named_candidates_only(
        self, confidentiality: str
    ) -> None:
        brief, candidate = make_open(confidentiality), make_person()

        with pytest.raises(NothingToPromise):
            promise_secrecy(candidate=shortlist(brief, candidate), by=candidate, now=NOON)

    def test_no_broker_enters_a_promise_of_who_was_left_out(self) -> None:
        brief = make_open()
        listed = shortlist(brief, make_person())
        listed.state = "dropped"

        with pytest.raises(NothingToPromise):
            promise_secrecy(candidate=listed, by=brief.owner, now=NOON)

    def test_who_acts_for_an_organisation_promises_for_it(self) -> None:
        editor, member = make_person(), make_person()
        studio = make_organisation(admin=editor)
        make_membership(member, studio, "member")
        brief = make_open()

        promise_secrecy(candidate=shortlist(brief, studio), by=editor, now=NOON)

        assert reads(member, brief)

    def test_who_stopped_being_available_or_promised_is_not_asked(self) -> None:
        brief, gone, promised = make_open(), make_person(), make_person()
        first, second = shortlist(brief, gone), shortlist(brief, promised)
        Availability.objects.filter(actor=gone).delete()
        promise_secrecy(candidate=second, by=promised, now=NOON)

        for candidate in (first, second):
            with pytest.raises(NothingToPromise):
                ask_secrecy(candidate=candidate, by=brief.owner, now=NOON)

    def test_who_showed_that_the_record_is_hers_promises_and_reads(self) -> None:
        brief, record, herself = make_open(), make_guest(), make_person()
        listed = shortlist(brief, record)
        record.claimed_by = herself
        record.save()

        promise_secrecy(candidate=listed, by=herself, now=NOON)

        assert reads(herself, brief)

    def test_who_cannot_sign_in_is_asked_on_the_phone(self) -> None:
        brief = make_open()
        met = enter_actor(
            by=brief.owner,
            kind="person",
            name="Drukker, Menen",
            email="drukker@example.org",
            source="Op de beurs",
            now=NOON,
        )

        assert ask_secrecy(candidate=shortlist(brief, met), by=brief.owner, now=NOON) == 0
        assert mails("secrecy_asked") == []

    def test_the_mail_that_asks_for_it_says_neither_who_nor_what(self) -> None:
        brief, candidate = make_open(), make_person()
        listed = shortlist(brief, candidate)

        ask_secrecy(candidate=listed, by=brief.owner, now=NOON)

        mail = render(Message.objects.get(kind="secrecy_asked"))
        assert mail is not None
        assert not any(word in mail.subject + mail.body for word in (brief.title, CALLER.name))
        assert secrecy_of(brief)[0].asked_on == NOON.date()
