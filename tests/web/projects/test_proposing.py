"""Proposing a project, and joining things to one."""

from datetime import date
from uuid import uuid4

import pytest

from gangmaker.actors.models import Actor
from gangmaker.projects.models import Project, Stage
from gangmaker.trail.models import Link, LinkVerb
from tests.web.projects.rooms import a_project, door, page, visit
from tests.world import (
    NOON,
    make_contribution,
    make_goal,
    make_need,
    make_person,
    make_question,
    make_team,
)

pytestmark = pytest.mark.django_db


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
