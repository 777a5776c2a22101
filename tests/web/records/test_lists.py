"""The pages of this area cost the same however much they list."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gangmaker.actors.duplicates import renew
from gangmaker.actors.models import Actor
from gangmaker.actors.operations import enter_actor
from gangmaker.actors.operations.claims import claim
from gangmaker.actors.operations.merges import merge
from gangmaker.trail.models import Sheet
from gangmaker.upkeep.sheets.taking_in import keep_sheet, take_in
from tests.world import NOON, make_person, make_team

pytestmark = pytest.mark.django_db

MOST = 14


def enter(by: Actor, name: str) -> Actor:
    return enter_actor(by=by, kind="organisation", name=name, source="x", now=NOON)


def alike(by: Actor, rows: int) -> str:
    for number in range(rows):
        enter(by, f"Weverij nummer {number:05d}")
        enter(by, f"Weverij nummer {number:05d} bv")
    renew(now=NOON)
    return reverse("web:alike")


def found(by: Actor, rows: int) -> str:
    alike(by, rows)
    return reverse("web:merge-find", args=[enter(by, "Nog een").slug]) + "?q=Weverij"


def merges(by: Actor, rows: int) -> str:
    for number in range(rows):
        stands, other = enter(by, f"Weverij {number}"), enter(by, f"Wevery {number}")
        merge(stands=stands, other=other, takes={}, by=by, reason="x", now=NOON)
    return reverse("web:merges")


def claims(by: Actor, rows: int) -> str:
    for number in range(rows):
        claim(actor=enter(by, f"Weverij {number}"), by=make_person(), words="", now=NOON)
    return reverse("web:claims")


def sheets(by: Actor, rows: int) -> str:
    for number in range(rows):
        text = f"kind;name;source\r\nperson;Anne {number} of {rows};x\r\n"
        take_in(sheet=_kept(by, text), by=by, now=NOON)
    return reverse("web:sheets")


def _kept(by: Actor, text: str) -> Sheet:
    return keep_sheet(of="actors", name="x", data=text.encode(), by=by, now=NOON)


def _of_rows(rows: int) -> str:
    named = "".join(f"{n};person;Anne {n};x;Menen\r\n" for n in range(rows))
    return f"key;kind;name;source;area\r\n{named}"


def looked_at(by: Actor, rows: int) -> str:
    return reverse("web:sheet", args=[_kept(by, _of_rows(rows)).public_id])


def taken_in(by: Actor, rows: int) -> str:
    sheet = _kept(by, _of_rows(rows).replace("Menen", ""))
    take_in(sheet=sheet, by=by, now=NOON)
    return reverse("web:sheet", args=[sheet.public_id])


def report(by: Actor, rows: int) -> str:
    return taken_in(by, rows) + "report.csv"


@pytest.mark.usefixtures("in_english")
@pytest.mark.parametrize(
    "make", [alike, found, merges, claims, sheets, looked_at, taken_in, report]
)
def test_a_page_costs_the_same_with_one_row_and_with_thirty(make):
    costs = [_cost(make, rows) for rows in (1, 30)]

    assert costs[0] == costs[1]
    assert costs[0] <= MOST


def _cost(make: Callable[[Actor, int], str], rows: int) -> int:
    by = make_team()
    client, address = Client(), make(by, rows)
    assert by.account is not None
    client.force_login(by.account)
    client.get(address)
    with CaptureQueriesContext(connection) as counted:
        page = client.get(address)
    assert page.status_code == 200
    return len(counted)
