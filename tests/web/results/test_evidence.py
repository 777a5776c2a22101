"""What shows a result, at the door: each kind of evidence, shown and taken back."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gangmaker.projects.models import Evidence
from gangmaker.trail.models import Item
from gangmaker.trail.queries.search import matching
from tests.projects.uploads import PDF, SVG, drawn
from tests.web.items.conftest import signed_in

pytestmark = [pytest.mark.django_db]


def to(name, item, **more):
    return reverse(f"web:{name}", args=[item.slug, *more.values()])


def page(item, viewer=None):
    return signed_in(viewer).get(reverse("web:item", args=[item.slug]))


def photo(name="lamp.jpg", content=None):
    return SimpleUploadedFile(name, content or drawn(), content_type="image/jpeg")


class TestEvidence:
    def show(self, cast, kind, viewer=None, **said):
        client = signed_in(viewer or cast.designer)
        data = {"seen_on": "2026-11-10", **said}
        return client.post(f"{to('evidence-new', cast.result)}?kind={kind}", data)

    @pytest.mark.parametrize(
        ("kind", "said"),
        [
            ("photo", {"alt": "Een lamp"}),
            ("file", {}),
            ("link", {"url": "https://example.org/artikel", "text": "De krant"}),
            (
                "quote",
                {"text": "Mooi licht.", "said_by": "Leerkracht", "consent_on": "2026-11-01"},
            ),
            ("count", {"count": "240", "unit": "lampen", "method": "met de hand"}),
        ],
    )
    def test_each_kind_is_shown(self, cast, kind, said):
        files = {"photo": photo(), "file": SimpleUploadedFile("nota.pdf", PDF)}
        said |= {name: file for name, file in files.items() if name == kind}

        sent = self.show(cast, kind, **said)

        assert sent.status_code == 302
        assert Evidence.objects.get().kind == kind
        section = page(cast.result).context["sections"][-1].section
        assert section.has_evidence

    def test_the_first_photo_stands_at_the_head_and_nowhere_else(self, cast):
        for alt in ("Een lamp", "Nog een lamp"):
            self.show(cast, "photo", photo=photo(), alt=alt)

        shown = page(cast.result)

        section = shown.context["sections"][-1].section
        assert shown.context["page"].picture_alt == "Een lamp"
        assert section.cover.picture.alt == "Een lamp"
        assert [proof.picture.alt for proof in section.pictures] == ["Nog een lamp"]

    def test_quotes_are_quotes_and_counts_say_their_method(self, cast):
        self.show(cast, "quote", text="Mooi licht.", said_by="Leerkracht", consent_on="2026-11-01")
        self.show(cast, "count", count="1240", unit="lampen", method="met de hand")

        text = page(cast.result).content.decode()

        assert '<blockquote lang="nl"><p>Mooi licht.</p></blockquote>' in text
        assert "1,240" in text
        assert "Counted: met de hand" in text

    @pytest.mark.parametrize(
        ("kind", "said", "wrong"),
        [
            ("photo", {}, {"photo", "alt"}),
            ("file", {}, {"file"}),
            ("link", {"url": "javascript:alert(1)"}, {"url"}),
            ("quote", {"text": "Mooi."}, {"said_by", "consent_on"}),
            (
                "quote",
                {"text": "Mooi.", "said_by": "Leerkracht", "consent_on": "2027-01-01"},
                {"consent_on"},
            ),
            ("count", {"count": "-3", "unit": "lampen"}, {"count", "method"}),
        ],
    )
    def test_what_is_missing_is_said(self, cast, kind, said, wrong):
        answer = self.show(cast, kind, **said)

        assert answer.status_code == 422
        assert set(answer.context["form"].errors) == wrong
        assert not Evidence.objects.exists()

    def test_a_file_that_was_sent_need_not_be_chosen_again(self, cast):
        first = self.show(cast, "photo", photo=photo(), alt="")
        slot = first.context["form"].file_slot

        second = self.show(cast, "photo", alt="Een lamp", **{slot.token_name: slot.token})

        assert (first.status_code, second.status_code) == (422, 302)
        assert Evidence.objects.filter(attachment__alt="Een lamp").exists()

    def test_the_kept_file_of_somebody_else_is_no_file(self, cast):
        slot = self.show(cast, "photo", photo=photo(), alt="").context["form"].file_slot
        again = {"alt": "Een lamp", slot.token_name: slot.token}

        other = self.show(cast, "photo", viewer=cast.lead, **again)
        forged = self.show(cast, "photo", alt="Een lamp", **{slot.token_name: slot.token + "x"})

        assert (other.status_code, forged.status_code) == (422, 422)

    @pytest.mark.parametrize("content", [SVG, PDF, b"<html>", drawn("GIF")])
    def test_what_is_no_photo_is_refused_whatever_it_is_called(self, cast, content):
        answer = self.show(cast, "photo", photo=photo(content=content), alt="Een lamp")

        assert answer.status_code == 422
        assert "photo" in answer.context["form"].errors

    def test_who_has_nothing_to_do_with_it_shows_nothing(self, cast):
        assert self.show(cast, "photo", viewer=cast.member).status_code == 403

    def test_a_quote_that_is_taken_back_is_nowhere(self, cast):
        self.show(
            cast,
            "quote",
            text="Wonderschoonlicht valt hier.",
            said_by="Juf Zeldzaam",
            consent_on="2026-11-01",
        )
        evidence = Evidence.objects.get()
        client = signed_in(cast.designer)
        url = reverse("web:evidence-removal", args=[cast.result.slug, evidence.pk])
        asked = client.get(url).content.decode()

        done = client.post(url)

        text = page(cast.result, cast.broker).content.decode()
        assert "Wonderschoonlicht" in asked
        assert done.status_code == 302
        assert "Wonderschoonlicht" not in text
        assert "Juf Zeldzaam" not in text
        assert client.get(url).status_code == 404
        assert not matching(Item.objects.all(), ["wonderschoonlicht"]).exists()

    def test_others_do_not_take_it_back(self, cast):
        self.show(cast, "link", url="https://example.org")
        url = reverse("web:evidence-removal", args=[cast.result.slug, Evidence.objects.get().pk])

        assert signed_in(cast.member).post(url).status_code == 403
