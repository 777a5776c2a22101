"""Results at the door: publishing, the facts, the credits, the evidence, what the pages show."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import QuerySet
from django.urls import reverse

from gangmaker.projects.models import Project, Result, Stage
from gangmaker.projects.operations.results import NewCredit, set_credits
from gangmaker.trail.models import Item, Party
from tests.projects.uploads import drawn
from tests.web.items.conftest import signed_in
from tests.world import NOON, make_organisation, make_person, make_result

pytestmark = [pytest.mark.django_db]

FACTS = {
    "title": "Een lamp voor elke klas",
    "summary": "Tien klassen lezen nu bij vlas.",
    "type": "product",
    "for_whom": "Scholen in Kortrijk",
    "where": "Budafabriek, elke woensdag",
    "url": "https://example.org/lamp",
    "made_on": "2026-11-02",
    "audience": "public",
    "language": "nl",
}


def to(name, item, **more):
    return reverse(f"web:{name}", args=[item.slug, *more.values()])


def page(item, viewer=None):
    return signed_in(viewer).get(reverse("web:item", args=[item.slug]))


def photo(name="lamp.jpg", content=None):
    return SimpleUploadedFile(name, content or drawn(), content_type="image/jpeg")


class TestPublishing:
    def test_a_lead_publishes_and_names_who_made_it(self, cast):
        client = signed_in(cast.lead)

        sent = client.post(to("result-new", cast.project), FACTS)

        result = Result.objects.get(title=FACTS["title"])
        assert sent["Location"] == to("result-credits", result)
        assert (result.owner, result.from_project.pk) == (cast.broker, cast.project.pk)
        assert (result.made_on, result.where) == (date(2026, 11, 2), FACTS["where"])

    def test_pressed_twice_it_is_published_once(self, cast):
        sent = {**FACTS, "form_token": "3e5bd5f2-8a0d-4c5f-8a67-1b6d5a3c9d10"}

        answers = [
            signed_in(cast.lead).post(to("result-new", cast.project), sent)["Location"]
            for _number in range(2)
        ]

        assert answers[0] == answers[1]
        assert Result.objects.filter(title=FACTS["title"]).count() == 1

    def test_who_only_takes_part_may_not(self, cast):
        answers = [
            signed_in(viewer).post(to("result-new", cast.project), FACTS).status_code
            for viewer in (cast.designer, cast.member, None)
        ]

        assert answers == [403, 403, 403]

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("for_whom", ""),
            ("type", "miracle"),
            ("made_on", "2030-01-01"),
            ("url", "javascript:alert(1)"),
            ("url", "ftp://example.org"),
            ("audience", "team!"),
        ],
    )
    def test_what_is_unfit_is_said_and_everything_stays(self, cast, field, value):
        answer = signed_in(cast.lead).post(to("result-new", cast.project), {**FACTS, field: value})

        assert answer.status_code == 422
        assert field in answer.context["form"].errors
        assert FACTS["summary"] in answer.content.decode()

    def test_a_hidden_project_offers_no_wider_circle(self, cast):
        Project.objects.filter(pk=cast.project.pk).update(audience="parties")

        answer = signed_in(cast.lead).post(to("result-new", cast.project), FACTS)

        assert answer.status_code == 422
        assert "audience" in answer.context["form"].errors

    def test_its_facts_change(self, cast):
        client = signed_in(cast.lead)
        facts = {
            "type": "event",
            "for_whom": "Buren",
            "where": "",
            "url": "",
            "made_on": "2026-11-01",
        }

        sent = client.post(to("result-facts", cast.result), facts)

        assert sent.status_code == 302
        assert Result.objects.values_list("type", "for_whom").get() == ("event", "Buren")


class TestCredits:
    def lines(self, *rows):
        data = {"credits-TOTAL_FORMS": str(len(rows)), "credits-INITIAL_FORMS": "0"}
        for number, row in enumerate(rows):
            for name in ("position", "actor", "name", "role"):
                data[f"credits-{number}-{name}"] = str(row.get(name, ""))
        return data

    def test_the_parties_are_proposed_first(self, cast):
        rows = signed_in(cast.lead).get(to("result-credits", cast.result)).context["credits"]

        named = [(form["actor"].value(), form["role"].value()) for form in rows]
        assert named[:2] == [(cast.lead.pk, "lead"), (cast.designer.pk, "designer")]
        assert named[2:] == [(None, None)] * 3

    def test_numbers_say_the_order(self, cast):
        data = self.lines(
            {"position": 2, "actor": cast.lead.pk, "role": "leiding"},
            {"position": 1, "name": "Wever, Menen", "role": "garen"},
            {"role": "vorm", "actor": cast.designer.pk},
            {},
        )

        signed_in(cast.lead).post(to("result-credits", cast.result), data)

        rows = cast.result.credits.order_by("position").values_list("role", "name", "actor")
        assert list(rows) == [
            ("garen", "Wever, Menen", None),
            ("leiding", "", cast.lead.pk),
            ("vorm", "", cast.designer.pk),
        ]

    def test_half_a_line_is_said(self, cast):
        data = self.lines({"name": "Wever, Menen"}, {"role": "vorm"})

        answer = signed_in(cast.lead).post(to("result-credits", cast.result), data)

        assert answer.status_code == 422
        assert [form.errors.keys() for form in answer.context["credits"]] == [
            {"role"},
            {"name"},
        ]
        assert "Wever, Menen" in answer.content.decode()

    def test_nobody_outside_can_be_named_by_number(self, cast):
        data = self.lines({"actor": cast.member.pk, "role": "vorm"})

        answer = signed_in(cast.lead).post(to("result-credits", cast.result), data)

        assert answer.status_code == 422
        assert not cast.result.credits.exists()

    def test_the_page_names_people_as_the_reader_knows_them(self, cast):
        company = make_organisation("Lampenhuis")
        set_credits(
            result=cast.result,
            credits=[NewCredit("vorm", actor=cast.designer), NewCredit("licht", actor=company)],
            by=cast.broker,
            now=NOON,
        )

        text = page(cast.result).content.decode()

        assert "Designer" not in text
        assert text.index("Somebody from the region") < text.index("Lampenhuis")
        assert "Designer" in page(cast.result, cast.member).content.decode()


class TestPages:
    def test_a_finished_project_says_what_is_missing_to_be_realised(self, cast):
        project: QuerySet[Project] = QuerySet(Project).filter(pk=cast.project.pk)
        project.update(stage=Stage.FINISHED, ended_on=NOON.date())

        with_result = page(cast.project).context["sections"][-1].section.missing
        Item.objects.filter(pk=cast.result.pk).update(audience="team")
        without = page(cast.project).context["sections"][-1].section.missing

        assert with_result == (
            "Finished. It counts as realised when one of its results shows evidence."
        )
        assert without == ("Finished. It counts as realised when it has a result, with evidence.")

    def test_what_not_everybody_may_see_does_not_count_yet(self, cast):
        signed_in(cast.designer).post(
            f"{to('evidence-new', cast.result)}?kind=link",
            {"seen_on": "2026-11-10", "url": "https://example.org"},
        )
        project: QuerySet[Project] = QuerySet(Project).filter(pk=cast.project.pk)
        project.update(stage=Stage.FINISHED, ended_on=NOON.date())

        counted = page(cast.project).context["sections"][-1].section.missing
        project.update(audience="members")
        kept = page(cast.project, cast.member).context["sections"][-1].section.missing

        assert counted == ""
        assert kept == (
            "Finished, with evidence. It counts as realised when everybody may see that."
        )

    def test_a_project_shows_its_results_with_their_picture(self, cast):
        evidence = {"seen_on": "2026-11-10", "photo": photo(), "alt": "Een lamp"}
        signed_in(cast.designer).post(to("evidence-new", cast.result), evidence)

        cards = page(cast.project).context["sections"][-1].section.results

        assert [(card.title, card.note, card.picture_alt) for card in cards] == [
            (cast.result.title, "1 piece of evidence", "Een lamp")
        ]

    def test_a_result_for_the_parties_is_not_listed_for_others(self, cast):
        Item.objects.filter(pk=cast.result.pk).update(audience="parties")
        Party.objects.create(item=cast.result, actor=cast.designer)

        seen = [
            len(page(cast.project, viewer).context["sections"][-1].section.results)
            for viewer in (None, cast.member, cast.designer)
        ]

        assert seen == [0, 0, 1]

    @pytest.mark.parametrize("count", [1, 30])
    def test_the_project_costs_the_same_however_many_results(
        self, cast, count, django_assert_max_num_queries
    ):
        for _number in range(count - 1):
            make_result(cast.project)
        page(cast.project)

        with django_assert_max_num_queries(MOST_QUERIES):
            shown = page(cast.project)

        assert len(shown.context["sections"][-1].section.results) == count

    def test_doors_are_open_to_who_may_go_through(self, cast):
        def doors(viewer):
            section = page(cast.result, viewer).context["sections"][-1].section
            return [bool(url) for url in (section.edit_url, section.evidence_url)]

        viewers = (None, cast.member, cast.designer, cast.lead, cast.broker)
        assert [doors(viewer) for viewer in viewers] == [
            [False, False],
            [False, False],
            [False, True],
            [True, True],
            [True, True],
        ]

    def test_a_stranger_is_led_to_sign_in(self, cast):
        answer = signed_in(None).get(to("evidence-new", cast.result))

        assert answer.status_code == 302
        assert "sign-in" in answer["Location"] or "next=" in answer["Location"]

    def test_a_project_is_no_result(self, cast):
        client = signed_in(cast.broker)

        answers = [
            client.get(to(name, item)).status_code
            for name, item in (
                ("result-facts", cast.project),
                ("result-credits", cast.project),
                ("evidence-new", cast.project),
                ("result-new", cast.result),
                ("updates", cast.result),
                ("budget", cast.result),
            )
        ]

        assert answers == [404] * 6
        assert make_person().pk


MOST_QUERIES = 26
