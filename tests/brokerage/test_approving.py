"""A brief is sent, corrected, approved, closed: who may read it when."""

import pytest

from gangmaker.actors.rules import NotYours
from gangmaker.brokerage.models import Brief, Confidentiality
from gangmaker.brokerage.operations.approving import (
    AgreedAlready,
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
)
from gangmaker.trail.mails import render
from gangmaker.trail.models import Act, Message
from tests.brokerage.written import SAID, mails, make_brief, make_open, reads, verbs
from tests.world import (
    NOON,
    make_person,
    make_team,
)

pytestmark = pytest.mark.django_db


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
        [("public", "public"), ("members", "members"), ("named", "parties"), ("broker", "brokers")],
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

    def test_so_does_the_deputy(self) -> None:
        deputy = make_team()
        brief = make_brief()
        Brief.objects.filter(pk=brief.pk).update(deputy=deputy)

        approve_brief(brief=brief, now=NOON)

        assert sorted(mails("brief_approved")) == sorted([brief.owner.email, deputy.email])

    def test_a_yes_that_another_broker_enters_is_told_to_who_keeps_it(self) -> None:
        brief, other = make_brief(), make_team()
        Brief.objects.filter(pk=brief.pk).update(deputy=None)

        approve_brief(brief=brief, by=other, now=NOON)

        assert mails("brief_approved") == [brief.owner.email]

    def test_what_is_approved_is_not_sent_again_to_approve(self) -> None:
        brief = make_open()

        with pytest.raises(AgreedAlready):
            send_for_approval(brief=brief, by=brief.owner, now=NOON)

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
