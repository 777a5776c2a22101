"""The pages of a project: who may open them, and what they show to whom."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gangmaker.projects.models import PartyRole, Project, Stage
from gangmaker.projects.operations import (
    add_deliverable,
    add_task,
    agree_to_show,
    change_stage,
    propose_project,
)
from gangmaker.trail.models import Party
from tests.web.projects.rooms import SOON, a_project, door, page, visit
from tests.world import (
    NOON,
    make_new_item,
    make_person,
    make_team,
)

pytestmark = pytest.mark.django_db

RUN = (
    "project-stage",
    "project-parties",
    "project-phases",
    "project-needs",
)
INSIDE = ("project-tasks", "project-showing")


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

    def test_her_own_press_sent_twice_is_no_conflict(self):
        lead = make_person()
        project = a_project(lead, stage=Stage.RUNNING)
        said = {"stage": "finished", "seen": "running", "language": "nl"}

        statuses = [
            visit(lead).post(door("project-stage", project), said).status_code for _ in range(2)
        ]

        assert statuses == [302, 302]

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
