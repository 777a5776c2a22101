"""Waiting in public: what waits the longest, without saying who; and month by month."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from gangmaker.trail.models import Item, ItemAudience, Outcome, Promise
from gangmaker.trail.operations import Reply, answer
from gangmaker.web.items import figures
from tests.world import NOON, make_contribution, make_person, make_team

pytestmark = [pytest.mark.django_db]


def page(client, *, days: int):
    moment = NOON + timedelta(days=days)
    figures.forget_figures()
    with time_machine.travel(moment, tick=False):
        return client.get(reverse("web:answers"))


def test_the_oldest_of_each_kind_is_told_by_its_title_only_where_everybody_reads_it(client):
    make_team()
    maker = make_person("Wie wacht, Menen", audience="public")
    hidden = make_contribution(by=maker, title="Een geheim idee").item
    Item.objects.filter(pk=hidden.pk).update(audience=ItemAudience.PARTIES)

    before = page(client, days=20)
    Item.objects.filter(pk=hidden.pk).update(audience=ItemAudience.PUBLIC)
    after = page(client, days=20)

    assert [one["title"] for one in before.context["longest"]] == [""]
    assert "Een geheim idee" not in before.content.decode()
    assert "Een geheim idee" in after.content.decode()
    assert "Wie wacht, Menen" not in after.content.decode()


def test_month_by_month_says_how_many_came_in_time(client):
    owner = make_team()
    in_time, late = (make_contribution(by=make_person()).promise for _number in range(2))
    reply = Reply(outcome=Outcome.DECLINED, reason="Nee, want.", language="nl")
    answer(promise=in_time, by=owner, reply=reply, now=NOON)
    Promise.objects.filter(pk=late.pk).update(due_on=in_time.due_on)

    found = page(client, days=60)

    [bar] = found.context["bars"]
    assert (bar.percent, bar.late, found.context["month_rows"][0][1:]) == (100, 50, ["2", "1", "1"])
