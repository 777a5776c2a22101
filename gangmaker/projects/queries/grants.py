"""What pages look up about grants: what may be claimed, what was, and why something may not."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction

from django.db.models import Q, QuerySet

from gangmaker.actors.models import Actor, MembershipRole
from gangmaker.actors.rules import is_team
from gangmaker.contributions.models import LedgerEntry
from gangmaker.core import eligibility
from gangmaker.core.eligibility import Claimed, CoFinancing
from gangmaker.projects.models import Cost, Deadline, Grant, GrantLine, Use
from gangmaker.trail.models import Item

from .grant_rows import DossierRow, Rows, costs_of, with_corrections
from .grant_words import Reason


@dataclass(frozen=True)
class Dossier:
    """Everything about one grant. The four lists hold each row once.

    ``known`` are the projects that the reader may know of.
    """

    grant: Grant
    known: frozenset[int] = frozenset()
    claimed: list[DossierRow] = field(default_factory=list)
    reported: list[DossierRow] = field(default_factory=list)
    open: list[DossierRow] = field(default_factory=list)
    ineligible: list[DossierRow] = field(default_factory=list)

    @property
    def rows(self) -> list[DossierRow]:
        return [*self.claimed, *self.reported, *self.open, *self.ineligible]

    @property
    def claimed_cents(self) -> int:
        return sum(row.line.cents or 0 for row in self.claimed if row.line)

    @property
    def to_correct(self) -> list[DossierRow]:
        return [row for row in self.rows if row.difference]

    def co_financing(self) -> CoFinancing:
        lines = [
            Claimed(row.line.cents or 0, not row.form, row.form, row.payer)
            for row in self.claimed
            if row.line
        ]
        return eligibility.co_financing(lines, required=own_share(self.grant))


def own_share(grant: Grant) -> Fraction:
    """The part that others than this funder have to bear."""
    return Fraction(grant.own_share, 10_000)


def grants_for(viewer: Actor) -> QuerySet[Grant]:
    """The grants whose dossier ``viewer`` may read: all for the team, a funder's own for it."""
    if is_team(viewer):
        return Grant.objects.all()
    acting = (MembershipRole.ADMIN, MembershipRole.EDITOR)
    funders = [pk for pk, role in viewer.organisation_roles.items() if role in acting]
    return Grant.objects.filter(funder__in=funders)


def deadlines_of(keeper: Actor) -> list[Deadline]:
    """What ``keeper``, as owner or deputy, still has to send to funders; one query."""
    hers = Q(grant__owner=keeper) | Q(grant__deputy=keeper)
    waiting = Deadline.objects.filter(hers, met_on=None)
    return list(waiting.select_related("grant__funder").order_by("due_on", "pk"))


def dossier_of(grant: Grant, *, viewer: Actor, at: datetime) -> Dossier:
    """Sort what the projects of a grant got and spent; at most nine queries, however much.

    The team sees all of it; the funder what was reported to it or claimed from it, with the
    names and titles that it may know.
    """
    projects = [award.project_id for award in grant.awards.all()]
    visible = Item.objects.visible_to(viewer, at=at).filter(pk__in=projects)
    entries = with_corrections(LedgerEntry.objects.filter(item__in=projects))
    costs = list(costs_of(Cost.objects.filter(line__project__in=projects)))
    lines = GrantLine.objects.filter(withdrawn_at=None).select_related("grant", "rate")
    mine = Q(entry__item__in=projects) | Q(cost__line__project__in=projects) | Q(grant=grant)
    known = frozenset(visible.values_list("pk", flat=True))
    rows = Rows(
        grant,
        projects=projects,
        lines=lines.filter(mine),
        costs=costs,
        viewer=viewer,
        known=known,
    )
    made = [*map(rows.of_entry, entries), *map(rows.of_cost, costs)]
    if not is_team(viewer):
        made = [row for row in made if row.line is not None]
    return _sorted(grant, made, known=known)


def _sorted(grant: Grant, rows: Iterable[DossierRow], *, known: frozenset[int]) -> Dossier:
    dossier = Dossier(grant, known=known)
    for row in sorted(rows, key=lambda row: (row.on, row.key)):
        if row.line is not None and row.line.use == Use.CLAIMED:
            dossier.claimed.append(row)
        elif row.line is not None:
            dossier.reported.append(row)
        elif row.may_be_claimed:
            dossier.open.append(row)
        else:
            dossier.ineligible.append(row)
    return dossier


def row_of(grant: Grant, what: LedgerEntry | Cost) -> DossierRow:
    """One entry or cost as the dossier has it, also one that is not of the grant's projects."""
    projects = list(grant.awards.values_list("project", flat=True))
    alive = GrantLine.objects.filter(withdrawn_at=None).select_related("grant", "rate")
    if isinstance(what, LedgerEntry):
        rows = Rows(grant, projects=projects, lines=alive.filter(Q(entry=what) | Q(grant=grant)))
        return rows.of_entry(with_corrections(LedgerEntry.objects.filter(pk=what.pk)).get())
    cost = costs_of(Cost.objects.filter(pk=what.pk)).get()
    lines = alive.filter(Q(cost=what) | Q(grant=grant))
    return Rows(grant, projects=projects, lines=lines, costs=[cost]).of_cost(cost)


def why_not(grant: Grant, what: LedgerEntry | Cost) -> tuple[Reason, ...]:
    """Every reason for which ``grant`` does not count an entry or a cost; none: it may be claimed.

    A correction counts with the entry or cost that it corrects.
    """
    return row_of(grant, what.corrects or what).reasons
