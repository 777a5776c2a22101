"""No more mails with what fits, from a link in one of them, without signing in (RFC 8058).

As with notices (``web.notices.stopping``): opening the link changes nothing, and what the one
request without a form may do is written in the signed link.
"""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from gangmaker.actors.models import Actor
from gangmaker.actors.queries import current_region
from gangmaker.brokerage.models import Availability
from gangmaker.brokerage.operations.availability import set_digest
from gangmaker.web.guards import ActorRequest

AGAIN = "again"
"""In the form that takes it back."""


@csrf_exempt
def stop_suggestions(request: ActorRequest, actor: Actor, token: str) -> HttpResponse:
    if request.method == "POST":
        wanted = set_digest(actor=actor, wanted=AGAIN in request.POST, now=timezone.now())
    else:
        wanted = Availability.objects.filter(actor=actor, digest=True).exists()
    context = {
        "token": token,
        "stopped": not wanted,
        "resumed": wanted and request.method == "POST",
        "may_resume": Availability.objects.filter(actor=actor).exists(),
        "region_name": current_region().name,
    }
    return render(request, "web/fitting/stop.html", context)
