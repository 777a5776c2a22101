"""Files that harm, and how they are sent and fetched."""

from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gangmaker.actors.models import Actor
from gangmaker.projects.models import Attachment
from gangmaker.trail.models import Item
from tests.security.crawl import browser_of

PHP = b"<?php system($_GET[0]); ?>"
HTML = b"<!doctype html><script>alert(document.domain)</script>"
GIF_AND_SCRIPT = b"GIF89a/*" + b"\x00" * 40 + b"*/=1;alert(1)"


def written(settings) -> list[Path]:
    return [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]


def send_picture(item: Item, by: Actor | None, content: bytes, name="lamp.jpg", **said):
    file = SimpleUploadedFile(name, content, content_type="image/jpeg")
    url = reverse("web:picture-new", args=[item.slug])
    return browser_of(by).post(url, {"photo": file, "alt": "Een lamp", **said})


def send_document(item: Item, by: Actor | None, content: bytes, name="verslag.pdf", **said):
    file = SimpleUploadedFile(name, content, content_type="application/pdf")
    return browser_of(by).post(reverse("web:paper-new", args=[item.slug]), {"file": file, **said})


def address(attachment: Attachment, size: str) -> str:
    return reverse("item-file", args=[attachment.item.slug, attachment.pk, size])


def fetch(attachment: Attachment, viewer: Actor | None = None, size="document", client=None):
    return (client or browser_of(viewer)).get(address(attachment, size))
