"""A sheet on its way through the pages: sent, looked at, taken in, told of; and taken out."""

from io import BytesIO

import pytest
from django.urls import reverse

from gangmaker.actors.models import Actor
from gangmaker.trail.models import Act, Sheet
from tests.world import make_person, make_team

pytestmark = pytest.mark.django_db

RIGHT = b"kind;name;source\r\nperson;Anne;Durf\r\n"
WRONG = b"kind;name;source\r\nrobot;Anne;Durf\r\n"


def send(client, data: bytes, of: str = "actors"):
    file = BytesIO(data)
    file.name = "lijst.csv"
    return client.post(reverse("web:sheet-new", args=[of]), {"file": file})


def test_a_sheet_is_looked_at_first_and_taken_in_when_somebody_says_so(as_actor):
    client = as_actor(make_team())

    sent = send(client, RIGHT)
    looked = client.get(sent.url).content.decode()
    before = Actor.objects.filter(name="Anne").count()
    taken = client.post(sent.url, follow=True).content.decode()
    report = client.get(sent.url + "report.csv").content.decode()

    assert ("1 would be made" in looked, before) == (True, 0)
    assert ("Anne" in taken, ",made," in report) == (True, True)
    assert Actor.objects.filter(name="Anne").count() == 1


def test_problems_are_named_and_nothing_can_be_taken_in(as_actor):
    client = as_actor(make_team())

    sent = send(client, WRONG)
    looked = client.get(sent.url).content.decode()
    tried = client.post(sent.url)

    assert ("robot" in looked, "Import all of it" in looked) == (True, False)
    assert (tried.status_code, Actor.objects.filter(name="Anne").count()) == (422, 0)


def test_the_same_file_leads_to_what_came_of_it(as_actor):
    client = as_actor(make_team())
    first = send(client, RIGHT)
    client.post(first.url)

    again = send(client, RIGHT)

    assert again.url == first.url
    assert "were here already" in client.get(again.url).content.decode()


def test_a_file_that_nobody_can_read_is_refused_with_the_reason(as_actor):
    response = send(as_actor(make_team()), b"\xd0\xcf\x11\xe0old")

    assert response.status_code == 422
    assert "old Excel format" in response.content.decode()


@pytest.mark.parametrize("how", ["csv", "xlsx"])
def test_chosen_columns_are_taken_out_and_that_is_written_down(as_actor, how):
    keeper = make_team()

    response = as_actor(keeper).post(
        reverse("web:sheets-given-out", args=["actors"]), {"columns": ["id", "name"], "how": how}
    )

    body = b"".join(response.streaming_content)
    assert body.startswith(b"\xef\xbb\xbfid,name" if how == "csv" else b"PK")
    assert "attachment" in response["Content-Disposition"]
    assert "no-store" in response["Cache-Control"]
    assert Act.objects.get(verb="sheet.given_out").data["columns"] == ["id", "name"]


def test_nobody_else_comes_near_sheets(as_actor):
    sheet = Sheet.objects.get(
        public_id=send(as_actor(make_team()), RIGHT).url.rstrip("/").split("/")[-1]
    )

    for viewer in (make_person(), make_team("editor"), make_team("moderator")):
        client = as_actor(viewer)
        out = client.post(
            reverse("web:sheets-given-out", args=["actors"]), {"columns": ["id"], "how": "csv"}
        )
        seen = client.get(reverse("web:sheet", args=[sheet.public_id]))
        taken = client.post(reverse("web:sheet", args=[sheet.public_id]))
        assert (out.status_code, seen.status_code, taken.status_code) == (403, 404, 404)
