"""What the region says of itself because the law asks: who answers, and how accessible it is."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import Region
from gangmaker.actors.operations.legal import Legal, set_legal
from gangmaker.actors.queries import current_region
from gangmaker.web.guards import ActorRequest
from gangmaker.web.people.fields import AddressField, LineField
from gangmaker.web.region.forms import TranslatedForm


class LegalForm(TranslatedForm):
    texts = {"accessibility_limits": (_("What does not work for everybody yet"), 2000)}
    long_texts = frozenset({"accessibility_limits"})

    controller = LineField(
        label=_("Who answers for personal data"),
        max_length=300,
        required=False,
        help_text=_("Name and address of the organisation, as the law asks."),
    )
    privacy_contact = AddressField(
        label=_("Address of the data protection officer"), required=False, max_length=254
    )
    accessibility_tested_on = forms.DateField(
        label=_("Last tested for accessibility on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    accessibility_tested_by = LineField(
        label=_("How, and by whom"),
        max_length=300,
        required=False,
        help_text=_("Such as: by ourselves with axe and a keyboard, or by an expert."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.fields:
            self.fields[name].required = False

    def clean_accessibility_tested_on(self) -> object:
        day = self.cleaned_data["accessibility_tested_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("That day is still to come."), code="future")
        return day

    @classmethod
    def of(cls, region: Region, data: Any = None) -> "LegalForm":
        names = (
            "controller",
            "privacy_contact",
            "accessibility_tested_on",
            "accessibility_tested_by",
        )
        return cls(
            data,
            stored={"accessibility_limits": region.accessibility_limits},
            initial={name: getattr(region, name) for name in names},
        )

    def legal(self) -> Legal:
        typed = self.cleaned_data
        return Legal(
            controller=typed["controller"],
            privacy_contact=typed["privacy_contact"],
            accessibility_tested_on=typed["accessibility_tested_on"],
            accessibility_tested_by=typed["accessibility_tested_by"],
            accessibility_limits=self.said("accessibility_limits"),
        )


def legal(request: ActorRequest) -> HttpResponse:
    form = LegalForm.of(current_region(), request.POST or None)
    if form.is_valid():
        set_legal(legal=form.legal(), by=request.actor, now=timezone.now())
        messages.success(request, gettext("Saved. Everybody sees it now."))
        return redirect("web:region-legal")
    status = 422 if form.errors else 200
    return render(request, "web/rights/legal.html", {"form": form}, status=status)
