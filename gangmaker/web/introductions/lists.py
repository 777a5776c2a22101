"""Introductions in a list: of the broker, and of somebody who takes part in some."""

from typing import Final
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from gangmaker.brokerage.introduction_mails import token_of
from gangmaker.brokerage.queries import introductions as queries
from gangmaker.brokerage.queries.introductions import Wanted
from gangmaker.web.guards import ActorRequest
from gangmaker.web.keeping.requests import who
from gangmaker.web.limits import searched_within_limits

from .forms import ListForm

PER_PAGE: Final = 200
PER_PAGE_OF_HERS: Final = 50


@searched_within_limits
def introductions(request: ActorRequest) -> HttpResponse:
    viewer, form = who(request), ListForm(request.GET)
    said = form.cleaned_data if form.is_valid() else {}
    wanted = Wanted(
        state=said.get("state", ""), mine=said.get("whose") == "mine", words=said.get("q", "")
    )
    page = Paginator(queries.found(wanted, viewer), PER_PAGE).get_page(request.GET.get("page"))
    asked = {name: value for name, value in said.items() if value}
    return render(
        request,
        "web/introductions/list.html",
        {
            "page": page,
            "rows": queries.rows_of(page, viewer),
            "form": form,
            "filtered": bool(asked),
            "query": f"{urlencode(asked)}&" if asked else "",
        },
    )


def mine(request: ActorRequest) -> HttpResponse:
    """Only what she may know of each."""
    sides = queries.asked_of(who(request))
    page = Paginator(sides, PER_PAGE_OF_HERS).get_page(request.GET.get("page"))
    rows = [{"row": row, "token": token_of(row.nonce)} for row in queries.mine(page)]
    return render(request, "web/introductions/mine.html", {"page": page, "rows": rows})
