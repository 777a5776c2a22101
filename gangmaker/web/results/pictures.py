"""The pictures of an item at the door: adding one, their order and what they show."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gangmaker.projects.operations.papers import arrange_pictures, attach
from gangmaker.projects.queries.papers import own_pictures
from gangmaker.trail.models import Item
from gangmaker.web.guards import ActorRequest
from gangmaker.web.keeping.requests import typed, who
from gangmaker.web.plan.work import work

from .picture_forms import ArrangeForm, PictureForm


def picture_new(request: ActorRequest, item: Item) -> HttpResponse:
    form = PictureForm(typed(request), request.FILES or None, sender=who(request))

    def add() -> HttpResponse:
        if form.is_first():
            attach(
                item=item,
                kept=form.kept["photo"],
                alt=form.cleaned_data["alt"],
                parties_only=form.cleaned_data["parties_only"],
                by=who(request),
                now=timezone.now(),
            )
        return redirect("web:item", slug=item.slug)

    return work(request, "web/results/picture_new.html", form, do=add, done=_("Added."), item=item)


def pictures(request: ActorRequest, item: Item) -> HttpResponse:
    form = ArrangeForm(typed(request), item=item, pictures=list(own_pictures(item, inside=True)))

    def arrange() -> HttpResponse:
        arrange_pictures(item=item, pictures=form.described(), by=who(request), now=timezone.now())
        return redirect("web:item", slug=item.slug)

    return work(
        request,
        "web/results/pictures.html",
        form,
        do=arrange,
        done=_("The pictures stand as you said."),
        item=item,
    )
