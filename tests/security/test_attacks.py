"""Markup in every text that somebody can write: A01, A02, A03, A07, A08, A10."""

import json
import re
from io import BytesIO
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, models, transaction
from django.test import Client
from django.utils import timezone, translation
from PIL import Image

from gangmaker.actors.models import Actor, WebLink
from gangmaker.actors.operations import invite, send_confirmation
from gangmaker.trail import mails
from gangmaker.trail.models import Item, Message, Promise, PromiseKind
from gangmaker.trail.operations import finish_step
from tests import world
from tests.flushing import without_triggers
from tests.security.canaries import CanaryWorld
from tests.security.crawl import browser_of
from tests.security.doors import doors, one_each
from tests.security.markup import dangers, read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("w")]

POISON = '"><svg/onload=alert(1)>{{7*191}}javascript:alert(1)\u202e'
CALCULATED = "1337"
ROOMS = ("actors", "trail", "contributions", "projects", "insight")
NEVER_TYPED = re.compile(
    r"slug|code|key|nonce|token|hash|verb|kind|colour|logo|picture$|email|address|language"
    r"|digest|^file$|media_type|counter|^indicator$|^value$|^area$|currency"
)
IN_EVERY_STATE = ("items/<slug:slug>/", "items/<slug:slug>/trail/", "actors/<slug:slug>/")
"""Routes whose page is another one for each kind and state; elsewhere only the words differ."""
MAILS = {"received", "answered", "step_done", "confirm_address", "invitation"}


def poison_everything() -> set[str]:
    """Put the payload in every text of every row, also where nothing may ever be changed.

    The models that refused are given back.
    """
    with without_triggers():
        return _poison()


def _poison() -> set[str]:
    refused = set()
    for model in apps.get_models():
        if model._meta.app_label not in ROOMS:
            continue
        texts = {field.name: value for field in typed_texts(model) if (value := payload(field))}
        if not (_filled(model, texts) or all(_filled_anew(model, *each) for each in texts.items())):
            refused.add(model._meta.label)
    return refused


def _filled_anew(model: type[models.Model], name: str, text: str) -> bool:
    """Where a text may stand only in some rows, such as the reason of a correction."""
    return _filled(model, {name: text}, but={name: ""})


def _filled(
    model: type[models.Model], texts: dict[str, str], but: dict[str, str] | None = None
) -> bool:
    try:
        with transaction.atomic():
            if texts:
                model._base_manager.exclude(**but or {}).update(**texts)
    except DatabaseError:
        return False
    return True


def typed_texts(model: type[models.Model]) -> list["models.Field[Any, Any]"]:
    return [
        field
        for field in model._meta.local_concrete_fields
        if (
            isinstance(field, models.CharField | models.TextField) or "I18n" in type(field).__name__
        )
        and not field.choices
        and not field.unique
        and not NEVER_TYPED.search(field.name)
    ]


def payload(field: "models.Field[Any, Any]") -> str:
    return POISON[: field.max_length or None]


def problems(client: Client, url: str) -> list[str]:
    answer = client.get(url)
    if not answer.headers.get("Content-Type", "").startswith("text/html"):
        return []
    html = answer.getvalue().decode()
    _tags, text = read(html)
    found = [*dangers(html), *(["calculated"] if CALCULATED in text else [])]
    return [f"{url}: {problem}" for problem in found]


def test_what_anybody_wrote_is_only_ever_text(w: CanaryWorld):
    refused = poison_everything()
    WebLink.objects.create(
        actor=w.actors["public person"], url='https://a.example/?"><script>', label=POISON
    )
    pages = {door.url for door in one_each(w) if "GET" in door.methods}
    looking_different = {door.url for door in doors(w) if door.route.endswith(IN_EVERY_STATE)}

    found = [
        problem
        for name in ("region admin", "member A", "anonymous")
        for client in [browser_of(w.viewers[name])]
        for url in sorted(pages | looking_different)
        for problem in problems(client, url)
    ]

    assert found == []
    assert refused == set(), "these need another way to be filled"
    assert_payload_was_shown(w)


def assert_payload_was_shown(w: CanaryWorld) -> None:
    """The negative control: what is looked for did come out, as text."""
    item = browser_of(None).get(f"/nl/items/{w.items['public'].slug}/").content.decode()
    person = browser_of(None).get(f"/nl/actors/{w.actors['public person'].slug}/").content.decode()
    assert '"><svg/onload=alert(1)>{{7*191}}' in read(item)[1]
    assert '"><svg/onload=alert(1)>{{7*191}}' in read(person)[1]


@pytest.mark.parametrize(
    "markup",
    [
        "<svg/onload=alert(1)>",
        "<script>alert(1)</script>",
        '<a href="java\tscript:alert(1)">',
        "<img src=https://elsewhere.example/p.gif>",
        '<p style="position:fixed">',
        "<base href=//elsewhere.example>",
        "<form action=//elsewhere.example>",
        "<math><mi>",
    ],
)
def test_the_reader_of_pages_would_notice(markup: str):
    assert list(dangers(f"<p>{markup}</p>"))


def test_no_mail_makes_links_or_headers_of_what_somebody_wrote(w: CanaryWorld):
    send_confirmation(actor=world.make_guest(email="new@example.org"), now=timezone.now())
    invite(
        organisation=w.actors["organisation A"],
        email="a@example.org",
        role="member",
        by=w.viewer("org admin A"),
        now=timezone.now(),
    )
    step = Promise.objects.get(kind=PromiseKind.NEXT_STEP)
    finish_step(promise=step, by=w.viewer("broker"), note="Done.", now=timezone.now())
    evil = "Kijk www.evil.example http://evil.example a@evil.example"
    Item.objects.update(title=evil)
    Promise.objects.update(what=evil)
    Actor.objects.update(name="Win\r\nBcc: all@example.org www.evil.example")
    written = []

    for message in Message.objects.select_related("to"):
        with translation.override(message.language):
            written.append(mails.render(message))

    sent = [mail for mail in written if mail is not None]
    assert {message.kind for message in Message.objects.all()} >= MAILS
    assert len(sent) >= len(MAILS)
    assert [mail for mail in sent if "\n" in mail.subject or "\r" in mail.subject] == []
    assert [mail.body for mail in sent if re.search(r"(www\.|//|a@)evil\.ex", mail.body)] == []


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "javascript://a.example/%0aalert(1)",
        "JaVaScRiPt://a.example/",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:msgbox(1)",
        "ssh://a.example/",
        "java\tscript:alert(1)",
        "\x01javascript:alert(1)",
        "file:///etc/passwd",
    ],
)
def test_a_link_of_a_profile_leads_to_the_web_or_nowhere(client: Client, address: str):
    member = world.make_person()
    client = browser_of(member)
    page = client.get("/nl/profile/edit/")
    typed = {name: value for name, value in page.context["form"].initial.items() if value}

    client.post("/nl/profile/edit/", {**typed, "link_url_1": address, "link_label_1": "x"})

    kept = list(WebLink.objects.values_list("url", flat=True))
    assert [url for url in kept if not url.startswith(("https://", "http://"))] == []


def test_data_inside_a_page_cannot_end_its_element():
    member = world.make_person("</script><script>alert(1)</script><!--")
    assert member.account
    member.account.email = '"</script><script>alert(1)"@example.org'
    member.account.save()
    client = browser_of(member)
    session = client.session
    session["account_authentication_methods"] = [{"method": "code", "at": 9_999_999_999}]
    session.save()

    html = client.get("/nl/profile/security/passkeys/new/").content.decode()

    data = re.search(r'<script id="passkey-data"[^>]*>(.*?)</script>', html, re.DOTALL)
    assert data, html
    assert "</script>" in json.dumps(json.loads(data[1]))
    assert list(dangers(html)) == []


def test_the_name_of_a_passkey_is_text():
    member = world.make_person()
    Authenticator.objects.create(
        user=member.account, type="webauthn", data={"name": POISON, "credential": {}}
    )

    html = browser_of(member).get("/nl/profile/security/").content.decode()

    assert POISON in read(html)[1]
    assert list(dangers(html)) == []


def test_the_name_of_a_file_is_kept_nowhere():
    member = world.make_person()
    picture = BytesIO()
    Image.new("RGB", (40, 40)).save(picture, "PNG")
    name = "<img src=x onerror=alert(1)>.png"
    sent = SimpleUploadedFile(name, picture.getvalue(), content_type="image/png")
    client = browser_of(member)

    answer = client.post(
        f"/nl/actors/{member.slug}/picture/", {"picture": sent, "alt": POISON}, follow=True
    )

    member.refresh_from_db()
    assert re.fullmatch(r"[\w-]+(\.webp)?", member.picture), member.picture
    assert list(dangers(answer.content.decode())) == []
