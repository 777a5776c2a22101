"""Log lines that can be shown to anybody: no addresses of people, no keys in links."""

import json
import logging
import re
from datetime import UTC, datetime
from typing import Any, Final

EMAIL = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
KEY_IN_A_LINK = re.compile(r"(?<=[/=~:])[A-Za-z0-9_-]{24,}(?=[/&?\s\"'#:]|$)")
REQUESTS: Final = "gangmaker.requests"


class DiscreetFormatter(logging.Formatter):
    """Takes e-mail addresses and long keys out of the whole line, its traceback included."""

    def format(self, record: logging.LogRecord) -> str:
        return discreet(super().format(record))


class JsonFormatter(logging.Formatter):
    """One object a line; of a request only what ``extra={"facts": …}`` says of it."""

    def format(self, record: logging.LogRecord) -> str:
        said: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": discreet(record.getMessage()),
        }
        if record.exc_info:
            said["trace"] = discreet(self.formatException(record.exc_info))
        said |= getattr(record, "facts", {})
        return json.dumps(said, ensure_ascii=False, default=str)


def discreet(line: str) -> str:
    return KEY_IN_A_LINK.sub("(key)", EMAIL.sub("(address)", line))


def logging_settings(*, level: str, form: str) -> dict[str, Any]:
    """All to standard error. Requests are told in JSON only; a line each would be noise."""
    line = {"()": DiscreetFormatter, "format": LINE, "style": "{"}
    ours = {"handlers": ["stderr"], "level": level.upper(), "propagate": False}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"chosen": {"()": JsonFormatter} if form == "json" else line},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "chosen"}},
        "root": {"handlers": ["stderr"], "level": level.upper()},
        "loggers": {
            "django": ours,
            "django.db.backends": {"level": "INFO"},
            "django_tasks_db": {"level": "ERROR"},  # it advises to press Ctrl-C twice
            REQUESTS: ours | {"level": "INFO" if form == "json" else "ERROR"},
        },
    }


LINE: Final = "{asctime} {levelname} {name}: {message}"
