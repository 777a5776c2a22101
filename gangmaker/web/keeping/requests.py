"""What every view behind a guard knows of its request: who asks, and what was sent."""

from django.http import QueryDict

from gangmaker.actors.models import Actor
from gangmaker.web.guards import ActorRequest


def who(request: ActorRequest) -> Actor:
    """The person that the guard let in."""
    if request.actor is None:
        raise TypeError("This page is for somebody who is signed in.")
    return request.actor


def typed(request: ActorRequest) -> QueryDict | None:
    """What was sent, or None when the page was only opened."""
    return request.POST if request.method == "POST" else None
