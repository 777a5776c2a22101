"""Log lines that can be shown to anybody: no addresses of people, no keys in links."""

import logging
import re

EMAIL = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
KEY_IN_A_LINK = re.compile(r"(?<=[/=~:])[A-Za-z0-9_-]{24,}(?=[/&?\s\"'#:]|$)")


class DiscreetFormatter(logging.Formatter):
    """Takes e-mail addresses and long keys out of the whole line, its traceback included."""

    def format(self, record: logging.LogRecord) -> str:
        return discreet(super().format(record))


def discreet(line: str) -> str:
    return KEY_IN_A_LINK.sub("(key)", EMAIL.sub("(address)", line))
