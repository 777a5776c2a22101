"""Sentences that moderators often need for the facts, in the language of the author."""

from dataclasses import dataclass
from typing import Final

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Sentence:
    key: str
    name: str | Promise
    text: str | Promise


SENTENCES: Final = (
    Sentence(
        "person",
        _("About a person"),
        _(
            "You wrote about a person, not about what she said or did. "
            "This hurts her, and it helps nobody further. These are the words: “…”."
        ),
    ),
    Sentence(
        "data",
        _("Data of somebody else"),
        _(
            "What you wrote shows a phone number, an address or another fact about somebody "
            "else, who did not agree to that: …."
        ),
    ),
    Sentence(
        "advertising",
        _("Advertising"),
        _(
            "You placed the same advertisement several times, where it has nothing to do with "
            "what people are talking about."
        ),
    ),
    Sentence(
        "picture",
        _("Somebody else's work"),
        _("You show work of somebody else without saying whose it is, or without being allowed."),
    ),
    Sentence(
        "false",
        _("Not true"),
        _("You state as a fact something that is not true: …. This is how we know: …."),
    ),
)


def sentence(key: str, *, language: str) -> str:
    """The text of one of them; empty for a key that there is not."""
    with translation.override(language):
        return next((str(each.text) for each in SENTENCES if each.key == key), "")
