"""Pictures: allowed by what is in the file, made anew, and shown only to who may see them."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from gangmaker.actors.models import Actor
from gangmaker.actors.pictures import MOST_BYTES, picture_path
from tests.world import make_person, make_team

pytestmark = [pytest.mark.django_db]

GPS = 0x8825
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def drawn(kind="JPEG", size=(1200, 900), **more):
    out = BytesIO()
    Image.new("RGB", size, "#2f4aa8").save(out, kind, **more)
    return out.getvalue()


def with_place():
    exif = Image.Exif()
    exif[GPS] = {1: "N", 2: (50.0, 49.0, 0.0)}
    exif[0x010F] = "SECRETCAMERA"
    return drawn(exif=exif)


def huge_png():
    """A header that promises 50,000 by 50,000 pixels, in some tens of bytes."""
    import struct
    import zlib

    header = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + header
    return (
        b"\x89PNG\r\n\x1a\n"
        + struct.pack(">I", len(header))
        + chunk
        + struct.pack(">I", zlib.crc32(chunk))
        + struct.pack(">I", 0)
        + b"IDAT"
        + struct.pack(">I", zlib.crc32(b"IDAT"))
    )


def send(client, actor, content, *, name="photo.jpg", declared="image/jpeg", alt="A loom"):
    file = SimpleUploadedFile(name, content, content_type=declared)
    return client.post(
        reverse("web:actor-picture-edit", args=[actor.slug]), {"picture": file, "alt": alt}
    )


def shown(client, actor, size="large"):
    return client.get(reverse("actor-picture", args=[actor.slug, size]))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_is_shown_in_two_sizes_of_our_own(as_actor, kind):
    member = make_person(audience="public")
    client = as_actor(member)

    sent = send(client, member, drawn(kind))

    sizes = [
        Image.open(BytesIO(b"".join(shown(client, member, size)))).size
        for size in ("small", "large")
    ]
    assert sent.status_code == 302
    assert sizes == [(192, 192), (960, 720)]


def test_where_and_with_what_it_was_taken_is_not_kept(as_actor):
    member = make_person()
    client = as_actor(member)

    send(client, member, with_place())

    content = b"".join(shown(client, member))
    image = Image.open(BytesIO(content))
    assert b"SECRETCAMERA" not in content
    assert (dict(image.getexif()), image.info.get("exif"), image.info.get("xmp")) == (
        {},
        None,
        None,
    )


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (SVG, "drawing.svg"),
        (SVG, "photo.jpg"),
        (b"<html><script>alert(1)</script></html>", "photo.jpg"),
        (b"GIF89a/*" + b"\x00" * 40 + b"*/=1;alert(1)", "photo.gif"),
        (b"%PDF-1.7 /JS (alert)", "photo.pdf"),
        (b"<?php system($_GET[0]); ?>", "photo.php.jpg"),
        (drawn("GIF"), "photo.png"),
        (drawn("TIFF", size=(20, 20)), "photo.jpg"),
        (drawn()[:400], "photo.jpg"),
        (b"", "photo.jpg"),
        (huge_png(), "photo.png"),
        (drawn("PNG", size=(5000, 4000)), "photo.png"),
    ],
    ids=lambda value: value if isinstance(value, str) else len(value),
)
def test_what_is_no_fit_picture_is_refused_whatever_it_is_called(as_actor, content, name):
    member = make_person()

    response = send(as_actor(member), member, content, name=name)

    assert response.status_code == 422
    assert "picture" in response.context["form"].errors
    assert Actor.objects.get(pk=member.pk).picture == ""


def test_a_file_that_is_too_large_is_refused_before_it_is_read(as_actor):
    member = make_person()

    response = send(as_actor(member), member, drawn() + b"\x00" * MOST_BYTES)

    assert response.status_code == 422


def test_a_picture_needs_words(as_actor):
    member = make_person()

    response = send(as_actor(member), member, drawn(), alt="  ")

    assert response.status_code == 422
    assert Actor.objects.get(pk=member.pk).picture == ""


def test_the_name_of_the_file_is_ours(as_actor, settings):
    member = make_person()

    send(as_actor(member), member, drawn(), name="../../<img src=x onerror=alert(1)>.jpg")

    files = sorted(path.name for path in settings.MEDIA_ROOT.rglob("*") if path.is_file())
    kept = Actor.objects.get(pk=member.pk).picture
    assert files == [f"{kept}-large.webp", f"{kept}-small.webp"]
    assert picture_path(kept, "small").is_file()


def test_a_picture_is_given_in_a_way_that_runs_nothing(as_actor):
    member = make_person(audience="public")
    client = as_actor(member)
    send(client, member, drawn())

    response = shown(client, member)

    assert response["Content-Type"] == "image/webp"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"].startswith("default-src 'none'")


def test_who_may_not_see_the_picture_does_not_get_it(client, as_actor):
    member = make_person(audience="public")
    send(as_actor(member), member, drawn())
    Actor.objects.filter(pk=member.pk).update(field_audiences={"picture": "team"})
    client.logout()
    nobody = shown(client, member)
    other = shown(as_actor(make_person()), member)

    broker = shown(as_actor(make_team()), member)

    assert (nobody.status_code, other.status_code, broker.status_code) == (404, 404, 200)


def test_a_browser_may_keep_only_a_picture_for_everybody(as_actor):
    everybody, members = make_person(audience="public"), make_person(audience="members")
    cached = []
    for actor in (everybody, members):
        client = as_actor(actor)
        send(client, actor, drawn())
        cached.append(shown(client, actor)["Cache-Control"])

    assert cached == ["private, max-age=3600", "private, no-store"]


@pytest.mark.parametrize("size", ["huge", "960", "small-large"])
def test_there_are_two_sizes_and_no_others(as_actor, size):
    member = make_person()
    client = as_actor(member)
    send(client, member, drawn())

    assert shown(client, member, size).status_code == 404


def test_a_picture_is_taken_away(as_actor):
    member = make_person()
    client = as_actor(member)
    send(client, member, drawn())

    client.post(reverse("web:actor-picture-edit", args=[member.slug]), {"remove": "1"})

    assert Actor.objects.filter(pk=member.pk).values("picture", "picture_alt").get() == {
        "picture": "",
        "picture_alt": "",
    }
    assert shown(client, member).status_code == 404


def test_nobody_changes_the_picture_of_another(as_actor):
    other = make_person(audience="public")

    response = send(as_actor(make_person()), other, drawn())

    assert response.status_code == 403
