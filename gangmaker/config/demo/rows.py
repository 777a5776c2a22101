"""What a row of the demo region is: frozen dataclasses, filled from ``data/*.toml``.

Nothing here knows the database. Rows refer to each other by ``key``. Days are relative to the
day of loading, so that the region never looks dead: ``days_ago`` counts calendar days back,
``..._in_days`` counts calendar days ahead (negative: in the past).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Language = Literal["nl", "en", "fr"]
Sector = Literal["business", "public", "education", "civil_society", "creative", "environment"]
Audience = Literal["public", "members", "parties", "team"]
ActorAudience = Literal["public", "members", "team"]
Form = Literal["idea", "time", "expertise", "money", "space", "material", "introduction"]
Level = Literal["strategic", "operational"]
Unit = Literal["minutes", "cents", "items"]
Outcome = Literal["accepted", "redirected", "declined"]
Municipality = Literal[
    "Anzegem",
    "Avelgem",
    "Deerlijk",
    "Harelbeke",
    "Kortrijk",
    "Kuurne",
    "Lendelede",
    "Menen",
    "Spiere-Helkijn",
    "Waregem",
    "Wevelgem",
    "Wielsbeke",
    "Zwevegem",
]
DemoRole = Literal["member", "organisation_admin", "broker", "moderator", "region_admin"]


@dataclass(frozen=True)
class Texts:
    """One text in the three languages of the interface."""

    nl: str
    en: str
    fr: str

    def as_dict(self) -> dict[str, str]:
        """The form in which a text in several languages is stored."""
        return {"nl": self.nl, "en": self.en, "fr": self.fr}


@dataclass(frozen=True)
class Region:
    """What an operator sets once: the name on the door and its two colours."""

    name: str
    slogan: Texts
    welcome: Texts
    contact_email: str
    act_colour: str
    waiting_colour: str
    controller: str
    privacy_contact: str
    tested_by: str
    not_accessible: Texts


@dataclass(frozen=True)
class Exchange:
    """Something an actor offers or seeks."""

    text: str
    tags: tuple[str, ...]
    audience: ActorAudience = "public"


@dataclass(frozen=True, kw_only=True)
class Available:
    """For what somebody wants to be proposed, and how much."""

    forms: tuple[Form, ...] = ()
    hours_a_month: int | None = None
    at_once: int = 3
    free_from_in_days: int | None = None
    digest: bool = False


@dataclass(frozen=True, kw_only=True)
class Organisation:
    """An organisation. ``anonymous``: a made-up company, named by its trade and its town.

    ``told_by`` is who of it confirmed the ``concepts`` that it offers.
    """

    key: str
    name: str
    sectors: tuple[Sector, ...]
    languages: tuple[Language, ...]
    about: str
    municipality: Municipality | None = None
    district: str | None = None
    website: str | None = None
    offers: tuple[Exchange, ...] = ()
    seeks: tuple[Exchange, ...] = ()
    anonymous: bool = False
    about_language: Language = "nl"
    audience: ActorAudience = "public"
    concepts: tuple[str, ...] = ()
    available: Available | None = None
    told_by: str | None = None
    kind: Literal["organisation"] = field(default="organisation", init=False)


@dataclass(frozen=True)
class Membership:
    """The place of a person in an organisation."""

    organisation: str
    role: Literal["admin", "editor", "member"]


@dataclass(frozen=True, kw_only=True)
class Person:
    """A person, named by what they do and where. No ``account``: a guest.

    ``source`` says where staff met somebody they entered (``entered_by``). ``confirmed`` says
    that the address was confirmed by its link; a guest with ``reach = "phone"`` has no address.
    Who ``leaves_days_ago`` had herself erased. Of what she offers and seeks she confirmed
    ``concepts`` and ``seeks_concepts``. Who lives over the border has no municipality.
    """

    key: str
    name: str
    sectors: tuple[Sector, ...]
    languages: tuple[Language, ...]
    municipality: Municipality | None = None
    district: str | None = None
    about: str = ""
    about_language: Language = "nl"
    account: bool = True
    confirmed: bool = True
    reach: Literal["email", "phone"] = "email"
    source: str | None = None
    entered_by: str | None = None
    audience: ActorAudience = "public"
    offers: tuple[Exchange, ...] = ()
    seeks: tuple[Exchange, ...] = ()
    memberships: tuple[Membership, ...] = ()
    team_roles: tuple[Literal["broker", "moderator", "editor", "region_admin"], ...] = ()
    demo_sign_in: DemoRole | None = None
    joined_days_ago: int = 220
    age: Literal["adult", "minor"] = "adult"
    leaves_days_ago: int | None = None
    concepts: tuple[str, ...] = ()
    seeks_concepts: tuple[str, ...] = ()
    available: Available | None = None
    kind: Literal["person"] = field(default="person", init=False)

    @property
    def email(self) -> str:
        """An address in a domain that never exists; empty for whom only a phone reaches."""
        return f"{self.key}@gangmaker.example" if self.reach == "email" else ""

    @property
    def phone(self) -> str:
        """A number that nobody has; empty for whom an address reaches."""
        return f"+32 56 00 00 {len(self.key):02}" if self.reach == "phone" else ""


@dataclass(frozen=True, kw_only=True)
class Goal:
    """Something the region wants to have reached in ``year``."""

    key: str
    title: Texts
    summary: Texts
    year: int
    owner: str
    deputy: str
    parent: str | None = None
    days_ago: int = 200
    kind: Literal["goal"] = field(default="goal", init=False)


@dataclass(frozen=True)
class Translation:
    """Title and summary in another language than the item's own."""

    language: Language
    title: str
    summary: str


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What the owner said, and when: ``working_days_after`` the item came in.

    An accepted item has a ``next_step`` due ``next_step_in_days`` from today;
    ``next_step_done_days_ago`` is set once it was taken. After something was passed on, ``then``
    is the answer that followed, so many working days later.
    """

    outcome: Outcome
    working_days_after: int
    reason: str
    next_step: str | None = None
    next_step_in_days: int | None = None
    next_step_done_days_ago: int | None = None
    redirected_to: str | None = None
    by: str | None = None
    then: "Answer | None" = None


@dataclass(frozen=True)
class Withdrawn:
    """That the contributor took an item back, and why."""

    days_ago: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class Item:
    """What question, idea and offer share.

    ``by`` is a person, or an organisation for which staff entered it. ``goal`` is the goal it
    serves. ``parties`` are the actors who may read it when the audience is ``parties``.
    An embargoed item is published ``publishes_in_days`` from today; a draft never yet.
    """

    key: str
    title: str
    summary: str
    by: str
    owner: str
    deputy: str
    days_ago: int
    language: Language = "nl"
    on_behalf_of: str | None = None
    entered_by: str | None = None
    source: str | None = None
    municipality: Municipality | None = None
    district: str | None = None
    goal: str | None = None
    audience: Audience = "public"
    state: Literal["published", "draft", "embargoed"] = "published"
    publishes_in_days: int | None = None
    parties: tuple[str, ...] = ()
    answer: Answer | None = None
    withdrawn: Withdrawn | None = None
    translations: tuple[Translation, ...] = ()


@dataclass(frozen=True)
class Need:
    """How much of one form a question asks for.

    ``label`` is the counted noun for items ("ontwerpers"), and what it is for otherwise.
    """

    key: str
    form: Form
    level: Level
    quantity: int
    label: str

    @property
    def unit(self) -> Unit:
        """Minutes for time, cents for money, items for all else."""
        return unit_of(self.form)


@dataclass(frozen=True, kw_only=True)
class Question(Item):
    """Something somebody wants to know or get done. No ``closes_in_days``: always open."""

    needs: tuple[Need, ...]
    closes_in_days: int | None = None
    kind: Literal["question"] = field(default="question", init=False)


@dataclass(frozen=True, kw_only=True)
class Idea(Item):
    """Something that could be."""

    kind: Literal["idea"] = field(default="idea", init=False)


@dataclass(frozen=True, kw_only=True)
class Offer(Item):
    """What somebody brings: for one ``need`` of one ``question``, or openly."""

    form: Form
    level: Level
    quantity: int | None = None
    question: str | None = None
    need: str | None = None
    kind: Literal["offer"] = field(default="offer", init=False)

    @property
    def unit(self) -> Unit:
        """Minutes for time, cents for money, items for all else."""
        return unit_of(self.form)


@dataclass(frozen=True)
class Link:
    """A step of the trail: ``source`` came from, answers, is part of or serves ``target``."""

    source: str
    verb: Literal["came_from", "answers", "is_part_of", "serves_goal", "shown_at", "handed_on_as"]
    target: str
    days_ago: int
    by: str


@dataclass(frozen=True, kw_only=True)
class LedgerEntry:
    """A pledge of ``giver`` for a need of an item, or the correction of one.

    The ``quantity`` of a correction is the difference with the entry it ``corrects``, and it
    has a ``reason``. Not confirmed yet: ``confirmed_days_ago`` is absent.
    """

    key: str
    giver: str
    item: str
    need: str
    quantity: int
    days_ago: int
    on_behalf_of: str | None = None
    offer: str | None = None
    corrects: str | None = None
    reason: str | None = None
    confirmed_days_ago: int | None = None
    confirmed_by: str | None = None


@dataclass(frozen=True)
class Supports:
    """Who supports an item: the actor's key, and how many days ago."""

    item: str
    by: Mapping[str, int]


@dataclass(frozen=True, kw_only=True)
class AnswerTemplate:
    """A human reason to start an answer from, per kind and outcome."""

    key: str
    kind: Literal["question", "idea", "offer"]
    outcome: Outcome
    name: Texts
    text: Texts


def unit_of(form: Form) -> Unit:
    """Minutes for time, cents for money, items for all else."""
    if form == "time":
        return "minutes"
    return "cents" if form == "money" else "items"
