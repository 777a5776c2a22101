"""Pictures and documents of ideas and questions: a cover, an order, what they show, how many."""

import re

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gangmaker.projects.files import Kept
from gangmaker.projects.models import Attachment
from gangmaker.projects.operations import papers
from gangmaker.projects.operations.papers import attach, attach_once
from gangmaker.trail.models import Act, Item
from tests.projects.uploads import PDF, drawn
from tests.web.items.conftest import signed_in
from tests.world import (
    NOON,
    make_contribution,
    make_goal,
    make_organisation,
    make_person,
    make_team,
)

pytestmark = [pytest.mark.django_db]

DOCUMENT = Kept(kind="document", file="b" * 64, name="a.pdf", media_type="application/pdf", size=9)


def kept(letter="a"):
    return Kept(kind="picture", file=letter * 40, name="lamp.webp", media_type="image/webp", size=9)


@pytest.fixture
def broker():
    return make_team()


@pytest.fixture
def maker():
    return make_person("Maker")


@pytest.fixture
def idea(broker, maker):
    return make_contribution(by=maker).item


def to(name, item, *more):
    return reverse(f"web:{name}", args=[item.slug, *more])


def show(item, by, alt="Een lamp", **said):
    return attach(item=item, kept=kept(), alt=alt, by=by, now=NOON, **said)


def page(item, viewer=None):
    return signed_in(viewer).get(to("item", item))


def section(answer):
    found = [one.section for one in answer.context["sections"]]
    return next((one for one in found if hasattr(one, "new_picture_url")), None)


def og_image(answer):
    found = re.search(r'property="og:image" content="([^"]+)"', answer.content.decode())
    assert found
    return found[1]


class TestCover:
    def test_the_first_picture_stands_at_the_head_and_is_what_is_shared(self, idea, maker):
        before = og_image(page(idea))
        first, second = show(idea, maker, "Eén lamp"), show(idea, maker, "Twee lampen")

        answer = page(idea)

        shown = answer.context["page"]
        assert (shown.picture_alt, f"/{first.pk}/large" in shown.picture_url) == ("Eén lamp", True)
        assert [one.picture.alt for one in section(answer).pictures] == [second.alt]
        assert f"/{first.pk}/large" not in before
        assert og_image(answer).endswith(f"/{first.pk}/large?v={first.file[:8]}")
        assert 'property="og:image:width"' not in answer.content.decode()

    def test_without_a_picture_there_is_a_cloth(self, idea):
        assert page(idea).context["page"].picture_url == ""

    def test_what_is_for_those_involved_is_no_cover_not_even_for_them(self, idea, maker):
        show(idea, maker, "Geheim", parties_only=True)
        second = show(idea, maker, "Voor iedereen")

        covers = {page(idea, viewer).context["page"].picture_alt for viewer in (None, maker)}
        inside = [one.picture.alt for one in section(page(idea, maker)).pictures]

        assert covers == {second.alt}
        assert inside == ["Geheim"]
        assert "Geheim" not in page(idea).content.decode()


class TestAdding:
    def test_its_maker_adds_a_picture_and_a_document(self, idea, maker):
        client = signed_in(maker)
        photo = SimpleUploadedFile("lamp.jpg", drawn(), content_type="image/jpeg")
        paper = SimpleUploadedFile("maten.pdf", PDF, content_type="application/pdf")

        sent = client.post(to("picture-new", idea), {"photo": photo, "alt": "Een lamp"})
        added = client.post(to("paper-new", idea), {"file": paper})

        assert (sent.status_code, added.status_code) == (302, 302)
        (shown,) = section(page(idea)).papers
        assert (shown.name, shown.kind, shown.size) == ("maten.pdf", "PDF", "77\xa0bytes")
        assert set(Act.objects.values_list("verb", flat=True)) >= {"item.attached"}

    def test_a_picture_says_what_it_shows_and_is_kept_until_it_does(self, idea, maker):
        client = signed_in(maker)
        photo = SimpleUploadedFile("lamp.jpg", drawn(), content_type="image/jpeg")

        refused = client.post(to("picture-new", idea), {"photo": photo, "alt": " "})
        slot = refused.context["form"].file_slot
        again = client.post(to("picture-new", idea), {"alt": "Lamp", slot.token_name: slot.token})

        assert (refused.status_code, again.status_code) == (422, 302)
        assert Attachment.objects.get().alt == "Lamp"

    def test_pressed_twice_counts_once(self, idea, maker):
        cache.clear()
        once = "3e5bd5f2-8a0d-4c5f-8a67-1b6d5a3c9d11"
        client = signed_in(maker)

        for _time in range(2):
            photo = SimpleUploadedFile("lamp.jpg", drawn(), content_type="image/jpeg")
            client.post(to("picture-new", idea), {"photo": photo, "alt": "Lamp", "once": once})

        assert Attachment.objects.count() == 1

    def test_who_makes_answers_or_speaks_for_its_organisation_may_add(self, idea, broker, maker):
        editor = make_person("Editor")
        Item.objects.filter(pk=idea.pk).update(
            on_behalf_of=make_organisation("Weverij", admin=editor)
        )
        viewers = (None, make_person(), make_team("moderator"), broker, maker, editor)

        doors = [signed_in(viewer).get(to("picture-new", idea)).status_code for viewer in viewers]
        sections = [section(page(idea, viewer)) for viewer in viewers]

        assert doors == [302, 403, 403, 200, 200, 200]
        assert [bool(one) for one in sections] == [False, False, False, True, True, True]

    def test_with_the_plan_only_the_team_puts_pictures(self, broker, maker):
        goal = make_goal(by=broker)

        doors = [
            signed_in(viewer).get(to("picture-new", goal)).status_code for viewer in (maker, broker)
        ]

        assert doors == [403, 200]

    def test_thirty_of_each_and_no_more(self, idea, maker, monkeypatch):
        monkeypatch.setattr(papers, "MOST_FILES", 2)
        for _number in range(2):
            show(idea, maker)
            attach(item=idea, kept=DOCUMENT, by=maker, now=NOON)
        photo = SimpleUploadedFile("lamp.jpg", drawn(), content_type="image/jpeg")
        paper = SimpleUploadedFile("maten.pdf", PDF, content_type="application/pdf")
        client = signed_in(maker)

        tried = [
            client.post(to("picture-new", idea), {"photo": photo, "alt": "Nog een"}),
            client.post(to("paper-new", idea), {"file": paper}),
        ]

        said = [answer.context["form"].non_field_errors()[0] for answer in tried]
        assert [answer.status_code for answer in tried] == [422, 422]
        assert said == [
            "There are 30 pictures here already. Take one away first.",
            "There are 30 documents here already. Take one away first.",
        ]

    def test_a_photo_that_came_along_is_added_once(self, idea, maker):
        for letter in "ab":
            attach_once(item=idea, kept=kept(letter), alt="Lamp", by=maker, now=NOON)

        assert Attachment.objects.get().file == "a" * 40


class TestArranging:
    def said(self, *lines):
        return {
            f"{name}_{picture.pk}": value
            for picture, position, alt in lines
            for name, value in (("position", position), ("alt", alt))
        }

    def test_numbers_say_the_order_and_words_what_is_shown(self, idea, maker):
        first, second, third = (show(idea, maker, alt) for alt in ("Een", "Twee", "Drie"))
        said = self.said((first, 3, "Een"), (second, 2, "Twee"), (third, 1, "Drie lampen"))

        answer = signed_in(maker).post(to("pictures", idea), said)

        assert answer.status_code == 302
        assert page(idea).context["page"].picture_alt == "Drie lampen"
        assert [one.picture.alt for one in section(page(idea)).pictures] == ["Twee", "Een"]
        assert Act.objects.latest("pk").verb == "item.pictures_arranged"

    def test_what_is_typed_stays_when_words_are_missing(self, idea, maker):
        first = show(idea, maker, "Een")

        answer = signed_in(maker).post(to("pictures", idea), self.said((first, 7, " ")))

        assert answer.status_code == 422
        assert 'value="7"' in answer.content.decode()
        assert Attachment.objects.get().alt == "Een"

    def test_a_picture_of_another_item_is_not_touched(self, idea, maker):
        other = show(make_contribution(by=maker, title="Anders").item, maker, "Van ginder")

        signed_in(maker).post(to("pictures", idea), self.said((other, 1, "Hier")))

        assert Attachment.objects.get().alt == "Van ginder"

    def test_taking_the_cover_away_brings_the_next_one(self, idea, maker):
        first, second = show(idea, maker, "Een"), show(idea, maker, "Twee")
        url = to("paper-removal", idea, first.pk)

        asked = signed_in(maker).get(url).content.decode()
        signed_in(maker).post(url)

        assert "Nobody sees this picture any more." in asked
        assert page(idea).context["page"].picture_alt == second.alt


@pytest.mark.parametrize("count", [1, 30])
def test_the_page_costs_the_same_however_many_there_are(
    idea, maker, count, django_assert_max_num_queries
):
    for _number in range(count):
        show(idea, maker)
        attach(item=idea, kept=DOCUMENT, by=maker, now=NOON)
    client = signed_in(maker)
    client.get(to("item", idea))

    with django_assert_max_num_queries(12):
        shown = section(client.get(to("item", idea)))
    with django_assert_max_num_queries(9):
        arranged = client.get(to("pictures", idea))

    assert (len(shown.pictures), len(shown.papers)) == (count - 1, count)
    assert len(arranged.context["form"].lines()) == count


def test_on_the_first_page_an_idea_shows_its_cover(idea, maker):
    show(idea, maker, "Geheim", parties_only=True)
    cover = show(idea, maker, "Een lamp")
    make_contribution(by=maker, title="Zonder foto")

    cards = signed_in(None).get(reverse("web:home")).context["cards"]

    assert {
        card.title: (card.picture_alt, f"/{cover.pk}/medium" in card.picture_url) for card in cards
    } == {
        idea.title: ("Een lamp", True),
        "Zonder foto": ("", False),
    }
