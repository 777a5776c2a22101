"""The directory: finds by what the reader may know, and by nothing else."""

import pytest
from django.urls import reverse

from gangmaker.actors.models import (
    Actor,
    ActorLanguage,
    ActorSector,
    Area,
    AreaKind,
    Direction,
    Exchange,
)
from gangmaker.actors.operations.profile import tag_named
from tests.world import (
    make_area,
    make_guest,
    make_membership,
    make_organisation,
    make_person,
    make_team,
)

pytestmark = [pytest.mark.django_db]

LIST = "/en/actors/"
MAP = "/en/actors/map/"


def names(response):
    return [row.name for row in response.context["actors"]]


def make_profile(name="Illustrator", audience="public", **hidden):
    """Somebody who fills every field that filters look at."""
    person = make_person(name, audience=audience, area=make_area("Menen"))
    person.about = "Draws labyrinths."
    person.field_audiences = hidden
    person.save()
    ActorSector.objects.create(actor=person, sector="creative")
    ActorLanguage.objects.create(actor=person, language="fr")
    for direction, word in ((Direction.OFFERS, "risograph"), (Direction.SEEKS, "atelier")):
        exchange = Exchange.objects.create(
            actor=person,
            direction=direction,
            text=f"One {word}x",
            audience=hidden.get(str(direction.value), "public"),
        )
        exchange.tags.add(tag_named(word))
    return person


FILTERS = [
    ("sectors", "sector=creative"),
    ("area", "area=menen"),
    ("languages", "language=fr"),
    ("offers", "offers=risograph"),
    ("seeks", "seeks=atelier"),
    ("about", "q=labyrinth"),
    ("offers", "q=risographx"),
    ("seeks", "q=atelierx"),
    ("offers", "q=risograph"),
]


@pytest.mark.parametrize(("field", "query"), FILTERS)
def test_each_filter_finds_who_fits_and_nobody_else(client, field, query):
    make_profile()
    make_person("Somebody else", audience="public")

    response = client.get(f"{LIST}?{query}")

    assert names(response) == ["Illustrator"]


@pytest.mark.parametrize(("field", "query"), FILTERS)
@pytest.mark.parametrize(
    ("audience", "found"),
    [("public", (1, 1, 1)), ("members", (0, 1, 1)), ("team", (0, 0, 1))],
)
def test_no_filter_finds_by_a_field_that_the_reader_may_not_see(
    client, as_actor, field, query, audience, found
):
    make_profile(**{field: audience})

    counts = [len(names(client.get(f"{LIST}?{query}")))]
    counts += [
        len(names(as_actor(viewer).get(f"{LIST}?{query}")))
        for viewer in (make_person("X"), make_team(name="Y"))
    ]

    assert tuple(counts) == found


def test_one_finds_oneself_by_what_one_hides(as_actor):
    me = make_profile(sectors="team")

    assert names(as_actor(me).get(f"{LIST}?sector=creative")) == ["Illustrator"]


def test_each_reader_sees_whom_she_may_know_of(client, as_actor):
    make_person("Public", audience="public")
    make_person("Members", audience="members")
    make_person("Team", audience="team")
    make_guest("Guest")
    broker, member = make_team(name="Broker"), make_person("Z", audience="team")

    nobody = names(client.get(LIST))
    member_sees = names(as_actor(member).get(LIST))
    broker_sees = names(as_actor(broker).get(LIST))

    assert nobody == ["Broker", "Public"]
    assert member_sees == ["Broker", "Members", "Public", "Z"]
    assert broker_sees == ["Broker", "Guest", "Members", "Public", "Team", "Z"]


def test_who_was_claimed_by_another_record_is_not_listed(as_actor):
    guest = make_guest("Guest")
    Actor.objects.filter(pk=guest.pk).update(claimed_by=make_person("Member", audience="public"))

    assert names(as_actor(make_team(name="Broker")).get(LIST)) == ["Broker", "Member"]


def test_a_row_shows_only_what_the_reader_may_see(client):
    make_profile(about="members", area="team", picture="members")

    row = client.get(LIST).context["actors"][0]

    assert (row.about, row.where, row.picture_url) == ("", "", "")


def test_a_district_counts_for_its_municipality(client):
    menen = make_area("Menen")
    district = Area.objects.create(
        kind=AreaKind.DISTRICT,
        parent=menen,
        key="lauwe",
        name="Lauwe",
        latitude=50.8,
        longitude=3.2,
    )
    make_person("Neighbour", audience="public", area=district)

    listed = names(client.get(f"{LIST}?area=menen"))
    counted = {town.key: town.count for town in client.get(MAP).context["towns"]}

    assert listed == ["Neighbour"]
    assert counted == {"menen": 1}


def test_the_map_does_not_count_where_somebody_hides_her_place(client):
    make_profile(area="members")

    context = client.get(MAP).context

    assert [town.count for town in context["towns"]] == [0]
    assert context["elsewhere"] == 1


def test_the_map_keeps_the_filters_and_leads_to_the_same_list(client):
    make_profile()
    make_person("Somebody else", audience="public", area=make_area("Menen"))

    context = client.get(f"{MAP}?sector=creative").context
    town = context["towns"][0]

    assert town.count == 1
    assert names(client.get(town.url)) == ["Illustrator"]
    assert context["list_url"] == f"{LIST}?sector=creative"


def test_the_words_to_choose_from_are_those_the_reader_may_see(client, as_actor):
    make_profile(offers="members")

    choices = [
        [value for value, _label in page.context["form"].fields["offers"].choices]
        for page in (client.get(LIST), as_actor(make_person()).get(LIST))
    ]

    assert choices == [[""], ["", "risograph"]]


@pytest.mark.parametrize(
    "query",
    [
        "sector=magic",
        "area=%22%3E%3Cscript%3E",
        "language=' OR 1=1--",
        "offers=__class__",
        "kind=person&kind=x",
        "page=0",
        "page=abc",
        "page=99999999999999999999",
        "q=%00",
        "q=" + "x" * 10_000,
        "q=%ed%a0%80",
        "sort=account__email",
        "field_audiences__email=team",
    ],
)
def test_an_odd_question_gets_an_ordinary_answer(client, query):
    make_profile()

    response = client.get(f"{LIST}?{query}")

    assert response.status_code == 200
    assert "<script>" not in response.content.decode()


def test_pages_keep_what_was_asked(client):
    for _number in range(30):
        make_profile()

    page = client.get(f"{LIST}?sector=creative")

    assert "?sector=creative&amp;page=2" in page.content.decode()
    assert len(names(client.get(f"{LIST}?sector=creative&page=2"))) == 6


def test_tiles_lie_beneath_only_when_a_server_is_set(client, settings):
    make_person(audience="public", area=make_area("Menen"))
    without = client.get(MAP).content.decode()
    settings.TILE_SERVER = "https://tiles.example.org/{z}/{x}/{y}.png"

    with_tiles = client.get(MAP).content.decode()

    assert "tiles.example.org" not in without
    assert 'href="https://tiles.example.org/11/' in with_tiles
    assert "Background: tiles.example.org." in with_tiles


def test_an_organisation_shows_only_members_whom_the_reader_may_know_of(client):
    organisation = make_organisation(admin=make_person("Public", audience="public"))
    make_membership(make_person("Hidden", audience="members"), organisation, "member")

    page = client.get(reverse("web:actor", args=[organisation.slug]))

    assert [row.name for row in page.context["related"]] == ["Public"]
