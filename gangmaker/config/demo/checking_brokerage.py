"""What must hold between what people of the demo region bring and who brings them together."""

from collections.abc import Iterator

from gangmaker.concepts.own import own_thesaurus
from gangmaker.config.demo.brokerage_rows import Brief, Encounter, Introduction
from gangmaker.config.demo.region_rows import DemoContent, speaking_for
from gangmaker.config.demo.rows import Organisation, Person


def check_brokerage(content: DemoContent) -> Iterator[str]:
    """Every breach among those who are available, the briefs and the introductions."""
    known = own_thesaurus().keys()
    for actor in content.actors:
        yield from _brings(content, actor)
        wanted = {*actor.concepts, *(actor.seeks_concepts if isinstance(actor, Person) else ())}
        yield from (f"{actor.key}: no concept {key}" for key in sorted(wanted - known))
    for brief in content.briefs:
        yield from (f"{brief.key}: no concept {key}" for key in brief.concepts if key not in known)
        yield from _brief(content, brief)
    for introduction in content.introductions:
        yield from _introduction(content, introduction)
    for encounter in content.encounters:
        yield from _encounter(content, encounter)


def _brings(content: DemoContent, actor: Organisation | Person) -> Iterator[str]:
    if isinstance(actor, Person):
        if actor.available and (actor.age == "minor" or not actor.account):
            yield f"{actor.key}: is available, and may not or cannot say so"
        return
    if (actor.concepts or actor.available) and not actor.told_by:
        yield f"{actor.key}: somebody tells what it brings"
    speaking = {person.key for person in speaking_for(content, actor.key)}
    if actor.told_by and actor.told_by not in speaking:
        yield f"{actor.key}: {actor.told_by} does not speak for it"


def _brief(content: DemoContent, brief: Brief) -> Iterator[str]:
    actors = {row.key: row for row in content.actors}
    if not {brief.owner, brief.deputy} <= content.team or brief.owner == brief.deputy:
        yield f"{brief.key}: owner and deputy are two people of the team"
    named = {brief.by, *filter(None, [brief.on_behalf_of]), *brief.secrecy}
    named |= {thought.actor for thought in brief.considered}
    yield from (f"{brief.key}: no actor {key}" for key in sorted(named - actors.keys()))
    days = [brief.days_ago, brief.sent_days_ago, brief.approved_days_ago, brief.ended_days_ago]
    passed = [day for day in days if day is not None]
    if passed != sorted(passed, reverse=True) or None in days[: len(passed)]:
        yield f"{brief.key}: its steps are not in order"
    if (brief.end is None) != (brief.ended_days_ago is None):
        yield f"{brief.key}: an end has a day, and only an end"
    items = {item.key for item in content.items}
    sources = {*brief.answers, *brief.came_from}
    yield from (f"{brief.key}: no item {key}" for key in sorted(sources - items))
    yield from _thoughts(brief)


def _thoughts(brief: Brief) -> Iterator[str]:
    thoughts = {thought.actor: thought for thought in brief.considered}
    for key in brief.secrecy:
        if key not in thoughts or thoughts[key].out:
            yield f"{brief.key}: {key} promises without having been chosen"
    for thought in brief.considered:
        if thought.days_ago > (brief.approved_days_ago or 0):
            yield f"{brief.key}: {thought.actor} was thought of before it was approved"
        if thought.days_ago <= (brief.ended_days_ago or -1):
            yield f"{brief.key}: {thought.actor} was thought of after it ended"


def _introduction(content: DemoContent, row: Introduction) -> Iterator[str]:
    actors = {each.key for each in content.actors}
    briefs = {brief.key: brief for brief in content.briefs}
    projects = {project.key: project for project in content.projects}
    yield from (f"{row.key}: no actor {key}" for key in row.sides if key not in actors)
    if len(set(row.sides)) != 2 or row.owner not in content.team:
        yield f"{row.key}: two are brought together by somebody of the team"
    if row.brief and (row.brief not in briefs or briefs[row.brief].approved_days_ago is None):
        yield f"{row.key}: no brief {row.brief} that was approved"
    elif row.brief and row.proposed > (briefs[row.brief].approved_days_ago or 0):
        yield f"{row.key}: is older than {row.brief} is open"
    if row.encounter and row.encounter not in {each.key for each in content.encounters}:
        yield f"{row.key}: no encounter {row.encounter}"
    if row.came_of_it and row.came_of_it not in projects:
        yield f"{row.key}: no project {row.came_of_it}"
    elif row.came_of_it:
        taking_part = {key for keys in projects[row.came_of_it].parties.values() for key in keys}
        if not {*row.sides} <= taking_part:
            yield f"{row.key}: not both take part in {row.came_of_it}"
    yield from _course(row)


def _course(row: Introduction) -> Iterator[str]:
    said = max(row.yes, default=None)
    answered = min(row.yes, default=None)
    steps = [row.proposed, row.asked, said, answered, row.met, row.agreement, row.project]
    days = [day for day in (*steps, row.result, row.ended) if day is not None]
    if days != sorted(days, reverse=True):
        yield f"{row.key}: its steps are not in order"
    both = len(row.yes) == 2 or row.encounter
    if not both and any(day is not None for day in (row.agreement, row.project, row.result)):
        yield f"{row.key}: comes to something without both having said yes"
    if (row.yes or row.no) and row.asked is None:
        yield f"{row.key}: answers without having been asked"
    if row.no and (len(row.yes) == 2 or (row.yes and row.yes_of == row.no.side)):
        yield f"{row.key}: says yes and no"
    if row.words and row.met is None and not row.encounter:
        yield f"{row.key}: words about a meeting that was not"


def _encounter(content: DemoContent, row: Encounter) -> Iterator[str]:
    actors = {each.key for each in content.actors}
    yield from (f"{row.key}: no actor {key}" for key in (row.one, row.other) if key not in actors)
    if row.by not in content.team:
        yield f"{row.key}: {row.by} is not of the team"
