"""Who takes part, for whom, in which language; and nothing private in anybody's cache."""

from collections.abc import Callable
from typing import cast

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers

from gangmaker.actors.models import Account, Actor
from gangmaker.actors.queries import organisations_to_act_for

from .guards import ActorRequest

Respond = Callable[[HttpRequest], HttpResponseBase]
ACTING = "acting_for"


class PrivateByDefault:
    """Keep answers out of shared caches, unless the view itself decided otherwise."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.respond(request)
        if not response.has_header("Cache-Control"):
            signed_in = getattr(request, "actor", None) is not None
            response["Cache-Control"] = "private, no-store" if signed_in else "private, no-cache"
            patch_vary_headers(response, ["Cookie"])
        return response


class ActorMiddleware:
    """Find the person behind the session, and the organisation she acts for now."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        asked = cast("ActorRequest", request)
        asked.actor = self._actor(asked)
        asked.acting = self._acting(asked)
        response = self.respond(request)
        self._keep_language(request, response)
        return response

    def _actor(self, request: ActorRequest) -> Actor | None:
        """Nobody when the account has no person, or the person was suspended since."""
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return None
        account = request.user
        if not isinstance(account, Account):
            return None
        actor: Actor | None = getattr(account, "actor", None)
        if actor is not None and self._is_suspended(actor):
            logout(request)
            return None
        return actor

    @staticmethod
    def _is_suspended(actor: Actor) -> bool:
        """Of what is over, the worker takes the row away a moment later."""
        return hasattr(actor, "suspension") and not actor.suspension.is_over(at=timezone.now())

    def _acting(self, request: ActorRequest) -> Actor | None:
        if request.actor is None or ACTING not in request.session:
            return None
        choices = organisations_to_act_for(request.actor)
        return next((one for one in choices if one.pk == request.session[ACTING]), None)

    def _keep_language(self, request: HttpRequest, response: HttpResponseBase) -> None:
        """Remember the language of a page that was chosen by its address."""
        chosen = translation.get_language_from_path(request.path_info)
        if getattr(response, "cookieless", False):
            return
        if not chosen or chosen == request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME):
            return
        if chosen != translation.get_language_from_request(request):
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME,
                chosen,
                max_age=settings.LANGUAGE_COOKIE_AGE,
                secure=settings.LANGUAGE_COOKIE_SECURE,
                httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
                samesite="Lax",
            )
