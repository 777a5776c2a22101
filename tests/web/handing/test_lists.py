"""The pages of this area cost the same however much they list."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from gangmaker.actors.tokens import token_for
from gangmaker.projects.life_mails import ALIVE
from gangmaker.projects.operations.handing_over import Wish, hand_over_all
from gangmaker.projects.operations.life import ask_what_is_due
from gangmaker.trail.models import Handover, Inquiry
from tests.world import NOON, make_contribution, make_person, make_question, make_team

pytestmark = [pytest.mark.django_db]

LATER = NOON + timedelta(days=91)
MOST = 12


def queries(client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as counted:
        page = client.get(address)
    assert page.status_code == 200
    return len(counted)


@pytest.mark.parametrize("name", ["life", "life-asked", "hand-over", "handover", "today"])
def test_a_page_costs_the_same_with_one_row_and_with_thirty(client, name):
    with time_machine.travel(LATER, tick=False), translation.override("en"):
        costs = [_cost(client, name, rows=rows) for rows in (2, 30)]

    assert costs[0] == costs[1]
    assert costs[0] <= MOST


def _cost(client, name: str, *, rows: int) -> int:
    giver, to = make_team(), make_team(name="Broker, Menen")
    for number in range(rows):
        question = make_question(owner=giver, title=f"Vraag {number}")
        if number % 2:
            make_contribution(by=make_person(), target=question)
    ask_what_is_due(now=LATER)
    args: list[object] = []
    if name == "life-asked":
        args = [token_for(Inquiry.objects.get(person=giver).nonce, purpose=ALIVE)]
    elif name == "hand-over":
        args = [giver.slug]
    elif name == "handover":
        args = [_handed_over(giver, to).public_id]
    client.force_login(giver.account)
    return queries(client, reverse(f"web:{name}", args=args))


def _handed_over(giver, to) -> Handover:
    return hand_over_all(giver=giver, wish=Wish(to=to), reason="Weg.", by=giver, now=LATER)
