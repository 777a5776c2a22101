"""The pages of the plan: goals, indicators, actions and frozen versions."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from gangmaker.actors.models import Actor
from gangmaker.projects.models import Action, Goal, Indicator, Measurement, PlanVersion
from gangmaker.projects.operations import freeze_plan, measure
from gangmaker.trail.models import Link
from tests.projects.plan_world import TODAY, make_action, make_indicator
from tests.world import NOON, make_goal, make_person, make_question, make_team

pytestmark = pytest.mark.django_db


@pytest.fixture
def broker() -> Actor:
    return make_team()


@pytest.fixture
def client_of(client: Client):
    def sign_in(actor: Actor) -> Client:
        assert actor.account
        client.force_login(actor.account)
        return client

    return sign_in


INDICATOR = {
    "name_nl": "Toepassingen van korte vezels",
    "definition_nl": "Producten die iemand kan kopen.",
    "unit_nl": "producten",
    "source": "Designregio Kortrijk",
    "how_often": "yearly",
    "counter": "",
    "baseline": "4",
    "baseline_on": "2024-01-01",
    "target": "50",
    "target_on": "2030-12-31",
    "reason": "Zo meten we het.",
}


def test_the_goals_say_what_was_promised_what_happened_and_who_is_behind(client, broker):
    goal = make_goal(by=broker, title="Niets van het vlas verloren")
    indicator = make_indicator(goal, by=broker)
    measure(
        indicator=indicator,
        value=Decimal(12),
        measured_on=TODAY,
        note="",
        by=broker,
        now=NOON,
    )
    make_action(goal, by=broker, due_on=TODAY - timedelta(days=3), title="Vezelbank openen")

    page = client.get("/en/goals/").content.decode()

    assert "Niets van het vlas verloren" in page
    assert "of 50 producten by 2030" in page
    assert "Broker, Kortrijk: Vezelbank openen" in page


def test_a_region_without_goals_says_so(client):
    assert "The region has set no goals yet." in client.get("/en/goals/").content.decode()


def test_the_team_sets_a_goal_below_another(client_of, broker):
    top = make_goal(by=broker, title="Vlas")
    form = {
        "title": "Vijftig toepassingen",
        "summary": "",
        "language": "nl",
        "year": "2030",
        "parent": top.pk,
        "owner": broker.pk,
        "deputy": "",
    }

    answer = client_of(broker).post("/en/goals/new/", form)

    goal = Goal.objects.get(title="Vijftig toepassingen")
    assert (answer.status_code, answer.url) == (302, f"/en/items/{goal.slug}/")
    assert (goal.parent, goal.year, goal.owner) == (top, 2030, broker)


def test_a_goal_changes_with_a_reason_that_its_page_shows(client_of, broker):
    goal = make_goal(by=broker, title="Vlas")
    form = {
        "title": "Vlas",
        "summary": goal.summary,
        "year": "2032",
        "parent": "",
        "owner": broker.pk,
        "deputy": "",
        "reason": "De oogst mislukte.",
    }
    client = client_of(broker)

    answer = client.post(f"/en/goals/{goal.slug}/", form)
    page = client.get(answer.url).content.decode()

    assert "De oogst mislukte." in page
    assert "Broker, Kortrijk changed the goal." in page
    assert "2032" in page


def test_a_change_without_a_reason_keeps_what_was_typed(client_of, broker):
    goal = make_goal(by=broker, title="Vlas")
    form = {"title": "Vlas en hennep", "year": "2032", "owner": broker.pk, "reason": ""}

    answer = client_of(broker).post(f"/en/goals/{goal.slug}/", form)

    assert answer.status_code == 422
    assert "Vlas en hennep" in answer.content.decode()
    assert Goal.objects.get().title == "Vlas"


def test_what_an_operation_refuses_is_said_on_the_page(client_of, broker):
    goal = make_goal(by=broker)
    form = INDICATOR | {"target_on": "2023-01-01"}

    answer = client_of(broker).post(f"/en/goals/{goal.slug}/indicators/new/", form)

    assert answer.status_code == 422
    assert "The day of the target comes after the day of the baseline." in answer.content.decode()
    assert not Indicator.objects.exists()


def test_an_indicator_is_added_measured_and_corrected(client_of, broker):
    goal = make_goal(by=broker)
    client = client_of(broker)
    client.post(f"/en/goals/{goal.slug}/indicators/new/", INDICATOR)
    indicator = Indicator.objects.get()
    address = f"/en/goals/{goal.slug}/indicators/{indicator.pk}/measurements/"
    today = timezone.localdate().isoformat()

    client.post(address, {"value": "9", "measured_on": today, "note": ""})
    first = Measurement.objects.get()
    client.post(f"{address}?corrects={first.pk}", {"value": "8", "note": "Dubbel geteld."})

    page = client.get(address).content.decode()
    assert [m.value for m in Measurement.objects.order_by("pk")] == [Decimal(9), Decimal(8)]
    assert "Dubbel geteld." in page
    assert "corrected" in page


@pytest.mark.parametrize("key", ["0", "999999", "x", "9" * 30, "-1", ""])
def test_a_correction_of_nothing_is_a_new_measurement(client_of, broker, key):
    indicator = make_indicator(make_goal(by=broker), by=broker)

    answer = client_of(broker).get(
        f"/en/goals/{indicator.goal.slug}/indicators/{indicator.pk}/measurements/?corrects={key}"
    )

    assert answer.status_code == 200
    assert "Enter this measurement" in answer.content.decode()


def test_an_ended_indicator_leaves_the_plan(client_of, broker):
    indicator = make_indicator(make_goal(by=broker), by=broker)
    address = f"/en/goals/{indicator.goal.slug}/indicators/{indicator.pk}/"
    client = client_of(broker)

    client.post(f"{address}end/", {"reason": "Niemand houdt dit bij."})

    assert client.get(address).status_code == 404
    page = client.get(f"/en/items/{indicator.goal.slug}/").content.decode()
    assert "Niemand houdt dit bij." in page
    assert "producten by 2030" not in page


def test_an_action_is_added_changed_finished_and_taken_up_again(client_of, broker):
    goal = make_goal(by=broker)
    client = client_of(broker)
    form = {
        "title": "Vezelbank openen",
        "summary": "",
        "language": "nl",
        "owner": broker.pk,
        "deputy": "",
        "starts_on": "",
        "due_on": "2027-06-30",
        "reason": "Beslist in de raad.",
    }

    client.post(f"/en/goals/{goal.slug}/actions/new/", form)
    action = Action.objects.get()
    client.post(f"/en/actions/{action.slug}/", form | {"due_on": "2027-09-30"})
    client.post(f"/en/actions/{action.slug}/end/", {"how": "done", "reason": "De bank is open."})

    page = client.get(f"/en/items/{action.slug}/").content.decode()
    assert "De bank is open." in page
    assert Link.objects.get(source=action).target_id == goal.pk
    client.post(f"/en/actions/{action.slug}/end/", {"how": "reopened", "reason": "Toch niet."})
    action.refresh_from_db()
    assert (action.done_on, action.due_on.isoformat()) == (None, "2027-09-30")


def test_who_answers_for_an_action_may_finish_it_but_not_drop_it(client_of, broker):
    member = make_person()
    action = make_action(make_goal(by=broker), by=broker, owner=member)
    client = client_of(member)

    dropped = client.post(f"/en/actions/{action.slug}/end/", {"how": "dropped", "reason": "Nee."})
    done = client.post(f"/en/actions/{action.slug}/end/", {"how": "done", "reason": "Klaar."})

    assert (dropped.status_code, done.status_code) == (422, 302)
    assert client.get(f"/en/actions/{action.slug}/").status_code == 403


def test_an_item_says_what_it_serves_and_keeps_what_its_owner_may_not_see(client_of, broker):
    member = make_person()
    shown, other = make_goal(by=broker, title="Vlas"), make_goal(by=broker, title="Antwoord")
    hidden = make_goal(by=broker, title="Geheim doel")
    Goal.objects.filter(pk=hidden.pk).update(audience="team")
    item = make_question(by=member, owner=broker)
    for goal in (other, hidden):
        Link.objects.create(source=item, verb="serves_goal", target=goal, by=broker)
    client = client_of(member)

    assert "Geheim doel" not in client.get(f"/en/items/{item.slug}/serves/").content.decode()
    client.post(f"/en/items/{item.slug}/serves/", {"targets": [shown.pk]})

    assert set(Link.objects.filter(source=item).values_list("target", flat=True)) == {
        shown.pk,
        hidden.pk,
    }


def test_the_plan_is_frozen_and_compared_with_today(client_of, broker):
    goal = make_goal(by=broker, title="Vlas")
    client = client_of(broker)
    frozen = client.post("/en/plan/new/", {"name": "Actieplan 2026", "note": ""})
    make_action(goal, by=broker, title="Vezelbeurs")

    page = client.get(frozen.url).content.decode()
    data = client.get(f"{frozen.url}data.json").json()

    assert "Vezelbeurs" in page
    assert "Added" in page
    assert data["sha256"] == PlanVersion.objects.get().digest
    assert next(iter(data["content"]["goals"].values()))["title"] == "Vlas"


def test_a_name_that_is_taken_is_said_with_what_was_typed(client_of, broker):
    freeze_plan(name="Actieplan 2026", note="", by=broker, now=NOON)

    answer = client_of(broker).post("/en/plan/new/", {"name": "Actieplan 2026", "note": "Weer"})

    assert answer.status_code == 422
    assert "There is a version with this name already." in answer.content.decode()
    assert "Weer" in answer.content.decode()


@pytest.mark.parametrize("until", ["now", "0", "99", "x", "9" * 40])
def test_comparing_with_what_is_not_there_compares_with_today(client, broker, until):
    version = freeze_plan(name="Actieplan 2026", note="", by=broker, now=NOON)

    answer = client.get(f"/en/plan/{version.pk}/?until={until}")

    assert answer.status_code == 200
    assert "Nothing differs." in answer.content.decode()


def test_goals_with_one_and_with_thirty_actions_cost_the_same(
    client, broker, django_assert_max_num_queries
):
    goal = make_goal(by=broker)
    indicator = make_indicator(goal, by=broker)
    make_action(goal, by=broker)
    client.get("/en/goals/")  # what the process keeps
    cache.clear()
    with django_assert_max_num_queries(12) as one:
        client.get("/en/goals/?once")
    for number in range(30):
        make_action(goal, by=broker, title=f"Actie {number}")
        measure(
            indicator=indicator,
            value=Decimal(number),
            measured_on=TODAY - timedelta(days=number),
            note="",
            by=broker,
            now=NOON,
        )
    cache.clear()

    with django_assert_max_num_queries(12) as thirty:
        client.get("/en/goals/?again")

    assert len(one) == len(thirty)
