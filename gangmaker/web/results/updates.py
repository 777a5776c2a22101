"""Updates at the door: the list, posting, changing, removing."""

from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gangmaker.core.refusals import Refused
from gangmaker.projects import paper_rules, rules
from gangmaker.projects.models import Project, Update
from gangmaker.projects.operations.papers import edit_update, post_update, remove_update
from gangmaker.projects.queries.papers import shown_updates, updates_of
from gangmaker.trail.queries import told_in
from gangmaker.web.guards import ActorRequest
from gangmaker.web.items.rows import current_language, item_url
from gangmaker.web.keeping.requests import typed, who
from gangmaker.web.limits import Limit
from gangmaker.web.people.limits import HOUR
from gangmaker.web.plan.work import work

from . import telling
from .forms import UpdateForm, UpdateTextForm

UPDATES_A_PAGE = 10
POSTS = Limit("updates", 20, HOUR)
"""Each is mailed to everybody involved."""


class ToldTooMuch(Refused):
    code = "told_too_much"
    message = _("You told a lot in the last hour. Tell the rest later.")


def updates(request: ActorRequest, project: Project) -> HttpResponse:
    viewer = request.actor
    may_manage = rules.can_manage(viewer, project)
    rows = updates_of(project, inside=rules.sees_inside(viewer, project))
    page = Paginator(
        rows.select_related("by__area", "on_behalf_of__area"), UPDATES_A_PAGE
    ).get_page(request.GET.get("page"))
    shown = shown_updates(page.object_list, viewer=viewer)
    may_tell = viewer is not None and paper_rules.can_tell(viewer, project)
    return render(
        request,
        "web/results/updates.html",
        {
            "project": told_in([project], current_language())[project.pk],
            "project_url": item_url(project),
            "news": telling.news_of(project, shown, viewer=viewer, may_manage=may_manage),
            "page": page,
            "item": project,
            "may_tell": may_tell,
            "noindex": True,
        },
    )


def update_new(request: ActorRequest, project: Project) -> HttpResponse:
    form = UpdateForm(typed(request), request.FILES or None, sender=who(request))

    def post() -> HttpResponse:
        if not POSTS.allows(f"actor {who(request).pk}"):
            raise ToldTooMuch
        if form.is_first():
            tell()
        return redirect("web:item", slug=project.slug)

    def tell() -> None:
        post_update(
            project=project,
            text=form.cleaned_data["text"],
            language=form.cleaned_data["language"],
            parties_only=form.cleaned_data["parties_only"],
            pictures=form.pictures(),
            by=who(request),
            on_behalf_of=request.acting,
            now=timezone.now(),
        )

    return work(
        request,
        "web/results/update_new.html",
        form,
        do=post,
        done=_("Told. Those involved read it by mail."),
        item=project,
    )


def update(request: ActorRequest, update: Update) -> HttpResponse:
    names = ("text", "language", "parties_only")
    form = UpdateTextForm(typed(request), initial={name: getattr(update, name) for name in names})

    def change() -> HttpResponse:
        edit_update(update=update, by=who(request), now=timezone.now(), **form.cleaned_data)
        return redirect("web:item", slug=update.project.slug)

    return work(
        request,
        "web/results/update_edit.html",
        form,
        do=change,
        done=_("Changed. Readers see that it changed."),
        item=update.project,
    )


def update_removal(request: ActorRequest, update: Update) -> HttpResponse:
    project = update.project

    def remove() -> HttpResponse:
        remove_update(update=update, by=who(request), now=timezone.now())
        return redirect("web:item", slug=project.slug)

    return work(
        request,
        "web/results/update_removal.html",
        forms.Form(typed(request)),
        do=remove,
        done=_("Removed, with its pictures."),
        item=project,
        update=update,
    )
