"""What a region says of itself, and its colours."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from i18nfield.strings import LazyI18nString

from gangmaker.actors.models import Actor, Region
from gangmaker.actors.ports import plugs
from gangmaker.actors.rules import NotYours, is_region_admin

Texts = Mapping[str, str]


@dataclass(frozen=True)
class RegionSettings:
    """Texts by language; the name of a kept picture; colours as ``#rrggbb``."""

    name: Texts
    slogan: Texts
    welcome: Texts
    contact_email: str
    logo: str = ""
    act_colour: str = Region.ACT_COLOUR
    waiting_colour: str = Region.WAITING_COLOUR


@transaction.atomic
def set_region(*, settings: RegionSettings, by: Actor | None, now: datetime) -> Region:
    """Replace what the region says of itself. ``by`` is None only when it is set up."""
    if by is not None and not is_region_admin(by):
        raise NotYours
    region, _created = Region.objects.update_or_create(
        pk=1,
        defaults={
            "name": LazyI18nString(dict(settings.name)),
            "slogan": LazyI18nString(dict(settings.slogan)),
            "welcome": LazyI18nString(dict(settings.welcome)),
            "contact_email": settings.contact_email,
            "logo": settings.logo,
            "act_colour": settings.act_colour,
            "waiting_colour": settings.waiting_colour,
        },
    )
    plugs.write_act("region.settings_changed", by=by, at=now)
    return region
