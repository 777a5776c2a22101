"""Saying something, changing it, taking it back."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from gangmaker.core.refusals import Refused
from gangmaker.trail.models import Comment, Item
from gangmaker.trail.operations.talk import change_comment, comment_on, take_back_comment
from gangmaker.web.guards import ActorRequest
from gangmaker.web.keeping.requests import typed, who
from gangmaker.web.limits import Limit, network_of
from gangmaker.web.people.limits import HOUR
from gangmaker.web.plan.work import work

from .drafts import draft_for, forget_draft, keep_draft
from .forms import CommentForm, WordsForm
from .places import anchor_of, where

SAID = Limit("comments", 30, HOUR)
"""More than anybody says in a conversation; each of those who follow hears of it."""
KEPT = Limit("drafts", 60, HOUR)
"""For a network, before somebody signed in."""


class SaidTooMuch(Refused):
    code = "said_too_much"
    message = _("You said a lot in the last hour. Your words are still here: send them later.")


def comment_new(request: ActorRequest, item: Item) -> HttpResponse:
    return _write(request, item, reply_to=None)


def reply_new(request: ActorRequest, comment: Comment) -> HttpResponse:
    return _write(request, comment.item, reply_to=comment)


def _write(request: ActorRequest, item: Item, *, reply_to: Comment | None) -> HttpResponse:
    draft = draft_for(request, place=request.path)
    form = CommentForm(typed(request), initial=draft)
    if reply_to is not None:  # several can be open in one page
        form.auto_id = f"{anchor_of(reply_to)}-%s"
        form.fields["text"].widget.attrs["autofocus"] = True

    def send() -> HttpResponse:
        if request.actor is None:
            return _sign_in_first(request, form)
        if not SAID.allows(f"actor {request.actor.pk}"):
            raise SaidTooMuch
        said = comment_on(
            item=item,
            by=request.actor,
            on_behalf_of=request.acting,
            reply_to=reply_to,
            now=timezone.now(),
            **form.cleaned_data,
        )
        forget_draft(request)
        return redirect(where(said))

    done = _("Said. You follow this from now on: you hear what others say to it.")
    later = _("Your words are kept. Sign in to send them.")
    return work(
        request,
        "web/talk/write.html",
        form,
        do=send,
        done=done if request.actor else later,
        item=item,
        reply_to=reply_to,
        write_id=f"write-{anchor_of(reply_to)}" if reply_to else "write",
        kept=bool(draft) and request.actor is not None,
        back_url=where(reply_to) if reply_to else reverse("web:comments", args=[item.slug]),
    )


def _sign_in_first(request: ActorRequest, form: CommentForm) -> HttpResponse:
    """A visitor's words wait with her visit; she finds them in the form again."""
    if not KEPT.allows(network_of(request)):
        raise SaidTooMuch
    keep_draft(request, place=request.path, said=form.cleaned_data)
    return redirect(f"{reverse('web:sign-in')}?{urlencode({'next': request.path})}")


def comment_edit(request: ActorRequest, comment: Comment) -> HttpResponse:
    said = {"text": comment.text, "language": comment.language}
    form = WordsForm(typed(request), initial=said)

    def change() -> HttpResponse:
        change_comment(comment=comment, by=who(request), now=timezone.now(), **form.cleaned_data)
        return redirect(where(comment))

    return work(
        request,
        "web/talk/edit.html",
        form,
        do=change,
        done=_("Changed. Readers see that it changed."),
        item=comment.item,
        back_url=where(comment),
    )


def comment_removal(request: ActorRequest, comment: Comment) -> HttpResponse:
    back_url = where(comment)

    def remove() -> HttpResponse:
        take_back_comment(comment=comment, by=who(request), now=timezone.now())
        return redirect(back_url)

    return work(
        request,
        "web/talk/removal.html",
        forms.Form(typed(request)),
        do=remove,
        done=_("Taken back. Your words are erased."),
        item=comment.item,
        comment=comment,
        back_url=back_url,
    )
