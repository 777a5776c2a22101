"""Handing one mail to the mail server, and what its refusals mean."""

import smtplib
from contextlib import suppress
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from .mails import Mail
from .models import Message

PERMANENT: Final = range(500, 600)


class CannotReach(Exception):
    """The mail server is away, speaks no TLS or does not let us in: nothing to do with the mail."""


class TakesNoMail(Exception):
    """The mail server says for good that there is nobody at this address."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


def post(message: Message, mail: Mail) -> None:
    """Send it; when this returns the mail server has it. An OSError means: another time."""
    connection = get_connection()
    try:
        connection.open()
    except OSError as error:
        raise CannotReach from error
    try:
        written(message, mail, connection).send()
    except smtplib.SMTPRecipientsRefused as refused:
        code = _code_of(refused)
        if code in PERMANENT:
            raise TakesNoMail(code) from refused
        raise
    finally:
        with suppress(OSError):  # it was sent, or failed before: how it ends changes nothing
            connection.close()


def _code_of(refused: smtplib.SMTPRecipientsRefused) -> int:
    """We send to one address at a time."""
    return next((code for code, _words in refused.recipients.values()), 0)


def written(message: Message, mail: Mail, connection: BaseEmailBackend) -> EmailMultiAlternatives:
    return EmailMultiAlternatives(
        subject=" ".join(mail.subject.split()),
        body=mail.body,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[message.address],
        connection=connection,
        headers={
            **mail.headers,
            "Message-ID": f"<message-{message.pk}@{urlsplit(settings.BASE_URL).hostname}>",
            "Auto-Submitted": "auto-generated",
        },
    )
