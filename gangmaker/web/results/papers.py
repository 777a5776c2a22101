"""Documents at the door: the list, adding one, taking one away; also a picture."""

from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gangmaker.projects import paper_rules, rules
from gangmaker.projects.models import Attachment, AttachmentKind
from gangmaker.projects.operations.papers import attach, detach
from gangmaker.projects.queries.papers import documents_of
from gangmaker.trail.models import Item
from gangmaker.trail.queries import told_in
from gangmaker.web.guards import ActorRequest
from gangmaker.web.items.rows import current_language, item_url
from gangmaker.web.keeping.requests import typed, who
from gangmaker.web.plan.work import work

from . import telling
from .forms import PaperForm

PAPERS_A_PAGE = 40


def papers(request: ActorRequest, item: Item) -> HttpResponse:
    viewer = request.actor
    rows = documents_of(item, inside=rules.sees_inside(viewer, item))
    page = Paginator(rows, PAPERS_A_PAGE).get_page(request.GET.get("page"))
    may_tell = viewer is not None and paper_rules.can_attach(viewer, item)
    may_manage = may_tell and paper_rules.can_manage_papers(viewer, item)
    shown = [
        telling.paper_of(
            item,
            paper,
            may_remove=may_manage or (viewer is not None and paper.by_id == viewer.pk),
        )
        for paper in page.object_list
    ]
    return render(
        request,
        "web/results/papers.html",
        {
            "told": told_in([item], current_language())[item.pk],
            "item_url": item_url(item),
            "papers": shown,
            "page": page,
            "item": item,
            "may_tell": may_tell,
            "noindex": True,
        },
    )


def paper_new(request: ActorRequest, item: Item) -> HttpResponse:
    form = PaperForm(typed(request), request.FILES or None, sender=who(request))

    def add() -> HttpResponse:
        if form.is_first():
            attach(
                item=item,
                kept=form.kept["file"],
                parties_only=form.cleaned_data["parties_only"],
                by=who(request),
                now=timezone.now(),
            )
        return redirect("web:papers", slug=item.slug)

    return work(request, "web/results/paper_new.html", form, do=add, done=_("Added."), item=item)


def paper_removal(request: ActorRequest, attachment: Attachment) -> HttpResponse:
    item, is_picture = attachment.item, attachment.kind == AttachmentKind.PICTURE

    def remove() -> HttpResponse:
        detach(attachment=attachment, by=who(request), now=timezone.now())
        return redirect("web:item" if is_picture else "web:papers", slug=item.slug)

    return work(
        request,
        "web/results/paper_removal.html",
        forms.Form(typed(request)),
        do=remove,
        done=_("Taken away."),
        item=item,
        paper=attachment,
        picture=telling.picture_of(item.slug, attachment) if is_picture else None,
    )
