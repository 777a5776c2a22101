"""Where one comment stands: on which page of its item, or of its thread."""

from django.urls import reverse

from gangmaker.trail.models import Comment
from gangmaker.trail.queries.talk import (
    REPLIES_A_PAGE,
    REPLIES_SHOWN,
    THREADS_A_PAGE,
    place_of,
    replies_after,
    replies_before,
)


def anchor_of(comment: Comment) -> str:
    return f"c-{comment.public_id}"


def where(comment: Comment) -> str:
    """The address of the page that shows it, at its place."""
    if comment.parent is not None and replies_after(comment) >= REPLIES_SHOWN:
        args = [comment.item.slug, comment.parent.public_id]
        page = replies_before(comment) // REPLIES_A_PAGE + 1
        return _at(reverse("web:comment-replies", args=args), page, comment)
    page = place_of(comment) // THREADS_A_PAGE + 1
    return _at(reverse("web:comments", args=[comment.item.slug]), page, comment)


def _at(url: str, page: int, comment: Comment) -> str:
    asked = f"?page={page}" if page > 1 else ""
    return f"{url}{asked}#{anchor_of(comment)}"
