"""Every figure of the region, with its definition and its formula."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from .figures import Indicator, Unit
from .indicators import answers, contributions, ideas, money, projects
from .indicators.labels import area_name, label_of

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
        label=label_of,
    ),
    Indicator(
        key="contributions_by_level",
        version=1,
        name=_("Contributions by level"),
        definition=_("The same contributions: thinking along, or getting to work."),
        formula=_("N(contributions) for each level"),
        unit=Unit.COUNT,
        compute=contributions.by_level,
        label=label_of,
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
        label=label_of,
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
        label=label_of,
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
        label=label_of,
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
        label=label_of,
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
        label=label_of,
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
        label=label_of,
    ),
    Indicator(
        key="across_sectors",
        version=1,
        name=_("Projects across sectors"),
        definition=_(
            "Of the public projects of the period with two parties or more whose sectors are known:"
            " those whose parties are of two sectors or more."
        ),
        formula=_("100 × N(projects of two sectors or more) / N(projects)"),
        unit=Unit.PERCENT,
        compute=projects.across_sectors,
        label=label_of,
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
        label=label_of,
    ),
    Indicator(
        key="asleep",
        version=1,
        name=_("Projects asleep"),
        definition=_(
            "Of the public projects that go on at the moment of counting: those of which nobody"
            " told anything for 60 days. The period does not matter."
        ),
        formula=_("100 × N(projects without news for 60 days) / N(projects going on)"),
        unit=Unit.PERCENT,
        compute=projects.asleep,
        label=label_of,
    ),
    Indicator(
        key="territorial_spread",
        version=1,
        name=_("Spread over the region"),
        definition=_(
            "How evenly the public projects of the period lie over the municipalities, for each"
            " 1,000 inhabitants. 1 is perfectly even. The list names the municipalities without"
            " any."
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
        label=label_of,
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
        label=label_of,
        in_cents=True,
        whole_region=True,
    ),
)


def indicator(key: str) -> Indicator | None:
    return next((one for one in INDICATORS if one.key == key), None)
