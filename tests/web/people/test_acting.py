"""On behalf of whom one acts: chosen by who may, seen on every page, ended with one press."""

import pytest

from gangmaker.actors.models import Membership, MembershipRole
from gangmaker.web.middleware import ACTING
from tests.world import make_membership, make_organisation, make_person, make_team

pytestmark = [pytest.mark.django_db]

ACTING_URL = "/en/acting/"


@pytest.fixture
def organisation():
    return make_organisation("Weverij, Waregem")


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (MembershipRole.ADMIN, 302),
        (MembershipRole.EDITOR, 302),
        (MembershipRole.MEMBER, 403),
        (None, 403),
    ],
)
def test_one_acts_for_an_organisation_as_its_administrator_or_editor(
    as_actor, organisation, role, status
):
    person = make_person()
    if role:
        make_membership(person, organisation, role)
    client = as_actor(person)

    response = client.post(ACTING_URL, {"organisation": str(organisation.public_id)})

    assert response.status_code == status
    assert client.session.get(ACTING) == (organisation.pk if status == 302 else None)


def test_the_bar_says_so_on_every_page_until_one_press_ends_it(as_actor, organisation):
    person = make_person()
    make_membership(person, organisation, MembershipRole.EDITOR)
    client = as_actor(person)
    client.post(ACTING_URL, {"organisation": str(organisation.public_id)})

    during = "You act on behalf of" in client.get("/en/actors/").content.decode()
    client.post(ACTING_URL, {"organisation": "", "next": "/en/actors/"})
    after = "You act on behalf of" in client.get("/en/actors/").content.decode()

    assert (during, after) == (True, False)


def test_who_loses_the_role_acts_for_herself_with_the_next_request(as_actor, organisation):
    person = make_person()
    make_membership(person, organisation, MembershipRole.EDITOR)
    client = as_actor(person)
    client.post(ACTING_URL, {"organisation": str(organisation.public_id)})

    Membership.objects.update(role=MembershipRole.MEMBER)
    page = client.get("/en/actors/").content.decode()

    assert "You act on behalf of" not in page


@pytest.mark.parametrize("asked", ["x", "1", "00000000-0000-0000-0000-000000000000"])
def test_an_organisation_that_is_none_is_refused(as_actor, asked):
    assert as_actor(make_person()).post(ACTING_URL, {"organisation": asked}).status_code == 403


def test_not_even_the_team_acts_for_others(as_actor, organisation):
    broker = as_actor(make_team())

    response = broker.post(ACTING_URL, {"organisation": str(organisation.public_id)})

    assert response.status_code == 403


def test_the_switch_leads_nowhere_else(as_actor):
    response = as_actor(make_person()).post(
        ACTING_URL, {"organisation": "", "next": "https://evil.example/"}
    )

    assert response.url == "/en/profile/"


def test_the_switch_is_no_link(as_actor):
    assert as_actor(make_person()).get(ACTING_URL).status_code == 405
