"""What is said in confidence is handed over only to who brings people together."""

import pytest
from django.test import Client
from django.urls import reverse

from gangmaker.actors.models import Actor, MembershipRole
from gangmaker.actors.rules import NotYours
from gangmaker.brokerage.models import Brief
from gangmaker.projects.operations.handing_over import Wish, plan_of
from gangmaker.projects.queries.keeping import kept_by
from gangmaker.trail.operations import hand_over
from tests.brokerage.rows import make_brief, make_introduced
from tests.world import NOON, make_membership, make_organisation, make_person, make_team

pytestmark = pytest.mark.django_db


def make_strangers(brief: Brief) -> list[Actor]:
    """Of the team without bringing together, and of the organisation that asks."""
    colleague = make_person()
    assert brief.on_behalf_of is not None
    make_membership(colleague, brief.on_behalf_of, MembershipRole.ADMIN)
    return [make_team("editor"), colleague]


@pytest.fixture
def brief() -> Brief:
    return make_brief(on_behalf_of=make_organisation())


def test_a_brief_is_given_to_a_broker_and_to_nobody_else(brief: Brief) -> None:
    for stranger in make_strangers(brief):
        with pytest.raises(NotYours):
            hand_over(item=brief, by=brief.owner, owner=stranger, deputy=None, now=NOON)
        with pytest.raises(NotYours):
            hand_over(item=brief, by=brief.owner, owner=brief.owner, deputy=stranger, now=NOON)
    broker = make_team()

    hand_over(item=brief, by=brief.owner, owner=broker, deputy=None, now=NOON)

    assert Brief.objects.get().owner == broker


def test_on_its_page_nobody_else_can_be_chosen(client: Client, brief: Brief) -> None:
    strangers, broker = make_strangers(brief), make_team()
    assert brief.owner.account is not None
    client.force_login(brief.owner.account)

    page = client.get(reverse("web:item-owner", args=[brief.slug]))

    offered = set(page.context["form"].fields["owner"].queryset)
    assert offered == {brief.owner, broker}
    assert not offered & set(strangers)


@pytest.mark.parametrize(("role", "goes"), [("broker", True), ("editor", False)])
def test_of_all_that_somebody_keeps_it_goes_along_only_to_a_broker(role: str, goes: bool) -> None:
    keeper = make_team()
    make_brief(owner=keeper)
    introduction = make_introduced(make_person(), make_person())
    introduction.owner = keeper
    introduction.save(update_fields=["owner"])
    to = make_team(role)

    plan = plan_of(Wish(to=to), kept_by(keeper, at=NOON), by=keeper)

    assert [len(plan.moving), len(plan.stuck)] == ([2, 0] if goes else [0, 2])
