"""What every page needs, whatever it shows."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils import translation

from gangmaker.actors.models import Actor, Region
from gangmaker.actors.queries import current_region, organisations_to_act_for
from gangmaker.actors.record_rules import can_keep_records
from gangmaker.actors.rules import can_enter_others, can_moderate, is_region_admin
from gangmaker.brokerage.rules import can_broker

from .epoch import remembered
from .platform.reading import sentence


@dataclass(frozen=True)
class LanguageLink:
    code: str
    name: str
    url: str
    absolute_url: str
    current: bool


def language_links(request: HttpRequest) -> list[LanguageLink]:
    """The same page in each language; the home page where this one has no language."""
    current = translation.get_language()
    links = []
    for code, _name in settings.LANGUAGES:
        url = translate_url(request.get_full_path(), code)
        if not translation.get_language_from_path(request.path_info):
            url = f"/{code}/"
        name = translation.get_language_info(code)["name_local"]
        links.append(LanguageLink(code, name, url, settings.BASE_URL + url, code == current))
    return links


def page(request: HttpRequest) -> dict[str, object]:
    language = translation.get_language()  # a region that nobody set up is told in it
    region: Region = remembered(f"region {language}", current_region)
    actor: Actor | None = getattr(request, "actor", None)
    return {
        "region": region,
        "is_team": actor is not None and actor.is_team,
        "is_region_admin": is_region_admin(actor),
        "can_broker": can_broker(actor),
        "can_enter_others": can_enter_others(actor),
        "can_moderate": can_moderate(actor),
        "can_keep_records": can_keep_records(actor),
        "unread_notices": getattr(actor, "unread_notices", 0),
        "acting_choices": organisations_to_act_for(actor),
        "base_url": settings.BASE_URL,
        "demo": settings.DEMO,
        "read_only": sentence(why) if (why := getattr(request, "why_read_only", None)) else "",
        "language_links": language_links(request),
    }
