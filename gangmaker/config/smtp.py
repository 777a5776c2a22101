"""Sending by SMTP within a time that is known beforehand.

Django's time limit is for each answer of the server; one that dribbles, or hangs between two
words, could hold the worker for ever. Here the line is cut when the whole of it took too long.
"""

import smtplib
import socket
from contextlib import suppress
from threading import Timer
from typing import Any, Final

from django.core.mail.backends.smtp import EmailBackend as DjangoBackend

LONGEST_SECONDS: Final = 45.0
"""For a connection from its first byte; well under the lease of a message (``trail.outbox``)."""


class _Hurried:
    """Of an SMTP client: hang up when everything together took too long."""

    sock: socket.socket | None

    def _get_socket(self, *how: Any) -> socket.socket:
        timer = Timer(LONGEST_SECONDS, self._hang_up)
        timer.daemon = True
        timer.start()
        self._timer = timer
        made: socket.socket = super()._get_socket(*how)  # type: ignore[misc]
        return made

    def _hang_up(self) -> None:
        """From another thread: whoever waits for the server is told that it went away."""
        with suppress(OSError):
            if self.sock is not None:
                self.sock.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        if timer := getattr(self, "_timer", None):
            timer.cancel()
        super().close()  # type: ignore[misc]


class Client(_Hurried, smtplib.SMTP):
    pass


class TlsClient(_Hurried, smtplib.SMTP_SSL):
    pass


class EmailBackend(DjangoBackend):
    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return TlsClient if self.use_ssl else Client
