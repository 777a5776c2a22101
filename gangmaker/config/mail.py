"""Where mail goes: one address in the environment, the settings that Django wants from it."""

from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

SCHEMES = ("smtp://", "smtps://", "console:", "file:")
TIMEOUT_SECONDS = 10


def django_mail_settings(address: str) -> dict[str, Any]:
    """``smtp://`` speaks STARTTLS unless it says ``?starttls=no``; ``smtps://`` is TLS at once."""
    parts = urlsplit(address)
    if parts.scheme == "console":
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    if parts.scheme == "file":
        folder = Path(address.removeprefix("file:")).absolute()
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": str(folder),
        }
    return _smtp(parts)


def _smtp(parts: SplitResult) -> dict[str, Any]:
    tls_at_once = parts.scheme == "smtps"
    starttls = not tls_at_once and parse_qs(parts.query).get("starttls") != ["no"]
    return {
        "EMAIL_BACKEND": "gangmaker.config.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname or "",
        "EMAIL_PORT": parts.port or (465 if tls_at_once else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": tls_at_once,
        "EMAIL_USE_TLS": starttls,
        "EMAIL_TIMEOUT": TIMEOUT_SECONDS,
    }
