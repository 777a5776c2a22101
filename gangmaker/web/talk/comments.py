"""Reading what was said about an item, and where one comment stands."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils import timezone

from gangmaker.trail import talk_rules as rules
from gangmaker.trail.models import Comment, Item
from gangmaker.trail.queries import told_in
from gangmaker.trail.queries.talk import (
    REPLIES_A_PAGE,
    THREADS_A_PAGE,
    Thread,
    know,
    replies_to,
    threads_from,
    threads_of,
    with_counts,
    with_hidings,
)
from gangmaker.web.guards import ActorRequest
from gangmaker.web.items.rows import current_language, item_url

from .forms import CommentForm
from .places import where
from .shapes import ThreadShown
from .telling import Teller


def comments(request: ActorRequest, item: Item, total: int, threads: int) -> HttpResponse:
    """All ``threads``, the oldest first; with their replies they are ``total`` comments."""
    paginator = Paginator(with_counts(threads_of(item)), THREADS_A_PAGE)
    paginator.count = threads  # was found with the item
    page = paginator.get_page(request.GET.get("page"))
    found = threads_from(list(page.object_list), viewer=request.actor)
    shown = Teller(item, request.actor).threads(found)
    return _read(request, "web/talk/comments.html", item, shown, page=page, total=total)


def replies(request: ActorRequest, comment: Comment) -> HttpResponse:
    """One thread with all its replies."""
    item = comment.item
    rows = with_hidings(replies_to([comment]))
    page = Paginator(rows, REPLIES_A_PAGE).get_page(request.GET.get("page"))
    thread = Thread(comment, tuple(page.object_list))
    know(comment, *thread.replies, viewer=request.actor)
    shown = [Teller(item, request.actor).thread(thread)]
    return _read(request, "web/talk/replies.html", item, shown, page=page)


def comment(request: ActorRequest, comment: Comment) -> HttpResponse:
    """An address that stays: leads to wherever the comment stands now."""
    return redirect(where(comment))


def _read(
    request: ActorRequest, template: str, item: Item, threads: list[ThreadShown], **more: object
) -> HttpResponse:
    viewer = request.actor
    may_write = rules.can_comment(viewer, item, at=timezone.now())
    return render(
        request,
        template,
        {
            "item": item,
            "told": told_in([item], current_language())[item.pk],
            "item_url": item_url(item),
            "threads": threads,
            "form": CommentForm() if may_write else None,
            "may_write": may_write or viewer is None,
            "form_token": get_token(request) if viewer is not None else "",
            **more,
        },
    )
