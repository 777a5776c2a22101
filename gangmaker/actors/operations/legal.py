"""What a region has to say of itself by law."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from i18nfield.strings import LazyI18nString

from gangmaker.actors.models import Actor, Region
from gangmaker.actors.ports import plugs
from gangmaker.actors.queries import current_region
from gangmaker.actors.rules import NotYours, is_region_admin


@dataclass(frozen=True)
class Legal:
    """Who answers for personal data, and what is known of the accessibility of the site."""

    controller: str
    privacy_contact: str
    accessibility_tested_on: date | None
    accessibility_tested_by: str
    accessibility_limits: Mapping[str, str]


@transaction.atomic
def set_legal(*, legal: Legal, by: Actor | None, now: datetime) -> Region:
    """Replace what the region says. ``by`` is None only when it is set up."""
    if by is not None and not is_region_admin(by):
        raise NotYours
    region = current_region()
    region.controller = legal.controller
    region.privacy_contact = legal.privacy_contact
    region.accessibility_tested_on = legal.accessibility_tested_on
    region.accessibility_tested_by = legal.accessibility_tested_by
    region.accessibility_limits = LazyI18nString(dict(legal.accessibility_limits))
    region.save()
    plugs.write_act("region.settings_changed", by=by, at=now)
    return region
