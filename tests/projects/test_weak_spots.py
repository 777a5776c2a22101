"""What is missing on a project: said to its parties first, and to everybody fourteen days later."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from gangmaker.actors.models import Account, Actor
from gangmaker.projects.models import PartyRole, Phase, Project, Stage, Task
from gangmaker.projects.operations import NewParty, find_weak_spots, propose_project
from gangmaker.projects.queries import (
    Missing,
    WeakSpot,
    facts_on,
    missing_by,
    tellings,
    weak_spots,
)
from gangmaker.trail import mails
from gangmaker.trail.models import Act, Item, LinkVerb, Message
from gangmaker.trail.operations import link_items
from tests.world import (
    NOON,
    make_goal,
    make_new_item,
    make_organisation,
    make_person,
    make_team,
    suspend,
)

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


def going(*parties: Actor, stage: str = Stage.RUNNING, ends_on: date | None = None) -> Project:
    """A project that goes on, with a goal, an owner, news of today, and an end next year."""
    broker = make_team()
    project = propose_project(
        new=make_new_item(by=broker),
        parties=[NewParty(party, PartyRole.PARTNER) for party in parties],
        goals=[make_goal(by=broker)],
        ends_on=ends_on or NOON.date() + 400 * DAY,
        now=NOON,
    )
    put(project, stage=stage)
    return project


def missing_on(project: Project, *, at: datetime) -> list[Missing]:
    looked_at = facts_on([project.pk], on=at.date())
    return missing_by(looked_at, tellings([project.pk]), at=at)


def put(project: Project, **fields: object) -> None:
    for name, value in fields.items():
        setattr(project, name, value)
    project.save(update_fields=list(fields))


def missing(project: Project, at: datetime = NOON) -> tuple[WeakSpot, ...]:
    project = Project.objects.get(pk=project.pk)
    return weak_spots([project], at).get(project.pk, ())


def told() -> list[Actor | None]:
    messages = Message.objects.filter(kind="project_weak_spots").order_by("pk")
    return [message.to for message in messages]


def test_a_project_that_has_everything_lacks_nothing():
    assert missing(going()) == ()


def test_no_goal_no_owner_no_next_date_and_no_news_are_found():
    project = going(ends_on=NOON.date() - DAY)
    project.links_out.all().delete()
    suspend(project.owner, by=make_team())
    put(project, news_on=NOON.date() - 61 * DAY)

    assert missing(project) == (
        WeakSpot.NO_GOAL,
        WeakSpot.NO_OWNER,
        WeakSpot.NO_NEXT_DATE,
        WeakSpot.NO_NEWS,
    )


def test_an_owner_without_an_account_does_not_answer():
    project = going()
    Actor.objects.filter(pk=project.owner_id).update(account=None)

    assert missing(project) == (WeakSpot.NO_OWNER,)


@pytest.mark.parametrize(("somebody", "spots"), [(True, ()), (False, (WeakSpot.NO_OWNER,))])
def test_an_organisation_answers_when_somebody_acts_for_it(somebody, spots):
    project = going()
    house = make_organisation(admin=make_person() if somebody else None)
    Item.objects.filter(pk=project.pk).update(owner=house)
    project.refresh_from_db()

    assert missing(project) == spots


def test_an_owner_who_cannot_sign_in_does_not_answer():
    project = going()
    Account.objects.filter(actor=project.owner).update(is_active=False)

    assert missing(project) == (WeakSpot.NO_OWNER,)


def test_an_open_task_or_a_phase_ahead_is_a_next_date():
    by_task, by_phase = (going(ends_on=NOON.date() - DAY) for _ in range(2))
    lead = make_person()
    Task.objects.create(project=by_task, title="Bel", owner=lead, due_on=NOON.date())
    Phase.objects.filter(project=by_phase, kind="make").update(ends_on=NOON.date() + DAY)

    assert (missing(by_task), missing(by_phase)) == ((), ())


def test_the_start_of_a_coming_phase_is_the_next_date():
    project = going(ends_on=NOON.date() - DAY)
    Phase.objects.filter(project=project, kind="make").update(starts_on=NOON.date() + DAY)

    page = Client().get(f"/en/items/{project.slug}/").content.decode()

    assert "19 November 2026" in page
    assert "This project has no next date." not in page


@pytest.mark.parametrize("stage", [Stage.PROPOSED, Stage.FINISHED, Stage.STOPPED])
def test_only_what_goes_on_is_looked_at(stage):
    project = going(ends_on=NOON.date() - DAY)
    project.stage = stage

    assert weak_spots([project], NOON) == {}


@pytest.mark.parametrize("count", [1, 3])
def test_looking_costs_the_same_however_many_projects(count, django_assert_num_queries):
    projects = [going(ends_on=NOON.date() - DAY) for _ in range(count)]

    with django_assert_num_queries(1):
        weak_spots(projects, NOON)


def test_sixty_days_without_news_are_said_to_the_parties_and_to_everybody_after_fourteen(clock):
    party = make_person()
    project = going(party)
    late = NOON + 61 * DAY
    clock.move_to(late)

    find_weak_spots(now=NOON + 60 * DAY)
    nothing_yet = told()
    find_weak_spots(now=late)
    first = missing_on(project, at=late)
    later = missing_on(project, at=late + 14 * DAY)

    assert nothing_yet == []
    assert set(told()) == {party, project.owner}
    assert first == [Missing(WeakSpot.NO_NEWS)]
    assert later == [Missing(WeakSpot.NO_NEWS, (late + 14 * DAY).date())]
    mail = mails.render(Message.objects.filter(kind="project_weak_spots").earliest("pk"))
    assert mail is not None
    assert "18" in mail.body


def test_what_was_said_is_not_said_again(clock):
    going(make_person())
    find_weak_spots(now=NOON + 61 * DAY)
    before = told()

    for day in range(61, 80):
        find_weak_spots(now=NOON + day * DAY)

    assert told() == before
    assert Act.objects.filter(verb="project.weak_spots_found").count() == 1


def test_news_starts_the_days_anew():
    project = going(make_person())
    find_weak_spots(now=NOON + 61 * DAY)
    put(project, news_on=NOON.date() + 62 * DAY)
    find_weak_spots(now=NOON + 62 * DAY)
    awake = missing_on(Project.objects.get(), at=NOON + 80 * DAY)

    again = NOON + 123 * DAY
    find_weak_spots(now=again)
    silent = missing_on(Project.objects.get(), at=again)

    assert (awake, silent) == ([], [Missing(WeakSpot.NO_NEWS)])
    assert len(told()) == 4


def test_something_else_that_is_missing_later_has_fourteen_days_of_its_own():
    project = going(make_person())
    find_weak_spots(now=NOON + 61 * DAY)
    project.links_out.filter(verb=LinkVerb.SERVES_GOAL).delete()
    find_weak_spots(now=NOON + 70 * DAY)

    found = missing_on(Project.objects.get(), at=NOON + 76 * DAY)

    assert found == [
        Missing(WeakSpot.NO_GOAL),
        Missing(WeakSpot.NO_NEWS, NOON.date() + 75 * DAY),
    ]


def test_what_was_put_right_is_not_mailed(clock):
    party = make_person()
    project = going(party)
    project.links_out.all().delete()
    find_weak_spots(now=NOON)
    goal = make_goal()
    link_items(source=project, verb=LinkVerb.SERVES_GOAL, target=goal, by=None, now=NOON)

    mail = mails.render(Message.objects.filter(kind="project_weak_spots", to=party).get())

    assert mail is None


def test_nobody_is_written_to_in_the_night():
    going(make_person())
    night = datetime.fromisoformat("2027-02-01T03:00:00+01:00")

    assert find_weak_spots(now=night) == 0
    assert find_weak_spots(now=night + timedelta(hours=6)) == 1
