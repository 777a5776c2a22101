"""The texts about the site say what is so, from the settings of the region and from the tags."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from gangmaker.actors.models import Region, TeamRoleName
from gangmaker.upkeep.rights.register import register
from tests.web.rights.visitors import signed_in
from tests.world import make_person, make_team

pytestmark = pytest.mark.django_db

PAGES = ("contact", "privacy", "cookies", "house-rules", "accessibility", "licence")


@pytest.fixture
def region() -> Region:
    return Region.objects.create(
        pk=1,
        name="Vlasstreek",
        slogan="",
        welcome="",
        contact_email="hallo@example.org",
        controller="Stad Vlas, Markt 1",
        privacy_contact="privacy@example.org",
        accessibility_tested_on=date(2026, 5, 4),
        accessibility_tested_by="axe",
        accessibility_limits="De kaart is klein.",
    )


def test_the_page_about_the_order_is_found_where_it_was_before():
    moved = Client().get("/nl/about/how-we-order/")

    assert (moved.status_code, moved["Location"]) == (301, "/nl/how-we-order/")


@pytest.mark.parametrize("code", ["nl", "fr", "en"])
def test_the_foot_of_every_page_leads_to_each_of_them(code):
    foot = Client().get(f"/{code}/").content.decode()

    links = [f'href="/{code}/about/{name}/"' for name in (*PAGES, "register")]
    links.append(f'href="/{code}/how-we-order/"')
    assert [link for link in links if link not in foot] == []
    assert [Client().get(f"/{code}/about/{name}/").status_code for name in PAGES] == [200] * 6


def test_privacy_names_who_answers_and_every_purpose(region):
    page = Client().get(reverse("web:page", args=["privacy"])).content.decode()

    assert "Stad Vlas, Markt 1" in page
    assert "privacy@example.org" in page
    assert [one.purpose.key for one in register() if str(one.purpose.kept) not in page] == []


def test_the_accessibility_statement_says_when_it_was_tested_and_what_does_not_work(region):
    page = Client().get(reverse("web:page", args=["accessibility"])).content.decode()

    assert "4 mei 2026" in page
    assert "De kaart is klein." in page


def test_a_region_administrator_says_it_and_everybody_reads_it_at_once(region):
    admin = make_team(TeamRoleName.REGION_ADMIN)
    client = signed_in(admin)
    Client().get(reverse("web:page", args=["privacy"]))

    saved = client.post(
        reverse("web:region-legal"), {"controller": "Stad Nieuw", "accessibility_limits_nl": "x"}
    )

    page = Client().get(reverse("web:page", args=["privacy"])).content.decode()
    assert saved.status_code == 302
    assert "Stad Nieuw" in page


def test_nobody_else_may():
    client = signed_in(make_person())

    assert client.get(reverse("web:region-legal")).status_code == 403
