"""The pages of briefs: read and approved by a link, promised in silence, listed."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils.formats import date_format
from django.utils.text import capfirst

from gangmaker.brokerage.models import Brief, Confidentiality
from gangmaker.brokerage.operations.approving import (
    approve_brief,
    change_confidentiality,
    correct_brief,
    end_brief,
    link_token,
    renew_link,
    send_for_approval,
)
from gangmaker.brokerage.operations.briefs import Caller, note_words, save_brief
from gangmaker.contributions.models import Form
from gangmaker.trail.models import Item, Notice
from gangmaker.trail.notices import write_notices
from gangmaker.web.briefs.shown import label_of
from gangmaker.web.joining.fields import is_closed
from tests.brokerage.written import SAID, make_brief, make_open, shortlist
from tests.web.briefs.visiting import signed_in, to
from tests.world import NOON, make_guest, make_person, make_team, take_down

pytestmark = pytest.mark.django_db


class TestTheLink:
    def test_who_asks_reads_corrects_and_approves_without_an_account(self, client: Client) -> None:
        brief = make_brief()
        send_for_approval(brief=brief, by=brief.owner, now=NOON)
        link, words = (to(name, link_token(brief)) for name in ("brief-link", "brief-words"))

        read = client.get(link)
        client.post(words, {**SAID, "tried": "Vier soorten lak."})
        client.post(link, {"confidentiality": "members"})

        brief.refresh_from_db()
        assert SAID["summary"] in read.content.decode()
        assert (brief.tried, brief.audience) == ("Vier soorten lak.", "members")
        assert brief.corrections.get().was == SAID["tried"]

    def test_a_correction_without_a_title_is_said_and_all_is_kept(self, client: Client) -> None:
        brief = make_brief()

        page = client.post(
            to("brief-words", link_token(brief)), {**SAID, "title": "", "tried": "Hars."}
        )

        assert page.status_code == 422
        assert "Hars." in page.content.decode()

    def test_an_old_link_says_that_there_is_a_newer_one(self, client: Client) -> None:
        brief = make_brief()
        old = to("brief-link", link_token(brief))
        renew_link(brief=brief, by=brief.owner, now=NOON)

        page = client.get(old)

        assert page.status_code == 410
        assert SAID["title"] not in page.content.decode()

    @pytest.mark.parametrize("name", ["brief-link", "brief-words"])
    def test_no_browser_keeps_what_the_link_shows(self, client: Client, name: str) -> None:
        page = client.get(to(name, link_token(make_brief())))

        assert "no-store" in page.headers["Cache-Control"]

    def test_a_forged_link_is_nothing(self, client: Client) -> None:
        assert client.get(to("brief-link", "forged~token")).status_code == 404

    def test_what_is_closed_takes_no_approval(self, client: Client) -> None:
        brief = make_brief()
        end_brief(brief=brief, end="stopped", by=brief.owner, now=NOON)

        page = client.post(to("brief-link", link_token(brief)), {"confidentiality": "public"})

        brief.refresh_from_db()
        assert (page.status_code, brief.approved_at) == (422, None)

    def test_who_asks_sees_what_changed_after_she_approved_it_and_nothing_of_before(
        self, client: Client
    ) -> None:
        brief, later = make_brief(), NOON + timedelta(hours=1)
        correct_brief(brief=brief, said={"tried": "Vier soorten lak."}, now=NOON)
        approve_brief(brief=brief, now=NOON)
        save_brief(brief=brief, by=brief.owner, said={"hours": "Een dag"}, now=later)

        page = client.get(to("brief-link", link_token(brief)))

        assert page.context["changed"] == [label_of("hours")]

    def test_once_it_is_approved_there_are_no_words_to_change(self, client: Client) -> None:
        words = to("brief-words", link_token(make_open()))

        page, sent = client.get(words), client.post(words, {**SAID, "tried": "Hars."})

        assert 'name="tried"' not in page.content.decode() + sent.content.decode()
        assert (page.status_code, sent.status_code) == (200, 422)
        assert Brief.objects.get().tried == SAID["tried"]

    def test_on_paper_there_is_nothing_to_press(self, client: Client) -> None:
        page = client.get(to("brief-link", link_token(make_brief())), {"print": ""})

        assert 'name="confidentiality"' not in page.content.decode()


class TestKeeping:
    def test_a_broker_enters_a_yes_from_the_phone(self, client: Client) -> None:
        brief = make_brief()
        signed_in(client, brief.owner)

        shown = client.get(to("brief-approval", brief.slug))
        client.post(to("brief-approval", brief.slug), {"confidentiality": "public"})

        brief.refresh_from_db()
        assert shown.status_code == 200
        assert (brief.approved_by, brief.audience) == (brief.by, "public")

    def test_who_asks_hears_of_what_a_broker_changed_after_she_approved_it(self) -> None:
        asker = make_person()
        brief = make_brief(asker=Caller(actor=asker))
        approve_brief(brief=brief, now=NOON)
        write_notices(now=NOON)

        save_brief(brief=brief, by=brief.owner, said={"tried": "Hars."}, now=NOON)
        change_confidentiality(brief=brief, confidentiality="broker", by=brief.owner, now=NOON)
        write_notices(now=NOON)

        told = Notice.objects.filter(person=asker).order_by("pk")
        assert [notice.act.verb for notice in told] == [
            "brief.changed",
            "brief.confidentiality_changed",
        ]

    def test_it_is_closed_and_opened_again(self, client: Client) -> None:
        brief = make_open()
        signed_in(client, brief.owner)

        client.post(to("brief-end", brief.slug), {"end": "found"})
        ended = Brief.objects.get().end
        client.get(to("brief-end", brief.slug))
        client.post(to("brief-end", brief.slug), {"reopen": "1"})

        assert (ended, Brief.objects.get().ended_at) == ("found", None)

    def test_another_link_is_made(self, client: Client) -> None:
        brief = make_brief()
        signed_in(client, brief.owner)

        client.post(to("brief-renewed", brief.slug))

        assert Brief.objects.get().link_nonce != brief.link_nonce

    def test_a_candidate_knows_nearly_nothing_until_she_promises(self, client: Client) -> None:
        brief, candidate = make_open(forms=["expertise"]), make_person()
        shortlist(brief, candidate)
        signed_in(client, candidate)

        before = client.get(to("brief-secrecy", brief.slug)).content.decode()
        hidden = client.get(to("item", brief.slug)).status_code
        client.post(to("brief-secrecy", brief.slug), {"agree": "on"})
        after = client.get(to("item", brief.slug)).content.decode()

        assert brief.title not in before
        assert brief.by.name not in before
        assert hidden == 404
        assert brief.title in after

    def test_a_candidate_finds_it_by_a_record_that_she_showed_to_be_hers(
        self, client: Client
    ) -> None:
        brief, record, herself = make_open(), make_guest(), make_person()
        shortlist(brief, record)
        record.claimed_by = herself
        record.save()
        signed_in(client, herself)

        client.post(to("brief-secrecy", brief.slug), {"agree": "on"})

        assert client.get(to("item", brief.slug)).status_code == 200

    def test_who_is_not_on_the_shortlist_finds_no_such_page(self, client: Client) -> None:
        brief = make_open()
        signed_in(client, make_person())

        assert client.get(to("brief-secrecy", brief.slug)).status_code == 404

    def test_the_broker_asks_for_secrecy_and_sees_who_promised(self, client: Client) -> None:
        brief, candidate = make_open(), make_person("Graficus, Kortrijk")
        listed = shortlist(brief, candidate)
        signed_in(client, brief.owner)

        client.post(to("brief-silence", brief.slug), {"ask": listed.pk})
        client.post(to("brief-silence", brief.slug), {"promised": listed.pk})
        page = client.get(to("brief-silence", brief.slug)).content.decode()

        assert candidate.name in page
        assert brief.secrecy_agreements.get().actor == candidate

    def test_who_asks_never_reads_who_promised(self, client: Client) -> None:
        asker, candidate = make_person(), make_person("Graficus, Kortrijk", audience="public")
        brief = make_brief(asker=Caller(actor=asker))
        approve_brief(brief=brief, now=NOON)
        signed_in(client, brief.owner)
        client.post(to("brief-silence", brief.slug), {"promised": shortlist(brief, candidate).pk})
        client.logout()
        signed_in(client, asker)

        page = client.get(to("item", brief.slug)).content.decode()

        assert SAID["title"] in page
        assert candidate.name not in page

    def test_its_words_change_on_its_own_page_only(self, client: Client) -> None:
        brief = make_open()
        signed_in(client, brief.owner)

        assert client.get(to("item-edit", brief.slug)).status_code == 403


class TestOffers:
    """What everybody or members may read takes offers while it is open."""

    @pytest.mark.parametrize(
        ("confidentiality", "taken"), [("public", True), ("members", True), ("named", False)]
    )
    def test_only_an_open_circle_is_asked_to_join_in(
        self, client: Client, confidentiality: str, taken: bool
    ) -> None:
        brief = make_open(confidentiality)
        signed_in(client, brief.owner)

        page = client.get(to("item", brief.slug)).content.decode()

        assert (f"?item={brief.code}" in page) is taken
        assert is_closed(Item.objects.get(pk=brief.pk)) is not taken

    def test_what_is_closed_takes_no_offers(self) -> None:
        brief = make_open("public")
        end_brief(brief=brief, end="found", by=brief.owner, now=NOON)

        assert is_closed(Item.objects.get(pk=brief.pk))

    def test_nobody_talks_below_a_brief_for_named_candidates(self, client: Client) -> None:
        brief = make_open("named")
        signed_in(client, brief.owner)

        assert client.get(to("comment-new", brief.slug)).status_code in (403, 404)


class TestWithdrawn:
    """What was taken down is shown to nobody by any of its doors."""

    @pytest.mark.parametrize("name", ["brief-link", "brief-words"])
    def test_its_link_shows_nothing(self, client: Client, name: str) -> None:
        brief = make_brief()
        take_down(brief, by=make_team("moderator"))

        page = client.get(to(name, link_token(brief)))

        assert page.status_code == 410
        assert SAID["title"] not in page.content.decode()

    @pytest.mark.parametrize(
        "name", ["brief-edit", "brief-approval", "brief-end", "brief-silence", "brief-candidates"]
    )
    def test_no_broker_goes_on_with_it(self, client: Client, name: str) -> None:
        brief = make_open()
        take_down(brief, by=make_team("moderator"))
        signed_in(client, brief.owner)

        assert client.get(to(name, brief.slug)).status_code == 404

    def test_it_is_in_no_list_and_its_page_gives_no_link(self, client: Client) -> None:
        brief = make_open("public")
        take_down(brief, by=make_team("moderator"))
        signed_in(client, brief.owner)

        listed = client.get(to("briefs")).content.decode()
        page = client.get(to("item", brief.slug)).content.decode()

        assert SAID["title"] not in listed
        assert link_token(brief) not in page


class TestInside:
    """What the page shows to who keeps it, and not to who asks."""

    def test_who_asks_reads_neither_the_link_nor_what_stood_there_before(
        self, client: Client
    ) -> None:
        asker = make_person()
        brief = make_brief(asker=Caller(actor=asker))
        correct_brief(brief=brief, said={"tried": "Vier soorten lak."}, now=NOON)
        approve_brief(brief=brief, now=NOON)
        pages = []
        for reader in (brief.owner, asker):
            signed_in(client, reader)
            pages.append(client.get(to("item", brief.slug)).content.decode())

        inside = [SAID["tried"] in page for page in pages]
        linked = [link_token(brief) in page for page in pages]
        assert inside == linked == [True, False]

    def test_choices_and_days_of_before_are_said_in_words(self, client: Client) -> None:
        brief = make_open(forms=["expertise"], by_when=date(2026, 12, 24))
        other: dict[str, Any] = {"forms": [], "by_when": None, "confidentiality": "broker"}
        save_brief(brief=brief, by=brief.owner, said=other, now=NOON)
        signed_in(client, brief.owner)

        page = client.get(to("item", brief.slug))

        (shown,) = [one for one in page.context["sections"] if "briefs" in one.template]
        assert {one.was for one in shown.section.corrected} == {
            capfirst(Form.EXPERTISE.label),
            date_format(date(2026, 12, 24), "j F Y"),
            capfirst(Confidentiality.NAMED.label),
        }


class TestTheList:
    def test_members_see_what_they_may_read(self, client: Client) -> None:
        make_open("members", title="Voor leden")
        make_open("named", title="Op naam")
        make_brief(title="Een begin")
        signed_in(client, make_person())

        page = client.get(to("briefs")).content.decode()

        assert [title in page for title in ("Voor leden", "Op naam", "Een begin")] == [
            True,
            False,
            False,
        ]

    @pytest.mark.parametrize(
        ("state", "there"),
        [
            ("", ["Op naam", "Een begin", "Gestuurd", "Voorbij", "Vers"]),
            ("draft", ["Een begin"]),
            ("waiting", ["Gestuurd"]),
            ("open", ["Op naam", "Vers"]),
            ("silent", ["Op naam", "Een begin", "Gestuurd"]),
            ("ended", ["Voorbij"]),
        ],
    )
    def test_brokers_see_where_each_stands(
        self, client: Client, state: str, there: list[str]
    ) -> None:
        later = NOON + timedelta(days=14)
        make_open("named", title="Op naam")
        make_brief(title="Een begin")
        sent, ended = make_brief(title="Gestuurd"), make_open("named", title="Voorbij")
        send_for_approval(brief=sent, by=sent.owner, now=NOON)
        end_brief(brief=ended, end="found", by=ended.owner, now=NOON)
        note_words(make_open("named", title="Vers").pk, on=later.date())

        with time_machine.travel(later):
            signed_in(client, make_team())
            page = client.get(to("briefs"), {"state": state})

        assert {row.title for row in page.context["rows"]} == set(there)
