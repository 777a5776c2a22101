"""The columns of each sheet: their names for programs, their names for people, what may be in them.

A name for programs is the same in every language and never changes. In a sheet that is taken in,
either name is understood, in any of our languages.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.db.models import TextChoices
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gangmaker.actors.models import ActorKind, Language, Sector
from gangmaker.contributions.models import Form, Level
from gangmaker.core.enterprise import read_enterprise_number
from gangmaker.core.text import fold, normalise_line
from gangmaker.trail.models import ItemAudience, ItemKind, SheetOf

Read = Callable[[str], Any]


class Wrong(Exception):
    """A cell that says nothing we understand; its text is for people."""


@dataclass(frozen=True)
class Column:
    """``read`` turns a filled cell into a value or raises ``Wrong``; without it, only given out.

    ``choices`` are the words that it knows, code and name. ``is_day``: read after the way of its
    column was found.
    """

    key: str
    label: Any
    help: Any
    read: Read | None = None
    needed: bool = False
    choices: type[TextChoices] | None = None
    is_day: bool = False
    given_out: bool = True

    @property
    def taken_in(self) -> bool:
        return self.read is not None or self.is_day


def _line(longest: int) -> Read:
    def read(text: str) -> str:
        line = normalise_line(text)
        if len(line) > longest:
            raise Wrong(_("longer than %(most)s letters") % {"most": longest})
        return line

    return read


def _words(longest: int) -> Read:
    def read(text: str) -> str:
        if len(text) > longest:
            raise Wrong(_("longer than %(most)s letters") % {"most": longest})
        return text

    return read


def _one_of(choices: type[TextChoices], only: Sequence[str] = ()) -> Read:
    def read(text: str) -> str:
        found = _known(choices).get(fold(text.strip()))
        if found is None or (only and found not in only):
            codes = ", ".join(only or choices.values)
            raise Wrong(_("not one of: %(codes)s") % {"codes": codes})
        return found

    return read


def _several_of(choices: type[TextChoices]) -> Read:
    one = _one_of(choices)

    def read(text: str) -> tuple[str, ...]:
        parts = text.replace(";", ",").replace("|", ",").split(",")
        return tuple(dict.fromkeys(one(part) for part in parts if part.strip()))

    return read


@cache
def _known(choices: type[TextChoices]) -> Mapping[str, str]:
    """Every word for a choice, folded: its code, and its name in each language."""
    known = {fold(value): value for value in choices.values}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            known |= {fold(str(label)): value for value, label in choices.choices}
    return known


def _address(text: str) -> str:
    address = normalise_line(text).lower()
    try:
        validate_email(address)
    except ValidationError as error:
        raise Wrong(_("not an e-mail address")) from error
    return address


def _website(text: str) -> str:
    line = normalise_line(text)
    url = line if "://" in line else f"https://{line}"
    try:
        URLValidator(schemes=["http", "https"])(url)
    except ValidationError as error:
        raise Wrong(_("not the address of a web page")) from error
    if len(url) > 300:
        raise Wrong(_("longer than %(most)s letters") % {"most": 300})
    return url


def _enterprise(text: str) -> str:
    number = read_enterprise_number(text)
    if number is None:
        raise Wrong(_("not an enterprise number: its last two digits do not fit the others"))
    return number


ID: Final = Column(
    "id",
    gettext_lazy("Number here"),
    gettext_lazy("It comes with an export. A row with one that we know makes nothing."),
    _line(36),
)
KEY: Final = Column(
    "key",
    gettext_lazy("Your own number"),
    gettext_lazy("Whatever your own list calls it. The same one in a later file is the same."),
    _line(80),
    given_out=False,
)
AREA: Final = Column(
    "area",
    gettext_lazy("Municipality or district"),
    gettext_lazy("The name of a municipality of the region, or of a district in one."),
    _line(80),
)
ACTOR_COLUMNS: Final = (
    ID,
    KEY,
    Column(
        "kind",
        gettext_lazy("Kind"),
        gettext_lazy("A person or an organisation."),
        _one_of(ActorKind),
        needed=True,
        choices=ActorKind,
    ),
    Column(
        "name", gettext_lazy("Name"), gettext_lazy("As it is written."), _line(160), needed=True
    ),
    Column(
        "enterprise_number",
        gettext_lazy("Enterprise number"),
        gettext_lazy("Of an organisation in Belgium: ten digits, with or without points."),
        _enterprise,
    ),
    Column(
        "email",
        gettext_lazy("E-mail address"),
        gettext_lazy("Seen by the team. Whoever proves it can claim the record."),
        _address,
    ),
    Column("phone", gettext_lazy("Phone"), gettext_lazy("Seen by the team."), _line(40)),
    AREA,
    Column(
        "sectors",
        gettext_lazy("Sectors"),
        gettext_lazy("One or several, with commas between them."),
        _several_of(Sector),
        choices=Sector,
    ),
    Column(
        "languages",
        gettext_lazy("Languages"),
        gettext_lazy("That they speak or work in, with commas between them."),
        _several_of(Language),
        choices=Language,
    ),
    Column(
        "reads",
        gettext_lazy("Language for messages"),
        gettext_lazy("Dutch when nothing is said."),
        _one_of(Language, ("nl", "en", "fr")),
        choices=Language,
    ),
    Column(
        "website",
        gettext_lazy("Website"),
        gettext_lazy("One address; the first one is exported."),
        _website,
    ),
    Column("about", gettext_lazy("About"), gettext_lazy("What they do."), _words(2000)),
    Column(
        "source",
        gettext_lazy("Where met"),
        gettext_lazy("Where this comes from, so that a colleague understands it later."),
        _line(200),
        needed=True,
    ),
    Column(
        "since",
        gettext_lazy("Known since"),
        gettext_lazy("A day: 2026-11-21, 21/11/2026 or 11/21/2026. Today when nothing is said."),
        is_day=True,
    ),
    Column("audience", gettext_lazy("Who may see it"), gettext_lazy("Only exported.")),
    Column("page", gettext_lazy("Page"), gettext_lazy("Only exported.")),
)

ITEM_COLUMNS: Final = (
    ID,
    KEY,
    Column(
        "kind",
        gettext_lazy("Kind"),
        gettext_lazy("Imported: a question, an idea or an offer. Exported: of every kind."),
        _one_of(ItemKind, ("question", "idea", "offer")),
        needed=True,
        choices=ItemKind,
    ),
    Column(
        "title", gettext_lazy("Title"), gettext_lazy("What it is, short."), _line(160), needed=True
    ),
    Column("summary", gettext_lazy("Text"), gettext_lazy("In a few sentences."), _words(4000)),
    Column(
        "language",
        gettext_lazy("Language"),
        gettext_lazy("In which title and text are written. Dutch when nothing is said."),
        _one_of(Language),
        choices=Language,
    ),
    Column(
        "form",
        gettext_lazy("Form"),
        gettext_lazy("Of an offer, needed there: time, expertise, money, space and so on."),
        _one_of(Form),
        choices=Form,
    ),
    Column(
        "level",
        gettext_lazy("Level"),
        gettext_lazy("Think along or get to work. Operational when nothing is said."),
        _one_of(Level),
        choices=Level,
    ),
    Column(
        "audience",
        gettext_lazy("Who may see it"),
        gettext_lazy("Of a question. Everybody when nothing is said."),
        _one_of(ItemAudience, ("public", "members", "team")),
        choices=ItemAudience,
    ),
    AREA,
    Column(
        "by",
        gettext_lazy("By whom"),
        gettext_lazy(
            "The number here, your own number or the enterprise number of somebody whom the team "
            "entered. You yourself when nothing is said."
        ),
        _line(80),
    ),
    Column("by_name", gettext_lazy("Name of who brought it"), gettext_lazy("Only exported.")),
    Column("owner_name", gettext_lazy("Who answers for it"), gettext_lazy("Only exported.")),
    Column(
        "source",
        gettext_lazy("Where heard"),
        gettext_lazy("Where this comes from, so that a colleague understands it later."),
        _line(200),
        needed=True,
    ),
    Column(
        "closes_on",
        gettext_lazy("Open until"),
        gettext_lazy("A day, of a question: 2026-12-31, 31/12/2026 or 12/31/2026."),
        is_day=True,
    ),
    Column("published_on", gettext_lazy("Shown since"), gettext_lazy("Only exported.")),
    Column("page", gettext_lazy("Page"), gettext_lazy("Only exported.")),
)

COLUMNS: Final[Mapping[str, Sequence[Column]]] = {
    SheetOf.ACTORS: ACTOR_COLUMNS,
    SheetOf.ITEMS: ITEM_COLUMNS,
}


@cache
def names_of(of: str) -> Mapping[str, Column]:
    """Every name by which a column is known, folded: its key, and its name in each language."""
    known: dict[str, Column] = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            known |= {fold(str(column.label)): column for column in COLUMNS[of]}
    return known | {column.key: column for column in COLUMNS[of]}
