"""Missing bridges, on a page that only brokers read."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from gangmaker.actors.models import Sector, TeamRoleName
from gangmaker.core.brokerage.bridges import published
from gangmaker.web.fitting.bridging import renew_bridges
from tests.brokerage.test_bridges import make_maker, meet
from tests.security.counting import Counter
from tests.web.rights.visitors import signed_in
from tests.world import make_concept, make_person, make_team

pytestmark = pytest.mark.django_db

URL = "/en/bridges/"


def test_who_met_is_a_table_and_who_could_connect_has_a_name_and_reasons():
    weaving = make_concept("weaving")
    weaver, factory = make_maker("creative", weaving), make_maker("business", seeks=weaving)
    meet(weaver, factory)

    page = signed_in(make_team()).get(URL)

    row = page.context["matrix"][Sector.values.index("business")]
    assert row.cells[Sector.values.index("creative")].value == "1"
    assert row.cells[Sector.values.index("public")].value == "0"
    [pair] = page.context["pairs"]
    assert (pair.title, pair.said) == ("Business and creative", "1 pair met")
    assert {(one.name, one.points) for one in pair.people} == {(weaver.name, 6)}
    assert all("belongs to" in one.why and "met people from" in one.why for one in pair.people)
    assert len(published()) == 4


def test_who_stopped_being_available_is_not_named_though_it_was_counted_before():
    weaving = make_concept("weaving")
    weaver, factory = make_maker("creative", weaving), make_maker("business", seeks=weaving)
    meet(weaver, factory)
    client = signed_in(make_team())
    client.get(URL)

    weaver.availability.delete()
    [pair] = client.get(URL).context["pairs"]

    assert [one.url for one in pair.people] == [f"/en/actors/{factory.slug}/"]


def test_a_concept_over_which_nobody_met_stands_there_with_its_sectors():
    weaving = make_concept("weaving")
    make_maker("creative", weaving)
    make_maker("business", seeks=weaving)

    page = signed_in(make_team(TeamRoleName.REGION_ADMIN)).get(URL)

    [row] = page.context["concepts"]
    assert (row.concept.name, row.sought_in, row.offered_in) == ("weaving", "business", "creative")
    assert page.context["pairs"][0].said == "never met"


def test_the_worker_counts_before_a_broker_asks():
    weaving = make_concept("weaving")
    meet(make_maker("creative", weaving), make_maker("business", seeks=weaving))
    client = signed_in(make_team())

    renew_bridges(now=timezone.now())

    with CaptureQueriesContext(connection) as asked:
        page = client.get(URL)
    assert len(page.context["pairs"]) == 1
    assert not any("trail_party" in query["sql"] for query in asked)


def test_an_empty_region_says_so():
    page = signed_in(make_team()).get(URL).content.decode()

    assert "Nobody met yet" in page
    assert "nothing over which nobody met" in page


@pytest.mark.parametrize("role", [TeamRoleName.EDITOR, TeamRoleName.MODERATOR])
def test_only_brokers_and_region_administrators_read_it(role):
    assert signed_in(make_team(role)).get(URL).status_code == 403
    assert signed_in(make_person()).get(URL).status_code == 403
    assert "sign-in" in Client().get(URL)["Location"]


def test_twelve_queries_at_most_though_nothing_is_kept():
    weaving = make_concept("weaving")
    factory = make_maker("business", seeks=weaving)
    for _number in range(10):
        meet(make_maker("creative", weaving), factory)
    client = signed_in(make_team())

    with Counter() as asked:
        client.get(URL)

    assert asked.queries <= 12
