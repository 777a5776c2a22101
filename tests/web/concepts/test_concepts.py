"""The thesaurus is read by everybody and kept by region administrators."""

import json

import pytest
from django.test import Client

from gangmaker.actors.models import Actor, Direction, Exchange
from gangmaker.concepts.models import ActorConcept, Concept, ConceptLink, ConceptName, ItemConcept
from gangmaker.trail.models import Act, Item
from tests.world import NOON, make_concept, make_person, make_question, make_team

pytestmark = pytest.mark.django_db

TYPED = {"name_nl": "weven", "others_nl": "weefkunst\nweefwerk", "what_nl": "Draden kruisen."}


def signed_in(client: Client, actor: Actor) -> Client:
    assert actor.account
    client.force_login(actor.account)
    return client


@pytest.fixture
def admin(client):
    return signed_in(client, make_team("region_admin"))


def confirmed(concept: Concept, **whose) -> None:
    model = ItemConcept if "item" in whose else ActorConcept
    model.objects.create(
        concept=concept, state="confirmed", decided_by=make_team(), decided_at=NOON, **whose
    )


def test_a_concept_is_found_by_any_of_its_names_in_any_language(client):
    weaving = make_concept()
    make_concept("felt", facet="materials")
    ConceptName.objects.create(concept=weaving, language="fr", text="tissage à bras")

    by_word = client.get("/nl/concepts/", {"q": "TISSAGE A"})
    by_facet = client.get("/nl/concepts/", {"facet": "materials"})
    first = client.get("/nl/concepts/")

    assert [row.name for row in by_word.context["rows"]] == ["weaving"]
    assert [row.name for row in by_facet.context["rows"]] == ["felt"]
    assert [(one["url"], one["count"]) for one in first.context["facets"]] == [
        ("/nl/concepts/?facet=techniques", 1),
        ("/nl/concepts/?facet=materials", 1),
    ]


def test_a_page_says_what_it_is_called_and_how_it_hangs_together(client):
    weaving, textile, felt = make_concept(), make_concept("textile"), make_concept("felt")
    jacquard = make_concept("jacquard", uri="http://data.europa.eu/esco/skill/a")
    ConceptName.objects.create(concept=jacquard, language="lt", text="žakardas", preferred=True)
    for concept, other, kind in (
        (jacquard, weaving, "broader"),
        (weaving, textile, "broader"),
        (felt, jacquard, "related"),
    ):
        ConceptLink.objects.create(concept=concept, other=other, kind=kind)

    page = client.get("/nl/concepts/jacquard/")
    above = client.get("/nl/concepts/weaving/")

    said = page.context
    assert [(each.lang, each.preferred) for each in said["names"]] == [
        ("nl", "jacquard"),
        ("en", "jacquard"),
        ("fr", "jacquard"),
        ("lt", "žakardas"),
    ]
    assert [[one.name for one in said[kind]] for kind in ("broader", "narrower", "related")] == [
        ["weaving"],
        [],
        ["felt"],
    ]
    assert [one.name for one in above.context["narrower"]] == ["jacquard"]
    assert 'href="http://data.europa.eu/esco/skill/a"' in page.content.decode()


def test_only_what_the_visitor_may_know_of_stands_on_the_page(client):
    weaving, member = make_concept(), make_person()
    for title, audience in (("Voor iedereen", "public"), ("Voor leden", "members")):
        question = make_question(title=title, audience=audience)
        confirmed(weaving, item=Item.objects.get(pk=question.pk))
    suggested = Item.objects.get(pk=make_question(title="Misschien").pk)
    ItemConcept.objects.create(concept=weaving, item=suggested)
    for name, audience, beside in (
        ("Wever", "public", "public"),
        ("Leden zien mij", "members", "public"),
        ("Leden lezen dat", "public", "members"),
    ):
        person = make_person(name, audience=audience)
        Exchange.objects.create(actor=person, direction=Direction.OFFERS, audience=beside)
        confirmed(weaving, actor=person, direction="offers")
    silent = make_person("Zegt niets", audience="public")
    confirmed(weaving, actor=silent, direction="seeks")

    anonymous = client.get("/nl/concepts/weaving/").context
    for_members = signed_in(client, member).get("/nl/concepts/weaving/").context

    assert [row.title for row in anonymous["items"]] == ["Voor iedereen"]
    assert [row.name for row in anonymous["actors"]] == ["Wever"]
    assert {row.title for row in for_members["items"]} == {"Voor iedereen", "Voor leden"}
    assert {row.name for row in for_members["actors"]} == {
        "Wever",
        "Leden zien mij",
        "Leden lezen dat",
    }


def test_what_was_merged_leads_to_what_stands_for_it(client):
    make_concept("felting", merged_into=make_concept("felt"), retired_at=NOON)

    assert client.get("/nl/concepts/felting/")["Location"] == "/nl/concepts/felt/"


def test_everything_goes_out_as_skos(client):
    make_concept()
    make_concept("esco-a", source="esco")

    answer = client.get("/nl/concepts/thesaurus.jsonld")

    concepts = [one for one in json.loads(answer.content)["@graph"] if one["type"] == "Concept"]
    assert answer["Content-Type"] == "application/ld+json"
    assert [one["notation"] for one in concepts] == ["weaving"]


def test_an_administrator_adds_a_concept_and_says_it_better(admin):
    textile = make_concept("textile")

    added = admin.post("/nl/concepts/new/", TYPED | {"facet": "techniques", "broader": "Textile"})
    page = admin.get("/nl/concepts/weven/edit/")
    edited = admin.post("/nl/concepts/weven/edit/", TYPED | {"name_fr": "tissage", "sdgs": "9, 12"})

    weaving = Concept.objects.get(key="weven")
    assert (added["Location"], edited.status_code) == ("/nl/concepts/weven/", 302)
    assert page.context["form"]["broader"].value() == textile.key
    assert page.context["form"]["others_nl"].value() == "weefkunst\nweefwerk"
    assert (weaving.sdgs, weaving.links.count()) == ([9, 12], 0)
    assert weaving.names.filter(preferred=True).count() == 2


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"name_nl": ""}, "name_nl"),
        ({"name_nl": "", "others_nl": ""}, "name_nl"),
        ({"others_fr": "tissage"}, "name_fr"),
        ({"others_nl": "w" * 161}, "others_nl"),
        ({"broader": "dat kennen we niet"}, "broader"),
        ({"related": "twice"}, "related"),
        ({"sdgs": "9, 18"}, "sdgs"),
        ({"uri": "nowhere"}, "uri"),
    ],
)
def test_what_is_not_right_is_said_at_the_field(admin, typed, field):
    for key in ("one", "two"):
        ConceptName.objects.create(
            concept=make_concept(key), language="de", text="twice", preferred=True
        )

    answer = admin.post("/nl/concepts/new/", {"facet": "skills"} | TYPED | typed)

    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {field}
    assert not Act.objects.filter(verb="concept.added").exists()


def test_two_are_merged_after_what_hangs_on_each_was_shown(admin):
    felting, felt = make_concept("felting"), make_concept("felt")
    confirmed(felting, actor=make_person(), direction="offers")

    found = admin.get("/nl/concepts/felting/merge/", {"q": "felt"})
    chosen = admin.get("/nl/concepts/felting/merge/", {"into": "felt"})
    merged = admin.post("/nl/concepts/felting/merge/", {"into": "felt"})
    again = admin.post("/nl/concepts/felting/merge/", {"into": "felt"})

    felting.refresh_from_db()
    assert [key for _row, key in found.context["found"]] == ["felt"]
    assert (chosen.context["uses"].actors, chosen.context["other_uses"].actors) == (1, 0)
    assert (merged["Location"], felting.merged_into) == ("/nl/concepts/felt/", felt)
    assert again.status_code == 422


def test_a_concept_is_used_no_more_and_used_again(admin):
    make_concept()

    admin.post("/nl/concepts/weaving/retirement/")
    gone = admin.get("/nl/concepts/", {"facet": "techniques"}).context["rows"]
    admin.post("/nl/concepts/weaving/retirement/")
    back = admin.get("/nl/concepts/", {"facet": "techniques"}).context["rows"]

    assert (len(gone), len(back)) == (0, 1)


def test_what_has_no_name_in_a_language_is_found_by_who_translates(admin):
    make_concept()
    make_concept("felt").names.filter(language="fr").delete()

    page = admin.get("/nl/concepts/", {"missing": "fr"})

    assert [row.name for row in page.context["rows"]] == ["felt"]


@pytest.mark.parametrize("door", ["new", "weaving/edit", "weaving/retirement", "weaving/merge"])
def test_nobody_else_keeps_it(client, door):
    make_concept()
    broker = signed_in(client, make_team())

    assert broker.get(f"/nl/concepts/{door}/").status_code == 403
    assert broker.post(f"/nl/concepts/{door}/", TYPED).status_code == 403
    assert Concept.objects.get().source == "own"
