"""What every installation needs before anybody comes in: places, terms, and reasons to start from.

Setting up twice changes nothing, and what the team changed meanwhile stays as it is.
"""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import datetime
from importlib.resources import files
from typing import Any

from django.db import transaction

from gangmaker.actors.models import Area, AreaKind, Region
from gangmaker.actors.operations import RegionSettings, set_region
from gangmaker.actors.operations.house_rules import set_up_house_rules
from gangmaker.concepts.operations import load_thesaurus
from gangmaker.config.demo.reading import build
from gangmaker.config.demo.rows import AnswerTemplate as TemplateRow
from gangmaker.contributions.operations import set_up_caps
from gangmaker.trail.models import AnswerTemplate, PromiseTerm
from gangmaker.trail.operations import DEFAULT_WORKING_DAYS, save_template, set_term

ANSWERED_KINDS = ("question", "idea", "offer", "project")
UNNAMED = RegionSettings(
    name={"nl": "Gangmaker", "en": "Gangmaker", "fr": "Gangmaker"},
    slogan={
        "nl": "Van ontmoeting naar resultaat.",
        "en": "From meeting to result.",
        "fr": "De la rencontre au résultat.",
    },
    welcome={"nl": "", "en": "", "fr": ""},
    contact_email="",
)
"""What the region says of itself until its administrator has said it."""


@transaction.atomic
def set_up_region(now: datetime, *, settings: RegionSettings = UNNAMED) -> None:
    """Fill in what is missing; what is there is left alone."""
    set_up_areas()
    _set_up_terms(now)
    _set_up_templates(now)
    set_up_caps(now)
    set_up_house_rules(now)
    load_thesaurus(now)
    if not Region.objects.exists():
        set_region(settings=settings, by=None, now=now)


def set_up_areas() -> None:
    """The municipalities of the region and their districts, by key."""
    known = set(Area.objects.values_list("key", flat=True))
    for row in _municipalities():
        fields = _place(row) | {"code": row["nis"], "inhabitants": row["inhabitants"]}
        town, _made = Area.objects.get_or_create(
            key=row["key"], defaults={"kind": AreaKind.MUNICIPALITY, **fields}
        )
        Area.objects.bulk_create(
            Area(kind=AreaKind.DISTRICT, parent=town, key=district["key"], **_place(district))
            for district in row.get("district", ())
            if district["key"] not in known
        )


def _municipalities() -> Iterator[Mapping[str, Any]]:
    text = files("gangmaker.actors").joinpath("data/areas.toml").read_text(encoding="utf-8")
    yield from tomllib.loads(text)["municipality"]


def _place(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in ("name", "latitude", "longitude")}


def _set_up_terms(now: datetime) -> None:
    there = set(PromiseTerm.objects.values_list("kind", flat=True))
    for kind in ANSWERED_KINDS:
        if kind not in there:
            set_term(kind=kind, working_days=DEFAULT_WORKING_DAYS, by=None, now=now)


def _set_up_templates(now: datetime) -> None:
    """Only where nobody made any: a reason that the team threw away does not come back."""
    if AnswerTemplate.objects.exists():
        return
    for row in _template_rows():
        save_template(
            template=None,
            kind=row.kind,
            outcome=row.outcome,
            name=row.name.nl,
            text=row.text.as_dict(),
            by=None,
            now=now,
        )


def _template_rows() -> list[TemplateRow]:
    file = files("gangmaker.config.demo").joinpath("data/answer_templates.toml")
    rows = tomllib.loads(file.read_text(encoding="utf-8"))["answer_templates"]
    return [build(TemplateRow, row, where="answer_templates") for row in rows]
