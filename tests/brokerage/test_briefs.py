"""A brief: written while on the phone, sent, corrected, approved; who may read it when."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from gangmaker.actors.models import Actor, Audience
from gangmaker.actors.rules import NotYours
from gangmaker.brokerage.models import Brief, Candidate, Confidentiality, SecrecyAgreement
from gangmaker.brokerage.operations.approving import (
    ApprovedAlready,
    BriefIsClosed,
    NotReadyYet,
    approve_brief,
    change_confidentiality,
    correct_brief,
    end_brief,
    renew_link,
    reopen_brief,
    send_for_approval,
)
from gangmaker.brokerage.operations.briefs import (
    Caller,
    Draft,
    WiderThanAgreed,
    note_words,
    save_brief,
    say_who_asks,
    write_brief,
)
from gangmaker.brokerage.operations.secrecy import NothingToPromise, ask_secrecy, promise_secrecy
from gangmaker.brokerage.queries.briefs import secrecy_of, silent_briefs
from gangmaker.concepts.models import ItemConcept
from gangmaker.concepts.operations.meanings import suggest_for_item
from gangmaker.trail.mails import render
from gangmaker.trail.models import Act, Item, Link, Message
from gangmaker.trail.queries.trails import trail_of
from tests.world import (
    NOON,
    make_concept,
    make_membership,
    make_organisation,
    make_person,
    make_question,
    make_team,
)

pytestmark = pytest.mark.django_db

SAID: dict[str, Any] = {
    "title": "Een stoel die de afwas overleeft",
    "summary": "Wij maken stoelen van karton.",
    "tried": "Lak, drie soorten.",
}
CALLER = Caller(name="Zaakvoerder, Waregem", email="zaak@example.org", phone="056 00 00 00")


def make_brief(*, by: Actor | None = None, asker: Caller = CALLER, **said: Any) -> Brief:
    draft = Draft(said={**SAID, **said}, asker=asker, source="Aan de telefoon", form_token=uuid4())
    return write_brief(draft=draft, by=by or make_team(), now=NOON)


def make_open(confidentiality: str = Confidentiality.NAMED, **new: Any) -> Brief:
    brief = make_brief(confidentiality=confidentiality, **new)
    approve_brief(brief=brief, now=NOON)
    brief.refresh_from_db()
    return brief


def shortlist(brief: Brief, actor: Actor) -> Candidate:
    return Candidate.objects.create(
        brief=brief, actor=actor, state="shortlisted", by=brief.owner, at=NOON
    )


def reads(viewer: Actor | None, brief: Brief) -> bool:
    return Item.objects.visible_to(viewer, at=NOON).filter(pk=brief.pk).exists()


def mails(kind: str) -> list[str]:
    return list(Message.objects.filter(kind=kind).values_list("address", flat=True))


def verbs(brief: Brief) -> list[str]:
    acts = Act.objects.filter(item=brief.pk, verb__startswith="brief.").order_by("pk")
    return list(acts.values_list("verb", flat=True))


class TestWriting:
    @pytest.mark.both_databases
    def test_a_form_that_is_sent_twice_makes_one_brief_and_one_caller(self) -> None:
        broker = make_team()
        draft = Draft(said=SAID, asker=CALLER, source="Aan de telefoon", form_token=uuid4())

        first = write_brief(draft=draft, by=broker, now=NOON)
        second = write_brief(draft=draft, by=broker, now=NOON)

        assert second == first
        assert Actor.objects.filter(name=CALLER.name).count() == 1

    def test_its_address_says_nothing_of_what_it_is_about(self) -> None:
        brief = make_brief()

        assert "stoel" not in brief.slug

    def test_only_the_team_and_who_asks_know_of_a_draft(self) -> None:
        asker, other = make_person(), make_person()
        brief = make_brief(asker=Caller(actor=asker), confidentiality=Confidentiality.PUBLIC)

        assert [reads(one, brief) for one in (None, other, asker, make_team())] == [
            False,
            False,
            True,
            True,
        ]

    def test_who_may_not_broker_writes_no_brief(self) -> None:
        with pytest.raises(NotYours):
            make_brief(by=make_team("editor"))

    def test_an_organisation_that_rings_is_not_in_the_directory_for_that(self) -> None:
        draft = Draft(
            said=SAID,
            asker=CALLER,
            organisation=Caller(name="Kartonfabriek", kind="organisation"),
            source="Aan de telefoon",
        )

        brief = write_brief(draft=draft, by=make_team(), now=NOON)

        assert brief.on_behalf_of is not None
        assert brief.on_behalf_of.audience == Audience.TEAM

    def test_it_answers_the_question_that_it_was_made_of(self) -> None:
        question, broker = make_question(), make_team()

        brief = write_brief(draft=Draft(said=SAID, came_from=question), by=broker, now=NOON)

        link = Link.objects.get(source=brief)
        assert (link.verb, link.target_id) == ("answers", question.pk)

    def test_without_a_name_it_stands_in_the_name_of_who_types_it(self) -> None:
        broker = make_team()

        brief = write_brief(draft=Draft(said={"tried": "Niets."}), by=broker, now=NOON)

        assert (brief.by, brief.title) == (broker, "…")


class TestSaving:
    def test_a_part_of_the_page_is_kept_and_the_rest_stays(self) -> None:
        brief = make_brief()

        changed = save_brief(
            brief=brief, by=brief.owner, said={"hours": "Twee dagen"}, now=NOON + timedelta(days=1)
        )

        brief.refresh_from_db()
        assert changed == ["hours"]
        assert (brief.hours, brief.tried, brief.words_on) == (
            "Twee dagen",
            SAID["tried"],
            date(2026, 11, 19),
        )

    def test_saving_the_same_again_changes_nothing(self) -> None:
        brief = make_brief()

        assert save_brief(brief=brief, by=brief.owner, said=SAID, now=NOON) == []

    @pytest.mark.both_databases
    def test_what_changes_after_the_approval_is_kept_as_it_was(self) -> None:
        brief = make_open()

        save_brief(brief=brief, by=brief.owner, said={"tried": "Was."}, now=NOON)

        assert brief.corrections.get().was == SAID["tried"]
        assert verbs(brief)[-1] == "brief.changed"

    def test_more_readers_than_were_agreed_to_are_refused(self) -> None:
        brief = make_open(Confidentiality.NAMED)

        with pytest.raises(WiderThanAgreed):
            save_brief(brief=brief, by=brief.owner, said={"confidentiality": "public"}, now=NOON)

    def test_fewer_readers_are_kept_at_once(self) -> None:
        brief = make_open(Confidentiality.PUBLIC)

        save_brief(brief=brief, by=brief.owner, said={"confidentiality": "broker"}, now=NOON)

        assert not reads(make_person(), brief)

    def test_the_name_of_a_new_caller_is_put_right(self) -> None:
        brief = make_brief()

        say_who_asks(
            brief=brief,
            asker=Caller(name="Zaakvoerster, Waregem", email="z@example.org"),
            organisation=Caller(),
            by=brief.owner,
            now=NOON,
        )

        brief.by.refresh_from_db()
        assert (brief.by.name, brief.by.email) == ("Zaakvoerster, Waregem", "z@example.org")

    def test_another_name_never_renames_somebody_who_was_here_before(self) -> None:
        known = make_person("Drukker, Menen")
        brief = make_brief(asker=Caller(actor=known))

        say_who_asks(
            brief=brief,
            asker=Caller(name="Iemand anders"),
            organisation=Caller(),
            by=brief.owner,
            now=NOON,
        )

        known.refresh_from_db()
        assert (known.name, brief.by.name) == ("Drukker, Menen", "Iemand anders")


class TestApproving:
    def test_without_a_title_and_a_wish_it_is_not_sent(self) -> None:
        brief = make_brief(title="")

        with pytest.raises(NotReadyYet):
            send_for_approval(brief=brief, by=brief.owner, now=NOON)

    def test_who_asks_gets_the_link_by_mail(self) -> None:
        brief = make_brief()

        told = send_for_approval(brief=brief, by=brief.owner, now=NOON)

        message = Message.objects.get(kind="brief_to_read")
        mail = render(message)
        assert (told, message.address) == (1, "zaak@example.org")
        assert mail is not None
        assert "/briefs/link/" in mail.body
        assert brief.link_nonce.hex not in str(message.payload)

    def test_without_an_address_it_is_sent_to_nobody(self) -> None:
        brief = make_brief(asker=Caller(name="Bakker", phone="056"))

        assert send_for_approval(brief=brief, by=brief.owner, now=NOON) == 0
        assert mails("brief_to_read") == []

    def test_a_correction_keeps_the_words_before(self) -> None:
        brief = make_brief()

        changed = correct_brief(brief=brief, said={"tried": "Vier soorten."}, now=NOON)

        kept = brief.corrections.get()
        assert changed == ["tried"]
        assert (kept.field, kept.was, kept.by) == ("tried", SAID["tried"], brief.by)

    def test_after_the_approval_the_link_corrects_nothing(self) -> None:
        brief = make_open()

        with pytest.raises(ApprovedAlready):
            correct_brief(brief=brief, said={"tried": "Vijf."}, now=NOON)

    @pytest.mark.parametrize(
        ("confidentiality", "audience"),
        [("public", "public"), ("members", "members"), ("named", "parties"), ("broker", "team")],
    )
    def test_approved_it_is_shown_to_whom_was_agreed(
        self, confidentiality: str, audience: str
    ) -> None:
        brief = make_open(confidentiality)

        assert (brief.audience, brief.published_at) == (audience, NOON)
        assert brief.approved_by == brief.by

    def test_the_broker_hears_of_an_approval_by_the_link(self) -> None:
        brief = make_open()

        assert mails("brief_approved") == [brief.owner.email]

    def test_an_approval_by_phone_is_told_to_nobody_and_says_who_typed_it(self) -> None:
        brief = make_brief()

        approve_brief(brief=brief, by=brief.owner, now=NOON)

        act = Act.objects.get(verb="brief.approved")
        assert (act.by, act.on_behalf_of) == (brief.owner, brief.by)
        assert mails("brief_approved") == []

    def test_a_stranger_approves_nothing(self) -> None:
        with pytest.raises(NotYours):
            approve_brief(brief=make_brief(), by=make_person(), now=NOON)

    def test_approving_again_lets_more_people_read(self) -> None:
        brief = make_open(Confidentiality.NAMED)

        approve_brief(brief=brief, confidentiality="members", now=NOON)

        assert reads(make_person(), brief)

    def test_a_broker_does_not_widen_it_but_by_an_approval(self) -> None:
        brief = make_open(Confidentiality.BROKER)

        change_confidentiality(brief=brief, confidentiality="public", by=brief.owner, now=NOON)

        assert verbs(brief)[-1] == "brief.approved"

    def test_another_link_ends_the_one_before(self) -> None:
        brief = make_brief()
        before = brief.link_nonce

        renew_link(brief=brief, by=brief.owner, now=NOON)

        brief.refresh_from_db()
        assert brief.link_nonce != before

    def test_what_is_closed_is_neither_sent_nor_approved_until_it_is_open_again(self) -> None:
        brief = make_brief()
        end_brief(brief=brief, end="elsewhere", by=brief.owner, now=NOON)

        with pytest.raises(BriefIsClosed):
            send_for_approval(brief=brief, by=brief.owner, now=NOON)
        reopen_brief(brief=brief, by=brief.owner, now=NOON)
        send_for_approval(brief=brief, by=brief.owner, now=NOON)

        assert verbs(brief) == ["brief.written", "brief.ended", "brief.reopened", "brief.sent"]


class TestSecrecy:
    def test_a_candidate_reads_once_she_promised(self) -> None:
        brief, candidate = make_open(), make_person()
        before = reads(candidate, brief)

        promise_secrecy(candidate=shortlist(brief, candidate), by=candidate, now=NOON)

        assert (before, reads(candidate, brief)) == (False, True)

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

    def test_who_acts_for_an_organisation_promises_for_it(self) -> None:
        editor, member = make_person(), make_person()
        studio = make_organisation(admin=editor)
        make_membership(member, studio, "member")
        brief = make_open()

        promise_secrecy(candidate=shortlist(brief, studio), by=editor, now=NOON)

        assert reads(member, brief)

    def test_the_mail_that_asks_for_it_says_neither_who_nor_what(self) -> None:
        brief, candidate = make_open(), make_person()
        listed = shortlist(brief, candidate)

        ask_secrecy(candidate=listed, by=brief.owner, now=NOON)

        mail = render(Message.objects.get(kind="secrecy_asked"))
        assert mail is not None
        assert not any(word in mail.subject + mail.body for word in (brief.title, CALLER.name))
        assert secrecy_of(brief)[0].asked_on == NOON.date()


class TestSilence:
    def test_a_brief_is_silent_after_fourteen_days_until_somebody_has_words(self) -> None:
        brief = make_open()
        later = NOON + timedelta(days=14)
        silent = list(silent_briefs(at=later, keeper=brief.owner))

        note_words(brief.pk, on=later.date())

        assert silent == [brief]
        assert list(silent_briefs(at=later)) == []

    def test_what_is_closed_is_not_silent(self) -> None:
        brief = make_open()
        end_brief(brief=brief, end="found", by=brief.owner, now=NOON)

        assert list(silent_briefs(at=NOON + timedelta(days=99))) == []


def test_what_it_is_about_is_read_in_the_whole_page() -> None:
    make_concept("karton")
    brief = make_brief(title="Iets", summary="Iets.", behind="Het gaat over karton.")

    suggest_for_item(item=Item.objects.get(pk=brief.pk), now=NOON, by_words=True)

    assert ItemConcept.objects.get(item=brief).concept.key == "karton"
