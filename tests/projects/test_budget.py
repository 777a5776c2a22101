"""The budget: planned by line and payer, spent append-only, corrected with a reason."""

import pytest
from django.db import IntegrityError, transaction

from gangmaker.actors.rules import NotYours
from gangmaker.projects.models import BudgetLine, Cost, Payer, Project
from gangmaker.projects.operations.budget import (
    CostCorrectedMeanwhile,
    LineHasCosts,
    NewLine,
    NothingToCorrect,
    Pay,
    PayMoreThanAll,
    VatMoreThanCost,
    correct_cost,
    cost_of,
    enter_cost,
    plan_budget,
    show_budget,
    vat_of,
)
from gangmaker.trail.models import Act, Party
from tests.world import NOON, make_person, make_project, make_team

pytestmark = [pytest.mark.django_db]


def planned(project, *lines):
    new = [NewLine(label=label, planned=cents, payer=payer) for label, cents, payer in lines] or [
        NewLine(label="Hout", planned=50_000, payer=Payer.OWN)
    ]
    plan_budget(project=project, lines=new, by=project.owner, now=NOON)
    return list(project.budget_lines.order_by("position"))


def spent(line, amount=12_050, **said):
    return enter_cost(
        line=line,
        amount=amount,
        spent_on=NOON.date(),
        what="Hout voor de voet",
        by=said.pop("by", line.project.owner),
        now=NOON,
        **said,
    )


class TestPlanning:
    def test_lines_stay_change_and_go(self):
        project = make_project(by=make_team())
        first, second = planned(project, ("Hout", 100, "own"), ("Zaal", 200, "in_kind"))

        plan_budget(
            project=project,
            lines=[
                NewLine("Huur", 300, "grant"),
                NewLine("Hout en lijm", 150, "own", line=first),
            ],
            by=project.owner,
            now=NOON,
        )

        rows = project.budget_lines.order_by("position").values_list("pk", "label", "planned")
        kept = list(rows)
        assert [row[1:] for row in kept] == [("Huur", 300), ("Hout en lijm", 150)]
        assert kept[1][0] == first.pk
        assert not BudgetLine.objects.filter(pk=second.pk).exists()
        assert Act.objects.latest("pk").verb == "project.budget_planned"

    def test_a_line_on_which_was_spent_stays(self):
        project = make_project(by=make_team())
        (line,) = planned(project)
        spent(line)

        with pytest.raises(LineHasCosts):
            plan_budget(project=project, lines=[], by=project.owner, now=NOON)

        assert project.budget_lines.get() == line

    def test_a_line_of_another_project_is_refused(self):
        broker = make_team()
        (line,) = planned(make_project(by=broker))

        with pytest.raises(NotYours):
            plan_budget(
                project=make_project(by=broker),
                lines=[NewLine("Hout", 1, "own", line=line)],
                by=broker,
                now=NOON,
            )

    def test_less_than_nothing_is_refused_by_the_database(self):
        project = make_project(by=make_team())

        with pytest.raises(IntegrityError), transaction.atomic():
            planned(project, ("Hout", -1, "own"))

    def test_who_takes_part_but_does_not_manage_changes_nothing(self):
        project = make_project(by=make_team())
        (line,) = planned(project)
        designer = make_person()
        Party.objects.create(item=project, actor=designer, role="designer")
        cost = spent(line)

        with pytest.raises(NotYours):
            plan_budget(project=project, lines=[], by=designer, now=NOON)
        with pytest.raises(NotYours):
            show_budget(project=project, audience="public", by=designer, now=NOON)
        with pytest.raises(NotYours):
            spent(line, by=designer)
        with pytest.raises(NotYours):
            correct_cost(cost=cost, amount=1, seen=12_050, reason="x", by=designer, now=NOON)

    def test_who_may_see_it_is_an_act(self):
        project = make_project(by=make_team())

        show_budget(project=project, audience="public", by=project.owner, now=NOON)

        assert Project.objects.get().budget_audience == "public"
        assert Act.objects.get().data == {"audience": "public"}


class TestSpending:
    def test_a_correction_holds_the_difference_and_the_reason(self):
        (line,) = planned(make_project(by=make_team()))
        cost = spent(line)

        correction = correct_cost(
            cost=cost,
            amount=10_000,
            seen=12_050,
            reason="Korting",
            by=line.project.owner,
            now=NOON,
        )

        assert (correction.amount, correction.reason, cost_of(cost)) == (-2_050, "Korting", 10_000)
        assert Cost.objects.get(pk=cost.pk).amount == 12_050

    def test_two_people_do_not_correct_it_at_once(self):
        (line,) = planned(make_project(by=make_team()))
        cost, by = spent(line), line.project.owner
        correct_cost(cost=cost, amount=10_000, seen=12_050, reason="x", by=by, now=NOON)

        with pytest.raises(CostCorrectedMeanwhile):
            correct_cost(cost=cost, amount=9_000, seen=12_050, reason="y", by=by, now=NOON)
        with pytest.raises(NothingToCorrect):
            correct_cost(cost=cost, amount=10_000, seen=10_000, reason="y", by=by, now=NOON)

    def test_no_amount_is_told_in_the_history(self):
        (line,) = planned(make_project(by=make_team()))

        cost = spent(line)

        assert Act.objects.latest("pk").data == {"cost": cost.pk, "line": line.pk}

    @pytest.mark.both_databases
    @pytest.mark.parametrize("change", ["update", "delete"])
    def test_what_was_spent_is_never_rewritten(self, change):
        (line,) = planned(make_project(by=make_team()))
        cost = spent(line)

        changes = {
            "update": lambda: Cost.objects.filter(pk=cost.pk).update(amount=1),
            "delete": cost.delete,
        }
        with pytest.raises(IntegrityError), transaction.atomic():
            changes[change]()

    @pytest.mark.both_databases
    def test_a_correction_is_about_a_cost_of_the_same_line(self):
        first, second = planned(
            make_project(by=make_team()), ("Hout", 1, "own"), ("Zaal", 1, "own")
        )
        cost = spent(first)

        with pytest.raises(IntegrityError), transaction.atomic():
            Cost.objects.create(
                line=second,
                amount=-1,
                spent_on=NOON.date(),
                what="x",
                corrects=cost,
                reason="y",
                by=cost.by,
                at=NOON,
            )


class TestVat:
    def test_it_is_corrected_with_the_cost_and_without_it(self):
        (line,) = planned(make_project(by=make_team()))
        cost, by = spent(line, 12_100, vat=2_100), line.project.owner

        correct_cost(cost=cost, amount=24_200, vat=4_200, seen=12_100, reason="x", by=by, now=NOON)
        assert (cost_of(cost), vat_of(cost)) == (24_200, 4_200)
        correct_cost(cost=cost, amount=24_200, vat=0, seen=24_200, reason="x", by=by, now=NOON)
        assert (cost_of(cost), vat_of(cost)) == (24_200, 0)
        correct_cost(cost=cost, amount=100, seen=24_200, reason="x", by=by, now=NOON)

        assert (cost_of(cost), vat_of(cost)) == (100, 0)

    def test_what_was_never_told_is_told_as_none(self):
        (line,) = planned(make_project(by=make_team()))
        by = line.project.owner
        cost = Cost.objects.create(
            line=line, amount=500, spent_on=NOON.date(), what="Hout", by=by, at=NOON
        )
        assert vat_of(cost) is None

        correct_cost(cost=cost, amount=500, vat=0, seen=500, reason="Geen.", by=by, now=NOON)

        assert vat_of(cost) == 0
        with pytest.raises(NothingToCorrect):
            correct_cost(cost=cost, amount=500, vat=0, seen=500, reason="x", by=by, now=NOON)

    def test_it_is_less_than_the_cost(self):
        (line,) = planned(make_project(by=make_team()))
        cost = spent(line, 12_100, vat=2_100)

        with pytest.raises(VatMoreThanCost):
            spent(line, 100, vat=100)
        with pytest.raises(VatMoreThanCost):
            correct_cost(
                cost=cost, amount=2_100, seen=12_100, reason="x", by=line.project.owner, now=NOON
            )

    @pytest.mark.both_databases
    def test_the_database_keeps_it_a_part_also_over_corrections(self):
        (line,) = planned(make_project(by=make_team()))
        cost = spent(line, 12_100, vat=2_100)
        row = {"line": line, "spent_on": NOON.date(), "what": "x", "by": cost.by, "at": NOON}

        for amount, vat in ((-10_000, None), (0, -2_101), (0, 10_000)):
            with pytest.raises(IntegrityError), transaction.atomic():
                Cost.objects.create(amount=amount, vat=vat, corrects=cost, reason="x", **row)
        with pytest.raises(IntegrityError), transaction.atomic():
            Cost.objects.create(amount=100, vat=100, **row)
        with pytest.raises(IntegrityError), transaction.atomic():
            Cost.objects.create(amount=100, staff=cost.by, **row)


def test_pay_is_a_part_of_what_the_work_cost_in_all():
    (line,) = planned(make_project(by=make_team()))
    pay = Pay(make_person(), NOON.date(), NOON.date(), whole=1_000)

    assert spent(line, 1_000, pay=pay).whole_pay == 1_000
    with pytest.raises(PayMoreThanAll):
        spent(line, 1_001, pay=pay)
