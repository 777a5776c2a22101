"""Writing a brief: it saves itself, and nothing typed is lost."""

import json
import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from gangmaker.actors.models import Actor
from gangmaker.actors.models.names import MARK
from gangmaker.brokerage.models import Brief
from gangmaker.brokerage.operations.approving import (
    approve_brief,
    correct_brief,
    end_brief,
    link_token,
)
from gangmaker.concepts.models import ItemConcept, MeaningState
from tests.brokerage.written import SAID, make_brief, make_open
from tests.web.briefs.visiting import signed_in, to
from tests.world import NOON, make_concept, make_person, make_question, make_team

pytestmark = pytest.mark.django_db

TYPED: dict[str, Any] = {
    "title": "Een doos die de regen overleeft",
    "summary": "Wij verpakken kaas, en buiten wordt alles nat.",
    "asker_name": "Kaasmaker, Diksmuide",
    "asker_email": "kaas@example.org",
    "confidentiality": "named",
    "language": "nl",
    "form_token": "6f1c8b5e-4e43-4b0c-9b0e-0a6f3a1b2c3d",
}


def by_itself(client: Client, url: str, typed: dict[str, Any]) -> Any:
    return client.post(url, typed, headers={"X-Saves-Itself": "1"})


class TestWriting:
    def test_it_saves_itself_and_goes_on_where_it_was(self, client: Client) -> None:
        signed_in(client, make_team())

        first = by_itself(client, to("brief-new"), {**TYPED, "summary": ""})
        second = by_itself(client, json.loads(first.content)["url"], TYPED)

        brief = Brief.objects.get()
        assert (first.status_code, second.status_code) == (200, 200)
        assert [json.loads(one.content)["undecided"] for one in (first, second)] == [False, False]
        assert json.loads(second.content)["url"] == to("brief-edit", brief.slug)
        assert (brief.summary, brief.by.name) == (TYPED["summary"], TYPED["asker_name"])

    def test_what_who_asks_corrects_meanwhile_comes_back_to_the_page_that_saves_itself(
        self, client: Client
    ) -> None:
        signed_in(client, make_team())
        first = json.loads(by_itself(client, to("brief-new"), TYPED).content)
        corrected = "Wij verpakken zachte kaas."
        correct_brief(brief=Brief.objects.get(), said={"summary": corrected}, now=timezone.now())

        answer = by_itself(
            client, first["url"], {**TYPED, "base": first["base"], "tried": "Vacuüm."}
        )

        brief = Brief.objects.get()
        assert (brief.summary, brief.tried) == (corrected, "Vacuüm.")
        assert json.loads(answer.content)["newer"] == {"id_summary": corrected}

    @pytest.mark.parametrize("base", ["", "gisteren", "2026-99-99T00:00:00+00:00", "2026-11-18"])
    def test_a_page_that_does_not_say_when_it_was_opened_is_kept_as_it_is(
        self, client: Client, base: str
    ) -> None:
        brief = make_brief()
        signed_in(client, brief.owner)

        answer = by_itself(client, to("brief-edit", brief.slug), {**TYPED, "base": base})

        brief.refresh_from_db()
        assert (answer.status_code, brief.summary) == (200, TYPED["summary"])

    @pytest.mark.parametrize("ended", [True, False])
    def test_what_was_agreed_to_changes_by_a_press_alone(self, client: Client, ended: bool) -> None:
        brief = make_open()
        if ended:
            end_brief(brief=brief, end="found", by=brief.owner, now=NOON)
        signed_in(client, brief.owner)
        url, other = to("brief-edit", brief.slug), {**SAID, "tried": "Ha"}

        refused = by_itself(client, url, other)
        untouched = Brief.objects.get().tried
        client.post(url, {**other, "confidentiality": "public"})

        brief.refresh_from_db()
        assert (refused.status_code, untouched) == (409, SAID["tried"])
        assert (brief.tried, brief.confidentiality) == ("Ha", "named")

    def test_a_page_that_was_opened_before_it_was_approved_widens_nothing(
        self, client: Client
    ) -> None:
        broker = make_team()
        signed_in(client, broker)
        client.post(to("brief-new"), TYPED)
        approve_brief(brief=Brief.objects.get(), now=timezone.now())

        page = client.post(to("brief-new"), {**TYPED, "confidentiality": "public", "send": "1"})

        assert page.status_code == 422
        assert (Brief.objects.get().confidentiality, Brief.objects.count()) == ("named", 1)

    def test_once_it_was_sent_who_asks_stays(self, client: Client) -> None:
        signed_in(client, make_team())
        client.post(to("brief-new"), {**TYPED, "send": "1"})
        url = to("brief-edit", Brief.objects.get().slug)

        shown = client.get(url).content.decode()
        answer = by_itself(client, url, {**TYPED, "asker_name": "Iemand anders", "hours": "Acht"})

        brief = Brief.objects.get()
        assert re.search(r'<input[^>]*name="asker_name"[^>]*disabled', shown)
        assert (brief.hours, brief.by.name) == ("Acht", TYPED["asker_name"])
        assert not json.loads(answer.content)["undecided"]

    def test_what_is_too_long_is_said_at_its_field_and_the_rest_is_kept(
        self, client: Client
    ) -> None:
        signed_in(client, make_team())

        answer = by_itself(client, to("brief-new"), {**TYPED, "hours": "u" * 201})

        assert answer.status_code == 422
        assert list(json.loads(answer.content)["errors"]) == ["id_hours"]
        assert Brief.objects.get().title == TYPED["title"]

    def test_without_script_all_that_was_typed_comes_back(self, client: Client) -> None:
        signed_in(client, make_team())
        long = "u" * 201

        page = client.post(to("brief-new"), {**TYPED, "hours": long})

        assert page.status_code == 422
        assert long in page.content.decode()
        assert TYPED["summary"] in page.content.decode()

    def test_a_name_that_somebody_here_has_waits_for_a_choice(self, client: Client) -> None:
        known = make_person("Kaasmaker, Diksmuide")
        signed_in(client, make_team())

        waits = by_itself(client, to("brief-new"), TYPED)
        by_itself(client, json.loads(waits.content)["url"], {**TYPED, "asker_pick": known.slug})

        assert json.loads(waits.content)["undecided"]
        assert Brief.objects.get().by == known
        assert Actor.objects.filter(name=known.name).count() == 1

    @pytest.mark.parametrize("typing", ["asker_name", "organisation_name"])
    def test_nobody_is_entered_by_half_a_name_that_is_being_typed(
        self, client: Client, typing: str
    ) -> None:
        broker = make_team()
        signed_in(client, broker)
        half = {**TYPED, "asker_name": "Kaasm", "organisation_name": "Kaasf", "typing": typing}

        first = json.loads(by_itself(client, to("brief-new"), half).content)
        nobody = Actor.objects.filter(name__startswith="Kaas").exists()
        second = json.loads(by_itself(client, first["url"], {**TYPED, "typing": "title"}).content)

        assert (nobody, first["waits"], second["waits"]) == (False, True, False)
        assert Brief.objects.get().by.name == TYPED["asker_name"]

    def test_names_are_proposed_while_they_are_typed(self, client: Client) -> None:
        make_person("Kaasmaker, Diksmuide")
        signed_in(client, make_team())

        page = client.get(to("brief-callers"), {"asker_name": "kaasm"})

        assert "Kaasmaker, Diksmuide" in page.content.decode()

    def test_made_of_a_question_it_begins_with_its_words(self, client: Client) -> None:
        question = make_question()
        signed_in(client, make_team())

        page = client.get(to("brief-new"), {"from": question.code})

        assert question.title in page.content.decode()

    def test_made_of_what_somebody_left_who_left_it_asks_who_is_on_the_phone(
        self, client: Client
    ) -> None:
        question = make_question()
        Actor.objects.filter(pk=question.by_id).update(name=MARK)
        signed_in(client, make_team())

        page = client.get(to("brief-new"), {"from": question.code})

        assert page.context["form"]["asker_name"].value() == ""

    def test_made_of_a_question_it_is_asked_by_who_stands_for_her_record(
        self, client: Client
    ) -> None:
        question, herself = make_question(), make_person("Drukker, Menen")
        Actor.objects.filter(pk=question.by_id).update(claimed_by=herself)
        signed_in(client, make_team())

        page = client.get(to("brief-new"), {"from": question.code})

        assert page.context["form"]["asker"].value() == herself.slug

    def test_what_is_ticked_is_confirmed_and_what_is_ticked_off_is_not(
        self, client: Client
    ) -> None:
        make_concept("kaas")
        signed_in(client, make_team())
        first = json.loads(by_itself(client, to("brief-new"), TYPED).content)
        suggested = "kaas" in first["concepts"]

        by_itself(client, first["url"], {**TYPED, "concept": "kaas", "concept_shown": "kaas"})
        confirmed = ItemConcept.objects.get().state
        by_itself(client, first["url"], {**TYPED, "concept_shown": "kaas"})

        assert suggested
        assert confirmed == MeaningState.CONFIRMED
        assert ItemConcept.objects.get().state == MeaningState.DISMISSED

    def test_sending_saves_first_and_leads_to_its_page(self, client: Client) -> None:
        signed_in(client, make_team())

        answer = client.post(to("brief-new"), {**TYPED, "send": "1"})

        brief = Brief.objects.get()
        page = client.get(answer.headers["Location"])
        assert brief.sent_at is not None
        assert link_token(brief) in page.content.decode()

    def test_what_cannot_be_sent_yet_says_why_and_is_kept(self, client: Client) -> None:
        signed_in(client, make_team())

        page = client.post(to("brief-new"), {**TYPED, "title": "", "send": "1"})

        assert page.status_code == 422
        assert Brief.objects.get().summary == TYPED["summary"]

    @pytest.mark.parametrize("name", ["brief-new", "brief-callers"])
    def test_only_who_may_broker_comes_there(self, client: Client, name: str) -> None:
        signed_in(client, make_team("editor"))

        assert client.get(to(name)).status_code == 403
