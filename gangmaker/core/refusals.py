"""The expected "no": an operation refuses, and says so to programs and to people."""

from typing import ClassVar


class Refused(Exception):
    """An operation that may not happen now. Declare a subclass beside the operation.

    ``code`` is for programs and never changes; ``message`` is for people and is
    translated when it is read, so it may be a lazy string.
    """

    code: ClassVar[str] = "refused"
    message: ClassVar[object] = "This is not possible."

    def __str__(self) -> str:
        return str(self.message)
