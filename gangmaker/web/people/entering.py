"""Enter somebody whom the team met in person: a name and where is enough."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import ActorKind
from gangmaker.actors.operations import enter_actor
from gangmaker.core.refusals import Refused
from gangmaker.web.guards import ActorRequest

from .fields import AddressField, LineField, PlaceField
from .profile import me
from .profile_forms import READS


class EnterForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Whom did you meet?"),
        choices=[
            (ActorKind.PERSON, _("A person")),
            (ActorKind.ORGANISATION, _("An organisation")),
        ],
        widget=forms.RadioSelect,
        initial=ActorKind.PERSON,
    )
    name = LineField(label=_("Name"), max_length=160)
    source = LineField(
        label=_("Where and when"),
        max_length=200,
        help_text=_("So that a colleague understands it later, such as: Durf-koffie, 12 November."),
    )
    phone = LineField(
        label=_("Phone"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )
    email = AddressField(
        label=_("E-mail address"),
        max_length=254,
        required=False,
        help_text=_("Only the team sees phone and address."),
    )
    area = PlaceField(label=_("Municipality or district"))
    reads = forms.ChoiceField(label=_("Reads"), choices=READS, initial="nl")


def enter(request: ActorRequest) -> HttpResponse:
    form = EnterForm(request.POST or None)
    if form.is_valid():
        try:
            actor = enter_actor(by=me(request), now=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, gettext("%(name)s is entered.") % {"name": actor.name})
            return redirect("web:actor", actor.slug)
    return render(
        request, "web/people/enter.html", {"form": form}, status=422 if form.errors else 200
    )
