"""What every page with one form does: check, call, say what was refused."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise

from gangmaker.core.refusals import Refused
from gangmaker.web.guards import ActorRequest

UNFIT = 422


def work(
    request: ActorRequest,
    template: str,
    form: forms.Form,
    *,
    do: Callable[[], HttpResponse],
    done: str | Promise,
    **context: object,
) -> HttpResponse:
    """The page with its form; or, when what was sent is fit, what ``do`` answers.

    A refusal is shown on the page, with everything that was typed.
    """
    if form.is_valid():
        try:
            answer = do()
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, str(done))
            return answer
    status = UNFIT if form.is_bound else 200
    return render(request, template, {"form": form, **context}, status=status)
