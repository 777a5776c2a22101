"""One's own profile, and those that one may edit."""

from datetime import datetime

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from gangmaker.actors.consents import newest, text_of
from gangmaker.actors.directory import organisations_shown, shown
from gangmaker.actors.models import Actor, ActorKind, ConsentPurpose
from gangmaker.actors.operations import edit_profile
from gangmaker.actors.pictures import change_picture, keep_picture
from gangmaker.concepts.operations import suggest_while_she_waits
from gangmaker.core.refusals import Refused
from gangmaker.web.guards import ActorRequest

from .look import actor_row, picture_url
from .profile_forms import PictureForm, ProfileForm


def me(request: ActorRequest) -> Actor:
    """Who is signed in. Guards let nobody else come here; should one ever, it ends here."""
    if request.actor is None:
        raise PermissionDenied
    return request.actor


def profile(request: ActorRequest) -> HttpResponse:
    """What one says about oneself, one's organisations, and how one signs in."""
    actor = me(request)
    context = {
        "actor": actor,
        "fields": shown(actor, actor),
        "picture_url": picture_url(actor.slug, actor.picture, "large"),
        "organisations": [actor_row(row) for row in organisations_shown(actor, actor)],
    }
    return render(request, "web/people/profile.html", context)


def edit_own(request: ActorRequest) -> HttpResponse:
    return edit(request, me(request))


def edit(request: ActorRequest, actor: Actor) -> HttpResponse:
    form, now = ProfileForm(request.POST or None, actor=actor), timezone.now()
    if form.is_valid():
        try:
            edit_profile(actor=actor, profile=form.profile(), by=me(request), now=now)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return _after_saving(request, actor, now)
    context = {
        "form": form,
        "actor": actor,
        "is_me": actor.pk == me(request).pk,
        "is_organisation": actor.kind == ActorKind.ORGANISATION,
        "back_url": _home_of(request, actor),
        "consent_text": _consent_text() if actor.kind == ActorKind.PERSON else "",
    }
    return render(
        request, "web/people/profile_edit.html", context, status=422 if form.errors else 200
    )


def _after_saving(request: ActorRequest, actor: Actor, now: datetime) -> HttpResponse:
    """Back; but first past what the words suggest, when there is anything new to confirm."""
    if suggest_while_she_waits(actor=actor, now=now):
        messages.success(request, _("The profile is saved. Here is what the words suggest."))
        return redirect("web:actor-concepts", slug=actor.slug)
    messages.success(request, _("The profile is saved."))
    return redirect(_home_of(request, actor))


def _consent_text() -> str:
    """What a person agrees to who opens her profile to everybody."""
    purpose = ConsentPurpose.DIRECTORY
    return str(text_of(purpose, newest(purpose)))


def picture(request: ActorRequest, actor: Actor) -> HttpResponse:
    """Put a picture on a profile, or take it away."""
    if request.method == "POST" and "remove" in request.POST:
        change_picture(actor=actor, picture="", alt="", by=me(request), now=timezone.now())
        messages.success(request, _("The picture is removed."))
        return redirect(_home_of(request, actor))
    form = PictureForm(
        request.POST or None, request.FILES or None, initial={"alt": actor.picture_alt}
    )
    if form.is_valid():
        try:
            _keep(request, actor, form)
        except Refused as refusal:
            form.add_error("picture", str(refusal))
        else:
            messages.success(request, _("The picture is saved."))
            return redirect(_home_of(request, actor))
    context = {
        "form": form,
        "actor": actor,
        "picture_url": picture_url(actor.slug, actor.picture, "large"),
        "back_url": _home_of(request, actor),
    }
    return render(request, "web/people/picture.html", context, status=422 if form.errors else 200)


def _keep(request: ActorRequest, actor: Actor, form: PictureForm) -> None:
    """The file first, outside any transaction; then the row that names it."""
    sent = form.cleaned_data["picture"]
    name = keep_picture(sent, size=sent.size)
    change_picture(
        actor=actor,
        picture=name,
        alt=form.cleaned_data["alt"],
        by=me(request),
        now=timezone.now(),
    )


def _home_of(request: ActorRequest, actor: Actor) -> str:
    if actor.pk == me(request).pk:
        return reverse("web:profile")
    return reverse("web:actor", args=[actor.slug])
