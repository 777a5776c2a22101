"""The values that the templates of this area ask for; each names the template that reads it."""

from dataclasses import dataclass, field
from datetime import date, datetime

from gangmaker.web.items.shapes import Card


@dataclass(frozen=True)
class Picture:
    """For picture.html: one picture in the sizes there are."""

    small_url: str
    medium_url: str
    large_url: str
    alt: str


@dataclass(frozen=True)
class Paper:
    """For paper.html: a document that can be fetched."""

    name: str
    url: str
    kind: str
    size: str
    on: date
    parties_only: bool = False
    remove_url: str = ""


@dataclass(frozen=True)
class Proof:
    """For proof.html: one piece of evidence. Which parts are filled follows from ``kind``."""

    kind: str
    kind_label: str
    seen_on: date
    picture: Picture | None = None
    paper: Paper | None = None
    url: str = ""
    text: str = ""
    said_by: str = ""
    consent_on: date | None = None
    count: str = ""
    unit: str = ""
    method: str = ""
    remove_url: str = ""


@dataclass(frozen=True)
class Credited:
    name: str
    url: str
    role: str


@dataclass(frozen=True)
class ResultSection:
    """For result_section.html. Addresses are empty for who may not go there."""

    type_label: str
    for_whom: str
    where: str
    url: str
    made_on: date
    project_title: str
    project_url: str
    project_lang: str
    lang: str
    """Of the words of the result itself: its facts, quotes and credits."""
    cover: Proof | None
    """The first photo: it stands at the head of the page, so that ``pictures`` are the others."""
    pictures: list[Proof]
    counts: list[Proof]
    quotes: list[Proof]
    others: list[Proof]
    credits: list[Credited]
    edit_url: str = ""
    evidence_url: str = ""
    credits_url: str = ""

    @property
    def has_evidence(self) -> bool:
        return bool(self.cover or self.counts or self.quotes or self.others)


@dataclass(frozen=True)
class News:
    """For update.html: one update of a project."""

    pk: int
    who: str
    text: str
    lang: str
    at: datetime
    changed_at: datetime | None
    parties_only: bool
    pictures: list[Picture]
    edit_url: str = ""
    remove_url: str = ""


@dataclass(frozen=True)
class BudgetLead:
    """What the page of a project says of its budget."""

    url: str
    money: str = ""
    in_kind: str = ""
    audience: str = ""


@dataclass(frozen=True)
class ProjectSection:
    """For project_section.html. Addresses are empty for who may not go there."""

    results: list[Card]
    missing: str
    new_result_url: str
    news: list[News]
    news_url: str
    new_update_url: str
    papers: list[Paper]
    papers_url: str
    new_paper_url: str
    budget: BudgetLead | None = None


@dataclass(frozen=True)
class Shown:
    """One of the pictures of an item: for files_section.html and pictures.html."""

    picture: Picture
    parties_only: bool = False
    remove_url: str = ""


@dataclass(frozen=True)
class FilesSection:
    """For files_section.html. Addresses are empty for who may not go there."""

    cover: Picture | None
    """The first picture: it stands at the head of the page, so that ``pictures`` are the others."""
    pictures: list[Shown]
    papers: list[Paper]
    lang: str = ""
    new_picture_url: str = ""
    arrange_url: str = ""
    new_paper_url: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.cover or self.pictures or self.papers)


@dataclass(frozen=True)
class Bar:
    """For budget_plot.html: a line of the budget; lengths are thousandths of the longest."""

    label: str
    payer: str
    planned: str
    actual: str
    planned_length: int
    actual_length: int
    over: bool
    in_kind: bool


@dataclass(frozen=True)
class CostRow:
    """For costs.html."""

    what: str
    line: str
    on: date
    amount: str
    vat: str
    """Empty: there is none, or nobody told it apart."""
    entered: str
    corrections: list[tuple[str, str, date]] = field(default_factory=list)
    paper: Paper | None = None
    correct_url: str = ""
