"""What is here already of what the rows of a sheet say, asked of the database at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from gangmaker.actors.models import Actor, Area
from gangmaker.actors.rules import can_bring_for
from gangmaker.core.enterprise import read_enterprise_number
from gangmaker.core.text import fold
from gangmaker.trail.models import Item, SheetOf, SheetRow

Values = Mapping[str, Any]
IN_ONE_QUESTION = 500


@dataclass
class Known:
    """Records by their number here, by the number of an earlier sheet, by enterprise number."""

    areas: dict[str, Area] = field(default_factory=dict)
    by_id: dict[str, Actor | Item] = field(default_factory=dict)
    by_key: dict[str, Actor | Item] = field(default_factory=dict)
    by_number: dict[str, Actor] = field(default_factory=dict)
    bringers: dict[str, Actor] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    addresses: dict[str, str] = field(default_factory=dict)

    def here(self, values: Values) -> Actor | Item | None:
        """The record that a row means; None when it would be a new one."""
        return (
            self.by_id.get(str(values.get("id", "")).lower())
            or self.by_key.get(values.get("key", ""))
            or self.by_number.get(values.get("enterprise_number", ""))
        )

    def alike(self, values: Values) -> str:
        """Why the row may mean somebody who is here; it is made all the same."""
        if values.get("email") in self.addresses:
            said = _("%(name)s is here with this e-mail address. It is made beside that one.")
            return said % {"name": self.addresses[values["email"]]}
        name = fold(str(values.get("name") or values.get("title") or ""))
        if name in self.names:
            said = _("“%(name)s” is here already. It is made beside that one.")
            return said % {"name": self.names[name]}
        return ""

    def bringer(self, said: str) -> Actor | None:
        number = read_enterprise_number(said)
        return self.bringers.get(said.lower()) or self.bringers.get(number or "")


def look_up(rows: Sequence[Values], *, of: str, viewer: Actor) -> Known:
    """Everything that is asked of the database for a whole sheet, in a few questions."""
    known = Known(areas=_areas())
    model: type[Actor] | type[Item] = Actor if of == SheetOf.ACTORS else Item
    ids = [found for row in rows if (found := _uuid(row.get("id", "")))]
    for part in _parts(ids):
        known.by_id |= {str(one.public_id): one for one in model.objects.filter(public_id__in=part)}
    known.by_key = _by_key([row["key"] for row in rows if row.get("key")], of=of)
    if of == SheetOf.ACTORS:
        _look_up_actors(known, rows)
    else:
        _look_up_items(known, rows, viewer=viewer)
    return known


def _look_up_actors(known: Known, rows: Sequence[Values]) -> None:
    there = Actor.objects.filter(claimed_by=None)
    for part in _parts([row["enterprise_number"] for row in rows if row.get("enterprise_number")]):
        found = there.filter(enterprise_number__in=part).order_by("-pk")
        known.by_number |= {one.enterprise_number: one for one in found}
    for part in _parts([row["name"] for row in rows if row.get("name")]):
        known.names |= {fold(one.name): one.name for one in there.filter(name__in=part)}
    for part in _parts([row["email"] for row in rows if row.get("email")]):
        known.addresses |= {one.email: one.name for one in there.filter(email__in=part)}


def _look_up_items(known: Known, rows: Sequence[Values], *, viewer: Actor) -> None:
    visible = Item.objects.visible_to(viewer, at=timezone.now())
    for part in _parts([row["title"] for row in rows if row.get("title")]):
        known.names |= {fold(one.title): one.title for one in visible.filter(title__in=part)}
    said = [row["by"] for row in rows if row.get("by")]
    entered = Actor.objects.filter(entered_by__isnull=False).select_related("suspension", "area")
    found: dict[str, Actor] = {}
    for part in _parts([one for text in said if (one := _uuid(text))]):
        found |= {str(one.public_id): one for one in entered.filter(public_id__in=part)}
    for part in _parts([number for text in said if (number := read_enterprise_number(text))]):
        found |= {one.enterprise_number: one for one in entered.filter(enterprise_number__in=part)}
    keys = _by_key(said, of=SheetOf.ACTORS)
    found |= {key.lower(): one for key, one in keys.items() if isinstance(one, Actor)}
    known.bringers = {key: one for key, one in found.items() if can_bring_for(viewer, one)}


def _by_key(keys: Sequence[str], *, of: str) -> dict[str, Actor | Item]:
    found: dict[str, Actor | Item] = {}
    for part in _parts(list(keys)):
        rows = SheetRow.objects.filter(sheet__of=of, key__in=part).select_related("actor", "item")
        found |= {row.key: one for row in rows if (one := row.actor or row.item)}
    return found


def _areas() -> dict[str, Area]:
    """By key and by name; of two of one name the municipality."""
    areas = sorted(Area.objects.all(), key=lambda area: area.parent_id is None)
    return {fold(area.name): area for area in areas} | {area.key: area for area in areas}


def _uuid(text: str) -> str:
    try:
        return str(UUID(text.strip()))
    except ValueError:
        return ""


def _parts(values: Sequence[str]) -> list[Sequence[str]]:
    return [
        values[start : start + IN_ONE_QUESTION] for start in range(0, len(values), IN_ONE_QUESTION)
    ]
