"""Which mail says what: one renderer for each kind of message in the outbox.

A room registers its renderers when it starts. A renderer reads the rows again and answers None
when the mail may no longer be sent (rights or consent changed, nothing to say any more).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from .models import Message


@dataclass(frozen=True)
class Mail:
    """Subject and plain text, in the reader's language; ``headers`` that we make ourselves."""

    subject: str
    body: str
    headers: Mapping[str, str] = field(default_factory=dict)


Renderer = Callable[[Message], Mail | None]

_renderers: dict[str, Renderer] = {}


def renders(kind: str) -> Callable[[Renderer], Renderer]:
    """Register the function that writes messages of ``kind``."""

    def register(renderer: Renderer) -> Renderer:
        _renderers[kind] = renderer
        return renderer

    return register


def render(message: Message) -> Mail | None:
    return _renderers[message.kind](message)
