"""The page on which a broker looks for who could answer a brief."""

import re

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gangmaker.actors.models import Actor, TeamRoleName
from gangmaker.brokerage.models import Brief, BriefEnd, Candidate, CandidateState
from gangmaker.core.brokerage.weights import WEIGHTS
from tests.brokerage.rows import make_available, make_brief, make_candidate, make_introduced
from tests.world import NOON, make_area, make_concept, make_person, make_team

pytestmark = [pytest.mark.django_db]


@pytest.fixture(autouse=True)
def _noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def broker(client: Client) -> Actor:
    broker = make_team()
    sign_in(client, broker)
    return broker


def sign_in(client: Client, actor: Actor) -> None:
    assert actor.account is not None
    client.force_login(actor.account)


def url(brief: Brief) -> str:
    return reverse("web:brief-candidates", args=[brief.slug])


def words(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.mark.usefixtures("broker")
def test_each_candidate_says_why_with_her_own_words_and_what_is_missing(client: Client):
    weaving, flax = make_concept("weaving"), make_concept("flax")
    make_available(
        weaving,
        name="Textielontwerper, Kortrijk",
        sectors=["creative"],
        words=["weefsels", "weven"],
        area=make_area(),
        at_once=4,
    )
    brief = make_brief(concepts=[weaving, flax], forms=["time"])

    told = words(client.get(url(brief)))

    assert "Textielontwerper, Kortrijk 122 " in told
    assert "Kortrijk · " in told
    assert "weaving" in told
    assert "weefsels, weven" in told
    assert "+100" in told
    assert "+12" in told
    assert "flax" in told
    assert f"{WEIGHTS.rarest}" in told


def test_a_press_puts_her_on_the_shortlist_with_the_points_of_today(client: Client, broker: Actor):
    weaving = make_concept()
    actor, brief = make_available(weaving), make_brief(concepts=[weaving])

    answer = client.post(url(brief), {"shortlist": str(actor.public_id), "points": "999"})

    assert (answer.status_code, answer["Location"]) == (302, url(brief))
    candidate = Candidate.objects.get()
    assert (candidate.points, candidate.by_id, candidate.by_hand) == (122, broker.pk, False)
    page = client.get(url(brief)).context["page"]
    assert [each.key for each in page.shortlist] == [str(actor.public_id)]
    assert page.longlist == []
    asked = f"?brief={brief.slug}&candidate={actor.slug}"
    assert page.shortlist[0].introduce_url == reverse("web:introduction-new") + asked


@pytest.mark.usefixtures("broker")
def test_who_is_left_out_comes_back_by_one_press(client: Client):
    weaving = make_concept()
    actor, brief = make_available(weaving), make_brief(concepts=[weaving])

    client.post(url(brief), {"drop": str(actor.public_id)})
    left_out = client.get(url(brief)).context["page"]
    client.post(url(brief), {"back": str(actor.public_id)})
    again = client.get(url(brief)).context["page"]

    assert ([each.key for each in left_out.dropped], left_out.longlist) == (
        [str(actor.public_id)], [],
    )  # fmt: skip
    assert (again.dropped, [row.key for row in again.longlist]) == ([], [str(actor.public_id)])


@pytest.mark.usefixtures("broker")
def test_the_shortlist_is_ordered_by_buttons_and_by_dragging(client: Client):
    brief = make_brief()
    people = [make_available(name=name) for name in ("Een", "Twee", "Drie")]
    for person in people:
        client.post(url(brief), {"add": str(person.public_id)})
    one, two, three = (str(person.public_id) for person in people)

    def listed() -> list[str]:
        return [each.name for each in client.get(url(brief)).context["page"].shortlist]

    client.post(url(brief), {"up": three})
    assert listed() == ["Een", "Drie", "Twee"]
    client.post(url(brief), {"down": one})
    assert listed() == ["Drie", "Een", "Twee"]
    client.post(url(brief), {"order": f"{two},nobody,{one}"})
    assert listed() == ["Twee", "Een", "Drie"]


@pytest.mark.usefixtures("broker")
def test_somebody_is_found_by_name_and_added_by_hand_with_why(client: Client):
    brief = make_brief()
    actor = make_available(name="Zeefdrukker, Menen")
    make_person("Zeefdrukker, Kortrijk")

    page = client.get(url(brief), {"q": "zeef"})
    client.post(url(brief), {"add": str(actor.public_id), "why": "Zag haar werk"})

    assert [each.name for each in page.context["found"]] == ["Zeefdrukker, Menen"]
    candidate = Candidate.objects.get()
    assert (candidate.by_hand, candidate.points, candidate.why) == (True, None, "Zag haar werk")


@pytest.mark.usefixtures("broker")
def test_a_note_that_is_too_long_is_refused_and_stays_as_it_was_typed(client: Client):
    brief, actor = make_brief(), make_available()
    make_candidate(brief, actor)
    long = "w" * 601

    answer = client.post(url(brief), {"noted": str(actor.public_id), "why": long})

    assert answer.status_code == 422
    [one] = answer.context["page"].shortlist
    assert one.why == long
    assert one.error
    assert Candidate.objects.get().why == ""


@pytest.mark.usefixtures("broker")
def test_a_note_that_is_too_long_stays_too_when_somebody_is_added_by_hand(client: Client):
    by_name, brief = make_available(name="Boekbinder, Kuurne"), make_brief()
    typed = "heel lang " * 80

    answer = client.post(url(brief), {"add": str(by_name.public_id), "why": typed})

    assert answer.status_code == 422
    assert not Candidate.objects.exists()
    assert {"Boekbinder, Kuurne", typed.strip()} <= {
        part.strip() for part in re.split(r"<[^>]+>", answer.content.decode())
    }


@pytest.mark.usefixtures("broker")
def test_the_page_says_what_to_do_when_there_is_nobody(client: Client):
    weaving = make_concept()
    without, with_one = make_brief(), make_brief(concepts=[weaving])

    confirm = reverse("web:item-concepts", args=[without.slug])
    assert f'href="{confirm}"' in client.get(url(without)).content.decode()
    confirm = reverse("web:item-concepts", args=[with_one.slug])
    assert f'href="{confirm}"' in client.get(url(with_one)).content.decode()


@pytest.mark.usefixtures("broker")
def test_whoever_may_not_be_proposed_is_refused_at_the_door(client: Client):
    brief, actor = make_brief(), make_person()

    client.post(url(brief), {"add": str(actor.public_id)})
    client.post(url(brief), {"add": "nobody"})
    answer = client.post(url(brief), {})

    assert not Candidate.objects.exists()
    assert answer.status_code == 422


@pytest.mark.usefixtures("broker")
def test_of_a_brief_that_ended_all_can_be_read_and_nothing_changed(client: Client):
    weaving = make_concept()
    actor = make_available(weaving)
    brief = make_brief(concepts=[weaving], ended_at=NOON, end=BriefEnd.FOUND)
    make_candidate(brief, make_available())

    page = client.get(url(brief)).content.decode()
    client.post(url(brief), {"shortlist": str(actor.public_id)})

    assert 'name="shortlist"' not in page
    assert 'name="drop"' not in page
    assert Candidate.objects.count() == 1


@pytest.mark.parametrize("role", [TeamRoleName.MODERATOR, TeamRoleName.EDITOR])
def test_others_of_the_team_do_not_broker(client: Client, role: str):
    sign_in(client, make_team(role))
    brief, actor = make_brief(), make_available()

    assert client.get(url(brief)).status_code == 403
    assert client.post(url(brief), {"add": str(actor.public_id)}).status_code == 403


def test_who_asks_does_not_read_who_is_considered(client: Client):
    asker = make_person()
    brief = make_brief(by=asker)
    make_candidate(brief, make_available())
    sign_in(client, asker)

    assert client.get(url(brief)).status_code == 403


@pytest.mark.usefixtures("broker")
def test_the_page_takes_the_same_queries_with_one_row_and_with_thirty(client: Client):
    weaving = make_concept()
    brief = make_brief(concepts=[weaving])
    introduced = make_available(weaving)
    make_candidate(brief, introduced)
    make_introduced(introduced, make_person(), brief=brief)

    def add(many: int) -> None:
        for number in range(many):
            make_available(weaving, name=f"Wever {number}", area=make_area())
            make_candidate(brief, make_available(weaving))
            make_candidate(brief, make_available(weaving), state=CandidateState.DROPPED)

    def look() -> tuple[int, tuple[int, int, int]]:
        with CaptureQueriesContext(connection) as asked:
            page = client.get(url(brief)).context["page"]
        return len(asked), (len(page.longlist), len(page.shortlist), len(page.dropped))

    add(1)
    look()
    queries, with_one = look()
    add(29)
    again, with_thirty = look()

    assert (with_one, with_thirty) == ((1, 2, 1), (30, 31, 30))
    assert (queries, queries <= 12) == (again, True)
