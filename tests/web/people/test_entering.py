"""Entering somebody met in person: by those of the team who may, with the source noted."""

import pytest

from gangmaker.actors.models import Actor, TeamRoleName
from gangmaker.trail.models import Act
from tests.world import make_person, make_team

pytestmark = [pytest.mark.django_db]

ENTER = "/en/actors/new/"


def typed(**changed):
    return {
        "kind": "person",
        "name": "Vrijwilliger, Menen",
        "source": "Durf-koffie, 12 november",
        "phone": "056 12 34 56",
        "email": "",
        "area": "",
        "reads": "nl",
        **changed,
    }


def test_a_name_a_phone_and_where_is_enough(as_actor):
    broker = make_team(TeamRoleName.BROKER)

    response = as_actor(broker).post(ENTER, typed())

    entered = Actor.objects.get(name="Vrijwilliger, Menen")
    assert response.url == f"/en/actors/{entered.slug}/"
    assert (entered.source, entered.entered_by, entered.audience, entered.account) == (
        "Durf-koffie, 12 november",
        broker,
        "team",
        None,
    )
    assert Act.objects.filter(verb="actor.entered", by=broker, subject=entered).count() == 1


@pytest.mark.parametrize("missing", ["name", "source", "kind"])
def test_without_a_name_or_a_source_nobody_is_entered(as_actor, missing):
    response = as_actor(make_team()).post(ENTER, typed(**{missing: ""}))

    assert response.status_code == 422
    assert missing in response.context["form"].errors
    assert "056 12 34 56" in response.content.decode()
    assert not Act.objects.filter(verb="actor.entered").exists()


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (TeamRoleName.BROKER, 302),
        (TeamRoleName.EDITOR, 302),
        (TeamRoleName.REGION_ADMIN, 302),
        (TeamRoleName.MODERATOR, 403),
    ],
)
def test_who_of_the_team_may_enter_others(as_actor, role, status):
    assert as_actor(make_team(role)).post(ENTER, typed()).status_code == status


def test_nobody_else_may(client, as_actor):
    answers = [client.post(ENTER, typed()).status_code]
    answers.append(as_actor(make_person()).post(ENTER, typed()).status_code)

    assert answers == [403, 403]
    assert not Actor.objects.filter(name="Vrijwilliger, Menen").exists()


def test_no_more_is_entered_than_the_form_asks(as_actor):
    broker, other = make_team(), make_person()

    as_actor(broker).post(
        ENTER,
        typed(audience="public", account=other.account_id, entered_by=other.pk, slug="taken"),
    )

    entered = Actor.objects.get(name="Vrijwilliger, Menen")
    assert (entered.audience, entered.account, entered.entered_by) == ("team", None, broker)
    assert entered.slug != "taken"
