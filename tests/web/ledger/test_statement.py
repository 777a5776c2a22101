from io import BytesIO
from typing import Any

import pytest
from django.urls import reverse
from django.utils import translation
from pypdf import PdfReader

from gangmaker.trail.models import LinkVerb
from gangmaker.trail.operations import link_items
from tests.contributions.ledger_world import make_entry
from tests.world import (
    NOON,
    make_organisation,
    make_person,
    make_project,
    make_question,
    make_result,
    make_team,
)

pytestmark = pytest.mark.django_db


def a_giver():
    """Somebody whose two hours for a question became a project with a result."""
    giver, question = make_person("Illustrator, Kortrijk"), make_question()
    project = make_project()
    link_items(source=project, verb=LinkVerb.CAME_FROM, target=question, by=None, now=NOON)
    make_result(project)
    make_entry(question, giver=giver)
    return giver


def test_it_says_what_somebody_gave_and_what_came_of_it(client):
    client.force_login(a_giver().account)

    text = client.get(reverse("web:statement", args=[2026])).content.decode()

    assert "What I gave in 2026" in text
    assert "2 hours" in text
    assert "Lampen uit vlas" in text
    assert "Een lamp van korte vezels" in text
    assert "1 result came of it." in text


def test_nothing_given_has_a_next_step(client):
    client.force_login(make_person().account)

    text = client.get(reverse("web:statement", args=[2026])).content.decode()

    assert "Nothing is in the ledger for this year" in text
    assert reverse("web:join") in text
    assert client.get(reverse("web:statement", args=[1])).status_code == 404


def test_it_is_for_oneself_the_organisation_and_the_team(client):
    giver, admin = a_giver(), make_person()
    organisation = make_organisation(admin=admin)
    hers = reverse("web:actor-statement", args=[giver.slug, 2026])
    its = reverse("web:actor-statement", args=[organisation.slug, 2026])

    def statuses(reader) -> list[int]:
        client.force_login(reader.account)
        return [client.get(url).status_code for url in (hers, its)]

    assert statuses(giver) == [200, 403]
    assert statuses(admin) == [403, 200]
    assert statuses(make_team()) == [200, 200]
    client.logout()
    assert client.get(hers).status_code in (302, 404)


@pytest.mark.parametrize("language", ["nl", "en", "fr"])
def test_on_paper_it_has_a_title_a_language_tags_and_text_that_can_be_read(client, language):
    giver = a_giver()
    client.force_login(giver.account)
    with translation.override(language):
        url = reverse("web:statement-pdf", args=[2026])

    answer = client.get(url)

    paper = PdfReader(BytesIO(answer.content))
    root: Any = paper.trailer["/Root"]
    sheets: list[Any] = list(paper.pages)
    text = "\n".join(page.extract_text() for page in paper.pages)
    assert answer["Content-Type"] == "application/pdf"
    assert root["/Lang"] == language
    assert root["/MarkInfo"]["/Marked"]
    assert root["/StructTreeRoot"]
    assert paper.metadata is not None
    assert "2026" in str(paper.metadata.title)
    assert "Illustrator, Kortrijk" in text
    assert "Een lamp van korte vezels" in text
    fonts = {
        font["/BaseFont"].split("+")[-1]
        for page in sheets
        for font in (each.get_object() for each in page["/Resources"]["/Font"].values())
    }
    assert any("InstrumentSans" in font for font in fonts)
    assert any("BricolageGrotesque" in font for font in fonts)


def test_an_odd_name_is_text_on_paper_too(client):
    giver = make_person('#panic("x") *bold* \\ </script>')
    make_entry(make_question(), giver=giver)
    client.force_login(giver.account)

    answer = client.get(reverse("web:statement-pdf", args=[2026]))

    text = PdfReader(BytesIO(answer.content)).pages[0].extract_text()
    assert '#panic("x") *bold*' in text.replace("“", '"').replace("”", '"')
