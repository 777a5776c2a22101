"""The budget at the door: who reads it, how amounts are typed, what is never summed."""

import csv
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import QuerySet
from django.urls import reverse

from gangmaker.core.csvtext import Decimal, csv_text, neutral
from gangmaker.projects.models import Attachment, BudgetLine, Cost, Project
from gangmaker.projects.operations.budget import NewLine, correct_cost, enter_cost, plan_budget
from tests.projects.uploads import PDF
from tests.web.items.conftest import signed_in
from tests.world import NOON, make_organisation

pytestmark = [pytest.mark.django_db]


def to(name, item, *more):
    return reverse(f"web:{name}", args=[item.slug, *more])


@pytest.fixture
def planned(cast):
    lines = [
        NewLine("Hout", 80_000, "own"),
        NewLine("Druk", 120_050, "grant"),
        NewLine("Zaal", 30_000, "in_kind"),
    ]
    plan_budget(project=cast.project, lines=lines, by=cast.broker, now=NOON)
    return list(cast.project.budget_lines.order_by("position"))


def spend(line, amount, what="Balken", by=None):
    return enter_cost(
        line=line,
        amount=amount,
        spent_on=NOON.date(),
        what=what,
        by=by or line.project.owner,
        now=NOON,
    )


def plan(cast, rows, viewer=None, **more):
    data = {"lines-TOTAL_FORMS": str(len(rows)), "lines-INITIAL_FORMS": "0", "audience": "team"}
    for number, row in enumerate(rows):
        for name in ("line", "position", "label", "planned", "payer", "paid_by"):
            data[f"lines-{number}-{name}"] = str(row.get(name, ""))
    return signed_in(viewer or cast.lead).post(to("budget-plan", cast.project), data | more)


class TestReading:
    @pytest.mark.parametrize(
        ("audience", "answers"),
        [
            ("team", [302, 403, 200, 200]),
            ("members", [302, 200, 200, 200]),
            ("public", [200, 200, 200, 200]),
        ],
    )
    def test_it_is_for_whom_the_project_says(self, cast, planned, audience, answers):
        QuerySet(Project).filter(pk=cast.project.pk).update(budget_audience=audience)
        viewers = (None, cast.member, cast.designer, cast.broker)

        for name in ("budget", "budget-csv"):
            url = to(name, cast.project)
            assert [signed_in(viewer).get(url).status_code for viewer in viewers] == answers

    def test_the_page_of_the_project_is_silent_about_it_to_others(self, cast, planned):
        def lead(viewer):
            page = signed_in(viewer).get(reverse("web:item", args=[cast.project.slug]))
            return page.context["sections"][-1].section.budget

        assert (lead(None), lead(cast.member)) == (None, None)
        assert lead(cast.designer).money == "€ 2,000.50"
        assert lead(cast.designer).in_kind == "€ 300"

    def test_money_and_what_is_in_kind_are_never_one_sum(self, cast, planned):
        spend(planned[0], 90_000)
        spend(planned[2], 30_000, "Zaal")

        page = signed_in(cast.designer).get(to("budget", cast.project)).context

        assert page["money"] == {"planned": "€ 2,000.50", "actual": "€ 900"}
        assert page["in_kind"] == {"planned": "€ 300", "actual": "€ 300"}
        assert page["payer_rows"] == [
            ["Own means", "€ 800", "€ 900", "", ""],
            ["Grant", "€ 1,200.50", "€ 0", "", ""],
            ["In kind", "", "", "€ 300", "€ 300"],
        ]

    def test_the_bars_are_on_one_scale_and_say_what_is_over(self, cast, planned):
        spend(planned[0], 90_000)

        bars = signed_in(cast.designer).get(to("budget", cast.project)).context["bars"]

        assert [
            (bar.label, bar.planned_length, bar.actual_length, bar.over, bar.in_kind)
            for bar in bars
        ] == [
            ("Hout", 666, 749, True, False),
            ("Druk", 1000, 0, False, False),
            ("Zaal", 249, 0, False, True),
        ]

    def test_without_one_it_says_what_to_do(self, cast):
        lead = signed_in(cast.lead).get(to("budget", cast.project)).content.decode()
        designer = signed_in(cast.designer).get(to("budget", cast.project)).content.decode()

        assert "There is no budget yet." in designer
        assert to("budget-plan", cast.project) in lead
        assert to("budget-plan", cast.project) not in designer

    @pytest.mark.parametrize("count", [1, 200])
    def test_it_costs_the_same_however_many_costs(
        self, cast, planned, count, django_assert_max_num_queries
    ):
        for number in range(count):
            spend(planned[0], 100, f"Balk {number}")
        client = signed_in(cast.designer)
        client.get(to("budget", cast.project))

        with django_assert_max_num_queries(16):
            page = client.get(to("budget", cast.project))

        assert len(page.context["costs"]) == min(count, 40)


class TestPlanning:
    @pytest.mark.parametrize(
        ("typed", "cents"),
        [
            ("1.250,50", 125_050),
            ("1,250.50", 125_050),
            ("1 250,5", 125_050),
            ("€ 1250", 125_000),
            ("0", 0),
            ("0,00", 0),
            ("25,-", 2_500),
        ],
    )
    def test_an_amount_is_read_as_people_write_it(self, cast, typed, cents):
        sent = plan(cast, [{"label": "Hout", "planned": typed, "payer": "own"}])

        assert sent.status_code == 302
        assert BudgetLine.objects.get().planned == cents

    @pytest.mark.parametrize("typed", ["-5", "veel", "0.500", "1,2,3", "", "1.005,555"])
    def test_what_is_no_amount_is_said_and_stays(self, cast, typed):
        sent = plan(cast, [{"label": "Hout en lijm", "planned": typed, "payer": "own"}])

        assert sent.status_code == 422
        assert set(sent.context["lines"].errors[0]) == {"planned"}
        assert "Hout en lijm" in sent.content.decode()

    def test_lines_change_move_and_go(self, cast, planned):
        rows = [
            {
                "line": planned[0].pk,
                "position": 2,
                "label": "Eik",
                "planned": "900",
                "payer": "own",
            },
            {
                "line": planned[1].pk,
                "position": 1,
                "label": "Druk",
                "planned": "1",
                "payer": "grant",
            },
            {"line": planned[2].pk, "position": 3, "label": "", "planned": "", "payer": "own"},
            {},
        ]

        plan(cast, rows)

        kept = cast.project.budget_lines.order_by("position").values_list("pk", "label", "planned")
        assert list(kept) == [(planned[1].pk, "Druk", 100), (planned[0].pk, "Eik", 90_000)]

    def test_a_line_with_costs_stays_and_nothing_else_changes(self, cast, planned):
        spend(planned[0], 100)
        rows = [{"line": planned[1].pk, "label": "Anders", "planned": "1", "payer": "grant"}]

        sent = plan(cast, rows, audience="public")

        assert sent.status_code == 422
        assert "There are costs on a line" in sent.content.decode()
        assert set(BudgetLine.objects.values_list("label", flat=True)) == {"Hout", "Druk", "Zaal"}
        assert Project.objects.get(pk=cast.project.pk).budget_audience == "team"

    def test_who_may_read_it_is_chosen_here(self, cast):
        plan(cast, [{"label": "Hout", "planned": "1", "payer": "own"}], audience="public")

        assert Project.objects.get(pk=cast.project.pk).budget_audience == "public"

    def test_who_takes_part_but_does_not_manage_plans_nothing(self, cast):
        assert plan(cast, [], viewer=cast.designer).status_code == 403

    def test_a_line_of_another_project_is_a_new_line_here(self, cast, planned):
        from tests.world import make_project

        other = make_project(by=cast.broker)
        rows = [{"line": planned[0].pk, "label": "Hout", "planned": "7", "payer": "own"}]
        data = {"lines-TOTAL_FORMS": "1", "lines-INITIAL_FORMS": "0", "audience": "team"}
        data |= {f"lines-0-{name}": str(value) for name, value in rows[0].items()}

        signed_in(cast.broker).post(to("budget-plan", other), data)

        planned[0].refresh_from_db()
        assert (planned[0].project.pk, planned[0].planned) == (cast.project.pk, 80_000)
        assert other.budget_lines.get().planned == 700


class TestSpending:
    def enter(self, cast, viewer=None, **said):
        data = {"net": "120,50", "spent_on": "2026-11-10", "what": "Balken", **said}
        return signed_in(viewer or cast.lead).post(to("cost-new", cast.project), data)

    def test_a_cost_is_entered_with_its_invoice(self, cast, planned):
        invoice = SimpleUploadedFile("factuur.pdf", PDF)

        sent = self.enter(cast, line=planned[0].pk, document=invoice)

        cost = Cost.objects.values("amount", "document__parties_only").get()
        assert sent.status_code == 302
        assert cost == {"amount": 12_050, "document__parties_only": True}

    def test_the_invoice_is_for_those_involved_also_when_the_budget_is_public(self, cast, planned):
        QuerySet(Project).filter(pk=cast.project.pk).update(budget_audience="public")
        self.enter(cast, line=planned[0].pk, document=SimpleUploadedFile("factuur.pdf", PDF))
        invoice = Attachment.objects.get()
        url = reverse("item-file", args=[cast.project.slug, invoice.pk, "document"])

        viewers = (None, cast.member, cast.designer)
        given = [signed_in(viewer).get(url).status_code for viewer in viewers]
        named = [
            "factuur.pdf" in signed_in(viewer).get(to("budget", cast.project)).content.decode()
            for viewer in viewers
        ]

        assert given == [404, 404, 200]
        assert named == [False, False, True]

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("net", "0"),
            ("net", "-3"),
            ("vat", "-3"),
            ("spent_on", "2030-01-01"),
            ("what", ""),
            ("line", "999"),
        ],
    )
    def test_what_is_unfit_is_said(self, cast, planned, field, value):
        sent = self.enter(cast, **{"line": planned[0].pk, field: value})

        assert sent.status_code == 422
        assert set(sent.context["form"].errors) == {field}
        assert not Cost.objects.exists()

    def test_a_bill_is_entered_as_net_and_vat_and_shown_as_both(self, cast, planned):
        self.enter(cast, line=planned[0].pk, net="100", vat="21", borne_by=cast.lead.pk)

        cost = Cost.objects.get()
        page = signed_in(cast.designer).get(to("budget", cast.project)).content.decode()
        assert (cost.amount, cost.vat, cost.borne_by) == (12_100, 2_100, cast.lead)
        assert "of which € 21 VAT" in page

    def test_vat_alone_is_corrected_too(self, cast, planned):
        self.enter(cast, line=planned[0].pk, net="100", vat="21")
        url = to("cost-correction", cast.project, Cost.objects.get().pk)

        answer = {"net": "121", "vat": "", "reason": "Vrijgesteld", "seen": "12100"}
        signed_in(cast.lead).post(url, answer)

        page = signed_in(cast.designer).get(to("budget", cast.project)).content.decode()
        assert "VAT −€ 21" in page
        assert "of which" not in page

    def test_pay_says_whose_and_for_which_days_and_the_budget_keeps_both_to_itself(
        self, cast, planned
    ):
        pay = {"staff": cast.designer.pk, "work_from": "2026-10-01", "work_until": "2026-10-31"}

        half_said = self.enter(cast, line=planned[0].pk, **pay)
        self.enter(cast, line=planned[0].pk, what="Loon oktober", whole_pay="3.333", **pay)

        cost = Cost.objects.get()
        page = signed_in(cast.designer).get(to("budget", cast.project)).content.decode()
        assert set(half_said.context["form"].errors) == {"whole_pay"}
        assert (cost.staff, cost.whole_pay) == (cast.designer, 333_300)
        assert "3,333" not in page

    def test_a_correction_shows_both(self, cast, planned):
        cost = spend(planned[0], 12_050)
        url = to("cost-correction", cast.project, cost.pk)

        sent = signed_in(cast.lead).post(
            url, {"net": "100", "reason": "Korting van de zagerij", "seen": "12050"}
        )

        page = signed_in(cast.designer).get(to("budget", cast.project)).content.decode()
        assert sent.status_code == 302
        assert "Korting van de zagerij" in page
        assert "entered as € 120.50" in page

    def test_what_was_corrected_meanwhile_is_said(self, cast, planned):
        cost = spend(planned[0], 12_050)
        correct_cost(cost=cost, amount=11_000, seen=12_050, reason="x", by=cast.broker, now=NOON)
        url = to("cost-correction", cast.project, cost.pk)

        sent = signed_in(cast.lead).post(url, {"net": "9", "reason": "y", "seen": "12050"})

        assert sent.status_code == 422
        assert "Somebody corrected this cost in the meantime" in sent.content.decode()

    def test_a_correction_is_not_corrected(self, cast, planned):
        cost = spend(planned[0], 12_050)
        other = correct_cost(
            cost=cost, amount=11_000, seen=12_050, reason="x", by=cast.broker, now=NOON
        )

        answer = signed_in(cast.lead).get(to("cost-correction", cast.project, other.pk))

        assert answer.status_code == 404


class TestCsv:
    def test_it_holds_lines_costs_and_corrections(self, cast, planned):
        cost = spend(planned[0], 12_050)
        correct_cost(cost=cost, amount=10_000, seen=12_050, reason="x", by=cast.broker, now=NOON)

        answer = signed_in(cast.designer).get(to("budget-csv", cast.project))

        rows = list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"))))
        assert [(row["kind"], row["planned_eur"], row["actual_eur"]) for row in rows] == [
            ("line", "800.00", ""),
            ("cost", "", "120.50"),
            ("correction", "", "-20.50"),
            ("line", "1200.50", ""),
            ("line", "300.00", ""),
        ]
        assert [row["of_which_vat_eur"] for row in rows] == ["", "0.00", "0.00", "", ""]
        assert answer["Content-Disposition"].startswith("attachment;")

    @pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", " ="])
    def test_no_cell_is_a_formula(self, start):
        assert neutral(f"{start}HYPERLINK(1)") == f"'{start}HYPERLINK(1)"

    def test_numbers_stay_numbers_and_quotes_stay_quoted(self):
        text = csv_text([[Decimal(-1_205), 'zeg "ja"\n=1+1', 3, None]])

        assert text == '\ufeff-12.05,"zeg ""ja""\n=1+1",3,\r\n'

    def test_what_people_typed_is_neutral_in_the_download(self, cast):
        company = make_organisation("=1+1")
        lines = [NewLine("@SUM(A1)", 100, "own", paid_by=company)]
        plan_budget(project=cast.project, lines=lines, by=cast.broker, now=NOON)
        spend(cast.project.budget_lines.get(), 100, "-2+3")

        text = signed_in(cast.lead).get(to("budget-csv", cast.project)).content.decode()

        assert "'@SUM(A1),own,'=1+1" in text
        assert "'-2+3" in text
