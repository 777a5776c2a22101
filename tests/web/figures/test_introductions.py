"""The page of introductions: what everybody reads, and what only brokers do."""

import csv
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core.cache import caches
from django.test import Client
from django.utils.html import strip_tags

from gangmaker.actors.models import Actor, TeamRoleName
from gangmaker.brokerage.models import Introduction
from gangmaker.trail.models import LinkVerb
from gangmaker.trail.operations import link_items
from gangmaker.web.figures.counting import renew
from tests.brokerage.figures_world import ago, introduce, make_brief, meet, of_sectors
from tests.security.counting import Counter
from tests.world import NOON, make_goal, make_person, make_team

pytestmark = pytest.mark.django_db

PAGE = "/en/figures/introductions/"


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def broker() -> Actor:
    return make_team(name="Bruggenbouwer, Kortrijk")


def signed_in(client: Client, actor: Actor) -> Client:
    assert actor.account
    client.force_login(actor.account)
    return client


def some(broker: Actor, *, agreed: int, open_: int = 0) -> list[Introduction]:
    """As many firms with schools, of whom the first agreed after 40 days."""
    return [
        introduce(
            broker,
            *(of_sectors("business"), of_sectors("education")),
            asked=ago(200 - number),
            **_later(number, agreed),
        )
        for number in range(agreed + open_)
    ]


def _later(number: int, agreed: int) -> Any:
    return {"agreement": ago(160 - number)} if number < agreed else {}


def test_the_curve_says_how_many_were_followed_and_what_is_open(client, broker):
    some(broker, agreed=6, open_=2)
    for number in range(6):
        introduce(broker, asked=ago(20 + number))

    page = text_of(client, PAGE)

    assert "6 of 14 introductions became a collaboration" in page
    assert '<path class="curve__line" d="M0 400H' in client.get(PAGE).content.decode()
    assert "75% within 40 days" in page
    assert "Open, not followed longer than this yet" in page


def test_fewer_than_five_are_not_told_to_everybody(client, broker):
    some(broker, agreed=4)

    for_everybody = text_of(client, PAGE)
    for_the_broker = text_of(signed_in(client, broker), PAGE)

    assert "There are too few introductions in this period to tell." in for_everybody
    assert "4 of 4" not in for_everybody
    assert "4 of 4 introductions became a collaboration" in for_the_broker


def test_between_whom_fewer_than_five_were_is_not_told_to_everybody(client, broker):
    some(broker, agreed=4)

    for_everybody = lines_of(client.get(f"{PAGE}data.csv").content)
    for_the_broker = rows(signed_in(client, broker), by="sectors")

    assert [(row["by"], row["introductions"]) for row in for_everybody] == [("", "<5")]
    assert for_the_broker == {("business+education", "4")}


def test_what_a_broker_sees_of_few_stands_within_the_box(client, broker):
    some(broker, agreed=4)

    page = signed_in(client, broker).get(PAGE)

    assert page.context["scale"][0] == "100%"
    assert page.context["whole"].plot.line.endswith("V0H333")


def test_of_nothing_the_broker_reads_that_there_is_nothing(client, broker):
    page = text_of(signed_in(client, broker), PAGE)

    assert "There are no introductions in this period yet." in page


def one_large_group_and_two_small_ones(broker):
    some(broker, agreed=6)
    introduce(broker, of_sectors("public"), of_sectors("creative"), asked=ago(90))
    for _number in range(5):
        introduce(broker, asked=ago(90))


def test_a_small_group_is_hidden_and_the_next_smallest_with_it(client, broker):
    one_large_group_and_two_small_ones(broker)

    assert rows(client, by="sectors") == {
        ("business+education", "6"),
        ("creative+public", "<5"),
        ("unknown", "<5"),
    }
    assert rows(signed_in(client, broker), by="sectors") == {
        ("business+education", "6"),
        ("creative+public", "1"),
        ("unknown", "5"),
    }


def test_only_groups_that_are_told_are_drawn_for_everybody(client, broker):
    one_large_group_and_two_small_ones(broker)

    (sectors,) = (one for one in client.get(PAGE).context["groups"] if one.id == "by-sectors")

    assert [curve.name for curve in sectors.curves] == ["Business and education"]
    assert [(row[0], row[1]) for row in sectors.rows] == [
        ("Business and education", "6"),
        ("Creative and public", "hidden"),
        ("Unknown", "hidden"),
    ]


def test_how_many_are_across_sectors_is_told_of_those_whose_sectors_are_known(client, broker):
    some(broker, agreed=5)
    introduce(broker, of_sectors("business"), of_sectors("business"), asked=ago(90))
    introduce(broker, asked=ago(90))

    (whom, *_others) = client.get(PAGE).context["mixings"]

    assert (whom.index, whom.across, whom.known) == ("0.67", "5 of 6", "6 of 7")
    assert "<dt>Across sectors</dt><dd>5 of 6</dd>" in client.get(PAGE).content.decode()


def test_nothing_is_said_of_days_on_which_fewer_than_five_are_followed(client, broker):
    some(broker, agreed=4, open_=4)

    whole = client.get(PAGE).context["whole"]

    assert [(tick.day, tick.share, tick.at_risk, tick.together) for tick in whole.ticks] == [
        *((day, "0%", "8", "0") for day in ("0", "30")),
        *((day, "–", "<5", "–") for day in ("60", "90", "120")),
    ]
    assert whole.plot.line.endswith("V200H333")
    data = lines_of(client.get(f"{PAGE}data.csv").content)
    assert [row["days"] for row in data if not row["by"]] == ["30"]


def test_the_curve_of_a_group_ends_where_fewer_than_five_are_followed(client, broker):
    some(broker, agreed=3, open_=3)
    for _number in range(5):
        introduce(broker, asked=ago(90))

    (sectors,) = (one for one in client.get(PAGE).context["groups"] if one.id == "by-sectors")

    assert sectors.curves[0].plot.line == "M0 400H333V200H333"


def test_what_the_worker_counted_is_not_counted_while_somebody_waits(client, broker):
    some(broker, agreed=6)
    renew(now=NOON)
    introduce(broker, asked=ago(90))

    assert "6 of 6 introductions became a collaboration" in text_of(client, PAGE)


def test_a_share_of_fewer_than_five_is_not_told_to_everybody(client, broker):
    for _number in range(4):
        brief = make_brief(broker, approved=ago(120))
        sides = of_sectors("business"), of_sectors("education")
        introduce(broker, *sides, asked=ago(110), brief=brief, agreement=ago(90))
    for _number in range(2):
        meet(broker, on=ago(60), logged=ago(60), written=ago(60))

    told = [
        [bool(page.context[name]) for name in ("whole", "bars", "mixings", "days")]
        for page in (client.get(PAGE), signed_in(client, broker).get(PAGE))
    ]

    assert told == [[True, False, False, False], [True, True, True, True]]


def test_only_who_brings_people_together_reads_brokers_and_what_came_to_nothing(client, broker):
    some(broker, agreed=6, open_=1)
    colleague = make_team(name="Bruggenbouwer, Menen")
    introduce(colleague, asked=ago(90), declined=ago(80))
    moderator = make_team(TeamRoleName.MODERATOR)

    for reader in (None, make_person(), moderator):
        visitor = Client() if reader is None else signed_in(Client(), reader)
        page = text_of(visitor, PAGE)
        assert "Bruggenbouwer" not in page.split("How long it takes")[1]
        assert "declined or ended" not in page
        assert rows(visitor, by="broker") == set()
    page = text_of(signed_in(client, broker), PAGE)
    assert "Bruggenbouwer, Menen" in page
    assert "declined or ended" in page
    assert {total for _key, total in rows(client, by="broker")} == {"7", "1"}


def test_nobody_can_see_from_the_page_that_somebody_declined(client, broker):
    *_others, waits = some(broker, agreed=6, open_=2)
    before = Client().get(PAGE).content
    data = Client().get(f"{PAGE}data.csv").content

    waits.steps.create(state="declined", on=ago(3), by=broker, at=NOON)
    waits.state = "declined"
    waits.save()
    forget()

    assert Client().get(PAGE).content == before
    assert Client().get(f"{PAGE}data.csv").content == data


def test_goals_are_told_by_name_and_what_serves_none_is(client, broker):
    goal = make_goal(by=broker, title="Vlas blijft in de streek")
    for _number in range(5):
        brief = make_brief(broker, approved=ago(120))
        link_items(source=brief, verb=LinkVerb.SERVES_GOAL, target=goal, by=broker, now=NOON)
        introduce(broker, asked=ago(110), brief=brief, agreement=ago(90))
        introduce(broker, asked=ago(110))

    page = text_of(client, PAGE)

    assert "Vlas blijft in de streek" in page
    assert "No goal" in page
    assert "came within 30 days after it was approved" in page


def test_a_goal_that_was_taken_away_since_it_was_counted_has_no_title(client, broker):
    goal = make_goal(by=broker, title="Vlas blijft in de streek")
    for _number in range(5):
        made = introduce(broker, asked=ago(110))
        link_items(source=made, verb=LinkVerb.SERVES_GOAL, target=goal, by=broker, now=NOON)
        introduce(broker, asked=ago(110))
    before = text_of(client, PAGE)

    goal.audience = "team"
    goal.save()

    assert "Vlas blijft in de streek" in before
    assert "Vlas" not in client.get(f"{PAGE}data.csv").content.decode()


def test_a_year_narrows_and_a_year_that_does_not_exist_is_said(client, broker):
    some(broker, agreed=5)
    introduce(broker, asked=ago(500), agreement=ago(480))

    assert "6 of 6 introductions became a collaboration" in text_of(client, PAGE)
    assert "5 of 5" in text_of(client, f"{PAGE}?period=2026")
    assert "There are no figures of that year" in text_of(client, f"{PAGE}?period=1066")


def test_the_data_holds_every_thirty_days_as_far_as_enough_are_followed(client, broker):
    some(broker, agreed=5, open_=5)

    answer = client.get(f"{PAGE}data.csv")

    lines = [row for row in lines_of(answer.content) if not row["by"]]
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert [(row["days"], row["followed_longer"], row["share"]) for row in lines] == [
        ("30", "10", "0.0000"),
        *((str(day), "5", "0.5000") for day in (60, 90, 120, 150, 180)),
    ]
    assert {(row["introductions"], row["collaborations"]) for row in lines} == {("10", "5")}


@pytest.mark.parametrize("reader", ["", "broker"])
def test_it_costs_the_same_with_few_and_with_many(broker, reader, client):
    if reader:
        signed_in(client, broker)
    some(broker, agreed=5, open_=1)
    client.get(PAGE)
    forget()
    with Counter() as few:
        client.get(f"{PAGE}?period=2026")
    some(broker, agreed=20, open_=10)
    introduce(make_team(), asked=ago(5))
    forget()

    with Counter() as many:
        client.get(f"{PAGE}?period=2026")

    assert few.queries == many.queries
    assert many.queries <= 12


def forget() -> None:
    caches["kept"].clear()


def text_of(client: Client, address: str) -> str:
    """The words of a page, in a row."""
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(strip_tags(answer.content.decode()).split())


def lines_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig"))))


def rows(client: Client, *, by: str) -> set[tuple[str, str]]:
    found = lines_of(client.get(f"{PAGE}data.csv").content)
    return {(row["group"], row["introductions"]) for row in found if row["by"] == by}
