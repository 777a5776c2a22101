"""What happened, for whom it concerns; how often by mail; what she follows."""

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Max, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gangmaker.actors.models import Actor
from gangmaker.trail.models import Follow, HowOften, Item, Notice
from gangmaker.trail.operations import how_often, see_notices, set_rhythm
from gangmaker.trail.operations.talk import unfollow
from gangmaker.trail.queries import told_in
from gangmaker.web.guards import ActorRequest
from gangmaker.web.items.rows import current_language, item_url, kind_of
from gangmaker.web.keeping.requests import who

from .shown import shown, visible_items, with_people

PER_PAGE = 30
FOLLOWED_PER_PAGE = 50


def notices(request: ActorRequest) -> HttpResponse:
    reader, now = who(request), timezone.now()
    up_to = _newest_unseen(reader)  # before the rows: what comes meanwhile stays new
    visible = visible_items(reader, at=now).values("pk")
    mine = Notice.objects.filter(person=reader, item__in=visible).order_by("-at", "-pk")
    page = Paginator(with_people(mine), PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "web/notices/notices.html",
        {
            "page": page,
            "rows": shown(list(page), reader=reader, language=current_language()),
            "unread": getattr(reader, "unread_notices", 0),
            "up_to": up_to,
        },
    )


def _newest_unseen(reader: Actor) -> int:
    """Also of those that she may not see any more: the number in the head counts them."""
    unseen = Notice.objects.unseen().filter(person=reader)
    return int(unseen.aggregate(newest=Max("pk"))["newest"] or 0)


class SeenForm(forms.Form):
    up_to = forms.IntegerField(min_value=0)


def seen(request: ActorRequest) -> HttpResponse:
    """All that were there when the page was made; what came since stays new."""
    form = SeenForm(request.POST)
    if form.is_valid():
        see_notices(person=who(request), up_to=form.cleaned_data["up_to"], now=timezone.now())
    return redirect("web:notices")


# --- How often, and what ----------------------------------------------------------------------


class RhythmForm(forms.Form):
    how = forms.ChoiceField(
        label=gettext_lazy("How often do you want mail about what you follow?"),
        choices=[
            (HowOften.AT_ONCE, gettext_lazy("At once: a few minutes after it happened")),
            (HowOften.DAILY, gettext_lazy("Once a day: in the morning, if anything happened")),
            (HowOften.WEEKLY, gettext_lazy("Once a week: on Monday, if anything happened")),
            (HowOften.NONE, gettext_lazy("Never: I look on the site")),
        ],
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "Answers to you, and what you yourself asked for, always come by mail."
        ),
    )


def notice_settings(request: ActorRequest) -> HttpResponse:
    reader = who(request)
    form = RhythmForm(request.POST or None, initial={"how": how_often(reader)})
    if request.method == "POST" and form.is_valid():
        set_rhythm(person=reader, how=form.cleaned_data["how"], now=timezone.now())
        messages.success(request, _("Saved. From now on you hear from us as you chose."))
        return redirect("web:notice-settings")
    follows = _followed(reader)
    page = Paginator(follows, FOLLOWED_PER_PAGE).get_page(request.GET.get("page"))
    items = [follow.item for follow in page]
    texts = told_in(items, current_language())
    rows = [
        {
            "item": item,
            "url": item_url(item),
            "kind": kind_of(item.kind),
            "title": texts[item.pk].title,
            "lang": texts[item.pk].language,
        }
        for item in items
    ]
    status = 422 if form.errors else 200
    context = {"form": form, "page": page, "rows": rows, "address": reader.email}
    return render(request, "web/notices/settings.html", context, status=status)


def _followed(reader: Actor) -> "QuerySet[Follow]":
    """What she follows and may see now, the latest first."""
    visible = Item.objects.visible_to(reader, at=timezone.now()).values("pk")
    mine = Follow.objects.filter(actor=reader, item__in=visible)
    return mine.select_related("item").order_by("-since", "-pk")


def stop_following(request: ActorRequest, follow: Follow) -> HttpResponse:
    unfollow(item=follow.item, actor=who(request), now=timezone.now())
    messages.success(request, _("You do not follow this any more."))
    return redirect("web:notice-settings")
