"""The figures: for everybody, for the team, as data, and as they were published."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core.cache import caches
from django.test import Client

from gangmaker.actors.models import Actor, TeamRoleName
from gangmaker.insight.models import Publication
from gangmaker.insight.registry import INDICATORS
from gangmaker.trail.models import Item
from gangmaker.web.figures import counting
from tests.world import NOON, make_area, make_contribution, make_person, make_team

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(days=2)


@pytest.fixture(autouse=True)
def two_days_later():
    with time_machine.travel(LATER, tick=False):
        yield


@pytest.fixture
def admin() -> Actor:
    return make_team(TeamRoleName.REGION_ADMIN)


def signed_in(client: Client, actor: Actor) -> Client:
    assert actor.account
    client.force_login(actor.account)
    return client


def _six_ideas_and_a_room() -> None:
    make_team()
    for _number in range(6):
        make_contribution(by=make_person())
    make_contribution(by=make_person(), form="space", quantity=1)


def test_every_figure_says_what_it_counts_and_how(client):
    page = client.get("/en/figures/").content.decode()

    for one in INDICATORS:
        assert str(one.name) in page
    assert "1 − Gini(projects per 1,000 inhabitants, each municipality once)" in page
    assert "Leverage A" in page
    assert "Leverage B" in page


def test_small_groups_are_told_to_the_team_only(client, admin):
    _six_ideas_and_a_room()

    public = client.get("/en/figures/contributions_by_form/").content.decode()
    team = signed_in(client, admin).get("/en/figures/team/").content.decode()

    assert "Groups of fewer than 5 are not told apart." in public
    assert "Groups of fewer than 5 are not told apart." not in team


def test_an_area_and_a_year_narrow_the_figures(client):
    _six_ideas_and_a_room()
    make_area("Menen")

    page = client.get("/en/figures/contributions_by_form/?period=2026&area=menen").content.decode()

    assert "nothing to count in this period" in page
    assert "1 January 2026 up to, not including, 20 November 2026" in page
    assert "Menen" in page


@pytest.mark.parametrize(
    "query", ["?period=1066", "?period=x&area=atlantis", "?area=%00", "?period=" + "9" * 80]
)
def test_a_period_or_area_that_does_not_exist_shows_the_usual_one(client, query):
    answer = client.get(f"/en/figures/{query}")

    assert answer.status_code == 200
    page = answer.content.decode()
    assert "the whole region" in page
    assert "There are no figures of that period" in page or "We know no municipality" in page


def test_leverage_is_told_for_the_region_and_not_for_one_municipality(client):
    make_area("Menen")

    assert "Leverage A" not in client.get("/en/figures/?area=menen").content.decode()


def test_a_figure_that_does_not_exist_is_not_found(client):
    assert client.get("/en/figures/happiness/").status_code == 404
    assert client.get("/en/figures/happiness/data.csv").status_code == 404


def test_the_data_holds_the_figure_its_groups_and_what_is_hidden(client):
    _six_ideas_and_a_room()

    answer = client.get("/en/figures/contributions_by_form/data.csv")

    rows = list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"))))
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert [(row["group"], row["value"]) for row in rows] == [
        ("", "7"),
        ("idea", "<5"),
        ("space", "<5"),
    ]
    assert rows[0]["known"] == rows[0]["total"] == "7"


def test_only_a_region_administrator_publishes(client, admin):
    _six_ideas_and_a_room()
    broker = make_team()
    address = "/en/figures/contributions_by_form/publication/"

    assert signed_in(client, broker).post(address).status_code == 403
    answer = signed_in(client, admin).post(address, follow=True)

    published = Publication.objects.get()
    assert published.value == "7"
    assert published.inputs_digest in answer.content.decode()


def test_publishing_twice_says_what_to_do(client, admin):
    address = "/en/figures/contributions_by_form/publication/"
    signed_in(client, admin).post(address)

    page = client.post(address, follow=True).content.decode()

    assert "This figure was published already. Correct it, with a reason." in page
    assert Publication.objects.count() == 1


def test_a_correction_stands_beside_what_it_corrects(client, admin):
    _six_ideas_and_a_room()
    signed_in(client, admin).post("/en/figures/contributions_by_form/publication/")
    first = Publication.objects.get()
    make_contribution(by=make_person())
    before = client.get(f"/en/figures/published/{first.pk}/").content.decode()

    client.post(
        f"/en/figures/published/{first.pk}/correction/", {"reason": "Een idee kwam later binnen."}
    )

    page = client.get(f"/en/figures/published/{first.pk}/").content.decode()
    assert "Now it comes out as 8." in before
    assert "This figure was corrected since." in page
    correction = Publication.objects.get(corrects=first)
    told = client.get(f"/en/figures/published/{correction.pk}/").content.decode()
    assert "Een idee kwam later binnen." in told
    assert "corrected since" in client.get("/en/figures/published/").content.decode().lower()


def test_a_correction_without_a_reason_or_without_a_difference_is_refused(client, admin):
    _six_ideas_and_a_room()
    signed_in(client, admin).post("/en/figures/contributions_by_form/publication/")
    address = f"/en/figures/published/{Publication.objects.get().pk}/correction/"

    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": "Zomaar."}).status_code == 422
    assert Publication.objects.count() == 1


def test_the_worker_counts_before_anybody_asks(client, django_assert_num_queries):
    _six_ideas_and_a_room()
    client.get("/en/figures/")
    caches["kept"].clear()
    counting.renew(now=LATER)

    with django_assert_num_queries(5) as few:
        client.get("/en/figures/?once")

    assert not any("trail_promise" in query["sql"] for query in few)


def test_the_team_reads_who_waits_and_what_to_do_about_it(client):
    broker = make_team()
    brought = make_contribution(by=make_person(), title="Een lamp die wacht")

    page = signed_in(client, broker).get("/en/figures/team/").content.decode()

    assert "What waits longest" in page
    assert "Een lamp die wacht" in page
    assert f'href="/en/items/{brought.item.slug}/answer/"' in page


def test_of_what_is_for_brokers_only_an_editor_reads_no_title(client):
    broker, editor = make_team(), make_team("editor")
    brought = make_contribution(by=make_person(), title="Een lamp die wacht")
    Item.objects.filter(pk=brought.item.pk).update(audience="brokers")
    for address in ("/en/figures/team/", "/en/figures/team/waiting_longest/data.csv"):
        read = [
            "Een lamp die wacht" in signed_in(client, person).get(address).content.decode()
            for person in (editor, broker)
        ]
        assert read == [False, True]


def test_what_only_the_team_reads_is_data_for_the_team_only(client):
    broker = make_team("broker", "Makelaar, Menen")
    make_contribution(by=make_person())
    address = "/en/figures/team/promises_by_owner/data.csv"

    assert client.get("/en/figures/promises_by_owner/").status_code == 404
    assert signed_in(client, make_person()).get(address).status_code == 403
    answer = signed_in(client, broker).get(address)

    rows = list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"))))
    assert [(row["label"], row["value"], row["of"]) for row in rows[1:]] == [
        ("Makelaar, Menen", "0", "1")
    ]
