"""Being proposed, what fits somebody, how that is ordered, and where bridges are missing."""

from django.urls import URLPattern

from gangmaker.web.guards import guarded
from gangmaker.web.policies import anyone, signed_in

from . import availability, bridging, doors, fits, order, stopping

BOTH = ("GET", "POST")

urlpatterns: list[URLPattern] = [
    guarded(
        "actors/<slug:slug>/availability/",
        availability.availability,
        doors.availability_said,
        name="availability",
        methods=BOTH,
    ),
    guarded("what-fits/", fits.fits, signed_in, name="what-fits"),
    guarded(
        "suggestions/mails/<str:token>/",
        stopping.stop_suggestions,
        doors.signed_link,
        name="stop-suggestions",
        methods=BOTH,
    ),
    guarded("bridges/", bridging.bridges, doors.brokers, name="bridges"),
    guarded("how-we-order/", order.how_we_order, anyone, name="how-we-order"),
]
