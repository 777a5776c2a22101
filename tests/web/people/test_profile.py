"""Profiles: edited by whom they belong to, as a whole, and never more than the form asks."""

import pytest
from django.urls import reverse

from gangmaker.actors.models import (
    Actor,
    ActorSector,
    Direction,
    Exchange,
    MembershipRole,
    Tag,
    TeamRole,
    TeamRoleName,
    WebLink,
)
from gangmaker.concepts.models import ActorConcept
from gangmaker.concepts.operations import load_thesaurus
from gangmaker.trail.models import Act
from gangmaker.web.people.profile_forms import FIELD_NAMES
from tests.world import (
    NOON,
    make_area,
    make_guest,
    make_membership,
    make_organisation,
    make_person,
    make_team,
)

pytestmark = [pytest.mark.django_db]

EDIT = "/en/profile/edit/"


def typed(**changed):
    return {
        "name": "Illustrator, Kortrijk",
        "about": "Ik teken kaarten.",
        "about_language": "nl",
        "area": "",
        "sectors": ["creative", "education"],
        "languages": ["nl"],
        "offers": "Twee uur per maand.",
        "offer_tags": "Illustratie, zeefdruk, illustratie",
        "seeks": "",
        "seek_tags": "",
        "phone": "056 12 34 56",
        "reads": "fr",
        "audience": "public",
        "link_url_1": "example.org/werk",
        "link_label_1": "Werk",
        **{f"audience_{name}": "members" for name in FIELD_NAMES},
        **changed,
    }


def test_a_profile_is_kept_as_it_was_typed(as_actor):
    member = make_person()
    area = make_area()

    response = as_actor(member).post(EDIT, typed(area=area.key))

    kept = Actor.objects.get(pk=member.pk)
    assert response.url == "/en/profile/"
    assert (kept.name, kept.about, kept.area, kept.reads) == (
        "Illustrator, Kortrijk",
        "Ik teken kaarten.",
        area,
        "fr",
    )
    assert sorted(ActorSector.objects.values_list("sector", flat=True)) == ["creative", "education"]
    assert list(WebLink.objects.values_list("url", "label")) == [
        ("https://example.org/werk", "Werk")
    ]
    assert kept.field_audiences == dict.fromkeys(FIELD_NAMES, "members")
    offer = Exchange.objects.get(direction=Direction.OFFERS)
    assert sorted(offer.tags.values_list("name", flat=True)) == ["illustratie", "zeefdruk"]
    assert Act.objects.filter(verb="actor.profile_edited", by=member, subject=member).count() == 1


def test_the_form_shows_what_was_kept(as_actor):
    client = as_actor(make_person())
    client.post(EDIT, typed())

    form = client.get(EDIT).context["form"]

    assert {name: form[name].value() for name in ("about", "offer_tags", "link_url_1")} == {
        "about": "Ik teken kaarten.",
        "offer_tags": "illustratie, zeefdruk",
        "link_url_1": "https://example.org/werk",
    }
    assert len(form.links()) == 4


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "\u200b \x00"}, "name"),
        ({"link_url_1": "javascript:alert(1)"}, "link_url_1"),
        ({"link_url_1": "ftp://example.org"}, "link_url_1"),
        ({"link_url_1": "java\tscript://x"}, "link_url_1"),
        ({"audience": "nobody"}, "audience"),
        ({"audience_email": "everyone"}, "audience_email"),
        ({"sectors": ["creative", "magic"]}, "sectors"),
        ({"area": "atlantis"}, "area"),
        ({"offer_tags": ", ".join(f"word{n}" for n in range(13))}, "offer_tags"),
        ({"about": "x" * 2001}, "about"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(as_actor, wrong, field):
    member = make_person()

    response = as_actor(member).post(EDIT, typed(**{"phone": "typed and kept", **wrong}))

    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert "typed and kept" in response.content.decode()
    assert not Act.objects.filter(verb="actor.profile_edited").exists()


def test_no_more_is_changed_than_the_form_asks(as_actor):
    member, other = make_person(), make_person()
    before = Actor.objects.filter(pk=member.pk).values(*UNTOUCHED).get()

    as_actor(member).post(
        EDIT,
        typed(
            id=str(other.pk),
            pk=str(other.pk),
            kind="organisation",
            slug="taken",
            account=str(other.account_id),
            claimed_by=str(other.pk),
            email="other@example.org",
            email_confirmed_at="",
            entered_by=str(other.pk),
            source="x",
            picture="x",
            public_id="00000000-0000-0000-0000-000000000000",
            created_at="2020-01-01",
            is_team="1",
            roles="region_admin",
            is_staff="1",
        ),
    )

    assert Actor.objects.filter(pk=member.pk).values(*UNTOUCHED).get() == before
    assert not TeamRole.objects.exists()


UNTOUCHED = (
    "pk",
    "kind",
    "slug",
    "account",
    "claimed_by",
    "email",
    "email_confirmed_at",
    "entered_by",
    "source",
    "picture",
    "public_id",
    "created_at",
)


@pytest.mark.parametrize(
    ("role", "status"),
    [(MembershipRole.ADMIN, 200), (MembershipRole.EDITOR, 200), (MembershipRole.MEMBER, 403)],
)
def test_an_organisation_is_edited_by_who_may_act_for_it(as_actor, role, status):
    member, organisation = make_person(), make_organisation()
    make_membership(member, organisation, role)

    response = as_actor(member).get(reverse("web:actor-edit", args=[organisation.slug]))

    assert response.status_code == status


def test_somebody_else_cannot_be_edited(as_actor):
    other = make_person(audience="public")

    response = as_actor(make_person()).post(
        reverse("web:actor-edit", args=[other.slug]), typed(name="Changed")
    )

    assert response.status_code == 403
    assert Actor.objects.get(pk=other.pk).name != "Changed"


def test_the_team_edits_who_has_no_account_and_nobody_who_has(as_actor):
    guest, member = make_guest(), make_person()
    client = as_actor(make_team(TeamRoleName.BROKER))

    answers = [
        client.get(reverse("web:actor-edit", args=[actor.slug])).status_code
        for actor in (guest, member)
    ]

    assert answers == [200, 403]


def test_who_may_not_know_of_somebody_finds_no_form(as_actor):
    hidden = make_person(audience="team")

    response = as_actor(make_person()).get(reverse("web:actor-edit", args=[hidden.slug]))

    assert response.status_code == 404


def test_nobody_has_a_profile_without_signing_in(client):
    assert [client.get(path).status_code for path in ("/en/profile/", EDIT)] == [302, 302]
    assert client.post(EDIT, typed()).status_code == 403


def test_a_tag_is_one_however_it_is_written(as_actor):
    as_actor(make_person()).post(EDIT, typed(offer_tags="Zeefdruk"))
    as_actor(make_person()).post(EDIT, typed(offer_tags="ZEEFDRUK ,  zeefdruk"))

    assert list(Tag.objects.values_list("name", flat=True)) == ["zeefdruk"]


def test_what_the_words_suggest_comes_right_after_saving_and_once(as_actor):
    load_thesaurus(NOON)
    member = make_person()
    words = typed(offers="Ik bind boeken met de hand.", offer_tags="boekbinden")

    first = as_actor(member).post(EDIT, words)
    again = as_actor(member).post(EDIT, words)

    assert first.url == f"/en/actors/{member.slug}/concepts/"
    assert again.url == "/en/profile/"
    assert ActorConcept.objects.filter(actor=member, concept__key="bookbinding").exists()
