"""Evidence at the door: show it, take it back."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from gangmaker.projects.models import Evidence, EvidenceKind, Result
from gangmaker.projects.operations.results import add_evidence, remove_evidence
from gangmaker.web.guards import ActorRequest
from gangmaker.web.keeping.requests import typed, who
from gangmaker.web.plan.work import work

from .forms import EvidenceForm


def evidence_new(request: ActorRequest, result: Result) -> HttpResponse:
    """One form for each kind; ``?kind=`` chooses, and a photo is asked first."""
    asked = request.GET.get("kind", "")
    kind = EvidenceKind(asked) if asked in EvidenceKind.values else EvidenceKind.PHOTO
    form = EvidenceForm(typed(request), request.FILES or None, kind=kind, sender=who(request))

    def show() -> HttpResponse:
        if form.is_first():
            evidence = form.evidence()
            add_evidence(result=result, evidence=evidence, by=who(request), now=timezone.now())
        return redirect("web:item", slug=result.slug)

    return work(
        request,
        "web/results/evidence_new.html",
        form,
        do=show,
        done=_("The evidence is shown."),
        item=result,
        kind=kind,
        kinds=[
            {"value": one.value, "label": capfirst(str(one.label)), "current": one == kind}
            for one in EvidenceKind
        ],
    )


def evidence_removal(request: ActorRequest, evidence: Evidence) -> HttpResponse:
    def take_back() -> HttpResponse:
        remove_evidence(evidence=evidence, by=who(request), now=timezone.now())
        return redirect("web:item", slug=evidence.result.slug)

    return work(
        request,
        "web/results/evidence_removal.html",
        forms.Form(typed(request)),
        do=take_back,
        done=_("Taken back."),
        item=evidence.result,
        evidence=evidence,
        kind_label=capfirst(str(EvidenceKind(evidence.kind).label)),
    )
