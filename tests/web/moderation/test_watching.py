"""A91: fifty who come from one network and support one item within ten minutes."""

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from gangmaker.contributions.models import Support
from gangmaker.trail.models import Flag, FlagKind
from tests.trail.moderation_world import make_moderator
from tests.world import NOON, make_question, make_team

pytestmark = pytest.mark.django_db

MANY = 50


def test_fifty_of_one_network_are_all_received_and_flagged_for_a_human(client):
    cache.clear()
    make_team()
    item = make_question()

    answers = []
    with time_machine.travel(NOON, tick=False) as clock:
        for number in range(MANY):
            clock.shift(10)
            form = {"support": item.code, "asked": "1", "name": f"Bewoner {number}"}
            sent = {**form, "email": f"bewoner{number}@example.org"}
            answers.append(Client().post(reverse("web:join-support"), sent).status_code)

    client.force_login(make_moderator().account)
    page = client.get(reverse("web:moderation"), {"show": "flags"})
    flag = Flag.objects.get()
    assert answers == [302] * MANY
    assert Support.objects.count() == MANY
    assert (flag.kind, flag.item_id, flag.times) == (FlagKind.SAME_NETWORK, item.pk, MANY)
    assert [len(row.people) for row in page.context["rows"]] == [MANY]
    assert "127.0.0.1" not in str(vars(flag))
