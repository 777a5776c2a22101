"""For monitors, plain; for the administrator of the region, in words."""

from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from gangmaker.upkeep.state import readiness
from gangmaker.upkeep.state import state as look
from gangmaker.web.guards import ActorRequest

from . import figures, words

PLAIN = "text/plain; charset=utf-8"
EXPOSITION = "text/plain; version=0.0.4; charset=utf-8"


def healthz(request: ActorRequest) -> HttpResponse:
    """The process is there and answers; nothing else is asked."""
    return _plain("ok\n")


def readyz(request: ActorRequest) -> HttpResponse:
    """200 while visitors can be sent here, else 503; which check failed is for the token only."""
    found = readiness(now=timezone.now())
    status = 200 if found.ready else 503
    if not _has_token(request):
        return _plain("ready\n" if found.ready else "not ready\n", status=status)
    answer = JsonResponse({"ready": found.ready, "checks": found.checks}, status=status)
    answer["Cache-Control"] = "no-store"
    return answer


def metrics(request: ActorRequest) -> HttpResponse:
    """Does not exist without the token."""
    if not _has_token(request):
        raise Http404
    answer = HttpResponse(figures.exposition(now=timezone.now()), content_type=EXPOSITION)
    answer["Cache-Control"] = "no-store"
    return answer


def platform(request: ActorRequest) -> HttpResponse:
    now = timezone.now()
    lines = words.told(look(now=now), now=now)
    return render(request, "web/platform/state.html", {"lines": lines, "looked_at": now})


def _has_token(request: ActorRequest) -> bool:
    wanted: str = settings.METRICS_TOKEN
    said = request.headers.get("Authorization", "")
    return bool(wanted) and constant_time_compare(said, f"Bearer {wanted}")


def _plain(text: str, *, status: int = 200) -> HttpResponse:
    answer = HttpResponse(text, content_type=PLAIN, status=status)
    answer["Cache-Control"] = "no-store"
    return answer
