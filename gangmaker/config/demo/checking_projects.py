"""What must hold between the rows of projects, results, the plan and the grants."""

from collections.abc import Iterator
from typing import get_args

from gangmaker.config.demo.project_rows import Evidence, PhaseName, Project, Result, Role
from gangmaker.config.demo.region_rows import DemoContent


def check_projects(content: DemoContent) -> Iterator[str]:
    """Every breach among projects and what belongs to them."""
    for project in content.projects:
        yield from _project(content, project)
        yield from _order(project)
    for result in content.results:
        yield from _result(content, result)
    yield from _grants(content)
    yield from _plan(content)


def _project(content: DemoContent, project: Project) -> Iterator[str]:
    actors = {row.key for row in content.actors}
    items = {row.key for row in content.items}
    served = {goal.key for goal in content.goals} | {action.key for action in content.actions}
    if not {project.owner, project.deputy} <= content.team or project.owner == project.deputy:
        yield f"{project.key}: owner and deputy are two people of the team"
    if project.entered_by and project.entered_by not in content.entering:
        yield f"{project.key}: {project.entered_by} may not enter others"
    yield from (f"{project.key}: no role {role}" for role in project.parties.keys() - _ROLES)
    named = {project.by, *(key for keys in project.parties.values() for key in keys)}
    named |= {task.owner for task in project.tasks} | {update.by for update in project.updates}
    named |= {line.paid_by for line in project.budget if line.paid_by}
    yield from (f"{project.key}: no actor {key}" for key in sorted(named - actors))
    sources = {*project.came_from, *project.joined}
    yield from (f"{project.key}: no item {key}" for key in sorted(sources - items))
    yield from (f"{project.key}: no goal {key}" for key in sorted({*project.serves} - served))


_ROLES = frozenset(get_args(Role))


def _order(project: Project) -> Iterator[str]:
    """The stages come after each other, and what stopped or ended once ran."""
    days = [project.days_ago, project.running_days_ago, project.finished_days_ago]
    known = [day for day in days if day is not None]
    if known != sorted(known, reverse=True):
        yield f"{project.key}: its stages are not in order"
    if (project.finished_days_ago is not None or project.stopped) and (
        project.running_days_ago is None
    ):
        yield f"{project.key}: ends without having run"
    if project.running_days_ago is not None and not project.accepted:
        yield f"{project.key}: runs without having been accepted"
    for phase, span in project.phases.items():
        if phase not in get_args(PhaseName) or len(span) != 2 or span[0] > span[1]:
            yield f"{project.key}: phase {phase} has a first and a last day"
    for cost in (cost for line in project.budget for cost in line.costs):
        if (cost.really is None) != (cost.reason is None):
            yield f"{cost.key}: a correction has a reason, and nothing else has"


def _result(content: DemoContent, result: Result) -> Iterator[str]:
    projects = {row.key: row for row in content.projects}
    actors = {row.key for row in content.actors}
    project = projects.get(result.project)
    if project is None:
        yield f"{result.key}: no project {result.project}"
    elif result.days_ago > (project.running_days_ago or 0):
        yield f"{result.key}: is older than its project runs"
    for credit in result.credits:
        if credit.actor and credit.actor not in actors:
            yield f"{result.key}: no actor {credit.actor}"
        if bool(credit.actor) == bool(credit.name):
            yield f"{result.key}: thanks an actor, or a name"
    yield from (problem for shown in result.evidence for problem in _evidence(result, shown))


def _evidence(result: Result, shown: Evidence) -> Iterator[str]:
    needed = {
        "photo": shown.picture,
        "file": shown.paper,
        "link": shown.url,
        "quote": shown.text and shown.said_by,
        "count": shown.count is not None and shown.unit and shown.method,
    }
    if not needed[shown.kind]:
        yield f"{result.key}: a {shown.kind} that shows nothing"
    if shown.days_ago > result.days_ago:
        yield f"{result.key}: is shown before it was there"


def _grants(content: DemoContent) -> Iterator[str]:
    projects = {row.key for row in content.projects}
    costs = {cost.key for row in content.projects for line in row.budget for cost in line.costs}
    entries = {row.key for row in content.entries}
    yield from _people_of_grants(content)
    for grant in content.grants:
        if sum(part.amount for part in grant.awards) > grant.amount:
            yield f"{grant.key}: its parts are more than the grant"
        for part in grant.awards:
            if part.project not in projects:
                yield f"{grant.key}: no project {part.project}"
        for line in grant.lines:
            if (line.cost or line.entry) not in costs | entries or (line.cost and line.entry):
                yield f"{grant.key}: a line is about one cost or one entry"


def _people_of_grants(content: DemoContent) -> Iterator[str]:
    """Who recovers VAT, and whose work letters are about."""
    named = {row.party for row in content.vat_regimes}
    named |= {letter.person for grant in content.grants for letter in grant.letters}
    named |= {letter.project for grant in content.grants for letter in grant.letters}
    known = {row.key for row in (*content.actors, *content.projects)}
    yield from (f"grants: nothing called {key}" for key in sorted(named - known))


def _plan(content: DemoContent) -> Iterator[str]:
    goals = {row.key for row in content.goals}
    meant = [row.goal for row in content.indicators] + [row.goal for row in content.actions]
    meant += [row.goal for row in content.goal_changes]
    yield from (f"plan: no goal {key}" for key in sorted({*meant} - goals))
    for action in content.actions:
        if not {action.owner, action.deputy} <= content.team or action.owner == action.deputy:
            yield f"{action.key}: owner and deputy are two people of the team"
        if action.done and action.dropped:
            yield f"{action.key}: is done or dropped"
