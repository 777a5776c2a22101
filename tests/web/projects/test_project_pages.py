"""The pages of a project: who may open them, what they keep, and what they show to whom."""

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from gangmaker.actors.models import Actor
from gangmaker.contributions.models import Form
from gangmaker.projects.models import Deliverable, PartyRole, Phase, Project, Stage, Task
from gangmaker.projects.operations import (
    NewParty,
    add_deliverable,
    add_task,
    agree_to_show,
    change_stage,
    find_weak_spots,
    propose_project,
)
from gangmaker.trail.models import Item, Link, LinkVerb, Party
from gangmaker.web.projects.section import project_section
from tests.world import (
    NOON,
    make_contribution,
    make_goal,
    make_need,
    make_new_item,
    make_person,
    make_question,
    make_team,
)

pytestmark = pytest.mark.django_db

SOON = date(2026, 12, 1)
RUN = (
    "project-stage",
    "project-parties",
    "project-phases",
    "project-needs",
)
INSIDE = ("project-tasks", "project-showing")


@pytest.fixture(autouse=True)
def clock() -> Iterator[object]:
    with time_machine.travel(NOON, tick=False) as clock, translation.override("en"):
        yield clock


def visit(person: Actor | None) -> Client:
    client = Client()
    if person is not None and person.account is not None:
        client.force_login(
            person.account, backend="allauth.account.auth_backends.AuthenticationBackend"
        )
    return client


def a_project(
    lead: Actor, *parties: Actor, audience: str = "public", stage: str = "", **said: object
) -> Project:
    named = [NewParty(lead, PartyRole.LEAD)]
    named += [NewParty(party, PartyRole.PARTNER) for party in parties]
    new = make_new_item(by=make_team(), title="Lampen uit vlas", audience=audience)
    project = propose_project(new=new, parties=named, now=NOON, **said)  # type: ignore[arg-type]
    if stage:
        project.stage = stage
        project.save(update_fields=["stage"])
    return project


def door(name: str, project: Item, *more: object) -> str:
    return reverse(f"web:{name}", args=[project.slug, *more])


def page(project: Item, reader: Actor | None) -> str:
    return visit(reader).get(door("item", project)).content.decode()


@pytest.mark.parametrize("name", RUN)
def test_who_runs_a_project_opens_its_pages_and_nobody_else(name):
    lead, partner = make_person(), make_person()
    project = a_project(lead, partner)
    readers = (lead, project.owner, partner, make_person())

    statuses = [visit(reader).get(door(name, project)).status_code for reader in readers]

    assert statuses == [200, 200, 403, 403]


@pytest.mark.parametrize("name", INSIDE)
def test_who_takes_part_reads_what_is_inside(name):
    lead, partner = make_person(), make_person()
    project = a_project(lead, partner)
    readers = (lead, partner, make_team(), make_person())

    statuses = [visit(reader).get(door(name, project)).status_code for reader in readers]

    assert statuses == [200, 200, 200, 403]


@pytest.mark.parametrize("name", ["item", *RUN, *INSIDE])
def test_a_hidden_project_is_not_there_for_others(name):
    project = a_project(make_person(), audience="parties")

    assert visit(make_person()).get(door(name, project)).status_code == 404


class TestProposing:
    def typed(self, **said: object) -> dict[str, object]:
        return {
            "title": "Lampen uit vlas",
            "summary": "We maken er tien.",
            "language": "nl",
            "audience": "public",
            "sources": "",
            "form_token": str(uuid4()),
            "needs-TOTAL_FORMS": "1",
            "needs-INITIAL_FORMS": "0",
            "needs-0-form": "time",
            "needs-0-level": "operational",
            "needs-0-amount": "20",
            "needs-0-label": "",
            **said,
        }

    def test_a_project_from_an_idea_keeps_the_link_and_promises_an_answer(self):
        make_team()
        person = make_person()
        idea = make_contribution(by=make_person(), title="Een lamp").item
        goal = make_goal()
        form = visit(person).get(f"/en/projects/new/?from={idea.code}").content.decode()

        answer = visit(person).post(
            "/en/projects/new/",
            self.typed(sources=idea.code, goal=goal.pk, starts_on="2027-01-01"),
        )

        project = Project.objects.get()
        assert "Een lamp" in form
        assert answer.status_code == 302
        assert answer["Location"].startswith("/en/join/received/")
        assert visit(person).get(answer["Location"]).status_code == 200
        links = Link.objects.filter(source=project).values_list("verb", "target")
        assert set(links) == {(LinkVerb.CAME_FROM, idea.pk), (LinkVerb.SERVES_GOAL, goal.pk)}
        assert project.needs.get().quantity == 1200
        assert project.starts_on == date(2027, 1, 1)

    def test_who_owes_an_answer_about_what_it_came_from_gives_it_now(self):
        broker = make_team()
        idea = make_contribution(by=make_person()).item

        answer = visit(broker).post("/en/projects/new/", self.typed(sources=idea.code))

        assert answer["Location"] == door("item-answer", idea)

    def test_what_was_typed_is_kept_when_something_is_missing(self):
        answer = visit(make_person()).post(
            "/en/projects/new/",
            self.typed(title="", starts_on="2027-02-01", ends_on="2027-01-01"),
        )

        text = answer.content.decode()
        assert answer.status_code == 422
        assert "We maken er tien." in text
        assert "2027-02-01" in text
        assert "The last day comes before the first." in text
        assert not Project.objects.exists()

    def test_a_form_sent_twice_makes_one_project(self):
        make_team()
        person, typed = make_person(), self.typed()

        places = {visit(person).post("/en/projects/new/", typed)["Location"] for _ in range(2)}

        assert len(places) == 1
        assert Project.objects.count() == 1

    def test_what_the_reader_may_not_know_is_no_source(self):
        make_team()
        hidden = make_question(audience="team")

        visit(make_person()).post("/en/projects/new/", self.typed(sources=hidden.code))

        assert not Link.objects.filter(source=Project.objects.get()).exists()

    def test_somebody_met_is_entered_once(self):
        broker = make_team()
        typed = self.typed(met_name="Bakker", met_phone="056", met_source="Markt")

        for _ in range(2):
            visit(broker).post("/en/projects/new/", typed)

        assert Actor.objects.filter(name="Bakker").count() == 1
        assert Project.objects.get().entered_by == broker

    def test_many_in_an_hour_are_refused_and_kept(self):
        make_team()
        client = visit(make_person())

        statuses = [client.post("/en/projects/new/", self.typed()).status_code for _ in range(13)]

        assert statuses == [302] * 12 + [429]

    def test_a_visitor_signs_in_first(self):
        answer = visit(None).get("/en/projects/new/")

        assert answer.status_code == 302
        assert answer["Location"].startswith("/en/sign-in/")


class TestJoining:
    def test_an_idea_joins_a_project_that_one_runs(self):
        make_team()
        lead = make_person()
        project = a_project(lead)
        idea = make_contribution(by=make_person()).item

        answer = visit(lead).post(door("item-projects", idea), {"project": project.pk})

        assert answer["Location"] == door("item", project)
        assert Link.objects.filter(source=idea, verb=LinkVerb.IS_PART_OF, target=project).exists()

    def test_who_runs_none_reads_why_not_and_can_choose_none(self):
        make_team()
        project = a_project(make_person())
        idea, person = make_contribution(by=make_person()).item, make_person()

        seen = visit(person).get(door("item-projects", idea)).content.decode()
        answer = visit(person).post(door("item-projects", idea), {"project": project.pk})

        assert "There is no project that you could join it to." in seen
        assert answer.status_code == 422
        assert not Link.objects.filter(verb=LinkVerb.IS_PART_OF).exists()

    def test_a_project_joins_no_other(self):
        lead = make_person()

        assert visit(lead).get(door("item-projects", a_project(lead))).status_code == 404


class TestStage:
    def test_a_project_stops_with_a_reason_and_a_lesson_that_everybody_reads(self):
        lead = make_person()
        project = a_project(lead, stage=Stage.RUNNING)
        said = {"stage": "stopped", "seen": "running", "language": "nl"}

        missing = visit(lead).post(door("project-stage", project), {**said, "reason": "Geen geld"})
        done = visit(lead).post(
            door("project-stage", project),
            {**said, "reason": "Geen geld", "learnt": "Begin kleiner"},
        )

        assert missing.status_code == 422
        assert "Geen geld" in missing.content.decode()
        assert done.status_code == 302
        assert "Begin kleiner" in page(project, None)

    def test_who_comes_second_reads_what_the_first_said_and_keeps_her_words(self):
        lead = make_person()
        project = a_project(lead, stage=Stage.RUNNING)
        change_stage(project=project, stage=Stage.FINISHED, by=lead, language="nl", now=NOON)

        answer = visit(project.owner).post(
            door("project-stage", project),
            {
                "stage": "stopped",
                "seen": "running",
                "language": "nl",
                "reason": "Geen geld",
                "learnt": "Niets",
            },
        )

        assert answer.status_code == 409
        assert "Geen geld" in answer.content.decode()
        assert Project.objects.get().stage == Stage.FINISHED

    def test_yes_to_the_answer_accepts_it_and_no_stage_page_does(self):
        broker, proposer = make_team(), make_person()
        project = propose_project(new=make_new_item(by=proposer, owner=broker), now=NOON)

        text = visit(broker).get(door("project-stage", project)).content.decode()
        visit(broker).post(
            door("item-answer", project),
            {
                "promise": project.promises.get().pk,
                "outcome": "accepted",
                "next_step": "Bellen",
                "next_step_on": "2026-12-01",
                "reason": "Past.",
                "language": "nl",
            },
        )

        assert "waits for an answer" in text
        assert 'value="accepted"' not in text
        assert Project.objects.get().stage == Stage.ACCEPTED

    def test_a_stage_that_cannot_follow_is_no_choice(self):
        lead = make_person()
        project = a_project(lead, stage=Stage.ACCEPTED)

        answer = visit(lead).post(
            door("project-stage", project),
            {"stage": "finished", "seen": "accepted", "language": "nl"},
        )

        assert answer.status_code == 422
        assert Project.objects.get().stage == Stage.ACCEPTED


class TestParties:
    def test_somebody_known_is_found_by_name_and_added(self):
        lead, newcomer = make_person(), make_person("Weefster, Menen")
        project = a_project(lead)
        place = door("project-parties", project)

        found = visit(lead).get(place, {"q": "weefs"}).content.decode()
        visit(lead).post(place, {"actor": newcomer.public_id, "role": "designer"})

        assert "Weefster, Menen" in found
        assert Party.objects.get(item=project, actor=newcomer).role == PartyRole.DESIGNER

    def test_whom_the_reader_may_not_know_is_neither_found_nor_added(self):
        lead = make_person()
        secret = make_person("Weefster, Menen", audience="team")
        project = a_project(lead)
        place = door("project-parties", project)

        found = visit(lead).get(place, {"q": "weefs"}).content.decode()
        answer = visit(lead).post(place, {"actor": secret.public_id, "role": "designer"})

        assert "Weefster, Menen" not in found
        assert answer.status_code == 422
        assert not Party.objects.filter(actor=secret).exists()

    def test_two_letters_find_nobody(self):
        lead = make_person()

        answer = visit(lead).get(door("project-parties", a_project(lead)), {"q": "il"})

        assert answer.status_code == 422

    def test_a_party_gets_another_role_goes_up_and_is_removed(self):
        lead, partner = make_person(), make_person()
        project = a_project(lead, partner)
        place = door("project-party", project, partner.public_id)

        visit(lead).post(place, {"role": "mentor"})
        visit(lead).post(place, {"up": "1", "role": "mentor"})
        first = Party.objects.filter(item=project).order_by("position").first()
        visit(lead).post(place, {"remove": "1", "role": "mentor"})

        assert first is not None
        assert (first.actor, first.role) == (partner, "mentor")
        assert [party.actor for party in project.parties.all()] == [lead]

    def test_a_party_leaves_with_one_button_on_the_page(self):
        lead, partner = make_person(), make_person()
        project = a_project(lead, partner, audience="parties")
        place = door("project-leave", project, partner.public_id)
        offered = place in page(project, partner)

        answer = visit(partner).post(place)

        assert offered
        assert answer["Location"] == "/en/today/"
        assert visit(partner).get(door("item", project)).status_code == 404

    def test_nobody_leaves_for_another(self):
        lead, partner = make_person(), make_person()
        project = a_project(lead, partner)

        answer = visit(lead).post(door("project-leave", project, partner.public_id))

        assert answer.status_code == 403

    def test_members_read_who_takes_part_as_far_as_they_may_know_them(self):
        lead = make_person("Weefster, Menen")
        project = a_project(lead)

        assert "Weefster, Menen" in page(project, make_person())
        assert "Weefster, Menen" not in page(project, None)
        assert "can change this project" in page(project, make_person())


class TestShowing:
    def test_each_party_agrees_for_herself_and_the_last_one_shows_it(self):
        lead, partner = make_person(), make_person()
        project = a_project(lead, partner, audience="parties")
        place = door("project-showing", project)

        visit(lead).post(place, {"party": partner.public_id, "agrees": "yes"})
        visit(lead).post(place, {"party": lead.public_id, "agrees": "yes"})
        before = visit(None).get(door("item", project)).status_code
        visit(partner).post(place, {"party": partner.public_id, "agrees": "yes"})
        after = visit(None).get(door("item", project)).status_code
        visit(partner).post(place, {"party": partner.public_id, "agrees": "no"})

        assert (before, after) == (404, 200)
        assert visit(None).get(door("item", project)).status_code == 404

    def test_those_involved_read_how_many_agree(self):
        lead, partner = make_person(), make_person()
        project = a_project(lead, partner, audience="parties")
        agree_to_show(project=project, party=lead, agrees=True, by=lead, now=NOON)

        assert "1 of 2 agrees to show it." in page(project, partner)


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


class TestWays:
    def test_the_three_ways_stand_beside_each_other_on_the_page_and_at_the_answer(self):
        broker = make_team()
        idea = make_contribution(by=make_person()).item

        for text in (
            page(idea, broker),
            visit(broker).get(door("item-answer", idea)).content.decode(),
        ):
            assert "Answer it" in text
            assert f"/en/projects/new/?from={idea.code}" in text
            assert door("item-projects", idea) in text

    def test_a_member_may_make_it_a_project_and_does_not_answer(self):
        make_team()
        idea = make_contribution(by=make_person()).item

        text = page(idea, make_person())

        assert "Make it a project" in text
        assert "Answer it" not in text


class TestLists:
    def test_projects_are_listed_by_stage_with_where_they_stand(self):
        a_project(make_person(), stage=Stage.RUNNING)
        stopped = a_project(make_person())
        stopped.stage, stopped.title, stopped.ended_on = Stage.STOPPED, "Gestopt", NOON.date()
        stopped.save()

        both = visit(None).get("/en/items/?kind=project").content.decode()
        one = visit(None).get("/en/items/?kind=project&stage=stopped").content.decode()

        assert "Lampen uit vlas" in both
        assert "Running" in both
        assert "Gestopt" in one
        assert "Lampen uit vlas" not in one

    def test_the_head_of_a_project_says_its_stage_and_leads_back_to_projects(self):
        text = page(a_project(make_person(), stage=Stage.RUNNING), None)

        assert 'class="state state--open">Running' in text
        assert "/en/items/?kind=project" in text

    def test_a_project_that_ended_takes_nothing_any_more(self):
        make_team()
        project = a_project(make_person(), needs=[make_need()])
        project.stage, project.ended_on = Stage.FINISHED, NOON.date()
        project.save()

        text = page(project, None)
        answer = visit(make_person()).post(
            "/en/join/",
            {"form": "time", "level": "operational", "item": project.code, "title": "Twee uur"},
        )

        assert f"?item={project.code}" not in text
        assert answer.status_code == 422


class TestCost:
    @pytest.mark.parametrize("name", ["item", "project-tasks", "project-parties", "project-stage"])
    def test_a_page_costs_the_same_however_much_is_on_it(self, name):
        few, many = self.queries(name, 1), self.queries(name, 6)

        assert few == many

    def queries(self, name: str, count: int) -> int:
        lead = make_person()
        project = a_project(lead, *(make_person() for _ in range(count)), stage=Stage.RUNNING)
        for number in range(count):
            title = f"Taak {number}"
            add_task(project=project, title=title, owner=lead, due_on=SOON, by=lead, now=NOON)
            add_deliverable(project=project, title=title, due_on=SOON, by=lead, now=NOON)
        client = visit(lead)
        with CaptureQueriesContext(connection) as queries:
            client.get(door(name, project))
        return len(queries)

    def test_what_a_project_adds_to_the_page_of_an_item_is_known(self):
        project = Project.objects.get(pk=a_project(make_person(), stage=Stage.RUNNING).pk)

        with CaptureQueriesContext(connection) as queries:
            project_section(project.item_ptr, viewer=None, at=NOON)

        assert len(queries) <= 8
