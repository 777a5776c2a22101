"""The page of an item: what it says, what is promised, who gave, and what one may do."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from gangmaker.actors.models import Actor, MembershipRole
from gangmaker.contributions.models import Form, LedgerEntry, Question
from gangmaker.contributions.operations import answer_contribution, confirm_entry, support
from gangmaker.trail.models import Item, Promise
from gangmaker.trail.operations import Reply, finish_step, record, translate_item, withdraw
from gangmaker.web.items.replies import way_back
from tests.web.items.conftest import close, signed_in
from tests.world import (
    NOON,
    make_area,
    make_contribution,
    make_membership,
    make_need,
    make_organisation,
    make_person,
    make_question,
    make_team,
)

pytestmark = pytest.mark.django_db


def page(item: Item, reader: Actor | None = None, query: str = "", language: str = "nl"):
    return signed_in(reader).get(f"/{language}/items/{item.slug}/{query}")


def accepted() -> Reply:
    return Reply(
        "accepted", "Dit past.", "nl", "We bellen je", timezone.localdate() + timedelta(days=3)
    )


def give(question: Question, giver: Actor, *, minutes: int = 120) -> LedgerEntry:
    """An accepted offer of time, as it stands in the ledger."""
    need = question.needs.first()
    brought = make_contribution(
        by=giver, form=Form.TIME, target=question, need=need, quantity=minutes
    )
    owner = brought.promise.owner
    answer_contribution(promise=brought.promise, by=owner, reply=accepted(), now=timezone.now())
    return LedgerEntry.objects.get(contribution_id=brought.item.pk)


class TestWords:
    def test_a_translation_is_shown_and_leads_to_the_original(self):
        owner = make_team()
        question = make_question(owner=owner)
        translate_item(
            item=question, by=owner, language="en", title="Flax", summary="x", now=timezone.now()
        )

        english = page(question, language="en").content.decode()
        original = page(question, query="?original=language", language="en").content.decode()

        assert '<h1 lang="en">Flax</h1>' in english
        assert "?original=language" in english
        assert f'<h1 lang="nl">{question.title}</h1>' in original

    def test_words_of_people_are_never_markup(self):
        text = '"><svg/onload=alert(1)>{{7*7}}'
        question = make_question(title=text, summary=text)

        for address in ("", "poster/"):
            shown = Client().get(f"/nl/items/{question.slug}/{address}").content.decode()
            assert "<svg/onload" not in shown
            assert "&lt;svg/onload" in shown
            assert "{{7*7}}" in shown


class TestPromise:
    def test_what_is_owed_is_shown_with_its_date_and_when_late_as_overdue(self):
        make_team()
        brought = make_contribution(by=make_person())
        assert page(brought.item).context["promise"].overdue is False

        long_ago = timezone.localdate() - timedelta(days=90)
        Promise.objects.filter(pk=brought.promise.pk).update(
            made_on=long_ago, due_on=long_ago + timedelta(days=14)
        )

        assert page(brought.item).context["promise"].overdue is True

    def test_the_answer_stands_there_with_its_reason_and_next_step(self):
        make_team()
        brought = make_contribution(by=make_person())
        promise = brought.promise
        answer_contribution(promise=promise, by=promise.owner, reply=accepted(), now=timezone.now())

        said = page(brought.item).context["answers"][0]

        assert (said.reason, said.next_step, said.lang) == ("Dit past.", "We bellen je", "nl")

    def test_a_step_that_was_taken_reads_as_done_and_its_note_is_for_insiders(self):
        owner = make_team()
        brought = make_contribution(by=make_person())
        answer_contribution(promise=brought.promise, by=owner, reply=accepted(), now=timezone.now())
        assert page(brought.item).context["answers"][0].next_step_done_on is None

        step = Promise.objects.get(kind="next_step")
        finish_step(promise=step, by=owner, note="Only among us.", now=timezone.now())

        seen = [page(brought.item, viewer, language="en") for viewer in (None, owner)]
        done = [one.context["answers"][0].next_step_done_on for one in seen]
        texts = [one.content.decode() for one in seen]
        assert done == [timezone.localdate()] * 2
        assert ["<span>done on" in text for text in texts] == [True, True]
        assert ["Only among us." in text for text in texts] == [False, True]

    def test_what_was_withdrawn_owes_nothing_and_asks_for_no_translation(self):
        owner = make_team()
        brought = make_contribution(by=make_person())
        Promise.objects.update(made_on=date(2026, 1, 5), due_on=date(2026, 1, 19))
        before = page(brought.item, owner, language="en")
        withdraw(item=brought.item, by=brought.item.by, reason="x", now=timezone.now())

        after = page(brought.item, owner, language="en")

        offered = [
            [doing.label for doing in one.context["doings"] if "ranslat" in doing.label]
            for one in (before, after)
        ]
        assert before.context["promise"].overdue
        assert after.context["promise"] is None
        assert [len(labels) for labels in offered] == [2, 0]

    def test_only_who_may_answer_gets_the_way_to_it(self):
        owner = make_team()
        brought = make_contribution(by=make_person())

        assert page(brought.item, owner).context["answer_url"]
        assert not page(brought.item, make_person()).context["answer_url"]
        assert not page(brought.item, make_team("editor")).context["answer_url"]


class TestGifts:
    def test_outsiders_read_a_sum_and_never_who_gave(self):
        question = make_question(needs=[make_need()])
        for name in ("Kaartster, Menen", "Smid, Kuurne"):
            give(question, make_person(name, audience="public"))

        gifts = page(question, language="en").context["contributions"]
        text = page(question).content.decode()

        assert [(gift.what, gift.who.split()[0]) for gift in gifts] == [("4 hours", "2")]
        assert "Kaartster" not in text
        assert "Smid" not in text

    def test_the_owner_and_the_giver_read_names(self):
        owner, giver = make_team(), make_person("Kaartster, Menen", audience="public")
        question = make_question(owner=owner, needs=[make_need()])
        give(question, giver)

        assert "Kaartster" in page(question, owner).content.decode()
        assert "Kaartster" in page(question, giver).content.decode()

    def test_the_receiver_may_confirm_and_the_giver_may_not(self):
        owner, giver = make_team(), make_person()
        asker, admin = make_organisation(), make_person()
        make_membership(admin, asker, MembershipRole.ADMIN)
        question = make_question(by=admin, owner=owner, on_behalf_of=asker, needs=[make_need()])
        entry = give(question, giver)
        url = reverse("web:entry-confirmation", args=[question.slug, entry.pk])

        assert url in page(question, admin).content.decode()
        assert url not in page(question, giver).content.decode()
        assert url not in page(question).content.decode()

    def test_an_idea_is_named_once_also_when_it_is_in_the_ledger(self):
        owner = make_team()
        asked = make_question(owner=owner, needs=[make_need(form=Form.IDEA, quantity=5)])
        plain = make_question(owner=owner)
        for question in (asked, plain):
            need = question.needs.first()
            brought = make_contribution(by=make_person(), target=question, need=need)
            answer_contribution(
                promise=brought.promise, by=owner, reply=accepted(), now=timezone.now()
            )

            gifts = page(question).context["contributions"]
            assert [gift.what for gift in gifts] == [brought.item.title]

    def test_corrections_are_added_in(self):
        owner = make_team()
        question = make_question(owner=owner, needs=[make_need()])
        entry = give(question, make_person())
        confirm_entry(entry=entry, by=owner, now=timezone.now())
        LedgerEntry.objects.create(
            giver=entry.giver,
            item=question,
            contribution=entry.contribution,
            form=entry.form,
            level=entry.level,
            unit=entry.unit,
            quantity=-60,
            given_on=entry.given_on,
            corrects=entry,
            reason="Eén uur",
            entered_by=owner,
        )

        for reader in (None, owner):
            gifts = page(question, reader, language="en").context["contributions"]
            assert [gift.what for gift in gifts] == ["1 hour"]

    def test_somebody_who_is_not_public_is_somebody_from_somewhere(self):
        person = make_person("Kaartster, Menen", area=make_area("Menen"))
        make_team()
        idea = make_contribution(by=person).item

        text = page(idea).content.decode()

        assert "Kaartster" not in text
        assert "Menen" in text


class TestDoings:
    def test_everybody_gets_what_the_rules_allow_and_no_more(self):
        owner, maker = make_team(), make_person()
        idea = make_contribution(by=maker).item

        def urls(reader: Actor | None) -> set[str]:
            return {doing.url.rstrip("/").rsplit("/", 1)[-1] for doing in _doings(idea, reader)}

        assert urls(None) == set()
        assert urls(make_person()) == {"support", "thanks", "following"}
        assert urls(maker) == {
            *("alive", "concepts", "edit", "withdrawal", "en", "fr", "following")
        }
        assert {"edit", "owner", "en", "fr", "support"} <= urls(owner)

    def test_support_is_counted(self):
        idea = _idea()
        for _number in range(2):
            support(item=idea, actor=make_person(), now=timezone.now())

        assert page(idea).context["supports"] == 2

    def test_a_closed_question_takes_nothing_more(self):
        question = make_question(needs=[make_need()])
        assert "item=" in page(question).context["asks"][0].url

        yesterday = timezone.localdate() - timedelta(days=1)
        close(question, on=yesterday)

        assert page(question).context["asks"][0].url == ""


def _doings(item: Item, reader: Actor | None):
    return page(item, reader).context["doings"]


def _idea() -> Item:
    make_team()
    return make_contribution(by=make_person()).item


class TestHappened:
    def test_outsiders_read_only_public_acts(self):
        owner = make_team()
        question = make_question(owner=owner, needs=[make_need()])
        support(
            item=question, actor=make_person("Smid, Kuurne", audience="public"), now=timezone.now()
        )

        assert "Smid" not in page(question).content.decode()
        assert "Smid" in page(question, owner).content.decode()

    def test_what_came_of_a_step_is_told_to_insiders(self):
        owner, maker = make_team(), make_person()
        brought = make_contribution(by=maker)
        answer_contribution(promise=brought.promise, by=owner, reply=accepted(), now=timezone.now())
        step = brought.item.promises.get(kind="next_step")
        finish_step(promise=step, by=owner, note="Het lukte, met vallen.", now=timezone.now())

        assert "met vallen" in page(brought.item, maker).content.decode()
        assert "met vallen" not in page(brought.item).content.decode()
        assert "step was done" in page(brought.item, language="en").content.decode()


def test_words_of_the_item_stand_apart_in_their_own_language_for_who_reads_another():
    need = make_need(form=Form.SPACE, quantity=2, label="lokalen om te bouwen")
    question = make_question(needs=[need])

    told = page(question, language="en").content.decode()

    assert '2 rooms, <span lang="nl">lokalen om te bouwen</span>' in told
    assert "0 of 2 rooms" in told


def history(item: Item, reader: Actor):
    return page(item, reader, language="en").context["happened"]


class TestHistory:
    def test_the_same_done_again_that_day_stands_there_once(self):
        item, editor = make_question(), make_team()
        for minute in (5, 10, 15):
            record("item.edited", by=editor, item=item, at=NOON + timedelta(minutes=minute))
        record("item.edited", by=editor, item=item, at=NOON + timedelta(days=1))
        record("item.handed_over", by=editor, item=item, subject=editor, at=NOON)

        told = [(one.text, one.times) for one in history(item, editor)]

        assert [times for text, times in told if "text was changed" in text] == [1, 3]
        assert [times for text, times in told if "took this over" in text] == [1]

    def test_only_who_agreed_before_no_longer_agrees(self):
        item, team, one, other = make_question(), make_team(), make_person("A"), make_person("B")
        for number, (verb, who) in enumerate(
            [("agreed", one), ("refused", one), ("refused", other)]
        ):
            at = NOON + timedelta(minutes=number)
            record(f"project.showing_{verb}", by=who, item=item, subject=who, at=at)

        told = [act.text for act in history(item, team)]

        assert "A no longer agrees to show the project." in told
        assert "B did not agree to show the project." in told


@pytest.mark.parametrize("kind", ["question", "idea", "offer", "project", "result"])
def test_the_way_back_leads_to_the_list_where_it_lives(kind: str):
    url, label = way_back(Item(kind=kind))

    assert url.endswith(f"/items/?kind={kind}")
    assert label
