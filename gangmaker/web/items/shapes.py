"""The values that the templates of this area ask for; each names the component that reads it."""

from dataclasses import dataclass
from datetime import date

from gangmaker.core.qr import QrPath
from gangmaker.core.thread import Drawing

from .minis import Mini


@dataclass(frozen=True)
class State:
    """For state.html."""

    kind: str
    label: str


@dataclass(frozen=True)
class Section:
    """A part of an item's page: a template, and what it asks for as ``section``."""

    template: str
    section: object


@dataclass(frozen=True)
class Progress:
    """For progress.html; percentages are of what is needed."""

    label: str
    percent: int
    confirmed_percent: int
    detail: str = ""


@dataclass(frozen=True)
class Row:
    """For item_row.html."""

    url: str
    title: str
    lang: str
    kind: str
    who: str
    forms: str
    when: str
    progress: Progress | None = None
    state: State | None = None
    thread: Mini | None = None


@dataclass(frozen=True)
class Card:
    """For card.html."""

    url: str
    key: str
    title: str
    lang: str
    kicker: str
    kicker_second: str
    note: str
    picture_url: str = ""
    picture_alt: str = ""
    thread: Mini | None = None


@dataclass(frozen=True)
class FormLink:
    """For form_pills.html."""

    value: str
    label: str
    url: str


@dataclass(frozen=True)
class Stat:
    """For stat.html."""

    value: str
    label: str
    unit: str = ""
    definition: str = ""
    overdue: bool = False


@dataclass(frozen=True)
class Example:
    """A trail on the first page."""

    title: str
    url: str
    drawing: Drawing


@dataclass(frozen=True)
class Owed:
    """For promise.html."""

    kind: str
    due_on: date
    owner: str
    deputy: str
    overdue: bool
    kept_on: date | None
    average: str = ""


@dataclass(frozen=True)
class Said:
    """For answer.html."""

    outcome_label: str
    reason: str
    lang: str
    by: str
    on: date
    next_step: str
    next_step_on: date | None
    redirected_to_name: str
    redirected_to_url: str
    late: bool
    next_step_done_on: date | None = None
    on_behalf_of: str = ""
    is_translation: bool = False


@dataclass(frozen=True)
class Ask:
    """For ask.html; ``words`` in ``lang`` when that is not the language of the reader."""

    form: str
    label: str
    how: str
    progress: Progress
    url: str
    words: str = ""
    lang: str = ""


@dataclass(frozen=True)
class Gift:
    """Who gave what; ``confirm_url`` for the receiver of what is not confirmed yet."""

    who: str
    what: str
    when: str
    state: State | None = None
    confirm_url: str = ""
    lang: str = ""
    """Of ``what``, when somebody wrote it."""


@dataclass(frozen=True)
class Happened:
    """One act, told; ``times`` when the same happened more often that day."""

    on: date
    text: str
    note: str = ""
    times: int = 1


@dataclass(frozen=True)
class Doing:
    """What the reader may do: a link, or with ``posts`` a button, which sends ``wanted``."""

    label: str
    url: str
    posts: bool = False
    wanted: str = ""


@dataclass(frozen=True)
class Column:
    """For table.html."""

    label: str
    number: bool = True


@dataclass(frozen=True)
class ActorRow:
    """For actor_row.html."""

    url: str
    key: str
    name: str
    kind: str
    where: str
    about: str
    lang: str = ""
    picture_url: str = ""
    picture_alt: str = ""


@dataclass(frozen=True)
class Poster:
    """For poster.html."""

    kind: str
    who: str
    title: str
    lang: str
    summary: str
    key: str
    region: str
    asks: tuple[Ask, ...]
    code: QrPath
    short_address: str
