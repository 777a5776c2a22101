"""What pages look up about grants: what may be claimed, what was, and why something may not."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction

from django.db.models import Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gangmaker.actors.models import Actor, MembershipRole
from gangmaker.actors.queries import name_for
from gangmaker.actors.rules import is_team
from gangmaker.contributions.models import LedgerEntry
from gangmaker.contributions.queries import rates_of
from gangmaker.core import eligibility, valuation
from gangmaker.core.eligibility import Because, Candidate, Claimed, CoFinancing, Rules
from gangmaker.projects.models import Cost, Deadline, Grant, GrantLine, Payer, Use
from gangmaker.trail.models import Item

WORDS: dict[Because, "str | Promise"] = {
    Because.NOTHING_LEFT: _("It was corrected to nothing."),
    Because.OTHER_PROJECT: _("It is for a project that this grant does not pay for."),
    Because.OUTSIDE_PERIOD: _("It is from before or after the period of the grant."),
    Because.NOT_CONFIRMED: _("Who received it did not say yet that it was given."),
    Because.IS_THE_GRANT: _("It is the money of this funder itself."),
    Because.OTHER_GRANT_PAYS: _("Another grant pays for it."),
    Because.FORM_NOT_COUNTED: _("This grant does not count this form."),
    Because.IN_KIND_EXCLUDED: _("This grant does not count gifts in kind."),
    Because.STAFF_NOT_COUNTED: _("This grant does not count the work of staff."),
    Because.STAFF_BY_PERCENTAGE: _(
        "Staff is counted as a fixed percentage by a task-assignment letter, not by the hour."
    ),
    Because.NO_RATE: _("The method of this grant has no rate for it."),
    Because.CLAIMED_ELSEWHERE: _("It is claimed already from another grant: %(grant)s."),
    Because.CLAIMED_HERE: _("It is claimed from this grant already."),
    Because.OVER_AMOUNT: _("It is more than what is left of the grant."),
}


BY_ANOTHER = _("It is claimed already from another grant.")


@dataclass(frozen=True)
class Reason:
    """Why something does not count, in words; ``grant`` is the other one, for who may know it."""

    code: Because
    grant: str = ""

    def __str__(self) -> str:
        if self.code == Because.CLAIMED_ELSEWHERE and not self.grant:
            return str(BY_ANOTHER)
        return str(WORDS[self.code]) % {"grant": self.grant}


@dataclass(frozen=True)
class DossierRow:
    """An entry or a cost of a project that the grant pays for.

    ``said`` is what it says now, in ``unit``; a ``line`` says what was reported or claimed.
    """

    key: str
    what: str
    who: str
    slug: str
    title: str
    language: str
    form: str
    unit: str
    on: date
    said: int
    cents: int | None
    rate_id: int | None
    payer: str
    reasons: tuple[Reason, ...]
    line: GrantLine | None = None

    @property
    def difference(self) -> int:
        """What corrections changed since it was reported or claimed, in its unit."""
        return 0 if self.line is None else self.said - self.line.said

    @property
    def doubts(self) -> tuple[Reason, ...]:
        """Why what is claimed would not count any more, after a correction or a change of rules."""
        told = (Because.CLAIMED_HERE, Because.OVER_AMOUNT)
        return tuple(reason for reason in self.reasons if reason.code not in told)

    @property
    def may_be_claimed(self) -> bool:
        return not self.reasons

    @property
    def may_be_reported(self) -> bool:
        return self.line is None and not any(
            reason.code in eligibility.REFUSES_REPORT for reason in self.reasons
        )


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


def deadlines_of(owner: Actor) -> list[Deadline]:
    """What ``owner`` still has to send to funders, the first one first; one query."""
    waiting = Deadline.objects.filter(grant__owner=owner, met_on=None)
    return list(waiting.select_related("grant__funder").order_by("due_on", "pk"))


def dossier_of(grant: Grant, *, viewer: Actor, at: datetime) -> Dossier:
    """Sort what the projects of a grant got and spent; nine queries, however much that is.

    The team sees all of it; the funder what was reported to it or claimed from it, with the
    names and titles that it may know.
    """
    projects = [award.project_id for award in grant.awards.all()]
    visible = Item.objects.visible_to(viewer, at=at).filter(pk__in=projects)
    entries = _with_corrections(LedgerEntry.objects.filter(item__in=projects))
    costs = _costs(Cost.objects.filter(line__project__in=projects))
    lines = GrantLine.objects.filter(withdrawn_at=None).select_related("grant", "rate")
    mine = Q(entry__item__in=projects) | Q(cost__line__project__in=projects) | Q(grant=grant)
    known = frozenset(visible.values_list("pk", flat=True))
    rows = _Rows(grant, projects=projects, lines=lines.filter(mine), viewer=viewer, known=known)
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
        rows = _Rows(grant, projects=projects, lines=alive.filter(Q(entry=what) | Q(grant=grant)))
        return rows.of_entry(_with_corrections(LedgerEntry.objects.filter(pk=what.pk)).get())
    rows = _Rows(grant, projects=projects, lines=alive.filter(Q(cost=what) | Q(grant=grant)))
    return rows.of_cost(_costs(Cost.objects.filter(pk=what.pk)).get())


def why_not(grant: Grant, what: LedgerEntry | Cost) -> tuple[Reason, ...]:
    """Every reason for which ``grant`` does not count an entry or a cost; none: it may be claimed.

    A correction counts with the entry or cost that it corrects.
    """
    return row_of(grant, what.corrects or what).reasons


def _with_corrections(entries: QuerySet[LedgerEntry]) -> QuerySet[LedgerEntry]:
    return (
        entries.filter(corrects=None)
        .select_related("item", "giver__area", "on_behalf_of__area", "confirmation")
        .annotate(corrected=Coalesce(Sum("corrections__quantity"), 0))
        .order_by("pk")
    )


def _costs(costs: QuerySet[Cost]) -> QuerySet[Cost]:
    return (
        costs.filter(corrects=None)
        .select_related("line__project", "line__paid_by__area")
        .annotate(corrected=Coalesce(Sum("corrections__amount"), 0))
        .order_by("pk")
    )


class _Rows:
    """Makes the rows of one grant, from all lines that could matter to them."""

    def __init__(
        self,
        grant: Grant,
        *,
        projects: Sequence[int],
        lines: Iterable[GrantLine],
        viewer: Actor | None = None,
        known: frozenset[int] = frozenset(),
    ) -> None:
        self.grant, self.viewer, self.known = grant, viewer, known
        self.projects = frozenset(projects)
        self.rates = rates_of(grant.method) if grant.method else []
        self.lines: dict[str, list[GrantLine]] = {}
        for line in lines:
            key = f"entry-{line.entry_id}" if line.entry_id else f"cost-{line.cost_id}"
            self.lines.setdefault(key, []).append(line)
        self.rules = self._rules(self.lines)

    def _rules(self, lines: Mapping[str, list[GrantLine]]) -> Rules:
        here = [line for some in lines.values() for line in some if line.grant_id == self.grant.pk]
        costs = [line.cost_id for line in here if line.use == Use.CLAIMED and line.cost_id]
        paid = set(
            Cost.objects.filter(pk__in=costs, line__payer=Payer.GRANT).values_list("pk", flat=True)
        )
        claimed = sum(line.cents or 0 for line in here if line.cost_id in paid)
        return Rules(
            starts_on=self.grant.starts_on,
            ends_on=self.grant.ends_on,
            forms=frozenset(form.form for form in self.grant.forms.all()),
            staff=self.grant.staff_method,
            in_kind_counts=self.grant.in_kind_counts,
            left=self.grant.amount - claimed,
        )

    def of_entry(self, entry: LedgerEntry) -> DossierRow:
        said = entry.quantity + int(getattr(entry, "corrected", 0))
        found = self._valued(entry, said)
        giver = entry.on_behalf_of or entry.giver
        candidate = Candidate(
            form=entry.form,
            on=entry.given_on,
            said=said,
            cents=found.cents if found else None,
            in_project=entry.item_id in self.projects,
            confirmed=hasattr(entry, "confirmation"),
            for_organisation=entry.on_behalf_of_id is not None,
            from_funder=self.grant.funder_id in (entry.giver_id, entry.on_behalf_of_id),
            claimed_here=self._claimed(f"entry-{entry.pk}", here=True),
            claimed_elsewhere=self._claimed(f"entry-{entry.pk}", here=False),
        )
        return DossierRow(
            key=f"entry-{entry.pk}",
            what="",
            who=name_for(giver, self.viewer),
            **self._told(entry.item),
            form=entry.form,
            unit=entry.unit,
            on=entry.given_on,
            said=said,
            cents=candidate.cents,
            rate_id=found.rate if found else None,
            payer="",
            reasons=self._reasons(f"entry-{entry.pk}", candidate),
            line=self._line(f"entry-{entry.pk}"),
        )

    def _valued(self, entry: LedgerEntry, said: int) -> valuation.Valued | None:
        what = valuation.Entry(entry.pk, entry.form, entry.level, said, entry.given_on)
        valued = valuation.value([what], self.rates).valued
        return valued[0] if valued else None

    def of_cost(self, cost: Cost) -> DossierRow:
        said = cost.amount + int(getattr(cost, "corrected", 0))
        project = cost.line.project
        key = f"cost-{cost.pk}"
        payer = self._payer(cost)
        candidate = Candidate(
            form="",
            on=cost.spent_on,
            said=said,
            cents=said,
            in_project=project.pk in self.projects,
            confirmed=True,
            payer=payer,
            claimed_here=self._claimed(key, here=True),
            claimed_elsewhere=self._claimed(key, here=False),
        )
        return DossierRow(
            key=key,
            what=cost.what,
            who=name_for(cost.line.paid_by, self.viewer) if cost.line.paid_by else "",
            **self._told(project),
            form="",
            unit="cents",
            on=cost.spent_on,
            said=said,
            cents=said,
            rate_id=None,
            payer=payer,
            reasons=self._reasons(key, candidate),
            line=self._line(key),
        )

    def _told(self, item: Item) -> dict[str, str]:
        """Where it belongs, as far as the reader may know that item."""
        if item.pk not in self.known:
            return {"slug": "", "title": "", "language": ""}
        return {"slug": item.slug, "title": item.title, "language": item.language}

    def _payer(self, cost: Cost) -> str:
        """A line that a grant pays is this one's unless it names another funder."""
        if cost.line.payer != Payer.GRANT:
            return cost.line.payer
        mine = cost.line.paid_by_id in (None, self.grant.funder_id)
        return "this_grant" if mine else "other_grant"

    def _claimed(self, key: str, *, here: bool) -> bool:
        """Whether it is claimed from this grant (``here``), or from another one."""
        return any(
            line.use == Use.CLAIMED and (line.grant_id == self.grant.pk) == here
            for line in self.lines.get(key, ())
        )

    def _line(self, key: str) -> GrantLine | None:
        mine = [line for line in self.lines.get(key, ()) if line.grant_id == self.grant.pk]
        return mine[0] if mine else None

    def _reasons(self, key: str, candidate: Candidate) -> tuple[Reason, ...]:
        """In words for the reader: what other funders give is for the team."""
        tells = self.viewer is None or is_team(self.viewer)
        other = next(
            (
                line.grant.title
                for line in self.lines.get(key, ())
                if line.use == Use.CLAIMED and line.grant_id != self.grant.pk
            ),
            "",
        )
        return tuple(
            Reason(code, other if tells and code == Because.CLAIMED_ELSEWHERE else "")
            for code in eligibility.why_not(self.rules, candidate)
        )
