"""What pages look up about grants: what may be claimed, what was, and why something may not."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction

from django.db.models import Q, QuerySet

from gangmaker.actors.models import Actor, MembershipRole
from gangmaker.actors.rules import is_team
from gangmaker.actors.together import Lists, first, together
from gangmaker.contributions.models import LedgerEntry, Rate, ValuationMethod
from gangmaker.contributions.queries import usual_methods
from gangmaker.core import eligibility
from gangmaker.core.eligibility import Claimed, CoFinancing
from gangmaker.projects.models import Award, Cost, Deadline, Grant, GrantForm, Use
from gangmaker.trail.models import Item

from .grant_rows import DossierRow, Rows, costs_of, lines_alive, with_corrections
from .grant_words import Reason
from .letters import letters_for
from .vat import regimes_behind


@dataclass(frozen=True)
class Dossier:
    """Everything about one grant. The four lists hold each row once.

    ``known`` are the projects that the reader may know of; ``rates`` those of its ``method``, or
    of the usual one where the funder named none.
    """

    grant: Grant
    awards: list[Award] = field(default_factory=list)
    forms: list[GrantForm] = field(default_factory=list)
    deadlines: list[Deadline] = field(default_factory=list)
    method: ValuationMethod | None = None
    rates: list[Rate] = field(default_factory=list)
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
    """Sort what the projects of a grant got and spent; at most seven queries, however much.

    The team sees all of it; the funder what was reported to it or claimed from it, with the
    names and titles that it may know.
    """
    awards = list(grant.awards.select_related("project").order_by("pk"))
    projects = [award.project_id for award in awards]
    found = together(_lists(grant, projects, viewer=viewer, at=at))
    method = grant.method or next(iter(found["methods"]), None)
    known = frozenset(item.pk for item in found["seen"])
    entries = with_corrections(LedgerEntry.objects.filter(item__in=projects))
    costs = costs_of(Cost.objects.filter(line__project__in=projects))
    mine = Q(entry__item__in=projects) | Q(cost__line__project__in=projects) | Q(grant=grant)
    rows = Rows(
        grant,
        projects=projects,
        lines=lines_alive().filter(mine),
        viewer=viewer,
        known=known,
        forms=found["forms"],
        rates=found["rates"] if grant.method else (),
        regimes=found["regimes"],
        letters=found["letters"],
    )
    made = [*map(rows.of_entry, entries), *map(rows.of_cost, costs)]
    if not is_team(viewer):
        made = [row for row in made if row.line is not None]
    dossier = Dossier(
        grant, awards, found["forms"], found["deadlines"], method, found["rates"], known
    )
    _sort(made, dossier)
    return dossier


def _lists(grant: Grant, projects: Sequence[int], *, viewer: Actor, at: datetime) -> Lists:
    """What a dossier asks at once. Nothing was named as the method: the usual one."""
    named = ValuationMethod.objects.filter(pk__in=[grant.method_id])
    methods = named if grant.method_id else first(usual_methods(), 1)
    return {
        "seen": Item.objects.visible_to(viewer, at=at).filter(pk__in=projects),
        "forms": grant.forms.order_by("pk"),
        "deadlines": grant.deadlines.order_by("due_on", "pk"),
        "methods": methods,
        "rates": Rate.objects.in_force().filter(method__in=methods),
        "regimes": regimes_behind(Cost.objects.filter(line__project__in=projects)),
        "letters": letters_for(projects),
    }


def _sort(rows: Iterable[DossierRow], dossier: Dossier) -> None:
    for row in sorted(rows, key=lambda row: (row.on, row.key)):
        if row.line is not None and row.line.use == Use.CLAIMED:
            dossier.claimed.append(row)
        elif row.line is not None:
            dossier.reported.append(row)
        elif row.may_be_claimed:
            dossier.open.append(row)
        else:
            dossier.ineligible.append(row)


def row_of(grant: Grant, what: LedgerEntry | Cost) -> DossierRow:
    """One entry or cost as the dossier has it, also one that is not of the grant's projects."""
    projects = list(grant.awards.values_list("project", flat=True))
    alive = lines_alive()
    if isinstance(what, LedgerEntry):
        rows = Rows(grant, projects=projects, lines=alive.filter(Q(entry=what) | Q(grant=grant)))
        return rows.of_entry(with_corrections(LedgerEntry.objects.filter(pk=what.pk)).get())
    cost = costs_of(Cost.objects.filter(pk=what.pk)).get()
    lines = alive.filter(Q(cost=what) | Q(grant=grant))
    rows = Rows(
        grant,
        projects=projects,
        lines=lines,
        regimes=regimes_behind(Cost.objects.filter(pk=cost.pk)),
        letters=letters_for(projects),
    )
    return rows.of_cost(cost)


def why_not(grant: Grant, what: LedgerEntry | Cost) -> tuple[Reason, ...]:
    """Every reason for which ``grant`` does not count an entry or a cost; none: it may be claimed.

    A correction counts with the entry or cost that it corrects.
    """
    return row_of(grant, what.corrects or what).reasons
