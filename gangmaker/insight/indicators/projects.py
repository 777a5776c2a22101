"""Projects: realised, across sectors, between new partners, asleep, and where."""

from collections import Counter, defaultdict
from fractions import Fraction
from itertools import combinations

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from gangmaker.actors.models import ActorSector, Area
from gangmaker.core.spread import evenness
from gangmaker.insight.figures import Found, Row, Scope
from gangmaker.projects.models import Project, Stage
from gangmaker.projects.queries.counters import realised_since
from gangmaker.projects.queries.projects import public_projects
from gangmaker.projects.queries.weak_spots import GOING_ON
from gangmaker.trail.models import Party

from .labels import UNKNOWN
from .scopes import area_is, starts

BEGUN = (Stage.ACCEPTED, Stage.RUNNING, Stage.FINISHED, Stage.STOPPED)


def _in_period(scope: Scope) -> QuerySet[Project]:
    """Public projects that went on in the period: begun before its end, not ended before it.

    What fell asleep before the period does not count, unless it ended in it after all.
    """
    begun = public_projects(at=scope.at).filter(
        stage__in=BEGUN, published_at__lt=starts(scope.until)
    )
    awake = Q(asleep_since=None) | Q(asleep_since__gte=scope.since)
    going = (Q(ended_on=None) & awake) | Q(ended_on__gte=scope.since)
    return begun.filter(going).filter(area_is(scope))


def realised_projects(scope: Scope) -> Found:
    """The days on which projects came to count as realised, that lie in the period."""
    days = [
        (slug, day)
        for slug, day in realised_since(scope.at, area=scope.area)
        if scope.since <= day < scope.until
    ]
    years = Counter(str(day.year) for _slug, day in days)
    return Found(
        value=Fraction(len(days)),
        rows=tuple(Row(year, count) for year, count in sorted(years.items())),
        known=len(days),
        total=len(days),
        inputs=lambda: days,
    )


def _parties(projects: QuerySet[Project]) -> dict[int, list[int]]:
    """The parties of each project by id, each once, in order. One query.

    Records for which one stands count as that one.
    """
    parties = Party.objects.filter(item__in=projects.values("pk"))
    one = Coalesce("actor__claimed_by", "actor")
    rows = parties.annotate(one=one).values_list("item", "one").distinct()
    found: dict[int, list[int]] = defaultdict(list)
    for project, actor in rows.order_by("item", "one"):
        found[project].append(actor)
    return found


def across_sectors(scope: Scope) -> Found:
    """Of the projects with two parties or more whose sectors are known: those of two sectors."""
    parties = {pk: found for pk, found in _parties(_in_period(scope)).items() if len(found) > 1}
    people = {actor for found in parties.values() for actor in found}
    sectors: dict[int, set[str]] = defaultdict(set)
    for actor, sector in ActorSector.objects.filter(actor__in=people).values_list(
        "actor", "sector"
    ):
        sectors[actor].add(sector)
    facts = [
        (pk, sorted({sector for actor in found for sector in sectors.get(actor, ())}))
        for pk, found in sorted(parties.items())
    ]
    known = [of_project for _pk, of_project in facts if of_project]
    across = sum(1 for of_project in known if len(of_project) > 1)
    return Found(
        value=Fraction(100 * across, len(known)) if known else None,
        rows=(Row("across", across), Row("one_sector", len(known) - across)),
        known=len(known),
        total=len(facts),
        inputs=lambda: facts,
    )


def first_time_together(scope: Scope) -> Found:
    """Pairs of parties in projects begun in the period that had no earlier public project."""
    facts = pairs_of(scope)
    new = sum(1 for *_ids, first in facts if first)
    return Found(
        value=Fraction(100 * new, len(facts)) if facts else None,
        rows=(Row("first_time", new), Row("again", len(facts) - new)),
        known=len(facts),
        total=len(facts),
        inputs=lambda: facts,
    )


def pairs_of(scope: Scope) -> list[tuple[int, int, int, bool]]:
    """Each project begun in the period, two of its parties, and whether they are new together."""
    before_end = public_projects(at=scope.at).filter(
        stage__in=BEGUN, published_at__lt=starts(scope.until)
    )
    begun = dict(before_end.values_list("pk", "published_at"))
    counted = set(
        before_end.filter(published_at__gte=starts(scope.since))
        .filter(area_is(scope))
        .values_list("pk", flat=True)
    )
    parties = _parties(before_end)
    met: set[tuple[int, int]] = set()
    facts: list[tuple[int, int, int, bool]] = []
    for pk in sorted(parties, key=lambda project: (begun[project], project)):
        for one, other in combinations(parties[pk], 2):
            if pk in counted:
                facts.append((pk, one, other, (one, other) not in met))
            met.add((one, other))
    return facts


def asleep(scope: Scope) -> Found:
    """Projects that go on by their stage, and of which nobody said that they are alive."""
    going = public_projects(at=scope.at).filter(stage__in=GOING_ON).filter(area_is(scope))
    facts = list(going.order_by("pk").values_list("public_id", "asleep_since"))
    sleeping = sum(1 for _id, asleep_since in facts if asleep_since)
    return Found(
        value=Fraction(100 * sleeping, len(facts)) if facts else None,
        rows=(Row("awake", len(facts) - sleeping), Row("asleep", sleeping)),
        known=len(facts),
        total=len(facts),
        inputs=lambda: facts,
    )


def territorial_spread(scope: Scope) -> Found:
    """How evenly public projects of the period lie over the municipalities by inhabitants."""
    places = dict(Area.objects.filter(parent=None).values_list("key", "inhabitants"))
    facts = [
        (str(public_id), parent or key or UNKNOWN)
        for public_id, key, parent in _in_period(scope).values_list(
            "public_id", "area__key", "area__parent__key"
        )
    ]
    counts = Counter(place for _id, place in facts)
    known = len(facts) - counts[UNKNOWN]
    ordered = sorted(places, key=lambda place: (-counts[place], place))
    return Found(
        value=evenness(counts, {place: people or 0 for place, people in places.items()}),
        rows=tuple(Row(place, counts[place]) for place in ordered),
        known=known,
        total=len(facts),
        inputs=lambda: [*facts, *sorted((place, str(people)) for place, people in places.items())],
    )
