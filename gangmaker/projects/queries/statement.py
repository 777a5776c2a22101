"""What one actor gave in a year, and what came of it: for that actor and the team."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from gangmaker.actors.models import Actor, ActorKind
from gangmaker.contributions.models import Form, LedgerEntry
from gangmaker.projects.models import Project, Result
from gangmaker.trail.models import Item, ItemKind, Link, LinkVerb


@dataclass(frozen=True)
class Came:
    """A project or a result that came of what was given; ``on`` is when a result was there."""

    kind: str
    slug: str
    title: str
    language: str
    on: date | None = None


@dataclass(frozen=True)
class GivenRow:
    """One entry with its corrections added in. Without ``slug`` the item is not shown now."""

    on: date
    form: str
    unit: str
    quantity: int
    confirmed: bool
    slug: str
    title: str
    language: str
    for_organisation: str
    came: tuple[Came, ...]


@dataclass(frozen=True)
class FormSum:
    """What was pledged in one form, and what of it the receivers confirmed; in its unit."""

    form: str
    unit: str
    pledged: int
    confirmed: int


@dataclass(frozen=True)
class Statement:
    year: int
    rows: tuple[GivenRow, ...]
    sums: tuple[FormSum, ...]
    minutes: int
    """Hours given as a volunteer and confirmed, in minutes: not on behalf of an organisation."""

    @property
    def results(self) -> int:
        found = {came.slug for row in self.rows for came in row.came if came.kind == "result"}
        return len(found)


def statement_of(actor: Actor, *, year: int, viewer: Actor, at: datetime) -> Statement:
    """What ``actor`` gave in a calendar year; seven queries, however much that was.

    A person's own gifts and those for an organisation; of an organisation what was given on its
    behalf. ``viewer`` reads of items what she may know.
    """
    entries = list(_entries(actor, year))
    items = {entry.item_id for entry in entries}
    came = came_of(items, viewer=viewer, at=at)
    seen = set(
        Item.objects.visible_to(viewer, at=at).filter(pk__in=items).values_list("pk", flat=True)
    )
    rows = [_row(entry, seen=entry.item_id in seen, came=came) for entry in entries]
    rows = [row for row in rows if row.quantity > 0]
    return Statement(
        year=year,
        rows=tuple(rows),
        sums=_sums(rows),
        minutes=sum(
            row.quantity
            for row in rows
            if row.form == Form.TIME and row.confirmed and not row.for_organisation
        ),
    )


def years_of(actor: Actor) -> list[int]:
    """The years in which there is something to state, the last one first; one query."""
    days = LedgerEntry.objects.filter(_by(actor), corrects=None).dates("given_on", "year")
    return sorted({day.year for day in days}, reverse=True)


def _by(actor: Actor) -> Q:
    if actor.kind == ActorKind.ORGANISATION:
        return Q(on_behalf_of=actor) | Q(giver=actor)
    return Q(giver=actor) | Q(giver__in=Actor.objects.proved_hers(actor).values("pk"))


def _entries(actor: Actor, year: int) -> QuerySet[LedgerEntry]:
    return (
        LedgerEntry.objects.filter(_by(actor), corrects=None, given_on__year=year)
        .select_related("item", "on_behalf_of", "confirmation")
        .annotate(corrected=Coalesce(Sum("corrections__quantity"), 0))
        .order_by("given_on", "pk")
    )


def _row(entry: LedgerEntry, *, seen: bool, came: Mapping[int, tuple[Came, ...]]) -> GivenRow:
    item, organisation = entry.item, entry.on_behalf_of
    return GivenRow(
        on=entry.given_on,
        form=entry.form,
        unit=entry.unit,
        quantity=entry.quantity + int(getattr(entry, "corrected", 0)),
        confirmed=hasattr(entry, "confirmation"),
        slug=item.slug if seen else "",
        title=item.title if seen else "",
        language=item.language if seen else "",
        for_organisation=organisation.name if organisation else "",
        came=came.get(item.pk, ()),
    )


def _sums(rows: Iterable[GivenRow]) -> tuple[FormSum, ...]:
    sums: dict[tuple[str, str], tuple[int, int]] = {}
    for row in rows:
        pledged, confirmed = sums.get((row.form, row.unit), (0, 0))
        more = row.quantity if row.confirmed else 0
        sums[row.form, row.unit] = (pledged + row.quantity, confirmed + more)
    in_order = {form: place for place, form in enumerate(Form.values)}
    return tuple(
        FormSum(form, unit, *sums[form, unit])
        for form, unit in sorted(sums, key=lambda key: in_order[key[0]])
    )


def came_of(
    items: Iterable[int], *, viewer: Actor | None, at: datetime
) -> dict[int, tuple[Came, ...]]:
    """The projects that came of each item or that it is part of, and their results; four queries.

    A project among ``items`` is there with its results only.
    """
    wanted = set(items)
    projects = _projects_of(wanted)
    ids = {project for found in projects.values() for project in found}
    shown = Item.objects.visible_to(viewer, at=at).values("pk")
    known = Project.objects.filter(pk__in=shown).in_bulk(ids)
    results: dict[int, list[Result]] = {}
    found = Result.objects.filter(from_project__in=ids, pk__in=shown)
    for result in sorted(found, key=lambda result: (result.made_on, result.pk)):
        results.setdefault(result.from_project_id, []).append(result)
    return {
        item: tuple(
            came
            for project in sorted(its)
            for came in _came(item, known.get(project), results.get(project, []))
        )
        for item, its in projects.items()
    }


def _projects_of(wanted: set[int]) -> dict[int, set[int]]:
    """Item to the projects that came of it, that it is part of, or that it is itself."""
    found: dict[int, set[int]] = {}
    for project in Project.objects.filter(pk__in=wanted).values_list("pk", flat=True):
        found.setdefault(project, set()).add(project)
    links = Link.objects.filter(
        Q(verb=LinkVerb.CAME_FROM, target__in=wanted, source__kind=ItemKind.PROJECT)
        | Q(verb=LinkVerb.IS_PART_OF, source__in=wanted, target__kind=ItemKind.PROJECT)
    )
    for verb, source, target in links.values_list("verb", "source", "target"):
        item, project = (target, source) if verb == LinkVerb.CAME_FROM else (source, target)
        found.setdefault(item, set()).add(project)
    return found


def _came(item: int, project: Project | None, results: Iterable[Result]) -> Iterable[Came]:
    if project is not None and project.pk != item:
        yield Came("project", project.slug, project.title, project.language)
    for result in results:
        yield Came("result", result.slug, result.title, result.language, result.made_on)
