"""News, documents and files at the door: who posts, who fetches, and in which way."""

from io import BytesIO

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from gangmaker.actors.models import Actor
from gangmaker.projects.models import Attachment, Project, Update
from gangmaker.projects.operations.papers import post_update
from gangmaker.trail.models import Item, Message
from gangmaker.trail.operations import withdraw
from gangmaker.web.limits import Limit
from gangmaker.web.results import updates, uploads
from tests.projects.uploads import PDF, SVG, drawn
from tests.web.items.conftest import signed_in
from tests.world import NOON, make_person, make_project

pytestmark = [pytest.mark.django_db]

TEXT = "De eerste tien lampen hangen in de klas."


def to(name, item, *more):
    return reverse(f"web:{name}", args=[item.slug, *more])


def photo(content=None, name="lamp.jpg"):
    return SimpleUploadedFile(name, content or drawn(), content_type="image/jpeg")


def pdf(name="verslag.pdf", content=PDF):
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def post(cast, viewer, **said):
    return signed_in(viewer).post(
        to("update-new", cast.project), {"text": TEXT, "language": "nl", **said}
    )


def add(item, viewer, file=None, **said):
    return signed_in(viewer).post(to("paper-new", item), {"file": file or pdf(), **said})


def fetch(attachment, viewer: Actor | None = None, size="document"):
    return signed_in(viewer).get(
        reverse("item-file", args=[attachment.item.slug, attachment.pk, size])
    )


def news(item, viewer=None):
    page = signed_in(viewer).get(reverse("web:item", args=[item.slug]))
    return page.context["sections"][-1].section


class TestUpdates:
    def test_a_party_tells_with_pictures(self, cast):
        sent = post(cast, cast.designer, picture_1=photo(), alt_1="Een lamp", parties_only="")

        assert sent.status_code == 302
        (one,) = news(cast.project).news
        assert (one.text, one.who, one.lang) == (TEXT, "Somebody from the region", "nl")
        assert [picture.alt for picture in one.pictures] == ["Een lamp"]
        assert Message.objects.filter(kind="project_update").count() == 2

    def test_pressed_twice_counts_once(self, cast):
        once = "3e5bd5f2-8a0d-4c5f-8a67-1b6d5a3c9d10"

        answers = [post(cast, cast.designer, once=once).status_code for _number in range(2)]

        assert answers == [302, 302]
        assert Update.objects.count() == 1

    def test_six_pictures_at_once(self, cast):
        pictures = {f"picture_{number}": photo() for number in range(1, 7)}
        words = {f"alt_{number}": f"Lamp {number}" for number in range(1, 7)}

        post(cast, cast.designer, **pictures, **words)

        assert Attachment.objects.count() == 6

    def test_a_picture_without_words_is_kept_until_it_has_them(self, cast):
        first = post(cast, cast.designer, picture_1=photo(), picture_2=photo(SVG, "b.svg"))
        slot, _alt = first.context["form"].slots()[0]

        second = post(cast, cast.designer, alt_1="Een lamp", **{slot.token_name: slot.token})

        assert first.status_code == 422
        assert set(first.context["form"].errors) == {"alt_1", "picture_2"}
        assert TEXT in first.content.decode()
        assert second.status_code == 302
        assert Attachment.objects.get().alt == "Een lamp"

    def test_who_has_nothing_to_do_with_it_tells_nothing(self, cast):
        assert post(cast, cast.member).status_code == 403
        assert not Update.objects.exists()

    def test_somebody_who_tells_all_the_time_has_to_wait(self, cast, monkeypatch):
        monkeypatch.setattr(updates, "POSTS", Limit("updates", 1, 60))
        cache.clear()

        answers = [post(cast, cast.designer).status_code for _number in range(2)]

        assert answers == [302, 422]
        assert Update.objects.count() == 1

    def test_news_for_the_parties_is_theirs(self, cast):
        post(cast, cast.designer, parties_only="on", picture_1=photo(), alt_1="Een lamp")
        picture = Attachment.objects.get()
        viewers = (None, cast.member, cast.lead, cast.broker)

        shown = [len(news(cast.project, viewer).news) for viewer in viewers]
        listed = [
            TEXT in signed_in(viewer).get(to("updates", cast.project)).content.decode()
            for viewer in viewers
        ]
        given = [fetch(picture, viewer, "large").status_code for viewer in viewers]

        assert shown == [0, 0, 1, 1]
        assert listed == [False, False, True, True]
        assert given == [404, 404, 200, 200]

    def test_its_author_changes_it_and_readers_see_that(self, cast):
        post(cast, cast.designer)
        url = to("update", cast.project, Update.objects.get().pk)
        words = {"text": "Elf lampen.", "language": "nl"}

        refused = signed_in(cast.broker).post(url, words).status_code
        changed = signed_in(cast.designer).post(url, words).status_code

        assert (refused, changed) == (403, 302)
        page = signed_in(None).get(to("updates", cast.project)).content.decode()
        assert "Elf lampen." in page
        assert "changed on 18 November 2026" in page

    def test_removing_is_asked_once_more(self, cast):
        post(cast, cast.designer)
        url = to("update-removal", cast.project, Update.objects.get().pk)
        client = signed_in(cast.broker)

        asked = client.get(url)
        client.post(url)

        assert TEXT in asked.content.decode()
        assert not Update.objects.exists()

    def test_an_update_of_another_project_is_not_found_here(self, cast):
        other = make_project(by=cast.broker)
        post(cast, cast.designer)

        url = to("update", other, Update.objects.get().pk)

        assert signed_in(cast.designer).get(url).status_code == 404

    @pytest.mark.parametrize("count", [1, 200])
    def test_the_list_costs_the_same_however_many(self, cast, count, django_assert_max_num_queries):
        for number in range(count):
            post_update(
                project=cast.project,
                text=f"Nieuws {number}",
                language="nl",
                by=cast.broker,
                now=NOON,
            )
        client = signed_in(None)
        client.get(to("updates", cast.project))

        with django_assert_max_num_queries(7):
            page = client.get(to("updates", cast.project))

        assert len(page.context["news"]) == min(count, 10)

    def test_an_empty_list_says_so(self, cast):
        assert "No news yet." in signed_in(None).get(to("updates", cast.project)).content.decode()


class TestDocuments:
    def test_a_party_adds_one_and_everybody_fetches_it(self, cast):
        add(cast.project, cast.designer)
        paper = Attachment.objects.get()

        answer = fetch(paper)

        assert b"".join(answer) == PDF
        assert answer["Content-Type"] == "application/pdf"
        assert answer["Content-Disposition"] == 'attachment; filename="verslag.pdf"'
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"] == (
            "default-src 'none'; frame-ancestors 'none'; sandbox"
        )
        assert answer["Cache-Control"] == "private, no-store"

    def test_a_document_is_not_given_as_a_picture_nor_a_picture_as_a_document(self, cast):
        add(cast.project, cast.designer)
        post(cast, cast.designer, picture_1=photo(), alt_1="Een lamp")
        paper = Attachment.objects.get(kind="document")
        picture = Attachment.objects.get(kind="picture")

        tried = [
            fetch(paper, size="large"),
            fetch(picture, size="document"),
            fetch(picture, size="huge"),
            fetch(picture, size="99999"),
        ]

        assert [answer.status_code for answer in tried] == [404] * 4

    def test_the_name_of_a_file_says_nothing_to_a_browser(self, cast):
        add(cast.project, cast.designer, pdf("<img src=x onerror=alert(1)>.html"))
        paper = Attachment.objects.get()

        answer = fetch(paper)

        assert answer["Content-Type"] == "application/pdf"
        assert "<" not in answer["Content-Disposition"]
        assert "onerror=" not in signed_in(None).get(to("papers", cast.project)).content.decode()

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("tekening.svg", SVG),
            ("verslag.pdf", b"<html><script>alert(1)</script></html>"),
            ("verslag.pdf", b"MZ\x90\x00" + b"\x00" * 99),
            ("leeg.pdf", b""),
        ],
    )
    def test_what_is_unfit_is_refused(self, cast, name, content):
        answer = add(cast.project, cast.designer, pdf(name, content))

        assert answer.status_code == 422
        assert "file" in answer.context["form"].errors
        assert not Attachment.objects.exists()

    def test_who_sends_all_the_time_has_to_wait(self, cast, monkeypatch):
        monkeypatch.setattr(uploads, "UPLOADS", Limit("uploads", 1, 60))
        cache.clear()

        answers = [add(cast.project, cast.designer).status_code for _number in range(2)]

        assert answers == [302, 422]

    def test_it_is_only_for_those_who_may_add(self, cast):
        assert [add(cast.project, viewer).status_code for viewer in (cast.member, None)] == [
            403,
            403,
        ]

    def test_what_is_for_the_parties_is_asked_at_each_byte(self, cast):
        add(cast.project, cast.designer, parties_only="on")
        paper = Attachment.objects.get()
        first = fetch(paper, cast.lead).status_code

        cast.project.parties.filter(actor=cast.lead).delete()

        assert first == 200
        assert fetch(paper, cast.lead).status_code == 404
        assert fetch(paper, cast.member).status_code == 404
        assert fetch(paper).status_code == 404

    @pytest.mark.parametrize("audience", ["members", "parties", "team"])
    def test_a_paper_is_as_hidden_as_its_project(self, cast, audience):
        add(cast.project, cast.designer)
        paper = Attachment.objects.get()
        Item.objects.filter(pk=cast.project.pk).update(audience=audience)

        given = [
            fetch(paper, viewer).status_code
            for viewer in (None, cast.member, cast.designer, cast.broker)
        ]

        assert (
            given
            == {
                "members": [404, 200, 200, 200],
                "parties": [404, 404, 200, 200],
                "team": [404, 404, 404, 200],
            }[audience]
        )

    def test_nothing_is_given_of_what_was_taken_down(self, cast):
        add(cast.project, cast.designer)
        paper = Attachment.objects.get()

        withdraw(item=cast.project, by=cast.broker, reason="", now=NOON)

        assert fetch(paper, cast.designer).status_code == 404

    def test_a_paper_of_another_project_is_not_found_here(self, cast):
        add(cast.project, cast.designer, parties_only="on")
        mine = make_project(by=cast.broker)
        paper = Attachment.objects.get()

        url = reverse("item-file", args=[mine.slug, paper.pk, "document"])

        assert signed_in(cast.broker).get(url).status_code == 404

    def test_a_browser_may_keep_only_a_picture_for_everybody(self, cast):
        post(cast, cast.designer, picture_1=photo(), alt_1="Een lamp")
        picture = Attachment.objects.get()
        everybody = fetch(picture, size="small")["Cache-Control"]

        Item.objects.filter(pk=cast.project.pk).update(audience="members")

        assert everybody == "private, max-age=3600"
        assert fetch(picture, cast.member, "small")["Cache-Control"] == "private, no-store"

    def test_where_it_was_taken_is_not_kept(self, cast):
        exif = Image.Exif()
        exif[0x8825] = {1: "N", 2: (50.0, 49.0, 0.0)}
        exif[0x010F] = "SECRETCAMERA"
        post(cast, cast.designer, picture_1=photo(drawn(exif=exif)), alt_1="Een lamp")

        content = b"".join(fetch(Attachment.objects.get(), size="large"))

        assert b"SECRETCAMERA" not in content
        assert dict(Image.open(BytesIO(content)).getexif()) == {}

    def test_who_added_it_takes_it_away(self, cast):
        add(cast.project, cast.designer)
        paper = Attachment.objects.get()
        url = to("paper-removal", cast.project, paper.pk)

        refused = signed_in(cast.member).post(url).status_code
        asked = signed_in(cast.designer).get(url).status_code
        done = signed_in(cast.designer).post(url).status_code

        assert (refused, asked, done) == (403, 200, 302)
        assert fetch(paper).status_code == 404

    @pytest.mark.parametrize("count", [1, 200])
    def test_the_list_costs_the_same_however_many(self, cast, count, django_assert_max_num_queries):
        Attachment.objects.bulk_create(
            Attachment(
                item=cast.project,
                kind="document",
                file="b" * 64,
                name=f"Verslag {number}.pdf",
                media_type="application/pdf",
                size=9,
                by=cast.designer,
                at=NOON,
            )
            for number in range(count)
        )
        client = signed_in(None)
        client.get(to("papers", cast.project))

        with django_assert_max_num_queries(7):
            page = client.get(to("papers", cast.project))

        assert len(page.context["papers"]) == min(count, 40)

    def test_an_empty_list_says_what_to_do(self, cast):
        stranger = signed_in(None).get(to("papers", cast.project)).content.decode()
        party = signed_in(cast.designer).get(to("papers", cast.project)).content.decode()

        assert "No documents yet." in stranger
        assert to("paper-new", cast.project) not in stranger
        assert to("paper-new", cast.project) in party
        assert make_person().pk
        assert Project.objects.count() == 1
