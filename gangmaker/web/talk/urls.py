"""The doors of talk."""

from django.urls import URLPattern

from gangmaker.web.guards import guarded
from gangmaker.web.policies import anyone

from . import comments, doing, doors, previews, writing

FORM = ("GET", "POST")
POST = ("POST",)
ITEM = "items/<slug:slug>/"
ONE = f"{ITEM}comments/<uuid:comment>/"

urlpatterns: list[URLPattern] = [
    guarded(f"{ITEM}comments/", comments.comments, doors.talk_seen, name="comments", shared=True),
    guarded(
        f"{ITEM}comments/new/",
        writing.comment_new,
        doors.talk_joined,
        name="comment-new",
        methods=FORM,
    ),
    guarded(ONE, comments.comment, doors.comment_seen, name="comment"),
    guarded(
        f"{ONE}replies/",
        comments.replies,
        doors.thread_seen,
        name="comment-replies",
        shared=True,
    ),
    guarded(
        f"{ONE}replies/new/",
        writing.reply_new,
        doors.comment_replied,
        name="reply-new",
        methods=FORM,
    ),
    guarded(
        f"{ONE}edit/",
        writing.comment_edit,
        doors.comment_changed,
        name="comment-edit",
        methods=FORM,
    ),
    guarded(
        f"{ONE}removal/",
        writing.comment_removal,
        doors.comment_removed,
        name="comment-removal",
        methods=FORM,
    ),
    guarded(
        f"{ONE}thanks/",
        doing.comment_thanks,
        doors.comment_thanked,
        name="comment-thanks",
        methods=POST,
    ),
    guarded(
        f"{ITEM}thanks/", doing.item_thanks, doors.item_thanked, name="item-thanks", methods=POST
    ),
    guarded(
        f"{ITEM}following/",
        doing.item_following,
        doors.item_followed,
        name="item-following",
        methods=POST,
    ),
    guarded("preview/", previews.preview, anyone, name="preview", methods=POST),
]
