import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

import gangmaker.actors

AREAS = Path(gangmaker.actors.__file__).parent / "data" / "areas.toml"


@pytest.fixture(scope="module")
def areas() -> dict[str, Any]:
    return tomllib.loads(AREAS.read_text(encoding="utf-8"))


def test_the_region_has_its_thirteen_municipalities(areas: dict[str, Any]) -> None:
    assert {town["name"]: town["nis"] for town in areas["municipality"]} == {
        "Anzegem": "34002",
        "Avelgem": "34003",
        "Deerlijk": "34009",
        "Harelbeke": "34013",
        "Kortrijk": "34022",
        "Kuurne": "34023",
        "Lendelede": "34025",
        "Menen": "34027",
        "Spiere-Helkijn": "34043",
        "Waregem": "34040",
        "Wevelgem": "34041",
        "Wielsbeke": "37017",
        "Zwevegem": "34042",
    }


def test_keys_are_unique_and_fit_in_an_address(areas: dict[str, Any]) -> None:
    keys = [
        area["key"] for town in areas["municipality"] for area in [town, *town.get("district", [])]
    ]

    assert len(set(keys)) == len(keys)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", key) for key in keys)


def test_a_municipality_has_no_district_or_several_of_its_own(areas: dict[str, Any]) -> None:
    for town in areas["municipality"]:
        districts = town.get("district", [])

        assert len(districts) != 1
        assert all(district["key"].startswith(f"{town['key']}-") for district in districts)


def test_every_district_has_a_postal_code_of_its_municipality(areas: dict[str, Any]) -> None:
    for town in areas["municipality"]:
        codes = {district["postal_code"] for district in town.get("district", [])}

        assert codes in (set(), set(town["postal_codes"]))


def test_every_place_lies_in_or_just_around_the_region(areas: dict[str, Any]) -> None:
    spots = [
        area for town in areas["municipality"] for area in [town, *town.get("district", [])]
    ] + areas["neighbour"]

    assert all(50.69 < spot["latitude"] < 50.94 for spot in spots)
    assert all(3.03 < spot["longitude"] < 3.57 for spot in spots)


def test_the_region_has_about_310_000_inhabitants(areas: dict[str, Any]) -> None:
    assert areas["approximate"] is True
    assert sum(town["inhabitants"] for town in areas["municipality"]) == pytest.approx(
        310_000, rel=0.02
    )
