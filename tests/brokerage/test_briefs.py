"""A brief is written while on the phone, and saved bit by bit."""

from datetime import date, timedelta
from importlib import import_module
from uuid import uuid4

import pytest
from django.apps import apps

from gangmaker.actors.models import Actor, Audience
from gangmaker.actors.rules import NotYours
from gangmaker.brokerage.models import Brief, Confidentiality
from gangmaker.brokerage.operations.approving import (
    correct_brief,
    end_brief,
)
from gangmaker.brokerage.operations.briefs import (
    NOBODY,
    Caller,
    Draft,
    WiderThanAgreed,
    note_words,
    save_brief,
    say_who_asks,
    write_brief,
)
from gangmaker.brokerage.queries.briefs import silent_briefs
from gangmaker.concepts.models import ItemConcept
from gangmaker.concepts.operations.meanings import suggest_for_item
from gangmaker.trail.models import Item, Link
from tests.brokerage.written import (
    CALLER,
    SAID,
    make_brief,
    make_open,
    reads,
    verbs,
)
from tests.world import (
    NOON,
    make_concept,
    make_person,
    make_question,
    make_team,
)

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


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

    @pytest.mark.parametrize("approved", [False, True])
    def test_only_brokers_and_who_asks_know_of_a_draft_and_of_what_is_for_brokers(
        self, approved: bool
    ) -> None:
        asker = make_person()
        make = make_open if approved else make_brief
        brief = make(asker=Caller(actor=asker), confidentiality=Confidentiality.BROKER)

        for stranger in (None, make_person(), make_team("editor"), make_team("moderator")):
            assert not reads(stranger, brief)
        for reader in (asker, make_team(), make_team("region_admin")):
            assert reads(reader, brief)

    def test_what_the_team_could_read_before_is_for_brokers_when_it_was_meant_so(self) -> None:
        change = import_module("gangmaker.brokerage.migrations.0002_brokers_only")
        kept, named = make_open(Confidentiality.BROKER), make_open(Confidentiality.NAMED)
        draft = make_brief()
        Brief.objects.filter(pk__in=[kept.pk, draft.pk]).update(audience="team")

        change.show_to_brokers(apps, None)

        now = dict(Brief.objects.values_list("pk", "audience"))
        assert now == {kept.pk: "brokers", draft.pk: "brokers", named.pk: "parties"}

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

    def test_what_was_corrected_since_stays_where_nobody_else_touched_it(self) -> None:
        brief, opened_at = make_brief(hours="Een dag"), NOON
        correct_brief(brief=brief, said={"tried": "Vier soorten."}, now=NOON + MINUTE)

        changed = save_brief(
            brief=brief,
            by=brief.owner,
            said={**SAID, "hours": "Twee dagen"},
            now=NOON + 2 * MINUTE,
            opened_at=opened_at,
        )

        assert changed == ["hours"]
        assert (brief.tried, brief.hours) == ("Vier soorten.", "Twee dagen")

    def test_of_two_who_write_the_same_lines_the_last_stands_and_the_other_is_kept(self) -> None:
        brief = make_brief()
        correct_brief(brief=brief, said={"tried": "Vier soorten."}, now=NOON + MINUTE)
        correct_brief(brief=brief, said={"tried": "Vijf soorten."}, now=NOON + MINUTE)

        save_brief(
            brief=brief,
            by=brief.owner,
            said={**SAID, "tried": "Hars."},
            now=NOON + 2 * MINUTE,
            opened_at=NOON,
        )

        newest = brief.corrections.latest("pk")
        assert brief.tried == "Hars."
        assert (newest.was, newest.by) == ("Vijf soorten.", brief.owner)

    def test_words_of_before_can_be_put_back_by_who_read_the_correction(self) -> None:
        brief, corrected_at = make_brief(), NOON + MINUTE
        correct_brief(brief=brief, said={"tried": "Vier soorten."}, now=corrected_at)

        later = corrected_at + MINUTE
        save_brief(brief=brief, by=brief.owner, said=SAID, now=later, opened_at=corrected_at)

        assert brief.tried == SAID["tried"]

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

    @pytest.mark.both_databases
    def test_two_savings_at_once_enter_a_new_caller_once(self) -> None:
        broker = make_team()
        brief = write_brief(draft=Draft(said=SAID), by=broker, now=NOON)
        same = Brief.objects.get(pk=brief.pk)

        for each in (brief, same):
            say_who_asks(brief=each, asker=CALLER, organisation=NOBODY, by=broker, now=NOON)

        assert Actor.objects.filter(name=CALLER.name).count() == 1

    def test_who_was_entered_since_for_something_else_is_never_renamed(self) -> None:
        brief, later = make_brief(), NOON + timedelta(hours=1)
        other = make_brief(by=brief.owner, asker=Caller(name="Drukker, Menen")).by
        Actor.objects.filter(pk=other.pk).update(created_at=later)
        other.refresh_from_db()
        picked = Caller(actor=other)
        say_who_asks(brief=brief, asker=picked, organisation=NOBODY, by=brief.owner, now=later)

        renamed = Caller(name="Iemand anders")
        say_who_asks(brief=brief, asker=renamed, organisation=NOBODY, by=brief.owner, now=later)

        other.refresh_from_db()
        assert (other.name, brief.by.name) == ("Drukker, Menen", "Iemand anders")


class TestSilence:
    def test_a_brief_is_silent_after_fourteen_days_until_somebody_has_words(self) -> None:
        brief = make_open()
        later = NOON + timedelta(days=14)
        silent = list(silent_briefs(at=later, keeper=brief.owner))

        note_words(brief.pk, on=later.date())

        assert silent == [brief]
        assert list(silent_briefs(at=later)) == []

    def test_words_of_an_earlier_day_that_are_entered_late_change_nothing(self) -> None:
        brief = make_open()

        note_words(brief.pk, on=NOON.date() - timedelta(days=3))

        brief.refresh_from_db()
        assert brief.words_on == NOON.date()

    def test_what_is_closed_is_not_silent(self) -> None:
        brief = make_open()
        end_brief(brief=brief, end="found", by=brief.owner, now=NOON)

        assert list(silent_briefs(at=NOON + timedelta(days=99))) == []


def test_what_it_is_about_is_read_in_the_whole_page() -> None:
    make_concept("karton")
    brief = make_brief(title="Iets", summary="Iets.", behind="Het gaat over karton.")

    suggest_for_item(item=Item.objects.get(pk=brief.pk), now=NOON, by_words=True)

    assert ItemConcept.objects.get(item=brief).concept.key == "karton"
