"""No more mails with notices, from a link in one of them, without signing in (RFC 8058).

Opening the link changes nothing, since programs open links before people do. Pressing the button
stops the mails; so does the mail program itself, with one request that has no cookie. Such a
request cannot have the token of a form, so this is the one page that does without: what it may
do is written in the signed link, and it is nothing but this.
"""

from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from gangmaker.actors.models import Actor
from gangmaker.actors.queries import current_region
from gangmaker.trail.models import HowOften
from gangmaker.trail.operations import how_often, set_rhythm
from gangmaker.web.guards import ActorRequest

STOP_NOTICES: Final = "notices.stop"
"""What the link is signed for. It works for as long as there is somebody to write to."""
WANTED_AGAIN: Final = "again"
"""In the form that takes it back: how often it was before."""


@csrf_exempt
def stop_notices(request: ActorRequest, person: Actor, token: str) -> HttpResponse:
    before = how_often(person)
    if request.method == "POST":
        again = request.POST.get(WANTED_AGAIN, "")
        if again in HowOften.values:
            set_rhythm(person=person, how=again, now=timezone.now())
        else:
            set_rhythm(person=person, how=HowOften.NONE, now=timezone.now())
    wanted = how_often(person)
    return render(
        request,
        "web/notices/stop.html",
        {
            "token": token,
            "stopped": wanted == HowOften.NONE,
            "resumed": request.method == "POST" and wanted != HowOften.NONE,
            "how": HowOften(wanted).label,
            "again": before if before != HowOften.NONE else HowOften.DAILY,
            "region_name": current_region().name,
        },
    )
