"""Projects: proposed, answered, moved from stage to stage."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from gangmaker.actors.models import Actor
from gangmaker.actors.rules import NotYours
from gangmaker.contributions.models import Form
from gangmaker.contributions.operations import support
from gangmaker.projects.models import PartyRole, Project, Stage, StageChange
from gangmaker.projects.operations import (
    AnswerFirst,
    CannotFollow,
    MovedMeanwhile,
    NewParty,
    ReopenNeedsAReason,
    StopNeedsALesson,
    answer_item,
    change_stage,
    join_to_project,
    propose_project,
)
from gangmaker.trail.models import Act, Link, LinkVerb, Message, Outcome, Promise
from gangmaker.trail.operations import Reply
from tests.world import (
    NOON,
    make_contribution,
    make_goal,
    make_need,
    make_new_item,
    make_organisation,
    make_person,
    make_question,
    make_team,
)

pytestmark = pytest.mark.django_db

YES = Reply(
    outcome=Outcome.ACCEPTED,
    reason="Dit past bij het doel.",
    language="nl",
    next_step="We bellen je.",
    next_step_on=date(2026, 11, 25),
)
NO = Reply(outcome=Outcome.DECLINED, reason="Dit bestaat al.", language="nl")


def proposed(by: Actor | None = None, *, owner: Actor | None = None, **said: object) -> Project:
    by = by or make_person()
    new = make_new_item(by=by, owner=owner or make_team(), title="Lampen uit vlas")
    return propose_project(new=new, now=NOON, **said)  # type: ignore[arg-type]


def told(kind: str) -> set[Actor | None]:
    return {message.to for message in Message.objects.filter(kind=kind).select_related("to")}


def verbs(project: Project) -> list[str]:
    acts = Act.objects.filter(item=project, verb__startswith="project.").order_by("pk")
    return list(acts.values_list("verb", flat=True))


def test_who_proposes_a_project_leads_it_and_is_promised_an_answer():
    person = make_person()

    project = proposed(person, needs=[make_need()], starts_on=date(2027, 1, 1))

    assert project.stage == Stage.PROPOSED
    assert [(party.actor, party.role) for party in project.parties.all()] == [
        (person, PartyRole.LEAD)
    ]
    assert [phase.kind for phase in project.phases.order_by("position")] == [
        "understand",
        "define",
        "imagine",
        "make",
        "test",
        "share",
    ]
    assert [need.form for need in project.needs.all()] == [Form.TIME]
    assert Promise.objects.get(item=project).to == person
    assert told("received") == {person}
    assert verbs(project) == ["project.proposed"]


def test_what_the_team_proposes_waits_for_nobody_and_is_led_by_who_is_named():
    broker, lead = make_team(), make_person()

    project = proposed(broker, parties=[NewParty(lead, PartyRole.LEAD)])

    assert [party.actor for party in project.parties.all()] == [lead]
    assert not Promise.objects.filter(item=project).exists()
    assert told("project_party") == {lead}


def test_nobody_proposes_for_an_organisation_that_she_does_not_act_for():
    new = make_new_item(by=make_person(), owner=make_team(), on_behalf_of=make_organisation())

    with pytest.raises(NotYours):
        propose_project(new=new, now=NOON)


def test_an_organisation_leads_what_is_proposed_on_its_behalf():
    admin = make_person()
    organisation = make_organisation(admin=admin)
    new = make_new_item(by=admin, owner=make_team(), on_behalf_of=organisation)

    project = propose_project(new=new, now=NOON)

    assert [party.actor for party in project.parties.all()] == [organisation]


def test_everybody_who_contributed_is_told_what_became_of_it():
    broker = make_team()
    asker, thinker, giver, supporter, proposer = (make_person() for _ in range(5))
    question = make_question(by=asker, owner=broker)
    make_contribution(by=thinker, target=question)
    make_contribution(by=giver, target=question, form=Form.TIME, quantity=60)
    support(item=question, actor=supporter, now=NOON)
    goal = make_goal(by=broker)

    project = proposed(proposer, owner=broker, came_from=[question], goals=[goal])

    assert told("project_from") == {asker, thinker, giver, supporter}
    links = Link.objects.filter(source=project).order_by("pk").values_list("verb", "target")
    assert list(links) == [
        (LinkVerb.CAME_FROM, question.pk),
        (LinkVerb.SERVES_GOAL, goal.pk),
    ]


def test_of_a_hidden_project_only_those_hear_who_may_know_of_it():
    asker, partner, proposer = make_person(), make_person(), make_person()
    question = make_question(by=asker)
    support(item=question, actor=partner, now=NOON)
    new = make_new_item(by=proposer, owner=make_team(), audience="parties")

    propose_project(
        new=new,
        came_from=[question],
        parties=[NewParty(partner, PartyRole.PARTNER), NewParty(proposer, PartyRole.LEAD)],
        now=NOON,
    )

    assert told("project_from") == {partner}


def test_a_form_that_is_sent_twice_makes_one_project():
    token, person, owner = uuid4(), make_person(), make_team()
    new = make_new_item(by=person, owner=owner).__class__(
        **{**make_new_item(by=person, owner=owner).__dict__, "form_token": token}
    )

    first = propose_project(new=new, now=NOON)
    second = propose_project(new=new, now=NOON)

    assert first == second
    assert Project.objects.count() == 1


def test_who_runs_a_project_joins_something_to_it_and_its_makers_are_told():
    lead, thinker = make_person(), make_person()
    project = proposed(lead)
    idea = make_contribution(by=thinker).item

    join_to_project(item=idea, project=project, by=lead, now=NOON)
    join_to_project(item=idea, project=project, by=lead, now=NOON)

    assert Link.objects.filter(source=idea, verb=LinkVerb.IS_PART_OF, target=project).count() == 1
    assert told("project_joined") == {thinker}
    with pytest.raises(NotYours):
        join_to_project(item=idea, project=project, by=thinker, now=NOON)


def test_yes_accepts_what_was_proposed():
    broker = make_team()
    project = proposed(owner=broker)

    answer_item(promise=project.promises.get(), by=broker, reply=YES, now=NOON)

    project.refresh_from_db()
    assert project.stage == Stage.ACCEPTED
    assert verbs(project) == ["project.proposed", "project.accepted"]
    changes = StageChange.objects.filter(project=project).order_by("pk")
    assert [change.stage for change in changes] == ["proposed", "accepted"]


def test_no_leaves_it_proposed():
    broker = make_team()
    project = proposed(owner=broker)

    answer_item(promise=project.promises.get(), by=broker, reply=NO, now=NOON)

    project.refresh_from_db()
    assert project.stage == Stage.PROPOSED


def move(project: Project, stage: str, by: Actor, **why: str) -> None:
    change_stage(project=project, stage=stage, by=by, language="nl", now=NOON, **why)


def test_a_project_goes_from_proposed_to_finished_and_is_taken_up_again():
    broker, lead = make_team(), make_person()
    project = proposed(broker, owner=broker, parties=[NewParty(lead, PartyRole.LEAD)])

    move(project, Stage.ACCEPTED, broker)
    move(project, Stage.RUNNING, lead)
    move(project, Stage.FINISHED, lead)
    finished = Project.objects.get()
    move(project, Stage.RUNNING, lead, reason="Er komt een vervolg.")

    assert (finished.stage, finished.ended_on) == (Stage.FINISHED, NOON.date())
    assert Project.objects.get().ended_on is None
    assert verbs(project) == [
        "project.proposed",
        "project.accepted",
        "project.started",
        "project.finished",
        "project.reopened",
    ]
    assert told("project_stage") == {broker, lead}


def test_who_leads_does_not_accept_what_she_proposed():
    lead = make_person()

    with pytest.raises(NotYours):
        move(proposed(lead), Stage.ACCEPTED, lead)


def test_while_somebody_waits_a_project_is_accepted_by_answering():
    broker = make_team()

    with pytest.raises(AnswerFirst):
        move(proposed(owner=broker), Stage.ACCEPTED, broker)


@pytest.mark.parametrize("stage", [Stage.RUNNING, Stage.FINISHED, Stage.PROPOSED])
def test_no_stage_is_skipped(stage):
    broker = make_team()

    with pytest.raises(CannotFollow):
        move(proposed(broker), stage, broker)


@pytest.mark.parametrize("why", [{}, {"reason": "Geen geld."}, {"learnt": "Begin kleiner."}])
def test_what_stops_says_why_and_what_was_learnt(why):
    broker = make_team()

    with pytest.raises(StopNeedsALesson):
        move(proposed(broker), Stage.STOPPED, broker, **why)


def test_who_stops_her_proposal_waits_no_longer_and_is_promised_anew_when_she_proposes_again():
    lead = make_person()
    project = proposed(lead)

    move(project, Stage.STOPPED, lead, reason="Geen tijd.", learnt="Vraag eerst hulp.")
    waits = Promise.objects.filter(item=project, kept_by=None).exists()
    with pytest.raises(ReopenNeedsAReason):
        move(project, Stage.PROPOSED, lead)
    with pytest.raises(CannotFollow):
        move(project, Stage.RUNNING, lead, reason="Toch.")
    move(project, Stage.PROPOSED, lead, reason="Nu is er hulp.")

    assert not waits
    assert Promise.objects.filter(item=project, kept_by=None).count() == 1
    assert verbs(project)[-2:] == ["project.stopped", "project.proposed_again"]


def test_a_change_made_on_what_is_no_longer_so_is_refused():
    broker = make_team()
    project = proposed(broker)
    move(project, Stage.ACCEPTED, broker)
    seen_before = Project.objects.get()
    move(project, Stage.RUNNING, broker)

    with pytest.raises(MovedMeanwhile):
        move(seen_before, Stage.RUNNING, broker)


def test_news_on_is_the_day_of_the_last_change():
    broker = make_team()
    project = proposed(broker)

    change_stage(
        project=project,
        stage=Stage.ACCEPTED,
        by=broker,
        language="nl",
        now=NOON + timedelta(days=3),
    )

    assert Project.objects.get().news_on == NOON.date() + timedelta(days=3)
