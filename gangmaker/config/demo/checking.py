"""What must hold between the rows of the demo region, one sentence per breach."""

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Set
from functools import cache
from importlib.resources import files

from gangmaker.config.demo.region_rows import DemoContent
from gangmaker.config.demo.rows import (
    Answer,
    Idea,
    LedgerEntry,
    Offer,
    Organisation,
    Person,
    Question,
)

AnyItem = Question | Idea | Offer


@cache
def districts() -> Mapping[str, frozenset[str]]:
    """The districts of each municipality, from the list that the map is drawn from."""
    areas = files("gangmaker.actors").joinpath("data/areas.toml").read_text(encoding="utf-8")
    return {
        municipality["name"]: frozenset(row["name"] for row in municipality.get("district", ()))
        for municipality in tomllib.loads(areas)["municipality"]
    }


def check(content: DemoContent) -> list[str]:
    """Every breach; empty when the region holds together."""
    return [
        *_repeated_keys(content),
        *_people(content),
        *_goals(content),
        *_places(content),
        *(problem for item in content.items for problem in _item(content, item)),
        *(problem for offer in content.offers for problem in _offer(content, offer)),
        *_links(content),
        *(problem for entry in content.entries for problem in _entry(content, entry)),
        *_supports(content),
    ]


def _repeated_keys(content: DemoContent) -> Iterator[str]:
    rows = (
        *content.actors,
        *content.goals,
        *content.items,
        *content.projects,
        *content.results,
        *content.actions,
        *content.entries,
        *content.briefs,
        *content.introductions,
        *content.encounters,
    )
    counted = Counter(row.key for row in rows)
    yield from (f"{key}: used {times} times" for key, times in counted.items() if times > 1)


def _people(content: DemoContent) -> Iterator[str]:
    organisations = {row.key for row in content.organisations}
    people = {row.key for row in content.people}
    for person in content.people:
        for membership in person.memberships:
            if membership.organisation not in organisations:
                yield f"{person.key}: no organisation {membership.organisation}"
        if person.entered_by and person.entered_by not in people:
            yield f"{person.key}: no person {person.entered_by}"
        if not person.account and (person.team_roles or person.demo_sign_in):
            yield f"{person.key}: a guest has no role and does not sign in"


def _goals(content: DemoContent) -> Iterator[str]:
    goals, team = {goal.key for goal in content.goals}, content.team
    for goal in content.goals:
        if goal.parent and goal.parent not in goals:
            yield f"{goal.key}: no goal {goal.parent}"
        if not {goal.owner, goal.deputy} <= team or goal.owner == goal.deputy:
            yield f"{goal.key}: owner and deputy are two people of the team"


def _places(content: DemoContent) -> Iterator[str]:
    for row in (*content.actors, *content.items):
        known = districts().get(row.municipality or "", frozenset())
        if row.district and row.district not in known:
            yield f"{row.key}: {row.district} is not in {row.municipality}"


def _item(content: DemoContent, item: AnyItem) -> Iterator[str]:
    actors = {row.key: row for row in content.actors}
    named = {item.by, *filter(None, [item.on_behalf_of, item.entered_by]), *item.parties}
    yield from (f"{item.key}: no actor {key}" for key in sorted(named - actors.keys()))
    if not {item.owner, item.deputy} <= content.team or item.owner == item.deputy:
        yield f"{item.key}: owner and deputy are two people of the team"
    if item.goal and item.goal not in {goal.key for goal in content.goals}:
        yield f"{item.key}: no goal {item.goal}"
    if item.entered_by and item.entered_by not in content.entering:
        yield f"{item.key}: {item.entered_by} may not enter others"
    if isinstance(actors.get(item.by), Organisation) and not item.entered_by:
        yield f"{item.key}: what an organisation asks was entered by somebody"
    yield from _standing(item, actors.get(item.by))
    yield from _state(item)
    if item.answer and not content.is_owed_answer(item):
        yield f"{item.key}: is not owed an answer"
    if item.answer:
        yield from _answer(item, item.answer, actors.keys())


def _state(item: AnyItem) -> Iterator[str]:
    if bool(item.entered_by) != bool(item.source):
        yield f"{item.key}: what staff entered has a source, and nothing else has"
    if (item.state == "embargoed") != (item.publishes_in_days is not None):
        yield f"{item.key}: an embargo has a day, and only an embargo"


def _standing(item: AnyItem, by: Organisation | Person | None) -> Iterator[str]:
    if isinstance(by, Person) and item.days_ago > by.joined_days_ago:
        yield f"{item.key}: is older than {by.key} is here"
    if not item.on_behalf_of:
        return
    memberships = by.memberships if isinstance(by, Person) else ()
    if item.on_behalf_of not in {row.organisation for row in memberships if row.role != "member"}:
        yield f"{item.key}: {item.by} may not act for {item.on_behalf_of}"


def _answer(item: AnyItem, answer: Answer, actors: Set[str], *, earlier: int = 0) -> Iterator[str]:
    """``earlier`` is after how many working days it was answered before this."""
    if (answer.outcome == "accepted") != bool(answer.next_step):
        yield f"{item.key}: what is accepted has a next step, and only that"
    if bool(answer.next_step) != (answer.next_step_in_days is not None):
        yield f"{item.key}: a next step has a day"
    if (answer.outcome == "redirected") != bool(answer.redirected_to):
        yield f"{item.key}: what is redirected says to whom"
    if answer.redirected_to and answer.redirected_to not in actors:
        yield f"{item.key}: no actor {answer.redirected_to}"
    if (earlier + answer.working_days_after) * 1.4 + 5 > item.days_ago:
        yield f"{item.key}: is answered in the future"
    if answer.then and answer.outcome != "redirected":
        yield f"{item.key}: only what was passed on is answered once more"
    if answer.then:
        later = earlier + answer.working_days_after
        yield from _answer(item, answer.then, actors, earlier=later)


def _offer(content: DemoContent, offer: Offer) -> Iterator[str]:
    questions = {question.key: question for question in content.questions}
    if offer.need and not offer.question:
        yield f"{offer.key}: a need is of a question"
    if not offer.question:
        return
    question = questions.get(offer.question)
    if question is None:
        yield f"{offer.key}: no question {offer.question}"
    elif offer.need and (offer.need, offer.form) not in {(n.key, n.form) for n in question.needs}:
        yield f"{offer.key}: {question.key} has no need {offer.need} of that form"
    elif offer.days_ago > question.days_ago:
        yield f"{offer.key}: is older than what it answers"


def _links(content: DemoContent) -> Iterator[str]:
    things = (*content.items, *content.goals, *content.projects, *content.results)
    known = {row.key for row in things}
    people = {row.key for row in content.people}
    for link in content.links:
        for key in sorted({link.source, link.target} - known):
            yield f"link {link.source} {link.verb} {link.target}: no item {key}"
        if link.by not in people:
            yield f"link {link.source} {link.verb} {link.target}: no person {link.by}"
    pairs = Counter((link.source, link.verb, link.target) for link in content.all_links())
    yield from (f"link {' '.join(pair)}: twice" for pair, times in pairs.items() if times > 1)


def _entry(content: DemoContent, entry: LedgerEntry) -> Iterator[str]:
    needs = {(item.key, need.key) for item in content.asking for need in item.needs}
    actors = {row.key for row in content.actors}
    entries = {row.key: row for row in content.entries}
    if (entry.item, entry.need) not in needs:
        yield f"{entry.key}: no need {entry.need} of {entry.item}"
    named = {entry.giver, *filter(None, [entry.on_behalf_of, entry.confirmed_by])}
    yield from (f"{entry.key}: no actor {key}" for key in sorted(named - actors))
    if entry.offer and entry.offer not in {offer.key for offer in content.offers}:
        yield f"{entry.key}: no offer {entry.offer}"
    if (entry.confirmed_days_ago is None) != (entry.confirmed_by is None):
        yield f"{entry.key}: a confirmation has a day and a name"
    if entry.confirmed_by and entry.confirmed_by in _giving(content, entry):
        yield f"{entry.key}: the giver never confirms"
    yield from _correction(entry, entries.get(entry.corrects or ""))


def _giving(content: DemoContent, entry: LedgerEntry) -> set[str]:
    """The giver, and everybody of the organisation that gave."""
    members = {
        person.key
        for person in content.people
        for membership in person.memberships
        if membership.organisation == entry.on_behalf_of
    }
    return {entry.giver, *members}


def _correction(entry: LedgerEntry, corrected: LedgerEntry | None) -> Iterator[str]:
    if bool(entry.corrects) != bool(entry.reason):
        yield f"{entry.key}: a correction has a reason, and nothing else has"
    if not entry.corrects and entry.quantity < 1:
        yield f"{entry.key}: gives nothing"
    if entry.corrects and (corrected is None or corrected.days_ago < entry.days_ago):
        yield f"{entry.key}: corrects an older entry"


def _supports(content: DemoContent) -> Iterator[str]:
    items = {item.key: item for item in content.items}
    people = {row.key for row in content.people}
    for row in content.supports:
        item = items.get(row.item)
        if item is None:
            yield f"supports: no item {row.item}"
            continue
        yield from (f"{row.item}: no person {key}" for key in sorted(row.by.keys() - people))
        if item.by in row.by:
            yield f"{row.item}: nobody supports what is their own"
        if max(row.by.values(), default=0) > item.days_ago:
            yield f"{row.item}: was supported before it was there"
