"""The page of one actor: its fields and its items, as far as the reader may see them."""

import pytest
from django.urls import reverse

from gangmaker.actors.models import Actor, Direction, Exchange, WebLink
from gangmaker.actors.operations import enter_actor
from gangmaker.trail.models import ItemAudience
from tests.world import (
    NOON,
    make_guest,
    make_organisation,
    make_person,
    make_question,
    make_team,
)

pytestmark = [pytest.mark.django_db]

FIELDS = ("about", "area", "links", "offers", "email", "phone")


def make_known(audience):
    """Somebody of whom every field may be seen by ``audience``, each with a word of its own."""
    person = make_person("Known", audience="public", email="mailsecret@example.org")
    person.about, person.phone, person.source = "aboutsecret", "phonesecret", "sourcesecret"
    person.field_audiences = dict.fromkeys((*FIELDS, "seeks"), audience)
    person.save()
    WebLink.objects.create(actor=person, url="https://example.org/linksecret")
    Exchange.objects.create(
        actor=person, direction=Direction.OFFERS, text="offersecret", audience=audience
    )
    return person


WORDS = ("aboutsecret", "phonesecret", "mailsecret", "linksecret", "offersecret")


def words_on(response):
    page = response.content.decode()
    return [word for word in WORDS if word in page]


@pytest.mark.parametrize(
    ("audience", "seen"), [("public", (5, 5, 5)), ("members", (0, 5, 5)), ("team", (0, 0, 5))]
)
def test_each_field_is_seen_by_its_readers(client, as_actor, audience, seen):
    url = reverse("web:actor", args=[make_known(audience).slug])

    counts = [len(words_on(client.get(url)))]
    counts += [len(words_on(as_actor(viewer).get(url))) for viewer in (make_person(), make_team())]

    assert tuple(counts) == seen


@pytest.mark.parametrize(
    ("role", "offered"),
    [
        ("broker", True),
        ("editor", True),
        ("region_admin", True),
        ("moderator", False),
        (None, False),
    ],
)
def test_the_page_of_somebody_met_leads_to_bringing_something_for_her(as_actor, role, offered):
    baker = enter_actor(
        by=make_team(), kind="person", name="Baker, Harelbeke", source="x", phone="1", now=NOON
    )
    Actor.objects.filter(pk=baker.pk).update(audience="public")
    viewer = make_team(role) if role else make_person()
    way = f"{reverse('web:join')}?met_before={baker.slug}"

    shown = as_actor(viewer).get(reverse("web:actor", args=[baker.slug])).content.decode()
    of_member = as_actor(viewer).get(reverse("web:actor", args=[make_known("public").slug]))

    assert (way in shown) is offered
    assert "met_before" not in of_member.content.decode()


def test_where_somebody_was_met_is_for_the_team_only(client, as_actor):
    person = make_known("public")
    url = reverse("web:actor", args=[person.slug])

    seen = ["sourcesecret" in client.get(url).content.decode()]
    seen += [
        "sourcesecret" in as_actor(viewer).get(url).content.decode()
        for viewer in (person, make_team())
    ]

    assert seen == [False, False, True]


@pytest.mark.parametrize(
    ("audience", "answers"),
    [("public", (200, 200, 200)), ("members", (404, 200, 200)), ("team", (404, 404, 200))],
)
def test_who_may_not_know_of_somebody_finds_no_page(client, as_actor, audience, answers):
    url = reverse("web:actor", args=[make_person(audience=audience).slug])

    given = [client.get(url).status_code]
    given += [as_actor(viewer).get(url).status_code for viewer in (make_person(), make_team())]

    assert tuple(given) == answers


def test_numbers_lead_nowhere(client, as_actor):
    make_known("public")
    broker = as_actor(make_team())

    answers = {broker.get(f"/en/actors/{number}/").status_code for number in range(1, 40)}

    assert answers == {404}


def titles(response):
    return [row.title for row in response.context["rows"]]


def test_items_are_shown_that_the_reader_may_know(client, as_actor):
    person, broker = make_person(audience="public"), make_team()
    make_question(by=person, owner=broker, title="For everybody")
    make_question(by=person, owner=broker, title="For members", audience=ItemAudience.MEMBERS)
    make_question(by=person, owner=broker, title="A draft", published_at=None)
    url = reverse("web:actor", args=[person.slug])

    nobody = titles(client.get(url))
    member = titles(as_actor(make_person()).get(url))
    herself = titles(as_actor(person).get(url))

    assert nobody == ["For everybody"]
    assert sorted(member) == ["For everybody", "For members"]
    assert sorted(herself) == ["A draft", "For everybody", "For members"]


def test_what_somebody_left_as_a_guest_stays_without_her_name_for_others(client, as_actor):
    person, guest = make_person(audience="public"), make_guest()
    make_question(by=guest, owner=make_team(), title="Left as a guest")
    Actor.objects.filter(pk=guest.pk).update(claimed_by=person)
    url = reverse("web:actor", args=[person.slug])

    assert titles(client.get(url)) == []
    assert titles(as_actor(person).get(url)) == ["Left as a guest"]


def test_what_was_done_on_behalf_of_an_organisation_is_on_its_page(client):
    editor = make_person()
    organisation = make_organisation(admin=editor)
    make_question(by=editor, owner=make_team(), on_behalf_of=organisation, title="On behalf")

    assert titles(client.get(reverse("web:actor", args=[organisation.slug]))) == ["On behalf"]


def test_markup_in_a_profile_is_text(client):
    person = make_person('"><svg/onload=alert(1)>', audience="public")
    person.about = "{{7*7}}<script>alert(1)</script>"
    person.save()
    WebLink.objects.create(actor=person, url="https://example.org/", label="<b>bold</b>")

    page = client.get(reverse("web:actor", args=[person.slug])).content.decode()

    assert "<svg/onload" not in page
    assert "<script>alert" not in page
    assert "<b>bold" not in page
    assert "49<" not in page
