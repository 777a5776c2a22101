"""The living page of components: every part of the look, in every state."""

from typing import Final

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from gangmaker.web.guards import guarded
from gangmaker.web.items.shapes import FormLink
from gangmaker.web.policies import anyone
from gangmaker.web.styleguide_samples import samples

FORMS: Final = [
    ("idea", _("Idea")),
    ("time", _("Time")),
    ("expertise", _("Expertise")),
    ("money", _("Money")),
    ("space", _("Space")),
    ("material", _("Material")),
    ("introduction", _("Introduction")),
]

COLOURS: Final = [
    ("linen", _("the ground")),
    ("paper", _("fields and dialogs")),
    ("ink", _("letters")),
    ("soft", _("letters of less weight")),
    ("rule", _("between rows")),
    ("flax", _("an act, or the thread")),
    ("bloom", _("the ground of flax")),
    ("straw", _("somebody waits")),
    ("sheaf", _("the ground of straw")),
    ("madder", _("overdue, or it destroys")),
    ("root", _("the ground of madder")),
]


class SampleForm(forms.Form):
    form = forms.ChoiceField(label=_("What do you bring?"), choices=FORMS, widget=forms.RadioSelect)
    level = forms.ChoiceField(
        label=_("How do you want to join in?"),
        choices=[("strategic", _("Think along")), ("operational", _("Get to work"))],
        widget=forms.RadioSelect,
    )
    name = forms.CharField(label=_("Your name"), help_text=_("As we may call you."))
    email = forms.EmailField(label=_("Your e-mail address"), help_text=_("Only for our answer."))
    summary = forms.CharField(
        label=_("Say it in two sentences"), max_length=280, required=False, widget=forms.Textarea
    )
    place = forms.ChoiceField(
        label=_("Municipality"),
        choices=[("", _("Everywhere")), ("kortrijk", "Kortrijk"), ("menen", "Menen")],
        required=False,
    )
    agree = forms.BooleanField(label=_("You may show my name with this."), required=False)


class SampleFilters(forms.Form):
    q = forms.CharField(label=_("Search"), widget=forms.SearchInput, required=False)
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[("", _("Everything")), ("idea", _("Idea"))], required=False
    )
    area = forms.ChoiceField(
        label=_("Place"), choices=[("", _("Everywhere")), ("menen", "Menen")], required=False
    )


def components(request: HttpRequest) -> HttpResponse:
    """Show every component; open to everybody, because it holds samples only."""
    return render(
        request,
        "web/styleguide.html",
        {
            **samples(),
            "colours": COLOURS,
            "form_links": [FormLink(value, str(label), f"?form={value}") for value, label in FORMS],
            "form": SampleForm(auto_id="empty_%s"),
            "wrong_form": SampleForm({"name": "Illustrator", "email": "k"}, auto_id="wrong_%s"),
            "filters": SampleFilters(auto_id="filter_%s"),
        },
    )


urlpatterns = [guarded("components/", components, anyone, name="styleguide")]
