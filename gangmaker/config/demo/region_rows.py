"""Everything in the demo region, as one value."""

from dataclasses import dataclass

from gangmaker.config.demo.brokerage_rows import Brief, Encounter, Introduction
from gangmaker.config.demo.moderation_rows import Moderated
from gangmaker.config.demo.plan_rows import (
    Action,
    Allowances,
    GoalChange,
    Grant,
    Indicator,
    Method,
    Note,
    Published,
    VatRegime,
    Version,
)
from gangmaker.config.demo.project_rows import Project, Result
from gangmaker.config.demo.record_rows import Claim, Twin
from gangmaker.config.demo.rows import (
    AnswerTemplate,
    Goal,
    Idea,
    LedgerEntry,
    Link,
    Offer,
    Organisation,
    Person,
    Question,
    Region,
    Supports,
)
from gangmaker.config.demo.talk_rows import Comment, Interest
from gangmaker.config.demo.upload_rows import ItemPaper, ItemPicture


@dataclass(frozen=True)
class DemoContent:
    """Everything in the demo region."""

    region: Region
    organisations: tuple[Organisation, ...]
    people: tuple[Person, ...]
    goals: tuple[Goal, ...]
    questions: tuple[Question, ...]
    ideas: tuple[Idea, ...]
    offers: tuple[Offer, ...]
    links: tuple[Link, ...]
    ledger: tuple[LedgerEntry, ...]
    supports: tuple[Supports, ...]
    answer_templates: tuple[AnswerTemplate, ...]
    projects: tuple[Project, ...] = ()
    results: tuple[Result, ...] = ()
    given: tuple[LedgerEntry, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    actions: tuple[Action, ...] = ()
    goal_changes: tuple[GoalChange, ...] = ()
    versions: tuple[Version, ...] = ()
    methods: tuple[Method, ...] = ()
    vat_regimes: tuple[VatRegime, ...] = ()
    grants: tuple[Grant, ...] = ()
    notes: tuple[Note, ...] = ()
    allowances: tuple[Allowances, ...] = ()
    published: tuple[Published, ...] = ()
    item_pictures: tuple[ItemPicture, ...] = ()
    item_papers: tuple[ItemPaper, ...] = ()
    comments: tuple[Comment, ...] = ()
    interests: tuple[Interest, ...] = ()
    moderated: tuple[Moderated, ...] = ()
    twins: tuple[Twin, ...] = ()
    claims: tuple[Claim, ...] = ()
    briefs: tuple[Brief, ...] = ()
    introductions: tuple[Introduction, ...] = ()
    encounters: tuple[Encounter, ...] = ()

    @property
    def actors(self) -> tuple[Organisation | Person, ...]:
        """Organisations first: people refer to them."""
        return (*self.organisations, *self.people)

    @property
    def items(self) -> tuple[Question | Idea | Offer, ...]:
        """What people asked, thought and offered."""
        return (*self.questions, *self.ideas, *self.offers)

    @property
    def asking(self) -> tuple[Question | Project, ...]:
        """What says what it needs."""
        return (*self.questions, *self.projects)

    @property
    def entries(self) -> tuple[LedgerEntry, ...]:
        """What was given for questions, then what was given for projects."""
        return (*self.ledger, *self.given)

    @property
    def team(self) -> frozenset[str]:
        """The keys of the people who answer."""
        return frozenset(person.key for person in self.people if person.team_roles)

    @property
    def entering(self) -> frozenset[str]:
        """The keys of the people who may enter what somebody told them."""
        roles = {"broker", "editor", "region_admin"}
        return frozenset(person.key for person in self.people if roles & {*person.team_roles})

    def is_owed_answer(self, item: Question | Idea | Offer) -> bool:
        """Whether a promise was made: for all that is shown, but not for the team's questions."""
        asked_by_team = isinstance(item, Question) and item.by in self.team
        return item.state == "published" and not asked_by_team

    def all_links(self) -> tuple[Link, ...]:
        """The links that were written down and those that follow from the items."""
        derived = [link for item in self.items for link in links_of(item)]
        asked = [link for brief in self.briefs for link in links_of_brief(brief)]
        return (*derived, *asked, *self.links)


def links_of(item: Question | Idea | Offer) -> list[Link]:
    """The goal that ``item`` serves, and the question that an offer answers."""
    links = []
    if item.goal:
        links.append(Link(item.key, "serves_goal", item.goal, item.days_ago, item.owner))
    if isinstance(item, Offer) and item.question:
        links.append(Link(item.key, "answers", item.question, item.days_ago, item.by))
    return links


def links_of_brief(brief: Brief) -> list[Link]:
    """The question that a brief answers, and the idea that it came from."""
    at, by = brief.days_ago, brief.owner
    answers = [Link(brief.key, "answers", key, at, by) for key in brief.answers]
    return [*answers, *(Link(brief.key, "came_from", key, at, by) for key in brief.came_from)]


def speaking_for(content: DemoContent, organisation: str) -> list[Person]:
    """Who does more in it than being a member."""
    return [
        person
        for person in content.people
        if any(
            place.organisation == organisation and place.role != "member"
            for place in person.memberships
        )
    ]


def speaker_of(content: DemoContent, actor: str, *, days_ago: int) -> str | None:
    """Who spoke for somebody so many days ago: a person for herself; nobody where nobody could."""
    if any(person.key == actor for person in content.people):
        return actor
    row = next(each for each in content.organisations if each.key == actor)
    speaking = [
        person.key
        for person in speaking_for(content, actor)
        if person.team_roles or person.joined_days_ago > days_ago
    ]
    return row.told_by if row.told_by in speaking else next(iter(speaking), None)
