"""Phases, tasks, deliverables and needs at their doors; Today; what is missing."""

from datetime import date, timedelta

import pytest

from gangmaker.contributions.models import Form
from gangmaker.projects.models import Deliverable, Phase, Project, Stage, Task
from gangmaker.projects.operations import (
    add_deliverable,
    add_task,
    find_weak_spots,
)
from tests.web.projects.rooms import SOON, a_project, door, page, visit
from tests.world import (
    NOON,
    make_need,
    make_person,
)

pytestmark = pytest.mark.django_db


class TestPlans:
    def test_phases_are_renamed_dated_reordered_added_and_taken_away(self):
        lead = make_person()
        project = a_project(lead)
        ids = list(project.phases.order_by("position").values_list("pk", flat=True))
        typed: dict[str, object] = {
            "project-starts_on": "2027-01-01",
            "project-ends_on": "2027-12-31",
            "phases-TOTAL_FORMS": "8",
            "phases-INITIAL_FORMS": "6",
        }
        names = ["Understand", "Kiezen", "Imagine", "Make", "Test", "Share", "Feest", ""]
        for number, name in enumerate(names):
            typed[f"phases-{number}-phase"] = ids[number] if number < 6 else ""
            typed[f"phases-{number}-position"] = {0: 2, 1: 1}.get(number, number + 1)
            typed[f"phases-{number}-name"] = name
        typed["phases-5-remove"] = "on"
        typed["phases-0-starts_on"] = "2027-01-01"

        answer = visit(lead).post(door("project-phases", project), typed)

        assert answer.status_code == 302
        rows = project.phases.order_by("position")
        assert [(phase.kind, phase.name) for phase in rows] == [
            ("define", "Kiezen"),
            ("understand", ""),
            ("imagine", ""),
            ("make", ""),
            ("test", ""),
            ("", "Feest"),
        ]
        assert Project.objects.get().ends_on == date(2027, 12, 31)

    def test_reversed_days_are_said_and_nothing_is_lost(self):
        lead = make_person()
        project = a_project(lead)
        typed = {
            "project-starts_on": "2027-02-01",
            "project-ends_on": "2027-01-01",
            "phases-TOTAL_FORMS": "1",
            "phases-INITIAL_FORMS": "0",
            "phases-0-name": "Feest",
        }

        answer = visit(lead).post(door("project-phases", project), typed)

        assert answer.status_code == 422
        assert "Feest" in answer.content.decode()
        assert project.phases.count() == 6

    def test_the_timeline_is_a_list_with_bars_and_today(self):
        lead = make_person()
        project = a_project(lead)
        Phase.objects.filter(project=project, kind="make").update(
            starts_on=NOON.date() - timedelta(days=10), ends_on=NOON.date() + timedelta(days=10)
        )

        text = page(project, None)

        assert "phase__span" in text
        assert "The line is today" in text
        assert "8 Nov 2026 – 28 Nov 2026" in text

    def test_a_task_is_given_changed_done_and_taken_away(self):
        lead, helper = make_person(), make_person()
        project = a_project(lead, helper)
        place = door("project-tasks", project)

        visit(lead).post(place, {"title": "Bel", "owner": helper.pk, "due_on": "2026-12-01"})
        task = Task.objects.get()
        visit(lead).post(
            door("project-task", project, task.pk),
            {"title": "Bel de school", "owner": helper.pk, "due_on": "2026-12-02"},
        )
        visit(helper).post(door("project-task-done", project, task.pk))
        task.refresh_from_db()
        refused = visit(helper).post(door("project-task", project, task.pk), {"remove": "1"})
        visit(lead).post(door("project-task", project, task.pk), {"remove": "1"})

        assert (task.title, task.done_by) == ("Bel de school", helper)
        assert refused.status_code == 403
        assert not Task.objects.exists()

    def test_a_partner_plans_no_tasks(self):
        lead, partner = make_person(), make_person()
        project = a_project(lead, partner)

        visit(partner).post(
            door("project-tasks", project),
            {"title": "Bel", "owner": lead.pk, "due_on": "2026-12-01"},
        )

        assert not Task.objects.exists()

    def test_tasks_are_read_by_those_involved_only_and_deliverables_by_all(self):
        lead = make_person()
        project = a_project(lead)
        add_task(project=project, title="Geheim", owner=lead, due_on=SOON, by=lead, now=NOON)
        add_deliverable(project=project, title="Tien lampen", due_on=SOON, by=lead, now=NOON)

        assert "Geheim" in page(project, lead)
        for reader in (None, make_person()):
            text = page(project, reader)
            assert "Geheim" not in text
            assert "Tien lampen" in text

    def test_what_is_missing_of_a_task_is_said(self):
        lead = make_person()
        project = a_project(lead)

        answer = visit(lead).post(
            door("project-tasks", project), {"title": "", "owner": lead.pk, "due_on": "morgen"}
        )

        assert answer.status_code == 422
        assert "morgen" in answer.content.decode()

    def test_a_deliverable_is_added_and_delivered(self):
        lead = make_person()
        project = a_project(lead)

        visit(lead).post(
            door("project-tasks", project), {"title": "Tien lampen", "due_on": "2026-12-01"}
        )
        made = Deliverable.objects.get()
        visit(lead).post(door("project-deliverable", project, made.pk))
        made.refresh_from_db()

        assert made.delivered_on == NOON.date()

    def test_needs_are_changed_and_people_join_in_with_them(self):
        lead = make_person()
        project = a_project(lead, needs=[make_need()])
        need = project.needs.get()
        typed = {
            "needs-TOTAL_FORMS": "2",
            "needs-INITIAL_FORMS": "1",
            "needs-0-need_id": need.pk,
            "needs-0-form": "time",
            "needs-0-level": "operational",
            "needs-0-amount": "30",
            "needs-0-label": "",
            "needs-1-form": "space",
            "needs-1-level": "operational",
            "needs-1-amount": "1",
            "needs-1-label": "Atelier",
        }

        visit(lead).post(door("project-needs", project), typed)

        rows = project.needs.order_by("position")
        assert [(row.form, row.quantity) for row in rows] == [(Form.TIME, 1800), (Form.SPACE, 1)]
        assert rows[0].pk == need.pk
        assert f"?item={project.code}&amp;form=space" in page(project, None)

    def test_somebody_joins_in_with_what_a_project_asks_for(self):
        project = a_project(make_person(), needs=[make_need()])

        visit(make_person()).post(
            "/en/join/",
            {
                "form": "time",
                "level": "operational",
                "item": project.code,
                "title": "Twee uur",
                "amount": "2",
            },
        )

        assert project.offers_received.get().need == project.needs.get()


class TestToday:
    def test_a_member_finds_her_tasks_in_today_and_finishes_one_there(self):
        lead, helper = make_person(), make_person()
        project = a_project(lead)
        task = add_task(
            project=project, title="Bel de school", owner=helper, due_on=SOON, by=lead, now=NOON
        )
        before = visit(helper).get("/en/today/").content.decode()

        answer = visit(helper).post(door("project-task-done", project, task.pk), {"then": "today"})

        assert "Bel de school" in before
        assert answer["Location"] == "/en/today/"
        assert "Bel de school" not in visit(helper).get("/en/today/").content.decode()

    def test_who_takes_part_reads_in_today_what_is_missing(self):
        partner = make_person()
        a_project(make_person(), partner, stage=Stage.RUNNING)

        text = visit(partner).get("/en/today/").content.decode()

        assert "This project has no next date." in text


class TestAsleep:
    def test_the_parties_read_it_first_and_everybody_fourteen_days_later(self, clock):
        partner, member = make_person(), make_person()
        project = a_project(make_person(), partner, stage=Stage.RUNNING, ends_on=date(2028, 1, 1))
        late = NOON + timedelta(days=61)
        clock.move_to(late)
        find_weak_spots(now=late)

        said = "Nobody told us anything since 18 November 2026."
        first = [said in page(project, reader) for reader in (partner, member, None)]
        clock.move_to(late + timedelta(days=14))
        later = [said in page(project, reader) for reader in (partner, member, None)]

        assert first == [True, False, False]
        assert later == [True, True, True]
