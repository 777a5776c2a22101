"""Every figure of the region, with its definition and its formula."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from .figures import Indicator, Unit
from .indicators import answers, contributions, desk, ideas, money, pairs, projects
from .indicators.labels import area_name, pair_of
from .introduced import INTRODUCTIONS

INDICATORS: Final[tuple[Indicator, ...]] = (
    Indicator(
        key="contributions_by_form",
        version=1,
        name=_("Contributions by form"),
        definition=_(
            "Ideas and offers that were left or entered in the period, whose giver's address is"
            " confirmed, and that were not withdrawn. An idea is a form of its own."
        ),
        formula=_("N(contributions) for each form"),
        unit=Unit.COUNT,
        compute=contributions.by_form,
    ),
    Indicator(
        key="contributions_by_level",
        version=1,
        name=_("Contributions by level"),
        definition=_("The same contributions: thinking along, or getting to work."),
        formula=_("N(contributions) for each level"),
        unit=Unit.COUNT,
        compute=contributions.by_level,
    ),
    Indicator(
        key="contributions_by_sector",
        version=1,
        name=_("Contributions by sector"),
        definition=_(
            "The same contributions, by the sectors of who gave: the organisation where one stood"
            " behind it, else the person. Who has two sectors counts in both, so the groups can"
            " add up to more than the total."
        ),
        formula=_("N(contributions) for each sector of the giver"),
        unit=Unit.COUNT,
        compute=contributions.by_sector,
    ),
    Indicator(
        key="contributions_by_place",
        version=1,
        name=_("Contributions by municipality"),
        definition=_("The same contributions, by the municipality that was given with them."),
        formula=_("N(contributions) for each municipality"),
        unit=Unit.COUNT,
        compute=contributions.by_place,
        label=area_name,
    ),
    Indicator(
        key="answered_in_time",
        version=1,
        name=_("Answered in time"),
        definition=_(
            "Of the answers that were promised for a day in the period, how many came on or before"
            " that day. What was withdrawn before it was answered does not count."
        ),
        formula=_("100 × N(answers kept by their day) / N(answers due)"),
        unit=Unit.PERCENT,
        compute=answers.answered_in_time,
    ),
    Indicator(
        key="days_until_answer",
        version=1,
        name=_("Working days until an answer"),
        definition=_(
            "Of the answers given in the period, the working days in Belgium between the"
            " contribution and its answer. Half of them took this long or less."
        ),
        formula=_("lower median of working days"),
        unit=Unit.DAYS,
        compute=answers.days_until_answer,
    ),
    Indicator(
        key="idea_to_project",
        version=1,
        name=_("Ideas that became a project"),
        definition=_(
            "Of the public ideas of the period, of how many a public project came until now, or"
            " that were joined to one."
        ),
        formula=_("100 × N(ideas with a project) / N(ideas)"),
        unit=Unit.PERCENT,
        compute=ideas.idea_to_project,
    ),
    Indicator(
        key="days_to_project",
        version=1,
        name=_("Days from idea to project"),
        definition=_(
            "Of the public ideas of the period of which a project came, the days between them."
            " Half of them took this long or less."
        ),
        formula=_("lower median of days"),
        unit=Unit.DAYS,
        compute=ideas.days_to_project,
    ),
    Indicator(
        key="projects_realised",
        version=1,
        name=_("Projects realised"),
        definition=_(
            "Public projects that are finished and of which at least one public result has a piece"
            " of evidence that was not taken back, counted on the day from which both held."
        ),
        formula=_("N(projects realised)"),
        unit=Unit.COUNT,
        compute=projects.realised_projects,
    ),
    Indicator(
        key="across_sectors",
        version=2,
        name=_("Projects across sectors"),
        definition=_(
            "Of the public projects of the period with two parties or more whose sectors are known:"
            " those whose parties are of two sectors or more. What fell asleep before the period"
            " does not count."
        ),
        formula=_("100 × N(projects of two sectors or more) / N(projects)"),
        unit=Unit.PERCENT,
        compute=projects.across_sectors,
    ),
    Indicator(
        key="first_time_together",
        version=1,
        name=_("Together for the first time"),
        definition=_(
            "Of the pairs of parties in public projects that began in the period: those that had"
            " no public project together before."
        ),
        formula=_("100 × N(pairs without an earlier project) / N(pairs)"),
        unit=Unit.PERCENT,
        compute=projects.first_time_together,
    ),
    Indicator(
        key="asleep",
        version=2,
        name=_("Projects asleep"),
        definition=_(
            "Of the public projects that are accepted or running at the moment of counting: those"
            " that are asleep. Nobody who keeps or made them did anything with them for 90 days,"
            " and nobody said that they are alive when they were asked. The period does not matter."
        ),
        formula=_("100 × N(projects asleep) / N(projects accepted or running)"),
        unit=Unit.PERCENT,
        compute=projects.asleep,
    ),
    Indicator(
        key="territorial_spread",
        version=2,
        name=_("Spread over the region"),
        definition=_(
            "How evenly the public projects of the period lie over the municipalities, for each"
            " 1,000 inhabitants. 1 is perfectly even. The list names the municipalities without"
            " any. What fell asleep before the period does not count."
        ),
        formula=_("1 − Gini(projects per 1,000 inhabitants, each municipality once)"),
        unit=Unit.INDEX,
        compute=projects.territorial_spread,
        label=area_name,
    ),
    Indicator(
        key="leverage_cash",
        version=1,
        name=_("Leverage A: money from third parties"),
        definition=_(
            "For each euro granted by the grants that start in the period: the euros that others"
            " gave to their projects and the receiver confirmed. Money of the funders and of who"
            " leads the project does not count."
        ),
        formula=_("third-party money confirmed / money granted"),
        unit=Unit.RATIO,
        compute=money.leverage_cash,
        in_cents=True,
        whole_region=True,
    ),
    Indicator(
        key="leverage_all",
        version=1,
        name=_("Leverage B: money, gifts in kind and hours"),
        definition=_(
            "For each euro granted by the grants that start in the period: third-party money, and"
            " gifts in kind and hours valued by the usual method of the region. What that method"
            " has no rate for is unknown and does not count."
        ),
        formula=_("(third-party money + value in kind + value of hours) / money granted"),
        unit=Unit.RATIO,
        compute=money.leverage_all,
        in_cents=True,
        whole_region=True,
    ),
    *INTRODUCTIONS,
)


TEAM_INDICATORS: Final[tuple[Indicator, ...]] = (
    Indicator(
        key="asleep_items",
        version=1,
        name=_("What is asleep"),
        definition=_(
            "Questions, offers, ideas and projects that are asleep at the moment of counting,"
            " whoever may see them: nobody who keeps or made them did anything with them for 90"
            " days, and nobody said that they are alive when they were asked. The period does not"
            " matter. The 12 that are silent the longest are named, with the days since then."
        ),
        formula=_("N(items asleep)"),
        unit=Unit.COUNT,
        compute=desk.sleeping,
    ),
    Indicator(
        key="waiting_longest",
        version=1,
        name=_("What waits longest"),
        definition=_(
            "Answers and next steps that were promised and not given yet, at the moment of"
            " counting; what was withdrawn does not count. The figure is the days that the oldest"
            " of them waits. The 12 oldest are named."
        ),
        formula=_("max(days since the promise was made)"),
        unit=Unit.DAYS,
        compute=desk.waiting_longest,
    ),
    Indicator(
        key="promises_by_owner",
        version=1,
        name=_("Open promises of each owner"),
        definition=_(
            "The same promises, by who owes them. Of each owner: how many of them are late, of how"
            " many. The 12 who owe the most that is late are named."
        ),
        formula=_("N(open promises) for each owner, and N(of these past their day)"),
        unit=Unit.COUNT,
        compute=desk.promises_by_owner,
    ),
    Indicator(
        key="conversion_by_sectors",
        version=1,
        name=_("Ideas that became a project, between sectors"),
        definition=_(
            "Of the public ideas of the period that were left for a question or a project: of how"
            " many a public project came, by the sector of who left the idea and of who asked. Who"
            " has two sectors counts in both. Known: the sectors of both are."
        ),
        formula=_("100 × N(ideas with a project) / N(ideas), for each pair of giver and asker"),
        unit=Unit.PERCENT,
        compute=pairs.conversion_by_sectors,
        label=pair_of,
    ),
    Indicator(
        key="first_time_by_sectors",
        version=1,
        name=_("Together for the first time, between sectors"),
        definition=_(
            "Of the pairs of parties in public projects that began in the period: those that had"
            " no public project together before, by the sectors of the two. Who has two sectors"
            " counts in both. Known: the sectors of both are."
        ),
        formula=_("100 × N(pairs without an earlier project) / N(pairs), for each pair of sectors"),
        unit=Unit.PERCENT,
        compute=pairs.first_time_by_sectors,
        label=pair_of,
    ),
    Indicator(
        key="completeness",
        version=1,
        name=_("How complete the records are"),
        definition=_(
            "Whether people with an account and organisations say their sector and municipality,"
            " and whether what was shown says its municipality and, of questions, the forms they"
            " ask for. The period does not matter. The least complete comes first."
        ),
        formula=_("100 × N(facts that are known) / N(facts)"),
        unit=Unit.PERCENT,
        compute=desk.completeness,
        whole_region=True,
    ),
    Indicator(
        key="records_with_gaps",
        version=1,
        name=_("Records in which something is missing"),
        definition=_(
            "The records that lack one of these facts. The 12 newest are named, with what is"
            " missing and for how many days they have been here. Known: nothing is missing."
        ),
        formula=_("N(records that lack a fact)"),
        unit=Unit.COUNT,
        compute=desk.gaps,
        whole_region=True,
    ),
)
"""Only for the team: they name people, and say what has to be done."""


def indicator(key: str) -> Indicator | None:
    """One of those that everybody may read."""
    return next((one for one in INDICATORS if one.key == key), None)


def for_team(key: str) -> Indicator | None:
    return next((one for one in (*INDICATORS, *TEAM_INDICATORS) if one.key == key), None)
