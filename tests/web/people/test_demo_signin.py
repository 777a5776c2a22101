"""The links of the demo: one for each role, for ever the same, and nowhere else."""

import pytest
from django.conf import settings as live
from django.core.exceptions import ImproperlyConfigured
from django.urls import NoReverseMatch, include, path

from gangmaker.actors.models import Account, TeamRoleName
from gangmaker.web import demo_signin, urls
from gangmaker.web.demo_signin import address_of, links
from tests.world import make_person, make_team, suspend

pytestmark = [pytest.mark.django_db]

urlpatterns = [path("", include(demo_signin.urlpatterns)), *urls.urlpatterns]
demo = pytest.mark.urls(__name__)
BASE = "http://testserver"


def make_player(mark, role=None):
    person = make_team(role) if role else make_person()
    Account.objects.filter(actor=person).update(email=address_of(mark))
    return person


@demo
def test_there_is_a_link_for_each_role_and_it_stays_the_same():
    assert [role for role, _url in links(BASE)] == [
        "member",
        "organisation admin",
        "broker",
        "moderator",
        "region admin",
    ]
    assert links(BASE) == links(BASE)


@demo
def test_a_link_signs_in_with_one_click(client):
    member = make_player("member")
    broker = make_player("broker", TeamRoleName.BROKER)
    by_role = dict(links(BASE))

    goes_to = []
    for role, player in (("member", member), ("broker", broker)):
        response = client.get(by_role[role], headers={"accept-language": "en"})
        goes_to.append(response.url)
        assert client.session["_auth_user_id"] == str(player.account_id)
        client.logout()

    assert goes_to == ["/en/profile/", "/en/today/"]


@demo
def test_a_link_that_was_changed_leads_nowhere(client):
    make_player("member")
    make_player("region-admin", TeamRoleName.REGION_ADMIN)
    link = dict(links(BASE))["member"]

    answers = [
        client.get(link.replace("member~", "region-admin~")).status_code,
        client.get(link[:-3] + "xx/").status_code,
        client.get("/demo/sign-in/member/").status_code,
    ]

    assert answers == [404, 404, 404]
    assert "_auth_user_id" not in client.session


@demo
def test_who_is_suspended_does_not_get_in_by_a_link(client):
    member = make_player("member")
    suspend(member, by=make_team())

    assert client.get(dict(links(BASE))["member"]).status_code == 404


def test_without_the_demo_there_is_no_such_door(client):
    make_player("member")
    token = demo_signin.TOKENS.sign("member")

    assert live.DEMO is False
    assert client.get(f"/demo/sign-in/{token}/").status_code == 404
    with pytest.raises((NoReverseMatch, ImproperlyConfigured)):
        links(BASE)
