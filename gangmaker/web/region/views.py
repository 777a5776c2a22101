from collections.abc import Mapping
from pathlib import Path

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from gangmaker.actors.models import Region
from gangmaker.actors.operations import set_region
from gangmaker.actors.pictures import keep_picture, picture_path
from gangmaker.actors.queries import current_region
from gangmaker.actors.rules import is_team
from gangmaker.core.refusals import Refused
from gangmaker.trail.models import AnswerTemplate
from gangmaker.trail.operations import save_template, set_term
from gangmaker.web.guards import ActorRequest, Found, Guard

from .forms import RegionForm, TemplateForm, TermsForm


def _find_template(request: ActorRequest, named: Mapping[str, str]) -> Found:
    template = AnswerTemplate.objects.filter(pk=named["template"]).first()
    if template is None or not is_team(request.actor):
        raise Http404
    return {"template": template}


template_found = Guard("answer template", lambda viewer, found: is_team(viewer), _find_template)


def settings(request: ActorRequest) -> HttpResponse:
    region = current_region()
    form = RegionForm.of(region, request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            logo = _logo(form, region)
        except Refused as refusal:
            form.add_error("logo", str(refusal))
        else:
            set_region(settings=form.settings(logo=logo), by=request.actor, now=timezone.now())
            messages.success(request, _("Saved. Everybody sees it now."))
            return redirect("web:region")
    return _page(request, "web/region/settings.html", form)


def _logo(form: RegionForm, region: Region) -> str:
    """The name of the logo to show from now on: the new one, none, or the one there was."""
    sent = form.cleaned_data["logo"]
    if sent:
        return keep_picture(sent, size=sent.size)
    return "" if form.cleaned_data["no_logo"] else region.logo


def _find_logo(request: ActorRequest, named: Mapping[str, str]) -> Found:
    path = picture_path(current_region().logo or "none", "large")
    if not path.is_file():
        raise Http404
    return {"path": path}


logo_found = Guard("anyone", lambda viewer, found: True, _find_logo)


def logo(request: ActorRequest, path: Path) -> HttpResponseBase:
    """The region's logo, the same for everybody."""
    response = FileResponse(path.open("rb"), content_type="image/webp")
    response["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'; sandbox"
    response["Cache-Control"] = "public, max-age=3600"
    return response


def terms(request: ActorRequest) -> HttpResponse:
    form = TermsForm(request.POST or None)
    if form.is_valid():
        for kind, days in form.cleaned_data.items():
            set_term(kind=kind, working_days=days, by=request.actor, now=timezone.now())
        messages.success(request, _("Saved. New contributions get these terms."))
        return redirect("web:region-terms")
    return _page(request, "web/region/terms.html", form)


def templates(request: ActorRequest) -> HttpResponse:
    rows = AnswerTemplate.objects.order_by("kind", "outcome", "name", "pk")
    return render(request, "web/region/templates.html", {"templates": rows})


def new_template(request: ActorRequest) -> HttpResponse:
    return _template(request, None)


def edit_template(request: ActorRequest, template: AnswerTemplate) -> HttpResponse:
    return _template(request, template)


def _template(request: ActorRequest, template: AnswerTemplate | None) -> HttpResponse:
    form = TemplateForm.of(template, request.POST or None)
    if form.is_valid():
        try:
            save_template(
                template=template,
                kind=form.cleaned_data["kind"],
                outcome=form.cleaned_data["outcome"],
                name=form.cleaned_data["name"],
                text=form.said("text"),
                by=request.actor,
                now=timezone.now(),
            )
        except Refused as refusal:
            form.add_error("name", str(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect("web:answer-templates")
    return _page(request, "web/region/template.html", form)


def _page(request: ActorRequest, template: str, form: object) -> HttpResponse:
    status = 422 if getattr(form, "errors", None) else 200
    return render(request, template, {"form": form}, status=status)
