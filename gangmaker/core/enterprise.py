"""The number under which Belgium knows an organisation, and how it is checked."""

import re
from typing import Final

LENGTH: Final = 10
SIGNS_BETWEEN = re.compile(r"[\s.\-/]")


def read_enterprise_number(typed: str) -> str | None:
    """Ten digits of what somebody typed (“BE 0477.472.701”); None when no such number exists.

    The last two digits are 97 minus the rest of the others by 97. Numbers of nine digits are
    the old ones, without the 0 in front.
    """
    digits = SIGNS_BETWEEN.sub("", typed).upper().removeprefix("BE")
    if not (digits.isascii() and digits.isdigit()):
        return None
    number = digits.zfill(LENGTH) if len(digits) == LENGTH - 1 else digits
    if len(number) != LENGTH or number[0] not in "01":
        return None
    return number if 97 - int(number[:8]) % 97 == int(number[8:]) else None


def written(number: str) -> str:
    """``0477472701`` as it is printed: ``0477.472.701``. Anything else stays as it is."""
    if len(number) != LENGTH:
        return number
    return f"{number[:4]}.{number[4:7]}.{number[7:]}"
