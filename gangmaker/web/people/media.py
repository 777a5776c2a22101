"""Pictures of actors: each byte is given after asking the rules again."""

from collections.abc import Mapping

from django.http import FileResponse, Http404
from django.http.response import HttpResponseBase

from gangmaker.actors.models import Actor, Audience
from gangmaker.actors.pictures import SIZES, picture_path
from gangmaker.actors.rules import can_see_field
from gangmaker.web.guards import ActorRequest, Found, Guard
from gangmaker.web.policies import find_actor


def _find(request: ActorRequest, named: Mapping[str, str]) -> Found:
    actor: Actor = find_actor(request, named)["actor"]
    known = named["size"] in SIZES and actor.picture
    if not known or not can_see_field(request.actor, actor, "picture"):
        raise Http404
    return {"actor": actor, "size": named["size"]}


picture_seen = Guard("picture: seen", lambda viewer, found: True, _find)


def picture(request: ActorRequest, actor: Actor, size: str) -> HttpResponseBase:
    path = picture_path(actor.picture, size)
    if not path.is_file():
        raise Http404
    response = FileResponse(path.open("rb"), content_type="image/webp")
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'; sandbox"
    if _is_for_everybody(actor):
        response["Cache-Control"] = "private, max-age=3600"
    return response


def _is_for_everybody(actor: Actor) -> bool:
    return actor.audience == Audience.PUBLIC == actor.field_audience("picture")
