"""Looking items up: only what one may see, in a known number of queries."""

from datetime import date, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from gangmaker.actors.models import Actor
from gangmaker.trail.models import Item, ItemAudience, ItemTranslation, Promise
from gangmaker.trail.operations import (
    Reply,
    answer,
    edit_item,
    translate_item,
    withdraw,
)
from gangmaker.trail.queries import (
    answer_figures,
    matching,
    newest_ids,
    told_in,
    words_of,
)
from gangmaker.trail.queries.figures import median
from tests.world import (
    NOON,
    make_contribution,
    make_organisation,
    make_person,
    make_question,
    make_team,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

LATER = NOON + timedelta(hours=1)


def every_state(owner: Actor) -> dict[str, Item]:
    """One question in each state that somebody may not see."""
    asked = {
        audience: make_question(owner=owner, title=f"Vlas {audience}", audience=audience)
        for audience in ItemAudience.values
    }
    asked["draft"] = make_question(owner=owner, title="Vlas draft", published_at=None)
    asked["embargoed"] = make_question(
        owner=owner, title="Vlas embargoed", published_at=NOON + timedelta(days=9)
    )
    asked["withdrawn"] = make_question(owner=owner, title="Vlas withdrawn")
    withdraw(item=asked["withdrawn"], by=owner, reason="Test", now=NOON)
    return dict(asked)


class TestLists:
    def test_a_list_holds_exactly_the_published_items_that_the_reader_may_see(self):
        owner, member, party = make_team(), make_person(), make_person()
        items = every_state(owner)
        items[ItemAudience.PARTIES].parties.create(actor=party)
        readers = [None, member, party, owner, make_team("editor")]

        for reader in readers:
            visible = Item.objects.visible_to(reader, at=LATER).published(at=LATER)
            found = newest_ids(Item.objects.all(), viewer=reader, at=LATER)
            assert sorted(found) == sorted(visible.values_list("pk", flat=True))

    def test_the_newest_comes_first_across_audiences(self):
        owner = make_team()
        old = make_question(owner=owner, published_at=NOON - timedelta(days=2))
        mid = make_question(
            owner=owner, audience=ItemAudience.MEMBERS, published_at=NOON - timedelta(days=1)
        )
        new = make_question(owner=owner)

        found = newest_ids(Item.objects.all(), viewer=make_person(), at=LATER, limit=2)

        assert found == [new.pk, mid.pk]
        assert old.pk not in found

    def test_a_list_takes_one_query_for_a_visitor_however_long(
        self, django_assert_num_queries: DjangoAssertNumQueries
    ):
        owner = make_team()
        for _number in range(5):
            make_question(owner=owner)

        with django_assert_num_queries(1):
            newest_ids(Item.objects.all(), viewer=None, at=LATER)


class TestTexts:
    def test_a_translation_is_told_and_said_to_be_one(self):
        owner = make_team()
        question = make_question(owner=owner)
        translate_item(
            item=question, by=owner, language="en", title="Flax", summary="Left", now=NOON
        )

        english = told_in([question], "en")[question.pk]
        french = told_in([question], "fr")[question.pk]

        assert (english.title, english.language, english.is_translation) == ("Flax", "en", True)
        assert (french.language, french.is_translation) == ("nl", False)

    def test_a_text_in_the_readers_language_is_never_called_a_translation(self):
        question = make_question()
        ItemTranslation.objects.create(
            item=question, language="en", title="Flax", by=question.by, at=NOON
        )

        assert told_in([question], "nl")[question.pk].is_translation is False


class TestSearch:
    def found(self, typed: str, viewer: Actor | None = None) -> set[str]:
        visible = Item.objects.visible_to(viewer, at=LATER)
        return {item.title for item in matching(visible, words_of(typed))}

    @pytest.mark.parametrize("typed", ["creme", "CRÈME", "crè", "vlas crem", " crème!! ", "jacht"])
    def test_words_are_found_by_their_beginning_without_accents_or_capitals(self, typed):
        make_question(title="Crème van vlas", summary="Over jachtgaren.")

        assert self.found(typed) == {"Crème van vlas"}

    @pytest.mark.parametrize(
        "typed",
        ['"', "*", "^", "vlas*)", "NEAR(", "title:", "a" * 10_000, "\x00", "🧵", "' OR 1=1", "%s"],
    )
    def test_signs_are_never_syntax(self, typed):
        make_question(title="Iets anders")

        self.found(typed)

    @pytest.mark.parametrize("typed", ["and", "AND OR NOT", "not"])
    def test_words_of_the_index_language_are_only_words(self, typed):
        make_question(title="Iets zonder")

        assert self.found(typed) == set()

    def test_nothing_hidden_is_found(self):
        items = every_state(make_team())

        for state, item in items.items():
            assert self.found(f"Vlas {state}") == ({item.title} if state == "public" else set())

    def test_what_is_translated_is_found_in_both_languages(self):
        owner = make_team()
        question = make_question(owner=owner, title="Vlas")
        translate_item(item=question, by=owner, language="en", title="Flax", summary="", now=NOON)

        assert self.found("flax") == {"Vlas"}

    def test_an_old_title_is_no_longer_found(self):
        owner = make_team()
        question = make_question(owner=owner, title="Vergissing")
        item = Item.objects.get(pk=question.pk)
        edit_item(item=item, by=owner, title="Vlas", summary="", language="nl", now=NOON)

        assert self.found("vergissing") == set()

    def test_what_has_the_words_in_its_title_comes_before_what_is_newer(self):
        owner = make_team()
        in_title = make_question(owner=owner, title="Weefgetouw")
        make_question(owner=owner, title="Nieuwer", summary="Een weefgetouw.")

        visible = Item.objects.visible_to(None, at=LATER)
        assert matching(visible, ["weefgetouw"]).first() == Item.objects.get(pk=in_title.pk)

    def test_of_an_actor_only_public_texts_are_found(self):
        actor = make_organisation(name="Weverij")
        actor.about = "Geheim recept"
        actor.field_audiences = {"about": "members"}
        actor.save()

        visible = Actor.objects.visible_to(None)
        assert not matching(visible, ["geheim"]).exists()
        assert matching(visible, ["weverij"]).exists()


class TestFigures:
    def promised(self, *, made: date, due: date, kept: date | None = None) -> None:
        promise = make_contribution(by=make_person()).promise
        answered = kept is not None and answer(
            promise=promise,
            by=promise.owner,
            reply=Reply("declined", "Niet nu.", "nl"),
            now=LATER,
        )
        fields = {"made_on": made, "due_on": due} | ({"kept_on": kept} if answered else {})
        Promise.objects.filter(pk=promise.pk).update(**fields)

    def test_each_figure_counts_what_its_definition_says(self):
        make_team()
        monday = date(2026, 11, 2)
        self.promised(made=monday, due=date(2026, 11, 16), kept=date(2026, 11, 4))
        self.promised(made=monday, due=date(2026, 11, 9), kept=date(2026, 11, 13))
        self.promised(made=monday, due=date(2026, 11, 6), kept=date(2026, 11, 6))
        self.promised(made=date(2026, 10, 1), due=date(2026, 10, 15))
        self.promised(made=date(2026, 11, 17), due=date(2026, 12, 1))
        self.promised(made=date(2025, 1, 6), due=date(2025, 1, 20), kept=date(2025, 1, 30))

        total = answer_figures(at=NOON).total

        assert (total.due, total.in_time, total.percent_in_time) == (4, 2, 50)
        assert total.median_days == 4
        assert (total.waiting, total.longest_days) == (2, 48)

    def test_withdrawn_items_wait_for_nothing(self):
        make_team()
        person = make_person()
        item = make_contribution(by=person).item
        withdraw(item=item, by=person, reason="", now=NOON)

        assert answer_figures(at=LATER).total.waiting == 0

    def test_nothing_gives_no_percentages(self):
        total = answer_figures(at=NOON).total

        assert (total.percent_in_time, total.median_days, total.longest_days) == (None, None, None)

    def test_figures_take_six_queries_however_many_promises(
        self, django_assert_num_queries: DjangoAssertNumQueries
    ):
        make_team()
        for _number in range(5):
            make_contribution(by=make_person())

        with django_assert_num_queries(6):
            answer_figures(at=NOON)

    @pytest.mark.parametrize(
        ("counts", "expected"), [({}, None), ({3: 1}, 3), ({1: 1, 9: 1}, 1), ({1: 1, 2: 2}, 2)]
    )
    def test_the_median_is_the_lower_one(self, counts, expected):
        assert median(counts) == expected
