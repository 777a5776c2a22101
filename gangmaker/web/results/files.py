"""Files at the door: the rules are asked for each byte, which leaves in a way that runs nothing."""

from django.http import FileResponse, Http404
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from gangmaker.projects.files import path_of
from gangmaker.projects.models import Attachment, AttachmentKind
from gangmaker.projects.queries.results import Cover
from gangmaker.trail.models import Item
from gangmaker.web.guards import ActorRequest

from .doors import DOCUMENT


def item_file(request: ActorRequest, attachment: Attachment, size: str) -> HttpResponseBase:
    path = path_of(attachment, size)
    if not path.is_file():
        raise Http404
    is_document = attachment.kind == AttachmentKind.DOCUMENT
    response = FileResponse(
        path.open("rb"),
        content_type=attachment.media_type,
        as_attachment=is_document,
        filename=attachment.name,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'; sandbox"
    response["Cache-Control"] = (
        "private, max-age=3600" if _is_for_everybody(attachment) else "private, no-store"
    )
    return response


def _is_for_everybody(attachment: Attachment) -> bool:
    """A picture that anybody may see now: her own browser may keep it, no cache of others.

    So nobody else gives out what was withdrawn. Documents are asked for anew each time.
    """
    return (
        attachment.kind == AttachmentKind.PICTURE
        and not attachment.parties_only
        and not attachment.evidence_of.exclude(removed_on=None).exists()
        and Item.objects.visible_to(None, at=timezone.now()).filter(pk=attachment.item_id).exists()
    )


def file_url(slug: str, attachment: Attachment | Cover, size: str = DOCUMENT) -> str:
    """Where a picture in ``size``, or a document, is. Another file has another address."""
    url = reverse("item-file", args=[slug, attachment.pk, size])
    return f"{url}?v={attachment.file[:8]}"
