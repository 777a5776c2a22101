"""How old somebody is, in three groups; no date of birth is asked."""

from django import forms
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.consents import say_age
from gangmaker.actors.models import AgeGroup
from gangmaker.core.refusals import Refused
from gangmaker.upkeep.rights.erasing import erase_person
from gangmaker.web.guards import ActorRequest
from gangmaker.web.people.profile import me

CHILD = "child"


class AgeForm(forms.Form):
    age = forms.ChoiceField(
        label=_("How old are you?"),
        choices=[
            (AgeGroup.ADULT, _("18 or older")),
            (AgeGroup.MINOR, _("13 to 17")),
            (CHILD, _("Younger than 13")),
        ],
        widget=forms.RadioSelect,
    )


def age(request: ActorRequest) -> HttpResponse:
    actor = me(request)
    form = AgeForm(request.POST or None, initial={"age": actor.age_group})
    if form.is_valid():
        if form.cleaned_data["age"] == CHILD:
            return _goodbye(request, form)
        say_age(actor=actor, group=form.cleaned_data["age"], by=actor, now=timezone.now())
        messages.success(request, gettext("Thank you. That is all we ask about your age."))
        return redirect("web:profile")
    return _page(request, form)


def _goodbye(request: ActorRequest, form: AgeForm) -> HttpResponse:
    """Nobody below 13 has an account, so what we know goes; how to take part is told."""
    try:
        erase_person(person=me(request), words=False, now=timezone.now())
    except Refused as refusal:
        form.add_error("age", str(refusal))
        return _page(request, form)
    logout(request)
    request.actor = request.acting = None
    return render(request, "web/rights/too_young.html")


def _page(request: ActorRequest, form: AgeForm) -> HttpResponse:
    return render(
        request, "web/rights/age.html", {"form": form}, status=422 if form.errors else 200
    )
