"""After a request was answered: what it did is counted with what others did from its network."""

import logging

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from gangmaker.trail.noting import noting
from gangmaker.trail.watching import watch
from gangmaker.web.limits import network_of
from gangmaker.web.middleware import Respond

logger = logging.getLogger(__name__)


class Watching:
    """Counts only; nothing is refused here, and what fails here fails nobody's request."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with noting() as acts:
            response = self.respond(request)
        if acts:
            try:
                watch(acts, network=network_of(request))
            except Exception:
                logger.exception("What a request did could not be counted.")
        return response
