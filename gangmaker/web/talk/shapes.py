"""The values that the templates of this area ask for; each names the template that reads it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ThanksButton:
    """For thanks.html; ``said``: she did already."""

    anchor: str
    count: int
    url: str
    said: bool


@dataclass(frozen=True, slots=True)
class Said:
    """For comment.html. ``gone`` says why its words are not here, or no longer for everybody;
    ``why_url`` leads its author to the reasons; ``decide_url`` is for who moderates;
    ``notes`` for whom it was said and when it changed; ``thanked`` how often, to who may not press
    a button for it. ``foot`` is None where nothing can be done.
    """

    anchor: str
    url: str
    who: str
    who_url: str
    at: str
    when: str
    text: str
    lang: str
    notes: tuple[str, ...] = ()
    gone: str = ""
    why_url: str = ""
    report_url: str = ""
    decide_url: str = ""
    thanked: str = ""
    foot: "Foot | None" = None


@dataclass(frozen=True, slots=True)
class Foot:
    """What can be done with a comment. Addresses are empty for who may not go there."""

    thanks: ThanksButton | None
    edit_url: str = ""
    remove_url: str = ""


@dataclass(frozen=True, slots=True)
class ThreadShown:
    """For thread.html; ``more``: so many earlier replies are on a page of their own."""

    first: Said
    replies: tuple[Said, ...]
    more: int
    more_url: str
    reply_url: str


@dataclass(frozen=True)
class Newest:
    """For section.html: what the page of an item shows of what was said about it."""

    count: int
    threads: tuple["NewestThread", ...]
    url: str
    new_url: str
    may_comment: bool


@dataclass(frozen=True)
class NewestThread:
    said: Said
    replies: int
