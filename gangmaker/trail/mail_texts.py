"""Mails about people: prove an address, sign in, join an organisation."""

from datetime import datetime
from pathlib import Path
from typing import Final

from django.conf import settings
from django.template import Context, Engine
from django.urls import reverse
from django.utils import timezone

from gangmaker.actors.codes import CODE_LIVES, sign_in_code
from gangmaker.actors.models import EmailConfirmation, Invitation
from gangmaker.actors.queries import current_region
from gangmaker.actors.rules import can_administer
from gangmaker.actors.tokens import CONFIRM_ADDRESS, INVITATION, token_for
from gangmaker.core.text import normalise_line, unlinked

from .mails import Mail, renders
from .models import Message

PLAIN: Final = Engine(
    dirs=[str(Path(__file__).parent / "templates")],
    autoescape=False,  # a mail of ours is plain text: nothing in it is ever read as HTML
    libraries={"i18n": "django.templatetags.i18n", "l10n": "django.templatetags.l10n"},
    builtins=["django.templatetags.i18n"],
)


def write(template: str, **values: object) -> Mail:
    """The mail of ``template``: its first line is the subject, the rest after a blank line."""
    context = Context({"region": str(current_region().name), **values}, autoescape=False)
    text = PLAIN.get_template(f"trail/mail/{template}.txt").render(context)
    subject, _blank, body = text.strip().partition("\n")
    return Mail(subject=normalise_line(subject), body=body.strip() + "\n")


def page_url(name: str, *args: str) -> str:
    """The address of a page in the language of the mail, from the configured base."""
    return f"{settings.BASE_URL}{reverse(f'web:{name}', args=args)}"


@renders("sign_in_code")
def sign_in_code_mail(message: Message) -> Mail | None:
    """The digits are made here and now; a mail that is too late says nothing."""
    if timezone.now() >= message.created_at + CODE_LIVES:
        return None
    code = sign_in_code(nonce=str(message.payload["nonce"]), email=message.address)
    return write(
        "sign_in_code", code=code, minutes=int(CODE_LIVES.total_seconds() // 60), url=_base()
    )


@renders("confirm_address")
def confirm_address_mail(message: Message) -> Mail | None:
    confirmation = (
        EmailConfirmation.objects.filter(pk=message.payload["confirmation"])
        .select_related("actor", "actor__suspension")
        .first()
    )
    if confirmation is None or not _may_still_confirm(confirmation, at=timezone.now()):
        return None
    token = token_for(confirmation.nonce, purpose=CONFIRM_ADDRESS)
    return write(
        "confirm_address",
        url=page_url("confirm-address", token),
        until=confirmation.expires_at,
    )


def _may_still_confirm(confirmation: EmailConfirmation, *, at: datetime) -> bool:
    actor = confirmation.actor
    return (
        confirmation.is_usable(at=at)
        and actor.email == confirmation.email
        and not hasattr(actor, "suspension")
    )


@renders("invitation")
def invitation_mail(message: Message) -> Mail | None:
    """Not sent when it was withdrawn, or when who invited may not do so any more."""
    invitation = (
        Invitation.objects.filter(pk=message.payload["invitation"])
        .select_related("organisation", "invited_by")
        .first()
    )
    if invitation is None or not invitation.is_usable(at=timezone.now()):
        return None
    if not can_administer(invitation.invited_by, invitation.organisation):
        return None
    token = token_for(invitation.nonce, purpose=INVITATION)
    return write(
        "invitation",
        organisation=unlinked(normalise_line(invitation.organisation.name)),
        role=invitation.get_role_display(),
        url=page_url("invitation", token),
        until=invitation.expires_at,
    )


def _base() -> str:
    return settings.BASE_URL
